"""Models made from others: the terms of the base travel with what is made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osdcheck.core.release import BaseModel, Component, Evidence, Release, ReleaseFinding, Terms
from osdcheck.evidence.base_models import license_of_base
from osdcheck.releases.terms import terms_of_name
from osdcheck.releases.words import listed

WEIGHTS = "model-parameters-final"
_LISTS = frozenset({"mof", "ouc", "osai"})
"""Sources that name a base loosely, often as the family a model belongs to."""


def inherit(release: Release) -> tuple[Release, tuple[ReleaseFinding, ...]]:
    """The release with the terms of its bases on its weights, and a finding for each that matters.

    A base under terms that fail an OSD clause makes the weights fail it too, whatever the release
    calls its license. A base whose terms nobody knows leaves the terms of the weights open, where
    the source names its bases exactly (cards, headers, hand-written descriptions).
    """
    bases = tuple(_known(base) for base in release.base_models)
    weights = release.component(WEIGHTS)
    if not bases or weights.presence not in {"yes", "partial"}:
        return replace(release, base_models=bases), ()
    restricted = [base for base in bases if base.terms.verdict == "not-open"]
    unknown = [base for base in bases if base.terms.verdict in {"unknown", "review"}]
    findings: list[ReleaseFinding] = []
    if restricted:
        findings.append(_restricted(release.name, weights, bases, restricted))
        weights = replace(weights, terms=_inherited(weights.terms, restricted))
    elif unknown and release.kind not in _LISTS:
        findings.append(_open(release.name, bases, unknown))
        if weights.terms.verdict == "open":
            weights = replace(weights, terms=_unsettled(weights.terms, unknown))
    components = tuple(weights if one.id == WEIGHTS else one for one in release.components)
    return replace(release, components=components, base_models=bases), tuple(findings)


def _known(base: BaseModel) -> BaseModel:
    """The base with the terms that are known of it, where the source gives none."""
    if base.terms.license is not None:
        return base
    spelling = license_of_base(base.name)
    if spelling is None:
        return base
    proof = Evidence("license", base.name, note=f"known to be under {spelling}")
    return replace(base, terms=terms_of_name(spelling, evidence=(*base.evidence, proof)))


def _restricted(
    name: str, weights: Component, bases: Sequence[BaseModel], restricted: Sequence[BaseModel]
) -> ReleaseFinding:
    own = weights.terms.license
    made = listed([f"{base.name} ({base.terms.license}: {base.terms.reason})" for base in restricted])
    if weights.terms.verdict == "not-open":
        reason = f"The weights are made from {made}; those terms apply beside {own}."
    else:
        tagged = (
            f"The weights are given as {own}" if own is not None else "No license is named for the weights"
        )
        reason = f"{tagged}, but they are made from {made}; those terms apply to what is made from them."
    return ReleaseFinding(
        "inherited-terms",
        reason,
        (name, *(base.name for base in bases)),
        tuple(item for base in restricted for item in (*base.evidence, *base.terms.evidence)),
    )


def _open(name: str, bases: Sequence[BaseModel], unknown: Sequence[BaseModel]) -> ReleaseFinding:
    return ReleaseFinding(
        "unknown-base",
        f"The weights are made from {listed([base.name for base in unknown])},"
        " whose terms are not known here.",
        (name, *(base.name for base in bases)),
        tuple(item for base in unknown for item in base.evidence),
    )


def _inherited(terms: Terms, restricted: Sequence[BaseModel]) -> Terms:
    clauses = {clause for base in restricted for clause in base.terms.clauses}
    lead = restricted[0]
    reason = f"{lead.terms.reason}, inherited from {lead.name}"
    evidence = (*terms.evidence, *(item for base in restricted for item in base.terms.evidence))
    return replace(
        terms,
        license=terms.license or lead.terms.license,
        verdict="not-open",
        clauses=tuple(sorted(clauses | set(terms.clauses))),
        reason=reason if terms.verdict != "not-open" else terms.reason,
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _unsettled(terms: Terms, unknown: Sequence[BaseModel]) -> Terms:
    reason = f"stands beside the terms of {listed([base.name for base in unknown])}, which are not known"
    return replace(terms, verdict="unknown", reason=reason)
