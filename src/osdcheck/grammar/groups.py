"""Persons whom a phrase knows and who are not everybody: "parents may", "granted to Ubuntu users"."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import Match
from osdcheck.grammar.persons import GRANTEE, SUBJECT, tells, unknown
from osdcheck.grammar.subjects import DESCRIBING, DOING
from osdcheck.grammar.words import Words

_COUNTED = frozenset({"users/any", "seats", "organizations", "employees"})
_MOST = 3
"""Words of a name at most that tells some persons from others ("Free Wombat developers")."""
_NAME = 3
"""Words of a name at least, with its article."""
_SHORT = 4
_MEANS = frozenset({"means", "terms", "its", "his", "this", "others"})
"""Words behind "by" that name nobody."""
_GIVEN = frozenset({("to",), ("the",), ("a",), ("permission",), ("leave",)})
"""Words behind persons that begin what they may do, or their right to it."""
_LEADING = frozenset({"STOP", "COMMA", "CONTRAST"})


def group(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """Who may, as unknown words, where a phrase that counts persons, or a name, stands before the head."""
    head = found[index]
    if index and found[index - 1].terminal == "COMPARE":
        # "the Red Cross" crosses nothing
        return group(source, [*found[: index - 1], *found[index:]], index - 1, small)
    before = found[index - 1] if index else None
    if before is None or before.terminal in _LEADING:
        return _name(source, range(before.last if before else 0, head.first), SUBJECT, small)
    if before.last != head.first:
        return []
    if _opens(found, index - 1):
        first = found[index - 2].last if index > 1 else 0
        return _some(source, before, first, SUBJECT, small)
    if found[index - 2].terminal != "PREP" or not _opens(found, index - 2):
        return []
    # "the winners of the contest may"
    first = found[index - 3].last if index > 2 else 0
    told = [at for at in range(first, found[index - 2].first) if tells(source.words[at], small)]
    everybody = joined(small.persons, small.anyone, small.everybody, small.universal)
    if (
        not told
        or not source.words[told[-1]].endswith("s")
        or not everybody.isdisjoint(source.words[first : head.first])
    ):
        return []
    return unknown(source.words, SUBJECT, told[0], told[-1] + 1)


def receivers(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """Whom a right is given to, as unknown words, where a phrase that counts persons, or a name, tells it."""
    words = source.words
    head = found[index]
    if any(one[:2] == ("BEARER", "licensee") for one in found[:index]) or words[head.first] == "you":
        # "you grant the author a license"
        return []
    letting = words[head.last - 1] in small.letting
    behind = found[index + 1 : index + 3]
    if behind and behind[0].terminal == "PREP" and words[behind[0].first] == "to":
        behind = behind[1:]
    if not behind or head.value not in {"grant", "passive"}:
        return []
    first = head.last + (words[head.last : head.last + 1] == ("to",))
    if _receives(words, behind[0]) or (letting and behind[1:] and behind[1].terminal == "ACT"):
        found_group = _some(source, behind[0], first, GRANTEE, small)
        if found_group:
            return found_group
    last = first + (words[first : first + 1] == ("the",))
    while last in source.capital:
        last += 1
    ends = words[last : last + 1] in _GIVEN or (letting and behind[0].first == last)
    return _name(source, range(first, last), GRANTEE, small) if ends else []


def _name(source: Words, span: range, sort: str, small: FunctionWords) -> list[Match]:
    """A name of words in capitals behind "the", that is no party of the agreement ("the Red Cross")."""
    words = source.words
    if span.stop - span.start < _NAME or words[span.start] != "the":
        return []
    told = range(span.start + 1, span.stop)
    party = words[span.stop - 1].endswith(DOING) or (
        words[told.start].endswith(DESCRIBING) and len(words[told.start]) > _SHORT
    )
    if (
        party
        or not source.capital.issuperset(told)
        or not joined(small.plain, small.anyone).isdisjoint(words[at] for at in told)
    ):
        return []
    return unknown(words, sort, told.start, span.stop)


def doers(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """By whom something may be done, in unknown words ("may be copied by librarians")."""
    words = source.words
    later = found[index + 1 :]
    end = next((one.first for one in later if one.terminal in _LEADING and one.value != ","), len(words))
    at = next((at for at in range(found[index].last, end) if words[at] == "by"), 0)
    if not at or not any(one.terminal in {"ACTED", "ACT"} and one.first < at for one in later):
        return []
    stop = next((place for place in range(at + 1, end) if words[place] in {",", ":"}), end)
    named = [one for one in later if at < one.first < stop and one.terminal not in {"PREP", "COMPARE"}]
    if named:
        return _some(source, named[0], at + 1, GRANTEE, small) if named[0].last == stop else []
    name = _name(source, range(at + 1, stop), GRANTEE, small)
    told = words[at + 1 : stop]
    if (
        name
        or not told
        or len(told) > _MOST
        or not all(tells(word, small) or word in small.links for word in told)
    ):
        return name
    wide = not joined(small.anyone, small.persons, small.everybody, small.universal, _MEANS).isdisjoint(told)
    plural = told[0].endswith("s") and at + 1 not in source.capital
    return unknown(words, GRANTEE, at + 1, stop) if plural and not wide else []


def called(source: Words, found: list[Match], small: FunctionWords) -> list[Match]:
    """Whom words before a colon name, in front of what is permitted ("For clubs: it may be used")."""
    words = source.words
    mark = next((at for at, one in enumerate(found) if one.terminal == "STOP"), 0)
    if not mark or found[mark].value != ":" or found[mark + 1 :] == []:
        return []
    if not any(one.terminal == "PERMIT" for one in found[mark + 1 :]):
        return []
    first = int(words[0] == "for")
    named = [one for one in found[:mark] if one.terminal != "PREP"]
    if first and not named:
        told = words[first : found[mark].first]
        alone = told and all(tells(word, small) for word in told) and told[-1].endswith("s")
        wide = not joined(small.anyone, small.persons, small.everybody, small.universal).isdisjoint(told)
        return unknown(words, SUBJECT, first, found[mark].first) if alone and not wide else []
    if len(named) != 1 or named[0].last != found[mark].first:
        return []
    return _some(source, named[0], first, SUBJECT, small)


def _opens(found: list[Match], at: int) -> bool:
    """Whether a match begins its clause."""
    return not at or found[at - 1].terminal in _LEADING


def _receives(words: tuple[str, ...], one: Match) -> bool:
    """Whether what stands behind persons is what they may do, or the right to it."""
    return words[one.last : one.last + 1] in _GIVEN | {(",",)}


def _some(source: Words, person: Match, first: int, sort: str, small: FunctionWords) -> list[Match]:
    """The persons as unknown words, where these or a name in front of them tell some from others."""
    words = source.words
    if not _is_counted(person):
        return []
    named = range(first, person.first)
    told = [at for at in named if tells(words[at], small) and words[at] not in small.universal]
    if any(words[at] in small.universal for at in named):
        return []
    if told:
        proper = len(told) <= _MOST and all(at in source.capital or (not at and not first) for at in told)
        known = any(words[at] in small.plain or words[at] in small.anyone for at in told)
        return unknown(words, sort, told[0], person.last) if proper and not known else []
    everybody = joined(small.persons, small.anyone, small.universal, small.everybody)
    if person.terminal == "BEARER" or not everybody.isdisjoint(words[person.first : person.last]):
        return []
    return unknown(words, sort, person.first, person.last)


def _is_counted(one: Match) -> bool:
    if one.terminal == "MEASURE":
        return one.value in _COUNTED
    return one[:2] in {("PARTY", "others"), ("BEARER", "licensee")}
