"""Lists of known licenses, and what is known of one beside its report."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import StringIO
from typing import Any, Literal

from osdcheck.core.finding import record_dict
from osdcheck.core.identity import AuthorityDecision
from osdcheck.core.report import Overall, Report, Tool
from osdcheck.render.words import NOTICE, visible

ListFormat = Literal["text", "json", "markdown", "csv"]
SCHEMA = "osdcheck-licenses/1"

_COLUMNS = ("id", "verdict", "text_verdict", "failed", "kind", "name", "authorities")


@dataclass(frozen=True, slots=True)
class LicenseRow:
    """One known license: names, kind, verdict (``None`` where not computed), decisions.

    ``overall`` counts the approval of the OSI; ``text_overall`` is the verdict of the text alone,
    ``failed`` and ``unclear`` are numbers of clauses.
    """

    id: str
    key: str
    name: str
    kind: str
    family: str
    version: str | None
    category: str
    aliases: tuple[str, ...]
    is_deprecated: bool
    overall: Overall | None
    text_overall: Overall | None
    failed: tuple[int, ...]
    unclear: tuple[int, ...]
    authorities: tuple[AuthorityDecision, ...]


def list_licenses(rows: Sequence[LicenseRow], tool: Tool, form: ListFormat, *, width: int = 100) -> str:
    """All rows in one format; ``width`` (columns) matters to ``"text"`` only, and leaves out names."""
    match form:
        case "json":
            listed = {
                "schema": SCHEMA,
                "tool": record_dict(tool),
                "licenses": [_row_dict(row) for row in rows],
            }
            return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
        case "csv":
            return _csv(rows)
        case "markdown":
            return _markdown(rows)
        case "text":
            return _text(rows, width)


def show_json(row: LicenseRow, report: Report) -> str:
    """One license with its report, as JSON."""
    shown = {"schema": SCHEMA, "license": _row_dict(row), "report": report.to_dict()}
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def describe(row: LicenseRow, *, markdown: bool = False) -> str:
    """What is known of a license beside its text: a few lines above its report."""
    facts = [
        ("name", row.name),
        ("id", row.id),
        ("ScanCode key", row.key),
        ("also called", ", ".join(row.aliases)),
        ("kind", f"{row.kind} ({row.category})"),
        ("family", " ".join(part for part in (row.family, row.version) if part)),
        ("deprecated", "yes" if row.is_deprecated else ""),
    ]
    lines = [f"{label}: {visible(value)}" for label, value in facts if value]
    lines += [f"{one.authority}: {_decision(one)}" for one in row.authorities] or ["authorities: none ruled"]
    mark = "- " if markdown else ""
    return "".join(f"{mark}{line}\n" for line in lines) + "\n"


def licenses_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the list and of one license shown."""
    text = (files("osdcheck.render") / "schemas" / "licenses-1.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _row_dict(row: LicenseRow) -> dict[str, Any]:
    result = record_dict(row)
    result["authorities"] = [record_dict(one) for one in row.authorities]
    return result


def _decision(one: AuthorityDecision) -> str:
    parts = [one.decision, one.date and f"on {one.date}", one.category and f"({one.category})"]
    head = " ".join(part for part in parts if part)
    return visible("; ".join(part for part in (head, one.note, one.source) if part))


def _cells(row: LicenseRow) -> tuple[str, ...]:
    ruled = ", ".join(f"{one.authority}:{one.decision}" for one in row.authorities)
    verdict: str = row.overall or "not computed"
    if row.overall != row.text_overall:
        verdict += f" (text: {row.text_overall})"
    return row.id, verdict, " ".join(map(str, row.failed)), row.kind, row.name, ruled


def _csv(rows: Iterable[LicenseRow]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        _, _, failed, kind, name, ruled = _cells(row)
        writer.writerow([row.id, row.overall, row.text_overall, failed, kind, name, ruled])
    return text.getvalue()


def _markdown(rows: Sequence[LicenseRow]) -> str:
    lines = ["| license | verdict | fails | kind | name | authorities |", "|---|---|---|---|---|---|"]
    for row in rows:
        cells = [visible(cell).replace("|", "\\|") for cell in _cells(row)]
        lines.append(f"| `{cells[0]}` | " + " | ".join(cells[1:]) + " |")
    return "\n".join([*lines, "", f"{_count(rows)}", "", f"*{NOTICE}*", ""])


def _text(rows: Sequence[LicenseRow], width: int) -> str:
    """Columns for id, verdict and kind; the name and who ruled follow where there is room for them."""
    table = [tuple(visible(cell) for cell in _cells(row)) for row in rows]
    widths = [max((len(cells[at]) for cells in table), default=0) for at in range(4)]
    lines: list[str] = []
    for cells in table:
        line = "  ".join(cell.ljust(size) for cell, size in zip(cells[:4], widths, strict=True) if size)
        for words in (cells[4], f"({cells[5]})" if cells[5] else ""):
            if words and len(line) + 2 + len(words) <= width:
                line += f"  {words}"
        lines.append(line.rstrip())
    return "\n".join([*lines, "", _count(rows), NOTICE, ""])


def _count(rows: Sequence[LicenseRow]) -> str:
    return "1 license." if len(rows) == 1 else f"{len(rows)} licenses."
