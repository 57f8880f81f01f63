"""What an audit says of a repository: the terms of the whole, and where its parts contradict each other."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Literal

from osdcheck.core.evidence import Claim, Declared
from osdcheck.core.finding import Details, Effect, Finding, record_dict
from osdcheck.core.report import Overall, Tool, Verdict

_REFERENCE = re.compile(r"(LicenseRef-[A-Za-z0-9.-]+?)(?:\.(?:txt|md|rst|html))?")
AUDIT_SCHEMA = "osdcheck-audit/1"

FileRole = Literal[
    "license", "license-text", "exception", "model-license", "eula", "patents", "rider", "policy",
    "notice", "third-party", "copyright", "readme-section",
]  # fmt: skip
"""What a license-bearing file is to its project; the table of roles says how each is recognized."""

Counted = Literal["whole", "restrictions", "grants", "choice", "apart", "neutral", "unread"]
"""How a file enters the conclusion.

``whole``: grants and restrictions; ``restrictions`` or ``grants``: these alone; ``choice``: an
alternative of an OR that was not needed; ``apart``: about a part of the project, judged on its own;
``neutral``: no terms in it; ``unread``: it could not be judged.
"""

ProjectKind = Literal["nested", "vendored", "distribution", "third-party"]

ConflictKind = Literal[
    "declared-differs", "declarations-differ", "declared-unknown", "header-differs", "narrowed",
    "policy-absent", "different-terms", "file-missing", "base-model", "gated",
]  # fmt: skip

SourceVerdict = Literal["present", "absent", "unclear"]


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file of the repository; lines count from 1 and are ``None`` for a file as a whole."""

    path: str
    line_start: int | None = None
    line_end: int | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """A finding of one file: the fields of :class:`~osdcheck.core.finding.Finding`, and the file.

    ``path`` is relative to the root, with ``/``; it is ``None`` for what no file says (a
    ``missing-grant``). ``accepted`` holds the reason with which configuration or baseline took it.
    """

    path: str | None
    id: str
    kind: str
    effect: Effect
    clauses: tuple[int, ...]
    quote: str | None
    start: int | None
    end: int | None
    line_start: int | None
    line_end: int | None
    details: Details
    accepted: str | None = None

    @staticmethod
    def of(finding: Finding, path: str | None, *, accepted: str | None = None) -> AuditFinding:
        """The finding, with the file it was found in."""
        return AuditFinding(
            path,
            finding.id,
            finding.kind,
            finding.effect,
            finding.clauses,
            finding.quote,
            finding.start,
            finding.end,
            finding.line_start,
            finding.line_end,
            finding.details,
            accepted,
        )

    def to_dict(self) -> dict[str, Any]:
        """The finding as JSON values; ``accepted`` only where it was."""
        result = {
            "path": self.path,
            "id": self.id,
            "kind": self.kind,
            "effect": self.effect,
            "clauses": list(self.clauses),
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "line_start": self.line_start,
            "line_end": self.line_end,
            "details": record_dict(self.details),
        }
        return result if self.accepted is None else {**result, "accepted": self.accepted}


@dataclass(frozen=True, slots=True)
class AuditClause:
    """Verdict on one clause (1 to 10) for the terms of a whole, with the findings that decide it."""

    number: int
    id: str
    title: str
    verdict: Verdict
    reason: str
    findings: tuple[AuditFinding, ...]


@dataclass(frozen=True, slots=True)
class AuditFile:
    """A license-bearing file.

    ``license``: what it is known as (an SPDX expression), ``None`` when unknown; ``overall``: the
    verdict on its text alone, ``None`` where it holds no terms or was not read; ``basis``: what
    ``overall`` rests on; ``project``: path of the part it belongs to (``""`` for the root);
    ``line_start`` and ``line_end``: the section of a README.
    """

    path: str
    role: FileRole
    license: str | None
    overall: Overall | None
    counted: Counted
    sha256: str
    project: str = ""
    basis: str | None = None
    line_start: int | None = None
    line_end: int | None = None

    @property
    def reference(self) -> str:
        """The name (``LicenseRef-...``) by which expressions call its text where no id stands for it."""
        return own_reference(self.path, self.sha256)


def own_reference(path: str, sha256: str) -> str:
    """The ``LicenseRef`` of a text: the name of its file where that is one, else by its hash.

    >>> own_reference("LICENSES/LicenseRef-Foo.txt", "0" * 64), own_reference("LICENSE", "0" * 64)
    ('LicenseRef-Foo', 'LicenseRef-0000000000000000')
    """
    named = _REFERENCE.fullmatch(path.rsplit("/", 1)[-1])
    return named[1] if named else f"LicenseRef-{sha256[:16]}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two things a repository says that do not go together, each with its place."""

    kind: ConflictKind
    message: str
    locations: tuple[Location, ...]


@dataclass(frozen=True, slots=True)
class SourceCode:
    """Whether source code is there (OSD 2), with the counts and names that tell."""

    verdict: SourceVerdict
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditError:
    """A file that could not be read or judged; the audit went on without it."""

    path: str
    type: str
    message: str


@dataclass(frozen=True, slots=True)
class Project:
    """A part with terms of its own: a nested project, vendored code, an installed distribution.

    ``clauses`` are those that do not pass; ``expression``: what it declares, else what its texts
    are known as.
    """

    path: str
    kind: ProjectKind
    overall: Overall
    expression: str | None
    review_reasons: tuple[str, ...]
    clauses: tuple[AuditClause, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The audit of a repository: verdicts on the terms of its root, and everything found around them.

    ``overall`` and ``clauses`` are about the root project; parts with terms of their own are in
    ``projects``. ``basis`` says in one sentence each what the conclusion rests on.
    ``findings`` are all findings of the files that count, grants and duties among them.
    """

    root: str
    overall: Overall
    review_reasons: tuple[str, ...]
    basis: tuple[str, ...]
    clauses: tuple[AuditClause, ...]
    findings: tuple[AuditFinding, ...]
    files: tuple[AuditFile, ...]
    declared: tuple[Declared, ...]
    conflicts: tuple[Conflict, ...]
    claims: tuple[Claim, ...]
    source_code: SourceCode
    projects: tuple[Project, ...]
    errors: tuple[AuditError, ...]
    tool: Tool
    expression: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The audit as JSON values, in the published shape ``osdcheck-audit/1``."""
        return {
            "schema": AUDIT_SCHEMA,
            "tool": record_dict(self.tool),
            "root": self.root,
            "overall": self.overall,
            "expression": self.expression,
            "review_reasons": list(self.review_reasons),
            "basis": list(self.basis),
            "clauses": [_clause_dict(clause) for clause in self.clauses],
            "findings": [finding.to_dict() for finding in self.findings],
            "files": [_fields(file) for file in self.files],
            "declared": [_fields(declared) for declared in self.declared],
            "conflicts": [
                {
                    "kind": conflict.kind,
                    "message": conflict.message,
                    "locations": [_fields(location) for location in conflict.locations],
                }
                for conflict in self.conflicts
            ],
            "claims": [_fields(claim) for claim in self.claims],
            "source_code": record_dict(self.source_code),
            "projects": [_project_dict(project) for project in self.projects],
            "errors": [record_dict(error) for error in self.errors],
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """:meth:`to_dict` as JSON text; ``indent`` as for :func:`json.dumps`."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


def _fields(record: Any) -> dict[str, Any]:
    """All fields of a flat record, ``None`` included: readers of a list want the same keys in each row."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _clause_dict(clause: AuditClause) -> dict[str, Any]:
    return {**_fields(clause), "findings": [finding.to_dict() for finding in clause.findings]}


def _project_dict(project: Project) -> dict[str, Any]:
    return {
        **_fields(project),
        "review_reasons": list(project.review_reasons),
        "clauses": [_clause_dict(clause) for clause in project.clauses],
        "files": list(project.files),
    }
