"""A report on a model release as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from osdcheck.core.release import Component, ModelReport, WeighedStatement
from osdcheck.render.markdown import escape
from osdcheck.render.model_words import (
    AGREEMENT_WORDS,
    evidence_words,
    name_words,
    other_definitions,
    progress_words,
    range_words,
)
from osdcheck.render.words import NOTICE, shorten, visible

_MOST_EVIDENCE = 2


def model_markdown(report: ModelReport) -> str:
    """A section for the release: headline, verdicts, requirements, parts, findings, what others say."""
    blocks = [
        f"## {_safe(report.name)}\n",
        f"**{_safe(range_words(report))}.** {_safe(report.headline)}\n",
        _verdicts(report),
        _requirements(report),
        *_questions(report),
        _components(report),
        *_lists(report),
    ]
    return "\n".join(blocks)


def markdown_closing() -> str:
    """What ends every Markdown report."""
    return f"\n*{NOTICE}*\n"


def _safe(text: str) -> str:
    return escape(visible(text))


def _verdicts(report: ModelReport) -> str:
    rows = [
        ("Open Source AI Definition", report.osaid.verdict),
        ("G7 vision of 2026", name_words(report.g7.level or "none")),
        ("Model Openness Framework", f"class {report.mof.mof_class} ({progress_words(report)})"),
        *(
            (one.name, name_words(one.level) if one.level else one.verdict)
            for one in other_definitions(report)
        ),
    ]
    body = "".join(f"| {_safe(name)} | {_safe(verdict)} |\n" for name, verdict in rows)
    return f"| definition | verdict |\n|---|---|\n{body}"


def _requirements(report: ModelReport) -> str:
    rows = "".join(
        f"| {_safe(one.name)} | {one.verdict} | {_safe(one.reason)} |\n" for one in report.osaid.requirements
    )
    return f"| Open Source AI Definition asks | verdict | why |\n|---|---|---|\n{rows}"


def _questions(report: ModelReport) -> Iterator[str]:
    if report.open_questions:
        items = "".join(f"- {_safe(one)}\n" for one in report.open_questions)
        yield f"### Open questions\n\nAny of these could change the class.\n\n{items}"


def _components(report: ModelReport) -> str:
    rows = "".join(_row(one) for one in report.components if one.presence != "unknown")
    unknown = ", ".join(name_words(one.id) for one in report.components if one.presence == "unknown")
    tail = f"\nNothing is known of: {_safe(unknown)}.\n" if unknown else ""
    head = "| part | there | access | license | verdict | evidence |\n|---|---|---|---|---|---|\n"
    return f"### Parts\n\n{head}{rows}{tail}"


def _row(component: Component) -> str:
    terms = component.terms
    facts = (*component.evidence, *terms.evidence)
    shown = "; ".join(_safe(evidence_words(one, 100)) for one in facts[:_MOST_EVIDENCE])
    verdict = f"{terms.verdict} {terms.reason}".strip() if terms.license is not None else ""
    cells = (
        name_words(component.id),
        component.presence,
        component.access or "",
        terms.license or "",
        verdict,
    )
    return "| " + " | ".join(_safe(one) for one in cells) + f" | {shown} |\n"


def _lists(report: ModelReport) -> Iterator[str]:
    notes = [f"{_safe(one.kind)}: {_safe(one.reason)}" for one in report.findings]
    notes += [f"gated: {_safe(evidence_words(one))}" for one in report.release.gate]
    claims = [
        f"{_safe(f'{one.path}:{one.line_start}')}: “{_safe(shorten(visible(one.quote), 160))}”"
        f" ({one.verdict or one.stance})"
        for one in report.claims
        if one.stance == "asserted"
    ]
    sources = [_source(one) for one in report.sources]
    for title, items in (
        ("Beside the license", notes),
        ("What it says of itself", claims),
        ("What others say", sources),
    ):
        if items:
            yield f"### {title}\n\n" + "".join(f"- {one}\n" for one in items)


def _source(one: WeighedStatement) -> str:
    difference = f" Difference: {_safe(one.difference)}." if one.difference else ""
    said = one.statement
    return (
        f"{_safe(said.by)} **{AGREEMENT_WORDS[one.agreement]}**: {_safe(said.says)}{difference}"
        f" ({_safe(said.source)})"
    )
