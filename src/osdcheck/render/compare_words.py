"""Words that all comparisons for people share: what changed, and quotes with the differing words marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from osdcheck.core.comparison import (
    ClauseComparison,
    Comparison,
    Difference,
    Passage,
    SlotChange,
    Weight,
    WordRun,
)
from osdcheck.core.finding import Finding
from osdcheck.core.report import Report
from osdcheck.render.words import (
    clause_words,
    overall_label,
    overall_sentence,
    quoted,
    shorten,
    source_title,
    threshold_words,
    visible,
)

SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_VERBS = {"added": "only in B", "removed": "only in A", "changed": "changed"}
ASIDE: tuple[tuple[Weight, str], ...] = (
    ("wording", "In other words, whose meaning is not compared"),
    ("reading", "Same words, read so in one of the two only (definitions or context differ)"),
    ("cosmetic", "Only names, versions or dates differ"),
)
"""What is listed in short, and under which heading."""

PASSAGES = "Other words that differ"
_PASSAGE_LIMIT = 200
"""Characters shown of either side of a passage."""
_CONTEXT = 7
"""Equal words shown on either side of a difference."""
_SLOTS = {
    "purpose": "purpose",
    "party": "who",
    "territory": "where",
    "exception": "except",
    "reference": "refers to",
    "modality": "binds as",
    "grants": "grants",
    "clauses": "clauses",
    "names": "names of one only",
    "reach": "words that differ",
    "condition": "condition",
    "date": "date",
    "place": "where it stands",
}

Side = Literal["a", "b"]
Mark = Callable[[str, Side], str]


@dataclass(frozen=True, slots=True)
class Group:
    """Differences of one sort and kind that a report lists as one: the first is shown, the rest counted."""

    kinds: tuple[str, ...]
    clauses: tuple[int, ...]
    shown: Difference
    more: tuple[Difference, ...]


def side_line(report: Report, *, letter: str) -> tuple[str, str, str]:
    """Name (with what it is known as), label and sentence of one side."""
    name = f"{letter}: {source_title(report.source.name)}"
    known = report.license.expression if report.license else None
    if known and known != report.source.name:
        name += f" ({visible(known)})"
    return name, overall_label(report.overall), overall_sentence(report)


def groups(differences: Iterable[Difference]) -> tuple[Group, ...]:
    """Differences worth a place of their own: kinds said by the same words share one, and so do the
    statements of a kind that only one license has.
    """
    rows: dict[tuple[object, ...], list[Difference]] = {}
    for one in differences:
        if _is_shown(one):
            rows.setdefault(_row(one), []).append(one)
    result: dict[tuple[object, ...], Group] = {}
    for found in rows.values():
        first, *more = found
        key = (first.change, tuple((one.a and one.a.start, one.b and one.b.start) for one in found))
        known = result.get(key)
        kinds = (*known.kinds, first.kind) if known else (first.kind,)
        numbers = {number for one in found for finding in one.findings for number in finding.clauses}
        numbers.update(known.clauses if known else ())
        result[key] = Group(kinds, tuple(sorted(numbers)), known.shown if known else first, tuple(more))
    return tuple(result.values())


def _is_shown(one: Difference) -> bool:
    """Whether a difference gets a place of its own: another word in a restriction can make another rule."""
    weight = one.details.weight
    return weight == "substantive" or (weight == "wording" and one.findings[0].effect == "restriction")


def clause_cell(comparison: Comparison, clause: ClauseComparison) -> str:
    """What differs in one clause and, behind an equals sign, the kinds that both licenses have alike."""
    found = groups(clause.changes)
    said = [f"{SIGNS[group.shown.change]} {', '.join(group.kinds)}" for group in found]
    kinds_a, kinds_b = (
        {one.kind for one in report.findings if clause.number in one.clauses}
        for report in (comparison.a, comparison.b)
    )
    alike = sorted((kinds_a & kinds_b) - {kind for group in found for kind in group.kinds})
    said += [f"= {kind}" for kind in alike]
    return "; ".join(dict.fromkeys(said))


def _row(one: Difference) -> tuple[object, ...]:
    return (one.change, one.kind, one if one.change == "changed" else one.details.further)


def aside(differences: Iterable[Difference], weight: Weight) -> str:
    """Kinds of the differences of lesser weight, with how many and their lines; empty without any."""
    kinds: dict[str, list[Difference]] = {}
    for one in differences:
        if one.details.weight == weight and not _is_shown(one):
            kinds.setdefault(one.kind, []).append(one)
    return ", ".join(f"{kind} ({_lines(found)})" for kind, found in kinds.items())


def _lines(found: Sequence[Difference]) -> str:
    sides = []
    for letter, findings in (
        ("A", [one.a for one in found if one.a]),
        ("B", [one.b for one in found if one.b]),
    ):
        numbers = sorted({finding.line_start for finding in findings if finding.line_start is not None})
        if numbers:
            hidden = len(numbers) - 3
            said = ", ".join(map(str, numbers[:3])) + (f" and {hidden} more" if hidden > 0 else "")
            sides.append(f"{letter} {said}")
    return "; ".join(sides)


def heading(group: Group) -> str:
    """``"user-cap (clause 5)"``, with the word *further* where the other license has the kind as well."""
    further = "further " if group.shown.details.further else ""
    clauses = f" ({clause_words(group.clauses)})" if group.clauses else ""
    return f"{further}{', '.join(group.kinds)}{clauses}"


def verb(group: Group) -> str:
    """What happened to a finding, in words."""
    return "in other words" if group.shown.details.weight == "wording" else _VERBS[group.shown.change]


def slot_words(one: Difference) -> tuple[str, ...]:
    """What changed inside, a line for each slot: ``"limit: more than 700 ... → more than 100 ..."``."""
    limits = [finding.details.threshold for finding in one.findings]
    slots = one.details.slots
    lines = []
    if any(slot.slot.startswith("threshold.") for slot in slots):
        said = [threshold_words(limit) if limit else "none" for limit in limits]
        lines.append(f"limit: {' → '.join(said)}")
    lines += [_slot(slot) for slot in slots if not slot.slot.startswith("threshold.")]
    return tuple(lines)


def _slot(slot: SlotChange) -> str:
    a, b = ("none" if value is None else visible(str(value)) for value in (slot.a, slot.b))
    return f"{_SLOTS.get(slot.slot, slot.slot)}: {a} → {b}"


def quote_of(
    one: Difference, side: Side, *, mark: Mark, limit: int, plain: Callable[[str], str] = str
) -> str:
    """The quote of one side with the words that differ marked, or as it is where hardly a word is shared.

    ``mark``: gets words that only this side has; ``plain``: makes a piece of a quote fit for the format,
    before it is marked. Empty where that side has no such finding.
    """
    finding: Finding | None = getattr(one, side)
    if finding is None:
        return ""
    runs = one.details.words
    shared = sum(len(run.a.split()) for run in runs if run.operation == "equal")
    differing = sum(max(len(run.a.split()), len(run.b.split())) for run in runs if run.operation != "equal")
    if not runs or shared < differing:
        return f"{_above(finding, plain)}{plain(quoted(finding, limit))}"
    return f"“{''.join(_marked(runs, side, mark, plain))}”"


def _above(finding: Finding, plain: Callable[[str], str]) -> str:
    """The end of the words above the list that a quote is an entry of: alone an entry may say nothing."""
    words = visible(finding.details.stem or "").split()
    return f"{plain(_end(words) if len(words) > _CONTEXT else ' '.join(words))} " if words else ""


def _marked(runs: Sequence[WordRun], side: Side, mark: Mark, plain: Callable[[str], str]) -> Iterable[str]:
    last = len(runs) - 1
    for index, run in enumerate(runs):
        text = visible(getattr(run, side))
        if not text:
            continue
        words = text.split()
        before = " " if any(getattr(earlier, side) for earlier in runs[:index]) else ""
        if run.operation != "equal":
            yield before + mark(plain(text), side)
        elif index in (0, last) and len(words) > _CONTEXT + 2:
            yield before + plain(_end(words) if index == 0 and last else _start(words))
        elif len(words) > 2 * _CONTEXT + 2:
            yield f"{before}{plain(_start(words))} {plain(_end(words)[2:])}"
        else:
            yield before + plain(text)


def _start(words: list[str]) -> str:
    return " ".join(words[:_CONTEXT]) + " …"


def _end(words: list[str]) -> str:
    return "… " + " ".join(words[-_CONTEXT:])


def passage_words(passage: Passage, *, mark: Mark, plain: Callable[[str], str] = str) -> str:
    """A passage with the words before and after it; ``mark`` and ``plain`` as for :func:`quote_of`."""
    sides: tuple[tuple[Side, str], ...] = (("a", passage.a), ("b", passage.b))
    marked = [mark(plain(shorten(visible(words), _PASSAGE_LIMIT)), side) for side, words in sides if words]
    before = f"… {plain(visible(passage.before))} " if passage.before else ""
    after = f" {plain(visible(passage.after))} …" if passage.after else ""
    return f"{before}{' '.join(marked)}{after}"
