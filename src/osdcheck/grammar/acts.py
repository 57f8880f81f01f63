"""What is done, and to what: the acts that a head governs, each bound to its object."""

from __future__ import annotations

from osdcheck.core.fact import Act, Atom, Modality
from osdcheck.grammar.slots import Frame, Slot

_MEANS = frozenset({"by", "through"})
"""Prepositions of the means: who may not evade a duty by distributing parts may still distribute."""
_PAYING = frozenset({"charge", "pay"})
"""Acts that name behind them what is paid for ("charge a fee for distributing")."""
_ASKING = frozenset({"request", "notify"})
GIVERS = frozenset({"license", "right"})
"""What permits or denies, as the subject of a denial: it is not acted upon."""
_JOINT = len(" and/or ")
"""Characters that at most stand between two acts of one list."""


def acts_of(reach: list[Slot], frame: Frame, stem: int, modality: Modality) -> tuple[Act, ...]:
    """Acts with the next object behind them; a passive verb takes the last object before the head."""
    denied = frame.head is not None and frame.head.value == "denial"
    forbidden = modality == "prohibition"
    permits = frame.head is not None and frame.head.type == "PERMIT" and not forbidden
    result: list[Act] = []
    aimed = -1
    for index, slot in enumerate(reach):
        if slot.atom.sort != "act":
            continue
        before = _subject_object(_acted_on(frame, slot, permits=modality == "grant"), slot.start)
        bound = (before or _subject_text(frame.lead, slot.start)) if slot.passive else ""
        if not bound:
            bound = _next_object(reach[index + 1 :], free=permits and slot.atom.value not in _PAYING)
        # "permission to distribute is refused": it is not the permission that may not be distributed
        given = before in GIVERS and (denied or (forbidden and slot.atom.prep == "to"))
        bound = bound or ("" if given else before)
        aim = (slot.atom.prep == "to" and any(not act.aim for act in result)) or slot.end <= stem
        # "feel free to ask us about copying it"
        aim = aim or (permits and _asked(result))
        aim = aim or (forbidden and not slot.passive and _beside(reach, index))
        aim = aim or (forbidden and aimed == index - 1 >= 0 and _purpose_too(reach, index, result))
        aimed = index if aim and slot.end > stem else -1
        result.append(Act(slot.atom.value, bound, aim))
    return tuple(dict.fromkeys(result))


def _asked(before: list[Act]) -> bool:
    """Whether what comes behind is only what somebody asks for or about."""
    governing = {act.name for act in before if not act.aim}
    return bool(governing) and governing <= _ASKING


def _beside(reach: list[Slot], index: int) -> bool:
    """Whether an act is only the means of a forbidden one, or what may not be charged for."""
    slot = reach[index]
    if slot.atom.prep in _MEANS:
        return True
    before = reach[index - 1] if index else slot
    return before.atom.sort == "act" and before.atom.value in _PAYING and slot.start - before.end == 1


def _purpose_too(reach: list[Slot], index: int, before: list[Act]) -> bool:
    """Whether an act goes on a list of what the work may not be used for: "used to show, sell or send"."""
    slot = reach[index]
    near = slot.start - reach[index - 1].end <= _JOINT
    governing = {act.name for act in before if not act.aim}
    return near and not slot.atom.prep and not slot.passive and governing == {"use"}


_PAPERS = frozenset({"license", "notice", "right", "name", "warranty"})
"""Objects that are not the work."""
_OF = frozenset({"", "of"})
_RELATIVE = len(", which ")
"""Characters between a noun and who acts on it in a clause of its own ("a notice, which you may change")."""


def _acted_on(frame: Frame, act: Slot, *, permits: bool) -> list[Slot]:
    """The subject without papers that an act is not about.

    "Under this license you may change it", "it stands under a notice; you may copy it": what stands under
    another preposition than "of", before a stop, or far before who acts, is not what he acts on.
    """
    lead = frame.lead
    if not permits or not any(slot.atom.value in _PAPERS for slot in lead):
        return lead
    who = [slot.start for slot in lead if slot.atom.sort in {"bearer", "party"} and not slot.atom.prep]

    def apart(slot: Slot) -> bool:
        if slot.atom.sort != "object" or slot.atom.value not in _PAPERS:
            return False
        if slot.start < frame.cut or slot.atom.prep not in _OF:
            return True
        if act.passive or not who:
            return False
        return slot.atom.prep == "of" or max(who) - slot.end > _RELATIVE

    return [slot for slot in lead if not apart(slot)]


def _subject_object(lead: list[Slot], before: int) -> str:
    objects = [one.atom for one in lead if one.atom.sort == "object" and one.start < before]
    plain = [atom.value for atom in objects if not atom.prep]
    return plain[0] if plain else objects[-1].value if objects else ""


_THIS = Atom("doc", "this")


def _subject_text(lead: list[Slot], before: int) -> str:
    """What a passive verb bears on where the license speaks of itself ("this license may not be changed")."""
    return "license" if any(one.atom == _THIS and one.start < before for one in lead) else ""


_SURROUNDING = frozenset({"in", "within", "outside"})
"""Prepositions of what the work stands in or beside: it is not acted upon."""


def _next_object(slots: list[Slot], *, free: bool = False) -> str:
    """The next object that is acted upon; ``free``: what may be charged for it is none ("at any fee")."""
    for later in slots:
        if later.atom.sort == "act" and later.atom.prep == "to":
            return ""
        if later.atom.sort == "object" and later.atom.prep not in {"with", "as", "under", "by"}:
            if later.atom.value == "other" and later.atom.prep in _SURROUNDING:
                continue
            if free and later.atom.value == "fee":
                continue
            return later.atom.value
    return ""
