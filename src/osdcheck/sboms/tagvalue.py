"""SPDX 2 as tag-value, with the parser of spdx-tools and its two slow rules replaced.

The library loads the whole license list for each expression (a quarter of a second) and calls a
function for each character of a text; both are one rule of its grammar, overridden here. License
words are kept as written, so that one unreadable expression does not cost the document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from osdcheck.core.sbom import SbomError
from osdcheck.errors import InvalidSbom
from osdcheck.sboms.inventory import Entry, Inventory, Note, Statement, spdx_statement
from osdcheck.sboms.library import complaint, refused
from osdcheck.sboms.marks import TOOL, annotation, annotation_date, noted
from osdcheck.sboms.spdx_fields import spdx2_version

_EARLIER = re.compile(
    rf"^Annotator: {TOOL}\S+\nAnnotationDate: .*\nAnnotationType: OTHER\nSPDXREF: .*\n"
    r"AnnotationComment: <text>[^<]*</text>\n\n?",
    re.M,
)


def read_tag_value(text: str, source: str) -> Inventory:
    """The inventory of a tag-value document.

    Raises :class:`~osdcheck.errors.InvalidSbom` when nothing of it can be read and
    :class:`~osdcheck.errors.UnsupportedSbom` for another version than 2.
    """
    creation, built, messages = _parse(text, source)
    version = spdx2_version(creation.get("spdx_version"), source)
    packages, files = built.get("packages", ()), built.get("files", ())
    if not packages and not files and messages:
        said = complaint(messages)
        raise InvalidSbom(source, f"not readable as tag-value ({said})", "Correct the file")
    entries = tuple(map(_package, packages)) if packages else tuple(map(_file, files))
    if any("Package" in message or "File" in message for message in messages):
        # The parser drops an element it cannot build: what is not judged must not pass.
        entries += (Entry("document", "", None, None, "package", None, None, broken=True),)
    errors: tuple[SbomError, ...] = (refused("document", complaint(messages)),) if messages else ()
    texts = {
        info.license_id: info.extracted_text
        for info in built.get("extracted_licensing_info", ())
        if info.license_id and info.extracted_text
    }
    name = creation.get("name")
    return Inventory(
        "spdx-tag-value", version, name, entries, partial(_annotated, text, entries), texts, errors
    )


def _parse(text: str, source: str) -> tuple[Mapping[str, Any], Mapping[str, Any], list[str]]:
    from ply import yacc
    from spdx_tools.spdx.parser.error import SPDXParsingError

    from osdcheck.sboms.tagvalue_rules import TagValueParser

    # No tables are looked for or left behind: the library would import them from the current folder.
    parser: Any = TagValueParser(
        debug=False,
        write_tables=False,
        errorlog=yacc.NullLogger(),
        tabmodule=f"{__name__}_tables",
        start="start",
    )
    messages: list[str] = []
    try:
        parser.parse(text.replace("\r\n", "\n").replace("\r", "\n"))
    except SPDXParsingError as error:
        messages = [str(message) for message in error.get_messages()]
    except Exception as error:
        # Nothing but the library runs inside; its rules raise what their values happen to raise.
        said = complaint([f"{type(error).__name__}: {error}"])
        raise InvalidSbom(source, f"not readable as tag-value ({said})", "Correct the file") from error
    return parser.creation_info, parser.elements_built, messages


def _package(package: Any) -> Entry:
    purl = next((one.locator for one in package.external_references if one.reference_type == "purl"), None)
    return Entry(
        package.spdx_id,
        package.name,
        package.version,
        purl,
        "package",
        _statement(package.license_concluded),
        _statement(package.license_declared),
    )


def _file(file: Any) -> Entry:
    found = [_statement(one) for one in file.license_info_in_file]
    terms = tuple(dict.fromkeys(term for one in found if one for term in one))
    declared = terms or (() if () in found else None)
    return Entry(file.spdx_id, file.name, None, None, "file", _statement(file.license_concluded), declared)


def _statement(value: Any) -> Statement | None:
    # SpdxNone and SpdxNoAssertion print as NONE and NOASSERTION.
    return None if value is None else spdx_statement(getattr(value, "words", None) or str(value))


def _annotated(text: str, entries: Sequence[Entry], notes: Sequence[Note]) -> bytes:
    date = annotation_date()
    blocks = [
        _block(entry.id, annotation(note, date)) for entry, note in noted(entries, notes) if not entry.broken
    ]
    kept = _EARLIER.sub("", text).rstrip("\n")
    return ("\n\n".join([kept, *blocks]) + "\n").encode("utf-8", "backslashreplace")


def _block(identifier: str, mark: Mapping[str, str]) -> str:
    # An angle bracket could close the text early and put tags of the document's author behind it.
    comment = mark["comment"].replace("<", "(").replace(">", ")")
    return (
        f"Annotator: {mark['annotator']}\n"
        f"AnnotationDate: {mark['annotationDate']}\n"
        f"AnnotationType: {mark['annotationType']}\n"
        f"SPDXREF: {identifier}\n"
        f"AnnotationComment: <text>{comment}</text>"
    )
