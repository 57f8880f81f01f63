"""Lists that one license refers to and the other has in its own text, such as a policy on uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import product

from osdcheck.comparison.align import text_of
from osdcheck.comparison.words import diff, folded, likeness
from osdcheck.core.comparison import ChangeDetails, Difference, SlotChange
from osdcheck.core.finding import Finding

PLACE = "place"
"""Slot that tells where a list stands."""
ELSEWHERE, INSIDE = "elsewhere", "in the text"


def moved_lists(
    a: Sequence[Finding], b: Sequence[Finding], inside_a: Sequence[Finding], inside_b: Sequence[Finding]
) -> Iterable[Difference]:
    """What differs where one side refers to a list and the other contains it.

    ``a``, ``b``: the findings; ``inside_a``, ``inside_b``: what refers to a list of the same text. The two
    statements most alike are told together, other findings alone.
    """
    for kind in sorted({one.kind for one in (*inside_a, *inside_b)}):
        ours, theirs, own, their_own = (
            [one for one in found if one.kind == kind] for found in (a, b, inside_a, inside_b)
        )
        if bool(own) == bool(their_own) or not (own or ours) or not (their_own or theirs):
            continue
        first, second = max(product(own or ours, their_own or theirs), key=_closeness)
        places = [INSIDE if inside else ELSEWHERE for inside in (own, their_own)]
        details = ChangeDetails(
            "substantive", (SlotChange(PLACE, *places),), diff(text_of(first), text_of(second))
        )
        yield Difference("changed", kind, first, second, details)
        further = ChangeDetails(further=True)
        yield from (Difference("removed", kind, one, None, further) for one in ours if one is not first)
        yield from (Difference("added", kind, None, one, further) for one in theirs if one is not second)


def _closeness(pair: tuple[Finding, Finding]) -> tuple[float, int]:
    # Of several equally alike the first of the texts: mirrored input takes the same two.
    return likeness(*map(folded, map(text_of, pair))), -sum(one.start or 0 for one in pair)


def place_of_list(one: Difference) -> SlotChange | None:
    """Where the list stands that a difference is about; ``None`` for any other difference."""
    return next((slot for slot in one.details.slots if slot.slot == PLACE), None)


def entries_of(
    one: Difference, found: Sequence[Difference], contents: Mapping[str, AbstractSet[str]]
) -> list[str]:
    """Kinds that only the license has whose text contains the list, in the order of their clauses.

    ``contents``: the kinds that a list may be about, by that of the statements that refer to it.
    """
    place = place_of_list(one)
    change = "added" if place is not None and place.b == INSIDE else "removed"
    groups: dict[str, set[tuple[str, bool]]] = {}
    for other in found:
        if other.kind in contents.get(one.kind, ()):
            groups.setdefault(other.kind, set()).add((other.change, other.details.further))
    return sorted(kind for kind, sorts in groups.items() if sorts == {(change, False)})
