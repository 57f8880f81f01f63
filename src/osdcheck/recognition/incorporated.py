"""Known texts that a license or a notice takes in by name: "licensed under the MIT License"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import takewhile

from osdcheck.analysis import Analysis, analyze, heard, judge_together
from osdcheck.catalog import report_of
from osdcheck.catalog.verdicts import text_verdict
from osdcheck.core.parse import Parse
from osdcheck.core.span import Span
from osdcheck.core.unit import Unit
from osdcheck.identity.identify import Identified
from osdcheck.identity.records import LicenseRecord, find_record, text_of
from osdcheck.recognition.choice import best
from osdcheck.recognition.leads import pattern, starts
from osdcheck.recognition.naming import OR, names_at
from osdcheck.recognition.notices import Notice, read_notice
from osdcheck.recognition.statements import is_told

_MOST_TAKEN = 6
_MOST_DOUBTFUL = 6
_WHOLE = 90
"""Percent of a known text that are there, so that what stands within is a part of it."""
_SENTENCE_END = re.compile(r"(?<=[.;:])\s+")
_SPOKEN = frozenset({"grant", "prohibition", "duty", "condition", "reservation", "grant-back"})


@dataclass(frozen=True, slots=True)
class Taken:
    """Licenses named in a unit of which one holds: of several that are offered the best.

    ``plain``: nothing that the text says beside the names may take something away again.
    """

    records: tuple[LicenseRecord, ...]
    unit: Unit
    plain: bool


def with_incorporated(
    analysis: Analysis, identified: Identified, *, whole: bool
) -> tuple[Analysis, tuple[str, ...]] | None:
    """The analysis of a text with the texts it takes in, and their ids.

    ``None`` when it names none; no ids where a name only leaves doubt. ``whole``: the text is a whole file.
    """
    outside = [parse for parse in analysis.parses if not _is_within(_span(analysis, parse.unit), identified)]
    notice = read_notice(analysis, outside, whole=whole)
    found = _taken(analysis, identified, notice, whole=whole)
    # A text that is open without the names needs none; words around one may speak of a part.
    is_open = analysis.report.overall == "open"
    loose = [one for one in found if is_open and not one.plain]
    taken = [one for one in found if one not in loose]
    doubtful = [
        one.unit for one in loose if report_of(_chosen(one.records), identify=False).overall != "open"
    ]
    if not taken and not doubtful:
        return None
    analysis = heard(analysis)
    records = {record.id: record for one in taken if (record := _chosen(one.records))}
    texts = [(key, analyze(text_of(record), name=key)) for key, record in list(records.items())[:_MOST_TAKEN]]
    doubtful += [one.unit for one in taken if not one.plain or len(records) > _MOST_TAKEN]
    if not is_open:
        doubtful += _unread(taken, outside, notice)[:_MOST_DOUBTFUL]
    settled = _settled(analysis, taken, outside, notice)
    joint = judge_together(analysis, texts, settled=settled, doubtful=doubtful)
    return joint, tuple(key for key, _ in texts)


def taken_in_by_name(text: str) -> tuple[str, ...]:
    """Ids of the known licenses whose terms a clean text makes its own in plain words of incorporation.

    They are asked for by whoever needs all that holds, also of a license that is judged by its own words.
    """
    sentences = _SENTENCE_END.split(" ".join(text.split()))
    named = (_named(sentence, within=True, alone=False) for sentence in sentences)
    return tuple(dict.fromkeys(_chosen(records).id for found in named for records in found))[:_MOST_TAKEN]


def _unread(taken: Sequence[Taken], outside: Sequence[Parse], notice: Notice) -> list[Unit]:
    """Units that say more than a notice may; what is added to a license is read by the grammar."""
    if all(one.unit in notice.named for one in taken if one.plain) and not notice.adds:
        return list(notice.strange)
    spoken = {parse.unit.index for parse in outside if any(fact.modality in _SPOKEN for fact in parse.facts)}
    return [unit for unit in notice.strange if unit.index not in spoken]


def _settled(
    analysis: Analysis, taken: Sequence[Taken], outside: Sequence[Parse], notice: Notice
) -> AbstractSet[str]:
    """Ids of the findings that only say that the terms stand in the texts that are taken in.

    A clause that fails by the words of a notice fails, whatever license is named.
    """
    if not any(one.plain for one in taken):
        return frozenset()
    spans = [_span(analysis, one.unit) for one in taken if one.plain]
    spans += [_span(analysis, parse.unit) for parse in outside if parse.unit not in notice.strange]
    return {
        one.finding.id
        for one in analysis.weighed
        if one.verdict == "unclear" and _stands_in(one.finding.start, spans)
    }


def _chosen(records: Sequence[LicenseRecord]) -> LicenseRecord:
    """The license that asks least of those that a text lets its reader choose from."""
    if len(records) == 1:
        return records[0]
    return records[best([report_of(record, identify=False) for record in records])]


def _stands_in(start: int | None, spans: Sequence[Span]) -> bool:
    return start is not None and any(span.start <= start < span.end for span in spans)


def _taken(analysis: Analysis, identified: Identified, notice: Notice, *, whole: bool) -> list[Taken]:
    present = {match.id for match in identified.identity.matches}
    alone = whole and len(analysis.units) == 1
    strange = frozenset(notice.strange)
    found: list[Taken] = []
    for index, unit in enumerate(analysis.units):
        if unit.zone == "third-party":
            continue
        if _is_within(_span(analysis, unit), identified):
            named = _named(unit.text, within=True, alone=alone)
        elif unit not in strange:
            named = dict.fromkeys(notice.named.get(unit, ()), True)
        else:
            named = dict.fromkeys(
                _named(_with_entries(analysis.units, index), within=False, alone=alone), False
            )
        for records, plain in named.items():
            if present.isdisjoint(record.id for record in records):
                found.append(Taken(records, unit, plain))
    return found


def _with_entries(units: Sequence[Unit], index: int) -> str:
    """The words of a unit, with the units behind it if it ends where a list of names has to follow."""
    text = units[index].text
    if not pattern("offer", "opened").search(text):
        return text
    entries = takewhile(
        lambda one: names_at(one.text) is not None, units[index + 1 : index + 1 + _MOST_TAKEN]
    )
    return f"{text} {', '.join(one.text.rstrip('.;,') for one in entries)}"


def _is_within(span: Span, identified: Identified) -> bool:
    """Whether a unit belongs to the text of a known license, and not of a notice that only names one."""
    holding = [
        match.id
        for match in identified.identity.matches
        if identified.record is not None
        or (match.start <= span.start and span.end <= match.end and match.coverage >= _WHOLE)
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
        end = len(text) - len(named.behind)
        plain = own and is_told(text, end, named.records)
        said = pattern("offer", "said").search(text[:end])
        offered = said is not None or pattern("offer", "left").search(named.behind) is not None
        together = len(named.records) > 1 and (offered or named.joints == {OR})
        # Of "A and B or C" nobody can tell what is offered.
        clear = plain and (together or OR not in named.joints)
        for records in [named.records] if together else [(one,) for one in named.records]:
            # Two leads may end before the same name: one that is clear of it is enough.
            found[records] = clear or found.get(records, False)
    return found
