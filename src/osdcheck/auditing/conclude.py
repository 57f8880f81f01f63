"""The effective terms of a whole: grants united, restrictions conjoined, choices made.

No clause is judged here: the findings of the texts go through
:func:`osdcheck.judgment.clauses.judge` as if one text had said them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from osdcheck.auditing.texts import Text, unplaced
from osdcheck.core.audit import AuditClause, AuditFinding
from osdcheck.core.finding import Details, Finding
from osdcheck.core.report import ClauseVerdict, Overall
from osdcheck.judgment.clauses import VAGUE, Weighed, absent_grants, judge, judge_no_license, overall
from osdcheck.judgment.net import UNCLASSIFIED
from osdcheck.tables import load_clauses

Share = Literal["whole", "restrictions", "grants"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One text with the file that holds it (``None``: known by its id ``name`` only)."""

    text: Text
    path: str | None
    share: Share = "whole"
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Terms that are named but not to be had: every clause that needs a grant stays unclear.

    ``exact``: ``name`` is the name of a license, and no word or sentence that tells of some license.
    """

    name: str
    path: str
    line: int | None = None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class All:
    """Terms that hold together."""

    operands: tuple[Terms, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Terms of which one is enough."""

    operands: tuple[Terms, ...]


Terms = Leaf | Unknown | All | Choice


@dataclass(frozen=True, slots=True)
class Placed:
    """A weighed finding and the file it stands in."""

    weighed: Weighed
    path: str | None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Verdicts on united terms, with the leaves that were counted and those a choice left out."""

    overall: Overall
    review_reasons: tuple[str, ...]
    verdicts: tuple[ClauseVerdict, ...]
    findings: tuple[Placed, ...]
    counted: tuple[Leaf, ...]
    left_out: tuple[Leaf, ...]


_RANK: dict[Overall, int] = {"open": 0, "review": 1, "not-open": 2}
NO_LICENSE = "no-license"
NOT_A_LICENSE = "not-a-license"
UNREAD = "unread-license"
UNREAD_METADATA = "unread-metadata"
FOREIGN = "other-language"


_WHY = {
    UNREAD: "A license file could not be read.",
    UNREAD_METADATA: "Metadata that may name the license could not be read.",
    FOREIGN: "The license is in another language than English.",
}


def unheard(doubt: str) -> tuple[ClauseVerdict, ...]:
    """Ten verdicts where ``doubt`` leaves no terms to judge."""
    why = _WHY.get(doubt)
    return judge_no_license() if why is None else judge_no_license(why)


def leaves(terms: Terms) -> tuple[Leaf, ...]:
    """All texts of terms, chosen or not."""
    if isinstance(terms, Leaf):
        return (terms,)
    if isinstance(terms, Unknown):
        return ()
    return tuple(leaf for operand in terms.operands for leaf in leaves(operand))


def conclude(
    terms: Terms,
    *,
    extra: Sequence[Placed] = (),
    doubts: Sequence[str] = (),
) -> Conclusion:
    """Verdicts on the terms as one whole.

    ``extra``: findings that no text holds (a policy that is referred to and absent).
    ``doubts``: reasons for which what is absent stays unclear, as a license file that could not be read.
    """
    chosen, left_out = _choose(terms)
    counted = tuple(leaf for leaf in chosen if isinstance(leaf, Leaf))
    placed = [one for leaf in counted for one in _placed(leaf)]
    placed += [_unknown(one) for one in chosen if isinstance(one, Unknown)]
    placed += extra
    spoken = [leaf for leaf in counted if leaf.text.terms and leaf.share == "whole"]
    if (
        not spoken
        and not any(one.weighed.finding.effect == "grant" for one in placed)
        and (counted or doubts)
    ):
        vague = not any(one.weighed.verdict == "fail" for one in placed)
        if vague and not any(isinstance(one, Unknown) for one in chosen):
            reasons = tuple(doubts[:1]) or (NOT_A_LICENSE,)
            return Conclusion("review", reasons, unheard(reasons[0]), (), counted, left_out)
    placed = _numbered(placed)
    effective = [one.weighed for one in placed]
    absent = absent_grants(effective, start=len(placed))
    verdicts = judge([*effective, *absent])
    findings = (*placed, *(Placed(one, None) for one in absent))
    reasons = _reasons(verdicts, effective, counted, bool(chosen))
    return Conclusion(overall(verdicts, reasons), reasons, verdicts, findings, counted, left_out)


def _choose(terms: Terms) -> tuple[tuple[Leaf | Unknown, ...], tuple[Leaf, ...]]:
    if isinstance(terms, Leaf | Unknown):
        return (terms,), ()
    if isinstance(terms, All):
        parts = [_choose(operand) for operand in terms.operands]
        return tuple(one for part in parts for one in part[0]), tuple(
            one for part in parts for one in part[1]
        )
    ranked = [_RANK[conclude(operand).overall] for operand in terms.operands]
    best = ranked.index(min(ranked))
    chosen, left = _choose(terms.operands[best])
    others = [leaves(operand) for index, operand in enumerate(terms.operands) if index != best]
    return chosen, (*left, *(leaf for group in others for leaf in group))


def _placed(leaf: Leaf) -> list[Placed]:
    path = leaf.path
    found = [_of_known(one, leaf.name) if path is None else one for one in leaf.text.weighed]
    if leaf.share == "grants":
        found = [one for one in found if one.finding.effect == "grant"]
    elif leaf.share == "restrictions":
        found = [one for one in found if one.finding.effect != "grant"]
    if leaf.text.approved and leaf.share != "restrictions":
        # Approved word for word: what the analysis still holds against it is a fault of the analysis.
        found = [one._replace(verdict="none") for one in found]
        found += _approval(leaf, {one.finding.kind for one in found})
    taken = leaf.text.taken_in
    return [Placed(one, None if one.finding.details.license in taken else path) for one in found]


def _approval(leaf: Leaf, present: set[str]) -> list[Weighed]:
    """The rights that an approved license gives by definition, where no words for them were found."""
    needed = dict.fromkeys(grant for clause in load_clauses() for grant in clause.needs)
    details = Details(license=leaf.text.license)
    return [
        Weighed(Finding("", grant, "grant", (), None, None, None, None, None, details), "none", "")
        for grant in needed
        if grant not in present
    ]


def _of_known(one: Weighed, name: str | None) -> Weighed:
    """The finding without its place: the text is a known one and no file of the repository."""
    details = replace(one.finding.details, license=one.finding.details.license or name)
    return unplaced(one._replace(finding=replace(one.finding, details=details)))


def _unknown(one: Unknown) -> Placed:
    """The terms that a name stands for are not there, so no right can be told from them."""
    clauses = tuple(clause.number for clause in load_clauses() if clause.needs)
    details = Details(reference=one.name)
    finding = Finding("", VAGUE, "restriction", clauses, one.name, None, None, one.line, one.line, details)
    reason = f"The terms named {one.name!r} are not in the repository and not known."
    return Placed(Weighed(finding, "unclear", reason), one.path)


def _numbered(placed: Sequence[Placed]) -> list[Placed]:
    return [
        replace(one, weighed=one.weighed._replace(finding=replace(one.weighed.finding, id=f"f{number}")))
        for number, one in enumerate(placed, 1)
    ]


def _reasons(
    verdicts: Sequence[ClauseVerdict], effective: Sequence[Weighed], counted: Sequence[Leaf], named: bool
) -> tuple[str, ...]:
    reasons = []
    if not counted and not named:
        reasons.append(NO_LICENSE)
    if any(verdict.verdict == "unclear" for verdict in verdicts):
        reasons.append("unclear")
    if any(one.finding.kind == UNCLASSIFIED and one.verdict != "none" for one in effective):
        reasons.append(UNCLASSIFIED)
    return tuple(reasons)


def audit_clauses(conclusion: Conclusion) -> tuple[AuditClause, ...]:
    """The verdicts with the findings that decide them, each with its file."""
    by_id = {one.weighed.finding.id: one for one in conclusion.findings}
    return tuple(
        AuditClause(
            verdict.number,
            verdict.id,
            verdict.title,
            verdict.verdict,
            verdict.reason,
            tuple(audit_finding(by_id[key]) for key in verdict.findings if key in by_id),
        )
        for verdict in conclusion.verdicts
    )


def audit_finding(one: Placed) -> AuditFinding:
    """The finding as reports show it."""
    return AuditFinding.of(one.weighed.finding, one.path)
