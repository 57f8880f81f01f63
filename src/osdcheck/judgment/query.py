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
from typing import Any

from osdcheck.core.fact import Act, Atom, Fact
from osdcheck.core.unit import Unit
from osdcheck.judgment.shown import Mark, mark, shown_by

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
_SCOPES: Mapping[str, Callable[[Fact], tuple[frozenset[Atom], ...]]] = {
    "": lambda fact: (fact.slots,),
    "subject": lambda fact: (fact.subject,),
    "limit": lambda fact: (fact.limit,),
    "except": lambda fact: (fact.exceptions,),
    "if": lambda fact: (fact.conditions,),
    "any": lambda fact: (fact.slots, fact.subject, fact.limit, fact.exceptions, fact.conditions),
    "scope": lambda fact: (fact.slots, fact.limit, fact.conditions, fact.subject),
}
PLAIN = frozenset(
    (
        "modality", "bearer", "head", "acts_only", "proviso", "limited", "item", "zone", "topic",
        "compared", "comparator", "threshold",
    )
)  # fmt: skip
"""Conditions on the fact or its unit as a whole, not on a slot."""
_QUICK = frozenset({"modality", "bearer", "head", "proviso", "limited", "item", "zone", "topic"})
_KEYS = frozenset(
    {"doing", *PLAIN, *_SORTS, *(f"{scope}_{sort}" for scope in _SCOPES if scope for sort in _SORTS)}
)

Test = Callable[[Fact, Unit], bool]


class Query:
    """A row of conditions that must all hold; compiled when it is first asked, for few rows ever are."""

    __slots__ = ("_tests", "row")

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self._tests: tuple[Test, ...] | None = None

    def matches(self, fact: Fact, unit: Unit) -> bool:
        """Whether the fact, read from the unit, meets every condition."""
        tests = self._tests
        if tests is None:
            tests = self._tests = _tests(self.row)
        for test in tests:  # noqa: SIM110 - asked for every fact; all() takes twice as long here
            if not test(fact, unit):
                return False
        return True


def compile_query(row: Mapping[str, Any]) -> Query:
    """Query of a table row; raises ``ValueError`` naming a key it does not know."""
    for key in row:
        if key.removeprefix("not_") not in _KEYS:
            raise ValueError(f"unknown condition {key!r}")
    return Query(row)


def _tests(row: Mapping[str, Any]) -> tuple[Test, ...]:
    # Many queries share conditions, and their tests.
    acting: list[Test] = []
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
                acting.append(_negated(test) if prefix else test)
    # What is told by a look at the fact or its unit goes first: most queries fail, and most of them there.
    for key, value in sorted(conditions.items(), key=lambda one: one[0].removeprefix("not_") not in _QUICK):
        negative = key.startswith("not_")
        test = _test(key.removeprefix("not_"), _values(value))
        tests.append(_negated(test) if negative else test)
    return (*tests, *acting)


@cache
def _negated(test: Test) -> Test:
    return lambda fact, unit: not test(fact, unit)


def _values(value: Any) -> tuple[Any, ...]:
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
    return _slot_test(_SCOPES[scope], sort, tuple(map(str, values)))


def _slot_test(
    read: Callable[[Fact], tuple[frozenset[Atom], ...]], sort: str, values: tuple[str, ...]
) -> Test:
    wanted = frozenset(_wanted(sort, value) for value in values)

    def test(fact: Fact, unit: Unit) -> bool:
        # Asked a thousand times a license: one look-up for all names, and none where nothing stands.
        for atoms in read(fact):  # noqa: SIM110 - any() takes twice as long here
            if atoms and not wanted.isdisjoint(shown_by(atoms)):
                return True
        return False

    return test


def _wanted(sort: str, value: str) -> Mark:
    prep, colon, name = value.rpartition(":")
    return mark(sort, name, prep) if colon else mark(sort, name)
