"""An audit for the terminal: the verdict and its reasons first, then files, conflicts, claims and parts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from osdcheck.core.audit import AuditReport
from osdcheck.render.audit_words import (
    MOST_ROWS,
    claim_words,
    deciding,
    file_words,
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
from osdcheck.render.words import NOTICE, overall_label, visible

_NARROWEST, _WIDEST = 40, 120
_QUOTE = 300
_MOST_FINDINGS = 60
_STYLES = {
    "open": "bold green", "not-open": "bold red", "review": "bold yellow", "head": "bold", "fail": "red",
    "unclear": "yellow", "plain": "", "dim": "dim", "title": "bold underline",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    style: str = "plain"
    indent: int = 0
    whole: bool = False
    hang: int = 0


def audit_text(report: AuditReport, *, width: int = 100, color: bool = False) -> str:
    """The audit in ``width`` columns (kept between 40 and 120); the notice is last.

    A line that names a place begins with it and is never broken inside a path. Without ``color``
    the text holds no control characters but line feeds.
    """
    columns = min(max(width, _NARROWEST), _WIDEST)
    drawn = [(line.style, row) for line in _lines(report) for row in _wrapped(line, columns)]
    if not color:
        return "".join(f"{row}\n" for _, row in drawn)
    from rich.console import Console
    from rich.text import Text

    canvas = StringIO()
    console = Console(
        file=canvas, width=columns, force_terminal=True, color_system="standard", legacy_windows=False,
        markup=False, emoji=False, highlight=False,
    )  # fmt: skip
    for style, row in drawn:
        console.print(Text(row, style=_STYLES[style]), crop=False, no_wrap=True, overflow="ignore")
    return canvas.getvalue()


def _wrapped(line: _Line, columns: int) -> list[str]:
    if not line.text:
        return [""]
    start = " " * line.indent
    return textwrap.wrap(
        line.text,
        columns,
        initial_indent=start,
        subsequent_indent=start + " " * (4 if line.whole else line.hang),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _lines(report: AuditReport) -> Iterator[_Line]:
    yield _Line(visible(report.root), "title")
    yield _Line(f"{overall_label(report.overall)}: {headline(report)}", report.overall)
    yield from (_Line(f"- {review_words(reason)}", indent=1) for reason in report.review_reasons)
    if report.expression:
        yield _Line(f"License: {license_words(report)}", hang=9)
    if report.basis:
        yield from (_Line(visible(sentence), "dim") for sentence in report.basis)
    yield from _clauses(report)
    yield from _section("Files", [file_words(file) for file in shown_files(report.files)], len(report.files))
    yield from _conflicts(report)
    claims = weighed_claims(report.claims)
    yield from _section("Claims", [claim_words(claim) for claim in claims], len(claims))
    yield from _projects(report)
    yield _Line("")
    yield _Line(source_words(report.source_code))
    yield from _section(
        "Errors", [visible(error.message) for error in report.errors][:40], len(report.errors)
    )
    yield _Line("")
    yield _Line(NOTICE, "dim")


def _clauses(report: AuditReport) -> Iterator[_Line]:
    yield _Line("")
    yield _Line("Clauses", "head")
    for clause in report.clauses:
        verdict = "pass" if clause.verdict == "pass" else clause.verdict.upper()
        style = "plain" if clause.verdict == "pass" else clause.verdict
        yield _Line(
            f"{clause.number:>2}  {verdict:<7}  {visible(clause.title)}: {visible(clause.reason)}",
            style,
            hang=13,
        )
    findings = deciding(report.clauses)
    if findings:
        yield _Line("")
        yield _Line("The words that decide", "head")
    yield from (_Line(finding_line(finding, _QUOTE), whole=True) for finding in findings[:_MOST_FINDINGS])
    if len(findings) > _MOST_FINDINGS:
        yield _Line(f"and {len(findings) - _MOST_FINDINGS} more (see --format json)", "dim")


def _section(title: str, rows: list[str], total: int) -> Iterator[_Line]:
    if not rows:
        return
    yield _Line("")
    yield _Line(title, "head")
    yield from (_Line(row, whole=True) for row in rows)
    if total > len(rows):
        yield _Line(f"and {total - len(rows)} more, or copies of these (see --format json)", "dim")


def _conflicts(report: AuditReport) -> Iterator[_Line]:
    if not report.conflicts:
        return
    yield _Line("")
    yield _Line("Conflicts", "head")
    for conflict in report.conflicts[:MOST_ROWS]:
        yield _Line(f"{conflict.kind}: {visible(conflict.message)}", "unclear", whole=True)
        yield from (
            _Line(location_words(location), indent=4, whole=True) for location in conflict.locations[:5]
        )
        if len(conflict.locations) > 5:
            yield _Line(f"and {len(conflict.locations) - 5} more places", "dim", 4)
    if len(report.conflicts) > MOST_ROWS:
        more = len(report.conflicts) - MOST_ROWS
        yield _Line(f"and {more} more {'conflict' if more == 1 else 'conflicts'} (see --format json)", "dim")


def _projects(report: AuditReport) -> Iterator[_Line]:
    if not report.projects:
        return
    yield _Line("")
    yield _Line("Parts with terms of their own", "head")
    yield _Line(project_counts(report.projects) + ".")
    shown = shown_projects(report.projects)
    for project in shown:
        yield _Line(project_words(project), "plain" if project.overall == "open" else "unclear", whole=True)
        for finding in deciding(project.clauses)[:3]:
            yield _Line(finding_line(finding, 160), indent=4, whole=True)
    if len(report.projects) > len(shown):
        yield _Line(f"and {len(report.projects) - len(shown)} more (see --format json)", "dim")
