"""Turns the words of a unit into the tokens of ``facts.lark``: longest phrase first, water dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

from osdcheck.grammar.adjuncts import read_adjuncts
from osdcheck.grammar.announcements import read_announcement
from osdcheck.grammar.answers import read_answers
from osdcheck.grammar.attachment import attach, drop_list_commas
from osdcheck.grammar.callings import read_callings
from osdcheck.grammar.concessions import read_concessions
from osdcheck.grammar.dedications import read_dedications
from osdcheck.grammar.definitions import LEAF
from osdcheck.grammar.denials import read_denials
from osdcheck.grammar.grantees import read_grantees
from osdcheck.grammar.imperatives import read_imperatives, read_verdicts
from osdcheck.grammar.labels import read_act_labels, read_labels
from osdcheck.grammar.lalr import Token
from osdcheck.grammar.lexicon import FunctionWords, Lexicon
from osdcheck.grammar.match import NOUNS, Match, shows
from osdcheck.grammar.particles import read_particles
from osdcheck.grammar.parts import read_parts
from osdcheck.grammar.phrases import Meaning
from osdcheck.grammar.pronouns import read_pronouns
from osdcheck.grammar.readings import (
    in_name,
    is_label,
    read_amounts,
    read_name,
    read_relatives,
    read_rests,
    read_voices,
)
from osdcheck.grammar.refusals import read_refusals
from osdcheck.grammar.rights import read_rights
from osdcheck.grammar.terse import read_terse
from osdcheck.grammar.words import Words

__all__ = ["NOUNS", "Match", "holds_term", "lex", "to_tokens"]

_PRODUCTS, _IN_NAMES = frozenset({"PRODUCT"}), frozenset({"PARTY", "PLACE"})
_token, _match = partial(tuple.__new__, Token), partial(tuple.__new__, Match)
"""These make one in half the time of a call of the class: every phrase becomes a match and a token."""
_MARKS = {",": "COMMA", ";": "STOP", ":": "STOP", ".": "STOP", "!": "STOP", "?": "STOP"}
_DEPENDENT = frozenset({"OBLIGE", "IF", "PROVISO"})
_NEVER_FREE = frozenset((*_MARKS, "(", ")"))
"""Marks that no free word of a phrase stands for."""
_AHEAD, _BEHIND = 8, 5
"""How many words after, and before, a word a number may stand that it is counted by."""


def lex(
    words: Words,
    lexicon: Lexicon,
    terms: Mapping[str, Any],
    stem: int = 0,
    pointed: AbstractSet[str] | None = frozenset(),
) -> list[Match]:
    """Matches of a unit in order: nouns, heads, scope words, the prepositions that have a noun, and marks.

    ``terms`` is a trie of the defined terms of the document; a term wins over a phrase of the
    lexicon of the same length. The first ``stem`` words stand above the list that the others belong to.
    ``pointed``: words for what the document calls "this"; with none, parts are not told from the work.
    """
    small = lexicon.words
    found, water = _phrases(words, lexicon, terms)
    found = read_concessions(words.words, found, small)
    found = read_rights(words.words, found, small)
    found = read_announcement(words.words, found, stem, small)
    found = read_amounts(words.words, found, small)
    found = read_answers(words.words, found, small)
    found = read_pronouns(words.words, found, small)
    found = read_voices(words.words, found, small)
    found = read_denials(words.words, found, small)
    found = read_particles(words.words, found, small)
    if shows(found, _PRODUCTS):
        found = [read_name(words, match, small) if match.terminal in _PRODUCTS else match for match in found]
    if shows(found, _IN_NAMES):
        found = [
            match
            for match in found
            if match.terminal not in _IN_NAMES or not in_name(words, match, lexicon.first)
        ]
    found = read_refusals(words, found, stem, small)
    found = read_terse(words, found, small)
    found = read_verdicts(words.words, found, small)
    found = read_rests(found)
    found = read_relatives(words.words, found, small)
    found = read_imperatives(words.words, found, small)
    found = read_labels(words, found, small)
    found = read_act_labels(words.words, found, small)
    found = read_callings(words.words, found, small)
    found = read_dedications(words.words, found, small)
    if pointed is not None:
        found = read_parts(words, found, small, pointed)
    found = read_grantees(words, found, small, water)
    found = read_adjuncts(words, found, small)
    found = attach(words.words, found, small)
    return drop_list_commas(words.words, found, small)


def to_tokens(matches: list[Match], words: Words) -> list[Token]:
    """Tokens with character offsets into the unit."""
    starts, ends = words.starts, words.ends
    return [
        _token((terminal, value, starts[first], ends[last - 1], last - first))
        for terminal, value, first, last, _, _ in matches
    ]


def _abbreviates(words: tuple[str, ...], position: int, small: FunctionWords) -> bool:
    """Whether a full stop only shortens the word before it ("Acme Inc. may", "Mr. Miller")."""
    before = words[position - 1] if position else ""
    return before in small.titles or (before in small.companies and position + 1 < len(words))


def holds_term(words: tuple[str, ...], terms: Mapping[str, Any]) -> bool:
    """Whether one of the defined terms stands among the words."""
    return not terms.keys().isdisjoint(words) and any(
        _longest_term(terms, words, at)[0] is not None for at, word in enumerate(words) if word in terms
    )


def _longest_term(trie: Mapping[str, Any], words: tuple[str, ...], start: int) -> tuple[str | None, int]:
    best: str | None = None
    end = start
    node: Mapping[str, Any] = trie
    for position in range(start, len(words)):
        if words[position] not in node:
            break
        node = node[words[position]]
        if LEAF in node:
            best, end = node[LEAF], position + 1
    return best, end


def _mark(
    words: tuple[str, ...], at: int, found: Sequence[Match], opened: list[int], small: FunctionWords
) -> str | None:
    """The mark a word is; ``opened``: what was found before each bracket that is open, and kept so."""
    word = words[at]
    if word == "(":
        opened.append(len(found))
    elif word == ")" and opened and _ends_with_brackets(found, opened.pop()):
        return "COMMA"
    elif word == "." and _abbreviates(words, at, small):
        return None
    return _MARKS.get(word)


def _ends_with_brackets(found: Sequence[Match], first: int) -> bool:
    """Whether what brackets hold (from ``first`` on) would claim what stands behind them.

    An exception does, and a condition of what nobody has to do and that depends on no other.
    """
    held = {one.terminal for one in found[first:]}
    if "IF" not in held or "EXCEPT" in held:
        return "EXCEPT" in held
    permits = max((at for at, one in enumerate(found[:first]) if one.terminal == "PERMIT"), default=0)
    return _DEPENDENT.isdisjoint(one.terminal for one in found[permits:first])


def _counted(source: Words, numerals: AbstractSet[str]) -> set[int]:
    """The places of words that a number stands near, written as a word or in digits."""
    numbers = [*source.numbers]
    if not numerals.isdisjoint(source.words):
        numbers += [index for index, word in enumerate(source.words) if word in numerals]
    return {near for index in numbers for near in range(index - _AHEAD, index + _BEHIND + 1)}


def _is_figure(source: Words, at: int, found: Sequence[Match], small: FunctionWords) -> bool:
    """Whether a word that no phrase begins with is a number, and no part of a name."""
    if not source.words[at][0].isdigit():
        return False
    named = at - 1 in source.capital and not (found and found[-1].last == at)
    return not named and not is_label(source.words, at, small)


_RELATIVE = "relative"
_COMMA = (",",)
_VALUES = {_RELATIVE: "active"}
"""Values of phrases that mean another one in their place."""


def _phrases(source: Words, lexicon: Lexicon, terms: Mapping[str, Any]) -> tuple[list[Match], frozenset[int]]:
    """The phrases and marks, and the places of words that a phrase without meaning takes."""
    words = source.words
    found: list[Match] = []
    water: set[int] = set()
    position = 0
    counted = _counted(source, lexicon.words.numerals)
    opened: list[int] = []
    begins, longest = lexicon.start.paths, lexicon.longest
    while position < len(words):
        word = words[position]
        first = begins.get(word)
        if first is None and word not in terms and word.isalpha():
            # A third of all words: no phrase begins with it.
            position += 1
            continue
        mark = _mark(words, position, found, opened, lexicon.words) if word in _NEVER_FREE else None
        if mark is not None:
            found.append(_match((mark, word, position, position + 1, None, None)))
            position += 1
            continue
        meaning: Meaning | None = None
        end = position
        if first is not None:
            plain, counting, last = longest(first, words, position + 1, _NEVER_FREE)
            if last:
                meaning = counting or plain if position in counted else plain or counting
                end = last
        if word in terms:
            term, term_end = _longest_term(terms, words, position)
            if term is not None and term_end >= end:
                found.append(Match("TERM", term, position, term_end))
                position = term_end
                continue
        if meaning is None:
            if _is_figure(source, position, found, lexicon.words):
                found.append(Match("FIGURE", word, position, position + 1))
            position += 1
            continue
        value = meaning.value
        if meaning.terminal == "WATER" or (value == _RELATIVE and words[position - 1 : position] != _COMMA):
            water.update(range(position, end))
        else:
            found.append(_match((meaning.terminal, _VALUES.get(value, value), position, end, None, None)))
        position = end
    return found, frozenset(water)
