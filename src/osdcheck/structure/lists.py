"""Blocks to passages: sentences, and list entries with the words that govern them."""

from __future__ import annotations

import re
from typing import NamedTuple

from osdcheck.patterns import lazily
from osdcheck.structure.bare import ANYWHERE, Bare, governing
from osdcheck.structure.blocks import Block
from osdcheck.structure.captions import answers, is_caption
from osdcheck.structure.headings import heading_text
from osdcheck.structure.inline import Part, find_parts
from osdcheck.structure.marks import Key
from osdcheck.structure.sentences import Range, cut_long, find_sentences, strip_range
from osdcheck.structure.stems import breaks_off, is_complete, is_listing_heading, is_stem, spells_out
from osdcheck.structure.zones import section_zone

_BINDS_SOMEONE = lazily(
    r"\b(?:you|licensees?|users?|recipients?|customers?|licen[cs]es?|rights?|permissions?)\s+(?:\w+\s+){0,2}?"
    r"(?:may|must|shall|will|can|cannot|agrees?|is|are|only)\b",
    re.IGNORECASE,
)
_MOST_STEM_WORDS = 60
_MOST_STEM_CHARACTERS = 2000
_MOST_STEMS = 5
_MOST_PIECES = 8
_OWN_POLARITY = lazily(r"\b(?:not|no|never|only|may|must|shall|prohibited|agree|without)\b", re.IGNORECASE)


class Passage(NamedTuple):
    """What becomes a unit: clean ranges in order, the first ``stem`` of them introducing words.

    ``captioned``: the first is a caption, or a question, that the others answer.
    """

    ranges: tuple[Range, ...]
    stem: int
    section: str
    item: bool = False
    heading: bool = False
    captioned: bool = False


class _Level:
    __slots__ = ("broken", "indent", "key", "last", "section", "stem")

    def __init__(self, key: Key, last: int, stem: tuple[Range, ...], indent: int, section: str) -> None:
        self.key = key
        self.last = last
        self.stem = stem
        self.indent = indent
        self.section = section
        self.broken = False


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.passages: list[Passage] = []
        self.levels: list[_Level] = []
        self.pending: tuple[Range, ...] = ()
        self.section = ""
        self.entry_before = False
        self.pending_indent = 0
        self.bare: list[Bare] = []
        self.caption: Range | None = None


def find_passages(text: str, blocks: list[Block]) -> list[Passage]:
    """Passages of all blocks, in order of the text.

    A list entry carries the stems of all lists it stands in, unless it is a sentence of its
    own; each stem is a passage once as well. A sentence behind the first of an entry stands alone.
    """
    walk = _Walk(text)
    for number, block in enumerate(blocks):
        follower = blocks[number + 1] if number + 1 < len(blocks) else None
        if block.is_heading:
            _heading(walk, block)
        elif _is_tail(walk, block):
            last = walk.passages[-1]
            walk.passages[-1] = Passage(
                (*last.ranges, (block.body, block.end)), last.stem, last.section, last.item
            )
        else:
            _paragraph(walk, block, follower)
        walk.caption = _caption(text, block)
    return walk.passages


def _caption(text: str, block: Block) -> Range | None:
    """A block that may be a caption of the one below it."""
    whole = block.words, block.end
    return whole if block.mark is None and is_caption(text[slice(*whole)]) else None


def _heading(walk: _Walk, block: Block) -> None:
    words = (block.words, block.end)
    if block.mark is None:
        walk.levels = []
    else:
        _place(walk, block)
    walk.section = heading_text(walk.text[block.words : block.end])
    walk.passages.append(Passage((words,), 0, walk.section, heading=True))
    walk.pending = (words,) if is_listing_heading(walk.section) else ()
    walk.pending_indent = ANYWHERE
    walk.entry_before, walk.bare = False, []


def _is_tail(walk: _Walk, block: Block) -> bool:
    """Lower-case words behind the last entry of a list, which belong to its sentence."""
    return (
        block.mark is None
        and walk.entry_before
        and not walk.pending
        and not walk.bare
        and walk.text[block.body].islower()
        and bool(walk.passages)
        and not walk.passages[-1].heading
        and len(walk.passages[-1].ranges) < _MOST_PIECES
    )


def _paragraph(walk: _Walk, block: Block, follower: Block | None) -> None:
    text = walk.text
    prefix = _prefix(walk, block)
    if block.heading_end > block.words:
        walk.section = heading_text(text[block.words : block.heading_end])
        walk.passages.append(Passage(((block.words, block.heading_end),), 0, walk.section, heading=True))
        walk.caption = block.words, block.heading_end
        prefix = ()
        if block.mark is not None:
            walk.levels[-1].stem = ()
    elif block.mark is not None:
        walk.caption = None
    opened = block.mark.readings[0] if block.mark is not None else None
    parts, closed = find_parts(text, find_sentences(text, block.body, block.end), opened)
    if closed is not None and walk.levels:
        walk.levels[-1].last = max(walk.levels[-1].last, closed)
    item = block.mark is not None and (bool(prefix) or block.heading_end == block.words)
    lead = _lead_of(text, parts, prefix)
    if walk.caption is not None and _answered(walk, parts):
        # its own passage, so that nothing of the list or the section weighs on it
        first = parts.pop(0)
        walk.passages.append(
            Passage((walk.caption, (first.start, first.end)), 0, walk.section, captioned=True)
        )
    for number, part in enumerate(parts):
        governed = number == 0 or part.sibling or part.stem[:1] == lead
        _emit(walk, part, prefix if governed else (), item=item)
    _lead_on(walk, parts, prefix, follower)
    walk.pending_indent = block.indent
    walk.entry_before = block.mark is not None


def _answered(walk: _Walk, parts: list[Part]) -> bool:
    """Whether the first part of a block answers the caption above it."""
    if walk.caption is None or not parts or parts[0].stem:
        return False
    return answers(walk.text[slice(*walk.caption)], walk.text, (parts[0].start, parts[0].end))


def _prefix(walk: _Walk, block: Block) -> tuple[Range, ...]:
    """Stem of the block, from the list it stands in."""
    if block.mark is not None:
        walk.bare = [level for level in walk.bare if block.indent > level.indent + 1]
        return _place(walk, block)
    if block.heading_end > block.words:
        walk.bare = []
    else:
        if walk.pending:
            words = _joined(walk.text, walk.pending)
            walk.bare.append(Bare(walk.pending, words, walk.pending_indent))
        stem = governing(walk.bare, walk.text[block.body : block.end], block.indent)
        if stem:
            return stem
    for level in walk.levels:
        level.broken = True
    return ()


def _place(walk: _Walk, block: Block) -> tuple[Range, ...]:
    """Find or open the list of a marked block; returns the stem that list has."""
    assert block.mark is not None
    key, rank = block.mark.readings[0]
    bullet = key[1] == "bullet"
    for depth in range(len(walk.levels) - 1, -1, -1):
        level = walk.levels[depth]
        if level.key != key:
            continue
        if bullet and block.indent > level.indent + 1 and depth == len(walk.levels) - 1:
            break
        if bullet and depth and block.indent + 1 < level.indent:
            continue
        if (bullet or rank == 1) and _opened_anew(walk, level, last=depth == len(walk.levels) - 1):
            break
        if (bullet and not level.broken) or (not bullet and level.last < rank <= level.last + 3):
            del walk.levels[depth + 1 :]
            level.last = rank
            if level.broken:
                alone = is_complete(walk.text[block.words : block.end], _joined(walk.text, level.stem))
                kept = () if alone else level.stem
                level.stem = walk.pending or kept
                level.broken = False
            walk.section = level.section
            return level.stem
        del walk.levels[depth:]
        break
    inherited = walk.levels[-1].stem if walk.levels and walk.entry_before else ()
    if block.mark.named and section_zone(walk.section) == "preamble":
        # "Article 1" below a preamble begins what the preamble only leads to
        walk.section = ""
    walk.levels.append(_Level(key, rank, walk.pending or inherited, block.indent, walk.section))
    return walk.levels[-1].stem


def _opened_anew(walk: _Walk, level: _Level, *, last: bool) -> bool:
    """Whether words behind the entries of a list open another one with the same enumerators."""
    if not walk.pending or walk.pending[:1] == level.stem[:1]:
        return False
    return not last or bool(level.stem)


def _emit(walk: _Walk, part: Part, prefix: tuple[Range, ...], *, item: bool) -> None:
    text = walk.text
    stem = _shortened(text, (*prefix, *part.stem))
    if stem and is_complete(text[part.start : part.end], _joined(text, stem)):
        stem = ()
    for number, piece in enumerate(cut_long(text, part.start, part.end)):
        kept = stem if number == 0 else ()
        walk.passages.append(
            Passage((*kept, piece), len(kept), walk.section, item or bool(kept or part.stem))
        )


def _lead_of(text: str, parts: list[Part], prefix: tuple[Range, ...]) -> tuple[Range, ...] | None:
    """The first part of a block as a stem, when it leans on a stem itself."""
    if not prefix or not parts:
        return None
    first = parts[0]
    if is_complete(text[first.start : first.end], _joined(text, prefix)):
        return None
    return ((first.start, first.end),)


def _lead_on(walk: _Walk, parts: list[Part], prefix: tuple[Range, ...], follower: Block | None) -> None:
    """Remember the last sentence of a block when it introduces the list that follows."""
    walk.pending = ()
    if not parts or follower is None or follower.is_heading:
        return
    last = parts[-1]
    sentence = walk.text[last.start : last.end]
    entry = walk.text[follower.words : follower.end]
    if follower.mark is None and sentence[-1] != ":":
        return
    if not is_stem(sentence, entry) and (follower.mark is None or not breaks_off(sentence)):
        return
    outer = (*(prefix if len(parts) == 1 or last.sibling else ()), *last.stem)
    if len(parts) > 1 and spells_out(sentence):
        outer = (*(prefix if len(parts) == 2 else ()), (parts[-2].start, parts[-2].end))
    elif outer and is_complete(sentence, _joined(walk.text, outer)):
        outer = ()
    walk.pending = _bounded(walk.text, (*outer, (last.start, last.end)))


def _shortened(text: str, stem: tuple[Range, ...]) -> tuple[Range, ...]:
    """A stem that is too long for one parse, from its last part that says by itself who may or must what."""
    if len(stem) < 2 or len(_joined(text, stem).split()) <= _MOST_STEM_WORDS:
        return stem
    for number in range(len(stem) - 1, 0, -1):
        words = text[slice(*stem[number])]
        if _OWN_POLARITY.search(words) and (_BINDS_SOMEONE.search(words) or is_complete(words, "")):
            return stem[number:]
    return stem


def _bounded(text: str, stem: tuple[Range, ...]) -> tuple[Range, ...]:
    """The parts of a stem, as many as one parse can carry under each entry."""
    if len(stem) > _MOST_STEMS:
        # The outermost words hold the ban, the innermost ones say what of.
        stem = (stem[0], *stem[1 - _MOST_STEMS :])
    kept: list[Range] = []
    room = _MOST_STEM_CHARACTERS
    for start, end in reversed(stem):
        if end - start > room:
            if not kept:
                blank = max(text.find(one, end - room, end) for one in " \n")
                kept.append(strip_range(text, max(blank, end - room), end))
            break
        kept.append((start, end))
        room -= end - start
    return tuple(reversed(kept))


def _joined(text: str, ranges: tuple[Range, ...]) -> str:
    return " ".join(text[start:end] for start, end in ranges)
