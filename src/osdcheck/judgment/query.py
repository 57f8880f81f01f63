"""The query language of the kind tables: does a fact match a row?

A query is a table of conditions that must all hold; a list of values means any of them.

``modality``, ``bearer``, ``head``
    compared as they are.
``act``
    names of acts whose object is the work (or a copy, its source, its binary, or unnamed);
    with ``object`` beside it, acts on one of these objects (``"*"``: on anything).
``doing``
    like ``act``, but an act that is only the aim of another counts as well.
``acts_only``
    no act of the fact lies outside this list.
``<sort>``
    a value among the slots of the fact (``field = "military"``); ``"*"`` is any value, a value
    also covers what follows it after a slash (``"behavior"`` covers ``"behavior/harm"``), and
    ``"to:others"`` asks for the preposition as well (``":x"`` for none).
``subject_<sort>``, ``limit_<sort>``, ``except_<sort>``, ``if_<sort>``, ``any_<sort>``
    the same, before an active head, under *only*, under *except*, under *if*, anywhere.
``threshold``
    what a number counts.
``compared``
    true: a number of the fact is compared (more than, up to) or is money.
``comparator``
    how a number is compared: ``">"``, ``">="``, ``"<"``, ``"<="``.
``limited``
    true: something stands under *only*.
``proviso``, ``item``
    true or false.
``zone``
    role of the unit.
``topic``
    what the fact is about.
``not_...``
    the condition behind it must not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from osdcheck.core.fact import Atom, Fact
from osdcheck.core.unit import Unit

WORK = frozenset({"", "work", "copy", "source", "binary"})
"""Objects that stand for the licensed work itself."""

_SORTS = frozenset(
    [
        "signal",
        "act",
        "object",
        "field",
        "party",
        "bearer",
        "place",
        "product",
        "tech",
        "doc",
        "feature",
        "no",
        "measure",
        "term",
        "unknown",
        "quantity",
    ]
)
_SCOPES: Mapping[str, Callable[[Fact], frozenset[Atom]]] = {
    "": lambda fact: fact.slots,
    "subject": lambda fact: fact.subject,
    "limit": lambda fact: fact.limit,
    "except": lambda fact: fact.exceptions,
    "if": lambda fact: fact.conditions,
    "any": lambda fact: fact.slots | fact.subject | fact.limit | fact.exceptions | fact.conditions,
    "scope": lambda fact: fact.slots | fact.limit | fact.conditions | fact.subject,
}
_PLAIN = frozenset(
    {
        "modality",
        "bearer",
        "head",
        "proviso",
        "limited",
        "item",
        "zone",
        "topic",
        "threshold",
        "compared",
        "act",
        "acts_only",
        "object",
    }
)

Test = Callable[[Fact, Unit], bool]


@dataclass(frozen=True, slots=True)
class Query:
    """A compiled row: every test must hold."""

    tests: tuple[Test, ...]

    def matches(self, fact: Fact, unit: Unit) -> bool:
        """Whether the fact, read from the unit, meets every condition."""
        return all(test(fact, unit) for test in self.tests)


def compile_query(row: Mapping[str, Any]) -> Query:
    """Query of a table row; raises ``ValueError`` naming a key or value it does not know."""
    tests: list[Test] = []
    conditions = dict(row)
    for prefix in ("", "not_"):
        for key in ("act", "doing"):
            acts = conditions.pop(prefix + key, None)
            objects = conditions.pop(prefix + "object", None) if acts is not None else None
            if acts is not None:
                test = _act_test(
                    _values(acts), _values(objects) if objects is not None else None, key == "doing"
                )
                tests.append(_negated(test) if prefix else test)
    for key, value in conditions.items():
        negative = key.startswith("not_")
        test = _test(key.removeprefix("not_"), _values(value))
        tests.append(_negated(test) if negative else test)
    return Query(tuple(tests))


def _negated(test: Test) -> Test:
    return lambda fact, unit: not test(fact, unit)


def _values(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _act_test(names: tuple[str, ...], objects: tuple[str, ...] | None, aims: bool) -> Test:
    wanted = frozenset(names)
    allowed = WORK if objects is None else frozenset(objects)
    anything = "*" in allowed
    any_act = "*" in wanted

    def test(fact: Fact, unit: Unit) -> bool:
        return any(
            (any_act or act.name in wanted) and (anything or act.object in allowed) and (aims or not act.aim)
            for act in fact.acts
        )

    return test


def _test(key: str, values: tuple[Any, ...]) -> Test:
    if key in {"modality", "bearer", "head"}:
        wanted = frozenset(values)
        return lambda fact, unit: getattr(fact, key) in wanted
    if key == "acts_only":
        wanted = frozenset(values)
        return lambda fact, unit: all(act.name in wanted for act in fact.acts if not act.aim)
    if key == "proviso":
        return lambda fact, unit: fact.proviso == values[0]
    if key == "limited":
        return lambda fact, unit: bool(fact.limit) == values[0]
    if key == "item":
        return lambda fact, unit: unit.item == values[0]
    if key == "zone":
        return lambda fact, unit: unit.zone in values
    if key == "topic":
        topics = frozenset(values)
        return lambda fact, unit: not topics.isdisjoint(fact.topics)
    if key == "compared":
        return lambda fact, unit: values[0] == any(one.comparator or one.currency for one in fact.thresholds)
    if key == "comparator":
        return lambda fact, unit: any(one.comparator in values for one in fact.thresholds)
    if key == "threshold":
        return lambda fact, unit: any(
            one.unit in values or ("*" in values and one.unit != "days") for one in fact.thresholds
        )
    scope, _, sort = key.rpartition("_")
    if scope not in _SCOPES or sort not in _SORTS:
        raise ValueError(f"unknown condition {key!r}")
    read = _SCOPES[scope]
    patterns = tuple(_pattern(str(value)) for value in values)
    return lambda fact, unit: any(
        atom.sort == sort and pattern(atom) for atom in read(fact) for pattern in patterns
    )


def _pattern(value: str) -> Callable[[Atom], bool]:
    prep, colon, name = value.rpartition(":")
    if name == "*":
        return (lambda atom: atom.prep == prep) if colon else (lambda atom: True)
    below = name + "/"

    def matches(atom: Atom) -> bool:
        if colon and atom.prep != prep:
            return False
        return atom.value == name or atom.value.startswith(below)

    return matches
