"""Grants that may stand in words which the grammar does not know: what the net makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from osdcheck.core.parse import Parse
from osdcheck.judgment.clauses import VAGUE, needed_grants
from osdcheck.judgment.kinds import Hit, grants_others
from osdcheck.judgment.net import is_doubtful
from osdcheck.judgment.signs import all_of
from osdcheck.tables import load_clauses, load_kinds, load_net

_WORKS = frozenset({"work", "source", "binary"})


def lacking_grants(hits: Sequence[Hit]) -> frozenset[str]:
    """Kinds of the needed grants that no hit gives."""
    return needed_grants() - {hit.kind for hit in hits}


def names_work(parses: Sequence[Parse]) -> bool:
    """Whether a text speaks of the work where it grants no part of it, or reserves all rights."""
    return any(
        (atom.sort == "object" and atom.value in _WORKS)
        or (atom.sort == "feature" and atom.value == "allrights")
        for parse in parses
        if not _of_part(parse)
        for fact in parse.facts
        for atom in fact.slots | fact.subject
    )


def _of_part(parse: Parse) -> bool:
    return any(
        atom.sort == "object" and atom.value == "part"
        for fact in parse.facts
        for atom in fact.slots | fact.subject
    )


def may_grant(parse: Parse, *, work_named: bool = False) -> bool:
    """Whether a unit is of the terms themselves, and not of what those may do who give the license.

    What grants a part where the text elsewhere names the work (``work_named``) gives no right to it.
    """
    if work_named and _of_part(parse):
        return False
    own = bool(parse.facts) and all(fact.bearer in {"licensor", "contributor"} for fact in parse.facts)
    return parse.unit.zone == "operative" and not (own or grants_others(parse)) and is_doubtful(parse)


def find_granting(
    parses: Sequence[Parse], lacking: frozenset[str], given: Mapping[int, Mapping[str, float]]
) -> tuple[Hit, ...]:
    """Sentences that may give the lacking grants: their clauses are unclear instead of failing.

    ``given``: how likely units give each grant, by index of the unit; one that is less likely than
    ``LeaningLevels.granted`` does not. The net sees what is granted, and not to whom or of what: a person has
    to read the sentence.
    """
    (vague,) = (kind for kind in load_kinds() if kind.id == VAGUE)
    units = {parse.unit.index: parse for parse in parses}
    best = {grant: max(given, key=lambda index: given[index].get(grant, 0.0)) for grant in lacking if given}
    least = load_net().leaning.granted
    likely = {grant for grant, index in best.items() if given[index].get(grant, 0.0) >= least}
    found: list[Hit] = []
    for grant in sorted(likely):
        needing = (clause for clause in load_clauses() if grant in clause.needs)
        numbers = tuple(clause.number for clause in needing if lacking.intersection(clause.needs) <= likely)
        if not numbers:
            continue
        reason = f"It reads like a right to {grant.removeprefix('grant-')}; a person has to read it."
        parse = units[best[grant]]
        found.append(Hit(vague.id, vague.effect, numbers, "unclear", reason, parse.unit, (all_of(parse),)))
    return tuple(found)
