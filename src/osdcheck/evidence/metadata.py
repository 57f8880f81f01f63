"""Licenses that metadata files declare, whatever their format."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

from osdcheck.core.evidence import Declared
from osdcheck.errors import MetadataError


def is_metadata(path: str) -> bool:
    """Whether :func:`declared_licenses` knows the format of a file of this name."""
    return PurePosixPath(path).name == "package.json"


def declared_licenses(path: str, data: bytes) -> tuple[Declared, ...]:
    """Licenses that a file declares, in its order; none for a file of an unknown format.

    Raises :class:`~osdcheck.errors.MetadataError` for a file that cannot be read as its format says.
    """
    try:
        value = json.loads(data)
    except ValueError as error:
        raise MetadataError(path, f"not readable as JSON ({error})", "Correct the file") from error
    text = value.get("license") if isinstance(value, dict) else None
    if not isinstance(text, str):
        return ()
    return (Declared(path, "license", text, 1, text),)
