"""Kinds by signs: what a unit is about and that it restricts, where no case understood how.

A sentence whose frame nobody foresaw still names its subject ("teaching", "our cloud", "nationals
of") and still shows that it takes something away. The whole unit is then read as one fact whose
slots are all its values, with a ``signal`` slot for each sort of taking away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from osdcheck.core.fact import Atom, Fact
from osdcheck.core.parse import Leaning, Parse
from osdcheck.judgment.kinds import Hit, HitVerdict
from osdcheck.judgment.marks import Sieve
from osdcheck.judgment.net import is_certain, is_doubtful, is_supported, reading_of, understood
from osdcheck.judgment.query import compile_query
from osdcheck.tables import Kind, load_kinds, load_net

_MOST = 2
"""Most kinds that signs may put on one unit."""


@cache
def _sieve() -> Sieve[int]:
    rows = enumerate(load_kinds())
    return Sieve((compile_query(sign), number) for number, kind in rows for sign in kind.signs)


def find_signs(
    parses: Sequence[Parse], typed: frozenset[int], leanings: Mapping[int, Leaning]
) -> tuple[Hit, ...]:
    """Hits by signs in operative units that are not in ``typed`` (indexes) and that no row calls harmless.

    ``leanings``: what units lean to (by index); one that hardly leans to a restriction has no sign of any.
    """
    return tuple(
        hit
        for parse in parses
        if parse.facts
        and parse.unit.zone == "operative"
        and parse.unit.index not in typed
        and is_doubtful(parse)
        for hit in _of_unit(parse)
        if hit.effect != "restriction" or is_supported(parse.unit, leanings)
    )


def _of_unit(parse: Parse) -> list[Hit]:
    whole = whole_fact(parse.facts)
    if any(reading_of(fact, parse.unit) for fact in (*parse.facts, whole)):
        return []
    found = [load_kinds()[number] for number in sorted(_sieve().owners(whole, parse.unit))]
    special = [kind for kind in found if not kind.general]
    return [
        Hit(kind.id, kind.effect, kind.clauses, "fail", kind.reason, parse.unit, (whole,))
        for kind in (special or found)[:_MOST]
    ]


def find_leaning(
    parses: Sequence[Parse], hits: Sequence[Hit], leanings: Mapping[int, Leaning]
) -> tuple[Hit, ...]:
    """Hits of the units that lean to a restriction (by index), each of its likeliest kind, or of two.

    ``hits``: what was found already; a kind found in a unit is not found there again. How much has to speak
    for a restriction: see ``LeaningLevels``.
    """
    kinds = {kind.id: kind for kind in load_kinds()}
    levels = load_net().leaning
    asked = {parse.unit.index: levels.zoned for parse in parses if parse.unit.zone != "operative"}
    typed = {hit.unit.index for hit in hits if hit.effect == "restriction"}
    certain = {parse.unit.index for parse in parses if is_certain(parse)} - typed
    asked |= dict.fromkeys(certain, levels.certain) | dict.fromkeys(typed, levels.beside)
    known = {(hit.unit.index, hit.kind) for hit in hits}
    clear = understood(parses) - asked.keys()
    unsettled = sum(index not in asked and index not in clear for index in leanings)
    enough = levels.enough(unsettled)
    asked |= dict.fromkeys(clear, max(levels.understood, enough))
    asked |= dict.fromkeys(certain, max(levels.certain, enough))
    found: list[Hit] = []
    for parse in parses:
        index = parse.unit.index
        leaning = leanings.get(index)
        if leaning is None or _weight(leaning, index in typed) < asked.get(index, enough):
            continue
        if any((index, kind) in known for kind in leaning.kinds):
            continue
        for kind in map(kinds.__getitem__, leaning.kinds[:1] if index in typed else leaning.kinds):
            facts = (all_of(parse),)
            verdict: HitVerdict = "unclear" if _undecided(kind) else "fail"
            found.append(Hit(kind.id, kind.effect, kind.clauses, verdict, kind.reason, parse.unit, facts))
    lone = {hit.unit.index for hit in found}
    restricts = any(hit.effect == "restriction" and hit.verdict != "lifted" for hit in hits)
    if len(lone) == 1 and not restricts and unsettled >= levels.among:
        return tuple(hit._replace(verdict=_alone(hit, leanings[hit.unit.index])) for hit in found)
    return tuple(found)


@cache
def _parts() -> Sieve[str]:
    rows = ((kind.id, kind.partly) for kind in load_kinds() if kind.partly)
    return Sieve((compile_query(row), name) for name, partly in rows for row in partly.when)


def weaken(found: Sequence[Hit], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """What signs or leanings found, with fewer clauses where only a part of the kind is stated (``Partly``).

    ``hits``: what else was found in the license.
    """
    given = {hit.kind for hit in hits if hit.effect == "grant" and hit.verdict != "lifted"}
    partly = {kind.id: kind.partly for kind in load_kinds() if kind.partly and kind.partly.given <= given}
    return tuple(
        hit._replace(clauses=part.clauses) if (part := partly.get(hit.kind)) and _is_part(hit) else hit
        for hit in found
    )


def _is_part(hit: Hit) -> bool:
    return any(hit.kind in _parts().owners(fact, hit.unit) for fact in hit.facts)


def _undecided(kind: Kind) -> bool:
    """Whether a kind never decides by its own rows, so that a sentence that leans to it does not either."""
    return all(case.verdict == "unclear" for case in kind.cases)


def _alone(hit: Hit, leaning: Leaning) -> HitVerdict:
    """What a sentence does by which alone a text restricts, where many of its words are unusual."""
    return hit.verdict if leaning.score >= load_net().leaning.lone else "unclear"


def _weight(leaning: Leaning, typed: bool) -> float:
    """How much speaks for what a unit leans to: where it restricts anyhow, for the very kind."""
    return leaning.first if typed else leaning.score


def all_of(parse: Parse) -> Fact:
    """All facts of a unit as one that begins where its own words do and ends with them."""
    unit = parse.unit
    empty: frozenset[Atom] = frozenset()
    blank = Fact(
        "none",
        "none",
        "whole",
        (),
        empty,
        empty,
        empty,
        empty,
        empty,
        (),
        False,
        unit.stem_length,
        len(unit.text),
    )
    return whole_fact((*parse.facts, blank))


def whole_fact(facts: Sequence[Fact]) -> Fact:
    """All facts of a unit as one, with a ``signal`` slot for every sort of restriction among them."""
    slots = frozenset[Atom]().union(
        *(fact.slots | fact.subject | fact.limit | fact.exceptions | fact.conditions for fact in facts)
    )
    signals = frozenset(Atom("signal", name) for fact in facts for name in _signals(fact))
    return Fact(
        modality="none",
        bearer="none",
        head="whole",
        acts=tuple(dict.fromkeys(act for fact in facts for act in fact.acts)),
        slots=slots | signals,
        subject=frozenset(),
        limit=frozenset(),
        exceptions=frozenset(),
        conditions=frozenset(),
        thresholds=facts[0].thresholds,
        proviso=any(fact.proviso for fact in facts),
        start=min(fact.start for fact in facts),
        end=max(fact.end for fact in facts),
    )


def _signals(fact: Fact) -> list[str]:
    everything = fact.slots | fact.subject | fact.limit | fact.exceptions | fact.conditions
    found: list[str] = [fact.modality]
    if fact.limit:
        found.append("limit")
    if fact.exceptions:
        found.append("except")
    if fact.conditions or fact.proviso:
        found.append("if")
    if any(atom.sort == "no" and atom.value != "nothing" for atom in everything):
        found.append("no")
    if any(atom.sort == "feature" and atom.value == "lose" for atom in everything):
        found.append("lose")
    return found
