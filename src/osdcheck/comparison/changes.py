"""What changed inside a finding that both licenses have: limits, purposes, parties, exceptions, words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osdcheck.comparison.align import Pair, align, text_of
from osdcheck.comparison.words import diff, folded, is_cosmetic, lower_words
from osdcheck.core.comparison import ChangeDetails, Difference, SlotChange, SlotValue
from osdcheck.core.finding import Finding

_SLOTS = ("purpose", "party", "territory", "exception", "reference", "modality")
_LIMIT = ("number", "unit", "comparator", "currency", "period", "as_of")
_SELF = "this"
"""How a reference to the license itself is called: saying it or not changes nothing."""
_EVERYWHERE = "world"
"""A territory that limits nothing."""


def find_differences(a: Sequence[Finding], b: Sequence[Finding]) -> tuple[Difference, ...]:
    """Differences between two sets of findings, by kind and then in the order of the texts.

    A right is given or not: of a kind of grant that both licenses have, only a different scope of the
    two nearest statements counts, not how often it is said.
    """
    ordinary = lower_words(text_of(one) for one in (*a, *b))
    by_kind: dict[str, list[Pair]] = {}
    for pair in align(a, b):
        by_kind.setdefault(_kind(pair), []).append(pair)
    found = [
        one
        for pairs in by_kind.values()
        for one in (_rights(pairs, ordinary) if _effect(pairs[0]) == "grant" else _all(pairs, ordinary))
    ]
    return tuple(sorted(found, key=_order))


def _all(pairs: Sequence[Pair], ordinary: frozenset[str]) -> Iterable[Difference]:
    have_a = any(ours for ours, _ in pairs)
    have_b = any(theirs for _, theirs in pairs)
    for ours, theirs in pairs:
        if ours and theirs:
            details = _inside(ours, theirs, ordinary)
            if details is not None:
                yield Difference("changed", ours.kind, ours, theirs, details)
        elif ours:
            yield Difference("removed", ours.kind, ours, None, ChangeDetails(further=have_b))
        elif theirs:
            yield Difference("added", theirs.kind, None, theirs, ChangeDetails(further=have_a))


def _rights(pairs: Sequence[Pair], ordinary: frozenset[str]) -> Iterable[Difference]:
    shared = [pair for pair in pairs if all(pair)]
    if not shared:
        yield from list(_all(pairs[:1], ordinary))
        return
    insides = [_inside(ours, theirs, ordinary) for ours, theirs in shared if ours and theirs]
    if any(details is None or details.weight != "substantive" for details in insides):
        return
    yield from list(_all(shared[:1], ordinary))


def _inside(a: Finding, b: Finding, ordinary: frozenset[str]) -> ChangeDetails | None:
    texts = text_of(a), text_of(b)
    same_words = folded(texts[0]) == folded(texts[1])
    slots = tuple(_slots(a, b))
    if slots and not same_words:
        return ChangeDetails("substantive", slots, diff(*texts))
    if same_words:
        # The same words under another list stem, or read with another context: only the clauses can differ.
        slots = tuple(slot for slot in slots if slot.slot in ("clauses", "modality"))
        return ChangeDetails("substantive", slots) if slots else None
    words = diff(*texts)
    return ChangeDetails("cosmetic" if is_cosmetic(words, ordinary) else "wording", (), words)


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
    ignored = {"reference": _SELF, "territory": _EVERYWHERE}.get(name)
    if value is None or ignored is None:
        return value
    return ", ".join(part for part in value.split(", ") if part != ignored) or None


def _listed(values: Iterable[object] | None) -> str | None:
    return ", ".join(str(value) for value in values or ()) or None


def _kind(pair: Pair) -> str:
    return next(one.kind for one in pair if one is not None)


def _effect(pair: Pair) -> str:
    return next(one.effect for one in pair if one is not None)


def _order(one: Difference) -> tuple[str, list[int]]:
    return one.kind, sorted(finding.start or 0 for finding in one.findings)
