"""License sections of a README: what stands under a heading that speaks of the license."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from osdcheck.tables.audit_words import load_audit_words

_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*")
_UNDERLINE = re.compile(r"([=\-~^\"'`#*+])\1{2,}[ \t]*")
FENCE = re.compile(r"```[^`]*|~~~(?!~).*")
"""A line that begins or ends code."""
_HTML = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.IGNORECASE)
_LEAD = re.compile(r"[*_]{0,3}([A-Za-z][\w /&-]{0,60}?)[*_]{0,3}[ \t]*:[*_]{0,3}[ \t]*(?=\s|\S)")
_BARE = " \t\r\n*_"
_DECORATION = re.compile(r"<[^>]*>|!?\[([^\]]*)\]\([^)]*\)|[*_`]|:\w+:|^\W*\d+(?:\.\d+)*\.?\s|[^\w\s,&/+.-]")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a README: its text, offset of its first character, its first and last line from 1."""

    title: str
    text: str
    start: int
    line_start: int
    line_end: int


def license_sections(text: str) -> tuple[Section, ...]:
    """Sections whose heading speaks of the license, without the heading; nested ones go with theirs."""
    lines, starts = _lines(text)
    return tuple(_titled(lines, starts, load_audit_words().title)) or _led(lines, starts)


def others_sections(text: str) -> tuple[Section, ...]:
    """Sections whose heading speaks of the work of others: "Third-party licenses", "Credits"."""
    return tuple(_titled(*_lines(text), load_audit_words().others))


def _lines(text: str) -> tuple[list[str], list[int]]:
    """Lines, and where each begins."""
    lines = text.splitlines(keepends=True)
    return lines, [0, *accumulate(map(len, lines))]


def _titled(lines: list[str], starts: list[int], pattern: re.Pattern[str]) -> list[Section]:
    headings = _headings(lines)
    found: list[Section] = []
    for number, (first, body, level, title) in enumerate(headings):
        if found and first < found[-1].line_end:
            continue
        if not pattern.fullmatch(_plain(title)):
            continue
        end = next((head[0] for head in headings[number + 1 :] if head[2] <= level), len(lines))
        content = "".join(lines[body:end])
        if content.strip():
            found.append(Section(_plain(title), content, starts[body], body + 1, end))
    return found


def _led(lines: list[str], starts: list[int]) -> tuple[Section, ...]:
    """What the one line "License: ..." of a README without a section says, or the paragraph below it."""
    fenced = False
    found: list[Section] = []
    first = _front_matter(lines)
    for number, line in enumerate(lines[first:], first):
        if len(found) > 1:
            break
        if FENCE.fullmatch(line.strip()):
            fenced = not fenced
        lead = None if fenced else _LEAD.match(line)
        if lead is None or not load_audit_words().title.fullmatch(_plain(lead[1])):
            continue
        if line[lead.end() :].strip(_BARE):
            content = line[lead.end() :]
            found.append(
                Section(_plain(lead[1]), content, starts[number] + lead.end(), number + 1, number + 1)
            )
            continue
        body = number + 1
        while body < len(lines) and not lines[body].strip():
            body += 1
        end = next((at for at in range(body, len(lines)) if not lines[at].strip()), len(lines))
        content = "".join(lines[body:end])
        if content and body - number <= 2:
            found.append(Section(_plain(lead[1]), content, starts[body], body + 1, end))
    # Where several lines begin so, they speak of several works.
    return tuple(found) if len(found) == 1 else ()


def _front_matter(lines: list[str]) -> int:
    """How many lines at the top are fields of a card."""
    if not lines or lines[0].strip() != "---":
        return 0
    return next((number + 1 for number in range(1, len(lines)) if lines[number].strip() == "---"), 0)


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def without_code(text: str) -> str:
    """The text of a page with blanks in place of its code: fenced, or set in by four columns."""
    hidden = [match.span() for match in _COMMENT.finditer(text)]
    lines = text.splitlines(keepends=True)
    fenced = False
    at = 0
    for number, line in enumerate(lines):
        fence = FENCE.fullmatch(line.strip()) is not None
        commented = any(start <= at < end for start, end in hidden)
        at += len(line)
        if not commented and (fenced or fence or line.startswith(("    ", "\t"))):
            lines[number] = re.sub(r"[^\r\n]", " ", line)
        fenced = fenced != fence
    return "".join(lines)


def prose_start(text: str) -> int:
    """Where the prose of a README begins: behind the fields of a card, at 0 where there are none."""
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: _front_matter(lines)]))


def _plain(title: str) -> str:
    return " ".join(_DECORATION.sub(lambda match: match[1] or " ", title).split()).strip(" .:-")


def _headings(lines: list[str]) -> list[tuple[int, int, int, str]]:
    """Line of each heading, first line below it (both from 0), level and title."""
    found: list[tuple[int, int, int, str]] = []
    marks: list[str] = []
    fenced = False
    for number, line in enumerate(lines):
        stripped = line.strip()
        if FENCE.fullmatch(stripped):
            fenced = not fenced
        if fenced or len(stripped) > 120:
            continue
        if match := _ATX.fullmatch(line.rstrip()):
            found.append((number, number + 1, len(match[1]), match[2]))
        elif match := _HTML.fullmatch(stripped):
            found.append((number, number + 1, int(match[1]), match[2]))
        elif (match := _UNDERLINE.fullmatch(stripped)) and number and _is_title(lines[number - 1], stripped):
            if match[1] not in marks:
                marks.append(match[1])
            found.append((number - 1, number + 1, marks.index(match[1]) + 1, lines[number - 1]))
    return found


def _is_title(line: str, rule: str) -> bool:
    title = line.strip()
    return bool(title) and len(title) <= len(rule) + 6 and not title.startswith(("-", "*", "|", ">"))
