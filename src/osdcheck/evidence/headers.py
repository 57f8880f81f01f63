"""SPDX headers of source files and the two REUSE tables (``REUSE.toml``, ``.reuse/dep5``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from osdcheck.core.evidence import Declared
from osdcheck.errors import MetadataError
from osdcheck.evidence.comments import TAG, TOP, read_comments
from osdcheck.evidence.notebooks import is_notebook
from osdcheck.evidence.places import MOST_QUOTED, Source
from osdcheck.evidence.python_metadata import read_toml, texts
from osdcheck.evidence.sections import without_code
from osdcheck.tables.audit_words import load_audit_words
from osdcheck.tables.comments import load_comments

_FLAGS = re.MULTILINE | re.IGNORECASE
NOTICE = "header notice"
"""Field of a declaration that reserves a source file in words."""
HEADER = 65_536
"""How much of a source file is searched for headers, in characters."""
_IGNORED = re.compile(r"REUSE-IgnoreStart.*?(?:REUSE-IgnoreEnd|\Z)", re.S)
_EXPRESSION = re.compile(r"[\w.+:()\s/-]+")
_PAGES = (".md", ".mdx", ".markdown", ".rst", ".adoc")
_DRAWN = "~=|@`"
"""Signs that decorate a comment, though in no language they begin one."""


class _Patterns(NamedTuple):
    header: re.Pattern[str]
    close: re.Pattern[str]
    leader: re.Pattern[str]
    """What begins a line of a comment, where no name tells the language."""


@cache
def _patterns() -> _Patterns:
    """A tag behind comment leaders of any language alone: one inside a sentence or a string is no header."""
    marks = load_comments().all
    opening = (*marks.line, *marks.column, *(opened for opened, _ in marks.block))
    drawn = {sign for mark in opening for sign in mark if _is_sign(sign)} | set(_DRAWN)
    signs = re.escape("".join(sorted(drawn)))
    words = "|".join(sorted(mark for mark in opening if mark.isalnum()))
    # A bracket that closes belongs to the expression.
    ending = {mark for _, mark in marks.block if _is_sign(mark[-1]) and mark != ")"}
    closed = sorted(ending, key=lambda one: (-len(one), one))
    leader = rf"[{signs}]|\"(?=[ \t])|(?:{words}|::|--)\b"
    close = "|".join(map(re.escape, closed))
    return _Patterns(
        re.compile(rf"^(?:[^\S\n]|{leader})*?{TAG}:[ \t]*([^\n]{{1,500}})", _FLAGS),
        re.compile(rf"\s*(?:{close}|\?>)?\s*(?:[*#;/|=]*)\s*$"),
        re.compile(rf"[^\S\n]*(?:{leader})+", _FLAGS),
    )


def _is_sign(sign: str) -> bool:
    return not (sign.isalnum() or sign.isspace() or sign == '"')


def read_headers(source: Source) -> Iterator[Declared]:
    """Every ``SPDX-License-Identifier`` line in the first 65,536 characters of a file.

    What stands between ``REUSE-IgnoreStart`` and ``REUSE-IgnoreEnd`` is left out, and so are files that
    tell how to use a license (``Valid-License-Identifier``, as in the kernel's ``LICENSES/``).
    """
    comments = read_comments(source.text, source.path) if is_notebook(source.path) else None
    text = comments.written if comments is not None else source.text[:HEADER]
    if source.path.lower().endswith(_PAGES):
        # What stands in the code of a page is an example.
        text = without_code(text)
    if TAG.lower() not in text.lower() or "Valid-License-Identifier:" in text:
        return
    ignored = [match.span() for match in _IGNORED.finditer(text)]
    for match in _patterns().header.finditer(text):
        if any(start <= match.start() < end for start, end in ignored):
            continue
        expression = _patterns().close.sub("", match.group(1)).strip().strip("\"'`")
        if expression and _EXPRESSION.fullmatch(expression):
            quote = "" if comments is None else match.group().strip()[:MOST_QUOTED]
            yield source.declared(TAG, expression, line=source.line_at(match.start(1)), quote=quote)


def is_secret(head: bytes) -> bool:
    """Whether the top of a source, in lower case, may reserve it in words."""
    return any(mark in head for mark in load_audit_words().secret.marks)


def read_secrecy(source: Source) -> Iterator[Declared]:
    """The comment at the top of a source that calls it confidential or lets nobody copy it unasked."""
    table = load_audit_words().secret
    if not is_notebook(source.path) and table.free.search(source.text, 0, TOP):
        return
    comments = read_comments(source.text, source.path, whole=True)
    head = source.text[:TOP] if comments is None else comments.written
    if TAG.lower() in head.lower() or table.free.search(head):
        return
    plain = _behind_leaders(head) if comments is None else comments.plain
    patterns = (table.said, table.beside) if table.legal.search(plain) else (table.said,)
    found = (match for one in patterns for match in one.finditer(plain) if not table.aside.search(match[0]))
    match = min(found, key=lambda one: one.start(), default=None)
    if match is not None:
        at = match.end() - len(match[0].lstrip())
        quote = _line_of(head, at) if is_notebook(source.path) else ""
        yield source.declared(NOTICE, "proprietary", line=source.line_at(at), quote=quote)


def _behind_leaders(head: str) -> str:
    """The lines that begin like comments of some language, without what they begin with."""
    lines = []
    for line in head.split("\n"):
        leader = _patterns().leader.match(line)
        end = leader.end() if leader else len(line)
        lines.append(" " * end + line[end:])
    return "\n".join(lines)


def _line_of(text: str, at: int) -> str:
    """The line around an offset."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)].strip()[:MOST_QUOTED]


class Annotation(NamedTuple):
    """An entry of a REUSE.toml: globs, what its expressions are called as a field, and which of two holds.

    ``precedence``: ``"closest"`` (the header of a file goes first), ``"override"`` or ``"aggregate"``.
    """

    paths: tuple[str, ...]
    field: str
    expressions: tuple[str, ...]
    precedence: str


def annotations_of(source: Source) -> list[Annotation]:
    """``[[annotations]]`` of a REUSE.toml; raises :class:`~osdcheck.errors.MetadataError`."""
    rows = read_toml(source).get("annotations", [])
    if not isinstance(rows, list):
        raise MetadataError(source.path, "annotations that are no list of tables", "Write [[annotations]]")
    found = []
    for row in rows:
        if isinstance(row, dict):
            paths = texts(row.get("path"))
            where = f"annotations[{' '.join(paths)}].{TAG}"
            found.append(Annotation(paths, where, texts(row.get(TAG)), str(row.get("precedence", "closest"))))
    return found


def read_reuse_toml(source: Source) -> Iterator[Declared]:
    """``[[annotations]]`` of a REUSE.toml; the field names the paths they speak of."""
    for one in annotations_of(source):
        for text in one.expressions:
            yield source.locate(one.field, text, TAG)


def read_dep5(source: Source) -> Iterator[Declared]:
    """``Files`` paragraphs of a ``.reuse/dep5`` (Debian's machine-readable copyright format 1.0)."""
    from email.parser import HeaderParser

    position = 0
    for paragraph in re.split(r"(\n[ \t]*(?:\n[ \t]*)+)", source.text):
        start, position = position, position + len(paragraph)
        if not paragraph.strip():
            continue
        message = HeaderParser().parsestr(paragraph.strip("\n"))
        files, terms = message.get("Files"), message.get("License")
        if files is None or terms is None or not str(terms).strip():
            continue
        expression = str(terms).strip().splitlines()[0].strip()
        within = re.search(r"^License:", paragraph, re.M | re.I)
        line = source.line_at(start + (within.start() if within else 0))
        yield source.declared(f"Files[{' '.join(str(files).split())}].License", expression, line=line)
