"""Reports for the terminal, drawn with rich; plain text of a fixed width everywhere else."""

from __future__ import annotations

import textwrap
from functools import partial

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from osdcheck.core.finding import Effect, Finding
from osdcheck.core.report import ClauseVerdict, Overall, Report, Verdict
from osdcheck.render.canvas import draw as _draw
from osdcheck.render.canvas import whole as _whole
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

PLAIN_WIDTH = 100
"""Columns of a report that is not drawn on a terminal, so that two runs can be compared."""

_NARROWEST, _WIDEST = 40, 120
_QUOTE_LIMIT = 300
_NARROW = 72
"""Below this the titles of the clauses get no column of their own."""


def terminal_layout(*, width: int = PLAIN_WIDTH, color: bool = False) -> Layout:
    """A report for each input in ``width`` columns (kept between 40 and 120); the notice is last.

    Without ``color`` the text holds no control characters but line feeds.
    """
    columns = min(max(width, _NARROWEST), _WIDEST)
    return Layout("", partial(_entry, columns, color), "\n", partial(_closing, columns, color))


def _entry(width: int, color: bool, entry: Entry) -> str:
    if isinstance(entry, Failure):
        label = "INTERNAL ERROR" if entry.defect else "NOT READ"
        return _draw(width, color, [_title(entry.name), _labeled(label, "yellow", visible(entry.message))])
    report = entry.report
    parts: list[RenderableType] = [_title(report.source.name), _verdict(report)]
    parts += [_bullet(review_sentence(reason), width) for reason in report.review_reasons]
    if not is_no_license(report):
        parts += _judged(report, width)
    elif report.license is not None and report.license.expression is not None:
        parts += _known(report, width)
    if entry.units is not None:
        parts += _explanation(entry.units, width)
    return _draw(width, color, parts)


def _judged(report: Report, width: int) -> list[RenderableType]:
    parts = [*_known(report, width), *_expression(report), Text(), _clauses(report, width)]
    parts += _restrictions(report, width)
    for effect, title in _OTHERS:
        parts += _others(report, effect, title, width)
    return parts


_OTHERS: tuple[tuple[Effect, str], ...] = (
    ("duty", "Duties (no clause forbids these)"),
    ("grant", "Rights granted"),
)


def _closing(width: int, color: bool, tally: Tally) -> str:
    parts: list[RenderableType] = [Text()]
    if tally.total != 1:
        parts += [Text(tally_sentence(tally), style="bold"), Text()]
    return _draw(width, color, [*parts, Text(NOTICE, style="dim")])


def _title(name: str | None) -> Text:
    return Text(source_title(name), style="bold underline")


def _verdict(report: Report) -> Text:
    return _labeled(overall_label(report.overall), _overall_style(report.overall), overall_sentence(report))


def _labeled(label: str, style: str, words: str) -> Text:
    return Text.assemble((f"{label}: ", f"bold {style}"), words)


def _bullet(words: str, width: int) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(max_width=width - 4)
    grid.add_row("-", Text(visible(words)))
    return Padding(grid, (0, 0, 0, 1), expand=False)


def _known(report: Report, width: int) -> list[RenderableType]:
    sentences = (known_sentence(report), basis_sentence(report), authority_sentence(report))
    parts: list[RenderableType] = [Text(words) for words in sentences if words]
    changes = change_lines(report)
    if changes:
        parts += [Text(), Text("Changed from the known text", style="bold")]
    for substantive, words in changes:
        parts.append(_bullet(f"substantive: {words}" if substantive else words, width))
    return parts


def _expression(report: Report) -> list[RenderableType]:
    if report.expression is None:
        return []
    parts: list[RenderableType] = [Text(), Text("SPDX expression", style="bold")]
    for line in tree_lines(report.expression):
        left = 2 + 2 * min(line.depth, 8)
        words = Text.assemble((line.text, "bold"), ": ", (line.label, _overall_style(line.overall)))
        parts.append(Padding(words, (0, 0, 0, left), expand=False))
        parts += [
            Padding(Text(remark, style="dim"), (0, 0, 0, left + 2), expand=False) for remark in line.remarks
        ]
    return parts


def _clauses(report: Report, width: int) -> Table:
    title_width = 0 if width < _NARROW else 24 if width < 100 else 32
    why_width = width - title_width - (16 if title_width else 13)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False, width=width)
    table.add_column("", justify="right", width=2)
    if title_width:
        table.add_column("Clause", width=title_width)
    table.add_column("Verdict", width=7)
    table.add_column("Why, and the words that decide", width=why_width)
    found = {finding.id: finding for finding in report.findings}
    for clause in report.clauses:
        passed = clause.verdict == "pass"
        title = Text(visible(clause.title), style="" if passed else "bold")
        verdict = Text("pass" if passed else clause.verdict.upper(), style=_verdict_style(clause.verdict))
        why = _why(clause, [found[key] for key in clause.findings if key in found], why_width)
        cells = (title, verdict, why) if title_width else (verdict, Text("\n").join([title, why]))
        table.add_row(Text(str(clause.number)), *cells)
    return table


def _why(clause: ClauseVerdict, deciding: list[Finding], width: int) -> Text:
    text = Text(visible(clause.reason), style="dim" if clause.verdict == "pass" else "")
    located = next((finding for finding in deciding if finding.quote is not None), None)
    if located is None:
        return text
    if located.details.threshold is not None:
        text.append(f" Limit: {threshold_words(located.details.threshold)}.")
    text.append(f"\n{lines(located)}: ", style="cyan")
    text.append(stem_words(located.details))
    text.append(quoted(located, max(90, 3 * width)), style="italic")
    if len(deciding) > 1:
        text.append(f" (and {len(deciding) - 1} more below)", style="dim")
    return text


def _restrictions(report: Report, width: int) -> list[RenderableType]:
    findings = [finding for finding in report.findings if finding.effect == "restriction"]
    if not findings:
        return []
    parts: list[RenderableType] = [Text(), Text("Restrictions", style="bold")]
    path = source_path(report.source.name)
    for finding in findings:
        parts += _located(path, finding, width)
        notes = [clause_words(finding.clauses), detail_words(finding.details)]
        note = "; ".join(words for words in notes if words)
        if note:
            parts.append(Padding(Text(f"→ {note}", style="dim"), (0, 0, 0, 4), expand=False))
    return parts


def _located(path: str, finding: Finding, width: int) -> list[RenderableType]:
    name = quoted_path(finding, path)
    place = f"{name}: " if finding.line_start is None else f"{name}:{finding.line_start}: "
    start = f"{place}{finding.kind}: "
    # Not left to rich: it would break a long path, and tools look for the place in one piece.
    first, *rest = textwrap.wrap(
        quoted(finding, _QUOTE_LIMIT),
        width,
        initial_indent=start,
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    head = _whole((place, "cyan"), (f"{finding.kind}: ", "bold"), first.removeprefix(start))
    return [head, *(_whole(line) for line in rest)]


def _others(report: Report, effect: Effect, title: str, width: int) -> list[RenderableType]:
    kinds: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.effect == effect:
            kinds.setdefault(finding.kind, []).append(finding)
    # One sentence often grants six rights: kinds said by the same words share a row.
    rows: dict[tuple[tuple[int | None, int | None], ...], list[str]] = {}
    for kind, findings in kinds.items():
        rows.setdefault(tuple((finding.start, finding.end) for finding in findings), []).append(kind)
    if not rows:
        return []
    kind_width = min(max(len(", ".join(shared)) for shared in rows.values()), 26)
    rest = max(20, width - kind_width - 4)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=kind_width)
    grid.add_column(width=rest)
    for shared in rows.values():
        label = Text(", ".join(shared))
        height = len(textwrap.wrap(label.plain, kind_width, break_on_hyphens=False))
        grid.add_row(label, _compact(kinds[shared[0]], min(height, 3) * rest))
    return [Text(), Text(title, style="bold"), Padding(grid, (0, 0, 0, 2), expand=False)]


def _compact(findings: list[Finding], room: int) -> Text:
    first, more = findings[0], findings[1:]
    place = lines(first)
    also = _also(first, more)
    text = Text(f"{place}: " if place else "", style="cyan")
    # Lines end early where the next word does not fit: a quote as long as the room would need one more.
    text.append(quoted(first, max(30, room * 19 // 20 - len(place) - len(also) - 2)), style="default")
    text.append(also, style="dim")
    return text


def _also(first: Finding, more: list[Finding]) -> str:
    """The other lines, each once: a text of one line would say the same number again and again."""
    numbers = list(dict.fromkeys(one.line_start for one in more if one.line_start is not None))
    numbers = [number for number in numbers if number != first.line_start]
    if not numbers:
        return ""
    shown = ", ".join(str(number) for number in numbers[:5])
    hidden = len(numbers) - 5
    return f" (also {shown})" if hidden <= 0 else f" (also {shown} and {hidden} more)"


def _explanation(units: tuple[ExplainedUnit, ...], width: int) -> list[RenderableType]:
    body = [_whole(line) for line in explain_lines(units, width)]
    return [Text(), Text("How the text was read", style="bold"), *body]


def _overall_style(overall: Overall) -> str:
    return {"open": "green", "not-open": "red", "review": "yellow"}[overall]


def _verdict_style(verdict: Verdict) -> str:
    return {"pass": "green", "fail": "bold red", "unclear": "bold yellow"}[verdict]
