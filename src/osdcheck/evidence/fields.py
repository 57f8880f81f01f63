"""Licenses in the manifests of many ecosystems, read by the patterns of a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from osdcheck.core.evidence import Declared
from osdcheck.evidence.places import Source
from osdcheck.tables.license_fields import LicenseField, manifests_of


def has_fields(path: str) -> bool:
    """Whether a file of this name may hold a field that names a license."""
    return bool(manifests_of(PurePosixPath(path).name.lower()))


def read_fields(source: Source) -> Iterator[Declared]:
    """The licenses that the fields of such a file name, in its order; a bare list holds as a whole."""
    for manifest in manifests_of(PurePosixPath(source.path).name.lower()):
        if manifest.when is not None and manifest.when.search(source.text) is None:
            continue
        for field in manifest.fields:
            yield from _read(source, field)
        return


def _read(source: Source, field: LicenseField) -> Iterator[Declared]:
    for match in field.value.finditer(source.text):
        at, said = next(
            ((at, one) for at, one in enumerate(match.groups(), 1) if one and one.strip()), (0, "")
        )
        if not said:
            continue
        items = field.item.findall(said) if field.item is not None else []
        names = [one for item in items or [said] if (one := field.meant(item.strip()))]
        if names:
            joined = names[0] if len(names) == 1 else " AND ".join(f"({one})" for one in names)
            yield source.declared(field.id, joined, line=source.line_at(match.start(at)))
