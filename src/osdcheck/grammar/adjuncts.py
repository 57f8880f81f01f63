"""When and where something is permitted, read by construction: a preposition and a word of time or place."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match
from osdcheck.grammar.words import Words

WHEN, WHERE = "when", "where"
"""Prepositions of a time and of a place, whatever words name them ("on Sundays", "in your home")."""
ASIDE = frozenset({WHEN, WHERE})
_REACH = 9
"""Words that a time or a place is told in at most."""
_NARROWING = frozenset({"ONLY", "FORBID", "EXCEPT"})
"""What says by itself how far a right goes, with rows of its own."""
_ENDS = frozenset({"COMMA", "STOP", "PERMIT", "OBLIGE", "IF", "ACT", "BEARER", "PROVISO"})
"""What ends the words behind a preposition."""
_YEAR = 4
"""Figures of a year."""
_MOST = 2
"""Places beyond which a list stands for everywhere ("at home, at work or in the shop")."""


def read_adjuncts(source: Words, found: list[Match], small: FunctionWords) -> list[Match]:
    """Adds an ``UNKNOWN`` noun with the preposition ``when`` or ``where`` for each time and place.

    Only sentences that permit something are read, and none that confine or forbid in so many words. What
    "any" or "every" stands with, or the time that rights last, bounds nothing.
    """
    if not any(match.terminal == "PERMIT" for match in found):
        return found
    words = source.words
    spans: list[tuple[int, str]] = []
    start = 0
    for match in (*found, Match("STOP", "", len(words), len(words))):
        if match.terminal == "STOP":
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


def _noun(words: tuple[str, ...], at: int, sort: str) -> tuple[Match, Match]:
    return Match("PREP", sort, at, at + 1), Match("UNKNOWN", words[at], at, at + 1)


def _spans(source: Words, found: list[Match], sentence: range, small: FunctionWords) -> list[tuple[int, str]]:
    words = source.words
    inside = [match for match in found if match.first in sentence]
    terminals = {match.terminal for match in inside}
    if "PERMIT" not in terminals or not _NARROWING.isdisjoint(terminals):
        return []
    spans = [
        (at, sort)
        for at in sentence
        if words[at] in small.spanning | small.placing | small.lasting
        if (sort := _sort(source, inside, at, sentence.stop, small))
    ]
    places = [span for span in spans if span[1] == WHERE]
    return [span for span in spans if span[1] == WHEN] if len(places) > _MOST else spans


def _sort(source: Words, inside: list[Match], at: int, stop: int, small: FunctionWords) -> str:
    """Whether a preposition begins a time or a place; empty where it begins neither."""
    words = source.words
    end = min(stop, at + 1 + _REACH)
    whose = small.holders | small.owners
    for match in inside:
        if match.first > at and match.terminal in _ENDS and words[match.first] not in whose:
            end = min(end, match.first)
    told = words[at + 1 : end]
    if not small.unbounded.isdisjoint(told) or not small.lasting_rights.isdisjoint(told):
        return ""
    timed = not small.calendar.isdisjoint(told) or (words[at] in small.amid and told)
    timed = timed or (words[at] in small.spanning and not small.events.isdisjoint(told))
    if timed or (words[at] in small.ending and any(map(_is_year, told))):
        return WHEN
    return WHERE if words[at] in small.placing and not small.sites.isdisjoint(told) else ""


def _is_year(word: str) -> bool:
    return len(word) == _YEAR and word.isdigit()
