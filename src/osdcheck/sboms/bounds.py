"""Untrusted JSON, YAML and XML: refused before it can grow, nest or reach out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from osdcheck.errors import InvalidSbom

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_DEPTH = 200
"""Levels of nesting; the formats themselves need about ten, nested components more."""

_CORRECT = "Correct the file, or write it again with the tool that made it"


def load_json(data: str | bytes, source: str) -> Any:
    """Values of a JSON document. Raises :class:`~osdcheck.errors.InvalidSbom` for what is none."""
    try:
        return json.loads(data)
    except RecursionError:
        raise _too_deep(source, "JSON") from None
    except (ValueError, UnicodeDecodeError) as error:
        raise InvalidSbom(source, f"not readable as JSON ({_first_line(error)})", _CORRECT) from error


def load_yaml(text: str, source: str) -> Any:
    """Values of a YAML document. Raises :class:`~osdcheck.errors.InvalidSbom` as :func:`load_json` does,
    and for aliases that multiply.
    """
    from osdcheck.sboms import yaml_values

    return yaml_values.load_yaml(text, source, deepest=MOST_DEPTH)


def load_xml(data: bytes, source: str) -> Element:
    """Root of an XML document without a DOCTYPE, with its comments.

    Raises :class:`~osdcheck.errors.InvalidSbom` for a DOCTYPE (entities are declared there), for deep
    nesting and for what is no XML.
    """
    from xml.etree.ElementTree import Element, ParseError, TreeBuilder

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import XMLParser

    class Bounded(TreeBuilder):
        depth = 0

        def start(self, tag: Any, attrs: Any, /) -> Element:
            self.depth += 1
            if self.depth > MOST_DEPTH:
                raise _too_deep(source, "XML")
            return super().start(tag, attrs)

        def end(self, tag: Any, /) -> Element:
            self.depth -= 1
            return super().end(tag)

    parser = XMLParser(target=Bounded(insert_comments=True), forbid_dtd=True)
    try:
        parser.feed(data)
        root = parser.close()
    except DefusedXmlException as error:
        raise InvalidSbom(
            source, "XML with a DOCTYPE, which may declare entities", "Remove the DOCTYPE and its entities"
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise InvalidSbom(source, f"not readable as XML ({_first_line(error)})", _CORRECT) from error
    if not isinstance(root, Element):
        raise InvalidSbom(source, "XML without an element", _CORRECT)
    return root


def _too_deep(source: str, what: str) -> InvalidSbom:
    return InvalidSbom(source, f"{what} nested deeper than {MOST_DEPTH} levels", _CORRECT)


def _first_line(error: Exception) -> str:
    said = str(error).strip()
    return said.splitlines()[0][:200] if said else type(error).__name__
