"""The texts and labels that the benchmarks run over."""

from __future__ import annotations

import csv
import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
LEAST_CHARACTERS = 200
LABELS = ("dev", "fresh")
"""Files of labeled licenses; in both, one fold is closed."""
WILD = ("wild_read", "wild_later", "wild_sealed")
"""Files of labeled licenses that no collection holds, which carry their texts."""
SEALED = "wild_sealed"
"""Closed as a whole."""
CLOSED_FOLD = 4
"""Scored and not read: benchmarks print its figures and none of its names, verdicts or quotes."""


@cache
def license_folder() -> Path:
    """License data of the installed scancode-toolkit, found without importing it."""
    spec = find_spec("licensedcode")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit('the texts are in scancode-toolkit: pip install -e ".[scancode]"')
    return Path(spec.submodule_search_locations[0]) / "data" / "licenses"


def license_text(key: str) -> str:
    """Text of one license: what follows the front matter, which ends at a line ``---``."""
    lines = (license_folder() / f"{key}.LICENSE").read_text(encoding="utf-8").split("\n")
    end = lines.index("---", 1)
    return "\n".join(lines[end + 1 :])


def json_lines(path: Path) -> list[dict[str, Any]]:
    """Rows of a JSON lines file, blank lines skipped."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def row_text(row: dict[str, Any]) -> str:
    """Text of a labeled license: the one it carries, or that of its key."""
    return row["text"] if "text" in row else license_text(row["key"])


def gold_rows(labels: str | None = None) -> list[dict[str, Any]]:
    """Labeled licenses in file order: of one file, or of all ``LABELS``."""
    names = LABELS if labels is None else (labels,)
    return [row for name in names for row in json_lines(DATA / f"{name}.jsonl")]


@cache
def closed_keys(labels: str | None = None) -> frozenset[str]:
    """Keys of the labeled licenses that nobody reads."""
    rows = gold_rows(labels)
    return frozenset(row["key"] for row in rows if row["fold"] == CLOSED_FOLD or labels == SEALED)


@cache
def authority_rows() -> tuple[dict[str, str], ...]:
    """One row a LicenseDB key, as strings."""
    with (DATA / "authority.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def standalone_rows(*, least_characters: int = 0) -> list[dict[str, str]]:
    """Rows of whole English licenses: no exception, deprecated, generic or unknown one."""
    marks = ("is_exception", "is_deprecated", "is_generic", "is_unknown")
    return [
        row
        for row in authority_rows()
        if not any(row[mark] for mark in marks)
        and row["language"] in ("", "en")
        and int(row["text_chars"]) >= least_characters
    ]


def authority_lists() -> dict[str, list[str]]:
    """Keys by what authorities say: approved by OSI, rejected by one, called free by several."""
    rows = standalone_rows(least_characters=LEAST_CHARACTERS)
    return {
        "approved": [row["key"] for row in rows if row["osi_approved"] == "yes"],
        "rejected": [
            row["key"]
            for row in rows
            if row["expected_osd"] == "not_open" and row["label_basis"] == "authority"
        ],
        "called-free": [
            row["key"] for row in rows if row["expected_osd"] == "open" and row["osi_approved"] != "yes"
        ],
    }


def approved_keys() -> list[str]:
    """Keys of every text that the OSI approved, short ones, notices and other languages among them."""
    return [row["key"] for row in authority_rows() if row["osi_approved"] == "yes"]
