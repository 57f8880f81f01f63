"""Known texts that a license takes in by name: "incorporates the terms of version 3 of the GPL"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

from osdcheck.analysis import Analysis, analyze, heard, judge_together
from osdcheck.catalog import has_text, report_of
from osdcheck.core.span import Span
from osdcheck.core.unit import Unit
from osdcheck.identity.identify import Identified
from osdcheck.identity.names import choices_for, find_known
from osdcheck.identity.records import LicenseRecord, text_of
from osdcheck.recognition.choice import best

_MOST_NAME_WORDS = 12
_NUMBER_WITHIN = 140
_MOST_TAKEN = 6
_MOST_NAMES = 8
_MOST_LEADS = 20
_MOST_BEHIND = 400
"""Characters before and behind a name that are read; a longer sentence says more than the license."""
_JOINTS = ' \t,;:.–—-"”)]'
_EDGE = " .,;:\"'“”‘’"
_OR = "or"


@dataclass(frozen=True, slots=True)
class Taken:
    """Licenses named in a unit of which one holds: of several that are offered the best.

    ``plain``: nothing behind the names may take something away again.
    """

    records: tuple[LicenseRecord, ...]
    unit: Unit
    plain: bool


def with_incorporated(analysis: Analysis, identified: Identified) -> tuple[Analysis, tuple[str, ...]] | None:
    """The analysis of a text with the texts it takes in, and their ids; ``None`` when there are none."""
    found = _taken(analysis, identified)
    # A text that is open without the names needs none; words around one may speak of a part.
    loose = [one for one in found if analysis.report.overall == "open" and not one.plain]
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
    joint = judge_together(analysis, texts, settled=_settled(analysis, taken), doubtful=doubtful)
    return joint, tuple(key for key, _ in texts)


def _settled(analysis: Analysis, taken: Sequence[Taken]) -> set[str]:
    """Ids of the findings that only say that the terms stand in the texts that are taken in."""
    spans = [_span(analysis, one.unit) for one in taken if one.plain]
    if spans:
        spans += [_span(analysis, one) for one in analysis.units if _pattern("name", "echo").match(one.text)]
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


def _taken(analysis: Analysis, identified: Identified) -> list[Taken]:
    present = {match.id for match in identified.identity.matches}
    found: list[Taken] = []
    for unit in analysis.units:
        if unit.zone == "third-party":
            continue
        within = identified.record is not None or _is_within(_span(analysis, unit), identified)
        for records, plain in _named(unit.text, within=within):
            if present.isdisjoint(record.id for record in records):
                found.append(Taken(records, unit, plain))
    return _as_offered(found)


def _as_offered(found: Sequence[Taken]) -> list[Taken]:
    """The entries of a list that offers its licenses to choose from as one choice, in the place of each.

    An entry that may take something away again is one that nobody has to choose.
    """
    offers: dict[str, list[Taken]] = {}
    for one in found:
        stem = _stem(one.unit)
        if one.plain and _pattern("offer", "said").search(stem):
            offers.setdefault(stem, []).append(one)
    choices = {
        stem: tuple(dict.fromkeys(record for one in entries for record in one.records))
        for stem, entries in offers.items()
    }
    return [
        replace(one, records=choices.get(_stem(one.unit), one.records))
        for one in found
        if one.plain or _stem(one.unit) not in choices
    ]


def _stem(unit: Unit) -> str:
    return unit.text[: unit.stem_length]


def _is_within(span: Span, identified: Identified) -> bool:
    """Whether a unit belongs to the text of a known license."""
    return any(match.start <= span.start and span.end <= match.end for match in identified.identity.matches)


def _span(analysis: Analysis, unit: Unit) -> Span:
    first, last = unit.pieces[0], unit.pieces[-1]
    return analysis.document.offsets.span(first.clean_start, last.clean_start + last.end - last.start)


def _named(text: str, *, within: bool) -> Iterator[tuple[tuple[LicenseRecord, ...], bool]]:
    """Licenses that a sentence takes in, those of a choice together, and whether it says no more of them."""
    found: dict[tuple[LicenseRecord, ...], bool] = {}
    for start, own in _starts(text, within=within):
        names, joints, behind = _names_at(text[start:])
        if not names:
            continue
        plain = own and is_plain(behind)
        said = _pattern("offer", "said").search(text[: len(text) - len(behind)])
        offered = said is not None or _pattern("offer", "left").search(behind) is not None
        together = len(names) > 1 and (offered or joints == {_OR})
        # Of "A and B or C" nobody can tell what is offered.
        clear = plain and (together or _OR not in joints)
        for records in [tuple(names)] if together else [(one,) for one in names]:
            # Two leads may end before the same name: one that is clear of it is enough.
            found[records] = clear or found.get(records, False)
    yield from found.items()


def is_plain(behind: str) -> bool:
    """Whether words behind a license's name take nothing away: they say where it stands, or which version."""
    rest = " ".join(behind.split())
    if len(rest) > _MOST_BEHIND:
        return False
    while rest := rest.lstrip(_JOINTS):
        match = next((found for one in _patterns("plain") if (found := one.match(rest))), None)
        if match is None:
            match = next((found for one in _patterns("pointing") if (found := one.match(rest))), None)
            if match is None or _pattern("name", "caution").search(match.group()):
                return False
        rest = rest[match.end() :]
    return True


def name_starts(text: str, *, within: bool = False) -> Iterator[int]:
    """Where in a sentence the name of the license begins that the work is said to be under.

    ``within``: the sentence stands inside the text of a known license, where only plain words of
    incorporation count. Sentences about something else than the whole work are passed over.
    """
    yield from (start for start, _ in _starts(text, within=within))


def _starts(text: str, *, within: bool = False) -> Iterator[tuple[int, bool]]:
    """The same, each with whether nothing but the work itself stands before it."""
    low = text.lower()
    if len(low) != len(text):
        return
    found: dict[int, bool] = {}
    for pattern, anywhere in _leads():
        if within and not anywhere:
            continue
        for lead in islice(pattern.finditer(low), _MOST_LEADS):
            if _pattern("subject", "other").search(low[: lead.end()]):
                continue
            groups = lead.groupdict()
            verb = lead.start("verb") if "verb" in groups else lead.start()
            gap = groups.get("gap") or ""
            own = verb <= _MOST_BEHIND and _pattern("subject", "own").fullmatch(low[:verb]) is not None
            own = own and _pattern("subject", "gap").fullmatch(gap.rstrip()) is not None
            found[lead.end()] = own or found.get(lead.end(), False)
    yield from sorted(found.items())


def _names_at(rest: str) -> tuple[list[LicenseRecord], set[str], str]:
    """The licenses whose names these words begin with, the words that join them, and what follows the last.

    None where another one may be chosen that is not known. "Or a commercial license" is no such: who passes
    the work on may take the one that is known.
    """
    names: list[LicenseRecord] = []
    joints: set[str] = set()
    opened = _pattern("name", "before").match(rest)
    rest = rest[opened.end() :] if opened else rest
    joined: set[str] = set()
    behind = rest
    while len(names) < _MOST_NAMES:
        record, used = _name_at(rest)
        if record is None:
            unknown = _OR in joined and not _pattern("offer", "other").match(rest)
            return ([], set(), "") if unknown else (names, joints, behind)
        names.append(record)
        joints |= joined
        behind = rest[used:]
        joint = _pattern("name", "joint").match(behind)
        if joint is None:
            break
        joined = set(re.findall(r"\w+", joint[1].lower()))
        rest = behind[joint.end() :]
    return names, joints, behind


def _name_at(rest: str) -> tuple[LicenseRecord | None, int]:
    """The license whose name these words begin with, one whole text that is known, and where it ends."""
    inverted = _pattern("name", "inverted").match(rest)
    if inverted:
        record, used = _record(f"{inverted[2]} {inverted[1]}"), len(inverted[0])
    else:
        record, used = _longest_name(rest)
    return (record, used) if record is not None else (None, 0)


def _longest_name(rest: str) -> tuple[LicenseRecord | None, int]:
    ends = [found.end() for found in re.finditer(r"\S+", rest)][:_MOST_NAME_WORDS]
    for end in reversed(ends):
        if rest.count("(", 0, end) != rest.count(")", 0, end):
            # What is said in parentheses is no part of the name.
            continue
        name = rest[:end].strip(_EDGE + "()")
        record = _record(name)
        if record is not None:
            return record, len(rest[:end].rstrip(_EDGE))
        if choices_for(name):
            number = _pattern("name", "number").search(rest, end, end + _NUMBER_WITHIN)
            if number:
                return _record(f"{name} {number[1]}"), number.end()
    return None, 0


def _record(name: str) -> LicenseRecord | None:
    known = find_known(name)
    record = known.record if known else None
    return record if record is not None and record.is_standalone and has_text(record) else None


@cache
def _leads() -> tuple[tuple[re.Pattern[str], bool], ...]:
    return tuple((re.compile(row["pattern"], re.MULTILINE), row["anywhere"]) for row in _table()["lead"])


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in _table()["name"][key])


@cache
def _pattern(table: str, key: str) -> re.Pattern[str]:
    return re.compile("".join(_table()[table][key]), re.IGNORECASE)


@cache
def _table() -> dict[str, Any]:
    path = files("osdcheck") / "tables" / "incorporation.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
