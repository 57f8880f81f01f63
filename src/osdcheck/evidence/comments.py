"""Words of the comments of source files, told by the marks of the language, at their places in the file."""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import NamedTuple

from osdcheck.document.decode import decode, wide_encoding
from osdcheck.errors import InputError
from osdcheck.evidence.notebooks import Cell, cells, is_notebook
from osdcheck.tables.comments import Language, load_comments

TAG = "SPDX-License-Identifier"
TOP = 2_000
"""How much of a source, or of a cell of a notebook, is read for words, in characters."""
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""UTF-32 begins like UTF-16."""
_FIRST = 256
"""Bytes by which a file in UTF-16 without a mark is told."""
_FLAGS = re.DOTALL | re.IGNORECASE | re.MULTILINE
_BLANK = r"\A\ufeff?#![^\n]*\n|\ufeff|\s"
_LEFT = re.compile(r"^[ \t]*(?:\*+/?|[#|;%!]+(?=\s|\Z)|//+|--+(?=\s|\Z))", re.MULTILINE)
_RIGHT = re.compile(r"[ \t](?:[*#|;%!]+|//+|--+)[ \t]*$", re.MULTILINE)
"""What frames the lines of a comment inside of its marks."""
_DECORATION = re.compile(r"[!|<>'^:*]*(?=\s|\Z)")
_RULE = re.compile(r"([*#=/~+-])\1{3,}")
_COMMAND = re.compile(r"[=\\@]\w+")
_CODING = re.compile(r"\bcoding[:=]", re.IGNORECASE)
_STOP = re.compile(r"[.!?](?=\s)|\n[ \t]*\n")


class Comments(NamedTuple):
    """Words of comments: ``plain`` is as long as what was read, all else in it is blank.

    ``written``: what was read, in the words of the file; line breaks that stand in a notebook as ``\\n`` are
    breaks in both, but no lines of the file.
    """

    plain: str
    written: str


class _Marks(NamedTuple):
    comment: re.Pattern[str]
    opening: tuple[tuple[str, str], ...]
    """Marks that open a comment with those that end it, in the order in which they are looked for."""
    leading: tuple[re.Pattern[str], ...]


def in_utf8(data: bytes, path: str) -> bytes:
    """The bytes of a text file in UTF-8 where its characters are wide: by a mark, or every second byte."""
    if not data.startswith(_WIDE) and not (b"\0" in data[:_FIRST] and wide_encoding(data[:_FIRST])):
        return data
    try:
        return decode(data, path).encode("utf-8", "replace")
    except InputError:
        return data


def read_comments(
    text: str, path: str, *, whole: bool = False, most: int = TOP, later: bool = False
) -> Comments | None:
    """Comments before the first line of code; ``whole``: all that begin a line of ``most`` characters.

    ``path`` tells the language; ``None`` where it tells none that is known. A sentence that is cut off is
    left out; of a notebook the first cells are read, and with ``later`` all cells of words.
    """
    language = load_comments().of(path)
    if language is None:
        return None
    if is_notebook(path):
        return _cells_read(text, language, later=later)
    head = text[:most]
    return Comments(_words(head, language, whole=whole, cut=len(text) > most)[0], head)


def _cells_read(text: str, language: Language, *, later: bool) -> Comments:
    """The first cells: those of words, and of the first cell of code its comments."""
    plain, written = [], []
    end = 0
    began = False
    for cell in cells(text, later=later):
        if began and cell.code:
            continue
        # A paragraph of its own.
        gap = "\n\n".rjust(cell.start - end)[-(cell.start - end) :] if cell.start > end else ""
        words, over = _cell(cell, language)
        plain += [gap, words.ljust(len(cell.text))]
        written += [gap, cell.text]
        end = cell.start + len(cell.text)
        began = began or over
        if began and not later:
            break
    return Comments("".join(plain), "".join(written))


def _cell(cell: Cell, language: Language) -> tuple[str, bool]:
    head = cell.text[:TOP]
    if not cell.code:
        return head, False
    words, end = _words(head, language, whole=False, cut=len(cell.text) > TOP)
    return words, bool(head[end:].strip())


def _words(head: str, language: Language, *, whole: bool, cut: bool) -> tuple[str, int]:
    """Comments of a text without their marks, as long as the text up to the end of the last; and that end."""
    marks = _marks(language)
    found: list[str] = []
    at = 0
    while at < len(head):
        match = marks.comment.match(head, at)
        if match is not None:
            found += [blank(head[at : match.start(1)]), _without_marks(match[1], marks)]
            at = match.end()
        elif whole:
            line = head.find("\n", at) + 1 or len(head)
            found.append(blank(head[at:line]))
            at = line
        else:
            break
    plain = "".join(found)
    if cut and at >= len(head):
        last = max((one.end() for one in _STOP.finditer(plain)), default=0)
        plain = plain[:last] + blank(plain[last:])
    return plain, at


def _without_marks(comment: str, marks: _Marks) -> str:
    lowered = comment.lower()
    for opened, closed in marks.opening:
        if lowered.startswith(opened):
            start = len(opened)
            end = len(comment) - len(closed) if lowered.endswith(closed, start) else len(comment)
            start = min(end, _after(comment, start, opened))
            body = _LEFT.sub(_blanked, comment[start:end])
            break
    else:
        start = next(one.end() for one in (mark.match(comment) for mark in marks.leading) if one is not None)
        end = len(comment)
        start = _after(comment, start, comment[:start])
        body = comment[start:]
    lines = (_spoken(line) for line in _RIGHT.sub(_blanked, body).split("\n"))
    return blank(comment[:start]) + "\n".join(lines) + blank(comment[end:])


def _after(comment: str, start: int, mark: str) -> int:
    """Where the words begin: a mark is drawn longer by its last sign, and others may decorate it."""
    last = mark[-1:]
    while last and not last.isalnum() and comment.startswith(last, start):
        start += 1
    decorated = _DECORATION.match(comment, start)
    return decorated.end() if decorated else start


def _spoken(line: str) -> str:
    """A line of a comment; blank where it is no sentence: tags are read as such."""
    if TAG.lower() in line.lower() or _CODING.search(line):
        return " " * len(line)
    command = _COMMAND.match(line)
    if command is not None:
        line = " " * command.end() + line[command.end() :]
    return _RULE.sub(lambda one: " " * len(one[0]), line)


@cache
def _marks(language: Language) -> _Marks:
    blocks = sorted(language.block, key=lambda one: -len(one[0]))
    around = [rf"{_opening(opened)}.*?(?:{re.escape(closed)}|\Z)" for opened, closed in blocks]
    # A comment that was commented out has its marks twice.
    line = [rf"{one}(?:[ \t]+{one})*" for one in map(_mark, sorted(language.line, key=len, reverse=True))]
    column = [rf"^{_mark(one)}" for one in sorted(language.column, key=len, reverse=True)]
    lead = "|".join([_BLANK, *language.leads])
    comment = "|".join([*around, *(f"{one}[^\\n]*" for one in (*column, *line))])
    return _Marks(
        re.compile(rf"(?:{lead})*({comment or '(?!)'})", _FLAGS),
        tuple((opened.lower(), closed.lower()) for opened, closed in blocks),
        tuple(re.compile(one, _FLAGS) for one in (*column, *line)),
    )


def _opening(mark: str) -> str:
    return rf"^{re.escape(mark)}(?!\w)" if re.match(r"[=\\]\w", mark) else re.escape(mark)


def _mark(mark: str) -> str:
    return re.escape(mark) + (r"(?!\w)" if mark[-1].isalnum() else "")


def _blanked(match: re.Match[str]) -> str:
    return blank(match[0])


def blank(words: str) -> str:
    """Blanks in place of all but line breaks."""
    return re.sub(r"[^\n]", " ", words)
