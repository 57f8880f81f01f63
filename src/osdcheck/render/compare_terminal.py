"""A comparison for the terminal: both verdicts side by side, and what differs in two columns."""

from __future__ import annotations

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from osdcheck.core.comparison import Comparison, Difference
from osdcheck.core.report import Verdict
from osdcheck.render.canvas import draw
from osdcheck.render.compare_words import (
    ASIDE,
    PASSAGES,
    SIGNS,
    Group,
    Side,
    aside,
    clause_cell,
    groups,
    heading,
    passage_words,
    quote_of,
    side_line,
    slot_words,
    verb,
)
from osdcheck.render.words import NOTICE, lines, visible

_NARROWEST, _WIDEST = 60, 120
_QUOTE_LIMIT = 240
_LINES = 6
"""Line numbers listed of statements that are counted only."""
_STYLES = {"added": "green", "removed": "red", "changed": "yellow"}


def comparison_text(comparison: Comparison, *, width: int = 100, color: bool = False) -> str:
    """The comparison in ``width`` columns (kept between 60 and 120); the notice is the last line.

    Words that only A has stand in ``[-...-]``, words that only B has in ``{+...+}``. Without ``color``
    the text holds no control characters but line feeds.
    """
    columns = min(max(width, _NARROWEST), _WIDEST)
    parts: list[RenderableType] = []
    for letter, report in (("A", comparison.a), ("B", comparison.b)):
        name, label, sentence = side_line(report, letter=letter)
        parts += [Text(name, style="bold underline"), Text(f"   {label}: {sentence}")]
    parts += [Text(), Text(visible(comparison.summary), style="bold"), Text(), _clauses(comparison, columns)]
    restrictions = [one for clause in comparison.clauses for one in clause.changes]
    for title, differences in (
        ("What differs", tuple(dict.fromkeys(restrictions))),
        ("Beyond the Open Source Definition: rights, duties and the rest", comparison.beyond_osd),
    ):
        parts += _section(title, groups(differences), columns)
    parts += _aside(comparison)
    if comparison.passages:
        parts += [Text(), Text(PASSAGES, style="bold")]
        parts += [
            Padding(Text(passage_words(passage, mark=_mark)), (0, 0, 0, 2), expand=False)
            for passage in comparison.passages
        ]
    return draw(columns, color, [*parts, Text(), Text(NOTICE, style="dim")])


def _clauses(comparison: Comparison, width: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False, width=width)
    table.add_column("", justify="right", width=2)
    table.add_column("Clause", width=32 if width >= 100 else 20)
    table.add_column("A", width=7)
    table.add_column("B", width=7)
    table.add_column("What differs", ratio=1)
    for clause in comparison.clauses:
        table.add_row(
            str(clause.number),
            Text(visible(clause.title), style="" if clause.a == clause.b else "bold"),
            _verdict(clause.a),
            _verdict(clause.b),
            Text(clause_cell(comparison, clause)),
        )
    return table


def _section(title: str, found: tuple[Group, ...], width: int) -> list[RenderableType]:
    if not found:
        return []
    parts: list[RenderableType] = [Text(), Text(title, style="bold")]
    for group in found:
        one = group.shown
        parts.append(
            Text.assemble(
                (f"{SIGNS[one.change]} {heading(group)}", f"bold {_STYLES[one.change]}"),
                f": {verb(group)}",
            )
        )
        parts += [Padding(Text(line), (0, 0, 0, 4), expand=False) for line in slot_words(one)]
        parts.append(Padding(_quotes(one, width - 2), (0, 0, 0, 2), expand=False))
        if group.more:
            parts.append(Padding(Text(_more(group), style="dim"), (0, 0, 0, 4), expand=False))
    return parts


def _quotes(one: Difference, width: int) -> Table:
    grid = Table(box=None, padding=(0, 1), pad_edge=False, show_header=False, width=width)
    half = (width - 3) // 2
    # An address that is longer than a column goes on in the next line.
    grid.add_column(width=half, overflow="fold")
    grid.add_column(width=half, overflow="fold")
    grid.add_row(_cell(one, "a"), _cell(one, "b"))
    return grid


def _cell(one: Difference, side: Side) -> Text:
    finding = one.a if side == "a" else one.b
    if finding is None:
        return Text("(nothing of the kind)" if not one.details.further else "(not this one)", style="dim")
    place = lines(finding)
    text = Text(f"{side.upper()} {place}: " if place else f"{side.upper()}: ", style="cyan")
    text.append(quote_of(one, side, mark=_mark, limit=_QUOTE_LIMIT), style="default")
    return text


def _mark(words: str, side: Side) -> str:
    return f"[-{words}-]" if side == "a" else f"{{+{words}+}}"


def _more(group: Group) -> str:
    found = (finding.line_start for one in group.more for finding in one.findings)
    numbers = sorted({number for number in found if number is not None})
    if not numbers:
        return f"and {len(group.more)} more"
    hidden = ", …" if len(numbers) > _LINES else ""
    shown = ", ".join(map(str, numbers[:_LINES]))
    return f"and {len(group.more)} more ({'line' if len(numbers) == 1 else 'lines'} {shown}{hidden})"


def _aside(comparison: Comparison) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for weight, title in ASIDE:
        said = aside(comparison.differences, weight)
        if said:
            parts += [Text(), Text.assemble((f"{title}: ", "bold"), said)]
    return parts


def _verdict(verdict: Verdict) -> Text:
    style = {"pass": "green", "fail": "bold red", "unclear": "bold yellow"}[verdict]
    return Text("pass" if verdict == "pass" else verdict.upper(), style=style)
