"""Verbs that close behind their object ("pass the word list on", "make it and its manual available")."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import Match

_REACH = 12
"""Words that such an object has at most."""
_BETWEEN = frozenset(
    (
        "OBJECT", "PRODUCT", "TECH", "DOC", "FEATURE", "MEASURE", "TERM", "BEARER", "COMMA", "PREP",
        "UNKNOWN",
    )
)  # fmt: skip
"""What the object may hold, as far as phrases know it."""
_HEADS = frozenset({"PERMIT", "FORBID", "OBLIGE", "DESCRIBE", "STOP"})
_PERMITTING = frozenset({"PERMIT", "FORBID"})
_RECEIVERS = frozenset({"PARTY", "BEARER", "FEATURE"})
_PUBLIC = frozenset({"others", "licensee", "publicly"})
"""Who gets what is handed on: others, anybody, the public."""


def read_particles(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Adds the act of distributing where a verb and its particle stand on both sides of a long object.

    The lexicon holds what has up to three words in between; an object has as many as it likes. So does what
    is permitted or forbidden to be handed "to others", "to anyone".
    """
    verbs = joined(small.parting, small.opening)
    if verbs.isdisjoint(words):
        return found
    taken = {at: match for match in found for at in range(match.first, match.last)}
    closed = {at for at, word in enumerate(words) if word in verbs and _act(words, found, taken, at, small)}
    rest = [match for match in found if match.first not in closed]
    added = [Match("ACT", "distribute", at, at + 1) for at in closed]
    return sorted((*rest, *added), key=lambda one: one.first) if added else found


def _act(
    words: tuple[str, ...], found: list[Match], taken: dict[int, Match], at: int, small: FunctionWords
) -> bool:
    """Whether a verb that no longer phrase holds is closed behind its object."""
    match = taken.get(at)
    if match is not None and (match.terminal != "ACT" or match.last - match.first > 1):
        return False
    heads = [one.terminal for one in found if one.first < at and one.terminal in _HEADS]
    later = [one for one in found if one.first > at]
    return _closed(words, later, at, heads[-1] if heads else "", small)


def _closed(words: tuple[str, ...], later: list[Match], at: int, head: str, small: FunctionWords) -> bool:
    """Whether what closes the verb at a place stands behind its object."""
    ends = small.parted if words[at] in small.parting else small.opened
    if words[at] not in small.parting and (words[at] not in small.opening or head == "FORBID"):
        # "may not make its functions available as a service" is about a service
        return False
    position = at + 1
    for match in later:
        stop = match.first
        if any(_ends(words, here, ends, small) for here in range(position, min(stop, at + _REACH))):
            return True
        if _ends(words, match.first, ends, small):
            return True
        position = match.last
        if head in _PERMITTING and words[at] in small.parting and _receives(words, match):
            return True
        if head in _PERMITTING and words[at] not in small.parting and _holds(words, match):
            return True
        if match.terminal not in _BETWEEN or position > at + _REACH:
            return False
    return any(_ends(words, here, ends, small) for here in range(position, min(len(words), at + _REACH)))


def _ends(words: tuple[str, ...], at: int, ends: frozenset[str], small: FunctionWords) -> bool:
    return words[at] in ends and (at + 1 == len(words) or words[at + 1] in small.behind)


def _holds(words: tuple[str, ...], match: Match) -> bool:
    """Whether a match is what things are put on so that others have them ("on disks", "on the Internet")."""
    return match.terminal in {"TECH", "PRODUCT"} and "on" in words[max(0, match.first - 2) : match.first + 1]


def _receives(words: tuple[str, ...], match: Match) -> bool:
    if match.terminal not in _RECEIVERS or match.value not in _PUBLIC:
        return False
    return words[match.first - 1] == "to" or words[match.first] == "to"
