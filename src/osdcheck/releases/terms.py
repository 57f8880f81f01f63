"""Licenses of a release, put before the license checker: a text is read, a name is looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from osdcheck.check import check_license
from osdcheck.core.identity import AuthorityDecision
from osdcheck.core.release import Evidence, LicenseVerdict, Terms
from osdcheck.core.report import Report
from osdcheck.errors import OsdcheckError
from osdcheck.identity.authorities import decisions_for, is_osi_approved
from osdcheck.releases.spellings import wording
from osdcheck.releases.words import clause_list

_MOST_QUOTES = 4
_LONGEST_QUOTE = 300
_WORST: tuple[LicenseVerdict, ...] = ("not-open", "review", "unknown", "open")


def terms_of_text(words: str, *, file: str, named: str | None = None) -> Terms:
    """Terms that a license text sets; ``file`` is where it stands, ``named`` what the release calls it."""
    try:
        report = _judge_text(words)
    except OsdcheckError as error:
        return Terms(named or file, reason=f"could not be read ({error})")
    identity = report.license.expression if report.license is not None else None
    return _terms(report, license=named or identity or file, place=file, identity=identity)


def terms_of_name(spelling: str | None, *, evidence: Sequence[Evidence] = ()) -> Terms:
    """Terms that a name, id or expression stands for; unknown for a name that nobody knows.

    ``evidence``: where the release names it.
    """
    if spelling is None or wording(spelling) != "license":
        known = spelling is not None and wording(spelling) == "unknown"
        reason = f"is given as {spelling!r}" if known else ""
        return Terms(spelling if known else None, reason=reason, evidence=tuple(evidence))
    terms = _judge_name(spelling)
    return replace(terms, evidence=(*evidence, *terms.evidence))


def joint(terms: Sequence[Terms]) -> Terms:
    """Terms that apply together: as open as the least open of them."""
    if len(terms) == 1:
        return terms[0]
    lead = min(terms, key=lambda one: _WORST.index(one.verdict))
    return Terms(
        " AND ".join(dict.fromkeys(one.license for one in terms if one.license is not None)) or None,
        lead.verdict,
        lead.id,
        tuple(sorted({clause for one in terms for clause in one.clauses})),
        all(one.osi_approved for one in terms),
        lead.reason,
        tuple(dict.fromkeys(item for one in terms for item in one.evidence)),
    )


@lru_cache(maxsize=256)
def _judge_text(words: str) -> Report:
    return check_license(words)


@lru_cache(maxsize=1024)
def _judge_name(spelling: str) -> Terms:
    from osdcheck.expressions import check_expression

    try:
        report = check_expression(spelling)
    except OsdcheckError:
        return Terms(spelling, reason="is no license that is known by this name")
    identity = report.license.expression if report.license is not None else None
    return _terms(report, license=spelling, place=identity or spelling, identity=identity)


def _terms(report: Report, *, license: str, place: str, identity: str | None) -> Terms:
    clauses = tuple(one.number for one in report.clauses if one.verdict == "fail")
    if report.overall == "not-open":
        reason = f"fails {clause_list(clauses)}" if clauses else "is not open"
    elif report.overall == "review":
        reason = "needs a person to read it"
    else:
        reason = ""
    return Terms(
        license,
        report.overall,
        identity,
        clauses if report.overall == "not-open" else (),
        _approved(report, identity),
        reason,
        _quotes(report, place) if report.overall != "open" else _source(place),
    )


def _approved(report: Report, identity: str | None) -> bool | None:
    """Whether the OSI approved the license, or every one of the choice that is taken."""
    if identity is None:
        return None
    decisions: tuple[AuthorityDecision, ...] = report.authorities or decisions_for(identity)
    return is_osi_approved(decisions)


def _source(place: str) -> tuple[Evidence, ...]:
    return (Evidence("license", place, note="passes the ten clauses of the Open Source Definition"),)


def _quotes(report: Report, place: str) -> tuple[Evidence, ...]:
    """The words behind failing clauses: one quote a clause, the grave ones first."""
    found = {finding.id: finding for finding in report.findings}
    quotes: dict[str, Evidence] = {}
    for clause in report.clauses:
        if clause.verdict == "pass":
            continue
        for key in clause.findings:
            finding = found.get(key)
            if finding is None or key in quotes:
                continue
            quotes[key] = Evidence(
                "license",
                place,
                line=finding.line_start,
                quote=" ".join((finding.quote or "").split())[:_LONGEST_QUOTE] or None,
                note=finding.kind,
                clauses=finding.clauses,
            )
            break
    return tuple(quotes.values())[:_MOST_QUOTES]
