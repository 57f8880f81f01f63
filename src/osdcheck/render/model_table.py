"""The openness table: a row for each model, a column for each part, the verdicts last."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from osdcheck.core.release import ModelReport
from osdcheck.render.markdown import escape
from osdcheck.render.model_words import LEGEND, VERDICT_COLUMNS, cell_words, verdict_cells
from osdcheck.render.words import NOTICE, shorten, visible

_LONGEST_NAME = 28


def table_text(reports: Sequence[ModelReport], columns: Sequence[str]) -> str:
    """Aligned columns for a wide terminal; ``columns``: short names of the parts, in their order."""
    head = ["model", *columns, *VERDICT_COLUMNS]
    rows = [
        [
            shorten(visible(one.name), _LONGEST_NAME),
            *(cell_words(part) for part in one.components),
            *verdict_cells(one),
        ]
        for one in reports
    ]
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    body = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, ["-" * width for width in widths], *rows)
    ]
    return "\n".join((*body, "", LEGEND, "", NOTICE)) + "\n"


def table_markdown(reports: Sequence[ModelReport], columns: Sequence[str]) -> str:
    """A Markdown table."""
    head = ["model", *columns, *VERDICT_COLUMNS]
    rows = [
        [visible(one.name), *(cell_words(part) for part in one.components), *verdict_cells(one)]
        for one in reports
    ]
    lines = [
        "| " + " | ".join(head) + " |",
        "|" + "---|" * len(head),
        *("| " + " | ".join(escape(cell) for cell in row) + " |" for row in rows),
    ]
    return "\n".join((*lines, "", LEGEND, "", f"*{NOTICE}*")) + "\n"


def table_csv(reports: Sequence[ModelReport]) -> str:
    """One line a model: for each part its presence, access, license and verdict, joined by ``;``."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    if reports:
        parts = [one.id for one in reports[0].components]
        verdicts = ("release_class", "release_class_range", "open_release", "osaid", "g7", "mof")
        writer.writerow(["name", "source", *parts, *verdicts])
    for report in reports:
        cells = [
            "; ".join((one.presence, one.access or "", one.terms.license or "", one.terms.verdict))
            if one.presence in {"yes", "partial"}
            else one.presence
            for one in report.components
        ]
        opened = {True: "true", False: "false", None: ""}[report.open_release]
        writer.writerow(
            [
                _plain(one)
                for one in (
                    report.name,
                    report.release.source,
                    *cells,
                    report.release_class,
                    " ".join(report.release_class_range),
                    opened,
                    report.osaid.verdict,
                    report.g7.level or "none",
                    report.mof.mof_class,
                )
            ]
        )
    return file.getvalue()


def _plain(cell: str) -> str:
    """The cell on one line; what a spreadsheet would take for a formula gets an apostrophe in front."""
    text = visible(cell)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text
