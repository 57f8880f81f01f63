"""Lists inside a sentence: ``You may not (a) copy, (b) sell or (c) rent the Software``."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from osdcheck.structure.marks import Key, Mark, inline_marks
from osdcheck.structure.sentences import Range, strip_range
from osdcheck.structure.stems import is_inline_stem
from osdcheck.structure.zones import is_definition

_DEEPEST = 3
_MOST_TRIES = 40
"""Lists that turn out to be none; a text full of them is not worth looking further."""


class Part(NamedTuple):
    """A sentence or an inline list entry, with the stem inside its block that governs it.

    ``sibling`` tells an entry of the very list whose first entry the block is.
    """

    start: int
    end: int
    stem: tuple[Range, ...] = ()
    sibling: bool = False


def find_parts(
    text: str, sentences: list[Range], opened: tuple[Key, int] | None
) -> tuple[list[Part], int | None]:
    """Parts of a block, and the rank reached when its own list goes on inside the block.

    ``opened``: list and rank of the enumerator the block starts with.
    """
    if not sentences:
        return [], None
    start, end = sentences[0][0], sentences[-1][1]
    marks = inline_marks(text, start, end)
    if not marks:
        return [Part(*sentence) for sentence in sentences], None
    if opened is not None:
        own = _chain(marks, *opened)
        if own and _separated(text, own):
            parts: list[Part] = []
            for low, high, first in _cut(text, sentences, own):
                parts.extend(
                    Part(part.start, part.end, part.stem, sibling=first and number == 0)
                    for number, part in enumerate(_split(text, [(low, high)], (), 0))
                )
            return parts, opened[1] + len(own)
    return _split(text, sentences, (), 0), None


def _split(text: str, sentences: list[Range], stem: tuple[Range, ...], depth: int) -> list[Part]:
    chain = _first_chain(text, sentences, depth)
    if not chain:
        # One list may follow another in a block: look at each sentence by itself before giving up.
        if len(sentences) > 1:
            return [part for one in sentences for part in _split(text, [one], (), depth)]
        return [Part(*sentence, stem) for sentence in sentences]
    lead_range: Range | None = None
    parts: list[Part] = []
    for low, high, marked in _cut(text, sentences, chain):
        if high <= chain[0].start:
            lead_range = (low, high)
            parts.append(Part(low, high))
            continue
        if not marked:
            parts.extend(_split(text, [(low, high)], (), depth + 1))
            continue
        own = (*stem, lead_range) if lead_range is not None else stem
        parts.extend(_split(text, [(low, high)], own, depth + 1))
    if stem and parts:
        parts[0] = Part(parts[0].start, parts[0].end, stem)
    return parts


def _first_chain(text: str, sentences: list[Range], depth: int) -> list[Mark]:
    start, end = sentences[0][0], sentences[-1][1]
    if depth > _DEEPEST or end - start < 12:
        return []
    marks = inline_marks(text, start, end)
    for number, key in _openings(marks)[:_MOST_TRIES]:
        mark = marks[number]
        rest = _chain(marks[number + 1 :], key, 1)
        low = next(one[0] for one in reversed(sentences) if one[0] <= mark.start)
        lead = text[low : mark.start].strip()
        if is_inline_stem(lead) and not is_definition(text[low : mark.start + 40]):
            return [mark, *rest]
    return []


def _openings(marks: list[Mark]) -> list[tuple[int, Key]]:
    """First entries with a second one somewhere behind them: index and list."""
    followed: set[Key] = set()
    found: list[tuple[int, Key]] = []
    for number in range(len(marks) - 1, -1, -1):
        key = marks[number].opens()
        if key is not None and key in followed:
            found.append((number, key))
        followed.update(one for one, rank in marks[number].readings if rank == 2 or one[1] == "bullet")
    return found[::-1]


def _chain(marks: list[Mark], key: Key, last: int) -> list[Mark]:
    chain: list[Mark] = []
    for mark in marks:
        # The second entry has to be there; later ones may be missing, as laws are amended.
        furthest = last + (2 if chain else 1)
        ranks = [rank for one, rank in mark.readings if one == key and last < rank <= furthest]
        if ranks or (key[1] == "bullet" and mark.readings[0][0] == key):
            chain.append(mark)
            last = ranks[0] if ranks else last
    return chain


def _separated(text: str, marks: list[Mark]) -> bool:
    before = text[max(0, marks[0].start - 8) : marks[0].start].rstrip()
    return before.endswith((";", ",", ".", ":", " or", " and"))


def _cut(text: str, sentences: list[Range], chain: list[Mark]) -> list[tuple[int, int, bool]]:
    """Sentences cut at the marks: start, end, and whether a mark stands before the part."""
    parts: list[tuple[int, int, bool]] = []
    starts = [mark.start for mark in chain]
    for start, end in sentences:
        position, marked = start, False
        for mark in chain[bisect_left(starts, start) : bisect_left(starts, end)]:
            low, high = strip_range(text, position, mark.start)
            if low < high:
                parts.append((low, high, marked))
            position, marked = mark.end, True
        low, high = strip_range(text, position, end)
        if low < high:
            parts.append((low, high, marked))
    return parts
