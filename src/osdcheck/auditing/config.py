"""What a project asks of its audits: files to leave out, and findings it takes as they are."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from pathspec import GitIgnoreSpec

from osdcheck.auditing.folder import lenient_spec
from osdcheck.core.audit import AuditFinding, AuditReport
from osdcheck.errors import ConfigError
from osdcheck.judgment.clauses import MISSING
from osdcheck.judgment.net import UNCLASSIFIED
from osdcheck.tables import load_kinds

NAME = "osdcheck.toml"
_SPECIAL = frozenset({MISSING, UNCLASSIFIED})
"""Kinds without a row in the tables."""
_KEYS = frozenset({"exclude", "accept"})
_ACCEPT_KEYS = frozenset({"license", "clause", "kind", "path", "reason"})


@dataclass(frozen=True)
class Accept:
    """Findings that a project takes, and why: those of a license, a clause (1 to 10) or a kind.

    ``path``: only in files that fit this pattern (syntax of ``.gitignore``).
    """

    reason: str
    license: str | None = None
    clause: int | None = None
    kind: str | None = None
    path: str | None = None

    def fits(self, finding: AuditFinding, known_as: str | None) -> bool:
        """Whether a finding in a file known as ``known_as`` is one of these."""
        if self.license is not None and (known_as is None or self.license.lower() != known_as.lower()):
            return False
        if self.clause is not None and set(finding.clauses) != {self.clause}:
            return False
        if self.kind is not None and self.kind != finding.kind:
            return False
        return self.path is None or (finding.path is not None and self._spec.match_file(finding.path))

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        return lenient_spec([self.path or ""])


@dataclass(frozen=True, slots=True)
class Config:
    """``exclude``: patterns of files that no audit reads; ``accept``: findings that are taken."""

    exclude: tuple[str, ...] = ()
    accept: tuple[Accept, ...] = ()

    def apply(self, report: AuditReport) -> AuditReport:
        """The report with the accepted findings marked; verdicts stay what the texts say."""
        if not self.accept:
            return report
        licenses = {file.path: file.license for file in report.files}

        def reason(finding: AuditFinding) -> str | None:
            known = licenses.get(finding.path) if finding.path is not None else finding.details.license
            return next((one.reason for one in self.accept if one.fits(finding, known)), None)

        return mark(report, reason)


def mark(report: AuditReport, reason: Callable[[AuditFinding], str | None]) -> AuditReport:
    """The report with ``accepted`` set on each restriction for which ``reason`` gives one."""

    def marked(finding: AuditFinding) -> AuditFinding:
        if finding.effect != "restriction" or finding.accepted is not None:
            return finding
        why = reason(finding)
        return finding if why is None else replace(finding, accepted=why)

    clauses = tuple(
        replace(clause, findings=tuple(map(marked, clause.findings))) for clause in report.clauses
    )
    return replace(report, clauses=clauses, findings=tuple(map(marked, report.findings)))


def load_config(folder: Path) -> Config:
    """Configuration of a directory: its ``osdcheck.toml``, else ``[tool.osdcheck]`` of ``pyproject.toml``.

    A ``pyproject.toml`` that is no TOML configures nothing. Raises
    :class:`~osdcheck.errors.ConfigError` for an ``osdcheck.toml`` that is none, unknown keys, and an
    acceptance without a reason.
    """
    own = folder / NAME
    if own.is_file():
        return read_config(own)
    try:
        table = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
        found = table.get("tool", {}).get("osdcheck")
    except (OSError, ValueError, AttributeError, RecursionError):
        return Config()
    return Config() if found is None else _config(found, f"{folder / 'pyproject.toml'} [tool.osdcheck]")


def read_config(file: Path) -> Config:
    """Configuration of one TOML file; a ``pyproject.toml`` holds it in ``[tool.osdcheck]``."""
    try:
        table: Any = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        problem = f"cannot be read ({error.strerror or error})"
        raise ConfigError(str(file), problem, "Check the path and your rights") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(str(file), f"not readable as TOML ({error})", "Correct the file") from error
    if file.name == "pyproject.toml":
        table = table.get("tool", {}).get("osdcheck", {})
    return _config(table, str(file))


def _config(table: Any, source: str) -> Config:
    if not isinstance(table, dict):
        raise ConfigError(source, "not a table", "Write exclude = [...] and [[accept]] tables")
    if unknown := set(table) - _KEYS:
        raise ConfigError(source, f"unknown keys {sorted(unknown)}", f"Known are {sorted(_KEYS)}")
    exclude = table.get("exclude", [])
    if not isinstance(exclude, list) or not all(isinstance(one, str) for one in exclude):
        raise ConfigError(source, "exclude is no list of patterns", 'Write exclude = ["path/", "*.txt"]')
    rows = table.get("accept", [])
    if not isinstance(rows, list):
        raise ConfigError(source, "accept is no list of tables", "Write [[accept]] tables")
    return Config(tuple(exclude), tuple(_accept(row, source) for row in rows))


def _accept(row: Any, source: str) -> Accept:
    if not isinstance(row, dict) or (set(row) - _ACCEPT_KEYS):
        raise ConfigError(
            source, "an [[accept]] table with unknown keys", f"Known are {sorted(_ACCEPT_KEYS)}"
        )
    reason = row.get("reason")
    if not isinstance(reason, str) or not reason.strip():
        raise ConfigError(source, "an [[accept]] table without a reason", "Say why in reason = ...")
    if not {"license", "clause", "kind"} & set(row):
        raise ConfigError(
            source, "an [[accept]] table that accepts nothing", "Name a license, clause or kind"
        )
    clause = row.get("clause")
    if clause is not None and (isinstance(clause, bool) or clause not in range(1, 11)):
        raise ConfigError(source, f"no clause {clause!r}", "Clauses run from 1 to 10")
    for key in ("license", "kind", "path"):
        if not isinstance(row.get(key, ""), str):
            raise ConfigError(source, f"{key} is no text", f'Write {key} = "..."')
    _check_kind(row.get("kind"), source)
    return Accept(reason, row.get("license"), clause, row.get("kind"), row.get("path"))


def _check_kind(kind: str | None, source: str) -> None:
    known = {one.id for one in load_kinds()} | _SPECIAL
    if kind is not None and kind not in known:
        near = get_close_matches(kind, sorted(known), 3, 0.4)
        hint = f"Near it are {', '.join(near)}" if near else "The reports name the kinds of their findings"
        raise ConfigError(source, f"no finding is of the kind {kind!r}", hint)
