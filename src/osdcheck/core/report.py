"""The answer: ten verdicts, the findings they rest on, and the overall word."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from osdcheck.core.finding import Finding, record_dict

if TYPE_CHECKING:
    from osdcheck.core.identity import Agreement, AuthorityDecision, Change, Identity, OverallBasis

SCHEMA = "osdcheck-report/1"

Verdict = Literal["pass", "fail", "unclear"]
Overall = Literal["open", "not-open", "review"]


@dataclass(frozen=True, slots=True)
class ClauseVerdict:
    """Verdict on one clause of the Open Source Definition.

    ``number`` 1 to 10; ``id`` a stable word (``"free-redistribution"``); ``findings`` the ids
    of the findings that decide it, empty for a pass.
    """

    number: int
    id: str
    title: str
    verdict: Verdict
    reason: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What was read: ``name`` as given, SHA-256 of the bytes, length in characters."""

    name: str | None
    sha256: str
    characters: int


@dataclass(frozen=True, slots=True)
class Tool:
    """Versions behind a report: the program, the policy, the hash of grammar and tables."""

    version: str
    policy: str
    data: str


@dataclass(frozen=True, slots=True)
class ExpressionNode:
    """One node of an SPDX expression.

    ``operator``: ``"AND"``, ``"OR"``, ``"WITH"`` or ``None`` for a leaf; ``text``: the node as an SPDX
    expression; ``report``: the verdict of a leaf's text; ``chosen``: whether this operand is the
    one that lets an OR pass; ``notes``: what a reader has to know of the symbol (deprecated id,
    alias, ScanCode key, ``+``).
    """

    operator: Literal["AND", "OR", "WITH"] | None
    text: str
    overall: Overall
    operands: tuple[ExpressionNode, ...] = ()
    report: Report | None = None
    chosen: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Verdicts of one license text.

    ``overall``: ``"open"`` when all ten clauses pass and nothing asks for review,
    ``"not-open"`` when any fails, else ``"review"``; ``review_reasons`` names what a person
    has to look at (``"unclear"``, ``"unclassified-restriction"``, ``"not-a-license"``).

    The fields from ``license`` on say what the text is known as; they stay empty with
    ``identify=False``. ``overall_basis`` tells what ``overall`` rests on; ``text_overall`` is what
    the text alone gives. ``incorporated``: ids of known texts that were judged with this one.
    ``expression`` is the tree of an SPDX expression where one was judged.
    """

    overall: Overall
    review_reasons: tuple[str, ...]
    clauses: tuple[ClauseVerdict, ...]
    findings: tuple[Finding, ...]
    source: Source
    tool: Tool
    license: Identity | None = None
    authorities: tuple[AuthorityDecision, ...] = ()
    agreement: Agreement = "none"
    changes: tuple[Change, ...] = ()
    overall_basis: OverallBasis = "text"
    text_overall: Overall | None = None
    incorporated: tuple[str, ...] = ()
    expression: ExpressionNode | None = None

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON values, in the published shape ``osdcheck-report/1``."""
        result: dict[str, Any] = {
            "schema": SCHEMA,
            "tool": record_dict(self.tool),
            "source": {
                "name": self.source.name,
                "sha256": self.source.sha256,
                "characters": self.source.characters,
            },
            "overall": self.overall,
            "review_reasons": list(self.review_reasons),
            "clauses": [record_dict(clause) for clause in self.clauses],
            "findings": [finding_dict(finding) for finding in self.findings],
        }
        if self.license is not None or (self.text_overall is not None and self.expression is None):
            result |= self._known()
        if self.expression is not None:
            result["expression"] = _node_dict(self.expression)
        return result

    def _known(self) -> dict[str, Any]:
        """What identification adds; a license that nobody knows has an expression of ``None``."""
        from osdcheck.core.identity import Identity, identity_values

        known = self.license or Identity(None, ())
        return {
            "license": identity_values(known),
            "authorities": [record_dict(one) for one in self.authorities],
            "agreement": self.agreement,
            "changes": [record_dict(one) for one in self.changes],
            "overall_basis": self.overall_basis,
            "text_overall": self.text_overall,
            "incorporated": list(self.incorporated),
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """:meth:`to_dict` as JSON text; ``indent`` as for :func:`json.dumps`."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


def _node_dict(node: ExpressionNode) -> dict[str, Any]:
    result: dict[str, Any] = {"operator": node.operator, "text": node.text, "overall": node.overall}
    if node.notes:
        result["notes"] = list(node.notes)
    if node.chosen:
        result["chosen"] = True
    if node.report is not None:
        result["report"] = node.report.to_dict()
    if node.operands:
        result["operands"] = [_node_dict(operand) for operand in node.operands]
    return result


def finding_dict(finding: Finding) -> dict[str, Any]:
    """A finding as JSON values; absent details are left out."""
    return {
        "id": finding.id,
        "kind": finding.kind,
        "effect": finding.effect,
        "clauses": list(finding.clauses),
        "quote": finding.quote,
        "start": finding.start,
        "end": finding.end,
        "line_start": finding.line_start,
        "line_end": finding.line_end,
        "details": record_dict(finding.details),
    }
