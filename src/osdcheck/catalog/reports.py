"""The report of a known license."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache

from osdcheck.analysis import analyze, analyze_supplement, tool
from osdcheck.core.identity import Identity, LicenseMatch
from osdcheck.core.report import ClauseVerdict, Report, Source
from osdcheck.errors import DataError
from osdcheck.identity.authorities import decisions_for, ruled
from osdcheck.identity.records import LicenseRecord, find_record, text_of
from osdcheck.tables import load_clauses

NO_TEXT = "no-text"
"""Review reason of a license that is known by name only."""


def report_of(record: LicenseRecord, *, identify: bool = True) -> Report:
    """The verdict of a known license: the analysis of its text, and what authorities decided about it.

    An exception or rider is judged by what it takes away from the license it stands beside. A record
    without a text of its own (``LicenseRef-scancode-public-domain``) is ``review``, for the reason
    ``no-text``. ``identify=False`` leaves authorities out. Analyses are kept for the life of the process.
    """
    report = text_report(record.id)
    if not identify:
        return report
    decisions = decisions_for(record.id)
    if not has_text(record):
        return replace(report, license=Identity(record.id, ()), authorities=decisions)
    match = LicenseMatch(record.id, 100.0, 100.0, True, 0, report.source.characters)
    return replace(ruled(report, decisions, verbatim=True), license=Identity(record.id, (match,)))


def has_text(record: LicenseRecord) -> bool:
    """Whether the record is one text that can be read, and no stand-in for many."""
    return not (record.is_generic or record.is_unknown) and bool(text_of(record).strip())


@lru_cache(maxsize=512)
def text_report(record_id: str) -> Report:
    """The report of the text of a record alone, by the id of the record."""
    record = find_record(record_id)
    if record is None:
        raise DataError("license_texts/index.json", record_id, "its own id does not find it")
    if not has_text(record):
        return _no_text(record)
    judge = analyze_supplement if record.is_exception else analyze
    return judge(text_of(record), name=record.id).report


def _no_text(record: LicenseRecord) -> Report:
    reason = f"There is no text to read: {record.name} is a name for many licenses, or its text is unknown."
    clauses = tuple(
        ClauseVerdict(clause.number, clause.id, clause.title, "unclear", reason, ())
        for clause in load_clauses()
    )
    source = Source(record.id, hashlib.sha256(b"").hexdigest(), 0)
    return Report("review", (NO_TEXT,), clauses, (), source, tool())
