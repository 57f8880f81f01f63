"""Applies the kind tables to facts: which statements a license makes, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from osdcheck.core.fact import Fact
from osdcheck.core.finding import Effect
from osdcheck.core.parse import Parse
from osdcheck.core.unit import Unit
from osdcheck.judgment.query import Query, compile_query
from osdcheck.tables import Kind, load_kinds

HitVerdict = Literal["fail", "unclear", "none"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A kind found in a unit: the facts behind it, the clauses it bears on, and how."""

    kind: str
    effect: Effect
    clauses: tuple[int, ...]
    verdict: HitVerdict
    reason: str
    unit: Unit
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    kind: Kind
    cases: tuple[tuple[tuple[Query, ...], tuple[int, ...], HitVerdict], ...]
    unless: tuple[Query, ...]


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            kind,
            tuple(
                (tuple(compile_query(query) for query in case.when), case.clauses, case.verdict)
                for case in kind.cases
            ),
            tuple(compile_query(query) for query in kind.unless),
        )
        for kind in load_kinds()
    )


def find_hits(parses: Sequence[Parse]) -> tuple[Hit, ...]:
    """Every kind that a unit of the license states, in the order of the text.

    A kind is found once in a unit, by the first of its cases that fits a fact there; a kind
    whose ``unless`` matches any fact of the license, or whose ``unless_kinds`` were found, is left out.
    """
    hits: list[Hit] = []
    lifted = {
        row.kind.id
        for row in _rows()
        if row.unless
        and any(query.matches(fact, parse.unit) for query in row.unless for parse in parses for fact in parse.facts)
    }
    for parse in parses:
        if parse.unit.zone == "heading":
            continue
        for row in _rows():
            if row.kind.id in lifted:
                continue
            hit = _hit(row, parse)
            if hit is not None:
                hits.append(hit)
    return _without_lifted(hits)


def _hit(row: _Row, parse: Parse) -> Hit | None:
    if row.kind.zones and parse.unit.zone not in row.kind.zones:
        return None
    for queries, clauses, verdict in row.cases:
        facts = tuple(
            fact for fact in parse.facts if any(query.matches(fact, parse.unit) for query in queries)
        )
        if facts:
            return Hit(row.kind.id, row.kind.effect, clauses, verdict, row.kind.reason, parse.unit, facts)
    return None


def _without_lifted(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    found = list(hits)
    present = {hit.kind for hit in found}
    lifted = {kind.id for kind in load_kinds() if present & set(kind.unless_kinds)}
    return tuple(hit for hit in found if hit.kind not in lifted)
