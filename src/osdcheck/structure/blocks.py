"""Lines of a clean text to blocks: paragraphs, list entries and headings."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from osdcheck.core.rows import CELLS, is_labeled
from osdcheck.core.ticks import TICKS
from osdcheck.patterns import lazily
from osdcheck.structure.headings import is_heading, is_rule, run_in_heading
from osdcheck.structure.marks import Key, Mark, inline_marks, line_mark
from osdcheck.structure.sentences import ends_abbreviated, strip_range
from osdcheck.structure.stems import is_listing_title, is_telling, opens_list

_ENDS_SENTENCE = lazily(r"[.!?:;][\"”'’)\]]*$")
_CLOSED = lazily(r"[.!?][\"”'’)\]]*$")
_ENDS_ENTRY = lazily(r"(?:[:;]|;\s*(?:and|or|and/or))$")
_OPEN_ENTRY = lazily(r"(?:[;,]|[;,]\s*(?:and|or|and/or))$")
_INLINE_FORMS = frozenset({"()", ")"})
_RUN_IN_LONG = lazily(r"[^.:;\n]{2,60}\.\s+[A-Z\"“(][^\n]{40}")
_NEITHER = lazily(r"\W*Neither(?!.{0,2000}\bnor\b)", re.DOTALL)
_LONGEST_HEADING = 140
_LOOK_BACK = 2000
"""Characters of the block before that are read again for each line: blocks may grow without end."""
_TAIL = 40
_WRAPPED = 50
"""A line shorter than this was hardly broken because it was full."""


class Block(NamedTuple):
    """A paragraph, list entry or heading: clean range ``[start, end)``.

    ``mark`` is its enumerator; ``heading_end`` the end of the heading it opens with (``start``
    of the words when there is none, ``end`` when it is nothing else); ``body`` where its
    sentences start; ``gap`` whether a blank line stands before it; ``indent`` in characters.
    """

    start: int
    words: int
    heading_end: int
    body: int
    end: int
    mark: Mark | None
    gap: bool
    indent: int

    @property
    def is_heading(self) -> bool:
        """Whether the block is a heading and nothing else."""
        return self.heading_end == self.end


class _Raw(NamedTuple):
    start: int
    end: int
    mark: Mark | None
    gap: bool
    indent: int


def find_blocks(text: str, indent: Callable[[int], int]) -> list[Block]:
    """Blocks of a clean text in order; lines without letter and digit are left out.

    ``indent`` gives the original indent at a clean offset.
    """
    blocks: list[Block] = []
    leads = _Leads()
    for raw in _join_lines(text, indent):
        block = _block(text, raw, under_stem=leads.over(raw.mark, raw.indent))
        blocks.append(block)
        last = text[block.body : raw.end]
        opens = is_listing_title(text[block.words : raw.end]) if block.is_heading else opens_list(last)
        leads.after(block, opens=opens)
        if opens and leads.outside is None and not block.is_heading and is_telling(last):
            leads.outside = block.indent
    return blocks


class _Leads:
    """Lists that stand under an open stem: what looks like a title there is an entry."""

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self.opens = False
        self.sibling: tuple[Key, int] | None = None
        self.outside: int | None = None

    def over(self, mark: Mark | None, indent: int) -> bool:
        if self.outside is not None and indent <= self.outside + 1:
            self.outside = None
        if mark is None:
            return self.outside is not None
        key, rank = mark.readings[0]
        if key in self.keys and not (self.opens and rank == 1):
            del self.keys[self.keys.index(key) + 1 :]
        elif (self.opens and self.sibling != (key, rank)) or (self.keys and rank == 1):
            self.keys.append(key)
        else:
            self.keys = []
        return bool(self.keys)

    def after(self, block: Block, *, opens: bool) -> None:
        self.opens = opens
        self.sibling = None
        if block.mark is not None:
            key, rank = block.mark.readings[0]
            self.sibling = (key, rank + 1)
        if block.mark is None or block.is_heading:
            self.keys = []


def _join_lines(text: str, indent: Callable[[int], int]) -> list[_Raw]:
    raws: list[_Raw] = []
    lists: dict[Key, int] = {}
    position, gap = 0, True
    for line in text.splitlines(keepends=True):
        start, end = position, position + len(line.rstrip())
        position += len(line)
        start += len(line) - len(line.lstrip())
        if start >= end:
            gap = True
            continue
        if is_rule(text, start, end):
            gap = True
            continue
        before = text[max(raws[-1].start, raws[-1].end - _LOOK_BACK) : raws[-1].end] if raws else ""
        mark = line_mark(text, start, end)
        if mark is not None and not _doubtful(text, mark, before):
            mark = _accepted(mark, lists, before, joined=not gap and _runs_on(text, raws))
        else:
            mark = None
        if mark is not None and raws and _goes_on_inside(text, raws[-1], mark, gap=gap):
            mark = None
            raws[-1] = raws[-1]._replace(end=end)
        elif mark is None and raws and (_is_bare(raws[-1]) or _continues(text, raws[-1], start, gap=gap)):
            raws[-1] = raws[-1]._replace(end=end)
        else:
            raws.append(_Raw(start, end, mark, gap, indent(start)))
        gap = False
    return raws


def _is_bare(raw: _Raw) -> bool:
    """Whether the line holds its enumerator only: the entry stands below it."""
    return raw.mark is not None and raw.mark.end >= raw.end


def _runs_on(text: str, raws: list[_Raw]) -> bool:
    return (
        bool(raws)
        and _at_end(_ENDS_SENTENCE, text, raws[-1]) is None
        and (raws[-1].end - raws[-1].start > _WRAPPED or text.find("\n", raws[-1].start, raws[-1].end) > 0)
    )


def _doubtful(text: str, mark: Mark, before: str) -> bool:
    """Whether ``2.1 of the`` more likely goes on with a sentence than opens an entry."""
    multi = mark.readings[0][0][0] == "multi" and not mark.named
    return multi and text[mark.end : mark.end + 1].islower() and _ENDS_SENTENCE.search(before) is None


def _accepted(mark: Mark, lists: dict[Key, int], before: str, *, joined: bool) -> Mark | None:
    """The mark with its fitting reading, if it opens a list or goes on with an open one.

    A number always counts; a letter has to be the first or the next one, or it is an initial.
    A line that continues a running sentence opens a list only with something in brackets.
    """
    for key, rank in mark.readings:
        if key[1] == "bullet" or (key in lists and lists[key] < rank <= lists[key] + 3):
            lists[key] = rank
            return Mark(mark.start, mark.end, ((key, rank),), mark.named)
    for key, rank in mark.readings:
        counted = key[1] in {"digit", "1", "2", "3"} and not joined
        if rank == 1 or counted or mark.named or (rank == 2 and _opened_inside(before, key)):
            lists[key] = rank
            return Mark(mark.start, mark.end, ((key, rank),), mark.named)
    return None


def _opened_inside(before: str, key: Key) -> bool:
    """Whether the block before holds the first entry of this list inside its text."""
    form, system = key
    label = "i" if system.startswith("roman") else "a"
    label = label.upper() if system.endswith("upper") else label
    first = f"({label})" if form == "()" else label + form
    return f" {first} " in before or before.startswith(first + " ")


def _goes_on_inside(text: str, last: _Raw, mark: Mark, *, gap: bool) -> bool:
    """Whether a line goes on with a list that was opened within the words of the block before it.

    In ``You may not: (i) copy it;`` with ``(ii) sell it`` on the next line, both entries have one stem.
    """
    key, rank = mark.readings[0]
    if rank == 1 or key[0] not in _INLINE_FORMS or (gap and _at_end(_OPEN_ENTRY, text, last) is None):
        return False
    start = max(last.mark.end if last.mark else last.start, last.end - _LOOK_BACK)
    inside = [dict(one.readings).get(key, 0) for one in inline_marks(text, start, last.end)]
    return bool(inside) and 1 in inside and max(inside) == rank - 1


def _continues(text: str, last: _Raw, start: int, *, gap: bool) -> bool:
    lower = text[start].islower()
    if _at_end(_ENDS_ENTRY, text, last) or text[start] in TICKS:
        return False
    line_start = text.rfind("\n", last.start, last.end) + 1 or last.start
    line_end = text.find("\n", start)
    if (
        CELLS in text[line_start : last.end]
        and CELLS in text[start : line_end if line_end > 0 else len(text)]
    ):
        return False
    if gap and _NEITHER.match(text, last.start, last.end) and text[last.end - 1].isalnum():
        # "Neither the name of the Institute", a blank line, "nor the names of its contributors"
        return True
    if gap:
        return (
            lower and (text[last.end - 1].isalnum() or text[last.end - 1] == ",") and not _short(text, last)
        )
    if is_labeled(text, start) and is_labeled(text, last.start):
        return False
    full = last.end - line_start > _WRAPPED
    if lower:
        return _at_end(_CLOSED, text, last) is None or ends_abbreviated(text, last.end)
    return full and not _at_end(_ENDS_SENTENCE, text, last)


def _at_end(pattern: re.Pattern[str], text: str, raw: _Raw) -> re.Match[str] | None:
    return pattern.search(text, max(raw.start, raw.end - _TAIL), raw.end)


def _short(text: str, raw: _Raw) -> bool:
    return raw.end - raw.start <= _LOOK_BACK and is_heading(
        text[raw.start : raw.end], numbered=raw.mark is not None
    )


def _block(text: str, raw: _Raw, *, under_stem: bool) -> Block:
    words = strip_range(text, raw.mark.end, raw.end)[0] if raw.mark else raw.start
    bullet = raw.mark is not None and raw.mark.readings[0][0][1] == "bullet"
    numbered = raw.mark is not None and not bullet
    heading_end = body = words
    if not under_stem or (numbered and _RUN_IN_LONG.match(text, words, raw.end)):
        line = text[words : raw.end]
        if (
            not under_stem
            and not bullet
            and len(line) <= _LONGEST_HEADING
            and is_heading(line, numbered=numbered)
        ):
            heading_end = body = raw.end
        else:
            found = run_in_heading(text, words, raw.end, numbered=numbered)
            if found is not None:
                heading_end, body = found
    return Block(raw.start, words, heading_end, body, raw.end, raw.mark, raw.gap, raw.indent)
