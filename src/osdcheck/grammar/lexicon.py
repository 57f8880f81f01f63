"""The phrase lexicon: TOML tables of entries as one automaton over words.

Where two entries give the same words, the more specific one (which stands for fewer phrases) wins;
two equally specific ones with different meanings are an error. The notation is in ``phrases.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from osdcheck.errors import DataError
from osdcheck.grammar.openings import openings
from osdcheck.grammar.phrases import Irregular, Meaning, Next, Notation, Step, breadth
from osdcheck.kept import kept
from osdcheck.resources import data_folder, read_bytes, read_table

_TOPICS = "topics.toml"
_NO_PHRASES = frozenset({"contractions.toml", "verbs.toml", "function_words.toml", "names.toml", _TOPICS})
_READERS = ("lexicon.py", "openings.py", "phrases.py", "inflect.py")
"""Modules by which files become what is kept of a lexicon."""
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

    def __init__(
        self,
        entries: Sequence[Meaning],
        irregular: Irregular,
        words: FunctionWords,
        *,
        beginning: Mapping[str, Sequence[int]] | None = None,
    ) -> None:
        """``beginning``: what :func:`openings` finds of the entries, where that is known."""
        self.words = words
        self.terminals = frozenset(entry.terminal for entry in entries)
        self._entries = entries
        self._notation = Notation(irregular)
        self.beginning = openings(entries, self._notation) if beginning is None else beginning
        self._steps: dict[Meaning, tuple[Next, ...]] = {}
        self._first: dict[str, Node] = {}
        self._nodes: dict[frozenset[Next], Node] = {}

    def first_words(self) -> tuple[str, ...]:
        """All words that a phrase may begin with."""
        return tuple(self.beginning)

    def node(self, word: str) -> Node | None:
        """Where a first word leads, ``None`` when no phrase begins with it.

        Raises :class:`~osdcheck.errors.DataError` for a malformed entry, and for a phrase that two entries
        claim for different meanings.
        """
        known = self._first.get(word)
        if known is not None or word not in self.beginning:
            return known
        firsts = [step for place in self.beginning[word] for step in self._read(self._entries[place])]
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


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """Lexicon of a language, from ``grammars/<language>/*.toml``.

    Raises :class:`~osdcheck.errors.DataError` for a malformed file or phrase.
    """
    folder = data_folder("grammars") / language
    paths = [path for path in sorted(folder.iterdir(), key=lambda item: item.name) if _holds_phrases(path)]
    return _lexicon(f"{language}.lexicon", folder, paths)


@cache
def load_topics(language: str = "en") -> Lexicon:
    """Phrases that tell what a fact is about, from ``grammars/<language>/topics.toml``.

    They stand apart from the lexicon: they become no token, and take no words from its phrases.
    """
    folder = data_folder("grammars") / language
    return _lexicon(f"{language}.topics", folder, [folder / _TOPICS])


def _holds_phrases(path: Traversable) -> bool:
    return path.name.endswith(".toml") and path.name not in _NO_PHRASES


def _lexicon(name: str, folder: Traversable, paths: Sequence[Traversable]) -> Lexicon:
    small, verbs = folder / "function_words.toml", folder / "verbs.toml"
    # An installation of compiled modules alone has none of them; its version speaks for them.
    code = [path for module in _READERS if (path := files("osdcheck") / "grammar" / module).is_file()]
    files_read = (*paths, small, verbs, *code)
    sources = [part for path in files_read for part in (path.name.encode(), read_bytes(path))]
    book = kept(name, sources, lambda: _book(paths, small, verbs))
    return Lexicon(
        tuple(Meaning(*row) for row in book["entries"]),
        book["irregular"],
        FunctionWords(**{name: frozenset(words) for name, words in book["words"].items()}),
        beginning=book["beginning"],
    )


def _book(paths: Sequence[Traversable], small: Traversable, verbs: Traversable) -> dict[str, Any]:
    """What a lexicon is made of, as JSON can hold it."""
    entries = [
        Meaning(terminal, value, path.name, text)
        for path in paths
        for terminal, rows in read_table(path).items()
        for value, texts in rows.items()
        for text in texts
    ]
    irregular = read_table(verbs)["irregular"]
    return {
        "entries": entries,
        "irregular": irregular,
        "words": read_table(small)["words"],
        "beginning": openings(entries, Notation(irregular)),
    }
