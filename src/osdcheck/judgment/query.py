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
from functools import cache
from typing import Any, NamedTuple

from osdcheck.core.fact import Act, Fact
from osdcheck.core.unit import Unit
from osdcheck.judgment.shown import SCOPES, Mark, shown, told, wanted

WORK = frozenset({"", "work", "copy", "source", "binary"})
"""Objects that stand for the licensed work itself."""
_CHANGED = Act("modify", "derivative")
"""What nobody means but who names the work and its changed versions in one."""

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
PLAIN = frozenset(
    (
        "modality", "bearer", "head", "acts_only", "proviso", "limited", "item", "zone", "topic",
        "compared", "comparator", "threshold",
    )
)  # fmt: skip
"""Conditions on the fact or its unit as a whole, not on a slot."""
_TOLD = frozenset({"modality", "bearer", "head", "topic"})
"""Those of them that a fact shows a mark of, and is asked for nothing else."""
_ACTING = frozenset({"act", "doing"})
_KEYS = frozenset({"doing", *PLAIN, *_SORTS, *(f"{scope}_{sort}" for scope in SCOPES for sort in _SORTS)})

Test = Callable[[Fact, Unit], bool]


class _Conditions(NamedTuple):
    """What a fact has to show, one mark of each; what it may not show; and what else has to hold."""

    needed: tuple[frozenset[Mark], ...]
    barred: frozenset[Mark]
    tests: tuple[Test, ...]


class Query:
    """A row of conditions that must all hold; compiled when it is first asked, for few rows ever are."""

    __slots__ = ("_conditions", "row")

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self._conditions: _Conditions | None = None

    def matches(self, fact: Fact, unit: Unit) -> bool:
        """Whether the fact, read from the unit, meets every condition."""
        return self.fits(shown(fact), fact, unit)

    def fits(self, marks: frozenset[Mark], fact: Fact, unit: Unit) -> bool:
        """The same for a fact that shows these marks."""
        conditions = self._conditions
        if conditions is None:
            conditions = self._conditions = _conditions(self.row)
        needed, barred, tests = conditions
        # Asked for every fact, and mostly in vain: all() and any() take twice as long here.
        for some in needed:
            if some.isdisjoint(marks):
                return False
        if not barred.isdisjoint(marks):
            return False
        for test in tests:  # noqa: SIM110 - all() takes twice as long
            if not test(fact, unit):
                return False
        return True


def compile_query(row: Mapping[str, Any]) -> Query:
    """Query of a table row; raises ``ValueError`` naming a key it does not know."""
    for key in row:
        if key.removeprefix("not_") not in _KEYS:
            raise ValueError(f"unknown condition {key!r}")
    return Query(row)


@cache
def marks_for(key: str, values: tuple[Any, ...]) -> frozenset[Mark] | None:
    """Marks of which a fact shows one if a condition holds, and only then; ``None`` where none tells it."""
    if key in _TOLD:
        return told(key, values)
    if key in PLAIN or key in _ACTING:
        return None
    scope, _, sort = key.rpartition("_")
    return wanted(scope, sort, [str(value) for value in values])


def _conditions(row: Mapping[str, Any]) -> _Conditions:
    tests: list[Test] = []
    acting: list[Test] = []
    needed: list[frozenset[Mark]] = []
    barred: set[Mark] = set()
    rest = dict(row)
    for prefix in ("", "not_"):
        for key in ("act", "doing"):
            acts = rest.pop(prefix + key, None)
            objects = rest.pop(prefix + "object", None) if acts is not None else None
            if acts is not None:
                test = _act_test(
                    listed(acts), listed(objects) if objects is not None else None, key == "doing"
                )
                acting.append(_negated(test) if prefix else test)
    for name, value in rest.items():
        key = name.removeprefix("not_")
        marks = marks_for(key, listed(value))
        if marks is None:
            test = _test(key, listed(value))
            tests.append(test if name == key else _negated(test))
        elif name == key:
            needed.append(marks)
        else:
            barred |= marks
    return _Conditions(tuple(needed), frozenset(barred), (*tests, *acting))


@cache
def _negated(test: Test) -> Test:
    return lambda fact, unit: not test(fact, unit)


def listed(value: Any) -> tuple[Any, ...]:
    """The values of a condition: a list means any of them."""
    return tuple(value) if isinstance(value, list) else (value,)


@cache
def _act_test(names: tuple[str, ...], objects: tuple[str, ...] | None, aims: bool) -> Test:
    wanted = frozenset(names)
    allowed = WORK if objects is None else frozenset(objects)
    anything = "*" in allowed
    any_act = "*" in wanted

    def test(fact: Fact, unit: Unit) -> bool:
        # "you may use, change and pass on Quern and changed Querns": the work has a name that nobody knows
        named = objects is None and _CHANGED in fact.acts and _permits(fact)
        return any(
            (any_act or act.name in wanted)
            and (anything or act.object in allowed or (named and act.object == _CHANGED.object))
            and (aims or not act.aim)
            for act in fact.acts
        )

    return test


def _permits(fact: Fact) -> bool:
    """Whether a fact says what one may do, and not who grants what."""
    return fact.modality == "grant" and fact.head != "grant"


@cache
def _test(key: str, values: tuple[Any, ...]) -> Test:
    """The test of a condition that no mark tells; queries share conditions, and so their tests."""
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
    if key == "compared":
        return lambda fact, unit: values[0] == any(one.comparator or one.currency for one in fact.thresholds)
    if key == "comparator":
        return lambda fact, unit: any(one.comparator in values for one in fact.thresholds)
    return lambda fact, unit: any(
        one.unit in values or ("*" in values and one.unit != "days") for one in fact.thresholds
    )
