"""Comment leaders: found by what the lines of a block share, never by one line alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from osdcheck.document.lines import Line
from osdcheck.patterns import lazily

_LEADER = lazily(
    r"(?:/\*+!?|\*+/|\*+|//+!?|/(?=\s|$)|#+|(?:> ?)+|;+|--+|%+|!+|\||\"|'"
    r"|(?:dnl|REM|rem|@c|@comment|\.\\\")(?=\s|$))"
)
_STARTS = frozenset("/*#>;-%!|\"'dRr@.")
_FAMILIES = {"/": "/", "*": "*", "d": "dnl", "R": "rem", "r": "rem", "@": "@c", ".": '.\\"'}
_ENDS_SENTENCE = lazily(r"[.:;!?][\"')\]]*$")
_BOX = lazily(r"\s*(?:\*+/?|\|)$")
_OPEN = lazily(r"(?:/\*+!?|<!--+|\(\*+|\"\"\"|''')(?=\s|$|\w)")
_CLOSE = lazily(r"\s*(?:\*+/|--+>|\*\)|\"\"\"|''')$")
_MOST = 0.8
_TAIL = 120


class _Run(NamedTuple):
    """Lines ``[start, stop)`` without a blank one between them."""

    start: int
    stop: int


def strip_leaders(lines: list[Line]) -> list[Line]:
    """The lines without comment leaders and without the frames of block comments.

    Leaders go from a block of three lines and more when most of its lines carry them, or
    everywhere when most lines of the text do. Lists and Markdown headings carry marks as
    well: a star is a leader only when the block shows that sentences run on over its lines.
    """
    result = lines
    # A comment may stand in a comment: a block of stars behind number signs.
    for _ in range(2):
        stripped = _strip_once(result)
        if stripped is result:
            break
        result = stripped
    return _unframed(result)


def _strip_once(lines: list[Line]) -> list[Line]:
    result = lines
    if sum(1 for line in lines if line.text[:1] in _STARTS and line.text) >= 3:
        everywhere = _leader_of_text(lines)
        for run in _runs(lines):
            family = everywhere or _leader_of_run(lines[run.start : run.stop])
            if family is None:
                continue
            if result is lines:
                result = list(lines)
            result[run.start : run.stop] = _stripped(lines[run.start : run.stop], family)
    return result


def _runs(lines: list[Line]) -> Iterator[_Run]:
    start = 0
    for index, line in enumerate(lines):
        if not line.text:
            if index > start:
                yield _Run(start, index)
            start = index + 1
    if len(lines) > start:
        yield _Run(start, len(lines))


def _family(line: Line) -> str | None:
    """Leader family of a line: the block comment and its star belong together."""
    if line.text[:1] not in _STARTS:
        return None
    match = _LEADER.match(line.text)
    if match is None:
        return None
    leader = match.group()
    if leader.startswith(("/*", "*")):
        return "*"
    return _FAMILIES.get(leader[0], leader[0])


def _leader_of_text(lines: list[Line]) -> str | None:
    """Family that nearly every line carries; lists and quoted definitions are no candidates."""
    filled = [line for line in lines if line.text]
    counts: dict[str, int] = {}
    for line in filled:
        family = _family(line)
        if family is not None and family not in {"*", '"', "'", "-"}:
            counts[family] = counts.get(family, 0) + 1
    for family, count in counts.items():
        if count >= 3 and count > _MOST * len(filled) and _continuing(filled) >= 1:
            return family
    return None


def _leader_of_run(run: list[Line]) -> str | None:
    if len(run) < 3:
        return None
    families = [_family(line) for line in run]
    carried = [family for family in families if family is not None]
    if not carried:
        return None
    family = max(set(carried), key=carried.count)
    count = carried.count(family)
    if family in {"*", "-", "|"}:
        framed = run[0].text.startswith("/*") or run[-1].text.endswith("*/")
        bare = sum(1 for line in run[1:-1] if line.text.strip("*-|") == "")
        proven = (framed or bare) and count > len(run) / 2
        return family if proven or (count > _MOST * len(run) and _continuing(run) * 3 >= len(run)) else None
    if family in {'"', "'"}:
        unpaired = sum(1 for line in run if line.text.count(family) % 2)
        return family if count > _MOST * len(run) and unpaired > _MOST * len(run) else None
    return family if count > len(run) / 2 else None


def _continuing(run: list[Line]) -> int:
    """How many lines break off inside a sentence and are nearly as long as the longest."""
    width = max(line.indent + len(line.text) for line in run)
    found = 0
    for line, following in pairwise(run):
        rest = _rest(following)
        goes_on = rest[:1].islower() or (rest.isupper() and line.text.isupper())
        broken = goes_on and not _ENDS_SENTENCE.search(line.text)
        found += broken and line.indent + len(line.text) + 12 >= 0.8 * width
    return found


def _rest(line: Line) -> str:
    match = _LEADER.match(line.text)
    return line.text[match.end() :].strip() if match else line.text


def _stripped(run: list[Line], family: str) -> list[Line]:
    boxed = sum(
        1 for line in run if len(line.text) > 2 and _BOX.search(line.text, max(1, len(line.text) - _TAIL))
    )
    box = family in {"*", "|"} and boxed > len(run) / 2
    return [_without_leader(line, box=box) if _family(line) == family else line for line in run]


def _without_leader(line: Line, *, box: bool) -> Line:
    match = _LEADER.match(line.text)
    if match is None:
        return line
    end = len(line.text)
    if box:
        closing = _BOX.search(line.text, max(match.end(), end - _TAIL))
        end = closing.start() if closing else end
    return _cut(line, match.end(), end)


def _cut(line: Line, start: int, end: int) -> Line:
    rest = line.text[start:end]
    words = rest.strip()
    if not words:
        return line.empty()
    indent = len(rest) - len(rest.lstrip())
    first = line.start + start + indent
    return Line(first, first + len(words), indent, words)


def _unframed(lines: list[Line]) -> list[Line]:
    """Drop what opens and closes a block comment, where lines carry no leader of their own."""
    result = lines
    for index, line in enumerate(lines):
        words = line.text
        if not words or (words[0] not in "/<(\"'" and words[-1] not in "/>)\"'"):
            continue
        opening, closing = _OPEN.match(words), _CLOSE.search(words, max(0, len(words) - _TAIL))
        if opening is None and closing is None:
            continue
        if result is lines:
            result = list(lines)
        start = opening.end() if opening else 0
        result[index] = _cut(line, start, max(start, closing.start() if closing else len(words)))
    return result
