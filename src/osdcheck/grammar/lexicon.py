"""The phrase lexicon: TOML tables of entries as one automaton over words.

Where two entries give the same words, the more specific one (which stands for fewer phrases) wins;
two equally specific ones with different meanings are an error. The notation is in ``phrases.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from osdcheck.errors import DataError
from osdcheck.grammar.phrases import Irregular, Meaning, Next, Notation, Step, breadth, plain_firsts
from osdcheck.resources import data_folder, read_table

_TOPICS = "topics.toml"
_NO_PHRASES = frozenset({"contractions.toml", "verbs.toml", "function_words.toml", "names.toml", _TOPICS})
_COUNTING = frozenset({"MEASURE", "COMPARE"})


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
    holders: frozenset[str]
    qualifiers: frozenset[str]
    owners: frozenset[str]
    companies: frozenset[str]
    makers: frozenset[str]
    coordinators: frozenset[str]
    alternatives: frozenset[str]
    further_denials: frozenset[str]
    choices: frozenset[str]
    open_complement: frozenset[str]
    purposes: frozenset[str]
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A place in the automaton: what the words so far mean, and which may follow.

    ``meaning``: of the words alone; ``counted``: beside a number ("employees" is then a measure).
    ``paths``: for each word that may follow (``_`` for a free one) the node behind it, or the steps from
    which :meth:`Lexicon.follow` makes it.
    """

    meaning: Meaning | None
    counted: Meaning | None
    paths: dict[str, Node | list[Step]]


class Lexicon:
    """Phrases of one language as an automaton over words, built word by word as texts ask for it.

    A license uses a small part of the lexicon, so an entry is read only when a text holds a word it
    may begin with, and its alternatives are never multiplied out: a :class:`Node` stands for all the places
    in entries that the same words lead to. Safe to share between threads: what two build twice is the same.
    """

    def __init__(self, entries: Sequence[Meaning], irregular: Irregular, words: FunctionWords) -> None:
        self.words = words
        self.terminals = frozenset(entry.terminal for entry in entries)
        self._notation = Notation(irregular)
        self._steps: dict[Meaning, tuple[Next, ...]] = {}
        self._beginning: dict[str, list[Meaning]] = {}
        self._first: dict[str, Node] = {}
        self._nodes: dict[frozenset[Next], Node] = {}
        for entry in entries:
            for word in self._first_words(entry):
                self._beginning.setdefault(word, []).append(entry)

    def first_words(self) -> tuple[str, ...]:
        """All words that a phrase may begin with."""
        return tuple(self._beginning)

    def node(self, word: str) -> Node | None:
        """Where a first word leads, ``None`` when no phrase begins with it.

        Raises :class:`~osdcheck.errors.DataError` for a malformed entry, and for a phrase that two entries
        claim for different meanings.
        """
        known = self._first.get(word)
        if known is not None or word not in self._beginning:
            return known
        firsts = [step for entry in self._beginning[word] for step in self._read(entry)]
        found = self._behind(step for step in firsts if isinstance(step, Step) and word in step.forms)
        return self._first.setdefault(word, found)

    def follow(self, node: Node, word: str) -> Node:
        """Where a word of ``node.paths`` leads; raises as :meth:`node`."""
        found = node.paths[word]
        if isinstance(found, list):
            found = node.paths[word] = self._behind(found)
        return found

    def terminal_of(self, phrase: Sequence[str]) -> str:
        """Terminal of exactly these words; empty when they are no phrase."""
        node = self.node(phrase[0]) if phrase else None
        for word in phrase[1:]:
            node = self.follow(node, word) if node is not None and word in node.paths else None
        return node.meaning.terminal if node is not None and node.meaning is not None else ""

    def _behind(self, steps: Iterable[Step]) -> Node:
        places = frozenset(place for step in steps for place in step.after)
        known = self._nodes.get(places)
        return known if known is not None else self._nodes.setdefault(places, self._node(places))

    def _node(self, places: frozenset[Next]) -> Node:
        paths: dict[str, Node | list[Step]] = {}
        ends: list[Meaning] = []
        for place in places:
            if isinstance(place, Meaning):
                ends.append(place)
                continue
            for form in place.forms:
                steps = paths.setdefault(form, [])
                assert isinstance(steps, list)
                steps.append(place)
        plain = [end for end in ends if end.terminal not in _COUNTING]
        counting = [end for end in ends if end.terminal in _COUNTING]
        return Node(self._most_specific(plain), self._most_specific(counting), paths)

    def _most_specific(self, ends: Sequence[Meaning]) -> Meaning | None:
        """Of entries that stand for the same words the one that stands for the fewest others."""
        if len(ends) < 2:
            return ends[0] if ends else None
        breadths = [breadth(frozenset(self._read(end))) for end in ends]
        least = [end for end, its in zip(ends, breadths, strict=True) if its == min(breadths)]
        for other in least[1:]:
            if (other.terminal, other.value) != (least[0].terminal, least[0].value):
                problem = (
                    f"stands for the same words as {least[0].entry!r} in {least[0].source}, which is "
                    f"{least[0].terminal} {least[0].value} and not {other.terminal} {other.value}; keep one"
                )
                raise DataError(other.source, other.entry, problem)
        return least[0]

    def _read(self, entry: Meaning) -> tuple[Next, ...]:
        known = self._steps.get(entry)
        return known if known is not None else self._steps.setdefault(entry, self._notation.read(entry))

    def _first_words(self, entry: Meaning) -> Iterable[str]:
        firsts = plain_firsts(entry.entry)
        if len(firsts) == 1:
            return self._notation.forms(firsts[0], entry)
        if firsts:
            return dict.fromkeys(form for first in firsts for form in self._notation.forms(first, entry))
        steps = self._read(entry)
        return dict.fromkeys(form for step in steps if isinstance(step, Step) for form in step.forms)


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
        Meaning(terminal, value, name, text)
        for name, table in _tables(paths)
        for terminal, rows in table.items()
        for value, texts in rows.items()
        for text in texts
    )
    return Lexicon(entries, _irregular_verbs(folder), _function_words(folder))


def _tables(paths: Sequence[Traversable]) -> Iterator[tuple[str, dict[str, dict[str, list[str]]]]]:
    for path in paths:
        yield path.name, read_table(path)


def _function_words(folder: Traversable) -> FunctionWords:
    table = read_table(folder / "function_words.toml")["words"]
    return FunctionWords(**{name: frozenset(words) for name, words in table.items()})


def _irregular_verbs(folder: Traversable) -> dict[str, tuple[str, ...]]:
    table = read_table(folder / "verbs.toml")
    return {verb: tuple(forms) for verb, forms in table["irregular"].items()}
