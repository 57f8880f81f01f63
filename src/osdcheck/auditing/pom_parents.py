"""What a Maven pom.xml takes from its parent: the license, where it has none of its own.

https://maven.apache.org/pom.html#Inheritance
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from osdcheck.core.evidence import Declared
from osdcheck.evidence.license_names import PARENT
from osdcheck.evidence.places import Source

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

INHERITED = "project.parent.licenses.license"
"""The same for what a parent in the repository declares."""
_NAME = "pom.xml"
_DEFAULT = "../pom.xml"
_MOST = 50
"""Parents that are followed one after another."""


def is_pom(path: str) -> bool:
    """Whether the file is a Maven project."""
    return path.rsplit("/", 1)[-1].lower() == _NAME


def inherited(poms: Mapping[str, str], declared: Sequence[Declared]) -> Iterator[Declared]:
    """What each of the projects takes over that declares no license itself.

    ``poms``: texts of all pom.xml files by path; ``declared``: what they declare. A parent in a folder
    above gives its terms to all below it anyway and is not repeated. A parent that is not among the files
    gives a declaration of its coordinates, by which nobody here can tell the terms.
    """
    own = {one.path: one for one in declared if is_pom(one.path)}
    for path, text in poms.items():
        if path not in own and (found := _inherited(path, text, poms, own)) is not None:
            yield found


def _inherited(path: str, text: str, poms: Mapping[str, str], own: Mapping[str, Declared]) -> Declared | None:
    at, content = path, text
    for _ in range(_MOST):
        parent = _parent_of(content)
        if parent is None:
            return None
        wanted = _place(at, parent)
        if wanted is None or wanted not in poms or not _is(poms[wanted], parent):
            # A parent that is there says the same of itself.
            above = at != path
            coordinates = ":".join(filter(None, map(parent.get, ("groupId", "artifactId", "version"))))
            source = Source(path, text)
            return (
                None
                if above or not coordinates
                else source.locate(PARENT, coordinates, "<parent", parent.get("artifactId"))
            )
        if wanted in own:
            if _is_above(wanted, path):
                return None
            return Source(path, text).locate(
                INHERITED, own[wanted].expression, "<parent", parent.get("artifactId")
            )
        at, content = wanted, poms[wanted]
    return None


def _is_above(parent: str, child: str) -> bool:
    folder = parent.rpartition("/")[0]
    return parent != child and (not folder or child.startswith(f"{folder}/"))


def _place(path: str, parent: Mapping[str, str]) -> str | None:
    """Path of the file in which a parent is looked for; ``None`` where it comes from elsewhere."""
    relative = parent.get("relativePath", _DEFAULT)
    if not relative:
        return None
    place = posixpath.normpath(posixpath.join(path.rpartition("/")[0], relative.replace("\\", "/")))
    return place if place.lower().endswith(".xml") else posixpath.join(place, _NAME)


def _is(text: str, parent: Mapping[str, str]) -> bool:
    root = _root(text)
    found = {_local(one.tag): (one.text or "").strip() for one in root} if root is not None else {}
    return found.get("artifactId") == parent.get("artifactId")


def _parent_of(text: str) -> dict[str, str] | None:
    root = _root(text)
    for one in root if root is not None else ():
        if _local(one.tag) == "parent":
            return {_local(part.tag): (part.text or "").strip() for part in one}
    return None


def _root(text: str) -> Element | None:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(text.removeprefix("\ufeff").encode("utf-8", "surrogatepass"))
    except (ParseError, DefusedXmlException, ValueError, RecursionError, LookupError):
        # Said already, with the declarations of the file.
        return None
    return root


def _local(tag: Any) -> str:
    return str(tag).rsplit("}", 1)[-1]
