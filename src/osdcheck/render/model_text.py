"""A report on a model release as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from osdcheck.core.release import Component, ModelReport, RequirementResult
from osdcheck.render.model_words import (
    AGREEMENT_WORDS,
    CLASS_WORDS,
    evidence_words,
    name_words,
    other_definitions,
    progress_words,
    range_words,
)
from osdcheck.render.words import NOTICE, shorten, visible

_MOST_EVIDENCE = 3


def model_text(report: ModelReport, *, width: int = 100) -> str:
    """The whole report: headline, verdicts with reasons, parts with evidence, what others say."""
    parts = [
        f"{visible(report.name)}: {range_words(report).upper()}",
        _wrap(report.headline, width, ""),
        "",
        *_verdicts(report, width),
        *_components(report, width),
        *_findings(report, width),
        *_claims(report, width),
        *_sources(report, width),
    ]
    return "\n".join(parts).rstrip() + "\n"


def text_closing() -> str:
    """What ends every text report."""
    return f"\n{NOTICE}\n"


def _wrap(text: str, width: int, indent: str, hanging: str | None = None) -> str:
    return textwrap.fill(
        visible(text),
        max(40, width),
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _verdicts(report: ModelReport, width: int) -> Iterator[str]:
    yield f"Open Source AI Definition: {report.osaid.verdict}"
    yield from _requirements(report.osaid.requirements, width)
    yield f"G7 vision of 2026: {name_words(report.g7.level or 'none')}"
    yield _wrap(report.g7.reason, width, "    ")
    yield f"Model Openness Framework: class {report.mof.mof_class} ({progress_words(report)})"
    for label, names in (
        ("missing", report.mof.missing),
        ("without a license", report.mof.unlicensed),
        ("license not open there", report.mof.invalid),
    ):
        if names:
            yield _wrap(f"{label}: {', '.join(map(name_words, names))}", width, "    ", "      ")
    for one in other_definitions(report):
        yield f"{visible(one.name)}: {name_words(one.level) if one.level else one.verdict}"
        yield from _requirements([two for two in one.requirements if two.verdict != "met"], width)
    if report.open_questions:
        yield "Open questions, any of which could change the class:"
        for question in report.open_questions:
            yield _wrap(question, width, "  - ", "    ")
    yield ""


def _requirements(
    results: list[RequirementResult] | tuple[RequirementResult, ...], width: int
) -> Iterator[str]:
    for one in results:
        yield _wrap(f"[{one.verdict}] {one.name}: {one.reason}", width, "    ", "      ")


def _components(report: ModelReport, width: int) -> Iterator[str]:
    known = [one for one in report.components if one.presence != "unknown"]
    yield "Parts"
    for component in known:
        yield _wrap(_component(component), width, "  ", "      ")
        facts = (*component.evidence, *component.terms.evidence)
        for evidence in facts[:_MOST_EVIDENCE]:
            yield _wrap(evidence_words(evidence), width, "      ", "        ")
        if len(facts) > _MOST_EVIDENCE:
            yield f"      ... and {len(facts) - _MOST_EVIDENCE} more"
    unknown = [name_words(one.id) for one in report.components if one.presence == "unknown"]
    if unknown:
        yield _wrap(f"nothing known: {', '.join(unknown)}", width, "  ", "      ")
    yield ""


def _component(component: Component) -> str:
    words = f"{name_words(component.id)}: {component.presence}"
    if component.access is not None:
        words += f", {component.access}"
    if component.presence in {"yes", "partial"}:
        terms = component.terms
        named = visible(terms.license) if terms.license is not None else "no license named"
        words += f", {named}" + (f" [{terms.verdict}]" if terms.license is not None else "")
        words += f" {terms.reason}" if terms.reason else ""
    return words


def _findings(report: ModelReport, width: int) -> Iterator[str]:
    for finding in report.findings:
        yield _wrap(f"{finding.kind}: {finding.reason}", width, "", "    ")
        if finding.chain:
            yield _wrap(f"chain: {' <- '.join(map(visible, finding.chain))}", width, "    ")
    for gate in report.release.gate:
        yield _wrap(f"gated: {evidence_words(gate)}", width, "", "    ")
    if report.findings or report.release.gate:
        yield ""


def _claims(report: ModelReport, width: int) -> Iterator[str]:
    claims = [one for one in report.claims if one.stance == "asserted"]
    if not claims:
        return
    yield "What it says of itself"
    for claim in claims:
        place = f"{visible(claim.path)}:{claim.line_start}"
        quote = shorten(visible(claim.quote), 160)
        yield _wrap(f"{place}: “{quote}” [{claim.verdict or claim.stance}]", width, "  ", "      ")
    yield ""


def _sources(report: ModelReport, width: int) -> Iterator[str]:
    if not report.sources:
        return
    yield f"What others say (here: {CLASS_WORDS[report.release_class]})"
    for one in report.sources:
        said = one.statement
        dated = f" ({visible(said.date)})" if said.date else ""
        note = f" Difference: {one.difference}." if one.difference else ""
        words = f"{said.by}{dated} {AGREEMENT_WORDS[one.agreement]}: {said.says}{note} [{said.source}]"
        yield _wrap(words, width, "  ", "      ")
