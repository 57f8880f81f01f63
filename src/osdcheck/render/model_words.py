"""Words and marks that reports on model releases share."""

from __future__ import annotations

from collections.abc import Sequence

from osdcheck.core.release import (
    Component,
    DefinitionResult,
    Evidence,
    ModelReport,
    ReleaseClass,
    StatementAgreement,
)
from osdcheck.render.words import shorten, visible

CLASS_WORDS: dict[ReleaseClass, str] = {
    "open-source": "Open Source",
    "shared-weights": "Shared Weights",
    "closed-source": "Closed Source",
    "unknown": "Unknown",
}
AGREEMENT_WORDS: dict[StatementAgreement, str] = {
    "agree": "agrees",
    "disagree": "DISAGREES",
    "undecided": "undecided",
    "not-comparable": "not compared",
}
LEGEND = (
    "Cells: yes, part, no or ? for presence; then the license: open, not-open, review, ? (unknown),"
    " none; gated parts say so."
)


def name_words(identifier: str) -> str:
    """An identifier as words: ``"model-card"`` is ``"model card"``."""
    return visible(identifier).replace("-", " ").replace("_", " ")


def range_words(report: ModelReport) -> str:
    """The class, and what else the open questions leave possible."""
    others = [CLASS_WORDS[one] for one in report.release_class_range if one != report.release_class]
    label = CLASS_WORDS[report.release_class]
    if not others:
        return label
    return f"{label} (possible: {', '.join(others)})"


def evidence_words(evidence: Evidence, limit: int = 160) -> str:
    """Where a fact stands and what the words are, on one line."""
    place = visible(evidence.source)
    if evidence.line is not None:
        place += f":{evidence.line}"
    if evidence.field is not None:
        place += f" ({visible(evidence.field)})"
    said = [
        f"“{shorten(visible(evidence.quote), limit)}”" if evidence.quote else "",
        visible(evidence.note) if evidence.note else "",
        f"OSD {', '.join(map(str, evidence.clauses))}" if evidence.clauses else "",
    ]
    return ": ".join(part for part in (place, "; ".join(one for one in said if one)) if part)


def cell_words(component: Component) -> str:
    """Presence and terms of a part in a few characters of a table."""
    presence = {"yes": "yes", "partial": "part", "no": "no", "unknown": "?"}[component.presence]
    if component.presence not in {"yes", "partial"}:
        return presence
    terms = component.terms
    verdict = "none" if terms.license is None else terms.verdict.replace("unknown", "?")
    gate = f" {component.access}" if component.access not in {"public", None} else ""
    return f"{presence} {verdict}{gate}"


def verdict_cells(report: ModelReport) -> tuple[str, ...]:
    """The verdicts at the end of a table row, in the order of :data:`VERDICT_COLUMNS`."""
    return (
        range_words(report),
        report.osaid.verdict,
        name_words(report.g7.level or "none"),
        report.mof.mof_class,
    )


VERDICT_COLUMNS = ("class", "OSAID", "G7", "MOF")


def other_definitions(report: ModelReport) -> Sequence[DefinitionResult]:
    """Definitions that have no place of their own in a report."""
    shown = {report.osaid.id, report.g7.id, "haimes-2024"}
    return [one for one in report.definitions if one.id not in shown]


def progress_words(report: ModelReport) -> str:
    """Progress in the classes of the Model Openness Framework."""
    return ", ".join(f"{name} {percent:.0f} %" for name, percent in reversed(report.mof.progress))
