"""Comments at the top of source files that allow the file for something only, in words instead of a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osdcheck.auditing.riders import LONGEST, passage, sentences
from osdcheck.evidence.headers import TOP
from osdcheck.evidence.sections import Section
from osdcheck.tables.audit_words import load_audit_words

_LEADER = r"(?:#+|//+!?|--+|;+|%+|\.\\\"|(?:dnl|rem)\b)"
_COMMENT = re.compile(
    r"(?:\s|#![^\n]*\n|<\?(?:php|xml[^\n]*)\n)*(?:"
    r"/\*.*?\*/|<!--.*?-->|\"\"\".*?\"\"\"|'''.*?'''"
    rf"|{_LEADER}[^\n]*(?:\n[ \t]*{_LEADER}[^\n]*)*)",
    re.DOTALL | re.IGNORECASE,
)
_LEADING = re.compile(rf"^[ \t]*(?:/\*+!?|\*+/?|<!--|\"\"\"|'''|{_LEADER})|\*+/|-->", re.MULTILINE | re.I)
_RULE = re.compile(r"([*#=/~+-])\1{3,}")


def may_narrow(head: bytes) -> bool:
    """Whether the first bytes of a source, in lower case, name one of the fields such comments are about."""
    return any(mark in head for mark in load_audit_words().top.marks)


def top_riders(text: str) -> Iterator[Section]:
    """Sentences of the comments before the first line of code that narrow the file by their words.

    ``text``: the head of a source file, of which the first 2,000 characters are read; the places are those
    of the file. What they take away is to be judged yet.
    """
    head = text[:TOP]
    end = 0
    while (found := _COMMENT.match(head, end)) is not None:
        end = found.end()
    # Of the same length, so that places stay.
    plain = _LEADING.sub(_blank, _RULE.sub(_blank, head[:end]))
    table = load_audit_words()
    for start, stop, _ in sentences(plain):
        said = " ".join(plain[start:stop].split())
        if stop - start > LONGEST or table.top.aside.search(said):
            continue
        if table.rider.limit.search(said) and table.rider.field.search(said):
            yield passage(head, start, stop)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
