"""SPDX headers of source files and the two REUSE tables (``REUSE.toml``, ``.reuse/dep5``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osdcheck.core.evidence import Declared
from osdcheck.errors import MetadataError
from osdcheck.evidence.places import Source
from osdcheck.evidence.python_metadata import read_toml, texts

TAG = "SPDX-License-Identifier"
NOTICE = "header notice"
"""Field of a declaration that reserves a source file in words."""
HEADER = 65_536
"""How much of a source file is searched for headers, in characters."""
_HEADER = re.compile(
    # Behind comment leaders alone: a tag inside a sentence or a string is no header.
    r"^(?:[^\S\n]|[#/*;%!|<>{}()\-.\\~=@'`]|\"(?=[ \t])|(?:rem|dnl|::|--)\b)*?"
    rf"{TAG}:[ \t]*([^\n]{{1,500}})",
    re.M | re.I,
)
_SECRET = re.compile(
    r"^[^\S\n]*(?:[#/*;%!<>{}-]|\"{3}|'{3}|rem\b|dnl\b)[^\n]{0,120}?\b(?:(?:proprietary and confidential"
    r"|confidential and proprietary)(?=[^\S\n]*(?:[.!*/\"'-]|$))"
    r"|unauthori[sz]ed (?:copying|reproduction|distribution|use)\b[^\n]{0,40}\bthis file\b)",
    re.M | re.I,
)
_SECRET_MARKS = (b"and confidential", b"confidential and", b"unauthorized", b"unauthorised")
TOP = 2_000
"""How much of a source may reserve it in words, in characters."""
_LICENSED = re.compile(r"licen[cs]ed under|permission is hereby|redistribution and use", re.I)
_CLOSE = re.compile(r"\s*(?:\*+/|-->|#?\}\}?|\*\)|--\]\]|-\}|%>|\?>|\"\"\"|''')?\s*(?:[*#;/|=]*)\s*$")
_IGNORED = re.compile(r"REUSE-IgnoreStart.*?(?:REUSE-IgnoreEnd|\Z)", re.S)
_EXPRESSION = re.compile(r"[\w.+:()\s/-]+")


def read_headers(source: Source) -> Iterator[Declared]:
    """Every ``SPDX-License-Identifier`` line in the first 65,536 characters of a file.

    What stands between ``REUSE-IgnoreStart`` and ``REUSE-IgnoreEnd`` is left out, and so are files that
    tell how to use a license (``Valid-License-Identifier``, as in the kernel's ``LICENSES/``).
    """
    text = source.text[:HEADER]
    if TAG.lower() not in text.lower() or "Valid-License-Identifier:" in text:
        return
    ignored = [match.span() for match in _IGNORED.finditer(text)]
    for match in _HEADER.finditer(text):
        if any(start <= match.start() < end for start, end in ignored):
            continue
        expression = _CLOSE.sub("", match.group(1)).strip().strip("\"'`")
        if expression and _EXPRESSION.fullmatch(expression):
            yield source.declared(TAG, expression, line=source.line_at(match.start(1)))


def is_secret(head: bytes) -> bool:
    """Whether the top of a source, in lower case, may reserve it in words."""
    return any(mark in head for mark in _SECRET_MARKS)


def read_secrecy(source: Source) -> Iterator[Declared]:
    """The comment at the top of a source that calls it confidential or forbids to copy the file."""
    head = source.text[:TOP]
    match = _SECRET.search(head)
    if match is not None and not _LICENSED.search(head) and TAG.lower() not in head.lower():
        yield source.declared(NOTICE, "proprietary", line=source.line_at(match.start()))


def read_reuse_toml(source: Source) -> Iterator[Declared]:
    """``[[annotations]]`` of a REUSE.toml; the field names the paths they speak of."""
    rows = read_toml(source).get("annotations", [])
    if not isinstance(rows, list):
        raise MetadataError(source.path, "annotations that are no list of tables", "Write [[annotations]]")
    for row in rows:
        if isinstance(row, dict):
            paths = " ".join(texts(row.get("path")))
            for text in texts(row.get(TAG)):
                yield source.locate(f"annotations[{paths}].{TAG}", text, TAG)


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
