"""Where a value stands in a metadata file: line and quote for parsers that keep no positions."""

from __future__ import annotations

import re
from bisect import bisect_right

from osdcheck.core.evidence import Declared

MOST_QUOTED = 200
"""Longest quote, in characters."""


class Source:
    """Text of one metadata file with its path, and the way from values back to lines."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts = [0, *(match.end() for match in re.finditer(r"\n", text))]

    def line_at(self, offset: int) -> int:
        """Line of a character offset, from 1."""
        return bisect_right(self._starts, offset)

    def line(self, number: int) -> str:
        """Words of a line, without the blanks around them."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].strip()

    def declared(self, field: str, expression: str, *, line: int, quote: str = "") -> Declared:
        """A declaration whose line is known; the quote is that line, where no other is given."""
        if not quote:
            quote = self.line(line)[:MOST_QUOTED] if 0 < line <= len(self._starts) else expression
        return Declared(self.path, field, expression, line, quote)

    def locate(self, field: str, expression: str, key: str, written: str | None = None) -> Declared:
        """A declaration whose line is sought: the value on a line of its key, behind its key, or anywhere.

        ``written``: how the value stands in the file, where that differs from the expression.
        """
        return self.declared(field, expression, line=self._find(key, written or expression))

    def _find(self, key: str, value: str) -> int:
        head = value.strip().split("\n", 1)[0].strip()
        keys = [match.start() for match in re.finditer(rf"(?<![\w-]){re.escape(key)}(?![\w-])", self.text)]
        for start in keys:
            end = self.text.find("\n", start)
            line = self.text[start : end if end >= 0 else len(self.text)]
            if head and head in line:
                return self.line_at(start)
        for start in keys:
            found = self.text.find(head, start) if head else start
            if found >= 0:
                return self.line_at(found)
        anywhere = self.text.find(head) if head else -1
        return self.line_at(anywhere) if anywhere >= 0 else 1
