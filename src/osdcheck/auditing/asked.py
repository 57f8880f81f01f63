"""What a README sells by a question with its answer, or by a row of a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from osdcheck.auditing.idioms import names_another
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.riders import MOST, passage
from osdcheck.auditing.texts import Judge, said_at
from osdcheck.core.audit import FileRole
from osdcheck.evidence.names import Names
from osdcheck.evidence.sections import FENCE
from osdcheck.tables.audit_words import load_audit_words

_LEAD = r"(?:[ \t]|#{1,6}[ \t]|[-*+>][ \t]|\d{1,2}[.)][ \t]|<[^>\n]{1,60}>|\*\*|__|\|)*"
_QUESTION = re.compile(rf"{_LEAD}(?:q\d{{0,2}}[:.)]\W{{0,3}})?(?P<asked>[^\n?|]{{8,160}}\?)", re.I)
_ANSWER = re.compile(r"\W*(?:(?:a\d{0,2}|answer)[:.)]\W{0,3})?(?=\w)", re.I)
_TITLE = re.compile(r"[ \t]*#{1,6}[ \t]+(?P<title>[^\n]+)")
_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*")
_CELLS = re.compile(r"(?<!\\)\|")
_TAG = re.compile(r"<[^>\n]{1,60}>|[*_`]+")
_HTML_ROW = re.compile(r"<tr\b[^>]{0,200}>(.{0,2000}?)</tr\s*>", re.I | re.S)
_HTML_CELL = re.compile(r"<t[hd]\b[^>]{0,200}>(.{0,600}?)</t[hd]\s*>", re.I | re.S)
_LONGEST_TABLE, _MOST_TRIED = 20_000, 300
"""Characters of such a table; questions and tables of one README that are looked at."""
_LONGEST, _MOST_LINES, _REACH = 400, 12, 3
"""Characters and lines of an answer, and lines in which it begins below its question."""


class _Sale(NamedTuple):
    """Where it is said, and whether beyond doubt; ``names``: the words that may name another work."""

    start: int
    end: int
    sure: bool
    names: str


class _Row(NamedTuple):
    """A row of a table: where it stands, and its cells."""

    start: int
    end: int
    cells: list[str]


def asked_papers(
    text: str, path: str, role: FileRole, judge: Judge, names: Callable[[], Names]
) -> Iterator[Paper]:
    """A paper for each question and each row that sells the use of the project, the first few.

    ``names``: of the project; what is said of other works is left out.
    """
    if not any(sign in text for sign in ("?", "|", "<table", "<TABLE")):
        return
    means = load_audit_words().asked.means
    for tried, one in enumerate(_sales(text)):
        if tried == MOST:
            return
        if names_another(one.names, names()):
            continue
        said = passage(text, one.start, one.end)
        judged = judge.judge(means.encode("utf-8"), path, supplement=True)
        judged = said_at(judged, said.text, said.start, said.line_start, sure=one.sure)
        yield Paper(
            path, role, "restrictions", judged.sha256, judged, said.line_start, said.line_end, aside=judged
        )


def _sales(text: str) -> Iterator[_Sale]:
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    title, fenced, table, tried = "", False, -1, 0
    for at, line in enumerate(lines):
        if tried >= _MOST_TRIED:
            return
        if FENCE.fullmatch(line.strip()):
            fenced = not fenced
        if fenced:
            continue
        heading = _TITLE.match(line)
        if heading is not None:
            title = heading["title"]
        if "?" in line and (asked := _asked(line)) is not None:
            tried += 1
            yield from _answered(lines, starts, at, asked)
        if at > table and "|" in line and at + 1 < len(lines) and _is_rule(lines[at + 1]):
            tried += 1
            table = _end_of_table(lines, at)
            rows = [
                _Row(starts[one], starts[one] + len(lines[one].rstrip()), _cells(lines[one]))
                for one in range(at, table + 1)
                if one != at + 1
            ]
            yield from _sold(rows, title)
        if "<table" in line.lower():
            tried += 1
            yield from _sold(_marked_up(text[starts[at] : starts[at] + _LONGEST_TABLE], starts[at]), title)


def _asked(line: str) -> re.Match[str] | None:
    """A question of the line on who has to pay, or who may use the work."""
    words = load_audit_words().asked
    question = _QUESTION.match(line)
    if question is None or not (words.must.search(question["asked"]) or words.may.search(question["asked"])):
        return None
    return question


def _answered(
    lines: Sequence[str], starts: Sequence[int], at: int, question: re.Match[str]
) -> Iterator[_Sale]:
    """A question of the line with its answer, where it binds somebody to pay."""
    words = load_audit_words().asked
    asked = question["asked"]
    must = words.must.search(asked)
    rest = lines[at][question.end() :]
    found = at
    if not re.search(r"\w", _TAG.sub("", rest)):
        below = range(at + 1, min(at + 1 + _REACH, len(lines)))
        found = next((one for one in below if re.search(r"\w", _TAG.sub("", lines[one]))), -1)
        if found < 0 or _TITLE.match(lines[found]):
            return
        rest = lines[found]
    last = found
    end = min(len(lines), found + _MOST_LINES)
    while last + 1 < end and lines[last + 1].strip() and not _TITLE.match(lines[last + 1]):
        last += 1
    said = "".join([rest, *lines[found + 1 : last + 1]])[:_LONGEST]
    answer = " ".join(_TAG.sub(" ", said).split())
    lead = _ANSWER.match(answer)
    answer = answer[lead.end() if lead else 0 :]
    binds = (words.yes if must else words.no).search(answer)
    if not (binds or words.doubted.search(answer)) or _is_aside(asked) or _is_aside(answer):
        return
    end = min(starts[last + 1], starts[found] + _LONGEST)
    start = starts[at] + question.start("asked")
    yield _Sale(start, max(end, start + len(asked)), binds is not None, asked)


def _is_aside(words: str) -> bool:
    return load_audit_words().asked.aside.search(words) is not None


def _is_rule(line: str) -> bool:
    return "|" in line and _RULE.fullmatch(line.rstrip()) is not None


def _end_of_table(lines: Sequence[str], at: int) -> int:
    last = at + 1
    while last + 1 < len(lines) and "|" in lines[last + 1]:
        last += 1
    return last


def _marked_up(table: str, start: int) -> list[_Row]:
    """The rows of a table of HTML that begins at ``start``; what stands behind it is no part of it."""
    end = table.lower().find("</table")
    rows = []
    for match in _HTML_ROW.finditer(table, 0, end if end >= 0 else len(table)):
        cells = [_plain_cell(cell) for cell in _HTML_CELL.findall(match[1])]
        if cells:
            rows.append(_Row(start + match.start(), start + match.end(), cells))
    return rows


def _sold(rows: Sequence[_Row], title: str) -> Iterator[_Sale]:
    """Rows, and columns, of a table that sell the use to somebody; each at its row."""
    if not rows:
        return
    words = load_audit_words().asked
    head = rows[0].cells
    if _is_aside(" ".join([title, *head])):
        return
    licensed = words.about.search(f"{title} {' '.join(head)}") is not None
    told = any(map(words.others.fullmatch, [*head, *(one.cells[0] for one in rows)]))
    columns = {one for one, cell in enumerate(head) if one and told and words.who.fullmatch(cell)}
    for start, end, cells in rows[1:]:
        if _is_aside(" ".join(cells)):
            continue
        theirs = [cell for one, cell in enumerate(cells) if one in columns]
        if words.who.fullmatch(cells[0]):
            theirs += cells[1:]
        about = licensed or words.about.search(cells[0]) is not None
        sure = any(words.about.search(cell) and words.sells.search(cell) for cell in theirs)
        sold = any(words.sells.search(cell) or (told and words.price.search(cell)) for cell in theirs)
        if sure or (about and sold):
            yield _Sale(start, end, sure, title)


def _cells(line: str) -> list[str]:
    return [_plain_cell(one) for one in _CELLS.split(line.strip().strip("|"))]


def _plain_cell(cell: str) -> str:
    return " ".join(_TAG.sub("", cell).split())
