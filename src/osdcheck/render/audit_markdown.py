"""An audit as Markdown, for issues, wikis and pull requests."""

from __future__ import annotations

from collections.abc import Iterator

from osdcheck.core.audit import AuditClause, AuditReport, Conflict
from osdcheck.render.audit_words import (
    claim_words,
    counted_words,
    deciding,
    finding_line,
    headline,
    license_words,
    location_words,
    project_counts,
    project_words,
    review_words,
    shown_files,
    shown_projects,
    source_words,
    weighed_claims,
)
from osdcheck.render.markdown import escape
from osdcheck.render.words import NOTICE, overall_label, visible

_QUOTE = 300
_MOST = 60
_MOST_PLACES = 3


def audit_markdown(report: AuditReport) -> str:
    """The audit as one Markdown section; the notice is last."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: AuditReport) -> Iterator[str]:
    yield f"## {escape(visible(report.root))}"
    yield ""
    yield f"**{overall_label(report.overall).capitalize()}:** {headline(report)}"
    if report.review_reasons or report.basis or report.expression:
        yield ""
    if report.expression:
        yield f"- License: {escape(license_words(report))}"
    yield from (f"- {escape(review_words(reason))}" for reason in report.review_reasons)
    yield from (f"- {escape(visible(sentence))}" for sentence in report.basis)
    yield ""
    yield "| | Clause | Verdict | Why |"
    yield "|--:|---|---|---|"
    yield from (_row(clause) for clause in report.clauses)
    findings = [finding_line(finding, _QUOTE) for finding in deciding(report.clauses)]
    yield from _list("The words that decide", findings)
    yield from _files(report)
    conflicts = [
        f"{conflict.kind}: {visible(conflict.message)} {_places(conflict)}" for conflict in report.conflicts
    ]
    yield from _list("Conflicts", conflicts)
    yield from _list("Claims", [claim_words(claim) for claim in weighed_claims(report.claims)])
    if report.projects:
        yield from _list(
            "Parts with terms of their own", [project_words(one) for one in shown_projects(report.projects)]
        )
        yield ""
        yield f"{project_counts(report.projects)}."
    yield ""
    yield escape(source_words(report.source_code))
    yield from _list("Errors", [visible(error.message) for error in report.errors])
    yield ""
    yield f"*{NOTICE}*"


def _places(conflict: Conflict) -> str:
    shown = "; ".join(location_words(location) for location in conflict.locations[:_MOST_PLACES])
    more = len(conflict.locations) - _MOST_PLACES
    return f"{shown}; and {more} more" if more > 0 else shown


def _row(clause: AuditClause) -> str:
    verdict = clause.verdict if clause.verdict == "pass" else f"**{clause.verdict.upper()}**"
    why = escape(visible(clause.reason))
    first = next(iter(clause.findings), None)
    if first is not None and first.quote is not None:
        why += f" *{escape(finding_line(first, 160))}*"
    return f"| {clause.number} | {escape(visible(clause.title))} | {verdict} | {why} |"


def _list(title: str, rows: list[str]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"### {title}"
    yield ""
    yield from (f"- {escape(row)}" for row in rows[:_MOST])
    if len(rows) > _MOST:
        yield f"- and {len(rows) - _MOST} more"


def _files(report: AuditReport) -> Iterator[str]:
    rows = shown_files(report.files)
    if not rows:
        return
    yield ""
    yield "### Files"
    yield ""
    yield "| File | Role | License | Verdict | Counts |"
    yield "|---|---|---|---|---|"
    for file in rows:
        cells = (
            visible(file.path), file.role, visible(file.license or ""), file.overall or "",
            counted_words(file.counted),
        )  # fmt: skip
        yield "| " + " | ".join(map(escape, cells)) + " |"
    if len(report.files) > len(rows):
        yield ""
        yield f"And {len(report.files) - len(rows)} more, or copies of these."
