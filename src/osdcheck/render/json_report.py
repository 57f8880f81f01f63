"""Reports as JSON in the published shape ``osdcheck-report/1``."""

from __future__ import annotations

import json
import re
from typing import Any

from osdcheck.core.finding import record_dict
from osdcheck.render.entry import Entry, Failure, Layout
from osdcheck.resources import package_folder


def entry_dict(entry: Entry) -> dict[str, Any]:
    """One input as JSON values: a report (with ``explain`` when units are there), or an error."""
    if isinstance(entry, Failure):
        return {"source": {"name": entry.name}, "error": {"type": entry.type, "message": entry.message}}
    result = entry.report.to_dict()
    if entry.units is not None:
        result["explain"] = {"units": [record_dict(unit) for unit in entry.units]}
    return result


def json_layout(count: int) -> Layout:
    """Indented JSON: the object itself for one input, else an array in input order."""
    if count == 1:
        return Layout("", _indented, "", lambda tally: "\n")
    opening, closing = ("[\n", "\n]\n") if count else ("[", "]\n")
    return Layout(opening, _indented, ",\n", lambda tally: closing)


def jsonl_layout() -> Layout:
    """One object a line, in input order."""
    return Layout("", _line, "", lambda tally: "")


def report_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of everything this module writes."""
    text = (package_folder() / "render" / "schemas" / "report-1.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _indented(entry: Entry) -> str:
    return safe_json(json.dumps(entry_dict(entry), ensure_ascii=False, indent=2))


def _line(entry: Entry) -> str:
    return safe_json(json.dumps(entry_dict(entry), ensure_ascii=False)) + "\n"


def safe_json(text: str) -> str:
    """The same JSON with C1 controls, directional marks, line separators and lone surrogates as escapes.

    JSON lets them stand, but a terminal obeys some of them, and some readers of lines break at them.
    """
    return re.sub(
        "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]",
        lambda match: f"\\u{ord(match[0]):04x}",
        text,
    )
