"""Lines of a draft, and what on them is layout: page furniture and drawn rules."""

from __future__ import annotations

import re
from typing import NamedTuple

from osdcheck.patterns import lazily

_LINE_END = lazily(r"\r\n?|\n")
_RULE = lazily(r"[-=*_#~+./\\|<> \u2500-\u257f\u2580-\u259f]{3,}|[-=_#~]+")
_PAGE = lazily(
    r"(?:[\[(]?page:?\s+(?:\d{1,3}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,3})?[\])]?"
    r"|\d{1,3}\s+of\s+\d{1,3}|\d{1,3}\s*/\s*\d{1,3}|\[\d{1,3}\])[.\s]*",
    re.IGNORECASE,
)
_PAGE_NUMBER = lazily(r"(?:-+\s*\d{1,3}\s*-+|\d{1,3})")


class Line(NamedTuple):
    """A line without its blanks: characters ``[start, end)`` of the draft and their text.

    ``indent`` counts the blanks before it (behind a comment leader, when it had one).
    """

    start: int
    end: int
    indent: int
    text: str

    def empty(self) -> Line:
        """This line as a blank one."""
        return Line(self.end, self.end, 0, "")


def split_lines(text: str) -> list[Line]:
    """Lines of a draft; a line ends at ``\\n``, ``\\r\\n`` or a lone ``\\r``."""
    lines: list[Line] = []
    position = 0
    for raw in _LINE_END.split(text) if "\r" in text else text.split("\n"):
        words = raw.strip()
        if words:
            indent = len(raw) - len(raw.lstrip())
            start = position + indent
            lines.append(Line(start, start + len(words), indent, words))
        else:
            lines.append(Line(position, position, 0, ""))
        position += len(raw) + 1
        if position <= len(text) and text[position - 1] == "\r" and text[position : position + 1] == "\n":
            position += 1
    return lines


def drop_furniture(lines: list[Line]) -> tuple[list[Line], frozenset[int]]:
    """The lines with rules and page lines emptied, and the indices of the page lines.

    A bare number is a page number only when blank lines or the ends of the text surround it.
    """
    result, pages = lines, set()
    for index, line in enumerate(lines):
        words = line.text
        if not words or (len(words) > 24 and words[:3].isalnum()):
            continue
        if words[0].isalpha() and words[0] not in "pP":
            continue
        page = _PAGE.fullmatch(words) or (_PAGE_NUMBER.fullmatch(words) and _alone(lines, index))
        if not page and not _RULE.fullmatch(words):
            continue
        if result is lines:
            result = list(lines)
        result[index] = line.empty()
        if page:
            pages.add(index)
    return result, frozenset(pages)


def _alone(lines: list[Line], index: int) -> bool:
    before = index == 0 or not lines[index - 1].text
    return before and (index + 1 == len(lines) or not lines[index + 1].text)
