"""A published AI system: its parts, what was found out about each, and the verdicts on the whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from osdcheck.core.evidence import Claim
from osdcheck.core.finding import record_dict

MODEL_SCHEMA = "osdcheck-model/1"

Presence = Literal["yes", "partial", "no", "unknown"]
Access = Literal["public", "gated-auto", "gated-manual", "on-request", "api-only"]
LicenseVerdict = Literal["open", "not-open", "review", "unknown"]
RequirementVerdict = Literal["met", "not-met", "unknown"]
ReleaseClass = Literal["open-source", "shared-weights", "closed-source", "unknown"]
MofClass = Literal["I", "II", "III", "none"]
ReleaseSource = Literal["checkout", "mof", "ouc", "osai", "weights", "release"]
Fact = Literal["presence", "access", "license"]
StatementAgreement = Literal["agree", "disagree", "undecided", "not-comparable"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact about a part comes from.

    ``fact``: which of the three facts it bears on; ``source``: file, address or name of the list;
    ``line`` counts from 1; ``field``: a field of a card or list; ``quote``: the words that say it;
    ``note``: what follows from them; ``clauses``: OSD clauses that a quoted term fails.
    """

    fact: Fact
    source: str
    line: int | None = None
    field: str | None = None
    quote: str | None = None
    note: str | None = None
    clauses: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """A license as a release names it, and what the license checker says of it.

    ``license``: the name, id or expression as written, or the file that holds the text; ``id``: the
    SPDX id it stands for, where known; ``clauses``: the OSD clauses it fails; ``osi_approved``:
    ``None`` where nothing is known of an approval.
    """

    license: str | None = None
    verdict: LicenseVerdict = "unknown"
    id: str | None = None
    clauses: tuple[int, ...] = ()
    osi_approved: bool | None = None
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a release: whether it is there, how one gets it, and under which terms.

    ``access`` is ``None`` for a part that is not there or of which nothing is known.
    """

    id: str
    presence: Presence = "unknown"
    access: Access | None = None
    terms: Terms = Terms()
    evidence: tuple[Evidence, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The part in the published shape."""
        return {
            "id": self.id,
            "presence": self.presence,
            "access": self.access,
            "license": self.terms.license,
            "license_verdict": self.terms.verdict,
            "evidence": [record_dict(one) for one in (*self.evidence, *self.terms.evidence)],
        }


@dataclass(frozen=True, slots=True)
class BaseModel:
    """A model that a release was made from, with its terms; nearest first in a chain."""

    name: str
    terms: Terms = Terms()
    relation: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody else says of a release.

    ``release_class``, ``osaid``, ``mof`` and ``components`` are the comparable parts of it;
    ``only_terms``: a source that finds nothing amiss but the license.
    """

    by: str
    says: str
    source: str
    date: str | None = None
    release_class: ReleaseClass | None = None
    osaid: RequirementVerdict | None = None
    mof: MofClass | None = None
    only_terms: bool = False
    components: tuple[tuple[str, Presence], ...] = ()


@dataclass(frozen=True, slots=True)
class WeighedStatement:
    """A statement beside the verdict: ``difference`` names where the two part."""

    statement: Statement
    agreement: StatementAgreement
    difference: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The statement in the published shape."""
        return {
            "by": self.statement.by,
            "date": self.statement.date,
            "says": self.statement.says,
            "source": self.statement.source,
            "agreement": self.agreement,
            "difference": self.difference,
        }


@dataclass(frozen=True, slots=True)
class Release:
    """What a source says of a release, before anything is decided.

    ``components`` holds every known component once, in the order of the components table;
    ``facts``: further facts that a definition may ask for (``"training-data-unshareable"``);
    ``gate``: how access is restricted in the source's own words.
    """

    name: str
    kind: ReleaseSource
    source: str
    components: tuple[Component, ...]
    producer: str | None = None
    version: str | None = None
    claims: tuple[Claim, ...] = ()
    base_models: tuple[BaseModel, ...] = ()
    statements: tuple[Statement, ...] = ()
    facts: frozenset[str] = frozenset()
    gate: tuple[Evidence, ...] = ()
    remarks: tuple[ReleaseFinding, ...] = ()

    def component(self, name: str) -> Component:
        """Component of that id."""
        return next(one for one in self.components if one.id == name)


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """Verdict on one requirement of a definition."""

    id: str
    name: str
    verdict: RequirementVerdict
    reason: str
    evidence: tuple[Evidence, ...] = ()
    questions: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The requirement in the published shape."""
        return {
            "id": self.id,
            "verdict": self.verdict,
            "reason": self.reason,
            "evidence": [record_dict(one) for one in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class DefinitionResult:
    """A release under one definition.

    ``verdict`` over all requirements where the definition has no levels; else ``level`` is what is
    reached with unknowns counted as absent (``None``: no level), ``level_range`` what they leave
    possible, least open first, ``"none"`` included.
    """

    id: str
    name: str
    verdict: RequirementVerdict
    requirements: tuple[RequirementResult, ...]
    level: str | None = None
    level_range: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MofResult:
    """Class of the Model Openness Framework, by the rules of its tool.

    ``progress``: percent by class; ``missing``: required components that are not there;
    ``unlicensed`` and ``invalid``: there, but without a license or under one that is not open.
    """

    mof_class: MofClass
    progress: tuple[tuple[str, float], ...]
    missing: tuple[str, ...]
    unlicensed: tuple[str, ...]
    invalid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleaseFinding:
    """Something of a release that is no component: inherited terms, a conflict of licenses, a barrier.

    ``kind``: ``"inherited-terms"``, ``"unknown-base"``, ``"license-conflict"``, ``"use-policy"``,
    ``"territorial-gate"``, ``"unknown-component"``; ``chain``: the release and its bases, nearest first.
    """

    kind: str
    reason: str
    chain: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelReport:
    """The verdicts on a release, with the reasons for each.

    ``release_class`` counts unknowns as absent (``"unknown"`` when nothing is known of the weights);
    ``release_class_range`` is what the unknowns could make of it, least open first;
    ``open_questions`` what would settle it. ``definitions`` holds every definition, those of the
    fields above among them.
    """

    name: str
    release: Release
    release_class: ReleaseClass
    release_class_range: tuple[ReleaseClass, ...]
    open_release: bool | None
    osaid: DefinitionResult
    g7: DefinitionResult
    mof: MofResult
    definitions: tuple[DefinitionResult, ...]
    components: tuple[Component, ...]
    claims: tuple[Claim, ...]
    sources: tuple[WeighedStatement, ...]
    findings: tuple[ReleaseFinding, ...]
    open_questions: tuple[str, ...]
    headline: str
    strict: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON values, in the published shape ``osdcheck-model/1``."""
        return {
            "schema": MODEL_SCHEMA,
            "name": self.name,
            "source": {"kind": self.release.kind, "name": self.release.source},
            "headline": self.headline,
            "release_class": self.release_class,
            "release_class_range": list(self.release_class_range),
            "open_release": self.open_release,
            "open_questions": list(self.open_questions),
            "osaid": {
                "verdict": self.osaid.verdict,
                "requirements": [one.to_dict() for one in self.osaid.requirements],
            },
            "g7": {
                "level": self.g7.level or "none",
                "range": list(self.g7.level_range),
                "reason": self.g7.reason,
            },
            "mof": {
                "class": self.mof.mof_class,
                "progress": dict(self.mof.progress),
                "missing": list(self.mof.missing),
                "unlicensed": list(self.mof.unlicensed),
                "invalid": list(self.mof.invalid),
            },
            "definitions": [_definition_dict(one) for one in self.definitions],
            "components": [one.to_dict() for one in self.components],
            "gating": [record_dict(one) for one in self.release.gate],
            "findings": [_finding_dict(one) for one in self.findings],
            "claims": [record_dict(one) for one in self.claims],
            "sources": [one.to_dict() for one in self.sources],
            "strict": self.strict,
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """:meth:`to_dict` as JSON text; ``indent`` as for :func:`json.dumps`."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


def _definition_dict(result: DefinitionResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "name": result.name,
        "verdict": result.verdict,
        "level": result.level,
        "range": list(result.level_range),
        "requirements": [one.to_dict() for one in result.requirements],
    }


def _finding_dict(finding: ReleaseFinding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "reason": finding.reason,
        "chain": list(finding.chain),
        "evidence": [record_dict(one) for one in finding.evidence],
    }
