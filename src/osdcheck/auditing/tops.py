"""Comments at the top of source files that allow the file for something only, in words instead of a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath

from osdcheck.auditing.riders import LONGEST, sentences
from osdcheck.auditing.texts import Text
from osdcheck.core.evidence import Declared
from osdcheck.evidence.comments import TAG, TOP, Comments, in_utf8, read_comments
from osdcheck.evidence.headers import NOTICE
from osdcheck.evidence.notebooks import is_notebook
from osdcheck.evidence.sections import Section
from osdcheck.evidence.statements import stated
from osdcheck.tables.audit_words import load_audit_words

NAMED = NOTICE
"""Field of a declaration by which a source file names its license in words."""
_MOST_NAMING, _MOST_QUOTED = 400, 200
_NAMING = re.compile(
    rb"(?:licen[sc]ed|released|distributed)\W+under|licenses\s+this|governed\W+by|redistribute\s+it"
)


def top_riders(data: bytes, path: str) -> Iterator[tuple[Section, str, str | None]]:
    """Sentences of the comments before the first line of code that narrow the file by their words.

    ``data``: the head of a source; ``path`` tells its language. The places are those of the file, the words
    those without comment leaders; beside each what was read, as it is written, and what a sentence means that
    puts the file under another license for money. What the others take away is to be judged yet.
    """
    comments = top_comments(data, path)
    table = load_audit_words()
    # What a notebook puts out is blank, and long.
    whole = " ".join(comments.plain.split()) if comments is not None else ""
    if comments is None or not _is_legal(comments.plain, whole):
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


def _is_legal(plain: str, whole: str) -> bool:
    """Whether comments are about rights; ``whole``: the same with one blank between words."""
    legal = load_audit_words().top.legal
    if legal.search(whole):
        return True
    # What counts at the beginning of them does at that of a sentence.
    return any(legal.search(" ".join(plain[one:end].split())) for one, end, _ in sentences(plain))


def top_bans(data: bytes, path: str) -> Iterator[tuple[Section, str]]:
    """Sentences there that :mod:`osdcheck.auditing.bans` may know, as in :func:`top_riders`."""
    comments = top_comments(data, path)
    table = load_audit_words().top
    if comments is None or not _is_legal(comments.plain, " ".join(comments.plain.split())):
        return
    text = in_utf8(data, path).decode("utf-8", "replace")
    for start, stop, _ in sentences(comments.plain):
        if table.ban.search(" ".join(comments.plain[start:stop].split())):
            yield _placed(text, comments.plain, start, stop), comments.written


def top_names(data: bytes, path: str) -> Iterator[Declared]:
    """The license that a sentence there names for the file: "Licensed under the Apache License, Version 2.0".

    Nothing where several are named, which may be a choice.
    """
    data = in_utf8(data, path)
    head = (data if is_notebook(path) else data[:TOP]).lower()
    match = _NAMING.search(head)
    if match is None or TAG.lower().encode() in head:
        return
    # Files of one project begin alike, and are read once.
    name = PurePosixPath(path).name
    kind = f"a{PurePosixPath(name).suffix}" if PurePosixPath(name).suffix else name
    for named, line, quote in _names_in(data[: match.end() + _MOST_NAMING], kind):
        yield Declared(path, NAMED, named, line, quote)


@lru_cache(maxsize=1024)
def _names_in(head: bytes, kind: str) -> tuple[tuple[str, int, str], ...]:
    """The name, its line and its sentence, at the beginning of a file of a kind."""
    text = head.decode("utf-8", "replace")
    comments = read_comments(text, kind)
    if comments is None or load_audit_words().top.choice.search(comments.plain):
        return ()
    found: dict[str, tuple[str, int, str]] = {}
    for start, stop, _ in sentences(comments.plain):
        name = _named(" ".join(comments.plain[start:stop].split()))
        if name is not None:
            quote = " ".join(text[start:stop].split())[:_MOST_QUOTED]
            found.setdefault(name, (name, text.count("\n", 0, start) + 1, quote))
    return tuple(found.values()) if len(found) == 1 else ()


@lru_cache(maxsize=4096)
def _named(sentence: str) -> str | None:
    """The license that a sentence names, as it stands in metadata."""
    table = load_audit_words().top
    match = table.named.search(sentence)
    if match is None:
        return None
    rest = table.usual.sub("", next(filter(None, match.groups())))
    gnu = table.gnu.match(rest)
    if gnu is not None and gnu["version"]:
        rest = f"{gnu['name']} version {gnu['version']}" + (" or later" if gnu["later"] else "")
    said = stated(f"Licensed under {rest}", path="", field=NAMED, line=1)
    return said.named.declared.expression if said is not None else None


def top_comments(data: bytes, path: str) -> Comments | None:
    """The comments before the first line of code of a source whose head names a field that narrows.

    Of a notebook all cells of words: terms often stand in its last one.
    """
    data = in_utf8(data, path)
    if not _may_narrow(data if is_notebook(path) else data[:TOP]):
        return None
    return read_comments(data.decode("utf-8", "replace"), path, later=True)


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
