"""What the values of a fact show, as marks: what queries ask for and what they are looked up by.

A mark is the sort of a value, a blank, and a name that covers the value: ``*``, the value itself, and what
of it stands before each slash. Behind a preposition and a colon it is that of a value with this preposition.
Few values make up all facts, so their marks are made once.
"""

from __future__ import annotations

from functools import lru_cache

from osdcheck.core.fact import Atom

Mark = str
ANY = "*"
"""The name that covers all values of a sort."""


def mark(sort: str, name: str, prep: str | None = None) -> Mark:
    """The mark of a sort and a name; with ``prep`` of values that have this preposition (empty: none)."""
    return f"{sort} {name}" if prep is None else f"{prep}:{sort} {name}"


@lru_cache(maxsize=1 << 12)
def marks_of(atom: Atom) -> frozenset[Mark]:
    """Marks of one value, whatever its preposition."""
    return frozenset(mark(atom.sort, name) for name in _names(atom.value))


@lru_cache(maxsize=1 << 12)
def shown_by(atoms: frozenset[Atom]) -> frozenset[Mark]:
    """Marks of some values, with and without their prepositions."""
    bare = frozenset[Mark]().union(*map(marks_of, atoms))
    return bare.union(mark(one.sort, name, one.prep) for one in atoms for name in _names(one.value))


def _names(value: str) -> list[str]:
    """The names that cover a value."""
    found = [ANY, value]
    slash = value.find("/")
    while slash >= 0:
        found.append(value[:slash])
        slash = value.find("/", slash + 1)
    return found
