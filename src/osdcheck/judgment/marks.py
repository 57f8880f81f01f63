"""Which queries of many a fact is worth asking: they are looked up by what the fact must show.

That is a modality and a mark, a slot value or an act, or two. It is necessary and not sufficient: the query
decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Generic, TypeVar

from osdcheck.core.fact import Fact
from osdcheck.core.unit import Unit
from osdcheck.judgment.query import PLAIN, Query
from osdcheck.judgment.shown import ANY, Mark, mark, marks_of

Owner = TypeVar("Owner")

_ANY = ""
"""Modality of queries that ask for none."""
_EVERYWHERE: Mark = ""
_COMMON = frozenset({"object", "bearer", "head"})
_MOST = 2
"""Marks of one query that are looked for before it is asked."""
_UNSHOWN = PLAIN - {"topic", "threshold", "head"}
"""Conditions that a fact shows no mark of; of three on it as a whole it does, as of a slot."""


_Asked = tuple[frozenset[Mark] | None, Query, Owner]
"""A query, without its modality, where the fact shows one of the marks that it also needs; what it is of."""


class Sieve(Generic[Owner]):
    """Queries, each with what it belongs to."""

    def __init__(self, queries: Iterable[tuple[Query, Owner]]) -> None:
        found: dict[str, dict[Mark, list[_Asked[Owner]]]] = {_ANY: {}}
        for query, owner in queries:
            first, *others = _shown(query.row) or [frozenset([_EVERYWHERE])]
            rest = Query({key: value for key, value in query.row.items() if key != "modality"})
            asked = (others[0] if others else None, rest, owner)
            for modality in _listed(query.row.get("modality", _ANY)):
                by_mark = found.setdefault(modality, {})
                for one in first:
                    by_mark.setdefault(one, []).append(asked)
        self._any = found.pop(_ANY)
        # What is asked of facts of any modality stands under each: one look-up a mark.
        self._by_modality = {modality: _joined(by_mark, self._any) for modality, by_mark in found.items()}
        # As sets, of which Python has the common marks at once.
        self._any_marks = frozenset(self._any)
        self._marks = {modality: frozenset(by_mark) for modality, by_mark in self._by_modality.items()}

    def owners(self, fact: Fact, unit: Unit) -> set[Owner]:
        """What the queries that match the fact of a unit belong to."""
        found: set[Owner] = set()
        by_mark = self._by_modality.get(fact.modality, self._any)
        marks = _marks(fact)
        for shown in marks & self._marks.get(fact.modality, self._any_marks):
            for needed, query, owner in by_mark[shown]:
                if (
                    (needed is None or not needed.isdisjoint(marks))
                    and owner not in found
                    and query.matches(fact, unit)
                ):
                    found.add(owner)
        return found


def _joined(
    one: Mapping[Mark, list[_Asked[Owner]]], other: Mapping[Mark, list[_Asked[Owner]]]
) -> dict[Mark, list[_Asked[Owner]]]:
    return {shown: [*one.get(shown, ()), *other.get(shown, ())] for shown in {**one, **other}}


@lru_cache(maxsize=2048)
def _marks(fact: Fact) -> frozenset[Mark]:
    """Marks that a fact shows; kept for a while, since each fact is asked about several times."""
    found = {_EVERYWHERE, mark("head", fact.head)}
    if fact.acts:
        found.add(mark("act", ANY))
        found.update(mark("act", act.name) for act in fact.acts)
    if fact.thresholds:
        found.add(mark("threshold", ANY))
        found.update(mark("threshold", one.unit) for one in fact.thresholds)
    found.update(mark("topic", name) for name in fact.topics)
    for atoms in (fact.slots, fact.subject, fact.limit, fact.exceptions, fact.conditions):
        found.update(*map(marks_of, atoms))
    return frozenset(found)


def _shown(row: Mapping[str, Any]) -> list[frozenset[Mark]]:
    """Marks of which a fact shows one where a condition of the row holds: of the two rarest conditions."""
    acts = "act" in row or "doing" in row
    found: list[tuple[int, int, str, list[Any]]] = []
    for key, value in row.items():
        if key in _UNSHOWN or key.startswith("not_") or (key == "object" and acts):
            continue
        sort = "act" if key == "doing" else key.rpartition("_")[2]
        values = _listed(value)
        found.append((_dullness(sort, values), len(values), sort, values))
    found.sort(key=itemgetter(0, 1))
    return [
        frozenset([mark(sort, str(name).rpartition(":")[2]) for name in values])
        for _, _, sort, values in found[:_MOST]
    ]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _dullness(sort: str, names: Sequence[Any]) -> int:
    if any(str(name).endswith("*") for name in names):
        return 3
    return 2 if sort in _COMMON else 1 if sort == "act" else 0
