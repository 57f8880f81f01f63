"""Bundled work under terms that are not open, named apart from the project that bundles it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from osdcheck.auditing.conclude import UNREAD, Conclusion, Leaf, Unknown, audit_clauses, conclude
from osdcheck.auditing.conflicts import PartView
from osdcheck.auditing.meaning import is_reference
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.terms import Builder
from osdcheck.core.audit import Project
from osdcheck.core.evidence import Declared
from osdcheck.evidence.license_names import understand


def third_parties(views: Sequence[PartView], others: Iterable[Declared], builder: Builder) -> list[Project]:
    """Every text that counts apart and is not open, and every license of a copyright file that is not."""
    papers = [paper for view in views for paper in view.papers]
    found = [project for view in views for project in _texts(view)]
    for declared in others:
        named = understand(declared)
        own = [paper for paper in papers if paper.path == declared.path]
        if named.expression is None:
            conclusion = _named_text(declared, own)
        else:
            conclusion = conclude(builder.alone(named, own).terms)
        if conclusion.overall != "open":
            found.append(_project(declared.path, declared.expression, conclusion))
    return found


def _named_text(declared: Declared, papers: Sequence[Paper]) -> Conclusion:
    """The text that goes by a name which is no expression; unknown terms where there is none."""
    wanted = declared.expression.lower()
    for paper in papers:
        if paper.text is not None and (paper.name or "").lower() == wanted:
            return conclude(Leaf(paper.text, paper.path), doubts=(UNREAD,))
    return conclude(Unknown(declared.expression, declared.path, declared.line_start or None))


def _texts(view: PartView) -> Iterator[Project]:
    for paper in view.papers:
        text = paper.text
        apart = paper.counted == "apart" or paper.sha256 in view.outcome.apart
        if text is None or not apart or paper.role == "copyright" or text.overall in {None, "open"}:
            continue
        if is_reference(paper):
            # A list of names gives no right and takes none.
            continue
        conclusion = conclude(Leaf(text, paper.path))
        if conclusion.overall != "open":
            yield _project(paper.path, text.license or paper.name, conclusion)


def _project(path: str, expression: str | None, conclusion: Conclusion) -> Project:
    return Project(
        path,
        "third-party",
        conclusion.overall,
        expression,
        conclusion.review_reasons,
        tuple(clause for clause in audit_clauses(conclusion) if clause.verdict != "pass"),
        (path,),
    )
