"""The verdicts of all known texts, judged once: a table that knows which data it was made with.

``license_texts/verdicts.csv`` is made by ``benchmarks/build_verdicts.py``. Its first line holds the hash of
grammar and tables (``Tool.data``) and the hash of the texts. When either differs from what is
installed, no row counts: verdicts are computed again when they are asked for, and kept in a folder of
the user's cache under the same two hashes.
"""

from __future__ import annotations

import csv
import hashlib
import os
import secrets
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from io import StringIO
from pathlib import Path
from typing import cast, get_args

from osdcheck.analysis import tool
from osdcheck.catalog.reports import text_report
from osdcheck.core.report import Overall
from osdcheck.identity.records import LicenseRecord
from osdcheck.resources import data_folder

_COLUMNS = ("id", "overall", "failed", "unclear")
_TABLE = "verdicts.csv"
_DERIVED = (_TABLE, "fingerprints.bin")
"""Files of the folder that follow from the texts."""


@dataclass(frozen=True, slots=True)
class TextVerdict:
    """What the text of a license alone gives: the word, and the clauses that fail or are unclear."""

    overall: Overall
    failed: tuple[int, ...]
    unclear: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VerdictTable:
    """Verdicts by id of the license; ``added`` are those computed since it was loaded."""

    rows: dict[str, TextVerdict]
    added: dict[str, TextVerdict] = field(default_factory=dict)

    def missing(self, records: Iterable[LicenseRecord]) -> list[LicenseRecord]:
        """Those of the records whose verdict has to be computed."""
        return [record for record in records if record.id not in self.rows]

    def compute(self, record: LicenseRecord) -> TextVerdict:
        """Judge the text of a record and remember the verdict."""
        verdict = text_verdict(record)
        self.rows[record.id] = self.added[record.id] = verdict
        return verdict

    def save(self) -> None:
        """Keep what was computed in the user's cache; without a folder to write to, nothing is kept."""
        if not self.added:
            return
        path = _cache_file()
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
            draft.write_text(write_verdicts(self.rows), encoding="utf-8")
            draft.replace(path)


def text_verdict(record: LicenseRecord) -> TextVerdict:
    """The verdict of a record's text, computed now."""
    report = text_report(record.id)
    return TextVerdict(
        report.overall,
        tuple(clause.number for clause in report.clauses if clause.verdict == "fail"),
        tuple(clause.number for clause in report.clauses if clause.verdict == "unclear"),
    )


def load_verdicts() -> VerdictTable:
    """The packaged table where it fits grammar, tables and texts, else what the user's cache has."""
    head = _head()
    for path in (data_folder("license_texts") / _TABLE, _cache_file()):
        try:
            first, _, rest = path.read_text(encoding="utf-8").partition("\n")
        except (OSError, UnicodeDecodeError):
            continue
        if first == head and (rows := _rows(rest)) is not None:
            return VerdictTable(rows)
    return VerdictTable({})


def write_verdicts(rows: Mapping[str, TextVerdict]) -> str:
    """The table as text, sorted by id."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for name, verdict in sorted(rows.items()):
        writer.writerow([name, verdict.overall, _joined(verdict.failed), _joined(verdict.unclear)])
    return f"{_head()}\n{text.getvalue()}"


@cache
def texts_digest() -> str:
    """SHA-256 over the license texts and their records, cut to 12 digits."""
    digest = hashlib.sha256()
    for path in sorted(data_folder("license_texts").iterdir(), key=lambda path: path.name):
        if path.is_file() and path.name not in _DERIVED:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _head() -> str:
    return f"# data {tool().data} texts {texts_digest()}"


def _rows(table: str) -> dict[str, TextVerdict] | None:
    """Rows of a table; ``None`` where it is not one, as in a cache that was cut off."""
    rows: dict[str, TextVerdict] = {}
    try:
        for row in csv.DictReader(table.splitlines()):
            overall = row["overall"]
            if overall not in get_args(Overall):
                return None
            rows[row["id"]] = TextVerdict(
                cast(Overall, overall), _numbers(row["failed"]), _numbers(row["unclear"])
            )
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
    return rows


def _numbers(cell: str) -> tuple[int, ...]:
    return tuple(int(number) for number in cell.split())


def _joined(numbers: tuple[int, ...]) -> str:
    return " ".join(map(str, numbers))


def _cache_file() -> Path:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.path.expanduser(base)) / "osdcheck" / f"verdicts-{tool().data}-{texts_digest()}.csv"
