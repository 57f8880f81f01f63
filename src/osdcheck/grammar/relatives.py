"""What tells some persons who may be anybody from others: "anyone who teaches yoga", "with a fishing rod"."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import Match
from osdcheck.grammar.persons import BOUNDS, WHO, of_another, unknown
from osdcheck.grammar.words import Words

_RELATIVE = frozenset({"who", "whoever"})
_CLOSES = frozenset({"ACT", "BEARER", "NO"})
"""What has no place between persons and what they may do."""


def told(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """What stands behind persons who may be anybody and tells some of them from others."""
    words = source.words
    bearer = found[index]
    last = words[bearer.last - 1]
    at = bearer.last
    if words[at : at + 1] == ("of",) and _of_this(words, found, at, small):
        return unknown(words, WHO, at, at + 1)
    if last not in small.persons:
        return []
    while at < len(words) and words[at] in small.relatives:
        at += 1
    if words[at : at + 1] == ("of",) and at + 1 in source.capital:
        # "users of SOFT": the work by its name
        return []
    if at == bearer.last and _placed(words, found, index, small):
        return unknown(words, WHO, at, at + 1)
    relative = at > bearer.last or last in _RELATIVE
    while relative and at < len(words) and words[at] in small.helping:
        at += 1
    if at == len(words) or not _sets_apart(words, found, at, small, relative=relative):
        return []
    return unknown(words, WHO, at, at + 1)


def _sets_apart(
    words: tuple[str, ...], found: list[Match], at: int, small: FunctionWords, *, relative: bool
) -> bool:
    """Whether a clause says what not everybody who has the work is or does."""
    if not words[at][0].isalpha() or not (relative or words[at].endswith(("ing", "ed"))):
        return False
    if words[at] in small.coming and not (words[at] in small.craving and _craves(words, found, at, small)):
        return False
    known = next((one for one in found if one.first <= at < one.last), None)
    if known is not None and (not relative or known.terminal in BOUNDS or known.terminal == "BEARER"):
        return False
    if known is not None and words[at - 1] == "whose" and known.value != "name":
        # "anyone whose work is built on it"
        return False
    if words[at] in small.having and not of_another(words, found, at, small):
        return False
    # not "users located anywhere"
    return small.unbounded.isdisjoint(words[at + 1 : at + 3])


def _craves(words: tuple[str, ...], found: list[Match], at: int, small: FunctionWords) -> bool:
    """Whether what somebody wants is another thing than the work, or to do something with it."""
    # "who wants to copy it", "who wants the songbook"
    return words[at + 1 : at + 2] not in {("to",), ("the",)} and of_another(words, found, at, small)


def _placed(words: tuple[str, ...], found: list[Match], index: int, small: FunctionWords) -> bool:
    """Whether persons are told by what they have or where they are: "anyone with a library card may"."""
    at = found[index].last
    if at + 1 >= len(words) or words[at] not in small.telling:
        return False
    following = (one for one in found[index + 1 :] if words[one.first] not in small.owners)
    head = next((one for one in following if one.terminal in BOUNDS | _CLOSES), None)
    if head is None or head.terminal != "PERMIT":
        return False
    return joined(small.unbounded, small.pointing, small.having_it).isdisjoint(words[at + 1 : head.first])


def _of_this(words: tuple[str, ...], found: list[Match], at: int, small: FunctionWords) -> bool:
    """Whether persons are told by a thing that is not the work: "the recipient of this letter may"."""
    if small.pointing.isdisjoint(words[at + 1 : at + 2]):
        return False
    head = next((one for one in found if one.first > at), None)
    if head is None or head.terminal != "PERMIT":
        return False
    told = words[at + 2 : head.first]
    return bool(told) and small.having_it.isdisjoint(told)
