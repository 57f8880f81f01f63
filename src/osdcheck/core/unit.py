"""What one parse sees: a sentence, or a list item together with the stem that governs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

_LINKS = (" and", " or", " and/or")

Zone = Literal["operative", "definition", "disclaimer", "preamble", "how-to-apply", "third-party", "heading"]


class Piece(NamedTuple):
    """Characters ``[start, end)`` of a unit's text and the clean range they came from."""

    start: int
    end: int
    clean_start: int


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, or one stem together with one of its list items.

    ``text`` is one line of clean text (single blanks). ``pieces`` tell where it stands in the
    clean text, in order; ``stem_length`` counts the leading characters of ``text`` that belong
    to the stem (0 for a plain sentence). ``zone`` is the role of the passage; ``section`` the
    nearest heading above, empty when there is none; ``index`` counts units from 0;
    ``item`` tells whether the unit is a list entry, ``telling`` whether the heading above it announces no
    terms but what is told about them (a preamble, how to apply them).
    """

    index: int
    text: str
    pieces: tuple[Piece, ...]
    stem_length: int
    zone: Zone
    section: str
    item: bool = False
    telling: bool = False

    def __hash__(self) -> int:
        # Units are looked up with each of their facts; their place tells most of them apart.
        return hash((self.index, self.text))

    def clean_range(self, start: int, end: int) -> tuple[int, int]:
        """Clean range of ``text[start:end]``.

        A range that straddles several pieces is cut to the last piece it touches: a stem and
        an item under it are not contiguous, and the item is the decisive part.
        """
        for piece in reversed(self.pieces):
            if start < piece.end and piece.start < end:
                low, high = max(start, piece.start), min(end, piece.end)
                return piece.clean_start + low - piece.start, piece.clean_start + high - piece.start
        last = self.pieces[-1]
        return last.clean_start, last.clean_start + last.end - last.start


def without_link(text: str) -> str:
    """The words of an entry without what leads on to the next ("; and")."""
    link = next((link for link in _LINKS if text.endswith(link)), "")
    return text.removesuffix(link).rstrip()
