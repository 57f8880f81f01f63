"""What OSI, FSF, Fedora, Debian and the Blue Oak Council decided about a license.

Packaged data, read on first use; :mod:`osdcheck.tables` holds the rows and where each was read.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from osdcheck.core.identity import Agreement, AuthorityDecision
from osdcheck.core.report import Overall, Report
from osdcheck.errors import DataError

AUTHORITIES = ("OSI", "FSF", "Fedora", "Debian", "Blue Oak")
"""Who is asked, in the order of a report."""

_FOLDER = files("osdcheck.tables") / "authorities"
_FOR = frozenset({"approved", "free", "allowed"})
_AGAINST = frozenset({"rejected", "nonfree", "not-allowed"})


def decisions_for(record_id_or_key: str) -> tuple[AuthorityDecision, ...]:
    """Every known decision on a license, in the order of :data:`AUTHORITIES`; empty when there is none.

    ``record_id_or_key``: SPDX id, ScanCode key or ``LicenseRef-scancode-<key>``, in any case. Pass the
    id of a record where there is one: a few keys (``bsl-1.0``) are the SPDX id of another license.

    >>> [(one.authority, one.decision) for one in decisions_for("JSON")]
    [('FSF', 'nonfree'), ('Fedora', 'not-allowed'), ('Debian', 'nonfree')]
    """
    name = record_id_or_key.casefold()
    # An SPDX id comes first: ScanCode's key bsl-1.0 is another license than SPDX's BSL-1.0.
    by_spdx, by_key = _decisions()
    return by_spdx.get(name) or by_key.get(name.removeprefix("licenseref-scancode-"), ())


def is_osi_approved(decisions: Sequence[AuthorityDecision]) -> bool:
    """Whether one of the decisions is the approval of the OSI."""
    return any(one.authority == "OSI" and one.decision == "approved" for one in decisions)


def agreement(text_overall: Overall, decisions: Sequence[AuthorityDecision]) -> Agreement:
    """Whether the verdict of the text is what the authorities say.

    The OSI decides where it ruled; else FSF, Fedora and Debian where those that ruled are of one mind.
    ``"none"`` when nobody ruled or they differ. A ``review`` agrees with no ruling. Blue Oak rates
    permissive licenses and has no word for a license that is not open, so it is not counted.
    """
    stance = stance_of(decisions)
    if stance is None:
        return "none"
    return "agree" if text_overall == stance else "disagree"


def ruled(report: Report, decisions: Sequence[AuthorityDecision], *, verbatim: bool) -> Report:
    """The report of a text with what authorities decided about the license it was identified as.

    ``verbatim``: whether the text is that license word for word. Then the approval of the OSI makes
    it ``open``, whatever the reading of its text says; clauses and findings stay those of the text,
    ``text_overall`` keeps its verdict, and ``agreement`` tells whether the two differ.
    """
    approved = verbatim and is_osi_approved(decisions)
    return replace(
        report,
        overall="open" if approved else report.overall,
        review_reasons=() if approved else report.review_reasons,
        authorities=tuple(decisions),
        agreement=agreement(report.overall, decisions),
        overall_basis="authority" if approved else report.overall_basis,
        text_overall=report.overall,
    )


def possible_decisions(authority: str) -> tuple[str, ...]:
    """What an authority decided about some license, in the order of the alphabet."""
    _, by_key = _decisions()
    return tuple(
        sorted({one.decision for found in by_key.values() for one in found if one.authority == authority})
    )


def stance_of(decisions: Sequence[AuthorityDecision]) -> Overall | None:
    """What the authorities together say of a license: ``open``, ``not-open``, or ``None``."""
    osi = _votes(decisions, ("OSI",))
    votes = osi or _votes(decisions, ("FSF", "Fedora", "Debian"))
    return votes.pop() if len(votes) == 1 else None


def _votes(decisions: Sequence[AuthorityDecision], authorities: Sequence[str]) -> set[Overall]:
    votes: set[Overall] = set()
    for one in decisions:
        if one.authority in authorities:
            if one.decision in _FOR:
                votes.add("open")
            elif one.decision in _AGAINST:
                votes.add("not-open")
    return votes


Index = Mapping[str, tuple[AuthorityDecision, ...]]


@cache
def _decisions() -> tuple[Index, Index]:
    """Decisions by SPDX id and by ScanCode key, both in lower case."""
    sources = tomllib.loads((_FOLDER / "sources.toml").read_text(encoding="utf-8"))
    by_spdx: dict[str, list[AuthorityDecision]] = {}
    by_key: dict[str, list[AuthorityDecision]] = {}
    table = (_FOLDER / "decisions.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        decision = _decision(row, sources)
        by_key.setdefault(row["key"], []).append(decision)
        if row["spdx"]:
            by_spdx.setdefault(row["spdx"].casefold(), []).append(decision)
    return _ordered(by_spdx), _ordered(by_key)


def _decision(row: Mapping[str, str], sources: Mapping[str, Mapping[str, str]]) -> AuthorityDecision:
    if row["authority"] not in AUTHORITIES or row["source"] not in sources:
        raise DataError("authorities/decisions.csv", row["key"], "unknown authority or source")
    return AuthorityDecision(
        row["authority"],
        row["decision"],
        row["date"] or None,
        _source(row, sources[row["source"]]),
        row["category"] or None,
        row["note"] or None,
    )


def _source(row: Mapping[str, str], source: Mapping[str, str]) -> str:
    entry = f"entry {row['entry']}" if source["url"] and row["entry"] else row["entry"]
    as_of = f"as of {source['as_of']}" if "as_of" in source else ""
    return ", ".join(part for part in (source["title"], entry, as_of, source["url"]) if part)


def _ordered(index: Mapping[str, Sequence[AuthorityDecision]]) -> Index:
    return {
        name: tuple(sorted(found, key=lambda one: AUTHORITIES.index(one.authority)))
        for name, found in index.items()
    }
