"""Clean text to units: headings, list entries under their stems, sentences, zones."""

from __future__ import annotations

from osdcheck.core.document import Document
from osdcheck.core.unit import Piece, Unit
from osdcheck.patterns import lazily
from osdcheck.structure.blocks import find_blocks
from osdcheck.structure.layout import lay_out
from osdcheck.structure.lists import Passage, find_passages
from osdcheck.structure.sentences import Range
from osdcheck.structure.zones import ZoneReader

__all__ = ["find_units"]

_RUN = lazily(r"\S+(?:\s\S+)*")
_ANNOUNCING = frozenset({":", "?"})
"""Marks behind which an answer stands; a caption without one gets a colon."""


def find_units(document: Document) -> tuple[Unit, ...]:
    """Units of a document in order of its text; offsets of the pieces count clean characters.

    Every word of the clean text stands in at least one unit; only enumerators and lines
    without letters are left out.
    """
    reader = ZoneReader()
    layout = lay_out(document)
    units: list[Unit] = []
    for passage in find_passages(layout.text, find_blocks(layout.text, layout.indent)):
        unit = _unit(layout.text, passage, len(units), reader)
        if unit is not None:
            units.append(unit)
    return tuple(units)


def _unit(clean: str, passage: Passage, index: int, reader: ZoneReader) -> Unit | None:
    text, stem_length = "", 0
    pieces: list[Piece] = []
    for number, piece_range in enumerate(passage.ranges):
        if number == passage.stem:
            stem_length = len(text)
        text = _add(clean, piece_range, text, pieces)
        if passage.captioned and not number and text.rstrip(" ")[-1:] not in _ANNOUNCING:
            text = text.rstrip(" ") + ": "
    if not pieces:
        return None
    text = text.rstrip(" ")
    zone = reader.read(text, passage.section, heading=passage.heading)
    return Unit(index, text, tuple(pieces), stem_length, zone, passage.section, passage.item, reader.telling)


def _add(clean: str, piece_range: Range, text: str, pieces: list[Piece]) -> str:
    """Append the words of a clean range, a blank behind each run; a piece is a run of single blanks."""
    start, end = piece_range
    words = " ".join(clean[start:end].split())
    if words and len(words) == end - start:
        # Most ranges: one run, with no more blanks than its words have between them.
        pieces.append(Piece(len(text), len(text) + len(words), start))
        return text + words + " "
    for run in _RUN.finditer(clean, *piece_range):
        words = " ".join(run.group().split())
        pieces.append(Piece(len(text), len(text) + len(words), run.start()))
        text += words + " "
    return text
