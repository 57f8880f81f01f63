"""Whether an audit passes what a build asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from osdcheck.auditing.baseline import EMPTY, Baseline, untyped
from osdcheck.core.audit import AuditReport
from osdcheck.judgment.net import UNCLASSIFIED

Gate = Literal["not-open", "review", "contradicted-claim"]
GATES: tuple[Gate, ...] = ("not-open", "review", "contradicted-claim")


def failed_gates(
    report: AuditReport, gates: Iterable[Gate], *, baseline: Baseline = EMPTY
) -> tuple[str, ...]:
    """One sentence for each way in which the report fails a gate; accepted findings fail none.

    ``not-open``: a clause fails; ``review``: a clause fails or is unclear, or a person has to look;
    ``contradicted-claim``: a claim goes against the verdict.
    """
    found: list[str] = []
    for gate in dict.fromkeys(gates):
        if gate == "contradicted-claim":
            found.extend(_claims(report, baseline))
        else:
            found.extend(_verdicts(report, gate))
    return tuple(dict.fromkeys(found))


def _verdicts(report: AuditReport, gate: Gate) -> Iterator[str]:
    counted = {"fail"} if gate == "not-open" else {"fail", "unclear"}
    for clause in report.clauses:
        if clause.verdict not in counted:
            continue
        if clause.findings and all(finding.accepted is not None for finding in clause.findings):
            continue
        yield f"clause {clause.number} ({clause.title}): {clause.verdict}. {clause.reason}"
    if gate == "review":
        found = untyped(report)
        known = found and all(finding.accepted is not None for finding in found)
        settled = {"unclear", UNCLASSIFIED} if known else {"unclear"}
        yield from (
            f"a person has to look: {reason}." for reason in report.review_reasons if reason not in settled
        )


def _claims(report: AuditReport, baseline: Baseline) -> Iterator[str]:
    for claim in report.claims:
        if claim.verdict == "contradicted" and not baseline.knows(claim):
            words = " ".join(claim.quote.split())
            yield f"{claim.path}:{claim.line_start}: the claim is contradicted: {words}"
