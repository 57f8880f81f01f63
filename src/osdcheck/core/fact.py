"""Typed statements: who may, may not or must do what, to what, for what, unless what."""

from __future__ import annotations

from typing import Literal, NamedTuple

from osdcheck.core.finding import Threshold

Modality = Literal[
    "grant", "prohibition", "duty", "condition", "statement", "reservation", "grant-back", "none"
]
Bearer = Literal["licensee", "licensor", "contributor", "none"]


class Atom(NamedTuple):
    """One slot value: ``sort`` is the phrase class in lower case, ``prep`` the preposition before it."""

    sort: str
    value: str
    prep: str = ""

    def __str__(self) -> str:
        return f"{self.prep + ' ' if self.prep else ''}{self.sort}/{self.value}"


class Act(NamedTuple):
    """An act and the object it bears on (empty when none is named: then it is the work).

    ``aim`` tells that it is what another act is for ("use the names *to endorse* products").
    """

    name: str
    object: str
    aim: bool = False


class Fact(NamedTuple):
    """One frame of a unit.

    ``head``: how the modality is expressed; ``acts``: what is permitted, forbidden or demanded;
    ``slots``: values beside the acts; ``subject``: values before an active head; ``limit``:
    values under *only*; ``exceptions`` and ``conditions``: values under *except* and *if*;
    ``proviso``: whether a *provided that* governs the frame; ``start`` and ``end`` are
    characters of the unit's text; ``topics``: what its words are about beside the slots (it is in no slot).
    """

    modality: Modality
    bearer: Bearer
    head: str
    acts: tuple[Act, ...]
    slots: frozenset[Atom]
    subject: frozenset[Atom]
    limit: frozenset[Atom]
    exceptions: frozenset[Atom]
    conditions: frozenset[Atom]
    thresholds: tuple[Threshold, ...]
    proviso: bool
    start: int
    end: int
    topics: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        # Facts are looked up often, and few share these; to hash all their parts takes far longer.
        return hash((self.start, self.end, self.modality, self.head, self.slots))

    def __str__(self) -> str:
        parts = [f"({self.modality}", f"bearer: {self.bearer}"]
        parts += [
            f"{'aim' if act.aim else 'act'}: {act.name}" + (f" {act.object}" if act.object else "")
            for act in self.acts
        ]
        for name in ("slots", "subject", "limit", "exceptions", "conditions"):
            parts += [f"{name.removesuffix('s')}: {atom}" for atom in sorted(getattr(self, name))]
        parts += [f"threshold: {one.comparator or ''} {one.number} {one.unit}" for one in self.thresholds]
        if self.proviso:
            parts.append("proviso")
        return "\n  ".join(parts) + ")"
