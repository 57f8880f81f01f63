"""Known findings that a project lives with, until the text they stand in changes."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from osdcheck.auditing.config import mark
from osdcheck.core.audit import AuditFinding, AuditReport
from osdcheck.core.evidence import Claim
from osdcheck.errors import ConfigError
from osdcheck.judgment.net import UNCLASSIFIED

SCHEMA = "osdcheck-baseline/1"
ACCEPTED = "in the baseline"

_Key = tuple[str | None, str, tuple[int, ...], str]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Findings (file, kind, clauses, SHA-256 of the file) and claims (file, words) that are known."""

    findings: frozenset[_Key]
    claims: frozenset[tuple[str, str]]

    def apply(self, report: AuditReport) -> AuditReport:
        """The report with the known findings marked as accepted; a changed file makes them void."""
        digests = _digests(report)
        return mark(report, lambda finding: ACCEPTED if _key(finding, digests) in self.findings else None)

    def knows(self, claim: Claim) -> bool:
        """Whether a contradicted claim is a known one."""
        return (claim.path, claim.quote) in self.claims


EMPTY = Baseline(frozenset(), frozenset())


def _digests(report: AuditReport) -> dict[str | None, str]:
    found: dict[str | None, str] = {file.path: file.sha256 for file in report.files}
    # What is absent is absent from all texts of the root together.
    together = sorted(file.sha256 for file in report.files if file.project == "")
    # What stands in no license file was read from a declaration: another license makes it void.
    declared: dict[str, list[str]] = defaultdict(list)
    for one in report.declared:
        declared[one.path].append(f"{one.field}={one.expression}")
    for path, rows in declared.items():
        found.setdefault(path, _digest(rows))
    parts = tuple(f"{project.path}/" for project in report.projects)
    together += [row for path, rows in sorted(declared.items()) if not path.startswith(parts) for row in rows]
    found[None] = _digest(together)
    return found


def _digest(rows: Iterable[str]) -> str:
    return hashlib.sha256("".join(rows).encode("utf-8", "surrogatepass")).hexdigest()


def _key(finding: AuditFinding, digests: dict[str | None, str]) -> _Key:
    return finding.path, finding.kind, finding.clauses, digests.get(finding.path, "")


def untyped(report: AuditReport) -> tuple[AuditFinding, ...]:
    """Restrictions that no clause has heard of, for which alone a person has to look."""
    return tuple(one for one in report.findings if one.kind == UNCLASSIFIED)


def baseline_text(report: AuditReport) -> str:
    """The baseline file (JSON) that takes everything the report holds against the repository."""
    digests = _digests(report)
    deciding = [finding for clause in report.clauses for finding in clause.findings]
    rows = {_key(finding, digests) for finding in (*deciding, *untyped(report))}
    data = {
        "schema": SCHEMA,
        "findings": [
            {"path": key[0], "kind": key[1], "clauses": list(key[2]), "sha256": key[3]}
            for key in sorted(rows, key=lambda one: (one[0] or "", one[1], one[2]))
        ],
        "claims": [
            {"path": claim.path, "quote": claim.quote}
            for claim in report.claims
            if claim.verdict == "contradicted"
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def read_baseline(file: Path) -> Baseline:
    """The baseline in a file; raises :class:`~osdcheck.errors.ConfigError` for what is none."""
    hint = "Write one with: osdcheck audit --write-baseline FILE PATH"
    try:
        data: Any = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(str(file), f"cannot be read ({error.strerror or error})", hint) from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(str(file), f"not readable as JSON ({error})", hint) from error
    try:
        if data["schema"] != SCHEMA:
            raise ValueError(f"its schema is not {SCHEMA}")
        return Baseline(
            frozenset(
                (row["path"], str(row["kind"]), tuple(map(int, row["clauses"])), str(row["sha256"]))
                for row in data["findings"]
            ),
            frozenset((str(row["path"]), str(row["quote"])) for row in data["claims"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(str(file), f"not a baseline ({error})", hint) from error
