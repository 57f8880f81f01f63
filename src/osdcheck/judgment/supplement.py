"""Texts that stand beside a license: what an exception or a rider takes away from it."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from osdcheck.core.fact import Fact
from osdcheck.core.parse import Parse
from osdcheck.core.unit import Unit
from osdcheck.judgment.query import Query, compile_query
from osdcheck.tables import load_supplement


def taken_away(parses: Sequence[Parse]) -> tuple[Parse, ...]:
    """The parses of a supplement with only those facts that could take something from the license.

    A supplement grants on top of a license that stands without it: its grants, their bounds and its
    duties restrict nobody; a ban, or a use that is all that is left ("only for research"), does. A unit
    that says nothing else is left out, unless it tells what the words of a ban mean.
    """
    kept = [
        (parse, tuple(fact for fact in parse.facts if not _is_aside(fact, parse.unit))) for parse in parses
    ]
    banned = {
        act.name for _, facts in kept for fact in facts if fact.modality == "prohibition" for act in fact.acts
    }
    return tuple(
        parse if _tells_of(parse, banned) else parse._replace(facts=facts)
        for parse, facts in kept
        if facts or not parse.facts or _tells_of(parse, banned)
    )


def _tells_of(parse: Parse, acts: AbstractSet[str]) -> bool:
    """Whether a definition tells what one of these acts is."""
    return parse.unit.zone == "definition" and any(
        act.name in acts for fact in parse.facts for act in fact.acts
    )


def _is_aside(fact: Fact, unit: Unit) -> bool:
    return any(query.matches(fact, unit) for query in _aside())


@cache
def _aside() -> tuple[Query, ...]:
    return tuple(map(compile_query, load_supplement()))
