"""Words and punctuation marks of a unit, folded for the lexicon, with their places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate, compress

from osdcheck.core.rows import CELLS
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


class Words:
    """Folded words of a text, with the character range of each.

    ``numbers``: indexes of words that begin with a digit. Two are equal only as one object, so that what is
    kept of words is found without reading them all.
    """

    __slots__ = ("_capital", "_text", "ends", "numbers", "starts", "words")

    def __init__(
        self,
        text: str,
        words: tuple[str, ...],
        starts: tuple[int, ...],
        ends: tuple[int, ...],
        numbers: tuple[int, ...],
    ) -> None:
        self.words = words
        self.starts = starts
        self.ends = ends
        self.numbers = numbers
        self._text = text
        self._capital: frozenset[int] | None = None

    def has_capital(self, index: int) -> bool:
        """Whether the word at ``index`` begins with a capital letter, wherever it stands."""
        return self._text[self.starts[index]].isupper()

    @property
    def cells(self) -> tuple[int, ...]:
        """Indexes of the words that the second cell of a row, and those behind it, begin with."""
        if CELLS not in self._text:
            return ()
        ends = [len(part) + len(CELLS) for part in self._text.split(CELLS)[:-1]]
        return tuple(bisect_left(self.starts, end) for end in accumulate(ends))

    @property
    def last_cell(self) -> str:
        """What stands in the last cell of a row, marks included."""
        return self._text.rpartition(CELLS)[2].strip()

    @property
    def capital(self) -> frozenset[int]:
        """Indexes of words that look like a name, found when first asked: most sentences never are.

        That is, written with a capital inside a sentence that is not all capitals.
        """
        if self._capital is None:
            self._capital = _capital(self._text, self.words, self.starts)
        return self._capital


_Run = tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""What a run of characters without a blank is split into: words, starts, ends and numbers, as in Words."""


@lru_cache(maxsize=1024)
def split_words(text: str) -> Words:
    """Words and marks of clean text, in lower case, short forms written out.

    A hyphen separates words, a URL or the path of a file is one word; the words of a short form stand at
    the same place.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    numbers: list[int] = []
    end = -1
    runs = text.split()
    single = sum(map(len, runs)) + len(runs) == len(text) + 1
    for run in runs:
        start = end + 1 if single else text.find(run, end + 1)
        end = start + len(run)
        word = _plain(run)
        if word:
            # Most words; what follows is about the others.
            words.append(word)
            starts.append(start)
            ends.append(end)
            continue
        its_words, its_starts, its_ends, its_numbers = _split_run(run)
        if its_numbers:
            numbers += [len(words) + at for at in its_numbers]
        words += its_words
        starts += [start + at for at in its_starts]
        ends += [start + at for at in its_ends]
    return Words(text, tuple(words), tuple(starts), tuple(ends), tuple(numbers))


@lru_cache(maxsize=1 << 13)
def _plain(run: str) -> str:
    """A run in lower case if it is one plain word, else empty; kept, so that equal words are one object."""
    return run.lower() if run.isalpha() and run.isascii() else ""


@lru_cache(maxsize=2048)
def _split_run(run: str) -> _Run:
    """A run that is more than one plain word; kept for a while: a comma stands behind the same words."""
    last = len(run) - 1
    word = _plain(run[:last])
    if word and run[last] in _SIGNS:
        # Half of these runs.
        return (word, run[last]), (0, last), (last, last + 1), ()
    folded = run.lower()
    if len(folded) != len(run):
        folded = "".join(low if len(low := char.lower()) == 1 else char for char in run)
    linked = "/" in folded or "www." in folded
    links = {match.start(): match.end() for match in _URL.finditer(folded)} if linked else {}
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, word in _pieces(folded, links):
        meant = _meant(run, word, start)
        words += meant
        starts += [start] * len(meant)
        ends += [end] * len(meant)
    numbers = tuple(at for at, word in enumerate(words) if word[0].isdigit())
    return tuple(words), tuple(starts), tuple(ends), numbers


def _meant(run: str, word: str, start: int) -> tuple[str, ...]:
    """What a word stands for; nothing where it is a dot within a name."""
    if word == ".":
        return () if _inside(run, start) else (word,)
    if word[-1] == "." and word[0].isalpha():
        # "U.S." is not the pronoun "us": what is short for a country keeps the dots within.
        word = word[:-1] if word.startswith("u.") else word.replace(".", "")
    return load_contractions().written_out(word) if "'" in word else (word,)


def _inside(text: str, at: int) -> bool:
    """Whether a dot belongs to a name ("org.example", "a@b.org"): it ends no sentence."""
    behind = text[at + 1 : at + 2]
    return at > 0 and text[at - 1].isalnum() and (behind.islower() or behind.isdigit())


def _pieces(folded: str, links: Mapping[int, int]) -> Iterator[tuple[int, int, str]]:
    position = 0
    while match := _TOKEN.search(folded, position):
        start = match.start()
        position = links.get(start, match.end())
        yield start, position, _LINK if start in links else match.group()


def _capital(text: str, words: tuple[str, ...], starts: tuple[int, ...]) -> frozenset[int]:
    capitals = compress(range(len(starts)), map(str.isupper, map(text.__getitem__, starts)))
    raised = [index for index in capitals if index and words[index - 1] not in _SENTENCE_ENDS]
    if 2 * len(raised) > len(words):
        return frozenset()
    return frozenset(raised)
