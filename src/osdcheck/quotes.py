"""The words that decide a finding, and their place in the original file."""

from __future__ import annotations

from osdcheck.core.document import Document
from osdcheck.core.span import Span
from osdcheck.core.unit import Unit

LIMIT = 80
"""Most words a quote may have."""
_SENTENCE = 60
"""A unit of at most this many words is quoted whole."""


def decisive_range(unit: Unit, start: int, end: int) -> tuple[int, int]:
    """Range of the unit's text to quote for facts at ``[start, end)``: at most 80 words.

    A short unit is quoted whole (of a list entry: the entry, not its stem); of a longer one the
    words of the facts, cut from their end.
    """
    own = unit.stem_length if end > unit.stem_length else 0
    text = unit.text[own:]
    if len(text.split()) <= _SENTENCE:
        return own, len(unit.text)
    start = max(start, own)
    words = 0
    position = start
    last = start
    while position < len(unit.text) and words < LIMIT - 5:
        gap = unit.text.find(" ", position)
        last = len(unit.text) if gap < 0 else gap
        words += 1
        position = last + 1
        if last >= end and words >= 25:
            break
    return start, last


def original_span(document: Document, unit: Unit, start: int, end: int) -> Span:
    """Place of a range of a unit's text in the original file."""
    low, high = unit.clean_range(start, end)
    return document.offsets.span(low, high)


def quoted(document: Document, unit: Unit, start: int, end: int) -> tuple[str, Span, str, str | None]:
    """Original words, their span, the clean form, and the stem of a list entry."""
    low, high = decisive_range(unit, start, end)
    # a sentence that was joined to the next ends with a stop that stands nowhere in the file
    high = min(high, unit.pieces[-1].end)
    while high > low and unit.text[high - 1].isspace():
        high -= 1
    while low < high and unit.text[low].isspace():
        low += 1
    span = original_span(document, unit, low, high)
    stem = unit.text[: unit.stem_length].strip() or None if low >= unit.stem_length > 0 else None
    return document.original[span.start : span.end], span, unit.text[low:high], stem
