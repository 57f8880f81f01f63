"""Comments at the top of source files that allow the file for something only, in words instead of a tag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from osdcheck.auditing.riders import LONGEST, sentences
from osdcheck.auditing.texts import Text
from osdcheck.evidence.comments import TOP, Comments, in_utf8, read_comments
from osdcheck.evidence.notebooks import is_notebook
from osdcheck.evidence.sections import Section
from osdcheck.tables.audit_words import load_audit_words


def top_riders(data: bytes, path: str) -> Iterator[tuple[Section, str]]:
    """Sentences of the comments before the first line of code that narrow the file by their words.

    ``data``: the head of a source; ``path`` tells its language. The places are those of the file, the words
    those without comment leaders; beside each what was read, as it is written. What they take away is to be
    judged yet.
    """
    comments = top_comments(data, path)
    table = load_audit_words()
    # What a notebook puts out is blank, and long.
    if comments is None or not table.top.legal.search(" ".join(comments.plain.split())):
        return
    plain = comments.plain
    text = in_utf8(data, path).decode("utf-8", "replace")
    for start, stop, _ in sentences(plain):
        said = " ".join(plain[start:stop].split())
        aside = stop - start > LONGEST or table.top.aside.search(said) or table.rider.aside.search(said)
        if not aside and all(
            one.search(said) for one in (table.rider.limit, table.rider.field, table.top.work)
        ):
            yield _placed(text, plain, start, stop), comments.written


def top_comments(data: bytes, path: str) -> Comments | None:
    """The comments before the first line of code of a source whose head names a field that narrows."""
    data = in_utf8(data, path)
    if not _may_narrow(data if is_notebook(path) else data[:TOP]):
        return None
    return read_comments(data.decode("utf-8", "replace"), path)


def _may_narrow(head: bytes) -> bool:
    """Whether the first bytes of a source name one of the fields such comments are about."""
    lowered = head.lower()
    return any(mark in lowered for mark in load_audit_words().top.marks)


def _placed(text: str, plain: str, start: int, stop: int) -> Section:
    """A passage with its lines in the file: a break that is none there is a blank."""
    pairs = zip(plain[start:stop], text[start:stop], strict=True)
    words = "".join(" " if one == "\n" != written else one for one, written in pairs)
    line = text.count("\n", 0, start) + 1
    return Section("", words, start, line, line + words.count("\n"))


def quoted_from(judged: Text, head: str) -> Text:
    """The findings with the words of the file itself, comment leaders and all (``head``)."""
    return replace(
        judged,
        weighed=tuple(
            one._replace(finding=replace(one.finding, quote=head[one.finding.start : one.finding.end]))
            for one in judged.weighed
        ),
    )
