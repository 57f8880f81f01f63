"""What changed inside a finding that both licenses have: limits, purposes, parties, exceptions, words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from osdcheck.comparison.align import ALIKE, Pair, align, text_of
from osdcheck.comparison.contained import moved_lists
from osdcheck.comparison.reach import CLOSE, REACH, condition, reach
from osdcheck.comparison.renamed import renamed_terms, renamed_work, without_renamed, without_spelled
from osdcheck.comparison.spelling import Spelling
from osdcheck.comparison.words import (
    Vocabulary,
    diff,
    folded,
    is_cosmetic,
    likeness,
    lower_words,
    proper_names,
    vocabulary,
)
from osdcheck.core.comparison import ChangeDetails, Difference, SlotChange, SlotValue, WordRun
from osdcheck.core.finding import Finding
from osdcheck.core.report import Report

_SLOTS = ("purpose", "party", "territory", "exception", "reference", "modality")
_LIMIT = ("number", "unit", "comparator", "currency", "period", "as_of")
_LEAST_WORDS = 8
"""Fewer words in lower case prove no sameness of two sentences that differ in names; half of them will do
for the words above a list."""
_LARGEST = 1_000_000
"""Characters of a text beyond which no words are looked up in it."""
_TRIVIAL = {"reference": "this", "territory": "world"}
"""Values that say nothing: a reference to the license itself, a territory without limits."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts as a difference.

    ``slots``: kinds that a slot counts for, by slot; ``by_name``: kinds that rest on names; ``roles``: words
    for the parties and for the work, which are no names however they are written; ``weighty``: words that
    widen or narrow a rule; ``conditions``: those that a condition begins with; ``idle``: those that say
    nothing; ``contained``: kinds that a list may be about, by the kind of the statements that refer to it;
    ``joints``: words that only lead to others; ``rank``: rights and duties, the weightiest first;
    ``counting``: words in front of a number that is no version; ``works``: words for the work;
    ``openers``: words by which a rule is excepted from; ``spelling``: how the same is written.
    """

    slots: Mapping[str, frozenset[str]]
    by_name: frozenset[str]
    roles: frozenset[str]
    weighty: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    idle: frozenset[str] = frozenset()
    contained: Mapping[str, frozenset[str]] = field(default_factory=dict)
    joints: frozenset[str] = frozenset()
    rank: tuple[str, ...] = ()
    counting: frozenset[str] = frozenset()
    works: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    spelling: Spelling = field(default_factory=Spelling)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two licenses: its report, its clean text and the text as it was (empty: no single text).

    ``contained``: statements that refer to a list of the text itself, and so are no findings of the report.
    """

    report: Report
    text: str
    original: str = ""
    contained: tuple[Finding, ...] = ()


def words_known(a: Side, b: Side, rules: Rules) -> Vocabulary:
    """Which words are no names of one of the two licenses."""
    ours, theirs = ([text_of(one) for one in side.report.findings] for side in (a, b))
    renamed = renamed_terms(a.text, b.text) | renamed_work(a.text, b.text, rules.works)
    terms = {word for pair in renamed for term in pair for word in term.split()}
    found = vocabulary(ours, theirs, roles=rules.roles, idle=rules.idle)
    return found._replace(renamed=renamed, ordinary=found.ordinary | terms, counting=rules.counting)


def find_differences(a: Side, b: Side, rules: Rules, known: Vocabulary) -> tuple[Difference, ...]:
    """Differences between the findings of two licenses, by kind and then in the order of the texts.

    A right is given or not: how often it is said, and in which words, is no difference.
    """
    by_kind: dict[str, list[Pair]] = {}
    moved = list(moved_lists(a.report.findings, b.report.findings, a.contained, b.contained))
    kept = [
        [one for one in side.report.findings if one.kind not in {of.kind for of in moved}] for side in (a, b)
    ]
    for pair in align(*kept):
        by_kind.setdefault(_some(pair).kind, []).append(pair)
    found = [
        one
        for pairs in by_kind.values()
        for one in (_rights(pairs) if _some(pairs[0]).effect == "grant" else _all(pairs, rules, known))
    ] + moved
    said_a, said_b = _Said(a.text), _Said(b.text)
    weighed = [_weighed(one, said_a, said_b, rules) for one in found]
    return tuple(sorted(_without_told(weighed), key=_order))


def _without_told(found: Sequence[Difference]) -> Iterable[Difference]:
    """What only the words of a sentence tell of is wording where a statement in it is listed for itself."""
    alone = {
        (side, finding.start)
        for one in found
        if one.change != "changed" and not one.details.further
        for side, finding in (("a", one.a), ("b", one.b))
        if finding is not None
    }
    for one in found:
        told = [
            (side, side_of.start) for side, side_of in (("a", one.a), ("b", one.b)) if side_of is not None
        ]
        by_words = one.change == "changed" and {slot.slot for slot in one.details.slots} == {REACH}
        if by_words and not alone.isdisjoint(told):
            one = replace(one, details=replace(one.details, weight="wording", slots=()))
        yield one


class _Said:
    """The words of one license, to look up whether it has those of the other's finding."""

    def __init__(self, text: str) -> None:
        text = text if len(text) <= _LARGEST else ""
        self._all = _joined(folded(text))
        self._lower = _joined(lower_words(text))

    def has(self, finding: Finding, rules: Rules) -> bool:
        """Whether the license says the same, but for names unless these are the rule."""
        # An entry means what the words above its list make of it.
        parts = [part for part in (finding.details.stem, text_of(finding)) if part]
        return bool(parts) and all(self._has(part, finding.kind in rules.by_name) for part in parts)

    def _has(self, text: str, by_name: bool) -> bool:
        lower = lower_words(text)
        least = _LEAST_WORDS // 2 if text.endswith(":") else _LEAST_WORDS
        apart_from_names = len(lower) >= least and not by_name and _joined(lower) in self._lower
        return apart_from_names or _joined(folded(text)) in self._all


def _joined(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _weighed(one: Difference, said_a: _Said, said_b: _Said, rules: Rules) -> Difference:
    other = {"added": said_a, "removed": said_b}.get(one.change)
    finding = one.findings[0]
    # Of a kind that one license lacks a clause may hang on it: then it is a difference, whatever the reason.
    decides = bool(finding.clauses) and not one.details.further
    if other is None or decides or not other.has(finding, rules):
        return one
    return replace(one, details=replace(one.details, weight="reading"))


def _all(pairs: Sequence[Pair], rules: Rules, known: Vocabulary) -> Iterable[Difference]:
    have_a = any(ours for ours, _ in pairs)
    have_b = any(theirs for _, theirs in pairs)
    for ours, theirs in pairs:
        if ours and theirs:
            details = _inside(ours, theirs, rules, known)
            if details is not None:
                yield Difference("changed", ours.kind, ours, theirs, details)
        elif ours:
            yield Difference("removed", ours.kind, ours, None, ChangeDetails(further=have_b))
        elif theirs:
            yield Difference("added", theirs.kind, None, theirs, ChangeDetails(further=have_a))


def _rights(pairs: Sequence[Pair]) -> Iterable[Difference]:
    ours = next((ours for ours, _ in pairs if ours), None)
    theirs = next((theirs for _, theirs in pairs if theirs), None)
    if ours and not theirs:
        yield Difference("removed", ours.kind, ours, None, ChangeDetails())
    elif theirs and not ours:
        yield Difference("added", theirs.kind, None, theirs, ChangeDetails())


def _inside(a: Finding, b: Finding, rules: Rules, known: Vocabulary) -> ChangeDetails | None:
    texts = text_of(a), text_of(b)
    plain = rules.spelling.plain(texts[0]), rules.spelling.plain(texts[1])
    words = folded(plain[0]), folded(plain[1])
    slots = [slot for slot in _slots(a, b) if _counts(slot, a, rules)]
    if words[0] == words[1]:
        # The same words under another list stem, or among other definitions.
        slots = [slot for slot in slots if slot.slot in ("clauses", "modality")]
        return ChangeDetails("substantive", tuple(slots)) if slots else None
    alike = likeness(*words)
    runs = diff(*texts)
    slots = [slot for slot in slots if not _only_read(slot, runs, rules)]
    if a.effect == "duty" and alike < ALIKE:
        # Two sentences with little in common: what else they name says nothing about the duty.
        slots = [slot for slot in slots if slot.slot.startswith("threshold.")]
    if a.kind in rules.slots.get("condition", ()):
        slots += condition(*texts, rules.conditions, known)
    if a.kind in rules.by_name:
        names = _names(texts, runs, known)
        slots += [SlotChange("names", *names)] if names[0] != names[1] else []
    dates = rules.spelling.dates(texts[0]), rules.spelling.dates(texts[1])
    if dates[0] != dates[1]:
        slots.append(SlotChange("date", _listed(dates[0]), _listed(dates[1])))
    judged = without_renamed(runs, known)
    judged = without_spelled(judged, rules.spelling.dateless)
    if not slots and alike >= CLOSE:
        slots = reach(judged, rules.weighty | rules.roles, known)
    if slots:
        return ChangeDetails("substantive", tuple(slots), runs)
    return ChangeDetails("cosmetic" if is_cosmetic(judged, known) else "wording", (), runs)


def _only_read(slot: SlotChange, runs: Sequence[WordRun], rules: Rules) -> bool:
    """Whether an exception was read in one statement alone, though both make it in the words they share."""
    if slot.slot != "exception" or (slot.a is not None and slot.b is not None):
        return False
    shared = {word for run in runs if run.operation == "equal" for word in folded(run.a)}
    other = {word for run in runs if run.operation != "equal" for word in folded(f"{run.a} {run.b}")}
    return not rules.openers.isdisjoint(shared) and rules.openers.isdisjoint(other)


def _names(
    texts: tuple[str, str], runs: Sequence[WordRun], known: Vocabulary
) -> tuple[str | None, str | None]:
    """The names in two statements; the first word is one where another stands there ("Google may not")."""
    first = bool(runs) and all(side and len(side.split()) == 1 for side in (runs[0].a, runs[0].b))
    led = "… " if first and runs[0].operation == "replace" else ""
    return proper_names(led + texts[0], known.ordinary), proper_names(led + texts[1], known.ordinary)


def _counts(slot: SlotChange, finding: Finding, rules: Rules) -> bool:
    if slot.slot == "exception" and finding.effect == "duty":
        # Which exception a duty has is told by the words; whether it has one, by the slot.
        return slot.a is None or slot.b is None
    return slot.slot not in rules.slots or finding.kind in rules.slots[slot.slot]


def _slots(a: Finding, b: Finding) -> Iterable[SlotChange]:
    limits = a.details.threshold, b.details.threshold
    for name in _LIMIT:
        ours, theirs = (getattr(limit, name) if limit else None for limit in limits)
        if ours != theirs:
            yield SlotChange(f"threshold.{name}", ours, theirs)
    for name in _SLOTS:
        ours, theirs = _value(a, name), _value(b, name)
        if ours != theirs:
            yield SlotChange(name, ours, theirs)
    if a.details.grants != b.details.grants:
        yield SlotChange("grants", _listed(a.details.grants), _listed(b.details.grants))
    if a.clauses != b.clauses:
        yield SlotChange("clauses", _listed(a.clauses), _listed(b.clauses))


def _value(finding: Finding, name: str) -> SlotValue | None:
    value: str | None = getattr(finding.details, name)
    if value is None or name not in _TRIVIAL:
        return value
    return ", ".join(part for part in value.split(", ") if part != _TRIVIAL[name]) or None


def _listed(values: Iterable[object] | None) -> str | None:
    return ", ".join(str(value) for value in values or ()) or None


def _some(pair: Pair) -> Finding:
    return next(one for one in pair if one is not None)


def _order(one: Difference) -> tuple[str, list[int], list[str]]:
    # Two statements at one place, or at none: what they say tells which is first, the same from both sides.
    said = sorted(f"{text_of(finding)} {finding.details.grants}" for finding in one.findings)
    return one.kind, sorted(finding.start or 0 for finding in one.findings), said
