"""Which queries of many a fact is worth asking: they are looked up by what the fact must show.

That is a modality and a mark, a slot value or an act, or two. It is necessary and not sufficient: the query
decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Generic, TypeVar

from osdcheck.core.fact import Fact
from osdcheck.core.unit import Unit
from osdcheck.judgment.query import PLAIN, Query, listed, marks_for
from osdcheck.judgment.shown import EVERY, Mark, shown, told

Owner = TypeVar("Owner")

_ANY = ""
"""Modality of queries that ask for none."""
_COMMON = frozenset({"object", "bearer", "head"})
_MOST = 2
"""Marks of one query that are looked for before it is asked."""
_UNSHOWN = PLAIN - {"topic", "threshold", "head"}
"""Conditions that a fact shows no mark of; of three on it as a whole it does, as of a slot."""


_Asked = tuple[frozenset[Mark] | None, Query, Owner]
"""A query, where the fact shows one of the marks that it also needs; and what it is of."""


class Sieve(Generic[Owner]):
    """Queries, each with what it belongs to."""

    def __init__(self, queries: Iterable[tuple[Query, Owner]]) -> None:
        found: dict[str, dict[Mark, list[_Asked[Owner]]]] = {_ANY: {}}
        for query, owner in queries:
            first, *others = _shown(query.row) or [frozenset([EVERY])]
            asked = (others[0] if others else None, query, owner)
            for modality in listed(query.row.get("modality", _ANY)):
                by_mark = found.setdefault(modality, {})
                for mark in first:
                    by_mark.setdefault(mark, []).append(asked)
        anyhow = found.pop(_ANY)
        # What is asked of facts of any modality stands under each: one look-up a mark.
        joined = {_ANY: anyhow} | {modality: _joined(by_mark, anyhow) for modality, by_mark in found.items()}
        # With the marks as a set: Python has those that two sets share at once.
        self._by_modality = {modality: (frozenset(by_mark), by_mark) for modality, by_mark in joined.items()}

    def owners(self, fact: Fact, unit: Unit) -> set[Owner]:
        """What the queries that match the fact of a unit belong to."""
        found: set[Owner] = set()
        by_modality = self._by_modality
        known, by_mark = by_modality.get(fact.modality) or by_modality[_ANY]
        marks = shown(fact)
        for mark in marks & known:
            for needed, query, owner in by_mark[mark]:
                if (
                    (needed is None or not needed.isdisjoint(marks))
                    and owner not in found
                    and query.fits(marks, fact, unit)
                ):
                    found.add(owner)
        return found


def _joined(
    one: Mapping[Mark, list[_Asked[Owner]]], other: Mapping[Mark, list[_Asked[Owner]]]
) -> dict[Mark, list[_Asked[Owner]]]:
    return {mark: [*one.get(mark, ()), *other.get(mark, ())] for mark in {**one, **other}}


def _shown(row: Mapping[str, Any]) -> list[frozenset[Mark]]:
    """Marks of which a fact shows one where a condition of the row holds: of the two rarest conditions."""
    acts = "act" in row or "doing" in row
    found: list[tuple[int, int, str, tuple[Any, ...]]] = []
    for key, value in row.items():
        if key in _UNSHOWN or key.startswith("not_") or (key == "object" and acts):
            continue
        values = listed(value)
        found.append((_dullness(_sort(key), values), len(values), key, values))
    found.sort(key=itemgetter(0, 1))
    return [marks_for(key, values) or told(_sort(key), values) for _, _, key, values in found[:_MOST]]


def _sort(key: str) -> str:
    """What a condition asks for: an act, something that the fact says as a whole, or a sort of values."""
    return "act" if key == "doing" else key.rpartition("_")[2]


def _dullness(sort: str, names: Sequence[Any]) -> int:
    if any(str(name).endswith("*") for name in names):
        return 3
    return 2 if sort in _COMMON else 1 if sort == "act" else 0
