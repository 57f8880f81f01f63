"""Grants that stand in words which the grammar does not know: what the net makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from osdcheck.core.parse import Parse
from osdcheck.grammar.leanings import is_weighable
from osdcheck.judgment.kinds import Hit
from osdcheck.judgment.net import is_doubtful
from osdcheck.judgment.signs import all_of
from osdcheck.tables import load_clauses, load_kinds, load_net


@cache
def needed_grants() -> frozenset[str]:
    """Kinds of the grants without which a clause fails."""
    return frozenset(grant for clause in load_clauses() for grant in (*clause.needs, *clause.then_needs))


def lacking_grants(hits: Sequence[Hit]) -> frozenset[str]:
    """Kinds of the needed grants that no hit gives."""
    return needed_grants() - {hit.kind for hit in hits}


def may_grant(parse: Parse) -> bool:
    """Whether a unit is a whole sentence, and not one of what those may do who give the license."""
    own = bool(parse.facts) and all(fact.bearer in {"licensor", "contributor"} for fact in parse.facts)
    return parse.unit.zone == "operative" and is_weighable(parse.unit) and not own and is_doubtful(parse)


def find_granting(
    parses: Sequence[Parse], lacking: frozenset[str], given: Mapping[int, Mapping[str, float]]
) -> tuple[Hit, ...]:
    """Hits of the lacking grants, each in the unit that likeliest gives it.

    ``given``: how likely units give each grant, by index of the unit. One that is less likely than
    ``LeaningLevels.granted`` is not found.
    """
    kinds = {kind.id: kind for kind in load_kinds()}
    units = {parse.unit.index: parse for parse in parses}
    found: list[Hit] = []
    for grant in sorted(lacking):
        likely = {index: grants.get(grant, 0.0) for index, grants in given.items()}
        best = max(likely, key=likely.__getitem__, default=None)
        if best is not None and likely[best] >= load_net().leaning.granted:
            kind, parse = kinds[grant], units[best]
            hit = Hit(grant, kind.effect, kind.clauses, "none", kind.reason, parse.unit, (all_of(parse),))
            found.append(hit)
    return tuple(found)
