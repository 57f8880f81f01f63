"""A term told by its label alone: "Territory: Japan", "Licensee: the Smith family"."""

from __future__ import annotations

from osdcheck.grammar.adjuncts import WHEN, WHERE
from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import NOUNS, Match
from osdcheck.grammar.persons import SUBJECT

_LONGEST_LABEL, _LONGEST_VALUE = 3, 8

_PLAIN = NOUNS | {"PREP", "COMPARE", "COMMA"}
"""What a value is made of."""


def read_labels(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Reads a label that confines, and the few words behind it, as "only" with what it holds for.

    A value that takes in everything ("Territory: worldwide") confines nothing.
    """
    if ":" not in words[1 : _LONGEST_LABEL + 1]:
        return found
    colon = words.index(":")
    label = " ".join(words[:colon])
    behind = [match for match in found if match.first > colon]
    end = next((match.first for match in behind if match.terminal == "STOP"), len(words))
    value = words[colon + 1 : end]
    sort = _sort(label, small)
    if not sort or not 0 < len(value) <= _LONGEST_VALUE:
        return found
    if not small.boundless.isdisjoint(value):
        return found
    if any(match.first < end and match.terminal not in _PLAIN for match in behind):
        return found
    noun = Match("UNKNOWN", " ".join(value), colon + 1, end)
    return [Match("ONLY", "only", 0, colon + 1), Match("PREP", sort, colon + 1, colon + 2), noun, *behind]


def _sort(label: str, small: FunctionWords) -> str:
    """Preposition of what a label tells: whom, where, when or what for something is licensed."""
    if label in small.labels_whom:
        return SUBJECT
    if label in small.labels_where:
        return WHERE
    if label in small.labels_when:
        return WHEN
    return "for" if label in small.labels_what_for else ""
