"""Licenses of a release, put before the license checker: a text is read, a name is looked up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files

from osdcheck.check import check_license
from osdcheck.core.release import Evidence, LicenseVerdict, Terms
from osdcheck.core.report import ExpressionNode, Report
from osdcheck.errors import OsdcheckError
from osdcheck.expressions import check_expression
from osdcheck.identity.authorities import decisions_for, is_osi_approved
from osdcheck.identity.names import choices_for, find_known, plain_name
from osdcheck.releases.spellings import wording
from osdcheck.releases.words import clause_list
from osdcheck.tables.releases import read_table

_MOST_QUOTES = 4
_LONGEST_QUOTE = 300
_OPERATOR = re.compile(r"\b(?:and|or|with)\b", re.I)
_WORST: tuple[LicenseVerdict, ...] = ("not-open", "review", "unknown", "open")


def terms_of_text(words: str, *, file: str, named: str | None = None) -> Terms:
    """Terms that a license text sets; ``file`` is where it stands, ``named`` what the release calls it."""
    try:
        report = _judge_text(words)
    except OsdcheckError as error:
        return Terms(named or file, reason=f"could not be read ({error})")
    identity = report.license.expression if report.license is not None else None
    return _terms(report, called=named or identity or file, place=file, identity=identity)


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
    known = _spellings().get(plain_name(spelling))
    # An unknown name would be compared with all known ones for a hint that nobody reads here.
    if known is None and find_known(spelling) is None and not _OPERATOR.search(spelling):
        return _family(spelling)
    try:
        report = check_expression(known or spelling)
    except OsdcheckError:
        return _family(spelling)
    identity = report.license.expression if report.license is not None else None
    return _terms(report, called=spelling, place=identity or spelling, identity=identity)


def _family(spelling: str) -> Terms:
    """Terms of a name that stands for several licenses: judged where all of them are judged alike."""
    members = [_judge_name(one) for one in choices_for(spelling) or ()]
    verdicts = {one.verdict for one in members}
    if verdicts != {"not-open"}:
        return Terms(spelling, reason="is no license that is known by this name")
    common = set(members[0].clauses).intersection(*(set(one.clauses) for one in members))
    return Terms(
        spelling,
        "not-open",
        clauses=tuple(sorted(common)),
        osi_approved=False,
        reason=f"fails {clause_list(sorted(common))} in each version that is known"
        if common
        else "is not open",
        evidence=members[0].evidence,
    )


@cache
def _spellings() -> dict[str, str]:
    names = read_table(files("osdcheck.tables") / "model_licenses.toml")["names"]
    return {plain_name(name): target for name, target in names.items()}


def _terms(report: Report, *, called: str, place: str, identity: str | None) -> Terms:
    clauses = tuple(one.number for one in report.clauses if one.verdict == "fail")
    if report.overall == "not-open":
        reason = f"fails {clause_list(clauses)}" if clauses else "is not open"
    elif report.overall == "review":
        reason = "needs a person to read it"
    else:
        reason = ""
    return Terms(
        called,
        report.overall,
        identity,
        clauses if report.overall == "not-open" else (),
        _approved(report, identity),
        reason,
        _quotes(report, place) if report.overall != "open" else _source(place),
    )


def _approved(report: Report, identity: str | None) -> bool | None:
    """Whether the OSI approved the license: all of an AND, one of an OR, the license of a WITH."""
    if report.expression is not None:
        return _approved_node(report.expression)
    return is_osi_approved(decisions_for(identity)) if identity is not None else None


def _approved_node(node: ExpressionNode) -> bool:
    operands = [_approved_node(one) for one in node.operands]
    match node.operator:
        case None:
            return is_osi_approved(decisions_for(node.text))
        case "OR":
            return any(operands)
        case "WITH":
            return operands[0]
        case _:
            return all(operands)


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
