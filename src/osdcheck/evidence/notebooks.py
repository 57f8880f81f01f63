"""The first cells of a Jupyter notebook, as they are written and at the places they have in its JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import NamedTuple

_MOST = 4
"""Cells that are read: a title, terms, and what comes before the first code."""
_CELLS = re.compile(r'"cells"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_SOURCE = re.compile(r'"(?:source|input)"\s*:\s*')
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_LINE_END = re.compile(r"[ \t]*,?[ \t]*\r?\n")
_ESCAPED = {"n": "\n", "t": "\t", "r": " ", "b": " ", "f": " "}
_DECODER = json.JSONDecoder()


class Cell(NamedTuple):
    """A cell: where what it holds begins, and that in the words of its author.

    ``text`` is as long as its JSON, so that places stay: signs of JSON are blank.
    """

    code: bool
    start: int
    text: str


def is_notebook(path: str) -> bool:
    """Whether the file is a notebook by its suffix."""
    return path.lower().endswith(".ipynb")


def cells(text: str, *, later: bool = False) -> Iterator[Cell]:
    """The first cells of words and of code; the text may be cut off, and what cannot be read ends them.

    ``later``: those of words that follow as well.
    """
    begin = _CELLS.search(text)
    at = begin.end() if begin else len(text)
    for number in count() if later else range(_MOST):
        between = _BETWEEN.match(text, at)
        start = between.end() if between else at
        try:
            cell, at = _DECODER.raw_decode(text, start)
            found = _cell(cell, text, start, at) if isinstance(cell, dict) else None
        except (ValueError, RecursionError):
            return
        if found is not None and (number < _MOST or not found.code):
            yield found


def _cell(cell: dict[str, object], text: str, start: int, end: int) -> Cell | None:
    kind = cell.get("cell_type")
    source = cell.get("source", cell.get("input"))
    if kind not in ("markdown", "code") or not isinstance(source, (str, list)):
        return None
    # Outputs and metadata may hold the same keys: the value tells which it is.
    for match in _SOURCE.finditer(text, start, end):
        value, after = _DECODER.raw_decode(text, match.end())
        if value == source:
            return Cell(kind == "code", match.end(), _written(text[match.end() : after]))
    return None


def _written(value: str) -> str:
    """Strings of JSON as what they stand for, each sign at its place or behind it."""
    parts = []
    end = 0
    for match in _STRING.finditer(value):
        parts.append(re.sub(r"[^\n]", " ", value[end : match.start(1)]))
        # Where the line of JSON ends as well, one break is enough.
        silent = len(match[1]) if _LINE_END.match(value, match.end()) else -1
        parts.append(_ESCAPE.sub(partial(_unescaped, silent=silent), match[1]))
        end = match.end(1)
    return "".join(parts) + re.sub(r"[^\n]", " ", value[end:])


def _unescaped(match: re.Match[str], *, silent: int) -> str:
    code, sign = match.groups()
    stands = chr(int(code, 16)) if code else _ESCAPED.get(sign, sign)
    if "\ud800" <= stands <= "\udfff" or (stands == "\n" and match.end() == silent):
        # Half of a pair, which nothing could print.
        stands = " "
    return stands.ljust(len(match[0]))
