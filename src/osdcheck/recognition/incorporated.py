"""Known texts that a license takes in by name: "incorporates the terms of version 3 of the GPL"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from osdcheck.analysis import Analysis, analyze, heard, judge_together
from osdcheck.catalog import report_of
from osdcheck.catalog.verdicts import text_verdict
from osdcheck.core.report import Report
from osdcheck.core.span import Span
from osdcheck.core.unit import Unit
from osdcheck.identity.identify import Identified
from osdcheck.identity.records import LicenseRecord, find_record, text_of
from osdcheck.recognition.choice import best
from osdcheck.recognition.leads import MOST_AROUND, pattern, patterns, starts
from osdcheck.recognition.naming import OR, names_at

_MOST_TAKEN = 6
_JOINTS = ' \t,;:.–—-"”)]'


@dataclass(frozen=True, slots=True)
class Taken:
    """Licenses named in a unit of which one holds: of several that are offered the best.

    ``plain``: nothing behind the names may take something away again.
    """

    records: tuple[LicenseRecord, ...]
    unit: Unit
    plain: bool


def with_incorporated(analysis: Analysis, identified: Identified) -> tuple[Report, tuple[str, ...]] | None:
    """The report of a text judged with the texts it takes in, and their ids; ``None`` when there are none."""
    taken = _taken(analysis, identified)
    if not taken:
        return None
    analysis = heard(analysis)
    records = {record.id: record for one in taken if (record := _chosen(one.records))}
    texts = [(key, analyze(text_of(record), name=key)) for key, record in list(records.items())[:_MOST_TAKEN]]
    spans = [_span(analysis, one.unit) for one in taken if one.plain]
    settled = {
        one.finding.id
        for one in analysis.weighed
        if one.verdict == "unclear" and _stands_in(one.finding.start, spans)
    }
    doubtful = [one.unit for one in taken if not one.plain or len(records) > _MOST_TAKEN]
    report = judge_together(analysis, texts, settled=settled, doubtful=doubtful)
    return report, tuple(key for key, _ in texts)


def _chosen(records: Sequence[LicenseRecord]) -> LicenseRecord:
    """The license that asks least of those that a text lets its reader choose from."""
    if len(records) == 1:
        return records[0]
    return records[best([report_of(record, identify=False) for record in records])]


def _stands_in(start: int | None, spans: Sequence[Span]) -> bool:
    return start is not None and any(span.start <= start < span.end for span in spans)


def _taken(analysis: Analysis, identified: Identified) -> list[Taken]:
    present = {match.id for match in identified.identity.matches}
    alone = len(analysis.units) == 1
    found: list[Taken] = []
    for unit in analysis.units:
        if unit.zone == "third-party":
            continue
        named = _named(unit.text, within=False, alone=alone)
        if named and _is_within(_span(analysis, unit), identified):
            named = _named(unit.text, within=True, alone=alone)
        for records, plain in named.items():
            if present.isdisjoint(record.id for record in records):
                found.append(Taken(records, unit, plain))
    return found


def _is_within(span: Span, identified: Identified) -> bool:
    """Whether a unit belongs to the text of a known license, and not of a notice that only names one."""
    holding = [
        match.id
        for match in identified.identity.matches
        if identified.record is not None or (match.start <= span.start and span.end <= match.end)
    ]
    known = [record for key in holding if (record := find_record(key)) is not None]
    return any(text_verdict(record).overall != "review" for record in known)


def _span(analysis: Analysis, unit: Unit) -> Span:
    first, last = unit.pieces[0], unit.pieces[-1]
    return analysis.document.offsets.span(first.clean_start, last.clean_start + last.end - last.start)


def _named(text: str, *, within: bool, alone: bool) -> dict[tuple[LicenseRecord, ...], bool]:
    """Licenses that a sentence takes in, those of a choice together, and whether it says no more of them."""
    found: dict[tuple[LicenseRecord, ...], bool] = {}
    for start, own in starts(text, within=within, alone=alone):
        named = names_at(text[start:])
        if named is None:
            continue
        plain = own and is_plain(named.behind)
        said = pattern("offer", "said").search(text[: len(text) - len(named.behind)])
        offered = said is not None or pattern("offer", "left").search(named.behind) is not None
        together = len(named.records) > 1 and (offered or named.joints == {OR})
        # Of "A and B or C" nobody can tell what is offered.
        clear = plain and (together or OR not in named.joints)
        for records in [named.records] if together else [(one,) for one in named.records]:
            # Two leads may end before the same name: one that is clear of it is enough.
            found[records] = clear or found.get(records, False)
    return found


def is_plain(behind: str) -> bool:
    """Whether words behind a license's name take nothing away: they say where it stands, or which version."""
    rest = " ".join(behind.split())
    if len(rest) > MOST_AROUND:
        return False
    while rest := rest.lstrip(_JOINTS):
        match = next((found for one in patterns("name", "plain") if (found := one.match(rest))), None)
        if match is None:
            match = next((found for one in patterns("name", "pointing") if (found := one.match(rest))), None)
            if match is None or pattern("name", "caution").search(match.group()):
                return False
        rest = rest[match.end() :]
    return True
