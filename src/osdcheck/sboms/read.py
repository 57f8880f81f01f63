"""The door of the room: a document in any format, by its content, as an inventory."""

from __future__ import annotations

import os
import re
import stat
from typing import Any
from xml.etree.ElementTree import Element

from osdcheck.document.decode import decode
from osdcheck.errors import EmptyInput, InputTooLarge, InvalidSbom, UnreadableInput
from osdcheck.sboms.bounds import load_json, load_xml, load_yaml
from osdcheck.sboms.cyclonedx_json import read_cyclonedx_json
from osdcheck.sboms.inventory import Inventory

LIMIT = 256_000_000
"""Largest document, in bytes: four times one of 100,000 packages."""

_TAG_VALUE = re.compile(r"^[ \t]*SPDXVersion:", re.M)
_YAML = re.compile(r"^[ \t]*[\"']?spdxVersion[\"']?[ \t]*:", re.M)
_HINT = "Give an SPDX (JSON, YAML, XML, RDF or tag-value) or CycloneDX (JSON or XML) document"


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """Content of a file.

    Raises :class:`~osdcheck.errors.UnreadableInput` for what is no readable file and
    :class:`~osdcheck.errors.InputTooLarge` above 256,000,000 bytes.
    """
    name = os.fspath(path)
    try:
        with open(path, "rb") as file:
            if stat.S_ISREG(os.fstat(file.fileno()).st_mode) and os.fstat(file.fileno()).st_size > LIMIT:
                raise _too_large(name)
            data = file.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableInput(name, f"cannot be read ({reason})", "Name a file you may read") from error
    if len(data) > LIMIT:
        raise _too_large(name)
    return data


def read_inventory(data: bytes, source: str) -> Inventory:
    """The inventory of a document; its format is told by its content, never by its name.

    Raises :class:`~osdcheck.errors.InvalidSbom` for what is no document of a known format,
    :class:`~osdcheck.errors.UnsupportedSbom` for other versions than those read, and
    :class:`~osdcheck.errors.EmptyInput`, :class:`~osdcheck.errors.InputTooLarge`,
    :class:`~osdcheck.errors.BinaryInput` as for any text.
    """
    if len(data) > LIMIT:
        raise _too_large(source)
    head = data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]
    if not head:
        raise EmptyInput(source, "it holds nothing", _HINT)
    if head == b"<":
        return _read_xml(data, source)
    text = decode(data, source).removeprefix("\ufeff")
    if head in b"{[":
        return _read_json(text, source)
    if _TAG_VALUE.search(text):
        from osdcheck.sboms.tagvalue import read_tag_value

        return read_tag_value(text, source)
    if _YAML.search(text):
        from osdcheck.sboms.spdx_fields import dump_yaml, read_fields

        return read_fields(load_yaml(text, source), source, "spdx-yaml", dump_yaml)
    raise InvalidSbom(source, "this is no software bill of materials", _HINT)


def _read_json(text: str, source: str) -> Inventory:
    document: Any = load_json(text, source)
    if not isinstance(document, dict):
        raise InvalidSbom(source, "JSON that is no software bill of materials", _HINT)
    if document.get("bomFormat") == "CycloneDX":
        return read_cyclonedx_json(document, source)
    if "spdxVersion" in document:
        from osdcheck.sboms.spdx_fields import dump_json, read_fields

        return read_fields(document, source, "spdx-json", dump_json)
    from osdcheck.sboms.spdx3 import is_spdx3, read_spdx3

    if is_spdx3(document):
        return read_spdx3(document, source)
    raise InvalidSbom(source, "JSON that is no software bill of materials", _HINT)


def _read_xml(data: bytes, source: str) -> Inventory:
    root: Element | None = load_xml(data, source)
    tag = root.tag if root is not None else ""
    if tag == "Document":
        # The tree has shown that the file is harmless; its memory is given back before the next parse.
        root = None
        from osdcheck.sboms.spdx_fields import dump_xml, load_xml_fields, read_fields

        return read_fields(load_xml_fields(data, source), source, "spdx-xml", dump_xml)
    if tag == "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF":
        root = None
        from osdcheck.sboms.rdf import read_rdf

        return read_rdf(data, source)
    if root is not None and "cyclonedx.org/schema/bom" in tag:
        from osdcheck.sboms.cyclonedx_xml import read_cyclonedx_xml

        return read_cyclonedx_xml(root, source)
    raise InvalidSbom(source, "XML that is no software bill of materials", _HINT)


def _too_large(source: str) -> InputTooLarge:
    return InputTooLarge(source, f"more than {LIMIT:,} bytes", "Split the document")
