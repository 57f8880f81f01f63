"""When, where, how often and by whose leave something is permitted, read by construction."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import Match, shows
from osdcheck.grammar.words import Words

WHEN, WHERE = "when", "where"
"""Prepositions of a time and of a place, whatever words name them ("on Sundays", "in your home")."""
LEAVE, OFTEN = "leave", "often"
"""Prepositions of what somebody has to say or see first ("by arrangement"), and of a number of times."""
ASIDE = frozenset({WHEN, WHERE, LEAVE, OFTEN})
"""Prepositions that no text has: how far a right goes."""
_REACH = 9
"""Words that a time or a place is told in at most."""
_ENDS = frozenset({"COMMA", "STOP", "PERMIT", "OBLIGE", "IF", "ACT", "BEARER", "PROVISO"})
"""What ends the words behind a preposition."""
_PERMITS, _FEATURES = frozenset({"PERMIT"}), frozenset({"FEATURE"})
_MARKS = frozenset({",", ";", ":", ".", "!", ")", "("})
"""What closes a part of a sentence."""
_THINGS = frozenset({"work", "copy", "source"})
_MARKED = frozenset({"STOP", "COMMA"})
_NEAR = 4
"""Words behind a preposition among which a leave is named ("with the written consent")."""
_YEAR = 4
"""Figures of a year."""
_MOST = 2
"""Places beyond which a list stands for everywhere ("at home, at work or in the shop")."""


def read_adjuncts(source: Words, found: list[Match], small: FunctionWords) -> list[Match]:
    """Adds an ``UNKNOWN`` noun for each time, place, number of times and leave that a right is bound to.

    Only sentences that permit something are read, and none that confine or forbid in so many words; of those
    that end rights, the year in which they do. What "any" or "every" stands with, or the time that rights
    last, bounds nothing.
    """
    if not shows(found, _PERMITS) and not (shows(found, _FEATURES) and any(map(_ends_rights, found))):
        return found
    words = source.words
    found = _to_learn(words, _listed(words, found, small), small)
    spans: list[tuple[int, str]] = []
    start = 0
    for match in (*found, Match("STOP", "", len(words), len(words))):
        if match.terminal == "STOP" and match.value != ":":
            spans += _spans(source, found, range(start, match.first), small)
            start = match.last
    if not spans:
        return found
    result: list[Match] = []
    for match in found:
        while spans and spans[0][0] <= match.first:
            result += _noun(words, *spans.pop(0))
        result.append(match)
    for span in spans:
        result += _noun(words, *span)
    return result


def _listed(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """What somebody may do beside other things as no purpose of them: "to use it, to study it"."""
    return [
        one
        for one, behind in zip(found, [*found[1:], None], strict=True)
        if not (
            (one.terminal, one.value) == ("PREP", "to")
            and behind is not None
            and behind.terminal == "FIELD"
            and words[behind.first] in small.learning
            and words[one.first - 1] in small.coordinators
        )
    ]


def _to_learn(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """What something is permitted for, where that is to learn, to teach or to test: the only thing left
    where somebody "may do so" for it."""
    for index, one in enumerate(found):
        so = one.terminal == "PERMIT" and words[one.last - 1] == "so"
        if not so and (one.terminal != "OBJECT" or one.value not in _THINGS):
            continue
        first = one.last + (words[one.last : one.last + 2] == ("in", "order")) * 2
        if words[first : first + 1] != ("to",):
            continue
        end = next((later.first for later in found[index + 1 :] if later.terminal in _MARKED), len(words))
        told = words[first + 1 : end]
        if small.learning.isdisjoint(told[:1]) or not small.unbounded.isdisjoint(told):
            continue
        noun = Match("PREP", "for", first, first + 1), Match("UNKNOWN", " ".join(told), first + 1, end)
        only = [Match("ONLY", "only", first, first + 1)] if so else []
        return [*found[: index + 1], *only, *noun, *(later for later in found if later.first >= end)]
    return found


def _noun(words: tuple[str, ...], at: int, sort: str) -> tuple[Match, Match]:
    return Match("PREP", sort, at, at + 1), Match("UNKNOWN", words[at], at, at + 1)


def _spans(source: Words, found: list[Match], sentence: range, small: FunctionWords) -> list[tuple[int, str]]:
    words = source.words
    inside = [match for match in found if match.first in sentence]
    terminals = {match.terminal for match in inside}
    if "PERMIT" not in terminals:
        return _years(words, sentence, small) if any(map(_ends_rights, inside)) else []
    if "FORBID" in terminals:
        return []
    spans = [(at, WHEN) for at in _dates(words, sentence, small)]
    numbers = joined(small.turns, small.counts)
    spans += [(at, OFTEN) for at in sentence if words[at] in numbers and _counts(words, at, sentence, small)]
    if "ONLY" not in terminals:
        # what is confined in so many words has rows of its own
        begins = joined(small.spanning, small.placing, small.lasting, small.leaving)
        spans += [
            (at, sort)
            for at in sentence
            if words[at] in begins and (sort := _sort(source, inside, at, sentence.stop, small))
        ]
    places = [span for span in spans if span[1] == WHERE]
    return sorted(span for span in spans if len(places) <= _MOST or span[1] != WHERE)


def _sort(source: Words, inside: list[Match], at: int, stop: int, small: FunctionWords) -> str:
    """What one of these prepositions begins: a time, a place or a leave; empty where it begins none."""
    words = source.words
    end = min(stop, at + 1 + _REACH)
    whose = joined(small.holders, small.owners)
    for match in inside:
        if match.first > at and match.terminal in _ENDS and words[match.first] not in whose:
            end = min(end, match.first)
    told = words[at + 1 : end]
    if not small.unbounded.isdisjoint(told) or not small.lasting_rights.isdisjoint(told):
        return ""
    timed = not small.calendar.isdisjoint(told) or (words[at] in small.amid and told)
    timed = timed or (words[at] in small.spanning and not small.events.isdisjoint(told))
    timed = timed or (words[at] in small.ending and any(map(_is_year, told)))
    if timed and (words[at] in small.placing or words[at] not in small.leaving):
        return WHEN
    if words[at] in small.placing and not small.sites.isdisjoint(told):
        return WHERE
    leave = words[at] in small.leaving and not small.leaves.isdisjoint(told[:_NEAR])
    # "with or without our consent", "under this permission"
    others = joined(small.pointing, small.alternatives, small.written_here)
    return LEAVE if leave and others.isdisjoint(told) else ""


def _dates(words: tuple[str, ...], sentence: range, small: FunctionWords) -> list[int]:
    """Where a time without a preposition begins or ends a part of the sentence ("today only: you may")."""
    if not small.endless.isdisjoint(words[sentence.start : sentence.stop]):
        return []
    dates: list[int] = []
    for at in sentence:
        last = at
        if words[at] in small.demonstrative and words[at + 1 : at + 2] and words[at + 1] in small.calendar:
            last = at + 1
        elif words[at] not in small.days_named and not (
            words[at] in small.calendar and not small.solely.isdisjoint(words[at - 1 : at + 2])
        ):
            continue
        if at > sentence.start and words[at - 1] in small.beginnings:
            continue
        ends = last + 1 == sentence.stop or words[last + 1] in joined(_MARKS, small.solely)
        if at == sentence.start or ends:
            dates.append(at)
    # "today, tomorrow and in a hundred years" is always
    return dates if len(dates) == 1 else []


def _counts(words: tuple[str, ...], at: int, sentence: range, small: FunctionWords) -> bool:
    """Whether a number of times ends a part of the sentence ("copy it three times", "copy it once")."""
    ends = at + 1 == sentence.stop or words[at + 1] in joined(_MARKS, small.solely)
    if not ends or at == sentence.start or words[at - 1] in small.uncounted:
        return False
    number = words[at - 1] in joined(small.numerals, small.singles) or words[at - 1].isdigit()
    counted = words[at] in small.turns and number and words[at - 2] not in small.placing
    return counted or words[at] in small.counts


def _years(words: tuple[str, ...], sentence: range, small: FunctionWords) -> list[tuple[int, str]]:
    """Where a year is named ("in 2027")."""
    return [(at, WHEN) for at in sentence[:-1] if words[at] in small.dating and _is_year(words[at + 1])]


def _ends_rights(match: Match) -> bool:
    return match.terminal == "FEATURE" and match.value == "lose"


def _is_year(word: str) -> bool:
    return len(word) == _YEAR and word.isdigit()
