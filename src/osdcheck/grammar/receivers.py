"""Whom a right is given to, in unknown words: "granted to beekeepers", "we let beekeepers copy it"."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match
from osdcheck.grammar.persons import GRANTEE, REACH, tells, unknown
from osdcheck.grammar.words import Words

_NOUNS = frozenset({"BEARER", "PARTY", "MEASURE", "PRODUCT", "TERM", "OBJECT"})
"""What unknown words in front of it only describe ("granted to all private users")."""


def given(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """The unknown words behind a head that gives a right."""
    words = source.words
    head = found[index]
    first = head.last
    later = found[index + 1 :]
    letting = not small.letting.isdisjoint(words[head.first : first])
    if head.value == "passive" and not small.toward.isdisjoint(words[first : first + 1]):
        first += 1
        later = later[1:] if later and later[0].terminal == "PREP" else later
    elif head.value != "grant" or words[head.first] not in small.granting:
        return []
    if _ours(words, head, later, small):
        return unknown(words, GRANTEE, first, first + 1)
    end = later[0].first if later else len(words)
    if head.value == "grant" and not letting and words[end : end + 1] != ("to",):
        # "we allow unlimited copying"
        return []
    if later and later[0].terminal in _NOUNS and not letting:
        return []
    told = [at for at in range(first, end) if tells(words[at], small) and words[at] not in small.universal]
    if not told or end - first > REACH or words[told[0]] in small.verbs:
        return []
    determined = words[first] in small.universal | small.glue
    named = source.capital.issuperset(told)
    letting_by_name = head.value == "passive" or not small.permitting.isdisjoint(
        words[head.first : head.last]
    )
    acting = words[end : end + 1] == ("to",) or (letting and bool(later) and later[0].terminal == "ACT")
    if named and not (letting_by_name and acting):
        # "we grant Licensee Rights", and not "granted to Mary Smith to copy it"
        return []
    if not (named or determined or _some(words, told)):
        # a verb ("granted to scribble on it")
        return []
    return unknown(words, GRANTEE, first, end)


def _ours(words: tuple[str, ...], head: Match, later: list[Match], small: FunctionWords) -> bool:
    """Whether a right is given to persons who are somebody's: "we allow our fans to copy it"."""
    if len(later) < 3 or later[0].first != head.last or words[head.last] not in small.possessives:
        return False
    whom, what = later[1], words[later[1].last : later[1].last + 1]
    persons = whom.terminal in {"MEASURE", "PARTY", "BEARER"} and words[whom.first] not in small.anyone
    return persons and later[0].last == whom.first and what == ("to",)


def _some(words: tuple[str, ...], places: list[int]) -> bool:
    """Whether one of the words looks like a plural."""
    return any(words[at].endswith("s") for at in places)
