"""Original characters to clean ones: typography, comment leaders, furniture, wraps, blanks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from osdcheck.document.leaders import strip_leaders
from osdcheck.document.lines import Line, drop_furniture, split_lines
from osdcheck.document.offsets import Draft, Edit
from osdcheck.document.wraps import block_wrap, breaks_between, hyphen_cut, note_item, runs_on, typical_width
from osdcheck.patterns import lazily

_SEVERAL = {
    "\u2026": "...",
    "\u2014": "--",
    "\u2015": "--",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u2116": "No.",
    "\u2033": '"',
    "''": '"',
}
_SINGLE = {
    "'": "`\u00b4\u02b9\u02bb\u02bc\u02c8\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u275b\u275c",
    '"': "\u00ab\u00bb\u02ba\u201c\u201d\u201e\u201f\u275d\u275e\u301d\u301e\u301f",
    "-": "\u2010\u2011\u2012\u2013\u2212\u2043\ufe58\ufe63",
    " ": "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "\n": "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
    "\u2022": "\u00b7\u2023\u2219\u25a0\u25a1\u25aa\u25ab\u25b6\u25ba\u25cb\u25cf\u25e6\u27a2\uf0a7\uf0b7",
    "/": "\u2044\u2215",
    "*": "\u2217",
}
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff"
)
_LETTERS = "".join(key for key in _SEVERAL if len(key) == 1)
_RARE = lazily(rf"\u00ad[ \t]*(?:\r\n?|\n)[ \t]*|[{_INVISIBLE}]+|''|[{_LETTERS}]")
# What begins with one set of characters is found far faster than with one of several.
_ASCII_RARE = lazily(r"['\x00-\x08\x0e-\x1b\x1f\x7f](?:(?<=')'|(?<!')[\x00-\x08\x0e-\x1b\x1f\x7f]*)")
_BLANKS = lazily(r"  +")
_BROKEN = lazily(r"(?<![A-Za-z])[A-Za-z]+-[ \t\r]*\n[\s*#/>;%]*[A-Za-z]+")
_MAY_BE_BROKEN = lazily(r"-[ \t\r]*\n")
"""What stands in every text with such a word; quick to look for."""
_WORDS = lazily(r"[a-z]+(?:-[a-z]+)*")
_DOUBLE_SPACED = 10


def clean_text(draft: Draft) -> Draft:
    """The text the stages read.

    Paragraphs are set apart by an empty line; list entries, headings and lines that end on
    purpose start on a line of their own; everything else of a paragraph is on one line with
    single blanks. Empty when the text holds nothing but layout.
    """
    return _laid_out(_fold(draft))


def _fold(draft: Draft) -> Draft:
    """Typographic variants to ASCII, invisible characters out."""
    text = draft.text
    folded = text.translate(_table(ascii_only=text.isascii()))
    rare = _ASCII_RARE if folded.isascii() else _RARE
    return draft.recolored(folded).edited(
        (match.start(), match.end(), _SEVERAL.get(match.group(), "")) for match in rare.finditer(folded)
    )


@cache
def _table(*, ascii_only: bool) -> dict[int, str]:
    table = {ord(old): new for new, variants in _SINGLE.items() for old in variants}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    return {code: new for code, new in table.items() if code < 128} if ascii_only else table


def _laid_out(draft: Draft) -> Draft:
    lines, pages = drop_furniture(strip_leaders(split_lines(draft.text)))
    return draft.edited(_layout_edits(draft.text, lines, pages))


def _layout_edits(text: str, lines: list[Line], pages: frozenset[int]) -> Iterator[Edit]:
    position = 0
    for line, separator, cut in _separated(text, lines, pages):
        start = position - cut
        if text[start : line.start] != separator:
            yield start, line.start, separator
        if "  " in line.text:
            for match in _BLANKS.finditer(text, line.start, line.end):
                yield match.start(), match.end(), " "
        position = line.end
    if position < len(text):
        yield position, len(text), ""


def _separated(text: str, lines: list[Line], pages: frozenset[int]) -> Iterator[tuple[Line, str, int]]:
    """Each line with words, what goes before it, and how many characters its forerunner loses."""
    typical = typical_width(lines)
    widest = max((line.indent + len(line.text) for line in lines), default=0)
    blocks = list(_blocks(lines))
    spaced = len(blocks) > _DOUBLE_SPACED and sum(stop - start == 1 for start, stop in blocks) > 0.9 * len(
        blocks
    )
    words = _vocabulary(text)
    seen: set[str] = set()
    last: tuple[int, Line] | None = None
    for start, stop in blocks:
        block = lines[start:stop]
        if last is None:
            yield block[0], "", 0
        else:
            turned = pages and any(index in pages for index in range(last[0] + 1, start))
            if (turned or spaced) and runs_on(last[1], block[0], widest if spaced else 0):
                yield block[0], *_joint(last[1], block[0], words)
            else:
                yield block[0], "\n\n", 0
        note_item(block[0], seen)
        wrap = block_wrap(block, typical)
        for index in range(len(block) - 1):
            if breaks_between(block, index, wrap, seen):
                yield block[index + 1], "\n", 0
            else:
                yield block[index + 1], *_joint(block[index], block[index + 1], words)
        last = stop - 1, block[-1]


def _joint(line: Line, following: Line, words: frozenset[str]) -> tuple[str, int]:
    cut = hyphen_cut(line.text, following.text, words)
    return (" ", 0) if cut < 0 else ("", cut)


def _blocks(lines: list[Line]) -> Iterator[tuple[int, int]]:
    """Ranges of lines between blank ones."""
    start = 0
    for index, line in enumerate(lines):
        if not line.text:
            if index > start:
                yield start, index
            start = index + 1
    if len(lines) > start:
        yield start, len(lines)


def _vocabulary(text: str) -> frozenset[str]:
    """Lower-case words of a text in which words run over line ends, else nothing."""
    if not _MAY_BE_BROKEN.search(text) or not _BROKEN.search(text):
        return frozenset()
    return frozenset(_WORDS.findall(_BROKEN.sub(" ", text).lower()))
