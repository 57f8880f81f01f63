"""Markdown to text as edits: blocks by markdown-it-py, marks inside a line by their shape.

markdown-it-py knows the lines of a block but not the columns of what stands inside, so the
inline marks are found within the lines of its ``inline`` tokens.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from osdcheck.document.offsets import Edit, line_of
from osdcheck.patterns import lazily

_HEADING = lazily(r"[ \t]*#{1,6}(?:[ \t]+|$)")
_HEADING_TAIL = lazily(r"(?<![ \t])[ \t]+#+[ \t]*$")
_QUOTE = lazily(r"[ \t]*(?:>[ \t]?)+")
_DELIMITER_ROW = lazily(r"[\s|:-]+")
_LONGEST_CODE = 400
_TAG = lazily(
    r"<!--.{0,500}?-->|</?(?:a|abbr|b|big|blockquote|body|br|center|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr|html|i|img|ins|"
    r"kbd|li|ol|p|pre|q|s|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE | re.DOTALL,
)
_INLINE = lazily(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<tag>" + _TAG.pattern + r")"
    r"|<(?P<address>(?:https?|ftp|mailto):[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>"
    r"|(?P<open>!?\[)"
    r"|(?P<link>\]\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)?)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\))"
    r"|(?P<close>\])"
    r"|(?P<ticks>`+)"
    r"|(?P<stars>\*{1,3}|_{1,3})"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,32});)",
    re.IGNORECASE | re.DOTALL,
)


def markdown_edits(text: str) -> list[Edit]:
    """Edits that take the marks out of a Markdown text, in ascending order.

    Headings are set apart by empty lines, list bullets stay, a table row becomes a line, a link
    its words.
    """
    lines = line_of(text)
    starts = (*lines.starts, len(text)) if lines.starts[-1] != len(text) else lines.starts
    edits: list[Edit] = []
    for token in _blocks(text.replace("\r\n", "\n").replace("\r", "\n")):
        if token.map is None:
            continue
        first, last = token.map
        spans = [(starts[number], starts[number + 1]) for number in range(first, min(last, len(starts) - 1))]
        edits.extend(_block_edits(text, token, spans))
    return _disjoint(edits)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable("inline")


def _blocks(text: str) -> list[Token]:
    return _parser().parse(text)


def _block_edits(text: str, token: Token, spans: list[tuple[int, int]]) -> Iterator[Edit]:
    if not spans:
        return
    if token.type == "heading_open":
        yield from _heading_edits(text, token, spans)
    elif token.type == "fence":
        for start, end in (spans[0], spans[-1]):
            if text[start:end].strip()[:3] in {"```", "~~~"}:
                yield _words(text, start, end)
    elif token.type == "blockquote_open":
        for number, (start, end) in enumerate(spans):
            match = _QUOTE.match(text, start, end)
            if match:
                yield match.start(), match.end(), "" if number else "\n\n"
    elif token.type == "table_open":
        yield from _table_edits(text, spans)
    elif token.type == "html_block":
        yield from (_tag_edit(match) for match in _TAG.finditer(text, spans[0][0], spans[-1][1]))
    elif token.type == "inline":
        yield from _inline_edits(text, spans[0][0], spans[-1][1])


def _heading_edits(text: str, token: Token, spans: list[tuple[int, int]]) -> Iterator[Edit]:
    start, end = spans[0]
    stripped = start + len(text[start:end].rstrip())
    if token.markup.startswith("#"):
        match = _HEADING.search(text, start, end)
        if match and match.end() > match.start():
            yield match.start(), match.end(), "\n\n"
        tail = _HEADING_TAIL.search(text, start, stripped)
        if tail and (match is None or tail.start() >= match.end()):
            stripped = tail.start()
    else:
        start, end = spans[-1]
        stripped = start
    if stripped < end:
        yield stripped, end, "\n\n"


def _table_edits(text: str, spans: list[tuple[int, int]]) -> Iterator[Edit]:
    for start, end in spans:
        if _DELIMITER_ROW.fullmatch(text, start, end) and "-" in text[start:end]:
            yield start, end, "\n\n"
            continue
        for position in range(start, end):
            if text[position] == "|":
                yield position, position + 1, " "
        stripped = start + len(text[start:end].rstrip())
        if stripped < end:
            yield stripped, end, "\n\n"


def _inline_edits(text: str, start: int, end: int) -> Iterator[Edit]:
    brackets: list[tuple[int, int]] = []
    marks: dict[str, tuple[int, int]] = {}
    code_until = start
    for match in _INLINE.finditer(text, start, end):
        if match.start() < code_until:
            continue
        kind, (first, last) = match.lastgroup, match.span()
        if kind == "ticks":
            closing = text.find(match.group(), last, min(end, last + _LONGEST_CODE))
            if closing > 0:
                code_until = closing + last - first
                yield from ((first, last, ""), (closing, code_until, ""))
        elif kind in {"open", "close", "link"}:
            yield from _link_edits(match, brackets)
        elif kind == "stars":
            yield from _emphasis(text, match, marks)
        else:
            yield from _plain_edits(match)


def _plain_edits(match: re.Match[str]) -> Iterator[Edit]:
    first, last = match.span()
    if match.lastgroup == "escaped":
        yield first, first + 1, ""
    elif match.lastgroup == "tag":
        yield _tag_edit(match)
    elif match.lastgroup == "address":
        yield first, first + 1, ""
        yield last - 1, last, ""
    else:
        meant = html.unescape(match.group())
        if meant != match.group():
            yield first, last, " " if meant.isspace() else meant


def _link_edits(match: re.Match[str], brackets: list[tuple[int, int]]) -> Iterator[Edit]:
    """Drop the brackets of a link once its address is met; brackets without one are text."""
    if match.lastgroup == "open":
        brackets.append(match.span())
    elif brackets:
        opened = brackets.pop()
        if match.lastgroup == "link":
            yield (*opened, "")
            yield (*match.span(), "")


def _emphasis(text: str, match: re.Match[str], marks: dict[str, tuple[int, int]]) -> Iterator[Edit]:
    """Drop a pair of emphasis marks once its second half is met."""
    mark, (first, last) = match.group(), match.span()
    before = text[first - 1 : first] or " "
    after = text[last : last + 1] or " "
    opens, closes = not after.isspace(), not before.isspace()
    if mark[0] == "_":
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    if closes and mark in marks:
        yield (*marks.pop(mark), "")
        yield first, last, ""
    elif opens:
        marks[mark] = (first, last)


def _tag_edit(match: re.Match[str]) -> Edit:
    name = match.group()[1:4].lower().strip("/ >")
    return match.start(), match.end(), "\n" if name in {"br", "p", "li", "tr", "div"} else ""


def _words(text: str, start: int, end: int) -> Edit:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip()), ""


def _disjoint(edits: list[Edit]) -> list[Edit]:
    """Edits in order, each kept only when it begins behind the one before."""
    result: list[Edit] = []
    position = 0
    for edit in sorted(edits):
        if edit[0] >= position and edit[1] > edit[0]:
            result.append(edit)
            position = edit[1]
    return result
