"""Draws comparisons in the formats of ``osdcheck compare``."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, Literal

from osdcheck.core.comparison import Comparison
from osdcheck.render.json_report import safe_json

CompareFormat = Literal["text", "json", "markdown"]


def comparison_layout(
    comparison: Comparison, form: CompareFormat, *, width: int = 100, color: bool = False
) -> str:
    """The comparison in one format; ``width`` (columns) and ``color`` matter to ``"text"`` only."""
    match form:
        case "text":
            from osdcheck.render.compare_terminal import comparison_text

            return comparison_text(comparison, width=width, color=color)
        case "markdown":
            from osdcheck.render.compare_markdown import comparison_markdown

            return comparison_markdown(comparison)
        case "json":
            return safe_json(comparison.to_json(indent=2)) + "\n"


def comparison_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``osdcheck-compare/1``."""
    text = (files("osdcheck.render") / "schemas" / "compare-1.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
