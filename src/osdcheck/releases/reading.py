"""From a path to a release: which kind of source it is, and the reader for it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from osdcheck.core.release import Release
from osdcheck.errors import MalformedRelease, UnreadableInput
from osdcheck.evidence.yamlsafe import load_yaml
from osdcheck.releases.checkout import read_checkout
from osdcheck.releases.files import read_text
from osdcheck.releases.handwritten import parse_toml, read_release
from osdcheck.releases.indexes import index_of, read_index
from osdcheck.releases.openness_tool import read_mof
from osdcheck.releases.weight_files import read_weights

_WEIGHTS = frozenset({".gguf", ".safetensors"})
_YAML = frozenset({".yml", ".yaml"})
DESCRIPTION = "release.toml"
_KINDS = (
    "Give a checkout, release.toml, a Model Openness Tool or Open Source AI Index YAML, or a"
    " .gguf or .safetensors file"
)


def is_source(path: Path) -> bool:
    """Whether a path looks like something :func:`read_source` reads: by its name, or a folder."""
    return path.is_dir() or path.suffix.lower() in {*_WEIGHTS, *_YAML, ".toml"}


def read_source(source: str | os.PathLike[str]) -> Release:
    """Release of a path: a folder (with ``release.toml``, or a checkout), YAML, TOML or weights file.

    Raises :class:`~osdcheck.errors.UnreadableInput` for what is not there and
    :class:`~osdcheck.errors.MalformedRelease` or :class:`~osdcheck.errors.MetadataError` for what is
    not as its format asks.
    """
    path = Path(source)
    try:
        folder, file = path.is_dir(), path.is_file()
    except (OSError, ValueError) as error:
        raise UnreadableInput(str(path), f"is no path ({error})", _KINDS) from error
    if folder:
        return _read_folder(path)
    if not file:
        raise UnreadableInput(str(path), "there is no such file or folder", _KINDS)
    suffix = path.suffix.lower()
    if suffix in _WEIGHTS:
        return read_weights(path)
    if suffix == ".toml":
        return read_release(parse_toml(read_text(path), path.name), path.parent, path.name)
    if suffix in _YAML:
        return _read_yaml(path)
    raise MalformedRelease(str(path), "is no kind of release that is known", _KINDS)


def _read_folder(path: Path) -> Release:
    description = path / DESCRIPTION
    if description.is_file():
        return read_source(description)
    name = path.resolve().name or str(path)
    try:
        return read_checkout(path, name)
    except OSError as error:
        raise UnreadableInput(str(path), f"cannot be read ({error.strerror})", "Check its rights") from error


def _read_yaml(path: Path) -> Release:
    content = read_text(path)
    value, lines = load_yaml(content, path.name)
    if not isinstance(value, dict):
        raise MalformedRelease(path.name, "holds no mapping of names to values", _KINDS)
    fields: Mapping[str, object] = {str(key): one for key, one in value.items()}
    index = index_of(fields)
    if index is not None:
        return read_index(fields, lines, path.name, index)
    if "release" in fields:
        return read_mof(fields, content, path.name)
    raise MalformedRelease(path.name, "is neither a Model Openness Tool nor an index file", _KINDS)
