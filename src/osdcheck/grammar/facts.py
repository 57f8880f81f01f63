"""Turns the frames of a unit into facts: who is bound, by what, with which slots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, pairwise

from osdcheck.core.fact import Atom, Bearer, Fact, Modality
from osdcheck.core.finding import Threshold
from osdcheck.grammar.acts import GIVERS, acts_of
from osdcheck.grammar.frames import NOBODY, read_frames
from osdcheck.grammar.lalr import Tree
from osdcheck.grammar.slots import Frame, Slot


def read_facts(tree: Tree, thresholds: tuple[Threshold, ...], stem: int = 0) -> tuple[Fact, ...]:
    """Facts of one unit, in the order of their heads; ``stem`` is the length of its stem in characters.

    Acts of a stem are no acts of their own in its entries: what an entry adds narrows them.
    """
    facts = (_fact(frame, thresholds, stem) for frame in read_frames(tree))
    pairs = pairwise(chain(facts, [None]))
    return tuple(fact for fact, behind in pairs if fact and not _goes_on(fact, behind))


def _goes_on(fact: Fact, behind: Fact | None) -> bool:
    """Whether a head only shares what stands behind the next one ("you may not and shall not copy it")."""
    if behind is None or (fact.modality, fact.bearer) != (behind.modality, behind.bearer):
        return False
    return fact.modality == "prohibition" and not _says(fact) and _says(behind)


def _says(fact: Fact) -> bool:
    """Whether a fact tells more than who is bound."""
    beside = chain(fact.slots, fact.limit, fact.exceptions, fact.conditions)
    return bool(fact.acts) or any(atom.sort != "bearer" for atom in beside)


def _fact(frame: Frame, thresholds: tuple[Threshold, ...], stem: int) -> Fact:
    if not frame.lead and frame.body and frame.head is not None and _inverted(frame.body[0].atom):
        # An inverted subject ("under no circumstances may you ..."): it stands just behind the head.
        frame.lead.append(frame.body.pop(0))
    modality, bearer = _modality(frame)
    reach = _arguments(frame, modality)
    acts = acts_of(reach, frame, stem, modality)
    if frame.head is not None and frame.head.value == "scope":
        # "this license does not cover X": what X does is not what is forbidden.
        acts = tuple(act._replace(aim=True) for act in acts)
    slots = frozenset([slot.atom for slot in reach if slot.atom.sort != "act"])
    in_reach = set(map(id, reach))
    return Fact(
        modality=modality,
        bearer=bearer,
        head=_manner(frame),
        acts=acts,
        slots=slots,
        subject=frozenset([slot.atom for slot in frame.lead if id(slot) not in in_reach]),
        limit=frozenset([slot.atom for slot in frame.limit]),
        exceptions=frozenset([slot.atom for slot in frame.exceptions]),
        conditions=frozenset([slot.atom for slot in frame.conditions]),
        thresholds=thresholds,
        proviso=frame.proviso,
        start=frame.start,
        end=frame.end,
    )


UNBOUND = "unbound"
"""Head of a fact that says of itself that it forbids nothing."""
WISHED = "hope"
"""Head of a fact that somebody only wishes."""


def _manner(frame: Frame) -> str:
    if frame.unbound or _describes(frame):
        return UNBOUND
    if frame.wished:
        return WISHED
    return str(frame.head) if frame.head is not None else ""


def _inverted(atom: Atom) -> bool:
    return atom.sort in {"bearer", "object", "party"} and not atom.prep


def _arguments(frame: Frame, modality: Modality) -> list[Slot]:
    """Slots the head governs: behind an active head; on both sides of a passive one."""
    if frame.head is None:
        return frame.lead + frame.body
    passive = frame.head.value == "passive"
    if frame.head.type == "OBLIGE" and not passive and not frame.body:
        # "anyone selling copies has to ...": what a person does is not what is demanded of him.
        described = {id(slot) for slot in frame.lead} - {id(slot) for slot in _before_relative(frame.lead)}
        return [slot for slot in frame.lead if slot.atom.sort != "act" or id(slot) not in described]
    if passive or not any(slot.atom.sort == "act" for slot in frame.body):
        return frame.lead + frame.body
    return frame.body


_WORKS = frozenset({"work", "copy", "source", "binary", "derivative"})
_BEARERS: Mapping[str, Bearer] = {
    "licensee": "licensee",
    "licensor": "licensor",
    "contributor": "contributor",
}


def _bearer(slots: Iterable[Slot]) -> Bearer:
    everyone = list(slots)
    acting = [one for one in everyone if one.atom.sort != "bearer" or not _owner(everyone, one)]
    for slot in reversed(_before_relative(acting)):
        if slot.atom.sort == "bearer" and slot.atom.prep not in {"of", "by", "to", "from", "with"}:
            named = _BEARERS.get(slot.atom.value)
            if named is not None:
                return named
        if slot.atom.sort == "party" and slot.atom.prep == "":
            return "licensee"
    return "none"


def _owner(slots: list[Slot], slot: Slot) -> bool:
    """Whether a bearer is the licensor, named as whose the work is ("our software"), not as who acts."""
    if slot.atom.value != "licensor":
        return False
    if any(one.atom == _LEAVE and 0 <= slot.start - one.end <= 1 for one in slots):
        # "the permission of the author"
        return True
    return any(_owned(one.atom) and 0 <= one.start - slot.end <= 1 for one in slots)


_LEAVE = Atom("feature", "consent")


def _owned(atom: Atom) -> bool:
    return atom.sort == "tech" or (atom.sort == "object" and atom.value in _WORKS)


def _before_relative(slots: list[Slot]) -> list[Slot]:
    """Slots up to an act that follows a person: "anyone who has sued the author" is about "anyone"."""
    person = False
    for index, slot in enumerate(slots):
        if person and slot.atom.sort == "act":
            return slots[:index]
        person = person or (slot.atom.sort in {"bearer", "party"} and not slot.atom.prep)
    return slots


def _modality(frame: Frame) -> tuple[Modality, Bearer]:
    bearer = _bearer(frame.lead)
    head = frame.head
    if frame.unbound or frame.wished or _describes(frame):
        return "statement", bearer
    negated = (
        frame.negated
        or _refused(frame)
        or any(slot.atom.sort == "no" and not slot.atom.prep for slot in frame.lead[:2] + frame.body[:1])
    )
    if any(slot.atom.sort == "no" and slot.atom.value == "nothing" for slot in frame.lead):
        permits = head is not None and head.type == "PERMIT"
        return ("prohibition" if permits or frame.proviso else "statement"), bearer
    if head is None:
        has_act = any(slot.atom.sort in {"act", "field"} for slot in frame.lead)
        if negated and has_act:
            return "prohibition", bearer
        return ("condition" if frame.proviso else "none"), bearer
    if head.type == "DESCRIBE":
        return "statement", bearer
    if head.type == "FORBID":
        return _forbidden(frame, head.value, bearer)
    if negated and head.value == "needed":
        # "no person is required to": nobody is forbidden anything.
        return "statement", bearer
    if negated and (head.type == "PERMIT" or bearer != "licensor"):
        return "prohibition", bearer
    if head.type == "PERMIT":
        return _permitted(frame, head.value, bearer)
    return ("statement" if bearer == "licensor" else "duty"), bearer


def _refused(frame: Frame) -> bool:
    """Whether "no one" or, before a passive head, "no permission" is the last that stands before the head."""
    if frame.head is None or not frame.lead[1:]:
        return False
    if frame.head.type == "PERMIT" and frame.lead[-1].atom == NOBODY:
        return True
    if frame.head.value != "passive":
        return False
    no, given = (slot.atom for slot in frame.lead[-2:])
    return no.sort == "no" and not no.prep and given.sort == "object" and given.value in GIVERS


def _forbidden(frame: Frame, way: str, bearer: Bearer) -> tuple[Modality, Bearer]:
    if way == "denial":
        # "the licensor does not permit": whoever denies, the licensee is bound.
        return "prohibition", "licensee"
    if frame.echo and bearer != "licensor":
        return "prohibition", bearer
    if way == "bare" and not frame.proviso:
        return "statement", bearer
    if way == "contrast":
        first = frame.body[0].atom if frame.body else None
        excluded = first is not None and (first.sort in {"act", "field"} or bool(first.prep))
        return ("prohibition" if excluded else "statement"), bearer
    if bearer in {"licensor", "contributor"} and way != "passive":
        return "statement", bearer
    return "prohibition", bearer


_RIGHTS = frozenset(
    (
        "use", "deal", "copy", "modify", "derive", "distribute", "publicperform", "sell", "charge", "rent",
        "host", "combine", "train", "sublicense", "assign",
    )
)  # fmt: skip
"""Acts that a license permits; what offers, has or reaches something may as well be the work itself."""
_REVOKES = Atom("feature", "revocable")
_SERVICES = ("service", "platform")
_THINGS = frozenset({Atom("object", "work"), Atom("object", "key")})
"""What does something by itself, as the subject of "can"."""


def _describes(frame: Frame) -> bool:
    """Whether "can" tells what the work does ("the program can revoke keys"): nobody is permitted it."""
    head = frame.head
    if head is None or head.type != "PERMIT" or head.value != "active" or head.words != 1:
        return False
    if not frame.body or frame.limit or frame.proviso:
        return False
    if not frame.lead or any(_person(slot.atom) for slot in frame.lead):
        return False
    first = frame.body[0]
    doing = first.atom == _REVOKES or (first.atom.sort == "act" and not first.passive)
    subject = frame.lead[0].atom
    if not subject.prep and subject.sort == "product" and subject.value.startswith(_SERVICES):
        return doing
    return subject in _THINGS and doing and first.atom.value not in _RIGHTS


def _person(atom: Atom) -> bool:
    return atom.sort in {"bearer", "party"}


def _gives(frame: Frame) -> bool:
    """Whether the licensee is who grants ("you hereby grant Acme a license"), and not to the public."""
    subject = frame.lead[-1] if frame.lead else None
    head = frame.head.start if frame.head is not None else None
    if subject is None or subject.atom != _LICENSEE or head is None or not 0 <= head - subject.end <= _NEAR:
        return False
    return not any(
        slot.atom.sort in {"party", "no"} or slot.atom == _RECIPIENTS
        for slot in chain(frame.lead, frame.body)
    ) and not any(slot.atom.sort == "bearer" and slot.atom.value == "licensee" for slot in frame.body)


_LICENSEE, _LICENSOR = Atom("bearer", "licensee"), Atom("bearer", "licensor")
_NEAR = 12
"""Characters between who grants and the granting: an adverb, no verb ("you have rights to grant")."""
_RECIPIENTS = Atom("feature", "recipients")


def _by_the_giver(frame: Frame) -> bool:
    """Whether what may be done is done by who gives the license alone ("it may be changed by us")."""
    passive = any(slot.passive for slot in frame.body)
    doers = {slot.atom.value for slot in frame.body if slot.atom.sort == "bearer" and slot.atom.prep == "by"}
    return passive and doers == {"licensor"}


def _by_nobody_else(frame: Frame, bearer: Bearer) -> bool:
    """Whether who gives the license is the only one who may ("the author alone may change it")."""
    return bearer == "none" and any(slot.atom == _LICENSOR for slot in frame.limit)


def _permitted(frame: Frame, way: str, bearer: Bearer) -> tuple[Modality, Bearer]:
    if way == "grant":
        to_licensor = any(
            slot.atom.sort == "bearer" and slot.atom.value == "licensor" for slot in frame.body[:3]
        )
        if bearer in {"licensee", "contributor"} and to_licensor:
            return "grant-back", "licensee"
        if bearer == "licensee" and _gives(frame):
            return "grant-back", "licensee"
        return "grant", "licensee"
    if way == "consent" and bearer in {"licensee", "contributor"}:
        return "statement", bearer
    if (
        way == "reserve"
        or (bearer == "licensor" and way == "active")
        or (way == "active" and (_by_the_giver(frame) or _by_nobody_else(frame, bearer)))
    ):
        return "reservation", "licensor"
    return "grant", bearer
