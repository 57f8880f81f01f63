"""Entries of lists that are sentences of their own ("... the following terms: (a) no copy may be sold").

A stem that only announces what its entries say adds nothing to them, and hides much: each is read by
itself as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from osdcheck.core.unit import Piece, Unit, without_link
from osdcheck.grammar.lexicon import load_lexicon
from osdcheck.patterns import lazily
from osdcheck.structure.stems import announces
from osdcheck.structure.zones import ZoneReader

_ENDS = ".;!"
_MARKS = "\"'“”‘’*_ "
_FEWEST_ASIDE = 9
"""Words in brackets that are more than a remark."""
_BRACKETS = {"(": ")", "[": "]"}
_TAG = "</"
_TAGS = lazily(r"(?:\s*</\w{1,10}>)+$")


def entry_alone(unit: Unit) -> Unit | None:
    """The entry of a unit without its stem, where the stem announces sentences; else nothing."""
    stem = unit.text[: unit.stem_length].rstrip()
    # what a stem below another one announces holds for its own case alone
    if not stem or ":" in stem[:-1] or not announces(stem):
        return None
    text = unit.text.rstrip()
    end = len(without_link(text))
    start = unit.stem_length + len(text[unit.stem_length :]) - len(text[unit.stem_length :].lstrip())
    return part_of(unit, start, end) if start < end else None


def is_ended(text: str) -> bool:
    """Whether words end as a sentence does, in quotes or not, or in brackets that point to nothing."""
    words = text.strip(_MARKS)
    if _TAG in words:
        words = _TAGS.sub("", words)
    words = without_link(words).rstrip(_MARKS)
    closing = _BRACKETS.get(words[:1])
    if closing is not None and words.endswith(closing):
        words = words[1:-1].strip(_MARKS)
        told = words.split()
        if len(told) < _FEWEST_ASIDE or told[0].lower() in load_lexicon().words.demonstratives:
            return False
    return words[-1:] in _ENDS


def part_of(unit: Unit, start: int, end: int) -> Unit:
    """Characters ``[start, end)`` of a unit as a sentence: it ends as one, and keeps the unit's index."""
    text = unit.text[start:end]
    ended = text if text[-1] in _ENDS else f"{text}."
    zone = ZoneReader().read(ended, "")
    return replace(unit, text=ended, pieces=tuple(_cut(unit.pieces, start, end)), zone=zone, stem_length=0)


def _cut(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
    for piece in pieces:
        low, high = max(piece.start, start), min(piece.end, end)
        if low < high:
            yield Piece(low - start, high - start, piece.clean_start + low - piece.start)
