"""What tells some persons who may be anybody from others: "anyone who teaches yoga", "with a fishing rod"."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match
from osdcheck.grammar.persons import BOUNDS, WHO, of_another, unknown

_RELATIVE = frozenset({"who", "whoever"})
_CLOSES = frozenset({"ACT", "BEARER", "NO"})
"""What has no place between persons and what they may do."""


def told(words: tuple[str, ...], found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """What a clause behind persons who may be anybody says they are or do."""
    bearer = found[index]
    last = words[bearer.last - 1]
    if last not in small.persons:
        return []
    at = bearer.last
    while at < len(words) and words[at] in small.relatives:
        at += 1
    if at == bearer.last and _placed(words, found, index, small):
        return unknown(words, WHO, at, at + 1)
    relative = at > bearer.last or last in _RELATIVE
    while relative and at < len(words) and words[at] in small.helping:
        at += 1
    if at == len(words) or not words[at][0].isalpha():
        return []
    craving = words[at] in small.craving and _craves(words, found, at, small)
    if words[at] in small.coming and not craving:
        return []
    known = next((one for one in found if one.first <= at < one.last), None)
    if known is not None and words[at - 1] == "whose" and known.value != "name":
        # "anyone whose work is built on it"
        return []
    if known is not None and (not relative or known.terminal in BOUNDS or known.terminal == "BEARER"):
        return []
    if not (relative or words[at].endswith(("ing", "ed"))):
        return []
    if words[at] in small.having and not of_another(words, found, at, small):
        return []
    if not small.unbounded.isdisjoint(words[at + 1 : at + 3]):
        # "users located anywhere"
        return []
    return unknown(words, WHO, at, at + 1)


def _craves(words: tuple[str, ...], found: list[Match], at: int, small: FunctionWords) -> bool:
    """Whether what somebody wants is another thing than the work, or to do something with it."""
    return words[at + 1 : at + 2] != ("to",) and of_another(words, found, at, small)


def _placed(words: tuple[str, ...], found: list[Match], index: int, small: FunctionWords) -> bool:
    """Whether persons are told by what they have or where they are: "anyone with a library card may"."""
    at = found[index].last
    if at + 1 >= len(words) or words[at] not in small.telling:
        return False
    if words[at] == "of" and _of_this(words, found, at, small):
        return True
    following = (one for one in found[index + 1 :] if words[one.first] not in small.owners)
    head = next((one for one in following if one.terminal in BOUNDS | _CLOSES), None)
    if head is None or head.terminal != "PERMIT":
        return False
    return (small.unbounded | small.pointing | small.having_it).isdisjoint(words[at + 1 : head.first])


def _of_this(words: tuple[str, ...], found: list[Match], at: int, small: FunctionWords) -> bool:
    """Whether persons are told by a thing that is not the work: "the recipient of this letter may"."""
    if small.pointing.isdisjoint(words[at + 1 : at + 2]):
        return False
    head = next((one for one in found if one.first > at), None)
    if head is None or head.terminal != "PERMIT":
        return False
    told = words[at + 2 : head.first]
    return bool(told) and small.having_it.isdisjoint(told)
