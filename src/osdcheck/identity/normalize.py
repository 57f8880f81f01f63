"""What two texts are compared by: their words, free of everything the matching guidelines ignore.

What is no part of a word is left out with :mod:`osdcheck.identity.tokens`; words with several spellings
take the first of the table ``equivalents.toml``.
"""

from __future__ import annotations

import re
import tomllib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import compress
from sys import intern

from osdcheck.identity.tokens import MARKS, Tokens, tokens_of

_GONE = ""
"""Stands for a word that was made one with the word before it."""
_NO_WORD = MARKS | {_GONE}


@dataclass(frozen=True)
class Words:
    """Words of a text in order, with their places, which are read when they are asked for.

    ``words``: normalized; ``ignored``: 1 for a word of a copyright notice or the number of a list
    entry, else 0; ``tokens``: what they were made of; ``moved``: from a place in that text to one in
    the original, ``None`` where it is the original.
    """

    words: tuple[str, ...]
    ignored: bytes
    tokens: Tokens
    moved: Callable[[int, int], tuple[int, int]] | None = None

    def __len__(self) -> int:
        return len(self.words)

    @property
    def marks(self) -> Sequence[str]:
        """The punctuation behind each word, or ``""``."""
        return self._details[0]

    @property
    def starts(self) -> array[int]:
        """First character of each word."""
        return self._details[1]

    @property
    def ends(self) -> array[int]:
        """The character behind each word."""
        return self._details[2]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """First character of one word, and the character behind the end of another."""
        spoken, ends = _joined(_spelled(self.tokens.found))
        places = [at for at, word in enumerate(spoken) if word not in _NO_WORD]
        start = self.tokens.span(places[first])[0]
        end = self.tokens.span(ends.get(places[last], places[last]))[1]
        return self.moved(start, end) if self.moved is not None else (start, end)

    @cached_property
    def _details(self) -> tuple[tuple[str, ...], array[int], array[int]]:
        return _places(self.tokens, self.moved)


def compared(tokens: Tokens, *, list_numbers: bool = True, notices: bool = False) -> str:
    """Words and punctuation of a text, one a line; what exact matching compares.

    ``list_numbers`` keeps the numbers and letters in front of list entries, ``notices`` the copyright
    notices inside the text: lines that were broken anew can hide where a notice ends.
    """
    line = "\n".join(_spelled(tokens.left(list_numbers=list_numbers, notices=notices)))
    line = f"\n{line.rstrip(',;:.?!').rstrip()}\n"
    for phrase, form in _phrases():
        line = line.replace("\n" + "\n".join(phrase) + "\n", f"\n{form}\n")
    return line


def words_of(text: str, moved: Callable[[int, int], tuple[int, int]] | None = None) -> Words:
    """All words of a text, those to ignore marked; ``moved`` as in :class:`Words`."""
    return words_in(tokens_of(text), moved)


def words_in(tokens: Tokens, moved: Callable[[int, int], tuple[int, int]] | None = None) -> Words:
    """:func:`words_of` for a text whose tokens were read."""
    spoken, _ = _joined(_spelled(tokens.found))
    # Interned: words are looked up and compared often, and the same object is equal at once.
    words = tuple([intern(word) for word in spoken if word not in _NO_WORD])
    if not tokens.has_ignored:
        return Words(words, bytes(len(words)), tokens, moved)
    ignored = bytes(compress(tokens.ignored(), [word not in _NO_WORD for word in spoken]))
    return Words(words, ignored, tokens, moved)


def words_within(tokens: Tokens, spans: Iterable[tuple[int, int]]) -> bytes:
    """1 for each word of :func:`words_in` that stands in one of the spans of :meth:`Tokens.within`."""
    spoken, _ = _joined(_spelled(tokens.found))
    return bytes(compress(tokens.within(spans), [word not in _NO_WORD for word in spoken]))


def _places(
    tokens: Tokens, moved: Callable[[int, int], tuple[int, int]] | None
) -> tuple[tuple[str, ...], array[int], array[int]]:
    """Punctuation behind each word, and where the word starts and ends."""
    spans = list(tokens.spans())
    spoken, last = _joined(_spelled(tokens.found))
    marks: list[str] = []
    starts, ends = array("l"), array("l")
    for at, word in enumerate(spoken):
        if word in _NO_WORD:
            continue
        end = last.get(at, at)
        span = spans[at][0], spans[end][1]
        start, stop = moved(*span) if moved is not None else span
        starts.append(start)
        ends.append(stop)
        behind = spoken[end + 1] if end + 1 < len(spoken) else ""
        marks.append(behind if behind in MARKS else "")
    return tuple(marks), starts, ends


def _spelled(found: list[str]) -> list[str]:
    """The words, each in its first spelling."""
    same = _spellings()
    spelled = list(found)
    for word in same.keys() & set(found):
        at = -1
        for _ in range(found.count(word)):
            at = found.index(word, at + 1)
            spelled[at] = same[word]
    return spelled


def _joined(spoken: list[str]) -> tuple[list[str], dict[int, int]]:
    """One word for each phrase that stands for one, and the last place of each by its first."""
    firsts = _first_words()
    if firsts.keys().isdisjoint(spoken):
        return spoken, {}
    spoken, last = list(spoken), {}
    for at in [at for at, word in enumerate(spoken) if word in firsts]:
        for phrase, form in firsts.get(spoken[at], ()):
            end = at + len(phrase)
            if tuple(spoken[at:end]) == phrase:
                spoken[at:end] = [form] + [_GONE] * (len(phrase) - 1)
                last[at] = end - 1
                break
    return spoken, last


@cache
def _spellings() -> Mapping[str, str]:
    """Every spelling of one word to the first one; the sign of copyright to its letter."""
    return {word: form for phrase, form in _table() if len(phrase) == 1 for word in phrase} | {"©": "c"}


@cache
def _phrases() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Phrases of several words that stand for one."""
    return tuple((phrase, form) for phrase, form in _table() if len(phrase) > 1)


@cache
def _first_words() -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    firsts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, form in _phrases():
        firsts.setdefault(phrase[0], []).append((phrase, form))
    return firsts


def _table() -> list[tuple[tuple[str, ...], str]]:
    path = files("osdcheck") / "tables" / "equivalents.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    table: list[tuple[tuple[str, ...], str]] = [
        (("copyright", "c"), "copyright"),
        (("c", "copyright"), "copyright"),
    ]
    for form, variants in rows.items():
        for spelling in (form, *variants):
            phrase = tuple(re.split(r"[\s-]", spelling))
            if phrase != (form,):
                table.append((phrase, form.replace(" ", "")))
    return table
