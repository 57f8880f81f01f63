"""Loads the phrase lexicon: TOML tables of phrases into one trie over words.

A phrase is lower-case words with ``(a|b c)`` for alternatives, ``[x]`` for optional words, ``_``
for exactly one free word, ``word~v`` for all forms of a verb and ``word~n`` for singular and plural.

Where two entries give the same words, the more specific one (which stands for fewer phrases) wins;
two equally specific ones with different meanings are an error.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from osdcheck.errors import DataError
from osdcheck.grammar.inflect import plural, verb_forms
from osdcheck.resources import data_folder

_PIECE = re.compile(r"\s*(?:(\()|(\))|(\[)|(\])|(\|)|([^\s()\[\]|]+))")
_WORD = re.compile(r"[a-z0-9,'$€£¥%&+.]+(?:~[vn])?|_")
LEAF = ""
"""Trie key under which a node keeps what its phrase stands for."""
COUNTED = "#"
"""Trie key for what its phrase stands for beside a number ("employees" is then a measure)."""


_NO_PHRASES = frozenset({"verbs.toml", "function_words.toml"})
_BROADEST = 40000
"""Most phrases one entry may stand for: loading stays quick, and entries stay readable."""
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
class Lexicon:
    """Word trie (nested dictionaries, :data:`LEAF` holds a :class:`Meaning`) of one language."""

    trie: dict[str, Any]
    terminals: frozenset[str]
    phrases: int
    words: FunctionWords


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """Lexicon of a language, from ``grammars/<language>/*.toml``.

    Raises :class:`~osdcheck.errors.DataError` for a malformed phrase, and for a phrase that two
    rows claim for different meanings.
    """
    folder = data_folder("grammars") / language
    irregular = _irregular_verbs(folder)
    trie: dict[str, Any] = {}
    terminals: set[str] = set()
    count = 0
    for name, table in _tables(folder):
        for terminal, rows in table.items():
            terminals.add(terminal)
            for value, entries in rows.items():
                for entry in entries:
                    count += 1
                    phrases = expand(entry, irregular, name)
                    meaning = Meaning(terminal, value, name, len(phrases))
                    for words in phrases:
                        _insert(trie, words, meaning, entry)
    return Lexicon(trie, frozenset(terminals), count, _function_words(folder))


def _tables(folder: Traversable) -> Iterator[tuple[str, dict[str, dict[str, list[str]]]]]:
    for path in sorted(folder.iterdir(), key=lambda item: item.name):
        if path.name.endswith(".toml") and path.name not in _NO_PHRASES:
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


def expand(entry: str, irregular: dict[str, tuple[str, ...]], source: str) -> tuple[tuple[str, ...], ...]:
    """All word sequences an entry stands for."""
    tokens = [match.group().strip() for match in _PIECE.finditer(entry)]
    sequences, rest = _alternatives(tokens, irregular, source, entry)
    if len(sequences) > _BROADEST:
        raise DataError(source, entry, f"stands for more than {_BROADEST} phrases; split it")
    if rest or not all(sequences):
        raise DataError(source, entry, "brackets do not match, or the phrase may be empty")
    return tuple(dict.fromkeys(sequences))


def _alternatives(
    tokens: list[str], irregular: dict[str, tuple[str, ...]], source: str, entry: str
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


def _forms(token: str, irregular: dict[str, tuple[str, ...]], source: str, entry: str) -> tuple[str, ...]:
    if not _WORD.fullmatch(token):
        raise DataError(source, entry, f"{token!r} is not a word of the lexicon")
    if token.endswith("~v"):
        return verb_forms(token[:-2], irregular)
    if token.endswith("~n"):
        return token[:-2], plural(token[:-2])
    return (token,)
