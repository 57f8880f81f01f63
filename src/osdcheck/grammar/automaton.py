"""All phrases of a lexicon as one deterministic automaton over words, made whole and written as numbers.

A license uses a small part of it, and to make it takes most of a second; written, it is read in some
milliseconds, and only the places that a text leads to become objects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate
from typing import Any, NamedTuple

from osdcheck.errors import DataError
from osdcheck.grammar.numbers import numbers_of, written_numbers
from osdcheck.grammar.phrases import FREE, Meaning, Next, Notation, Step, breadth

_COUNTING = frozenset({"MEASURE", "COMPARE"})
"""Terminals of phrases that are measures only beside a number."""
_START = 0
_NOTHING = -1
_APART = "\t"

Places = frozenset[Next]
"""Where in entries some words lead to."""


class Node(NamedTuple):
    """A place in the automaton: what the words so far mean, and which may follow.

    ``meaning``: of the words alone; ``counted``: beside a number ("employees" is then a measure). ``paths``:
    the number of the node behind each word that may follow; ``free``: of the one behind a free word, or 0.
    """

    meaning: Meaning | None
    counted: Meaning | None
    paths: Mapping[str, int]
    free: int


_Plain = tuple[Meaning | None, Meaning | None, Mapping[str, int], int]
"""A node as a tuple that has no names: Python takes it apart in a fraction of the time."""
End = tuple[Meaning | None, Meaning | None, int]
"""What a phrase that ends somewhere means alone and beside a number, and the position behind it."""


class Automaton:
    """Nodes by number, each made of what is written of it when it is first asked for.

    Safe to share between threads: what two make twice is the same.
    """

    def __init__(self, written: Mapping[str, Any]) -> None:
        """``written``: what :func:`write_automaton` gives."""
        self._entries: str = written["entries"]
        self._entry_starts = numbers_of(written["entry_starts"])
        self._words: Sequence[str] = written["words"]
        self._edges, self._targets, self._first, self._ends, self._free = (
            numbers_of(written[name]) for name in ("edges", "targets", "first", "ends", "free")
        )
        self._nodes: list[_Plain | None] = [None] * len(self._free)

    def start(self) -> Node:
        """The node before the first word."""
        return self.node(_START)

    def node(self, number: int) -> Node:
        """The node of a number that stands in ``paths`` or ``free`` of another."""
        return Node(*self._node(number))

    def _node(self, number: int) -> _Plain:
        known = self._nodes[number]
        if known is None:
            known = self._nodes[number] = self._read(number)
        return known

    def ends(self, number: int, words: Sequence[str], position: int, barred: AbstractSet[str]) -> list[End]:
        """Where phrases end that go on from a node with the words from ``position`` on.

        ``barred``: words that no free word of a phrase stands for. What spells a word out comes first.
        """
        # Asked at most words of a text: a list is quicker than a generator, and most places are no end.
        nodes, size = self._nodes, len(words)
        found: list[End] = []
        untried: list[tuple[int, int]] = []
        while True:
            meaning, counted, paths, free = nodes[number] or self._node(number)
            if meaning is not None or counted is not None:
                found.append((meaning, counted, position))
            if position < size:
                word = words[position]
                position += 1
                following = paths.get(word)
                if free and word not in barred:
                    if following is None:
                        number = free
                        continue
                    untried.append((free, position))
                if following is not None:
                    number = following
                    continue
            if not untried:
                return found
            number, position = untried.pop()

    def longest(self, number: int, words: Sequence[str], position: int, barred: AbstractSet[str]) -> End:
        """Where the longest phrase ends of those that :meth:`ends` gives; at 0 where none does.

        Of two that are as long it is the one that spells its words out.
        """
        plain = counting = None
        last = 0
        for meaning, counted, end in self.ends(number, words, position, barred):
            if end > last:
                plain, counting, last = meaning, counted, end
        return plain, counting, last

    def _read(self, number: int) -> _Plain:
        low, high = self._first[number], self._first[number + 1]
        words = map(self._words.__getitem__, self._edges[low:high])
        paths = dict(zip(words, self._targets[low:high], strict=True))
        plain, counted = self._ends[2 * number : 2 * number + 2]
        return self._meaning(plain), self._meaning(counted), paths, self._free[number]

    def _meaning(self, number: int) -> Meaning | None:
        if number == _NOTHING:
            return None
        start, end = self._entry_starts[number : number + 2]
        return Meaning(*self._entries[start:end].split(_APART, 3))


def write_automaton(entries: Sequence[Meaning], notation: Notation) -> dict[str, Any]:
    """The automaton of the entries in lists, strings and bytes.

    Raises :class:`~osdcheck.errors.DataError` for a malformed entry, and for a phrase that two entries
    claim for different meanings.
    """
    return _Writer(entries, notation).written()


class _Writer:
    """Numbers the nodes as they are found, breadth first."""

    def __init__(self, entries: Sequence[Meaning], notation: Notation) -> None:
        self._entries = entries
        self._firsts = {entry: notation.read(entry) for entry in entries}
        self._numbers: dict[Places, int] = {}
        self._found: list[Places] = []

    def written(self) -> dict[str, Any]:
        entries = [_APART.join(entry) for entry in self._entries]
        places_of = {entry: place for place, entry in enumerate(self._entries)}
        words: dict[str, int] = {}
        edges: list[int] = []
        targets: list[int] = []
        ends: list[int] = []
        free: list[int] = []
        first = [0]
        self._number(frozenset(step for steps in self._firsts.values() for step in steps))
        for places in self._found:
            behind = _behind(places)
            free.append(self._number(behind.pop(FREE)) if FREE in behind else _START)
            for word, after in behind.items():
                edges.append(words.setdefault(word, len(words)))
                targets.append(self._number(after))
            first.append(len(edges))
            ends.extend(_NOTHING if end is None else places_of[end] for end in self._ends(places))
        return {
            # One string: few of the entries are ever looked at.
            "entries": "".join(entries),
            "entry_starts": written_numbers(accumulate(map(len, entries), initial=0)),
            "words": list(words),
            "edges": written_numbers(edges),
            "targets": written_numbers(targets),
            "first": written_numbers(first),
            "ends": written_numbers(ends),
            "free": written_numbers(free),
        }

    def _number(self, places: Places) -> int:
        known = self._numbers.get(places)
        if known is None:
            known = self._numbers[places] = len(self._found)
            self._found.append(places)
        return known

    def _ends(self, places: Places) -> tuple[Meaning | None, Meaning | None]:
        """What words that lead to these places mean alone, and beside a number."""
        ends = [place for place in places if isinstance(place, Meaning)]
        plain = [end for end in ends if end.terminal not in _COUNTING]
        counting = [end for end in ends if end.terminal in _COUNTING]
        return self._most_specific(plain), self._most_specific(counting)

    def _most_specific(self, ends: Sequence[Meaning]) -> Meaning | None:
        """Of entries that stand for the same words the one that stands for the fewest others."""
        if len(ends) < 2:
            return ends[0] if ends else None
        breadths = [breadth(frozenset(self._firsts[end])) for end in ends]
        least = [end for end, its in zip(ends, breadths, strict=True) if its == min(breadths)]
        for other in least[1:]:
            if (other.terminal, other.value) != (least[0].terminal, least[0].value):
                problem = (
                    f"stands for the same words as {least[0].entry!r} in {least[0].source}, which is "
                    f"{least[0].terminal} {least[0].value} and not {other.terminal} {other.value}; keep one"
                )
                raise DataError(other.source, other.entry, problem)
        return least[0]


def _behind(places: Places) -> dict[str, Places]:
    """For each word that may follow (:data:`FREE` for a free one) the places it leads to."""
    found: dict[str, set[Next]] = {}
    for place in places:
        if isinstance(place, Step):
            for form in place.forms:
                found.setdefault(form, set()).update(place.after)
    return {word: frozenset(after) for word, after in sorted(found.items())}
