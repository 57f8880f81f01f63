"""Untrusted JSON, YAML and XML: refused before it can grow, nest or reach out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from osdcheck.errors import InvalidSbom

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_DEPTH = 200
"""Levels of nesting; the formats themselves need about ten, nested components more."""

MOST_GROWTH = 2_000_000
"""Values that the aliases of a YAML document may stand for, beyond those written out."""

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
    """Values of a YAML document; dates and decimal numbers stay the strings they are written as.

    Raises :class:`~osdcheck.errors.InvalidSbom` for what is no YAML, for deep nesting and for aliases
    that stand for more than :data:`MOST_GROWTH` values.
    """
    import yaml

    try:
        _refuse_yaml_bombs(text, source)
        return yaml.load(text, Loader=_plain_loader())
    except RecursionError:
        raise _too_deep(source, "YAML") from None
    except (yaml.YAMLError, ValueError, TypeError, OverflowError) as error:
        raise InvalidSbom(source, f"not readable as YAML ({_first_line(error)})", _CORRECT) from error


def _plain_loader() -> Any:
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    kept = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":float"))]
        for first, resolvers in base.yaml_implicit_resolvers.items()
    }
    return type("_PlainLoader", (base,), {"yaml_implicit_resolvers": kept})


def _refuse_yaml_bombs(text: str, source: str) -> None:
    """Walk the events, which neither recurse nor expand; an alias counts as all it stands for."""
    import yaml

    open_sizes, open_anchors = [0], [""]
    sizes: dict[str, int] = {}
    grown = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.CollectionStartEvent):
            open_sizes.append(1)
            open_anchors.append(event.anchor or "")
            if len(open_sizes) > MOST_DEPTH:
                raise _too_deep(source, "YAML")
        elif isinstance(event, yaml.CollectionEndEvent):
            size, anchor = open_sizes.pop(), open_anchors.pop()
            open_sizes[-1] += size
            sizes[anchor] = size
        elif isinstance(event, yaml.ScalarEvent):
            open_sizes[-1] += 1
            sizes[event.anchor or ""] = 1
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor in open_anchors:
                raise InvalidSbom(source, "a YAML value that contains itself", _CORRECT)
            size = sizes.get(event.anchor or "", 1)
            open_sizes[-1] += size
            grown += size
            if grown > MOST_GROWTH:
                problem = f"YAML aliases that stand for more than {MOST_GROWTH:,} values"
                raise InvalidSbom(source, problem, "Write the document without aliases")


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
