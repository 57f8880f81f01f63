"""SPDX 2 as JSON, YAML and XML: the same fields, read with the element parsers of spdx-tools.

License fields are taken out before the library sees an element: its parser refuses the whole
document for one expression it cannot read, and builds a grammar for each. Files, snippets and
relationships say nothing about a package's license and are not parsed at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from osdcheck.core.sbom import SbomError, SbomFormat
from osdcheck.errors import InvalidSbom, UnsupportedSbom
from osdcheck.sboms.inventory import Entry, Inventory, Note, spdx_statement
from osdcheck.sboms.library import attempt, refused
from osdcheck.sboms.marks import annotation_date, marked_spdx

Fields = dict[str, Any]
_READ = ("SPDXID", "name", "versionInfo", "downloadLocation", "externalRefs")


def read_fields(
    document: object, source: str, form: SbomFormat, dump: Callable[[Fields], bytes]
) -> Inventory:
    """The inventory of an SPDX 2 document; ``dump`` writes its fields back in their format.

    Where the document has no packages its files are the entries. Raises
    :class:`~osdcheck.errors.InvalidSbom` and :class:`~osdcheck.errors.UnsupportedSbom`.
    """
    if not isinstance(document, dict):
        raise InvalidSbom(source, "no SPDX document (its top level has no fields)", "Give an SPDX 2 document")
    version = spdx2_version(document.get("spdxVersion"), source)
    errors: list[SbomError] = _document_errors(document)
    key = "packages" if _listed(document, "packages", source) or not document.get("files") else "files"
    elements = _listed(document, key, source)
    read = _package_reader(errors) if key == "packages" else _file_entry
    entries = tuple(
        read(element, f"{key}[{index}]") if isinstance(element, dict) else _broken(key, index, errors)
        for index, element in enumerate(elements)
    )
    name = document.get("name")
    return Inventory(
        form,
        version,
        name if isinstance(name, str) else None,
        entries,
        partial(_annotated, document, key, dump),
        _texts(_listed(document, "hasExtractedLicensingInfos", source), errors),
        tuple(errors),
    )


def spdx2_version(words: object, source: str) -> str:
    """``"2.3"`` of ``"SPDX-2.3"``; raises :class:`~osdcheck.errors.UnsupportedSbom` for other majors."""
    if isinstance(words, str) and words.startswith("SPDX-2."):
        return words.removeprefix("SPDX-")
    said = repr(words) if words is not None else "nothing"
    raise UnsupportedSbom(source, f"the SPDX version is {said}", "Give a document of SPDX 2.2 or 2.3")


def dump_json(document: Fields) -> bytes:
    """JSON of two columns of indent, as UTF-8."""
    # Lone surrogates have no UTF-8; their escapes are valid JSON.
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return (text + "\n").encode("utf-8", "backslashreplace")


def dump_yaml(document: Fields) -> bytes:
    """YAML in the order of the input, as UTF-8."""
    import yaml

    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(document, Dumper=dumper, sort_keys=False, allow_unicode=True)
    return str(text).encode("utf-8", "backslashreplace")


def dump_xml(document: Fields) -> bytes:
    """XML as spdx-tools writes it: one element for each value of a list."""
    import xmltodict

    return str(xmltodict.unparse({"Document": document}, pretty=True)).encode()


def load_xml_fields(data: bytes, source: str) -> Any:
    """Fields of SPDX XML; what may occur several times becomes a list, as spdx-tools has it.

    The document must have passed :func:`~osdcheck.sboms.bounds.load_xml`.
    """
    import xmltodict
    from spdx_tools.spdx.parser.xml.xml_parser import LIST_LIKE_FIELDS

    several = frozenset(LIST_LIKE_FIELDS)
    parsed = xmltodict.parse(data, force_list=lambda path, key, value: key in several)
    document = parsed.get("Document")
    if not isinstance(document, dict):
        raise InvalidSbom(source, "XML without a Document element", "Give an SPDX 2 document")
    # An empty element is an empty list: nothing is there.
    return {key: [] if key in several and value == [None] else value for key, value in document.items()}


def _listed(document: Fields, key: str, source: str) -> list[Any]:
    value = document.get(key) or []
    if not isinstance(value, list):
        raise InvalidSbom(source, f"{key} is no list", "Correct the file, or write it again")
    return value


def _package_reader(errors: list[SbomError]) -> Callable[[Fields, str], Entry]:
    from spdx_tools.spdx.parser.jsonlikedict.package_parser import PackageParser

    parser = PackageParser()

    def read(element: Fields, place: str) -> Entry:
        entry = Entry(
            _text(element, "SPDXID") or place,
            _text(element, "name") or "",
            _text(element, "versionInfo"),
            _purl(element.get("externalRefs")),
            "package",
            spdx_statement(element.get("licenseConcluded")),
            spdx_statement(element.get("licenseDeclared")),
        )
        _, message = attempt(parser.parse_package, {key: element[key] for key in _READ if key in element})
        if message is not None:
            errors.append(refused(entry.id, message))
        return entry

    return read


def _file_entry(element: Fields, place: str) -> Entry:
    identifier = _text(element, "SPDXID") or place
    concluded = spdx_statement(element.get("licenseConcluded"))
    found = element.get("licenseInfoInFiles")
    statements = [spdx_statement(words) for words in found] if isinstance(found, list) else []
    # What stands in a file is what its author declares; several notices all apply.
    terms = tuple(dict.fromkeys(term for one in statements if one for term in one))
    declared = terms or (() if () in statements else None)
    name = _text(element, "fileName") or _text(element, "name") or ""
    return Entry(identifier, name, None, None, "file", concluded, declared)


def _broken(key: str, index: int, errors: list[SbomError]) -> Entry:
    place = f"{key}[{index}]"
    errors.append(refused(place, "this entry has no fields"))
    return Entry(place, "", None, None, "package" if key == "packages" else "file", None, None, broken=True)


def _document_errors(document: Fields) -> list[SbomError]:
    from spdx_tools.spdx.parser.jsonlikedict.creation_info_parser import CreationInfoParser

    _, message = attempt(CreationInfoParser().parse_creation_info, document)
    return [] if message is None else [refused("document", message)]


def _texts(extracted: Sequence[Any], errors: list[SbomError]) -> Mapping[str, str]:
    from spdx_tools.spdx.parser.jsonlikedict.extracted_licensing_info_parser import (
        ExtractedLicensingInfoParser,
    )

    parser, texts = ExtractedLicensingInfoParser(), {}
    for index, element in enumerate(extracted):
        info, message = attempt(parser.parse_extracted_licensing_info, element)
        if message is not None:
            errors.append(refused(f"hasExtractedLicensingInfos[{index}]", message))
        elif info.license_id and info.extracted_text:
            texts[info.license_id] = info.extracted_text
    return texts


def _text(element: Fields, key: str) -> str | None:
    value = element.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _purl(references: object) -> str | None:
    for reference in references if isinstance(references, list) else ():
        if isinstance(reference, dict) and reference.get("referenceType") == "purl":
            return _text(reference, "referenceLocator")
    return None


def _annotated(document: Fields, key: str, dump: Callable[[Fields], bytes], notes: Sequence[Note]) -> bytes:
    date = annotation_date()
    marked = [
        marked_spdx(element, note, date) if isinstance(element, dict) else element
        for element, note in zip(document.get(key) or [], notes, strict=True)
    ]
    return dump({**document, key: marked} if marked else document)
