"""A file that offers several known licenses to choose from: one that passes is enough."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from osdcheck.analysis import Analysis, analyze
from osdcheck.core.report import Overall, Report
from osdcheck.identity.identify import Identified
from osdcheck.identity.records import LicenseRecord

_OVERALLS: tuple[Overall, ...] = ("not-open", "review", "open")
_BLANKED = re.compile(r"[^\n]")


def with_choice(analysis: Analysis, identified: Identified) -> Analysis:
    """The analysis of the text with the best of the licenses it offers, the others left out.

    The text as it is where nothing is offered, or where all of it together is open anyway.
    """
    if not identified.offered or analysis.report.overall == "open":
        return analysis
    choices = [_without(analysis, identified, one) for one in identified.offered]
    return choices[best([one.report for one in choices])]


def best(reports: Sequence[Report]) -> int:
    """Index of the report to choose among several: open before review, then fewest clauses that fail."""
    return min(range(len(reports)), key=lambda index: (_rank(reports[index]), index))


def _rank(report: Report) -> tuple[int, int, int]:
    verdicts = [clause.verdict for clause in report.clauses]
    return -_OVERALLS.index(report.overall), verdicts.count("fail"), verdicts.count("unclear")


def _without(analysis: Analysis, identified: Identified, chosen: LicenseRecord) -> Analysis:
    """The analysis without the other licenses that are offered: blanked, so that offsets stay."""
    text = analysis.document.original
    left_out = {one.id for one in identified.offered if one != chosen}
    for match in identified.identity.matches:
        if match.id in left_out:
            blank = _BLANKED.sub(" ", text[match.start : match.end])
            text = text[: match.start] + blank + text[match.end :]
    other = analyze(text, name=analysis.document.name)
    return other._replace(report=replace(other.report, source=analysis.report.source))
