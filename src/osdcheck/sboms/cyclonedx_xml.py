"""CycloneDX as XML: components and services at any depth, in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from xml.etree.ElementTree import Element, SubElement, tostring

from osdcheck.core.sbom import PackageKind
from osdcheck.errors import InvalidSbom
from osdcheck.sboms.cyclonedx_json import refuse_other_major, refuse_version
from osdcheck.sboms.cyclonedx_licenses import LicenseReader, xml_licenses
from osdcheck.sboms.inventory import Entry, Inventory, Note
from osdcheck.sboms.marks import PROPERTY, properties

NAMESPACE = re.compile(r"\{(http://cyclonedx\.org/schema/bom/(\d+\.\d+))\}bom")
"""Tag of the root; its second group is the specification version."""

_BEHIND_PROPERTIES = {
    "components", "services", "evidence", "releaseNotes", "modelCard", "data", "cryptoProperties", "tags",
}  # fmt: skip
"""Children of a component or service that the schema wants behind ``properties``.

``data`` of a service stands before, but so do the licenses and references that follow it.
"""


def read_cyclonedx_xml(root: Element, source: str) -> Inventory:
    """The inventory of a CycloneDX document.

    Raises :class:`~osdcheck.errors.InvalidSbom` and :class:`~osdcheck.errors.UnsupportedSbom`.
    """
    found = NAMESPACE.fullmatch(root.tag)
    if found is None:
        raise InvalidSbom(
            source, "XML that is no CycloneDX document", "Give a document of CycloneDX 1.0 to 1.7"
        )
    namespace, version = found.groups()
    refuse_other_major(version, source)
    reader = xml_licenses(namespace)
    items = list(_walk(root, namespace))
    entries = tuple(_entry(item, place, kind, namespace, reader) for item, place, kind in items)
    subject = root.find(f"{{{namespace}}}metadata/{{{namespace}}}component/{{{namespace}}}name")
    return Inventory(
        "cyclonedx-xml",
        version,
        _words(subject),
        entries,
        partial(_annotated, root, [(item, kind) for item, _, kind in items], namespace, version, source),
        reader.texts,
        tuple(reader.errors),
    )


def _walk(root: Element, namespace: str) -> Iterator[tuple[Element, str, PackageKind]]:
    """Every component and service with its place, parents first, without recursion."""
    q = f"{{{namespace}}}"
    subject = root.find(f"{q}metadata/{q}component")
    roots: list[tuple[Element, str, PackageKind]] = []
    if subject is not None:
        roots.append((subject, "metadata.component", "component"))
    roots += _children(root, "", "components", "component", q) + _children(root, "", "services", "service", q)
    stack = roots[::-1]
    while stack:
        item, place, kind = stack.pop()
        yield item, place, kind
        key = "components" if kind == "component" else "services"
        stack += _children(item, f"{place}.", key, kind, q)[::-1]


def _children(
    parent: Element, prefix: str, key: str, kind: PackageKind, q: str
) -> list[tuple[Element, str, PackageKind]]:
    found = parent.findall(f"{q}{key}/{q}{kind}")
    return [(item, f"{prefix}{key}[{index}]", kind) for index, item in enumerate(found)]


def _entry(item: Element, place: str, kind: PackageKind, namespace: str, reader: LicenseReader) -> Entry:
    q = f"{{{namespace}}}"
    identifier = (item.get("bom-ref") or "").strip() or place
    licenses = [_plain(one) for one in item.findall(f"{q}licenses/*") if isinstance(one.tag, str)]
    concluded, declared, broken = reader.read(licenses, identifier)
    group, name = _words(item.find(f"{q}group")), _words(item.find(f"{q}name")) or ""
    return Entry(
        identifier,
        f"{group}/{name}" if group else name,
        _words(item.find(f"{q}version")),
        _words(item.find(f"{q}purl")),
        kind,
        concluded,
        declared,
        broken,
    )


def _words(element: Element | None) -> str | None:
    return (element.text or "").strip() or None if element is not None else None


def _plain(element: Element) -> Element:
    """A copy without comments, which the library takes for elements; the text around them is joined."""
    copy = Element(element.tag, element.attrib)
    copy.text = (element.text or "") + "".join(
        child.tail or "" for child in element if not isinstance(child.tag, str)
    )
    copy.extend(_plain(child) for child in element if isinstance(child.tag, str))
    return copy


def _annotated(
    root: Element,
    items: Sequence[tuple[Element, PackageKind]],
    namespace: str,
    version: str,
    source: str,
    notes: Sequence[Note],
) -> bytes:
    refuse_version(version, source)
    for (item, kind), note in zip(items, notes, strict=True):
        holder = item.find(f"{{{namespace}}}properties")
        if holder is None:
            holder = Element(f"{{{namespace}}}properties")
            item.insert(_place(item, kind, namespace), holder)
        for earlier in [one for one in holder if (one.get("name") or "").startswith(PROPERTY)]:
            holder.remove(earlier)
        for name, value in properties(note):
            SubElement(holder, f"{{{namespace}}}property", {"name": name}).text = value
    return bytes(tostring(_unprefixed(root, namespace), "utf-8", xml_declaration=True))


def _place(item: Element, kind: PackageKind, namespace: str) -> int:
    """Where ``properties`` goes: before the first child that the schema wants behind it."""
    q = f"{{{namespace}}}"
    behind = _BEHIND_PROPERTIES - ({"data"} if kind == "service" else set())
    for index, child in enumerate(item):
        # Extensions under other names stand at the end.
        if isinstance(child.tag, str) and (
            not child.tag.startswith(q) or child.tag.removeprefix(q) in behind
        ):
            return index
    return len(item)


def _unprefixed(root: Element, namespace: str) -> Element:
    """A copy with the namespace as the default: ElementTree would prefix every tag."""
    q = f"{{{namespace}}}"
    copy = Element(root.tag.removeprefix(q), {"xmlns": namespace, **root.attrib})
    pairs = [(root, copy)]
    while pairs:
        old, new = pairs.pop()
        new.text, new.tail = old.text, old.tail
        for child in old:
            made = Element(child.tag, child.attrib)
            if isinstance(child.tag, str):
                made = Element(child.tag.removeprefix(q), child.attrib)
            new.append(made)
            pairs.append((child, made))
    return copy
