"""Composes the stages that read a text: a license file in, every intermediate value out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from osdcheck.core.document import Document
from osdcheck.core.fact import Atom, Fact
from osdcheck.core.finding import Details, Finding
from osdcheck.core.parse import Leaning, Parse
from osdcheck.core.report import ClauseVerdict, Report, Source, Tool
from osdcheck.core.unit import Unit
from osdcheck.document import LineIndex, line_of, read_document
from osdcheck.grammar.leanings import is_weighable, leaning_of
from osdcheck.grammar.parser import parse_units
from osdcheck.judgment.clauses import Weighed, judge, judge_no_license, missing_grants, overall
from osdcheck.judgment.kinds import Hit, find_hits, set_aside
from osdcheck.judgment.net import UNCLASSIFIED, find_untyped, is_license
from osdcheck.judgment.signs import find_leaning, find_signs
from osdcheck.quotes import quoted
from osdcheck.resources import data_folder
from osdcheck.structure import find_units

POLICY = "1"
"""Version of the policy the tables follow."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All intermediate values of one run, from the text read to the report."""

    document: Document
    units: tuple[Unit, ...]
    parses: tuple[Parse, ...]
    findings: tuple[Finding, ...]
    report: Report


@dataclass(frozen=True, slots=True)
class Reading:
    """A source as units with their facts."""

    document: Document
    units: tuple[Unit, ...]
    parses: tuple[Parse, ...]


def read(source: str | bytes | os.PathLike[str], *, name: str | None = None) -> Reading:
    """Units and facts of a source, before anything is judged; raises as :func:`analyze`."""
    document = read_document(source, name=name)
    units = find_units(document)
    return Reading(document, units, parse_units(units))


def analyze(source: str | bytes | os.PathLike[str], *, name: str | None = None) -> Analysis:
    """Judge a text alone, keeping every intermediate value; ``name`` is what reports call the source."""
    reading = read(source, name=name)
    document, units, parses = reading.document, reading.units, reading.parses
    weighty = set_aside(parses)
    if not is_license(weighty):
        report = _report(document, (), judge_no_license(), ["not-a-license"])
        return Analysis(document, units, parses, (), report)
    hits = find_hits(weighty)
    typed = frozenset(hit.unit.index for hit in hits)
    hits = (*hits, *find_signs(weighty, typed))
    hits = (*hits, *find_leaning(weighty, _leanings(units, hits)))
    untyped = find_untyped(weighty, hits)
    weighing = [hit for hit in (*hits, *untyped) if hit.verdict != "lifted"]
    hits = tuple(sorted(weighing, key=lambda hit: hit.unit.index))
    weighed = _weigh(document, hits)
    report = _report(document, weighed, judge(weighed), [])
    return Analysis(document, units, parses, report.findings, report)


def _leanings(units: Sequence[Unit], hits: Sequence[Hit]) -> dict[int, Leaning]:
    typed = {hit.unit.index for hit in hits}
    return {
        unit.index: leaning
        for unit in units
        if unit.index not in typed and is_weighable(unit) and (leaning := leaning_of(unit)) is not None
    }


def _weigh(document: Document, hits: Sequence[Hit]) -> tuple[Weighed, ...]:
    lines = line_of(document.original)
    found = [_weighed(document, lines, number, hit) for number, hit in enumerate(hits, 1)]
    for grants, clauses in missing_grants(found):
        words = " or ".join(grant.removeprefix("grant-") for grant in grants)
        finding = Finding(
            f"f{len(found) + 1}",
            "missing-grant",
            "restriction",
            clauses,
            None,
            None,
            None,
            None,
            None,
            Details(grants=grants),
        )
        found.append(Weighed(finding, "fail", f"No grant of {words} found."))
    return tuple(found)


def _weighed(document: Document, lines: LineIndex, number: int, hit: Hit) -> Weighed:
    start = min(fact.start for fact in hit.facts)
    end = max(fact.end for fact in hit.facts)
    quote, span, details = quoted(document, hit.unit, start, end)
    finding = Finding(
        f"f{number}",
        hit.kind,
        hit.effect,
        hit.clauses,
        quote,
        span.start,
        span.end,
        lines.line(span.start),
        lines.line(max(span.start, span.end - 1)),
        _details(details, hit.facts),
    )
    return Weighed(finding, hit.verdict, hit.reason)


def _details(details: Details, facts: Sequence[Fact]) -> Details:
    atoms = frozenset[Atom]().union(
        *(fact.slots | fact.limit | fact.subject | fact.conditions for fact in facts)
    )
    exceptions = frozenset[Atom]().union(*(fact.exceptions for fact in facts))
    thresholds = [one for fact in facts for one in fact.thresholds]
    return replace(
        details,
        threshold=thresholds[0] if thresholds else None,
        purpose=_named(atoms, "field"),
        party=_named(atoms, "party"),
        territory=_named(atoms, "place"),
        exception=_named(exceptions, "feature", "doc", "object", "field", "party", "unknown"),
        reference=_named(atoms, "doc"),
    )


def _named(atoms: frozenset[Atom], *sorts: str) -> str | None:
    return ", ".join(sorted({atom.value for atom in atoms if atom.sort in sorts})) or None


def _report(
    document: Document,
    weighed: Sequence[Weighed],
    clauses: tuple[ClauseVerdict, ...],
    reasons: list[str],
) -> Report:
    if not reasons and any(clause.verdict == "unclear" for clause in clauses):
        reasons.append("unclear")
    if any(one.finding.kind == UNCLASSIFIED for one in weighed):
        reasons.append(UNCLASSIFIED)
    return Report(
        overall(clauses, reasons),
        tuple(reasons),
        clauses,
        tuple(one.finding for one in weighed),
        Source(document.name, document.sha256, len(document.original)),
        tool(),
    )


@cache
def tool() -> Tool:
    """Versions behind a report; ``data`` is the SHA-256 of grammars and tables, cut to 12 digits."""
    digest = hashlib.sha256()
    for root in (data_folder("grammars"), files("osdcheck") / "tables"):
        for path in sorted(_leaves(root), key=lambda item: item.name):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return Tool(version("osdcheck"), POLICY, digest.hexdigest()[:12])


def _leaves(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for path in folder.iterdir():
        if path.is_dir():
            found.extend(_leaves(path))
        elif path.name.endswith((".toml", ".lark", ".bin")):
            found.append(path)
    return found
