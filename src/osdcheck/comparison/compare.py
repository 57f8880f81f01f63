"""Two reports to one comparison."""

from __future__ import annotations

from collections.abc import Mapping

from osdcheck.comparison.changes import Rules, find_differences
from osdcheck.comparison.summary import summarize
from osdcheck.core.comparison import ClauseComparison, Comparison, Difference
from osdcheck.core.report import Report


def compare_reports(a: Report, b: Report, *, rules: Rules, names: Mapping[str, str]) -> Comparison:
    """Clause by clause, what ``b`` has that ``a`` has not, and the reverse.

    ``rules``: what counts as a difference inside a finding that both have; ``names``: what the summary calls a kind, by id (``"user-cap"`` is a ``"user cap"``).
    """
    found = find_differences(a.findings, b.findings, rules)
    clauses = tuple(
        ClauseComparison(
            ours.number,
            ours.id,
            ours.title,
            ours.verdict,
            theirs.verdict,
            tuple(one for one in found if ours.number in _clauses(one)),
        )
        for ours, theirs in zip(a.clauses, b.clauses, strict=True)
    )
    beyond = tuple(one for one in found if not _clauses(one))
    return Comparison(a, b, summarize(a, b, found, names=names), clauses, beyond)


def _clauses(one: Difference) -> frozenset[int]:
    return frozenset(number for finding in one.findings for number in finding.clauses)
