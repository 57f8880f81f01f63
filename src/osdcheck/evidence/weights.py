"""License keys in the headers of model files: GGUF key-values and safetensors ``__metadata__``.

The formats are read here, bounded, and not by the ``gguf`` package: it brings numpy and maps whole
files, for a handful of strings at the start of one.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator

from osdcheck.core.evidence import Declared
from osdcheck.errors import MetadataError

_HINT = "Check that the file is whole and of the format its name tells"
_MOST_KEYS = 10_000
_LONGEST_TEXT = 1_000_000
_LONGEST_KEY = 65_535
_HEADER_LIMIT = 100_000_000
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_TEXT, _ARRAY = 8, 9
_TELLING = ("license", "license.name", "license.link", "license_name", "license_link", "licence")


class _Short(Exception):
    """The bytes end inside the header."""


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def skip(self, size: int) -> int:
        start = self._at
        if size < 0 or start + size > len(self._data):
            raise _Short
        self._at = start + size
        return start

    def number(self, form: str) -> int:
        start = self.skip(struct.calcsize(form))
        return int(struct.unpack_from(form, self._data, start)[0])

    def text(self, longest: int) -> str | None:
        """A string; ``None`` when it is longer than what is kept."""
        size = self.number("<Q")
        start = self.skip(size)
        return self._data[start : start + size].decode("utf-8", "replace") if size <= longest else None


def gguf_fields(path: str, data: bytes) -> dict[str, str]:
    """String key-values of a GGUF header (versions 2 and 3), in order.

    ``data`` may be the beginning of the file: what it holds whole is given. Arrays are skipped. Raises
    :class:`~osdcheck.errors.MetadataError` for what is no GGUF file.
    """
    if data[:4] != b"GGUF":
        raise MetadataError(path, "no GGUF file (it does not begin with GGUF)", _HINT)
    reader = _Reader(data)
    fields: dict[str, str] = {}
    try:
        reader.skip(4)
        version = reader.number("<I")
        if version not in {2, 3}:
            raise MetadataError(path, f"GGUF version {version} is not known", "Convert it to version 3")
        reader.number("<Q")
        count = reader.number("<Q")
        if count > _MOST_KEYS:
            raise MetadataError(path, f"a GGUF header of {count:,} keys", _HINT)
        for _ in range(count):
            key = reader.text(_LONGEST_KEY)
            value = _value(reader, reader.number("<I"), path)
            if key is not None and value is not None:
                fields[key] = value
    except _Short:
        if len(data) < 24:
            raise MetadataError(path, "a GGUF file cut short inside its header", _HINT) from None
    return fields


def _value(reader: _Reader, sort: int, path: str, depth: int = 0) -> str | None:
    if sort == _TEXT:
        return reader.text(_LONGEST_TEXT)
    if sort in _SIZES:
        reader.skip(_SIZES[sort])
        return None
    if sort != _ARRAY or depth > 4:
        raise MetadataError(path, f"a GGUF value of unknown sort {sort}", _HINT)
    inner = reader.number("<I")
    length = reader.number("<Q")
    if inner in _SIZES:
        reader.skip(_SIZES[inner] * length)
        return None
    for _ in range(length):
        _value(reader, inner, path, depth + 1)
    return None


def safetensors_fields(path: str, data: bytes) -> dict[str, str]:
    """``__metadata__`` of a safetensors header.

    ``data`` must hold the header whole (it stands first); raises
    :class:`~osdcheck.errors.MetadataError` otherwise.
    """
    size = struct.unpack_from("<Q", data)[0] if len(data) >= 8 else 0
    if not 2 <= size <= _HEADER_LIMIT or data[8:9] != b"{":
        raise MetadataError(path, "no safetensors file (no header of JSON)", _HINT)
    if len(data) < 8 + size:
        raise MetadataError(path, "a safetensors file cut short inside its header", _HINT)
    try:
        header = json.loads(data[8 : 8 + size])
    except (ValueError, RecursionError) as error:
        raise MetadataError(path, f"a safetensors header that is no JSON ({error})", _HINT) from error
    fields = header.get("__metadata__", {}) if isinstance(header, dict) else {}
    if not isinstance(fields, dict):
        raise MetadataError(path, "safetensors metadata that is no JSON object", _HINT)
    return {str(key): value for key, value in fields.items() if isinstance(value, str)}


def read_model_file(path: str, data: bytes) -> Iterator[Declared]:
    """License keys of a GGUF or safetensors header; they stand on no line (0)."""
    fields = gguf_fields(path, data) if path.lower().endswith(".gguf") else safetensors_fields(path, data)
    for key, value in fields.items():
        name = key.lower()
        if value.strip() and any(name == one or name.endswith(f".{one}") for one in _TELLING):
            yield Declared(path, key, value.strip(), 0, f"{key} = {value.strip()}"[:200])
