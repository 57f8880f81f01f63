"""What changed inside a statement told in its own words, where these are few, or from value to value."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from osdcheck.comparison.align import text_of
from osdcheck.comparison.reach import SHORT, core
from osdcheck.comparison.words import folded
from osdcheck.core.comparison import Difference, Passage, SlotChange
from osdcheck.core.finding import Threshold

_COMPARATORS = {">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most "}
_TOLD = frozenset({"exception", "modality"})
"""Slots that are told better than by the words that differ."""
_BINDS = {"duty": "a plain duty", "condition": "a condition"}
"""What a duty becomes, by how its words bind."""
_STOPS = ".;:!?\"'”’)"
_OF_SLOT = {
    "purpose": "the purpose of",
    "party": "who is meant by",
    "territory": "the places in",
    "names": "the names in",
    "reach": "the reach of",
    "condition": "the condition of",
    "date": "the date in",
}


def quoted(group: Sequence[Difference], joints: AbstractSet[str]) -> tuple[str, str] | None:
    """What changed in the only statement of a kind, or in all alike, in its own words, where these are few.

    That is what stands before and behind the name of the kind. ``None`` too where a limit or an exception
    tells it better, and where the words tell nothing: the same in another order, the rest of a sentence that
    one quote has and the other has not, or ``joints``.
    """
    if any(one.change != "changed" for one in group):
        return None
    if len({tuple(map(folded, core(one.details.words))) for one in group}) != 1:
        return None
    slots = {slot.slot: slot for slot in group[0].details.slots}
    is_duty = group[0].findings[0].effect == "duty"
    if is_duty and "modality" in slots:
        binds = _BINDS.get(str(slots["modality"].a)), _BINDS.get(str(slots["modality"].b))
        return ("makes the", f" {binds[1]}") if all(binds) else None
    ours, theirs = core(group[0].details.words)
    short = 0 < max(len(words.split()) for words in (ours, theirs)) <= SHORT
    shared = any(run.operation == "equal" for run in group[0].details.words)
    told = not _TOLD.isdisjoint(slots) or (has_other_limit(group[0]) and not is_duty)
    if told or not short or not shared or _is_idle(ours, theirs, joints) or _breaks_off(group[0]):
        return None
    if ours and theirs:
        return f"changes “{ours}” to “{theirs}” in the", ""
    return (f"adds “{theirs}” to the" if theirs else f"drops “{ours}” from the"), ""


def passage(found: Sequence[Passage], joints: AbstractSet[str]) -> str | None:
    """The only passage that differs, in its own words; ``None`` where it is long or there are others."""
    if len(found) != 1:
        return None
    ours, theirs = (side.strip(" ,;:.") for side in (found[0].a, found[0].b))
    short = 0 < max(len(words.split()) for words in (ours, theirs)) <= SHORT
    if not short or _is_idle(ours, theirs, joints):
        return None
    before = found[0].before.rstrip(" ,;:.")
    place = f"behind “{before}”" if before else "at the start"
    if ours and theirs:
        return f"changes “{ours}” to “{theirs}” {place}"
    return f"adds “{theirs}” {place}" if theirs else f"drops “{ours}” {place}"


def _is_idle(ours: str, theirs: str, joints: AbstractSet[str]) -> bool:
    """Whether words that differ are the same in another order, or lead to others only."""
    sides = folded(ours), folded(theirs)
    return sorted(sides[0]) == sorted(sides[1]) or all(word in joints for side in sides for word in side)


def _breaks_off(one: Difference) -> bool:
    """Whether one quote only goes on, unfinished, where the other ends: a part of the next statement."""
    run = one.details.words[-1]
    if (run.a and run.b) or run.operation == "equal":
        return False
    longer = one.a if run.a else one.b
    return longer is not None and text_of(longer)[-1:] not in _STOPS


def change_of(group: Sequence[Difference], name: str) -> str:
    """What happens inside the statements of a kind: a limit from value to value, or what sort of thing."""
    inner = max((one for one in group if one.change == "changed"), key=has_other_limit)
    limits = [one.details.threshold for one in inner.findings]
    slots = {slot.slot: slot for slot in inner.details.slots}
    if limits[0] and limits[1] and has_other_limit(inner):
        period = "threshold.period" in slots
        return f"moves the {name} from {_limit(limits[0], period)} to {_limit(limits[1], period)}"
    if "exception" in slots:
        return f"{_exception(slots['exception'])} the {name}"
    changed = next((word for slot, word in _OF_SLOT.items() if slot in slots), None)
    return f"changes {changed} the {name}" if changed else f"changes the {name}"


def has_other_limit(one: Difference) -> bool:
    """Whether a number, or what it counts, differs."""
    return any(slot.slot.startswith("threshold.") for slot in one.details.slots)


def _exception(slot: SlotChange) -> str:
    if slot.a is None:
        return "adds an exception to"
    return "drops the exception from" if slot.b is None else "changes the exception to"


def _limit(limit: Threshold, period: bool) -> str:
    comparator = _COMPARATORS.get(limit.comparator or "", "")
    currency = f"{limit.currency} " if limit.currency else ""
    each = f" a {limit.period}" if period and limit.period else ""
    return f"{comparator}{currency}{_number(limit.number)}{each}"


def _number(number: int | float) -> str:
    for size, word in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if number >= size and number % (size / 10) == 0:
            return f"{number / size:g} {word}"
    return f"{number:,}"
