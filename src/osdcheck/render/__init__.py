"""Draws reports. A renderer shows what the records say and computes no verdict.

:func:`layout` gives the text pieces of a format; rich is imported for ``text`` alone.
"""

from __future__ import annotations

from typing import Literal

from osdcheck.render.entry import Entry, ExplainedUnit, Failure, Judged, Layout, Tally

__all__ = ["Entry", "ExplainedUnit", "Failure", "Format", "Judged", "Layout", "Tally", "layout"]

Format = Literal["text", "json", "jsonl", "markdown"]


def layout(form: Format, *, count: int, width: int = 100, color: bool = False) -> Layout:
    """Pieces of a run over ``count`` inputs in one format.

    ``width`` (columns) and ``color`` matter to ``"text"`` only.
    """
    match form:
        case "text":
            from osdcheck.render.terminal import terminal_layout

            return terminal_layout(width=width, color=color)
        case "markdown":
            from osdcheck.render.markdown import markdown_layout

            return markdown_layout()
        case "json":
            from osdcheck.render.json_report import json_layout

            return json_layout(count)
        case "jsonl":
            from osdcheck.render.json_report import jsonl_layout

            return jsonl_layout()
