"""Text under revision: edits are applied in passes and the way back to the original is kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from osdcheck.core.document import CleanText, OffsetMap
from osdcheck.patterns import lazily

Edit = tuple[int, int, str]
"""Replace the characters ``[start, end)`` of the current text; ``start < end``."""

_NEWLINE = lazily(r"\r\n?|\n")


class Draft(NamedTuple):
    """A text between two passes and, as in :class:`OffsetMap`, where its characters came from."""

    text: str
    clean: tuple[int, ...]
    original: tuple[int, ...]
    widths: tuple[int, ...]
    original_length: int

    @classmethod
    def of(cls, text: str) -> Draft:
        """An untouched text: every character stands for itself."""
        runs = (0,) if text else ()
        return cls(text, runs, runs, runs, len(text))

    def recolored(self, text: str) -> Draft:
        """The same places with other characters, one for one.

        Raises ``ValueError`` when the lengths differ.
        """
        if len(text) != len(self.text):
            raise ValueError(f"{len(text)} characters cannot stand for {len(self.text)}")
        return Draft(text, self.clean, self.original, self.widths, self.original_length)

    def edited(self, edits: Iterable[Edit]) -> Draft:
        """The text after non-overlapping edits in ascending order.

        White space that is not longer than what it replaces maps one to one to the first
        characters replaced, so that joining lines costs one run at most; any other replacement
        stands for the replaced characters as a whole.
        """
        return _Weaver(self).weave(edits)

    def finish(self) -> tuple[CleanText, OffsetMap]:
        """Clean text and the map back to the original."""
        offsets = OffsetMap(self.clean, self.original, self.widths, len(self.text), self.original_length)
        return CleanText(self.text), offsets


class _Weaver:
    """Composes the runs of a draft with the runs of a list of edits, in one sweep."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._run = 0
        self._parts: list[str] = []
        self._length = 0
        self._clean: list[int] = []
        self._original: list[int] = []
        self._widths: list[int] = []

    def weave(self, edits: Iterable[Edit]) -> Draft:
        draft, position = self._draft, 0
        for start, end, new in edits:
            if not position <= start < end <= len(draft.text):
                raise ValueError(f"edit [{start}, {end}) overlaps, is empty or out of bounds")
            self._copy(position, start, None)
            if new and len(new) <= end - start and new.isspace():
                self._copy(start, start + len(new), new)
            elif new:
                self._replace(start, end, new)
            position = end
        if position == 0 and not self._parts:
            return draft
        self._copy(position, len(draft.text), None)
        return Draft(
            "".join(self._parts),
            tuple(self._clean),
            tuple(self._original),
            tuple(self._widths),
            draft.original_length,
        )

    def _copy(self, start: int, end: int, new: str | None) -> None:
        if start >= end:
            return
        clean, original, widths = self._draft.clean, self._draft.original, self._draft.widths
        run, last = self._run, len(clean) - 1
        while run < last and clean[run + 1] <= start:
            run += 1
        at = self._length
        width = widths[run]
        self._emit(at, original[run] if width else original[run] + start - clean[run], width)
        while run < last and clean[run + 1] < end:
            run += 1
            self._emit(at + clean[run] - start, original[run], widths[run])
        self._run = run
        self._parts.append(self._draft.text[start:end] if new is None else new)
        self._length = at + end - start

    def _replace(self, start: int, end: int, new: str) -> None:
        draft = self._draft
        first = _original_start(draft, start)
        width = _original_end(draft, end - 1) - first
        self._clean.append(self._length)
        self._original.append(first)
        self._widths.append(width)
        self._parts.append(new)
        self._length += len(new)

    def _emit(self, clean: int, original: int, width: int) -> None:
        """Open a run, unless it carries on the one before."""
        copies = bool(self._clean) and not width and not self._widths[-1]
        if copies and original - self._original[-1] == clean - self._clean[-1]:
            return
        self._clean.append(clean)
        self._original.append(original)
        self._widths.append(width)


def _original_start(draft: Draft, offset: int) -> int:
    run = bisect_right(draft.clean, offset) - 1
    return draft.original[run] + (0 if draft.widths[run] else offset - draft.clean[run])


def _original_end(draft: Draft, offset: int) -> int:
    run = bisect_right(draft.clean, offset) - 1
    return draft.original[run] + (draft.widths[run] or offset - draft.clean[run] + 1)


class LineIndex(NamedTuple):
    """Where the lines of an original text begin; ``starts`` are character offsets, ascending."""

    starts: tuple[int, ...]

    def line(self, offset: int) -> int:
        """Line of the character at ``offset``, counted from 1.

        A line ends at ``\\n``, ``\\r\\n`` or a lone ``\\r``; the line end belongs to its line.

        >>> line_of("a\\r\\nb\\rc").line(5)
        3
        """
        return max(1, bisect_right(self.starts, offset))


def line_of(original: str) -> LineIndex:
    """Line index of a decoded file."""
    if "\r" not in original:
        return LineIndex(tuple(line_feeds(original)))
    return LineIndex((0, *(match.end() for match in _NEWLINE.finditer(original))))


def line_feeds(text: str) -> list[int]:
    """Offsets at which lines begin when only ``\\n`` ends a line, as parsers count them."""
    starts, position = [0], text.find("\n")
    while position >= 0:
        starts.append(position + 1)
        position = text.find("\n", position + 1)
    return starts
