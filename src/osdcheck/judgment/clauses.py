"""Judges the ten clauses: findings that fail them, grants they lack, and the overall word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from osdcheck.core.finding import Details, Finding
from osdcheck.core.report import ClauseVerdict, Overall, Verdict
from osdcheck.tables import Clause, load_clauses


class Weighed(NamedTuple):
    """A finding with what it does to its clauses."""

    finding: Finding
    verdict: str
    reason: str


MISSING = "missing-grant"
"""Kind of what no words of a text say."""

VAGUE = "vague"
"""Kind of what says that the grants stand elsewhere, or too vaguely: then they are unclear, not absent."""


@cache
def needed_grants() -> frozenset[str]:
    """Kinds of the grants without which a clause fails."""
    return frozenset(grant for clause in load_clauses() for grant in clause.needs)


def missing_grants(weighed: Sequence[Weighed]) -> tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]:
    """Sets of absent grants with the clauses that need them and that nothing else settles already."""
    present = {one.finding.kind for one in weighed if one.finding.effect == "grant"}
    settled = {
        number
        for one in weighed
        if one.verdict == "fail" or (one.verdict == "unclear" and one.finding.kind == VAGUE)
        for number in one.finding.clauses
    }
    groups: dict[tuple[str, ...], list[int]] = {}
    for clause in load_clauses():
        absent = tuple(grant for grant in clause.needs if grant not in present)
        if absent and clause.number not in settled:
            groups.setdefault(absent, []).append(clause.number)
    return tuple((grants, tuple(numbers)) for grants, numbers in groups.items())


def absent_grants(weighed: Sequence[Weighed], *, start: int) -> tuple[Weighed, ...]:
    """A failing finding for each set of :func:`missing_grants`; ``start`` ids are taken already."""
    found: list[Weighed] = []
    for number, (grants, clauses) in enumerate(missing_grants(weighed), start + 1):
        words = " or ".join(grant.removeprefix("grant-") for grant in grants)
        details = Details(grants=grants)
        finding = Finding(
            f"f{number}", MISSING, "restriction", clauses, None, None, None, None, None, details
        )
        found.append(Weighed(finding, "fail", f"No grant of {words} found."))
    return tuple(found)


def judge_no_license(
    reason: str = "The text does not read like a license.",
) -> tuple[ClauseVerdict, ...]:
    """Ten verdicts where no terms are known, for this ``reason``: what needs a grant is unclear."""
    return tuple(
        ClauseVerdict(
            clause.number,
            clause.id,
            clause.title,
            "unclear" if clause.needs else "pass",
            reason if clause.needs else clause.passes,
            (),
        )
        for clause in load_clauses()
    )


def judge(weighed: Sequence[Weighed]) -> tuple[ClauseVerdict, ...]:
    """Ten verdicts, in order: a failing finding fails its clauses, an unclear one leaves them open."""
    return tuple(_judge(clause, weighed) for clause in load_clauses())


def _judge(clause: Clause, weighed: Sequence[Weighed]) -> ClauseVerdict:
    verdict: Verdict = "pass"
    deciding: list[Weighed] = []
    for wanted in ("fail", "unclear"):
        deciding = [one for one in weighed if one.verdict == wanted and clause.number in one.finding.clauses]
        if deciding:
            verdict = "fail" if wanted == "fail" else "unclear"
            break
    reasons = tuple(dict.fromkeys(one.reason for one in deciding))
    return ClauseVerdict(
        clause.number,
        clause.id,
        clause.title,
        verdict,
        " ".join(reasons) if reasons else clause.passes,
        tuple(one.finding.id for one in deciding),
    )


def overall(verdicts: Sequence[ClauseVerdict], review_reasons: Sequence[str]) -> Overall:
    """``not-open`` when a clause fails, ``open`` when all pass and nothing asks for review."""
    if any(verdict.verdict == "fail" for verdict in verdicts):
        return "not-open"
    if review_reasons or any(verdict.verdict == "unclear" for verdict in verdicts):
        return "review"
    return "open"
