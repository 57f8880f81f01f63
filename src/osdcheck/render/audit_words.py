"""Words that the audit's reports for people share."""

from __future__ import annotations

import re
from collections import Counter

from osdcheck.core.audit import (
    AuditClause,
    AuditFile,
    AuditFinding,
    AuditReport,
    Counted,
    Location,
    Project,
    SourceCode,
)
from osdcheck.core.evidence import Claim
from osdcheck.render.words import shorten, visible

_WORD = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")
MOST_ROWS = 40
"""Files, projects or claims that are listed one by one; the rest is counted."""


def headline(report: AuditReport) -> str:
    """The overall verdict on the terms of the whole, in words."""
    match report.overall:
        case "open":
            return "the terms meet all ten clauses of the Open Source Definition."
        case "not-open":
            failed = [str(clause.number) for clause in report.clauses if clause.verdict == "fail"]
            noun = "clause" if len(failed) == 1 else "clauses"
            return f"the terms fail {noun} {', '.join(failed)} of the Open Source Definition."
        case "review":
            return "no verdict yet; a person has to read the files named below."


def license_words(report: AuditReport) -> str:
    """What the whole is known as, and which files the references in it stand for."""
    known = visible(report.expression or "")
    files = {file.reference: place(file.path, file.line_start) for file in report.files if file.project == ""}
    stands = [f"{name} is {files[name]}" for name in _WORD.findall(known) if name in files]
    shown = ", ".join(stands[:3]) + (", ..." if len(stands) > 3 else "")
    return f"{known} ({shown})" if stands else known


def review_words(reason: str) -> str:
    """What a review reason of an audit means; an unknown one stands for itself."""
    match reason:
        case "no-license":
            return "No license was found: without one, all rights are reserved."
        case "not-a-license":
            return (
                "The license files do not read like a license: no grant, ban or condition was found in them."
            )
        case "unread-license":
            return "A license file could not be read, so its terms are unknown. See the errors."
        case "unread-metadata":
            return "Metadata that may name the license could not be read. See the errors."
        case "other-language":
            return "A license file is in another language than English, so nothing is known of its terms."
        case "base-model":
            return "The model is made from one whose terms are not open. See the conflicts."
        case "doubtful-choice":
            return "What is said of a license for money may make it binding for somebody. See the basis."
        case "declared-not-open":
            return "The metadata declares terms that are not open, the license file is. See the conflicts."
        case "unclear":
            return "At least one clause cannot be decided from the files of the repository."
        case "unclassified-restriction":
            return "A text limits what may be done in a way this program has no name for."
        case _:
            return f"{reason.replace('-', ' ').capitalize()}."


def counted_words(counted: Counted) -> str:
    """How a file entered the conclusion."""
    match counted:
        case "whole":
            return "counts"
        case "restrictions":
            return "counts, restrictions only"
        case "grants":
            return "adds permissions"
        case "choice":
            return "a choice not needed"
        case "apart":
            return "about a part, not counted"
        case "neutral":
            return "no terms that count"
        case "unread":
            return "NOT READ"


def place(path: str | None, line: int | None) -> str:
    """``"LICENSE:4"``; ``"-"`` for what no file holds."""
    if path is None:
        return "-"
    return visible(path) if line is None else f"{visible(path)}:{line}"


def finding_words(finding: AuditFinding, limit: int) -> str:
    """The words of a finding in quotation marks, or what was looked for and not found."""
    if finding.quote is None:
        missing = ", ".join(grant.removeprefix("grant-") for grant in finding.details.grants or ())
        return f"no words found that grant: {missing}" if missing else "no words found"
    return f"“{shorten(visible(finding.quote), max(10, limit - 2))}”"


def finding_line(finding: AuditFinding, limit: int) -> str:
    """``path:line: kind: quote``, with the known text or the acceptance it stands for."""
    line = f"{place(finding.path, finding.line_start)}: {finding.kind}: {finding_words(finding, limit)}"
    if finding.path is None and finding.quote is not None and finding.details.license:
        line += f" (text of {visible(finding.details.license)})"
    if finding.accepted is not None:
        line += f" [accepted: {visible(finding.accepted)}]"
    return line


def deciding(clauses: tuple[AuditClause, ...]) -> list[AuditFinding]:
    """Findings that decide some clause, each once, those of failing clauses first."""
    ordered = sorted(clauses, key=lambda clause: clause.verdict != "fail")
    return list(dict.fromkeys(finding for clause in ordered for finding in clause.findings))


def file_words(file: AuditFile) -> str:
    """One line on a file: what it is, how it reads, how it counts."""
    one = file.line_start == file.line_end
    span = f"line {file.line_start}" if one else f"lines {file.line_start}-{file.line_end}"
    lines = f" {span}" if file.line_start is not None else ""
    verdict = file.overall or "no verdict"
    basis = ", approved by an authority" if file.basis == "authority" else ""
    known = f", {visible(file.license)}" if file.license else ""
    return (
        f"{visible(file.path)}{lines}: {file.role.replace('-', ' ')}{known}, {verdict}{basis}"
        f" ({counted_words(file.counted)}{f' in {visible(file.project)}' if file.project else ''})"
    )


def project_words(project: Project) -> str:
    """One line on a part with terms of its own."""
    known = f", {visible(project.expression)}" if project.expression else ""
    failing = [f"{clause.number} {clause.verdict}" for clause in project.clauses]
    why = f" ({', '.join(failing)})" if failing else ""
    return f"{visible(project.path)}: {project.kind.replace('-', ' ')}{known}, {project.overall}{why}"


def project_counts(projects: tuple[Project, ...]) -> str:
    """``"12 parts: 10 open, 2 not-open"``."""
    counts = Counter(project.overall for project in projects)
    said = ", ".join(f"{counts[word]} {word}" for word in ("open", "not-open", "review") if counts[word])
    return f"{len(projects)} {'part' if len(projects) == 1 else 'parts'}: {said}"


def claim_words(claim: Claim) -> str:
    """One line on a claim: its place, what the license says of it, its words."""
    part = " (about a part)" if claim.scope == "part" else ""
    quote = shorten(visible(claim.quote), 200)
    return f"{place(claim.path, claim.line_start)}: {claim.verdict}{part}: “{quote}”"


def location_words(location: Location) -> str:
    """``path:line: quote``."""
    where = place(location.path, location.line_start)
    return f"{where}: “{shorten(visible(location.quote), 160)}”" if location.quote else where


def source_words(source: SourceCode) -> str:
    """Whether source is there, and how that was told."""
    word = {"present": "Source code is present", "absent": "No source code is present"}.get(
        source.verdict, "Whether source code is present is unclear"
    )
    return f"{word}: {visible('; '.join(source.evidence))}."


def shown_projects(projects: tuple[Project, ...]) -> list[Project]:
    """The parts worth a line, those that are not open first."""
    rank = {"not-open": 0, "review": 1, "open": 2}
    return sorted(projects, key=lambda project: rank[project.overall])[:MOST_ROWS]


def shown_files(files: tuple[AuditFile, ...]) -> list[AuditFile]:
    """The files worth a line: those of the root that count first, copies of one text once."""
    rank = {"whole": 0, "restrictions": 1, "unread": 2, "grants": 3, "choice": 4, "apart": 5, "neutral": 6}
    ordered = sorted(files, key=lambda file: (file.project != "", rank[file.counted]))
    seen: set[tuple[str, str, str]] = set()
    rows = []
    for file in ordered:
        key = file.sha256, file.counted, file.path if not file.sha256 else ""
        if key not in seen:
            seen.add(key)
            rows.append(file)
    return rows[:MOST_ROWS]


def weighed_claims(claims: tuple[Claim, ...]) -> list[Claim]:
    """Claims with a verdict, the contradicted first."""
    rank = {"contradicted": 0, "unsupported": 1, "supported": 2}
    return sorted(
        (claim for claim in claims if claim.verdict is not None), key=lambda claim: rank[claim.verdict or ""]
    )[:MOST_ROWS]
