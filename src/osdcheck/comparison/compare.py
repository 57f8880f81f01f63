"""Two judged licenses to one comparison."""

from __future__ import annotations

from collections.abc import Mapping

from osdcheck.comparison.changes import Rules, Side, find_differences, words_known
from osdcheck.comparison.passages import find_passages
from osdcheck.comparison.summary import summarize
from osdcheck.core.comparison import ClauseComparison, Comparison, Difference


def compare_sides(a: Side, b: Side, *, rules: Rules, names: Mapping[str, str]) -> Comparison:
    """Clause by clause, what ``b`` has that ``a`` has not, and the reverse.

    ``rules``: what counts as a difference inside a finding that both have; ``names``: what the summary
    calls a kind, by id (``"user-cap"`` is a ``"user cap"``).
    """
    known = words_known(a, b, rules)
    found = find_differences(a, b, rules, known)
    passages = find_passages((a.text, b.text), found, known, rules.spelling)
    clauses = tuple(
        ClauseComparison(
            ours.number,
            ours.id,
            ours.title,
            ours.verdict,
            theirs.verdict,
            tuple(one for one in found if ours.number in _clauses(one)),
        )
        for ours, theirs in zip(a.report.clauses, b.report.clauses, strict=True)
    )
    beyond = tuple(one for one in found if not _clauses(one))
    summary = summarize(a.report, b.report, found, names=names, rules=rules, passages=passages)
    return Comparison(a.report, b.report, summary, clauses, beyond, passages)


def _clauses(one: Difference) -> frozenset[int]:
    return frozenset(number for finding in one.findings for number in finding.clauses)
