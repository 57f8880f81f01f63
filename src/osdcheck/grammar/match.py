"""A phrase found in the words of a unit: what the lexer makes, and what becomes a token."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from operator import itemgetter
from typing import NamedTuple

from osdcheck.grammar.quantities import Amount

NOUNS = frozenset(
    (
        "ACT", "ACTED", "OBJECT", "FIELD", "PARTY", "BEARER", "PLACE", "PRODUCT", "TECH", "DOC", "FEATURE",
        "NO", "MEASURE", "TERM", "UNKNOWN", "QUANTITY",
    )
)  # fmt: skip
"""Terminals that fill a slot."""


class Match(NamedTuple):
    """A phrase found at words ``[first, last)``; ``amount`` and ``comparator`` are of numbers."""

    terminal: str
    value: str
    first: int
    last: int
    amount: Amount | None = None
    comparator: str | None = None


_TERMINAL = itemgetter(0)


def shows(found: Iterable[Match], terminals: AbstractSet[str]) -> bool:
    """Whether one of the matches has one of the terminals."""
    # Asked by most readings of every sentence: no step of it runs in Python.
    return not terminals.isdisjoint(map(_TERMINAL, found))
