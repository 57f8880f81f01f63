"""What a fact shows, as marks: what queries look for in it, and what they are looked up by.

A value leaves the mark of the slots it stands in, its sort and a name that covers it: ``*``, the value
itself, or what of it stands before a slash; and once more with its preposition. What a fact says as a whole
leaves one mark each. Few values make up all facts, so their marks are made once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from osdcheck.core.fact import Atom, Fact

Mark = str
EVERY: Mark = ""
"""The mark that every fact shows."""
ANY = "*"
"""The name that covers all values of a sort."""
_SLOTS, _SUBJECT, _LIMIT, _EXCEPT, _IF = "slots", "subject", "limit", "except", "if"
_SCOPES: dict[str, tuple[str, ...]] = {
    "": (_SLOTS,),
    _SUBJECT: (_SUBJECT,),
    _LIMIT: (_LIMIT,),
    _EXCEPT: (_EXCEPT,),
    _IF: (_IF,),
    "any": (_SLOTS, _SUBJECT, _LIMIT, _EXCEPT, _IF),
    "scope": (_SLOTS, _LIMIT, _IF, _SUBJECT),
}
"""By what stands before the sort in a condition: the slots in which the value may stand."""
SCOPES = tuple(scope for scope in _SCOPES if scope)


def told(key: str, names: Iterable[str]) -> frozenset[Mark]:
    """Marks of which a fact shows one if what it says as a whole (its head, an act) is one of some names."""
    return frozenset(f"{key} {name}" for name in names)


def wanted(scope: str, sort: str, values: Sequence[str]) -> frozenset[Mark]:
    """Marks of which a fact shows one where a value stands in a scope: ``field``, ``to:field``, ``*``."""
    return frozenset(_mark(place, sort, value) for place in _SCOPES[scope] for value in values)


def _mark(place: str, sort: str, value: str) -> Mark:
    prep, colon, name = value.rpartition(":")
    return f"{place} {prep}:{sort} {name}" if colon else f"{place} {sort} {name}"


@lru_cache(maxsize=2048)
def shown(fact: Fact) -> frozenset[Mark]:
    """Marks that a fact shows; kept for a while, since each fact is asked about several times."""
    found = {EVERY, f"modality {fact.modality}", f"bearer {fact.bearer}", f"head {fact.head}"}
    found.update(f"topic {name}" for name in fact.topics)
    if fact.acts:
        found.add(f"act {ANY}")
        found.update(f"act {act.name}" for act in fact.acts)
    if fact.thresholds:
        found.add(f"threshold {ANY}")
        found.update(f"threshold {one.unit}" for one in fact.thresholds)
    for place, atoms in (
        (_SLOTS, fact.slots),
        (_SUBJECT, fact.subject),
        (_LIMIT, fact.limit),
        (_EXCEPT, fact.exceptions),
        (_IF, fact.conditions),
    ):
        for atom in atoms:
            found |= _shown_at(place, atom)
    return frozenset(found)


@lru_cache(maxsize=1 << 12)
def _shown_at(place: str, atom: Atom) -> frozenset[Mark]:
    sort, value, prep = atom
    names = [ANY, value]
    slash = value.find("/")
    while slash >= 0:
        names.append(value[:slash])
        slash = value.find("/", slash + 1)
    return frozenset(f"{place} {told} {name}" for told in (sort, f"{prep}:{sort}") for name in names)
