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
from osdcheck.identity.identify import Identified, identify_document
from osdcheck.recognition.changes import changes_of
from osdcheck.recognition.edits import Place, find_edits

__all__ = ["recognize"]


def recognize(analysis: Analysis) -> Report:
    """The report of an analysis, with the license the text is known as, authorities and changes."""
    identified = identify_document(analysis.document)
    report = replace(analysis.report, text_overall=analysis.report.overall)
    if identified.identity.matches:
        report = replace(report, license=identified.identity)
    if identified.record is not None:
        return ruled(report, decisions_for(identified.record.id), verbatim=True)
    return _changed(report, analysis, identified)


def _changed(report: Report, analysis: Analysis, identified: Identified) -> Report:
    """What differs from the known texts; authorities are named where no change touches a finding."""
    edits = find_edits(identified, _places(analysis))
    records = {passage.known.record.id: passage.known.record for passage in identified.passages}
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
    return tuple(sorted(places, key=lambda place: place.span))
