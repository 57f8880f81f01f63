"""Words and punctuation marks of a unit, folded for the lexicon, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress

from osdcheck.core.ticks import NO, YES
from osdcheck.grammar.contractions import load_contractions
from osdcheck.patterns import lazily

_SIGNS = '$€£¥%&§,;:.!?"()' + YES + NO
_TOKEN = lazily(
    r"(?:[a-z]\.){2,}"  # U.S., e.g.
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:'[^\W\d_]+)?"
    r"|https?://\S+[\w/]|www\.\S+[\w/]"
    r"|[" + _SIGNS + "]",
)
_URL = lazily(r"(?:https?://|www\.)\S+|(?<![\w./])[\w.-]+(?:/[\w.-]+)+\.[a-z]\w{0,5}\b")
"""Addresses, and paths of files with a suffix."""
_LINK = "<url>"
_SENTENCE_ENDS = frozenset({".", ":", "?", "!"})


MARKS = frozenset((*_SIGNS, _LINK))
"""Words that hold neither letter nor digit, and what stands for an address."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Folded words of a text, with the character range of each.

    ``capital``: indexes of words that look like a name: written with a capital inside a sentence
    that is not all capitals. ``numbers``: indexes of words that begin with a digit. Two are equal only as
    one object, so that what is kept of words is found without reading them all.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    capital: frozenset[int] = frozenset()
    numbers: tuple[int, ...] = ()


@lru_cache(maxsize=1024)
def split_words(text: str) -> Words:
    """Words and marks of clean text, in lower case, short forms written out.

    A hyphen separates words, a URL or the path of a file is one word; the words of a short form stand at
    the same place.
    """
    folded = text.lower()
    if len(folded) != len(text):
        folded = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    linked = "/" in folded or "www." in folded
    links = {match.start(): match.end() for match in _URL.finditer(folded)} if linked else {}
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    numbers: list[int] = []
    for start, end, word in _linked(folded, links) if links else _plain(folded):
        if word.isalpha():
            # Most words; what follows is about the others.
            words.append(word)
            starts.append(start)
            ends.append(end)
            continue
        if word[-1] == ".":
            if word == "." and _inside(text, start):
                continue
            if word[0].isalpha():
                # "U.S." is not the pronoun "us": what is short for a country keeps the dots within.
                word = word[:-1] if word.startswith("u.") else word.replace(".", "")
        if word[0].isdigit():
            numbers.append(len(words))
        meant = load_contractions().written_out(word) if "'" in word else (word,)
        words += meant
        starts += [start] * len(meant)
        ends += [end] * len(meant)
    capital = _capital(text, words, starts)
    return Words(tuple(words), tuple(starts), tuple(ends), capital, tuple(numbers))


def _inside(text: str, at: int) -> bool:
    """Whether a dot belongs to a name ("org.example", "a@b.org"): it ends no sentence."""
    behind = text[at + 1 : at + 2]
    return at > 0 and text[at - 1].isalnum() and (behind.islower() or behind.isdigit())


def _plain(folded: str) -> list[tuple[int, int, str]]:
    return [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(folded)]


def _linked(folded: str, links: Mapping[int, int]) -> Iterator[tuple[int, int, str]]:
    position = 0
    while match := _TOKEN.search(folded, position):
        start = match.start()
        position = links.get(start, match.end())
        yield start, position, _LINK if start in links else match.group()


def _capital(text: str, words: list[str], starts: list[int]) -> frozenset[int]:
    capitals = compress(range(len(starts)), map(str.isupper, map(text.__getitem__, starts)))
    raised = [index for index in capitals if index and words[index - 1] not in _SENTENCE_ENDS]
    if 2 * len(raised) > len(words):
        return frozenset()
    return frozenset(raised)
