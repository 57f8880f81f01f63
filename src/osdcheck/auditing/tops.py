"""Comments at the top of source files that allow the file for something only, in words instead of a tag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from osdcheck.auditing.paper import Paper
from osdcheck.auditing.riders import LONGEST, sentences, taken_away
from osdcheck.auditing.texts import Judge, Text, said_at
from osdcheck.errors import InputError
from osdcheck.evidence.comments import TOP, Comments, in_utf8, read_comments
from osdcheck.evidence.notebooks import is_notebook
from osdcheck.evidence.sections import Section
from osdcheck.tables.audit_words import load_audit_words


def top_papers(data: bytes, path: str, judge: Judge) -> Iterator[Paper]:
    """A paper for each sentence of the comments before the first line of code that narrows the file.

    ``data``: the head of a source; ``path`` tells its language. The places and quotes are those of the file.
    """
    for sentence, written, means in _narrowing(data, path):
        start, line = sentence.start, sentence.line_start
        try:
            if means is not None:
                judged = judge.judge(means.encode("utf-8"), path, supplement=True)
                judged = said_at(judged, sentence.text, start, line)
            else:
                judged = judge.judge_part(sentence.text, path, start=start, line=line, supplement=True)
                judged = replace(judged, weighed=taken_away(judged))
        except InputError:
            continue
        judged = _quoted_from(judged, written)
        if judged.weighed:
            lines = line, sentence.line_end
            yield Paper(path, "notice", "restrictions", judged.sha256, judged, *lines, aside=judged)


def _narrowing(data: bytes, path: str) -> Iterator[tuple[Section, str, str | None]]:
    """Sentences that narrow the file, or put it under another license for money: then what they mean.

    The words are those without comment leaders; beside each stands what was read, as it is written. What the
    others take away is to be judged yet.
    """
    comments = top_comments(data, path)
    table = load_audit_words()
    whole = " ".join(comments.plain.split()) if comments is not None else ""
    # What a notebook puts out is blank, and long.
    if comments is None or not table.top.legal.search(whole):
        return
    plain = comments.plain
    text = in_utf8(data, path).decode("utf-8", "replace")
    paid = table.top.paid.search(whole) is not None
    for start, stop, _ in sentences(plain):
        said = " ".join(plain[start:stop].split())
        if stop - start > LONGEST:
            continue
        if paid and table.alternative.apart.search(said):
            yield _placed(text, plain, start, stop), comments.written, table.top.means
            continue
        aside = table.top.aside.search(said) or table.rider.aside.search(said)
        if not aside and all(
            one.search(said) for one in (table.rider.limit, table.rider.field, table.top.work)
        ):
            yield _placed(text, plain, start, stop), comments.written, None


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


def _quoted_from(judged: Text, head: str) -> Text:
    """The findings with the words of the file itself, comment leaders and all (``head``)."""
    return replace(
        judged,
        weighed=tuple(
            one._replace(finding=replace(one.finding, quote=head[one.finding.start : one.finding.end]))
            for one in judged.weighed
        ),
    )
