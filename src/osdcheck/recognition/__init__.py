"""Puts together what a text says and what it is known as.

The verdict of each clause is that of the text. What the text is known as adds who ruled on it and what
was changed; :attr:`~osdcheck.core.report.Report.overall_basis` names the two cases in which it adds to
the overall verdict.
"""

from __future__ import annotations

from dataclasses import replace

from osdcheck.analysis import Analysis
from osdcheck.catalog import report_of
from osdcheck.core.report import Report
from osdcheck.identity.authorities import decisions_for, ruled
from osdcheck.identity.identify import Identified
from osdcheck.identity.lookup import identified
from osdcheck.recognition.changes import changes_of
from osdcheck.recognition.choice import with_choice
from osdcheck.recognition.edits import Place, find_edits
from osdcheck.recognition.incorporated import with_incorporated

__all__ = ["recognize", "recognized"]


def recognize(analysis: Analysis, *, deep: bool = False) -> Report:
    """The report of an analysis, with the license the text is known as, authorities and changes.

    ``deep`` asks ScanCode about what is not known word for word; it raises
    :class:`~osdcheck.errors.MissingExtra` where that is not installed.
    """
    return recognized(analysis, deep=deep).report


def recognized(analysis: Analysis, *, deep: bool = False, alone: bool = True) -> Analysis:
    """The analysis that the report of :func:`recognize` shows, with the effects of its findings.

    ``alone``: the text is a file of its own, so that the name of a license and no more is the license.

    Findings in a text that is taken in name its id in ``details.license`` and have the offsets of that text.
    """
    known = identified(analysis.document, deep=deep)
    text_overall = analysis.report.overall
    analysis = with_choice(analysis, known)
    report = replace(analysis.report, text_overall=text_overall)
    if known.identity.matches:
        report = replace(report, license=known.identity)
    if known.record is None:
        report = _changed(report, analysis, known)
    joint = with_incorporated(analysis, known, whole=alone)
    if joint is not None:
        analysis, taken = joint
        report = _together(report, analysis.report, taken)
    if known.record is not None:
        whole = ruled(report, decisions_for(known.record.id), verbatim=True)
        report = replace(whole, text_overall=text_overall)
    return analysis._replace(report=report)


def _together(report: Report, joint: Report, taken: tuple[str, ...]) -> Report:
    return replace(
        report,
        overall=joint.overall,
        review_reasons=joint.review_reasons,
        clauses=joint.clauses,
        findings=joint.findings,
        overall_basis="text+incorporated" if taken else report.overall_basis,
        incorporated=taken,
    )


def _changed(report: Report, analysis: Analysis, known: Identified) -> Report:
    """What differs from the known texts; authorities are named where no change touches a finding."""
    edits = find_edits(known, _places(analysis))
    records = {passage.known.record.id: passage.known.record for passage in known.passages}
    bases = {key: report_of(record, identify=False) for key, record in records.items()}
    changes = changes_of(edits, analysis.report, bases, analysis.document.original)
    report = replace(report, changes=changes)
    if len(records) == 1 and all(change.effect == "cosmetic" for change in changes):
        return ruled(report, decisions_for(next(iter(records))), verbatim=False)
    return report


def _places(analysis: Analysis) -> tuple[Place, ...]:
    """The units of a text as spans of the original, in order."""
    places = []
    for unit in analysis.units:
        own = [piece for piece in unit.pieces if piece.end > unit.stem_length] or list(unit.pieces)
        end = own[-1].clean_start + own[-1].end - own[-1].start
        span = analysis.document.offsets.span(own[0].clean_start, end)
        places.append(Place(span, unit.zone == "heading"))
    return tuple(sorted(places, key=lambda place: (place.span.start, place.span.end)))
