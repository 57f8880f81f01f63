"""Composes the stages that read a text: a license file in, every intermediate value out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from osdcheck.core.document import Document
from osdcheck.core.fact import Atom, Fact
from osdcheck.core.finding import Details, Finding
from osdcheck.core.parse import Leaning, Parse
from osdcheck.core.report import ClauseVerdict, Report, Source, Tool
from osdcheck.core.unit import Unit
from osdcheck.document import LineIndex, line_of, read_document
from osdcheck.grammar.entries import entry_alone
from osdcheck.grammar.joined import read_joined
from osdcheck.grammar.leanings import grants_of, is_weighable, leaning_of
from osdcheck.grammar.parser import parse_units
from osdcheck.judgment.clauses import MISSING, Weighed, absent_grants, judge, judge_no_license, overall
from osdcheck.judgment.granting import find_granting, lacking_grants, may_grant, names_work
from osdcheck.judgment.kinds import Hit, find_hits, set_aside, without_idle, without_retold
from osdcheck.judgment.net import (
    UNCLASSIFIED,
    binds_licensee,
    can_be_overruled,
    find_untyped,
    is_known,
    is_license,
    is_likely,
    opens_typed_list,
    overrule,
    says_several,
    told_below,
    unclassified,
)
from osdcheck.judgment.signs import all_of, find_leaning, find_signs, weaken
from osdcheck.judgment.supplement import taken_away
from osdcheck.kept import kept
from osdcheck.quotes import quoted
from osdcheck.resources import data_folder, package_folder, state
from osdcheck.structure import find_units
from osdcheck.version import __version__

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

POLICY = "1"
"""Version of the policy the tables follow."""


class Analysis(NamedTuple):
    """All intermediate values of one run, from the text read to the report."""

    document: Document
    units: tuple[Unit, ...]
    parses: tuple[Parse, ...]
    findings: tuple[Finding, ...]
    report: Report
    weighed: tuple[Weighed, ...] = ()


class Reading(NamedTuple):
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
    hits = _hits(weighty)
    hits = tuple(sorted((*hits, *_granting(weighty, hits)), key=lambda hit: hit.unit.index))
    weighed = _with_missing(_weigh(document, hits))
    report = _report(document, weighed, judge(weighed), [])
    return Analysis(document, units, parses, report.findings, report, weighed)


def analyze_supplement(source: str | bytes | os.PathLike[str], *, name: str | None = None) -> Analysis:
    """Judge a text that stands beside a license (an exception, a rider) by what it takes away from it.

    No grant is missed in it, and what it grants restricts nobody: a clause fails only where the
    text withholds something that a license without it could give.
    """
    reading = read(source, name=name)
    document, units, parses = reading.document, reading.units, reading.parses
    weighed = _weigh(document, _hits(taken_away(set_aside(parses))))
    report = _report(document, weighed, judge(weighed), [])
    return Analysis(document, units, parses, report.findings, report, tuple(weighed))


def find_contained(source: str | bytes | os.PathLike[str], kinds: AbstractSet[str]) -> tuple[Finding, ...]:
    """Statements of some kinds that count for nothing, as what they refer to stands in the text itself.

    Their ids are not those of a report; raises as :func:`analyze`.
    """
    reading = read(source)
    hits = find_hits(set_aside(reading.parses))
    found = [hit for hit in hits if hit.kind in kinds and hit.verdict == "lifted"]
    weighed = _weigh(reading.document, found)
    return tuple(replace(one.finding, id=f"c{one.finding.id[1:]}") for one in weighed)


def _hits(weighty: Sequence[Parse]) -> tuple[Hit, ...]:
    hits = find_hits(weighty)
    stems = told_below(weighty, hits)
    hits = tuple(hit for hit in hits if hit.effect != "restriction" or hit.unit.index not in stems)
    lifted = frozenset(
        hit.unit.index
        for hit in hits
        if hit.verdict == "lifted" and hit.effect != "grant" and _says_so_itself(hit)
    )
    leanings = _leanings(weighty, stems | lifted | opens_typed_list(weighty, hits))
    restricting = {hit.unit.index: hit.unit for hit in hits if hit.effect == "restriction"}
    several = {parse.unit.index for parse in weighty if says_several(parse)}
    scores = {
        index: (leanings.get(index) or leaning_of(unit)).score
        for index, unit in ((index, _sentence(unit)) for index, unit in restricting.items())
        if index not in several and is_weighable(unit) and can_be_overruled(unit)
    }
    hits = overrule(hits, scores)
    signs = find_signs(weighty, stems | {hit.unit.index for hit in hits}, leanings)
    hits = (*hits, *weaken(signs, hits))
    hits = (*hits, *weaken(find_leaning(weighty, hits, leanings), hits))
    untyped = find_untyped(weighty, hits, leanings)
    weighing = [hit for hit in (*hits, *untyped) if hit.verdict != "lifted"]
    found = without_idle(without_retold(_with_joined(weighty, weighing)))
    return tuple(sorted(found, key=lambda hit: hit.unit.index))


def _sentence(unit: Unit) -> Unit:
    """What of a unit is weighed: an entry without its stem, where that only announces it."""
    return entry_alone(unit) or unit


def _says_so_itself(hit: Hit) -> bool:
    """Whether a hit rests on the words of its unit, and not on a stem that announces sentences."""
    return entry_alone(hit.unit) is None or any(fact.start >= hit.unit.stem_length for fact in hit.facts)


def _with_joined(weighty: Sequence[Parse], hits: Sequence[Hit]) -> list[Hit]:
    """The hits and the restrictions of sentences that are joined to others, where these hide them.

    What fails a clause as a part of its unit has to do so by the net too.
    """
    failing = {hit.unit.index for hit in hits if hit.effect == "restriction" and hit.verdict == "fail"}
    joined = read_joined([parse for parse in weighty if parse.unit.index not in failing])
    parts = set_aside(joined)
    if not any(map(_fails, find_hits(parts))):
        return list(hits)
    found = [
        hit for hit in find_hits(parts, beside=weighty) if _fails(hit) and is_likely(leaning_of(hit.unit))
    ]
    told = {hit.unit.index for hit in found}
    return [*(hit for hit in hits if hit.kind != UNCLASSIFIED or hit.unit.index not in told), *found]


def _fails(hit: Hit) -> bool:
    return hit.effect == "restriction" and hit.verdict == "fail" and not hit.sole


def _granting(parses: Sequence[Parse], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Grants that the grammar finds nowhere, in sentences in which it finds nothing but grants."""
    lacking = lacking_grants(hits)
    if not lacking:
        return ()
    read_already = {hit.unit.index for hit in hits if hit.effect != "grant"}
    work_named = names_work(parses)
    given = {
        parse.unit.index: grants_of(parse.unit)
        for parse in parses
        if parse.unit.index not in read_already
        and is_weighable(parse.unit)
        and may_grant(parse, work_named=work_named)
    }
    return find_granting(parses, lacking, given)


def _leanings(parses: Sequence[Parse], told: AbstractSet[int]) -> dict[int, Leaning]:
    """What units lean to, by index; ``told``: those that the grammar understands whole.

    What one of these would forbid is permitted elsewhere in the text, or is what the entries below it say.
    """
    return {
        parse.unit.index: leaning_of(unit)
        for parse in parses
        if parse.unit.index not in told
        and is_weighable(unit := _sentence(parse.unit))
        and binds_licensee(parse)
        and not is_known(parse)
    }


def _weigh(document: Document, hits: Sequence[Hit]) -> list[Weighed]:
    lines = line_of(document.original)
    return [_weighed(document, lines, number, hit) for number, hit in enumerate(hits, 1)]


def heard(analysis: Analysis) -> Analysis:
    """The analysis with what its text restricts, also where too little of it speaks of rights."""
    if "not-a-license" not in analysis.report.review_reasons:
        return analysis
    hits = _hits(set_aside(analysis.parses))
    return analysis._replace(weighed=tuple(_weigh(analysis.document, hits)))


def judge_together(
    own: Analysis,
    taken_in: Sequence[tuple[str, Analysis]],
    *,
    settled: AbstractSet[str] = frozenset(),
    doubtful: Sequence[Unit] = (),
) -> Analysis:
    """The analysis of a text together with texts it takes in: all grants, and all restrictions.

    ``taken_in``: id and analysis of each; their findings name the id in ``details.license``, and their
    offsets count characters of that text. ``settled``: ids of findings of the text that only said that
    its terms stand elsewhere. ``doubtful``: units that may take away again what they take in.
    """
    found = [one for one in own.weighed if one.finding.id not in settled and one.finding.kind != MISSING]
    count = len(own.weighed)
    lines = line_of(own.document.original)
    unread = frozenset(doubtful)
    for parse in own.parses:
        if parse.unit in unread:
            count += 1
            reason = "It is not known to leave the named license as it is; a person has to read it."
            hit = unclassified(parse.unit, (all_of(parse),), reason)
            found.append(_weighed(own.document, lines, count, hit))
    for license_id, other in taken_in:
        for one in other.weighed:
            if one.finding.kind == MISSING:
                continue
            count += 1
            details = replace(one.finding.details, license=license_id)
            found.append(one._replace(finding=replace(one.finding, id=f"f{count}", details=details)))
    weighed = _with_missing(found)
    report = _report(own.document, weighed, judge(weighed), [])
    return own._replace(findings=report.findings, report=report, weighed=weighed)


def _with_missing(found: list[Weighed]) -> tuple[Weighed, ...]:
    """The findings and, for each set of grants that none of them gives, that it is missing."""
    count = max((int(one.finding.id[1:]) for one in found), default=0)
    return (*found, *absent_grants(found, start=count))


def _weighed(document: Document, lines: LineIndex, number: int, hit: Hit) -> Weighed:
    start = min(fact.start for fact in hit.facts)
    end = max(fact.end for fact in hit.facts)
    quote, span, clean, stem = quoted(document, hit.unit, start, end)
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
        _details(clean, stem, hit.facts),
    )
    return Weighed(finding, hit.verdict, hit.reason)


def _details(clean: str, stem: str | None, facts: Sequence[Fact]) -> Details:
    atoms = frozenset[Atom]().union(
        *(fact.slots | fact.limit | fact.subject | fact.conditions for fact in facts)
    )
    exceptions = frozenset[Atom]().union(*(fact.exceptions for fact in facts))
    thresholds = [one for fact in facts for one in fact.thresholds]
    return Details(
        threshold=thresholds[0] if thresholds else None,
        purpose=_named(atoms, "field"),
        party=_named(atoms, "party"),
        territory=_named(atoms, "place"),
        exception=_named(exceptions, "feature", "doc", "object", "field", "party", "unknown"),
        reference=_named(atoms, "doc"),
        stem=stem,
        text=clean,
        modality=_modality(facts),
    )


def _modality(facts: Sequence[Fact]) -> str | None:
    # What is made a condition of the license weighs more than the duty or grant it stands in.
    found = {fact.modality for fact in facts}
    return next((one for one in ("condition", "prohibition", "duty", "grant") if one in found), None)


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
    roots = (data_folder("grammars"), package_folder() / "tables")
    paths = [path for root in roots for path in sorted(_leaves(root), key=lambda item: item.name)]
    return Tool(__version__, POLICY, kept("data", map(state, paths), lambda: _digest(paths)))


def _digest(paths: Sequence[Traversable]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _leaves(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for path in folder.iterdir():
        if path.is_dir():
            found.extend(_leaves(path))
        elif path.name.endswith((".toml", ".lark", ".bin")):
            found.append(path)
    return found
