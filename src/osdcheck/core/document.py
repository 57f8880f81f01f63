"""A license file as text: what the file says, what the stages read, and the way back."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple, NewType

from osdcheck.core.span import Span

CleanText = NewType("CleanText", str)
"""Text without comment leaders, hard wraps, markup and typographic variants."""


class OffsetMap(NamedTuple):
    """Sorted runs that map characters of a clean text to characters of its original.

    ``clean[i]`` is the first clean offset of run ``i`` and ``original[i]`` the offset it came
    from; ``widths[i]`` is how many original characters one clean character of the run stands
    for when the run was replaced as a whole (0: the run is a one-to-one copy).
    """

    clean: tuple[int, ...]
    original: tuple[int, ...]
    widths: tuple[int, ...]
    clean_length: int
    original_length: int

    def start_of(self, offset: int) -> int:
        """Original offset at which clean character ``offset`` begins."""
        if not self.clean or offset >= self.clean_length:
            return self.original_length
        run = bisect_right(self.clean, offset) - 1
        if self.widths[run]:
            return self.original[run]
        return self.original[run] + offset - self.clean[run]

    def end_of(self, offset: int) -> int:
        """Original offset just behind clean character ``offset``."""
        if not self.clean:
            return self.original_length
        run = bisect_right(self.clean, offset) - 1
        if self.widths[run]:
            return self.original[run] + self.widths[run]
        return self.original[run] + offset - self.clean[run] + 1

    def span(self, start: int, end: int) -> Span:
        """Original span of the clean range ``[start, end)``; an empty range maps to a point."""
        if end <= start:
            point = self.start_of(start)
            return Span(point, point)
        first, last = self.start_of(start), self.end_of(end - 1)
        return Span(first, max(first, last))


class Document(NamedTuple):
    """One source as text.

    ``name``: what the reader called it (a path, ``"-"`` or ``None``); ``sha256``: hexadecimal
    digest of the bytes read (of the UTF-8 form for text given as ``str``); ``original``: the
    decoded characters, BOM included; ``clean``: what the stages read; ``offsets``: clean
    characters back to original ones.
    """

    name: str | None
    sha256: str
    original: str
    clean: CleanText
    offsets: OffsetMap
