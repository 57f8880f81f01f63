"""The notation of lexicon entries: which word sequences an entry stands for.

A phrase is lower-case words with ``(a|b c)`` for alternatives, ``[x]`` for optional words, ``_``
for exactly one free word, ``word~v`` for all forms of a verb and ``word~n`` for singular and plural.

An entry is never multiplied out: it is read as the steps from word to word that its notation allows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from osdcheck.errors import DataError
from osdcheck.grammar.inflect import plural, verb_forms
from osdcheck.patterns import lazily

Irregular = Mapping[str, tuple[str, ...]]

_PIECE = lazily(r"[()\[\]|]|[^\s()\[\]|]+")
_WORD = lazily(r"[a-z0-9,'$€£¥%&+.]+(?:~[vn])?|_|\"|<url>")
_OPENERS = {")": "(", "]": "["}
_BEFORE = frozenset("([|")
FREE = "_"
"""What an entry has for exactly one word, whichever it is."""


class Meaning(NamedTuple):
    """What the phrases of an entry stand for: a terminal of the grammars and a value within it."""

    terminal: str
    value: str
    source: str
    entry: str


class Step:
    """One word of a phrase: the forms it may have, and what may come after it.

    A meaning among what comes after says that the phrase may end here.
    """

    __slots__ = ("after", "forms")

    def __init__(self, forms: tuple[str, ...], after: tuple[Next, ...]) -> None:
        self.forms = forms
        self.after = after


Next = Step | Meaning


class Notation:
    """Reads entries; ``irregular`` are the forms of the verbs that ``~v`` has no rule for."""

    def __init__(self, irregular: Irregular) -> None:
        self._irregular = irregular
        self._known: dict[str, tuple[str, ...]] = {}

    def read(self, meaning: Meaning) -> tuple[Next, ...]:
        """First steps of the phrases of ``meaning.entry``.

        Raises :class:`~osdcheck.errors.DataError` for a malformed entry.
        """
        pieces = _PIECE.findall(meaning.entry)
        firsts = self._sequence(pieces, (meaning,), meaning)
        if pieces or meaning in firsts:
            problem = "brackets do not match, an alternative stands outside them, or the phrase may be empty"
            raise DataError(meaning.source, meaning.entry, problem)
        return firsts

    def _sequence(self, pieces: list[str], after: tuple[Next, ...], meaning: Meaning) -> tuple[Next, ...]:
        """First steps of the words and brackets that end ``pieces``, which are taken off, the last first."""
        while pieces and pieces[-1] not in _BEFORE:
            piece = pieces.pop()
            if piece in _OPENERS:
                after = self._bracket(pieces, piece, after, meaning)
            else:
                after = (Step(self.forms(piece, meaning), after),)
        return after

    def _bracket(
        self, pieces: list[str], closer: str, after: tuple[Next, ...], meaning: Meaning
    ) -> tuple[Next, ...]:
        """First steps of a bracket whose closer was taken off; those behind it too, where it is optional."""
        found = dict.fromkeys(after if closer == "]" else ())
        separator = "|"
        while separator == "|":
            found.update(dict.fromkeys(self._sequence(pieces, after, meaning)))
            separator = pieces.pop() if pieces else ""
        if separator != _OPENERS[closer]:
            raise DataError(meaning.source, meaning.entry, "brackets do not match")
        return tuple(found)

    def forms(self, piece: str, meaning: Meaning) -> tuple[str, ...]:
        """Forms of one word of an entry; raises :class:`~osdcheck.errors.DataError` for what is no word."""
        known = self._known.get(piece)
        if known is None:
            if not _WORD.fullmatch(piece):
                raise DataError(meaning.source, meaning.entry, f"{piece!r} is not a word of the lexicon")
            known = self._known[piece] = tuple(dict.fromkeys(self._inflected(piece)))
        return known

    def _inflected(self, piece: str) -> tuple[str, ...]:
        if piece.endswith("~v"):
            return verb_forms(piece[:-2], self._irregular)
        if piece.endswith("~n"):
            return piece[:-2], plural(piece[:-2])
        return (piece,)


@lru_cache(maxsize=4096)
def breadth(firsts: frozenset[Next]) -> int:
    """How many word sequences lead from these steps to the end of a phrase."""
    ways: dict[str, set[Next]] = {}
    for step in firsts:
        if isinstance(step, Step):
            for form in step.forms:
                ways.setdefault(form, set()).update(step.after)
    ends = any(isinstance(step, Meaning) for step in firsts)
    return ends + sum(breadth(frozenset(after)) for after in ways.values())
