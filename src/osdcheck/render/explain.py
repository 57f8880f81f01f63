"""How a text was read, unit by unit: for ``--explain``."""

from __future__ import annotations

import textwrap
from collections import Counter

from osdcheck.render.entry import ExplainedUnit
from osdcheck.render.words import visible


def explain_lines(units: tuple[ExplainedUnit, ...], width: int) -> list[str]:
    """Plain lines of at most ``width`` characters: a summary, then each unit with its facts.

    Facts are not wrapped: their lay-out is what the grammar's corpus files show as well.
    """
    result = textwrap.wrap(summary(units), width)
    for unit in units:
        result += ["", _heading(unit), *_wrapped(visible(unit.text), width)]
        for fact in unit.facts:
            result += [f"    {_indent(line)}{visible(line)}" for line in fact.splitlines()]
        for rest in unit.unparsed:
            result += _wrapped(f"! not parsed: {visible(rest)}", width)
    return result


def summary(units: tuple[ExplainedUnit, ...]) -> str:
    """Units in all, per zone, and how many were not fully parsed."""
    zones = Counter(unit.zone for unit in units)
    listed = ", ".join(f"{count} {zone}" for zone, count in zones.most_common())
    gaps = sum(1 for unit in units if unit.unparsed)
    noun = "unit" if len(units) == 1 else "units"
    return f"{len(units)} {noun} ({listed}); {gaps} with words that were not parsed." if units else "0 units."


def _heading(unit: ExplainedUnit) -> str:
    span = str(unit.line_start)
    if unit.line_end != unit.line_start:
        span += f"-{unit.line_end}"
    kind = f"{unit.zone} item" if unit.item else unit.zone
    section = f" · {visible(unit.section)}" if unit.section else ""
    return f"[{span}] {kind}{section}"


def _indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" ")))


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
