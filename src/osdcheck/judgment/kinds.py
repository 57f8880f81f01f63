"""Applies the kind tables to facts: which statements a license makes, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import chain
from typing import Any, Literal, NamedTuple

from osdcheck.core.fact import Fact
from osdcheck.core.finding import Effect
from osdcheck.core.parse import Parse
from osdcheck.core.unit import Unit
from osdcheck.judgment.marks import Sieve
from osdcheck.judgment.query import Query, compile_query
from osdcheck.tables import Beside, Case, Kind, load_kinds, load_net, load_others, load_repeal, load_void

HitVerdict = Literal["fail", "unclear", "none", "lifted"]


class Hit(NamedTuple):
    """A kind found in a unit: the facts behind it, the clauses it bears on, and how.

    ``sole``: it counts only where the unit gives a right that nothing else gives.
    """

    kind: str
    effect: Effect
    clauses: tuple[int, ...]
    verdict: HitVerdict
    reason: str
    unit: Unit
    facts: tuple[Fact, ...]
    sole: bool = False


class _Beside:
    """A row of a table as queries; as of a case, each is equal to itself alone, and quickly looked up."""

    def __init__(self, row: Beside) -> None:
        self.clauses = row.clauses
        self.when = _queries(row.when)
        self.where = _queries(row.where)


class _Case:
    def __init__(self, row: Case, *, gives: bool) -> None:
        self.gives = gives
        self.when = _queries(row.when)
        self.unless = _queries(row.unless)
        self.clauses = row.clauses
        self.verdict: HitVerdict = row.verdict
        self.sole = row.sole
        self.beside = row.beside and _Beside(row.beside)


class _Row(NamedTuple):
    kind: Kind
    cases: tuple[_Case, ...]
    unless: tuple[Query, ...]
    spared: tuple[Query, ...]


def _queries(rows: Sequence[dict[str, Any]]) -> tuple[Query, ...]:
    return tuple(compile_query(row) for row in rows)


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            kind,
            tuple(_Case(case, gives=kind.effect == "grant") for case in kind.cases),
            _queries(kind.unless),
            _queries(kind.spared),
        )
        for kind in load_kinds()
    )


@cache
def _sieve() -> Sieve[_Case]:
    return Sieve((query, case) for row in _rows() for case in row.cases for query in case.when)


def set_aside(parses: Sequence[Parse]) -> tuple[Parse, ...]:
    """The parses without the facts that say nothing about what a licensee may do."""
    void = _void()
    kept: list[tuple[Fact, ...]] = []
    for parse in parses:
        owned = [void.owners(fact, parse.unit) for fact in parse.facts]
        if kept and any(_REPEAL in owners for owners in owned):
            kept[-1] = tuple(map(_told, kept[-1]))
        kept.append(
            tuple(fact for fact, owners in zip(parse.facts, owned, strict=True) if _VOID not in owners)
        )
    return tuple(
        parse if facts == parse.facts else parse._replace(facts=facts)
        for parse, facts in zip(parses, kept, strict=True)
    )


def _told(fact: Fact) -> Fact:
    """A fact as what only was so."""
    return fact._replace(modality="statement", bearer="licensor", head="unbound")


def grants_others(parse: Parse) -> bool:
    """Whether a unit grants something to others than the licensee."""
    return any(_to_others(fact, parse.unit) for fact in parse.facts)


def _to_others(fact: Fact, unit: Unit) -> bool:
    return bool(_others().owners(fact, unit))


@cache
def _others() -> Sieve[bool]:
    return Sieve((query, True) for query in _queries(load_others()))


_VOID, _REPEAL = "void", "repeal"


@cache
def _void() -> Sieve[str]:
    rows = ((_VOID, load_void()), (_REPEAL, load_repeal()))
    return Sieve((query, owner) for owner, row in rows for query in _queries(row))


def _any(queries: tuple[Query, ...], fact: Fact, parse: Parse) -> bool:
    return any(query.matches(fact, parse.unit) for query in queries)


def find_hits(parses: Sequence[Parse], *, beside: Sequence[Parse] = ()) -> tuple[Hit, ...]:
    """Every kind that a unit of the license states, in the order of the text.

    A kind is found once in a unit, by the first of its cases that fits a fact there. A hit has
    the verdict ``"lifted"`` when the ``unless`` of its kind or case matches any fact of the
    license, or when it grants something to others than the licensee: it is understood, and weighs nothing.
    ``beside``: other parses of the license, in which nothing is looked for.
    """
    told = {
        owner
        for parse in (*parses, *beside)
        for fact in parse.facts
        for owner in _lifting().owners(fact, parse.unit)
    }
    lifted = {owner for owner in told if isinstance(owner, str)}
    cases = {owner for owner in told if isinstance(owner, _Case)}
    left = {owner for owner in told if isinstance(owner, _Beside)}
    hits = [hit for parse in parses if parse.facts for hit in _of_unit(parse, cases, left)]
    return tuple(hit._replace(verdict="lifted") if hit.kind in lifted else hit for hit in hits)


def without_idle(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits without those of kinds that another kind found in the license takes out (``unless_kinds``)."""
    present = {hit.kind for hit in hits if hit.verdict != "lifted"}
    idle = {row.kind.id for row in _rows() if present & set(row.kind.unless_kinds)}
    return tuple(hit for hit in hits if hit.kind not in idle)


def without_retold(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits without the duties that a preamble or an appendix tells of and the terms themselves state."""
    stated = {hit.kind for hit in hits if hit.effect == "duty" and not hit.unit.telling}
    return tuple(
        hit for hit in hits if hit.effect != "duty" or not hit.unit.telling or hit.kind not in stated
    )


@cache
def _lifting() -> Sieve[str | _Case | _Beside]:
    """What takes out a kind (by its id) or a case, or changes its clauses, wherever it is said."""
    kinds = ((query, row.kind.id) for row in _rows() for query in row.unless)
    cases = ((query, case) for row in _rows() for case in row.cases for query in case.unless)
    left = (
        (query, case.beside)
        for row in _rows()
        for case in row.cases
        if case.beside is not None
        for query in case.beside.when
    )
    return Sieve(chain[tuple[Query, str | _Case | _Beside]](kinds, cases, left))


@cache
def _places() -> dict[_Case, int]:
    """The place among the rows of the one that a case belongs to."""
    return {case: place for place, row in enumerate(_rows()) for case in row.cases}


def _of_unit(parse: Parse, lifted: AbstractSet[_Case], left: AbstractSet[_Beside]) -> Iterator[Hit]:
    fitting: dict[_Case, dict[int, Fact]] = {}
    for number, fact in enumerate(parse.facts):
        if fact.head in load_net().unbinding:
            continue
        for case in _sieve().owners(fact, parse.unit):
            fitting.setdefault(case, {})[number] = fact
    for place in sorted({_places()[case] for case in fitting}):
        hit = _hit(_rows()[place], parse, fitting, lifted, left)
        if hit is not None:
            yield hit


def _spared(row: _Row, parse: Parse, facts: tuple[Fact, ...]) -> bool:
    """Whether the unit says elsewhere that nobody is confined; a prohibition is never spared."""
    if not row.spared or any(fact.modality == "prohibition" for fact in facts):
        return False
    return any(_any(row.spared, fact, parse) for fact in parse.facts)


def _clauses(
    case: _Case, parse: Parse, facts: tuple[Fact, ...], left: AbstractSet[_Beside]
) -> tuple[int, ...]:
    """Clauses of the case, of which the rest of the license may leave some whole."""
    beside = case.beside
    if beside is not None and beside in left and all(_any(beside.where, fact, parse) for fact in facts):
        return beside.clauses
    return case.clauses


def _hit(
    row: _Row,
    parse: Parse,
    fitting: Mapping[_Case, Mapping[int, Fact]],
    lifted: AbstractSet[_Case],
    left: AbstractSet[_Beside],
) -> Hit | None:
    """Hit of the first case that fits a fact; one that is lifted only where all that fit are."""
    if parse.unit.zone not in row.kind.zones:
        return None
    understood: Hit | None = None
    for case in row.cases:
        if case not in fitting:
            continue
        facts = tuple(fact for fact in fitting[case].values() if row.kind.off_topics.isdisjoint(fact.topics))
        if not facts or _spared(row, parse, facts):
            continue
        idle = case in lifted or (case.gives and all(_to_others(fact, parse.unit) for fact in facts))
        verdict: HitVerdict = "lifted" if idle else case.verdict
        kind = row.kind
        clauses = _clauses(case, parse, facts, left)
        hit = Hit(kind.id, kind.effect, clauses, verdict, kind.reason, parse.unit, facts, case.sole)
        if verdict != "lifted":
            return hit
        understood = understood or hit
    return understood
