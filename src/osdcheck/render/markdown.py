"""Reports as Markdown tables, for issues, wikis and articles."""

from __future__ import annotations

import re

from osdcheck.core.finding import Finding
from osdcheck.core.report import ClauseVerdict, Report
from osdcheck.render.entry import Entry, ExplainedUnit, Failure, Layout, Tally
from osdcheck.render.explain import explain_lines
from osdcheck.render.known import authority_sentence, basis_sentence, change_lines, known_sentence
from osdcheck.render.tree import tree_lines
from osdcheck.render.words import (
    NOTICE,
    clause_words,
    detail_words,
    is_no_license,
    lines,
    overall_label,
    overall_sentence,
    quoted,
    quoted_path,
    review_sentence,
    source_path,
    source_title,
    stem_words,
    tally_sentence,
    threshold_words,
    visible,
)

_QUOTE_LIMIT = 300
_WIDTH = 100


def markdown_layout() -> Layout:
    """A section for each input; counts and the notice come last."""
    return Layout("", _entry, "\n", _closing)


def escape(text: str) -> str:
    r"""Text that Markdown shows as it is, also inside a table cell.

    >>> escape("a | b *c* <d>")
    'a \\| b \\*c\\* \\<d\\>'
    """
    return re.sub(r"([\\`*_\[\]<>|~&#$])", r"\\\1", text)


def _entry(entry: Entry) -> str:
    if isinstance(entry, Failure):
        label = "Internal error" if entry.defect else "Not read"
        return f"## {escape(source_title(entry.name))}\n\n**{label}.** {escape(visible(entry.message))}\n"
    report = entry.report
    parts = [_head(report)]
    if not is_no_license(report):
        parts += [*_known(report), *_expression(report), _table(report), *_lists(report)]
    elif report.license is not None and report.license.expression is not None:
        parts += _known(report)
    if entry.units is not None:
        parts.append(_explanation(entry.units))
    return "\n".join(parts)


def _closing(tally: Tally) -> str:
    counts = f"\n**{tally_sentence(tally)}**\n" if tally.total != 1 else ""
    return f"{counts}\n*{NOTICE}*\n"


def _head(report: Report) -> str:
    name = escape(source_title(report.source.name))
    label = overall_label(report.overall).capitalize()
    text = f"## {name}\n\n**{label}:** {overall_sentence(report)}\n"
    if report.review_reasons:
        text += "\n" + "".join(
            f"- {escape(visible(review_sentence(why)))}\n" for why in report.review_reasons
        )
    return text


def _known(report: Report) -> list[str]:
    sentences = (known_sentence(report), basis_sentence(report), authority_sentence(report))
    parts = [f"{escape(words)}\n" for words in sentences if words]
    changes = change_lines(report)
    if changes:
        items = "".join(
            f"- {'**substantive:** ' if substantive else ''}{escape(words)}\n"
            for substantive, words in changes
        )
        parts.append(f"### Changed from the known text\n\n{items}")
    return parts


def _expression(report: Report) -> list[str]:
    if report.expression is None:
        return []
    items = "".join(
        f"{'  ' * line.depth}- {_code(line.text)}: **{line.label}**"
        f"{'. ' + escape(' '.join(line.remarks)) if line.remarks else ''}\n"
        for line in tree_lines(report.expression)
    )
    return [f"### SPDX expression\n\n{items}"]


def _table(report: Report) -> str:
    found = {finding.id: finding for finding in report.findings}
    rows = ["| | Clause | Verdict | Why |", "|--:|---|---|---|"]
    rows += [
        _row(clause, [found[key] for key in clause.findings if key in found]) for clause in report.clauses
    ]
    return "\n".join(rows) + "\n"


def _row(clause: ClauseVerdict, deciding: list[Finding]) -> str:
    verdict = clause.verdict if clause.verdict == "pass" else f"**{clause.verdict.upper()}**"
    why = escape(visible(clause.reason))
    located = next((finding for finding in deciding if finding.quote is not None), None)
    if located is not None:
        if located.details.threshold is not None:
            why += f" Limit: {escape(threshold_words(located.details.threshold))}."
        stem, quote = escape(stem_words(located.details)), escape(quoted(located, _QUOTE_LIMIT))
        place = lines(located)
        why += f" {escape(place[:1].upper() + place[1:])}: {stem}*{quote}*"
        if len(deciding) > 1:
            why += f" (and {len(deciding) - 1} more)"
    return f"| {clause.number} | {escape(visible(clause.title))} | {verdict} | {why} |"


def _lists(report: Report) -> list[str]:
    parts: list[str] = []
    path = source_path(report.source.name)
    for title, effect in (
        ("Restrictions", "restriction"),
        ("Duties that no clause forbids", "duty"),
        ("Rights granted", "grant"),
    ):
        findings = [finding for finding in report.findings if finding.effect == effect]
        if findings:
            items = "".join(_item(finding, path) for finding in findings)
            parts.append(f"### {title}\n\n{items}")
    return parts


def _item(finding: Finding, path: str) -> str:
    name = quoted_path(finding, path)
    place = name if finding.line_start is None else f"{name}:{finding.line_start}"
    notes = [clause_words(finding.clauses), detail_words(finding.details)]
    if finding.effect != "restriction":
        notes = notes[1:]
    note = "; ".join(part for part in notes if part)
    tail = f" ({escape(note)})" if note else ""
    return f"- {_code(f'{place}: {finding.kind}')}: {escape(quoted(finding, _QUOTE_LIMIT))}{tail}\n"


def _code(text: str) -> str:
    fence = _fence(text, 1)
    # A blank keeps a backtick at either end from joining the fence; Markdown drops it again.
    return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text}{fence}"


def _fence(text: str, shortest: int) -> str:
    runs = [len(run) for run in re.findall("`+", text)]
    return "`" * max(shortest, max(runs, default=0) + 1)


def _explanation(units: tuple[ExplainedUnit, ...]) -> str:
    body = "\n".join(explain_lines(units, _WIDTH))
    fence = _fence(body, 3)
    return f"### How the text was read\n\n{fence}text\n{body}\n{fence}\n"
