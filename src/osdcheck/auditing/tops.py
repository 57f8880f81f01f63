"""Comments at the top of source files that allow the file for something only, in words instead of a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from osdcheck.auditing.riders import LONGEST, passage, sentences
from osdcheck.auditing.roles import suffix_of
from osdcheck.auditing.texts import Text
from osdcheck.evidence.headers import TAG, TOP
from osdcheck.evidence.sections import Section
from osdcheck.tables.audit_words import load_audit_words

_HASH = r"#+"
_MARKS = r"//+!?|--+|;+|%+|\.\\\"|(?:dnl|rem)\b"
_BLOCKS = r"/\*.*?\*/|<!--.*?-->|[ru]?\"\"\".*?\"\"\"|[ru]?'''.*?'''"
_LEAD = r"\ufeff|\s|#![^\n]*\n|<\?(?:php|xml[^\n]*\n)"
_FLAGS = re.DOTALL | re.IGNORECASE | re.MULTILINE
_LINE = re.compile(
    r"^[ \t]*(?:/\*+!?|\*+/?|<!--|[ru]?\"\"\"|[ru]?'''|" + _HASH + "|" + _MARKS + r")|\*+/|-->", _FLAGS
)
_SILENT = re.compile(
    rf"\A(?:\ufeff)?#![^\n]*|([*#=/~+-])\1{{3,}}|[^\n]*(?:{TAG}|\bcoding[:=])[^\n]*|<\?php", _FLAGS
)
"""What is no sentence: the line of the interpreter, rules, and tags, which are read as such."""


def _comment(leader: str) -> re.Pattern[str]:
    line = rf"(?:{leader})[^\n]*"
    return re.compile(rf"(?:{_LEAD})*(?:{_BLOCKS}|{line}(?:\n[ \t]*{line})*)", _FLAGS)


_COMMENT, _WITHOUT_HASH = _comment(f"{_HASH}|{_MARKS}"), _comment(_MARKS)


def may_narrow(head: bytes) -> bool:
    """Whether the first bytes of a source, in lower case, name one of the fields such comments are about."""
    return any(mark in head for mark in load_audit_words().top.marks)


def top_riders(text: str, path: str) -> Iterator[Section]:
    """Sentences of the comments before the first line of code that narrow the file by their words.

    ``text``: the head of a source file, of which the first 2,000 characters are read; ``path`` tells its
    language. The places are those of the file, the words those without comment leaders. What they take
    away is to be judged yet.
    """
    table = load_audit_words()
    plain = top_comments(text, path)
    if not table.top.legal.search(plain):
        return
    for start, stop, _ in sentences(plain):
        said = " ".join(plain[start:stop].split())
        aside = stop - start > LONGEST or table.top.aside.search(said) or table.rider.aside.search(said)
        if not aside and all(
            one.search(said) for one in (table.rider.limit, table.rider.field, table.top.work)
        ):
            yield passage(plain, start, stop)


def top_comments(text: str, path: str) -> str:
    """The comments before the first line of code without their leaders, of the same length: places stay."""
    head = text[:TOP]
    without = suffix_of(path.lower()) in load_audit_words().top.without_hash
    comment = _WITHOUT_HASH if without else _COMMENT
    end = 0
    while (found := comment.match(head, end)) is not None:
        end = found.end()
    return _LINE.sub(_blank, _SILENT.sub(_blank, head[:end]))


def quoted_from(judged: Text, head: str) -> Text:
    """The findings with the words of the file itself, comment leaders and all."""
    return replace(
        judged,
        weighed=tuple(
            one._replace(finding=replace(one.finding, quote=head[one.finding.start : one.finding.end]))
            for one in judged.weighed
        ),
    )


def _blank(match: re.Match[str]) -> str:
    return "".join("\n" if char == "\n" else " " for char in match[0])
