"""Debian's machine-readable copyright files (format 1.0): which license holds for which files.

https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from osdcheck.auditing.paper import Paper
from osdcheck.auditing.texts import Judge
from osdcheck.core.audit import AuditError
from osdcheck.core.evidence import Declared
from osdcheck.document.decode import decode
from osdcheck.errors import InputError
from osdcheck.tables import load_audit

ALL_FILES = frozenset({"*", "./*", "*.*"})


@dataclass(frozen=True, slots=True)
class CopyrightFile:
    """What a copyright file says.

    ``main``: the licenses of ``Files: *``; ``others``: those of everything else; ``papers``: the
    license texts in it, each with its lines and the name the file gives it.
    """

    main: tuple[Declared, ...]
    others: tuple[Declared, ...]
    papers: tuple[Paper, ...]
    errors: tuple[AuditError, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stanza:
    files: str | None
    name: str
    line: int
    first: int
    last: int


def read_copyright(path: str, data: bytes, judge: Judge) -> CopyrightFile:
    """Licenses and texts of a copyright file; ``path`` is what reports call it.

    Raises :class:`~osdcheck.errors.InputError` for a file that is no text.
    """
    text = decode(data, path)
    lines = text.splitlines(keepends=True)
    stanzas = list(_stanzas(text))
    main = [one for one in stanzas if one.files is not None and set(one.files.split()) & ALL_FILES]
    if not main:
        main = [one for one in stanzas if one.files is not None][:1]
    names = {one.name.lower() for one in main}
    others: dict[str, Declared] = {}
    for one in stanzas:
        if one.files is not None and one.name.lower() not in names:
            others.setdefault(one.name.lower(), _declared(path, one))
    papers, errors = _papers(path, lines, stanzas, judge)
    return CopyrightFile(
        tuple(_declared(path, one) for one in main), tuple(others.values()), tuple(papers), tuple(errors)
    )


def _declared(path: str, one: _Stanza) -> Declared:
    files = " ".join((one.files or "").split())
    shown = files if len(files) <= 80 else files[:79] + "…"
    return Declared(path, f"Files[{shown}].License", one.name, one.line, f"License: {one.name}")


def _stanzas(text: str) -> Iterator[_Stanza]:
    from debian_inspector.copyright import (
        CopyrightFilesParagraph,
        CopyrightLicenseParagraph,
        DebianCopyright,
    )

    for one in DebianCopyright.from_text(text).paragraphs:
        if not isinstance(one, CopyrightFilesParagraph | CopyrightLicenseParagraph):
            continue
        name = " ".join((one.license.name or "").split())
        first, last = one.line_numbers_by_field.get("license", (0, 0))
        if not name or not first:
            continue
        files = " ".join(one.files.values) if isinstance(one, CopyrightFilesParagraph) else None
        yield _Stanza(files, name, first, first + 1, last)


def _papers(
    path: str, lines: Sequence[str], stanzas: Sequence[_Stanza], judge: Judge
) -> tuple[list[Paper], list[AuditError]]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    papers: list[Paper] = []
    errors: list[AuditError] = []
    seen: set[tuple[str, str]] = set()
    for one in stanzas:
        body = "".join(map(_without_dot, lines[one.first - 1 : one.last]))
        if not body.strip() or (one.name.lower(), body) in seen:
            continue
        seen.add((one.name.lower(), body))
        try:
            text = judge.judge_part(body, path, start=starts[one.first - 1], line=one.first)
        except InputError as error:
            errors.append(AuditError(path, type(error).__name__, f"{path}:{one.line}: {error.problem}."))
            continue
        refers = load_audit()["common_licenses"]["folder"] in body
        papers.append(
            Paper(path, "copyright", "apart", text.sha256, text, one.first, one.last, one.name, refers=refers)
        )
    return papers, errors


def _without_dot(line: str) -> str:
    """A line of a text; a lone dot stands for an empty one (of the same length, so that places stay)."""
    return line.replace(".", " ", 1) if line.strip() == "." else line
