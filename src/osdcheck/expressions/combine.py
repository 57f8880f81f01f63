"""Reports put together: all of them must pass, or one of them may be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osdcheck.core.finding import Finding
from osdcheck.core.identity import Agreement, OverallBasis
from osdcheck.core.report import ClauseVerdict, Overall, Report, Verdict

_VERDICTS: tuple[Verdict, ...] = ("fail", "unclear", "pass")
_OVERALLS: tuple[Overall, ...] = ("not-open", "review", "open")


def conjoin(reports: Sequence[Report]) -> Report:
    """One report for terms that hold together: the worst verdict of each clause, the findings of all.

    Findings are numbered anew, and name the license they are quoted from. Source and tool are
    those of the first report.
    """
    numbered = _numbered(reports)
    overall = worst([part.overall for part in reports])
    findings = tuple(finding for part in numbered for finding in part.findings)
    return replace(
        reports[0],
        overall=overall,
        review_reasons=tuple(dict.fromkeys(why for part in reports for why in part.review_reasons)),
        clauses=tuple(_worst_clause(clauses) for clauses in zip(*(p.clauses for p in numbered), strict=True)),
        findings=findings,
        license=None,
        authorities=(),
        agreement=_agreement(reports),
        changes=(),
        overall_basis=_basis(reports, overall),
        text_overall=_text_overall(reports),
        incorporated=tuple(dict.fromkeys(one for part in reports for one in part.incorporated)),
    )


def worst(overalls: Sequence[Overall]) -> Overall:
    """The gravest of several words."""
    return min(overalls, key=_OVERALLS.index)


def named(report: Report, license_id: str) -> Report:
    """The report with every finding telling which license it is quoted from."""
    return replace(
        report,
        findings=tuple(
            replace(finding, details=replace(finding.details, license=finding.details.license or license_id))
            for finding in report.findings
        ),
    )


def _numbered(reports: Sequence[Report]) -> list[Report]:
    """The reports with finding ids that are unique among all of them."""
    result: list[Report] = []
    count = 0
    for report in reports:
        names = {one.id: f"f{count + number}" for number, one in enumerate(report.findings, 1)}
        count += len(report.findings)
        result.append(
            replace(
                report,
                findings=tuple(_renamed(finding, names) for finding in report.findings),
                clauses=tuple(
                    replace(clause, findings=tuple(names[key] for key in clause.findings))
                    for clause in report.clauses
                ),
            )
        )
    return result


def _renamed(finding: Finding, names: dict[str, str]) -> Finding:
    return replace(finding, id=names[finding.id])


def _worst_clause(clauses: Sequence[ClauseVerdict]) -> ClauseVerdict:
    verdict = min((clause.verdict for clause in clauses), key=_VERDICTS.index)
    deciding = [clause for clause in clauses if clause.verdict == verdict]
    if verdict == "pass":
        return deciding[0]
    return replace(
        deciding[0],
        reason=" ".join(dict.fromkeys(clause.reason for clause in deciding)),
        findings=tuple(key for clause in deciding for key in clause.findings),
    )


def _text_overall(reports: Sequence[Report]) -> Overall | None:
    if all(report.text_overall is None for report in reports):
        return None
    return worst([report.text_overall or report.overall for report in reports])


def _agreement(reports: Sequence[Report]) -> Agreement:
    found = {report.agreement for report in reports}
    if "disagree" in found:
        return "disagree"
    return "agree" if found == {"agree"} else "none"


def _basis(reports: Sequence[Report], overall: Overall) -> OverallBasis:
    found = {report.overall_basis for report in reports}
    # What is not open is so by its text: an approval only ever opens.
    if "authority" in found and overall == "open":
        return "authority"
    return "text+incorporated" if "text+incorporated" in found else "text"
