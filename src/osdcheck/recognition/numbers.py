"""The numbers that words state, in figures or spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from osdcheck.grammar.lalr import Token
from osdcheck.grammar.lexicon import load_lexicon
from osdcheck.grammar.quantities import parse_amount

_SPELLED = frozenset({"DIGIT", "TENS", "SCALE"})
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?|\d{1,3}(?:[.,]\d{3})+")
"""No version such as 1.2.3, no paragraph such as 4d0."""
_WIDEST = 6
"""Words on either side of an edit that may belong to its number."""


def numbers_in(words: Sequence[str]) -> tuple[float | str, ...]:
    """Values in the order of the words, each once; figures that are no number (``4d0``) as they stand.

    >>> numbers_in(["seven", "hundred", "million", "700,000,000", "users", "4d0"])
    (700000000, '4d0')
    """
    values: list[float | str] = []
    for run in _runs(words):
        value = _value(run)
        # "seven hundred (700) million" states one number.
        if values and len(run) > 1 and run[0].type == "FIGURE" and values[-1:] == _value(run[:1]):
            values.pop()
        values += value
    return tuple(dict.fromkeys(values))


def _runs(words: Sequence[str]) -> Iterator[list[Token]]:
    """Words that follow each other and make a number; a figure begins another one."""
    run: list[Token] = []
    for word in (*words, ""):
        token = _token(word)
        if (
            run
            and (token is None or token.type == "FIGURE")
            and not (word == "and" and run[0].type != "FIGURE")
        ):
            yield run
            run = []
        if token is not None:
            run.append(token)
        elif any(sign.isdigit() for sign in word):
            yield [Token("NAME", word)]


def is_number(word: str) -> bool:
    """Whether a word is a figure, or part of a number that is spelled out."""
    return _token(word) is not None


def widened(words: Sequence[str], start: int, end: int) -> Sequence[str]:
    """The words ``[start, end)`` with those around them that belong to the same number."""
    low, high = start, end
    while low > max(0, start - _WIDEST) and is_number(words[low - 1]):
        low -= 1
    while high < min(len(words), end + _WIDEST) and is_number(words[high]):
        high += 1
    return words[low:high]


def _value(run: Sequence[Token]) -> list[float | str]:
    amount = parse_amount(run)
    return [str(token) for token in run] if amount is None else [amount.number]


def _token(word: str) -> Token | None:
    if word[:1].isdigit():
        return Token("FIGURE", word) if _FIGURE.fullmatch(word) else None
    node = load_lexicon().first(word) if word else None
    meaning = (node.meaning or node.counted) if node is not None else None
    if meaning is None or meaning.terminal not in _SPELLED:
        return None
    return Token(meaning.terminal, meaning.value)
