"""A term told by its label alone: "Territory: Japan", "Licensee: the Smith family", "Number of users: 5"."""

from __future__ import annotations

from collections.abc import Sequence

from osdcheck.core.ticks import TICKS
from osdcheck.grammar.adjuncts import WHEN, WHERE
from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import NOUNS, Match
from osdcheck.grammar.persons import SUBJECT
from osdcheck.grammar.quantities import Amount
from osdcheck.grammar.words import Words

_LONGEST_LABEL, _LONGEST_VALUE = 6, 8
_LONGEST_LINE, _LEAD, _UNMARKED, _YEAR = 9, 5, 2, 4
_PERCENT = "%"
_CENTURIES = frozenset({"19", "20"})
_STOPS = frozenset({".", ":", ";", "!", "?"})
_RULES = frozenset({"PERMIT", "FORBID", "OBLIGE", "NO", "ONLY", "EXCEPT"})

_ACTS = frozenset({"ACT", "COMMA", "FIELD"})
"""What a label is made of that names what may be done."""
_WAYS = frozenset(
    {("OBJECT", "license"), ("OBJECT", "fee"), ("FEATURE", "consent"), ("FEATURE", "forfee")},
)
"""What has to be had first."""

_PLAIN = NOUNS | {"PREP", "COMPARE", "COMMA"}
"""What a value is made of."""
CLOSED = "closedsource"
"""Feature of a line that says of the work what nobody says of an open one."""
LABEL = "label"
"""Value of the head or scope word that a label is read as."""
_KIND = "kind"
"""Sort of a label that tells which of several licenses this is."""
_COUNTED = frozenset({"users", "employees", "seats", "organizations", "copies", "devices"})
"""Measures that a label counts, without what follows a slash."""
_BOUNDING = frozenset({"FIELD", "PARTY"})
"""What a kind of license is for."""
_OPEN = frozenset({"any", "commercial", "rest", "restuse"})
"""Fields that bound nothing."""
_ENDS = frozenset({".", "!"})
_RULING = frozenset({"NO", "FORBID", "ONLY"})
_CLOSING = frozenset({("FEATURE", "confidential/duty"), ("FEATURE", "trial")})
_ADULT = range(10, 100)
"""Ages in years that a license asks for."""


def read_labels(source: Words, found: list[Match], small: FunctionWords) -> list[Match]:
    """Reads a label that confines, and the few words behind it, as "only" with what it holds for.

    A value that takes in everything ("Territory: worldwide") confines nothing.
    """
    words = source.words
    if len(words) <= _LONGEST_LINE and not small.leading_labels.isdisjoint(words[:_LEAD]):
        unmarked = _unmarked(source, found, small)
        if unmarked:
            return unmarked
    if ":" not in words[1 : _LONGEST_LABEL + 1] or "?" in words:
        return found
    colon = words.index(":")
    behind = [match for match in found if match.first > colon]
    end = next((match.first for match in behind if match.terminal == "STOP"), len(words))
    value = words[colon + 1 : end]
    if not 0 < len(value) <= _LONGEST_VALUE:
        return found
    label = words[:colon]
    if not small.technical.isdisjoint(label) and not any(one.terminal == "COMPARE" for one in behind):
        # "Number of threads: 5"
        return [one for one in found if one.terminal != "MEASURE" or one.first > colon]
    inside = [match for match in behind if match.first < end]
    told = (
        _count(label, value, found, inside, small)
        or _limit(label, value, inside, small)
        or _price(label, value, inside, small)
    )
    if told:
        return [*told, *behind[len(inside) :]]
    return _confined(label, value, behind, inside, small) or found


def _unmarked(source: Words, found: list[Match], small: FunctionWords) -> list[Match]:
    """ "Only" with a name or a time that a line tells without a colon: "Licensed to Acme, Inc."."""
    words = source.words
    label = next(at for at, word in enumerate(words) if word in small.leading_labels)
    first = next((at for at in range(label + 1, len(words)) if words[at] not in small.solely), len(words)) + 1
    end = next((at for at in range(first, len(words)) if words[at] in _STOPS), len(words))
    value = words[first:end]
    if not value or any(word not in small.about_copy for word in words[:label]):
        return []
    if words[first - 1] == "for":
        return _seats(value, first, [one for one in found if first <= one.first < end], small)
    dated = any(map(_is_year, value))
    if not small.boundless.isdisjoint(value) or any(
        one.last > first and one.terminal in _RULES and not (dated and one.terminal == "PERMIT")
        for one in found
    ):
        # the month of May permits nothing
        return []
    if any(first <= one.first < end and one.terminal in {"BEARER", "OBJECT", "DOC"} for one in found):
        return []
    if words[first - 1] == "to" and first in source.capital:
        sort = SUBJECT
    elif words[first - 1] in small.ending and (dated or not small.calendar.isdisjoint(value)):
        sort = WHEN
    else:
        return []
    noun = Match("UNKNOWN", " ".join(value), first, end)
    behind = [one for one in found if one.first >= end]
    return [Match("ONLY", LABEL, 0, 1), Match("PREP", sort, first - 1, first), noun, *behind]


def _is_year(word: str) -> bool:
    return len(word) == _YEAR and word.isdigit() and word[:2] in _CENTURIES


def _confined(
    label: tuple[str, ...],
    value: tuple[str, ...],
    behind: list[Match],
    inside: list[Match],
    small: FunctionWords,
) -> list[Match]:
    """ "Only" with what a label tells: for whom, where, when, or what for."""
    name = " ".join(label)
    sort = _sort(name, small)
    if not sort or not small.boundless.isdisjoint(value):
        return []
    if name in small.labels_loose and not _is_bounded(sort, value, inside, small):
        return []
    if any(match.terminal not in _PLAIN for match in inside):
        return []
    if sort == SUBJECT and value[0][0].isdigit() and len(value) > 1:
        # "Users: 300 schools" tells who they are
        return []
    if sort == _KIND:
        if not _is_closed(label, value, inside, small):
            return []
        sort = "for"
    colon = len(label)
    noun = Match("UNKNOWN", " ".join(value), colon + 1, colon + 1 + len(value))
    return [Match("ONLY", LABEL, 0, colon + 1), Match("PREP", sort, colon + 1, colon + 2), noun, *behind]


def _is_closed(
    label: tuple[str, ...], value: tuple[str, ...], inside: list[Match], small: FunctionWords
) -> bool:
    """Whether a kind of license bounds its use: "License: personal" does, "License: MIT" does not."""
    if not small.closed_kinds.isdisjoint(value) and len(value) <= _UNMARKED:
        return True
    if not inside or any(match.terminal not in _BOUNDING or match.value in _OPEN for match in inside):
        return False
    taken = {at for match in inside for at in range(match.first, match.last)}
    return all(at in taken or word in small.scoping for at, word in _placed(value, label))


def _is_bounded(sort: str, value: tuple[str, ...], inside: list[Match], small: FunctionWords) -> bool:
    """Whether a value is a country, a field of use, a date or a span of days: other things say more."""
    if sort in {WHERE, "for"}:
        return any(one.terminal in {"PLACE", "FIELD"} for one in inside)
    if not small.moments.isdisjoint(value):
        return False
    dated = not small.calendar.isdisjoint(value) or any(map(_is_year, value))
    return dated or any(one.terminal == "MEASURE" and one.value == "days" for one in inside)


def _count(
    label: tuple[str, ...],
    value: tuple[str, ...],
    found: list[Match],
    inside: list[Match],
    small: FunctionWords,
) -> list[Match]:
    """ "Only" with the number of persons or copies that a label counts, or with their age."""
    number = next((match for match in inside if match.terminal == "QUANTITY"), None)
    if number is None or number.amount is None:
        return []
    if any(
        not (word in small.counting or number.first <= at < number.last) for at, word in _placed(value, label)
    ):
        return []
    colon = len(label)
    measured = [one for one in found if one.last <= colon and one.terminal == "MEASURE"]
    named = next((one for one in measured if one.value.partition("/")[0] in _COUNTED), None)
    comparator = "<="
    if named is None and small.copied.isdisjoint(label):
        if small.aging.isdisjoint(label) or number.amount.number not in _ADULT:
            return []
        named, comparator = Match("MEASURE", "years", colon - 1, colon), ">="
    named = named or Match("MEASURE", "copies", colon - 1, colon)
    rest = [word for at, word in enumerate(label) if not named.first <= at < named.last]
    if any(word not in small.counting | small.copied | small.aging for word in rest):
        return []
    return [
        Match("ONLY", LABEL, 0, 1),
        named,
        Match("COMPARE", comparator, colon, colon + 1),
        number,
    ]


def _limit(
    label: tuple[str, ...], value: tuple[str, ...], inside: list[Match], small: FunctionWords
) -> list[Match]:
    """ "Only" with how many persons or copies a limit, or a kind of license, is of: "Limits: 5 users"."""
    if small.limiting.isdisjoint(label) or not small.limiting.union(small.counting).issuperset(label):
        return []
    return _seats(value, len(label) + 1, inside, small)


def _seats(value: tuple[str, ...], first: int, inside: list[Match], small: FunctionWords) -> list[Match]:
    """ "Only" with a number of persons or copies, where a value that begins at a place is nothing else."""
    placed = list(enumerate(value, first))
    seat = next((at for at, word in placed if word.removesuffix("s") in small.closed_seats), 0)
    number = next((one for one in inside if one.terminal == "QUANTITY"), None)
    measured = [one for one in inside if one.terminal == "MEASURE"]
    named = next((one for one in measured if one.value.partition("/")[0] in _COUNTED), None)
    if not seat and named is None:
        return []
    told = {at for one in (number, named) if one for at in range(one.first, one.last)} | {seat}
    idle = small.counting | small.singles | small.reckoned
    if any(at not in told and word not in idle for at, word in placed):
        return []
    if number is None:
        if small.singles.isdisjoint(value) and small.reckoned.isdisjoint(value):
            return []
        number = Match("QUANTITY", "1", seat, seat + 1, Amount(1, None))
    named = named or Match("MEASURE", "users", seat, seat + 1)
    return [Match("ONLY", LABEL, 0, 1), named, Match("COMPARE", "<=", first - 1, first), number]


def _placed(value: tuple[str, ...], label: tuple[str, ...]) -> Sequence[tuple[int, str]]:
    return list(enumerate(value, len(label) + 1))


def _price(
    label: tuple[str, ...], words: tuple[str, ...], inside: list[Match], small: FunctionWords
) -> list[Match]:
    """A fee that a label names, as what has to be paid."""
    if any(word not in small.priced for word in label):
        return []
    if not any(
        one.amount and one.amount.number and (one.amount.currency or _PERCENT in words) for one in inside
    ):
        return []
    colon = len(label)
    return [
        Match("OBLIGE", LABEL, 0, 1),
        Match("ACT", "pay", colon, colon + 1),
        *(one for one in inside if one.terminal in {"QUANTITY", "ACT", "MEASURE", "OBJECT"}),
    ]


def read_act_labels(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Reads "Sale: by agreement" as "sale only by agreement": what stands behind an act is the way to it.

    "Forbidden: sale" and "Excluded: lawyers" forbid what stands behind them.
    """
    if words[1:2] == (":",) and words[0] in joined(small.refused, small.forbidden):
        return [Match("FORBID", "passive", 0, 1), *(one for one in found if one.first > 1)]
    mark = next((at for at, one in enumerate(found) if one.terminal == "STOP"), 0)
    if not mark or found[mark].value != ":" or any(one.terminal not in _ACTS for one in found[:mark]):
        return found
    taken = {at for one in found[:mark] for at in range(one.first, one.last)}
    if any(
        at not in taken and word not in small.scoping for at, word in enumerate(words[: found[mark].first])
    ):
        # "Commercial support: by arrangement"
        return found
    behind = found[mark + 1 :]
    if not small.necessary.isdisjoint(words[found[mark].last : found[mark].last + 1]):
        # "Registration: required"
        stop = found[mark]
        rest = [one for one in behind if one.terminal not in _RULES]
        called = [one for one in rest if one.terminal == "PARTY"]
        others = [one for one in rest if one.terminal not in {"PARTY", "PREP"}]
        return [*called, Match("OBLIGE", "active", stop.first, stop.last), *found[:mark], *others]
    end = next((at for at, one in enumerate(behind) if one.terminal == "STOP"), len(behind))
    way = behind[:end]
    if not any((one.terminal, one.value) in _WAYS for one in way):
        return found
    if any(one.terminal not in {"PREP", "OBJECT", "FEATURE", "BEARER"} for one in way):
        return found
    stop = found[mark]
    return [*found[:mark], Match("ONLY", "only", stop.first, stop.last), *behind]


def is_term(
    words: tuple[str, ...], found: Sequence[Match], small: FunctionWords, *, shouted: bool = False
) -> bool:
    """Whether a line is a label that confines, or is judged ("Gambling: no"): a term, and no title.

    ``shouted``: whether it is all capitals.
    """
    if not found:
        return False
    if shouted and words[-1] in _ENDS and _is_rule(words, found, small):
        return True
    if words[-1] in TICKS or (":" in words and found[0].value == CLOSED):
        return True
    if found[0].value == LABEL:
        return words[0] not in small.labels_open
    colon = words.index(":") if ":" in words else 0
    return bool(colon) and any(one.first == colon + 1 and one.terminal in {"NO", "FORBID"} for one in found)


def _is_rule(words: tuple[str, ...], found: Sequence[Match], small: FunctionWords) -> bool:
    """Whether a line in capitals with a full stop forbids or confines: "NO COPYING.", "FOR PERSONAL USE."."""
    first = found[0]
    if first.terminal in _RULING and first.first == 0:
        return any(one.terminal in {"ACT", "FIELD", "PARTY"} for one in found)
    if any((one.terminal, one.value) in _CLOSING for one in found):
        return words[0] in small.leading_labels or words[0] in small.keeping
    return words[0] in small.lasting and any(
        one.terminal == "FIELD" and one.value not in _OPEN for one in found
    )


def _sort(label: str, small: FunctionWords) -> str:
    """Preposition of what a label tells: whom, where, when or what for something is licensed."""
    if label in small.labels_whom:
        return SUBJECT
    if label in small.labels_where:
        return WHERE
    if label in small.labels_when:
        return WHEN
    if label in small.labels_kind:
        return _KIND
    return "for" if label in small.labels_what_for else ""
