"""The phrase lexicon: TOML tables of entries as one trie over words.

Where two entries give the same words, the more specific one (which stands for fewer phrases) wins;
two equally specific ones with different meanings are an error. The notation is in ``phrases.py``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from threading import Lock
from typing import Any

from osdcheck.errors import DataError
from osdcheck.grammar.phrases import Irregular, expand, first_words
from osdcheck.resources import data_folder

LEAF = ""
"""Trie key under which a node keeps what its phrase stands for."""
COUNTED = "#"
"""Trie key for what its phrase stands for beside a number ("employees" is then a measure)."""


_TOPICS = "topics.toml"
_NO_PHRASES = frozenset({"verbs.toml", "function_words.toml", _TOPICS})
_COUNTING = frozenset({"MEASURE", "COMPARE"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for: a terminal of the grammars and a value within it."""

    terminal: str
    value: str
    source: str
    breadth: int


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """Sets of small words (``function_words.toml``) that readings and attachment go by."""

    glue: frozenset[str]
    be: frozenset[str]
    participles: frozenset[str]
    base_participles: frozenset[str]
    numerals: frozenset[str]
    labels: frozenset[str]
    comparing: frozenset[str]
    in_numbers: frozenset[str]
    links: frozenset[str]
    owners: frozenset[str]
    makers: frozenset[str]
    coordinators: frozenset[str]
    alternatives: frozenset[str]
    open_complement: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Entry:
    text: str
    terminal: str
    value: str
    source: str


class Lexicon:
    """Phrases of one language as a trie over words, expanded word by word as texts ask for them.

    A license uses a small part of the lexicon, so an entry is expanded only when a text holds a
    word it may begin with. Safe to share between threads.
    """

    def __init__(self, entries: Sequence[_Entry], irregular: Irregular, words: FunctionWords) -> None:
        self.words = words
        self.phrases = len(entries)
        self.terminals = frozenset(entry.terminal for entry in entries)
        self._irregular = irregular
        self._trie: dict[str, Any] = {}
        self._expanded: set[int] = set()
        self._waiting: dict[str, list[int]] = {}
        self._entries = entries
        self._lock = Lock()
        for number, entry in enumerate(entries):
            for word in first_words(entry.text, irregular, entry.source):
                self._waiting.setdefault(word, []).append(number)

    def node(self, word: str) -> dict[str, Any] | None:
        """Trie node behind a first word: words and ``_`` lead on, :data:`LEAF` and :data:`COUNTED` mean.

        Raises :class:`~osdcheck.errors.DataError` for a phrase that two rows claim for different meanings.
        """
        if word in self._waiting:
            with self._lock:
                for number in self._waiting.get(word, ()):
                    self._expand(number)
                # Only now: another thread that finds nothing waiting may rely on the node.
                self._waiting.pop(word, None)
        found: dict[str, Any] | None = self._trie.get(word)
        return found

    def terminal_of(self, phrase: Sequence[str]) -> str:
        """Terminal of exactly these words; empty when they are no phrase."""
        node = self.node(phrase[0]) if phrase else None
        for word in phrase[1:]:
            node = node.get(word) if node is not None else None
        meaning = node.get(LEAF) if node is not None else None
        return meaning.terminal if meaning is not None else ""

    def expand_all(self) -> dict[str, Any]:
        """The whole trie, every entry expanded."""
        for word in tuple(self._waiting):
            self.node(word)
        return self._trie

    def _expand(self, number: int) -> None:
        if number in self._expanded:
            return
        entry = self._entries[number]
        phrases = expand(entry.text, self._irregular, entry.source)
        meaning = Meaning(entry.terminal, entry.value, entry.source, len(phrases))
        for words in phrases:
            _insert(self._trie, words, meaning, entry.text)
        self._expanded.add(number)


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """Lexicon of a language, from ``grammars/<language>/*.toml``.

    Raises :class:`~osdcheck.errors.DataError` for a malformed file or phrase.
    """
    folder = data_folder("grammars") / language
    paths = [path for path in sorted(folder.iterdir(), key=lambda item: item.name) if _holds_phrases(path)]
    return _lexicon(folder, paths)


@cache
def load_topics(language: str = "en") -> Lexicon:
    """Phrases that tell what a fact is about, from ``grammars/<language>/topics.toml``.

    They stand apart from the lexicon: they become no token, and take no words from its phrases.
    """
    folder = data_folder("grammars") / language
    return _lexicon(folder, [folder / _TOPICS])


def _holds_phrases(path: Traversable) -> bool:
    return path.name.endswith(".toml") and path.name not in _NO_PHRASES


def _lexicon(folder: Traversable, paths: Sequence[Traversable]) -> Lexicon:
    entries = tuple(
        _Entry(text, terminal, value, name)
        for name, table in _tables(paths)
        for terminal, rows in table.items()
        for value, texts in rows.items()
        for text in texts
    )
    return Lexicon(entries, _irregular_verbs(folder), _function_words(folder))


def _tables(paths: Sequence[Traversable]) -> Iterator[tuple[str, dict[str, dict[str, list[str]]]]]:
    for path in paths:
        try:
            yield path.name, tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise DataError(path.name, "file", str(error)) from error


def _function_words(folder: Traversable) -> FunctionWords:
    table = tomllib.loads((folder / "function_words.toml").read_text(encoding="utf-8"))["words"]
    return FunctionWords(**{name: frozenset(words) for name, words in table.items()})


def _irregular_verbs(folder: Traversable) -> dict[str, tuple[str, ...]]:
    table = tomllib.loads((folder / "verbs.toml").read_text(encoding="utf-8"))
    return {verb: tuple(forms) for verb, forms in table["irregular"].items()}


def _insert(trie: dict[str, Any], words: tuple[str, ...], meaning: Meaning, entry: str) -> None:
    node = trie
    for word in words:
        node = node.setdefault(word, {})
    key = COUNTED if meaning.terminal in _COUNTING else LEAF
    known = node.setdefault(key, meaning)
    if known.breadth > meaning.breadth:
        node[key] = meaning
    elif known.breadth == meaning.breadth and (known.terminal, known.value) != (
        meaning.terminal,
        meaning.value,
    ):
        problem = (
            f"{' '.join(words)!r} is {known.terminal} {known.value} in {known.source} "
            f"and {meaning.terminal} {meaning.value} here; keep one"
        )
        raise DataError(meaning.source, entry, problem)
