"""Approved licenses inside a longer file: an authority's word holds for each verbatim passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from osdcheck.core.finding import Finding
from osdcheck.core.identity import LicenseMatch
from osdcheck.core.report import Report
from osdcheck.judgment.clauses import Weighed

_DRAWN = re.compile(r"^[ \t]*([-=*_#~])\1{9,}[ \t]*$", re.MULTILINE)
_LONG = 400
"""Characters of the shortest stretch between lines that is looked up."""
_MOST = 12
LEAST = 98.0
"""Likeness and coverage, in percent, of a passage that is taken for the license."""


def with_approved_passages(weighed: Sequence[Weighed], report: Report) -> tuple[Weighed, ...]:
    """The findings with those set aside that lie in a passage which is an approved license.

    A finding that a change against the known text made stays. The rule is that of a whole file (a
    verbatim approved text is open), for files that hold several licenses or words of their own.
    """
    passages = tuple(
        match
        for match in approved_matches(report)
        if match.exact or min(match.score, match.coverage) >= LEAST
    )
    if not passages:
        return tuple(weighed)
    changed = {key for change in report.changes if change.effect == "substantive" for key in change.findings}
    return tuple(
        one._replace(verdict="none")
        if one.finding.id not in changed and any(_within(one.finding, passage) for passage in passages)
        else one
        for one in weighed
    )


def approved_matches(report: Report) -> Iterator[LicenseMatch]:
    """The passages known as a license that an authority approved, or as an exception that is open."""
    from osdcheck.catalog import report_of
    from osdcheck.identity.records import find_record

    for match in report.license.matches if report.license is not None else ():
        record = find_record(match.id)
        if record is None:
            continue
        known = report_of(record)
        by_authority = known.overall == "open" and known.overall_basis == "authority"
        if by_authority or (record.is_exception and known.overall == "open"):
            yield match


def held_in(text: str, report: Report) -> tuple[str, ...]:
    """Ids of two or more known texts that stand between lines that are drawn, word for word.

    Only of a text that as a whole is another one with changes: some known texts were put together of others.
    """
    matches = report.license.matches if report.license is not None else ()
    changed = any(change.effect == "substantive" for change in report.changes)
    if len(matches) != 1 or min(matches[0].score, matches[0].coverage) >= LEAST or not changed:
        return ()
    parts = [part for part in _DRAWN.split(text)[::2] if len(part) >= _LONG][:_MOST]
    if len(parts) <= 1:
        return ()
    from osdcheck.identity.identify import identify_text

    found = [one for part in parts for one in identify_text(part).identity.matches]
    ids = dict.fromkeys(one.id for one in found if min(one.score, one.coverage) >= LEAST)
    return tuple(ids) if len(ids) > 1 else ()


def _within(finding: Finding, passage: LicenseMatch) -> bool:
    if finding.start is None or finding.end is None:
        return False
    return passage.start <= finding.start and finding.end <= passage.end
