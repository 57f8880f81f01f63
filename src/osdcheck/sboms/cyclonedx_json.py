"""CycloneDX as JSON: components and services at any depth, in the order of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from osdcheck.core.sbom import PackageKind, SbomError
from osdcheck.errors import InvalidSbom, UnsupportedSbom
from osdcheck.sboms.cyclonedx_licenses import LicenseReader, json_licenses
from osdcheck.sboms.inventory import Entry, Inventory, Note
from osdcheck.sboms.marks import PROPERTY, properties
from osdcheck.sboms.spdx_fields import dump_json

Fields = dict[str, Any]


def read_cyclonedx_json(document: Fields, source: str) -> Inventory:
    """The inventory of a CycloneDX document.

    Raises :class:`~osdcheck.errors.InvalidSbom` and :class:`~osdcheck.errors.UnsupportedSbom`.
    """
    version = document.get("specVersion")
    if not isinstance(version, str):
        raise InvalidSbom(
            source, "CycloneDX without a specVersion", "Give a document of CycloneDX 1.2 to 1.7"
        )
    refuse_other_major(version, source)
    _refuse_shape(document, source)
    reader = json_licenses()
    entries = tuple(_entry(item, place, kind, reader) for item, place, kind in _walk(document))
    return Inventory(
        "cyclonedx-json",
        version,
        _subject(document),
        entries,
        partial(_annotated, document, version, source),
        reader.texts,
        tuple(reader.errors),
    )


def _refuse_shape(document: Fields, source: str) -> None:
    """Raise for lists of packages that are none: without them the document would seem to name nothing."""
    for key in ("components", "services"):
        found = document.get(key)
        if found is not None and not isinstance(found, list):
            raise InvalidSbom(
                source, f"{key} of CycloneDX is no list", "Validate it against the CycloneDX schema"
            )


def refuse_other_major(version: str, source: str) -> None:
    """Raise :class:`~osdcheck.errors.UnsupportedSbom` for what is no version 1 of the specification."""
    if not version.startswith("1."):
        problem = f"the CycloneDX version is {version[:40]!r}"
        raise UnsupportedSbom(source, problem, "Give a document of CycloneDX 1.2 to 1.7")


def has_properties(version: str) -> bool:
    """Whether components of a specification version have properties: those from 1.3 do."""
    parts = version.split(".")
    return len(parts) == 2 and all(part.isdecimal() for part in parts) and [int(p) for p in parts] >= [1, 3]


def refuse_version(version: str, source: str) -> None:
    """Raise :class:`~osdcheck.errors.UnsupportedSbom` for versions without properties and unknown ones."""
    from cyclonedx.schema import SchemaVersion

    newest = max(SchemaVersion).to_version()
    if not has_properties(version):
        raise UnsupportedSbom(
            source, f"CycloneDX {version} has no properties to annotate with", "Convert it to CycloneDX 1.3"
        )
    if [int(part) for part in version.split(".")] > [int(part) for part in newest.split(".")]:
        problem = f"CycloneDX {version} is newer than what can be validated here"
        raise UnsupportedSbom(source, problem, f"Convert it to CycloneDX {newest}, or take the report")


def _walk(document: Fields) -> Iterator[tuple[Any, str, PackageKind]]:
    """Every component and service with its place, parents first, without recursion."""
    metadata = document.get("metadata")
    subject = metadata.get("component") if isinstance(metadata, dict) else None
    roots: list[tuple[Any, str, PackageKind]] = (
        [(subject, "metadata.component", "component")] if subject else []
    )
    roots += _children(document, "", "components", "component") + _children(
        document, "", "services", "service"
    )
    stack = roots[::-1]
    while stack:
        item, place, kind = stack.pop()
        yield item, place, kind
        if isinstance(item, dict):
            key = "components" if kind == "component" else "services"
            stack += _children(item, f"{place}.", key, kind)[::-1]


def _children(parent: Fields, prefix: str, key: str, kind: PackageKind) -> list[tuple[Any, str, PackageKind]]:
    found = parent.get(key)
    items = found if isinstance(found, list) else []
    return [(item, f"{prefix}{key}[{index}]", kind) for index, item in enumerate(items)]


def _entry(item: Any, place: str, kind: PackageKind, reader: LicenseReader) -> Entry:
    if not isinstance(item, dict):
        reader.errors.append(SbomError(place, "InvalidEntry", "this entry has no fields"))
        return Entry(place, "", None, None, kind, None, None, broken=True)
    identifier = _text(item, "bom-ref") or place
    licenses = item.get("licenses") or []
    listed = isinstance(licenses, list)
    if not listed:
        reader.errors.append(SbomError(identifier, "InvalidLicenseEntry", "licenses is no list"))
    concluded, declared, broken = reader.read(licenses if listed else (), identifier)
    group, name = _text(item, "group"), _text(item, "name") or ""
    return Entry(
        identifier,
        f"{group}/{name}" if group else name,
        _text(item, "version"),
        _text(item, "purl"),
        kind,
        concluded,
        declared,
        broken or not listed,
    )


def _text(item: Fields, key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _subject(document: Fields) -> str | None:
    metadata = document.get("metadata")
    component = metadata.get("component") if isinstance(metadata, dict) else None
    return _text(component, "name") if isinstance(component, dict) else None


def _annotated(document: Fields, version: str, source: str, notes: Sequence[Note]) -> bytes:
    refuse_version(version, source)
    # Listed before any is changed; a mark of an earlier run is replaced, so that doing it twice is no harm.
    for (item, _, _), note in zip(list(_walk(document)), notes, strict=True):
        if isinstance(item, dict):
            earlier = item.get("properties")
            kept = [one for one in earlier if not _is_mark(one)] if isinstance(earlier, list) else []
            item["properties"] = kept + [{"name": name, "value": value} for name, value in properties(note)]
    return dump_json(document)


def _is_mark(value: object) -> bool:
    return isinstance(value, dict) and str(value.get("name", "")).startswith(PROPERTY)
