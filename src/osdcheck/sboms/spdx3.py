"""SPDX 3 as JSON-LD: packages and what relationships say of their licenses.

spdx-tools 0.8 writes an early SPDX 3.0 without licenses and reads none, so the elements are taken
from the graph as the 3.0.1 context names them. Anything else in the document is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NoReturn

from osdcheck.core.sbom import SbomError
from osdcheck.errors import InvalidSbom, UnsupportedSbom
from osdcheck.sboms.inventory import Entry, Inventory, Note, Statement, Term, spdx_statement

Fields = dict[str, Any]
MOST_MEMBERS = 1_000
"""Licenses that one license set may stand for, written out."""

_PACKAGES = {"software_Package", "ai_AIPackage", "dataset_DatasetPackage", "Package", "AIPackage", "Dataset"}
_FILES = {"software_File", "File"}
_RELATIONS = {"hasConcludedLicense", "hasDeclaredLicense"}
_LISTED = "https://spdx.org/licenses/"
_SETS: Mapping[str, Literal["AND", "OR"]] = {
    "expandedlicensing_ConjunctiveLicenseSet": "AND",
    "expandedlicensing_DisjunctiveLicenseSet": "OR",
}


def is_spdx3(document: Fields) -> bool:
    """Whether the top level is that of SPDX 3 JSON-LD."""
    return "@context" in document and ("@graph" in document or "spdxId" in document)


def read_spdx3(document: Fields, source: str) -> Inventory:
    """The inventory of an SPDX 3 document. Raises :class:`~osdcheck.errors.InvalidSbom`."""
    graph = document.get("@graph", [document])
    if not isinstance(graph, list):
        raise InvalidSbom(source, "@graph is no list", "Correct the file, or write it again")
    elements = [one for one in graph if isinstance(one, dict)]
    by_id = {_id(one): one for one in elements if _id(one)}
    licenses = _Licenses(by_id, {}, [])
    relations = _relations(elements)
    packages = [one for one in elements if _type(one) in _PACKAGES]
    kind: Literal["package", "file"] = "package" if packages else "file"
    chosen = packages or [one for one in elements if _type(one) in _FILES]
    entries = []
    for index, element in enumerate(chosen):
        identifier = _id(element) or f"{kind}[{index}]"
        said = {name: relations.get((identifier, name)) for name in _RELATIONS}
        entries.append(
            Entry(
                identifier,
                _text(element, "name") or "",
                _text(element, "software_packageVersion", "packageVersion"),
                _text(element, "software_packageUrl", "packageUrl"),
                kind,
                licenses.statement(said["hasConcludedLicense"], identifier),
                licenses.statement(said["hasDeclaredLicense"], identifier),
            )
        )
    subject = next((one for one in elements if _type(one) == "SpdxDocument"), {})
    version = _version(elements)
    return Inventory(
        "spdx3-json-ld",
        version,
        _text(subject, "name"),
        tuple(entries),
        lambda notes: _refuse(notes, source),
        licenses.texts,
        tuple(licenses.errors),
    )


def _refuse(notes: Sequence[Note], source: str) -> NoReturn:
    raise UnsupportedSbom(
        source,
        f"an SPDX 3 document of {len(notes)} packages cannot be annotated, as no validator for it is at hand",
        "Give the document as SPDX 2.3, or take the report",
    )


def _relations(elements: Sequence[Fields]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for one in elements:
        relation, target = one.get("relationshipType"), one.get("to")
        if isinstance(relation, str) and relation in _RELATIONS and isinstance(one.get("from"), str):
            targets = target if isinstance(target, list) else [target]
            places = found.setdefault((one["from"], relation), [])
            places.extend(str(place) for place in targets)
    return found


@dataclass(frozen=True, slots=True)
class _Licenses:
    """License elements of a document as expressions; ``texts`` and ``errors`` grow while they are read."""

    by_id: Mapping[str, Fields]
    texts: dict[str, str]
    errors: list[SbomError]

    def statement(self, places: Sequence[str] | None, package: str) -> Statement | None:
        """What relationships to ``places`` say together."""
        if places is None:
            return None
        try:
            read = [spdx_statement(self._expression(place, [MOST_MEMBERS])) for place in places]
        except (ValueError, RecursionError) as error:
            self.errors.append(SbomError(package, "InvalidEntry", str(error)[:300]))
            return (Term("unreadable license element", named=True),)
        speaking = [one for one in read if one is not None]
        return tuple(dict.fromkeys(term for one in speaking for term in one)) if speaking else None

    def _expression(self, place: str, budget: list[int]) -> str:
        budget[0] -= 1
        if budget[0] < 0:
            raise ValueError(f"license sets of more than {MOST_MEMBERS:,} members, or of themselves")
        individual = place.rpartition("/")[2].removeprefix("expandedlicensing_")
        if individual in {"NoAssertion", "NoAssertionLicense"}:
            return "NOASSERTION"
        if individual in {"None", "NoneLicense"}:
            return "NONE"
        if place.startswith(_LISTED):
            return individual
        element = self.by_id.get(place)
        if element is None:
            raise ValueError(f"the license element {place} is not in the document")
        return self._of(element, place, budget)

    def _of(self, element: Fields, place: str, budget: list[int]) -> str:
        sort = _type(element) or ""
        expression = _text(element, "simplelicensing_licenseExpression", "licenseExpression")
        if expression is not None:
            self._custom_texts(element)
            return expression
        text = _text(element, "simplelicensing_licenseText", "licenseText")
        if text is not None:
            return self._named(place, text)
        members = element.get("expandedlicensing_member")
        if sort in _SETS and isinstance(members, list) and members:
            operands = [self._expression(str(member), budget) for member in members]
            return "(" + f" {_SETS[sort]} ".join(operands) + ")"
        subject = element.get(
            "expandedlicensing_subjectLicense", element.get("expandedlicensing_subjectExtendableLicense")
        )
        if isinstance(subject, str) and sort == "expandedlicensing_OrLaterOperator":
            return f"{self._expression(subject, budget)}+"
        addition = element.get("expandedlicensing_subjectAddition")
        if isinstance(subject, str) and isinstance(addition, str):
            return f"{self._expression(subject, budget)} WITH {addition.rpartition('/')[2]}"
        raise ValueError(f"the license element {place} holds neither an expression nor a text")

    def _custom_texts(self, element: Fields) -> None:
        pairs = element.get("simplelicensing_customIdToUri")
        for pair in pairs if isinstance(pairs, list) else ():
            if not isinstance(pair, dict):
                continue
            key, target = _text(pair, "key"), self.by_id.get(str(pair.get("value")))
            text = _text(target, "simplelicensing_licenseText", "licenseText") if target else None
            if key and text:
                self.texts[key] = text

    def _named(self, place: str, text: str) -> str:
        tail = "".join(c if c.isascii() and (c.isalnum() or c in ".-") else "-" for c in place)[-80:]
        name = f"LicenseRef-{tail.removeprefix('LicenseRef-').strip('-')}"
        known = self.texts.get(name, text)
        self.texts[name] = text if known == text else f"{known}\n\n{text}"
        return name


def _version(elements: Sequence[Fields]) -> str:
    infos = [one if _type(one) == "CreationInfo" else one.get("creationInfo") for one in elements]
    return next((v for one in infos if isinstance(one, dict) and (v := _text(one, "specVersion"))), "3")


def _id(element: Fields) -> str:
    return _text(element, "spdxId", "@id") or ""


def _type(element: Fields) -> str | None:
    return _text(element, "type", "@type")


def _text(element: Fields, *keys: str) -> str | None:
    """The first of the fields that holds words; 3.0.1 prefixes names that earlier contexts did not."""
    for key in keys:
        value = element.get(key)
        if isinstance(value, str) and value.strip():
            return value
    return None
