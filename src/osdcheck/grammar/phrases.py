"""The notation of lexicon entries: which word sequences an entry stands for.

A phrase is lower-case words with ``(a|b c)`` for alternatives, ``[x]`` for optional words, ``_``
for exactly one free word, ``word~v`` for all forms of a verb and ``word~n`` for singular and plural.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from osdcheck.errors import DataError
from osdcheck.grammar.inflect import plural, verb_forms

Irregular = Mapping[str, tuple[str, ...]]

_PIECE = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
_WORD = re.compile(r"[a-z0-9,'$€£¥%&+.]+(?:~[vn])?|_")
_BROADEST = 30000
"""Most phrases one entry may stand for: an entry stays readable, and quick to expand."""


def expand(entry: str, irregular: Irregular, source: str) -> tuple[tuple[str, ...], ...]:
    """All word sequences an entry stands for.

    Raises :class:`~osdcheck.errors.DataError` for a malformed entry; ``source`` names its file.
    """
    sequences, rest = _alternatives(_PIECE.findall(entry), irregular, source, entry)
    if len(sequences) > _BROADEST:
        raise DataError(source, entry, f"stands for more than {_BROADEST} phrases; split it")
    if rest or not all(sequences):
        raise DataError(source, entry, "brackets do not match, or the phrase may be empty")
    return tuple(dict.fromkeys(sequences))


def first_words(entry: str, irregular: Irregular, source: str) -> frozenset[str]:
    """Words a phrase of the entry may begin with, found without expanding it."""
    firsts, _, _ = _firsts(_PIECE.findall(entry), 0, irregular, source, entry)
    return frozenset(firsts)


def _firsts(
    tokens: list[str], position: int, irregular: Irregular, source: str, entry: str
) -> tuple[set[str], bool, int]:
    """First words of alternatives from a position, whether they may be empty, and where they end."""
    firsts: set[str] = set()
    nullable = False
    empty = True
    while position < len(tokens) and tokens[position] not in ")]":
        token = tokens[position]
        if token == "|":
            nullable, empty = nullable or empty, True
            position += 1
        elif token in "([":
            inner, inner_empty, position = _firsts(tokens, position + 1, irregular, source, entry)
            if empty:
                firsts |= inner
                empty = inner_empty or token == "["
            position += 1
        else:
            if empty:
                firsts.update(_forms(token, irregular, source, entry))
                empty = False
            position += 1
    return firsts, nullable or empty, position


def _alternatives(
    tokens: list[str], irregular: Irregular, source: str, entry: str
) -> tuple[list[tuple[str, ...]], list[str]]:
    results: list[tuple[str, ...]] = []
    current: list[tuple[str, ...]] = [()]
    while tokens:
        token, *tokens = tokens
        if token in "([":
            inner, tokens = _alternatives(tokens, irregular, source, entry)
            if not tokens or tokens[0] != {"(": ")", "[": "]"}[token]:
                raise DataError(source, entry, "brackets do not match")
            tokens = tokens[1:]
            choices = [*inner, ()] if token == "[" else inner
            current = list(dict.fromkeys(head + tail for head in current for tail in choices))
        elif token in ")]":
            return results + current, [token, *tokens]
        elif token == "|":
            results, current = results + current, [()]
        else:
            forms = _forms(token, irregular, source, entry)
            current = [(*head, form) for head in current for form in forms]
    return results + current, []


def _forms(token: str, irregular: Irregular, source: str, entry: str) -> tuple[str, ...]:
    if not _WORD.fullmatch(token):
        raise DataError(source, entry, f"{token!r} is not a word of the lexicon")
    if token.endswith("~v"):
        return verb_forms(token[:-2], irregular)
    if token.endswith("~n"):
        return token[:-2], plural(token[:-2])
    return (token,)
