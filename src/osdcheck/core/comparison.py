"""What two licenses have in common and where they differ, clause by clause."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from osdcheck.core.finding import Finding
from osdcheck.core.report import Report, Verdict, finding_dict

SCHEMA = "osdcheck-compare/1"

ChangeSort = Literal["added", "removed", "changed"]
Weight = Literal["substantive", "wording", "reading", "cosmetic"]
Operation = Literal["equal", "delete", "insert", "replace"]
SlotValue = str | int | float


class SlotChange(NamedTuple):
    """One value behind a finding that both licenses have, and that differs.

    ``slot``: a field of ``Details`` (``"purpose"``, ``"exception"`` ...), ``"clauses"``, or a field of
    the threshold (``"threshold.number"``, ``"threshold.comparator"`` ...), ``"names"`` (the proper names that
    only this side has), ``"condition"`` (on what a duty depends), ``"place"`` (whether a list that is
    referred to stands ``"elsewhere"`` or ``"in the text"``), or ``"reach"`` (the words that differ, where one
    of them widens or narrows a rule); ``None`` where a side has none.
    """

    slot: str
    a: SlotValue | None
    b: SlotValue | None


class WordRun(NamedTuple):
    """Words that both quotes share (``"equal"``), or that one has in the place of the other's.

    All ``a`` joined by blanks are the clean quote of the first license, all ``b`` that of the second; what
    follows the last common word of a quote that was cut short is left out.
    """

    operation: Operation
    a: str
    b: str


class Passage(NamedTuple):
    """Words of two editions of a license that differ, and common words before and after them."""

    before: str
    a: str
    b: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeDetails:
    """What differs inside a shared finding; empty for one that only one license has.

    ``weight``: ``"substantive"`` when a slot differs or one side lacks the finding; ``"wording"`` when
    only words do; ``"cosmetic"`` when these are names, versions, dates, case or punctuation;
    ``"reading"`` when both texts have the words and only one was read so, for its definitions or the
    sentences around. ``further``: whether the side without this finding has others of the same kind.
    """

    weight: Weight = "substantive"
    slots: tuple[SlotChange, ...] = ()
    words: tuple[WordRun, ...] = ()
    further: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding of one license only (``"added"``: of ``b``), or one that both have and say differently."""

    change: ChangeSort
    kind: str
    a: Finding | None
    b: Finding | None
    details: ChangeDetails

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that are there, that of ``a`` first."""
        return tuple(one for one in (self.a, self.b) if one is not None)


@dataclass(frozen=True, slots=True)
class ClauseComparison:
    """One clause of the Open Source Definition: both verdicts, and the changes that bear on it."""

    number: int
    id: str
    title: str
    a: Verdict
    b: Verdict
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two licenses side by side.

    ``summary``: one sentence from the point of view of ``b``; ``clauses``: the ten, in order;
    ``beyond_osd``: rights, duties, and restrictions that no clause could be named for. A finding that
    bears on several clauses stands under each of them. ``passages``: where two editions of one license
    differ in words that no finding rests on (a definition, say), 20 at most; empty for other pairs.
    """

    a: Report
    b: Report
    summary: str
    clauses: tuple[ClauseComparison, ...]
    beyond_osd: tuple[Difference, ...]
    passages: tuple[Passage, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Every difference once: those under the clauses, then those beyond them."""
        listed = [one for clause in self.clauses for one in clause.changes]
        return tuple(dict.fromkeys([*listed, *self.beyond_osd]))

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON values, in the published shape ``osdcheck-compare/1``."""
        return {
            "schema": SCHEMA,
            "a": _side(self.a),
            "b": _side(self.b),
            "summary": self.summary,
            "clauses": [
                {
                    "number": clause.number,
                    "id": clause.id,
                    "title": clause.title,
                    "a": clause.a,
                    "b": clause.b,
                    "changes": [_difference(one) for one in clause.changes],
                }
                for clause in self.clauses
            ],
            "beyond_osd": [_difference(one) for one in self.beyond_osd],
            "passages": [passage._asdict() for passage in self.passages],
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """:meth:`to_dict` as JSON text; ``indent`` as for :func:`json.dumps`."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


def _side(report: Report) -> dict[str, Any]:
    return {
        "name": report.source.name,
        "license": report.license.expression if report.license else None,
        "sha256": report.source.sha256,
        "characters": report.source.characters,
        "overall": report.overall,
        "review_reasons": list(report.review_reasons),
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "change": one.change,
        "kind": one.kind,
        "a": finding_dict(one.a) if one.a else None,
        "b": finding_dict(one.b) if one.b else None,
        "details": {
            "weight": one.details.weight,
            "further": one.details.further,
            "slots": [slot._asdict() for slot in one.details.slots],
            "words": [run._asdict() for run in one.details.words],
        },
    }
