"""A license-bearing file as the audit has read it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from osdcheck.auditing.texts import Text
from osdcheck.core.audit import Counted, FileRole
from osdcheck.evidence.statements import Statement


@dataclass(frozen=True, slots=True)
class Paper:
    """A license-bearing file, or a part of one, with its judged text.

    ``text`` is ``None`` where it could not be judged; ``counted``: how it enters the conclusion;
    ``line_start`` and ``line_end``: the lines of a part. ``name``: what the part is called there.
    ``aside``: the text judged as one that stands beside a license; ``scoped``: it says that it holds
    for files that carry its tag alone; ``refers``: it names a known text instead of repeating it.
    ``named_by``: path of the metadata that names the file as the license of its project, ``""`` for a
    comment in a source that speaks for the root; ``stated``: the
    known terms that all of its words name; ``inline``: it stands in a field of metadata; ``idle``: a page
    that only bears the name of a license, in a repository that has one; ``work``: what the work of others is
    called that it is of.
    """

    path: str
    role: FileRole
    counted: Counted
    sha256: str
    text: Text | None
    line_start: int | None = None
    line_end: int | None = None
    name: str | None = None
    aside: Text | None = None
    scoped: bool = False
    refers: bool = False
    named_by: str | None = None
    stated: Statement | None = None
    inline: bool = False
    idle: bool = False
    work: str = ""

    @property
    def speaks_at(self) -> str:
        """Path whose project the paper speaks for: that of the metadata which names it, else its own."""
        return self.path if self.named_by is None else self.named_by


def as_read(paper: Paper) -> Paper:
    """The paper as its content makes it count: a notice with terms of its own is no mere notice."""
    text = paper.text
    if text is None:
        return paper
    if not text.terms:
        return replace(paper, counted="neutral")
    if paper.role in {"notice", "copyright"}:
        # Whole licenses in a notice are those of what is bundled; a lone restriction is a rider.
        if {"grant-redistribute", "grant-copy"} & {one.finding.kind for one in text.own}:
            if paper.role == "copyright":
                return replace(paper, counted="whole")
            return replace(paper, role="third-party", counted="apart")
        return replace(paper, counted="restrictions" if text.restricts else "neutral")
    return paper
