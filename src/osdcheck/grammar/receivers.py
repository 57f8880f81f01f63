"""Whom a right is given to, in unknown words: "granted to beekeepers", "we let beekeepers copy it"."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import Match
from osdcheck.grammar.persons import GRANTEE, REACH, tells, unknown
from osdcheck.grammar.subjects import has_given_name
from osdcheck.grammar.words import Words

_NAME = 2
"""Words of the name of a firm or body at least."""
_NOUNS = frozenset({"BEARER", "PARTY", "MEASURE", "PRODUCT", "TERM", "OBJECT"})
"""What unknown words in front of it only describe ("granted to all private users")."""


def given(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """The unknown words behind a head that gives a right."""
    words = source.words
    head = found[index]
    later = found[index + 1 :]
    if _given_inside(source, head, small):
        return unknown(words, GRANTEE, head.first + 1, head.first + 2)
    body = _named_body(source, head, later, small)
    if body:
        return unknown(words, GRANTEE, body.start, body.stop)
    first = _begins(words, head, small)
    if not first:
        return []
    letting = not small.letting.isdisjoint(words[head.first : head.last])
    if first > head.last and later and later[0].terminal == "PREP":
        later = later[1:]
    if _ours(words, head, later, small):
        return unknown(words, GRANTEE, first, first + 1)
    end = later[0].first if later else len(words)
    to_them = first > head.last or words[first - 1] in small.toward
    handed = (to_them or words[head.first] in small.giving) and not small.entitlements.isdisjoint(
        words[end : end + 1]
    )
    if head.value == "grant" and not letting and not handed and words[end : end + 1] != ("to",):
        # "we allow unlimited copying"
        return []
    if later and later[0].terminal in _NOUNS and not (letting or handed):
        return []
    told = [at for at in range(first, end) if tells(words[at], small) and words[at] not in small.universal]
    if not told or end - first > REACH or words[told[0]] in small.verbs:
        return []
    determined = words[first] in joined(small.universal, small.glue)
    named = source.capital.issuperset(told)
    letting_by_name = head.value == "passive" or not joined(small.permitting, small.enabling).isdisjoint(
        words[head.first : head.last]
    )
    acting = words[end : end + 1] == ("to",) or (letting and bool(later) and later[0].terminal == "ACT")
    person = handed and has_given_name(source, range(told[0], told[-1] + 1), small)
    several = letting or len(told) >= _NAME or words[told[0]] in small.given_names
    if named and not (letting_by_name and acting and several) and not person:
        # "we grant Licensee Rights", and not "granted to Mary Smith to copy it"
        return []
    if not (named or determined or _some(words, told)):
        # a verb ("granted to scribble on it")
        return []
    return unknown(words, GRANTEE, first, end)


def _begins(words: tuple[str, ...], head: Match, small: FunctionWords) -> int:
    """Where those may stand whom a right is given to; zero behind a head that names nobody."""
    if head.value == "passive" and not small.toward.isdisjoint(words[head.last : head.last + 1]):
        return head.last + 1
    if head.value == "passive":
        # "is granted to all"
        inside = words[head.last - 1] in small.universal and words[head.last - 2] in small.toward
        return head.last if inside else 0
    giving = joined(small.granting, small.giving, small.enabling)
    ends = words[head.last - 1] in joined(small.enabling, small.letting)
    if head.value != "grant" or not (words[head.first] in giving or ends):
        return 0
    # "gives beekeepers the right", "gives to beekeepers the right"
    return head.last + (not small.toward.isdisjoint(words[head.last : head.last + 1]))


def _given_inside(source: Words, head: Match, small: FunctionWords) -> bool:
    """Whether a name stands in the words that give ("I give Peter permission")."""
    words = source.words
    inside = head.first + 1
    return (
        head.value == "grant"
        and head.last - head.first == len(("give", "Peter", "permission"))
        and inside in source.capital
        and words[inside] not in small.anyone
        and words[head.last - 1] == "permission"
    )


def _named_body(source: Words, head: Match, later: list[Match], small: FunctionWords) -> range:
    """The name of a body that a right is given to: "to Microsoft Corporation", "Gamma Ltd. the right".

    Empty where there is none. A noun of the lexicon that the name ends with is part of it.
    """
    words = source.words
    licensed = head.value == "active" and words[head.last - 1] == "to"
    if head.value not in {"passive", "grant"} and not licensed:
        return range(0)
    first = head.last + (words[head.last : head.last + 1] == ("to",))
    first += words[first : first + 1] == ("the",)
    last = first
    while last < len(words) and _goes_on(source, last, small):
        last += 1
    name = words[first:last]
    told = small.companies if licensed else joined(small.companies, small.bodies, small.titles)
    if len(name) < _NAME or told.isdisjoint(name):
        return range(0)
    behind = next((one for one in later if one.first >= last), None)
    right = behind is not None and behind.terminal in {"OBJECT", "PREP", "COMMA", "ACT"}
    return range(first, last) if right else range(0)


def _goes_on(source: Words, at: int, small: FunctionWords) -> bool:
    """Whether a word belongs to a name: "Acme, Inc.", "Dr. Smith"."""
    words = source.words
    if words[at] == ",":
        return not small.companies.isdisjoint(words[at + 1 : at + 2])
    if words[at] == ".":
        return at > 0 and words[at - 1] in joined(small.companies, small.titles)
    return at in source.capital or words[at] in small.companies


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
