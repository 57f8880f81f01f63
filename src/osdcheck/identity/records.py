"""The known licenses: one record each, and their verbatim texts, read when they are asked for."""

from __future__ import annotations

import json
import lzma
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import Any, Literal

from osdcheck.errors import DataError
from osdcheck.resources import data_folder

RecordKind = Literal["software", "content", "ai-model", "dataset", "policy", "exception"]

SCANCODE_PREFIX = "LicenseRef-scancode-"
_INDEX = "license_texts/index.json"


@dataclass(frozen=True, slots=True)
class LicenseRecord:
    """What is known of one license beside its text.

    ``id``: SPDX id, else ``LicenseRef-scancode-<key>``, else ``LicenseRef-osdcheck-<key>`` for a text
    that ScanCode does not have; ``key``: ScanCode key, else the name of the plain file; ``aliases``:
    other ids of the same license; ``kind``: what it is for; ``category``: ScanCode's class of it;
    ``language``: ISO 639 code; ``is_generic`` and ``is_unknown``: no license but a stand-in for
    some; ``replaced_by``: keys or expression that stand for a deprecated record; ``place``: where the
    text is, a plain file or block, first byte and length in the archive.
    """

    id: str
    key: str
    spdx: str | None
    name: str
    short_name: str
    aliases: tuple[str, ...]
    family: str
    version: str | None
    kind: RecordKind
    category: str
    language: str
    is_exception: bool
    is_deprecated: bool
    is_generic: bool
    is_unknown: bool
    replaced_by: tuple[str, ...]
    place: str | tuple[int, int, int]

    @property
    def is_standalone(self) -> bool:
        """Whether it is a whole license: no exception, no stand-in, not deprecated."""
        return not (self.is_exception or self.is_deprecated or self.is_generic or self.is_unknown)


@cache
def records() -> tuple[LicenseRecord, ...]:
    """All known licenses, in the order of their ids (letter case ignored)."""
    return tuple(_one(number) for number in range(len(_table()[1])))


def record_at(number: int) -> LicenseRecord:
    """The record with this number in :func:`records`, without making the others."""
    return _one(number)


def find_record(id_or_key: str) -> LicenseRecord | None:
    """Record of an SPDX id, another id, or a ScanCode key, in this order and in any letter case.

    ``None`` when nothing is called so. An id wins over a key: ``bsl-1.0`` is Boost, as SPDX says.
    """
    name = id_or_key.strip().lower()
    found = _names().get(name)
    if found is None and name.startswith(SCANCODE_PREFIX.lower()):
        found = _keys().get(name.removeprefix(SCANCODE_PREFIX.lower()))
    return found or _keys().get(name)


def text_of(record: LicenseRecord) -> str:
    """Verbatim text of a license; empty for the few records that have none."""
    if isinstance(record.place, str):
        return (data_folder("license_texts") / record.place).read_bytes().decode("utf-8")
    block, start, length = record.place
    return _block(block)[start : start + length].decode("utf-8")


@cache
def _table() -> tuple[dict[str, Any], list[bytes]]:
    """What the index says of all records, and one line of JSON for each, read when it is asked for."""
    try:
        first, *lines = (data_folder("license_texts") / "index.json").read_bytes().split(b"\n")
        head: dict[str, Any] = json.loads(first + b"]}")
        if head["fields"] != [field.name for field in fields(LicenseRecord)]:
            raise ValueError("its fields are not those of a record")
        return head, [line.removesuffix(b",") for line in lines if line.startswith(b"[")]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(_INDEX, "records", f"cannot be read ({error})") from error


@cache
def _one(number: int) -> LicenseRecord:
    return _record(json.loads(_table()[1][number]))


def _record(row: list[Any]) -> LicenseRecord:
    identifier, key, spdx, name, short, aliases, family, version, kind, category, language, *rest = row
    exception, deprecated, generic, unknown, replaced, place = rest
    return LicenseRecord(
        identifier,
        key,
        spdx,
        name,
        short,
        tuple(aliases),
        family,
        version,
        kind,
        category,
        language,
        exception == 1,
        deprecated == 1,
        generic == 1,
        unknown == 1,
        tuple(replaced),
        place if isinstance(place, str) else (place[0], place[1], place[2]),
    )


@cache
def _names() -> Mapping[str, LicenseRecord]:
    """Records by id and other ids; a current record is preferred to a deprecated one."""
    names = {record.id.lower(): record for record in records()}
    for record in sorted(records(), key=lambda one: one.is_deprecated):
        for alias in record.aliases:
            names.setdefault(alias.lower(), record)
    return names


@cache
def _keys() -> Mapping[str, LicenseRecord]:
    return {record.key.lower(): record for record in records()}


@lru_cache(maxsize=32)
def _block(number: int) -> bytes:
    """One unpacked block of the archive, about 200,000 bytes."""
    offset, length = _table()[0]["blocks"][number]
    with (data_folder("license_texts") / "texts.xz").open("rb") as file:
        file.seek(offset)
        return lzma.decompress(file.read(length))
