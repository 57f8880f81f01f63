"""Which queries of many a fact is worth asking: rows are looked up by a mark that the fact must show.

A mark is a slot value, an act or a modality. It is necessary and not sufficient: the query decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from osdcheck.core.fact import Fact
from osdcheck.judgment.query import PLAIN, Query

Mark = tuple[str, str]
Owner = TypeVar("Owner")

_EVERYWHERE: Mark = ("", "")
_COMMON = frozenset({"object", "bearer"})


class Sieve(Generic[Owner]):
    """Queries, each with what it belongs to."""

    def __init__(self, queries: Iterable[tuple[Query, Owner]]) -> None:
        self._asked: dict[Mark, list[tuple[Query, Owner]]] = {}
        for query, owner in queries:
            for mark in _anchors(query.row):
                self._asked.setdefault(mark, []).append((query, owner))

    def worth_asking(self, fact: Fact) -> Iterator[tuple[Query, Owner]]:
        """Every query that may match the fact, in no order; one may come twice."""
        for mark in _marks(fact):
            yield from self._asked.get(mark, ())


def _marks(fact: Fact) -> set[Mark]:
    found = {_EVERYWHERE, ("modality", fact.modality)}
    found.update(("act", act.name) for act in fact.acts)
    if fact.acts:
        found.add(("act", "*"))
    for atom in fact.slots | fact.subject | fact.limit | fact.exceptions | fact.conditions:
        sort, value = atom.sort, atom.value
        found.add((sort, "*"))
        found.add((sort, value))
        slash = value.find("/")
        while slash >= 0:
            found.add((sort, value[:slash]))
            slash = value.find("/", slash + 1)
    return found


def _anchors(row: Mapping[str, Any]) -> frozenset[Mark]:
    """Marks of which a fact shows one where the row matches: those of its most telling condition."""
    acts = "act" in row or "doing" in row
    best, rank = frozenset({_EVERYWHERE}), (5, 0)
    for key, value in row.items():
        if key.startswith("not_") or (key == "object" and acts) or (key in PLAIN and key != "modality"):
            continue
        sort = "act" if key == "doing" else key.rpartition("_")[2]
        values = value if isinstance(value, list) else [value]
        names = {str(one) if sort == "modality" else str(one).rpartition(":")[2] for one in values}
        marks = frozenset((sort, name) for name in names)
        telling = (_dullness(sort, names), len(marks))
        if telling < rank:
            best, rank = marks, telling
    return best


def _dullness(sort: str, names: set[str]) -> int:
    if sort == "modality":
        return 4
    if "*" in names:
        return 3
    return 2 if sort in _COMMON else 1 if sort == "act" else 0
