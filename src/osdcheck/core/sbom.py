"""What a software bill of materials says of each package's license, and the verdicts on it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from osdcheck.core.finding import record_dict
from osdcheck.core.report import Overall, Tool, Verdict

SBOM_SCHEMA = "osdcheck-sbom/1"

SbomFormat = Literal[
    "spdx-tag-value", "spdx-json", "spdx-yaml", "spdx-xml", "spdx-rdf", "spdx3-json-ld",
    "cyclonedx-json", "cyclonedx-xml",
]  # fmt: skip

PackageKind = Literal["package", "file", "component", "service"]

SbomBasis = Literal["concluded", "declared", "none"]
"""Which of the two statements a verdict rests on; ``none`` where neither names a license."""

SbomReason = Literal[
    "judged", "no-statement", "no-license", "contradiction", "unknown-expression", "unreadable",
]  # fmt: skip
"""Why a package has its verdict.

``judged``: its license was; ``no-statement``: NOASSERTION or nothing said, a person has to look;
``no-license``: NONE, so nobody but the owner has any right; ``contradiction``: concluded is NONE, yet
a license is declared; ``unknown-expression``: what is named cannot be read as a license;
``unreadable``: the entry itself is broken.
"""


@dataclass(frozen=True, slots=True)
class SbomPackage:
    """One package of a document, with the verdict on its license.

    ``id``: SPDX id or ``bom-ref``, else a place such as ``components[3]``; ``concluded`` and
    ``declared``: the statements as written, ``None`` where absent; ``license``: the key of the judged
    license in :attr:`SbomReport.licenses`; ``clauses``: the OSD clauses that fail; ``note``: what a
    reader has to know, in one sentence, or ``""``.
    """

    id: str
    name: str
    version: str | None
    purl: str | None
    kind: PackageKind
    concluded: str | None
    declared: str | None
    basis: SbomBasis
    license: str | None
    overall: Overall
    reason: SbomReason
    clauses: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SbomClause:
    """A clause (1 to 10) that does not pass, and why."""

    number: int
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class SbomLicense:
    """One distinct license of a document, judged once.

    ``expression``: what packages call it; ``text``: whether a text in the document was judged;
    ``clauses``: those that do not pass; ``packages``: how many packages have it; ``problem``: why it
    could not be judged (``None`` when it was), with the ``nearest`` known ids.
    """

    expression: str
    overall: Overall
    text: bool
    review_reasons: tuple[str, ...]
    clauses: tuple[SbomClause, ...]
    packages: int
    problem: str | None = None
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SbomError:
    """An entry the format's library does not accept; it was judged as far as it could be read."""

    package: str
    type: str
    message: str


@dataclass(frozen=True, slots=True)
class SbomSource:
    """What was read: ``name`` as given, SHA-256 and number of the bytes."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class SbomReport:
    """Verdicts on the packages of one document, and on the whole.

    ``overall`` is the worst of ``packages`` (``"not-open"``, then ``"review"``, then ``"open"``) and
    ``"review"`` when there is none. ``format`` and ``version`` name the format (``"spdx-json"``,
    ``"2.3"``), ``document`` is the document's own name.
    """

    source: SbomSource
    tool: Tool
    format: SbomFormat
    version: str
    document: str | None
    overall: Overall
    packages: tuple[SbomPackage, ...]
    licenses: tuple[SbomLicense, ...]
    errors: tuple[SbomError, ...]

    @property
    def unknown(self) -> tuple[SbomLicense, ...]:
        """Licenses that could not be judged, since nobody knows what they stand for."""
        return tuple(one for one in self.licenses if one.problem is not None)

    def count(self, overall: Overall) -> int:
        """How many packages have that verdict."""
        return sum(1 for package in self.packages if package.overall == overall)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON values, in the published shape ``osdcheck-sbom/1``."""
        return {
            "schema": SBOM_SCHEMA,
            "tool": record_dict(self.tool),
            "source": record_dict(self.source),
            "document": {"format": self.format, "version": self.version, "name": self.document},
            "overall": self.overall,
            "counts": {
                "packages": len(self.packages),
                "open": self.count("open"),
                "not_open": self.count("not-open"),
                "review": self.count("review"),
            },
            "packages": [_fields(package) for package in self.packages],
            "licenses": [_license_dict(one) for one in self.licenses],
            "unknown": [
                {
                    "expression": one.expression,
                    "problem": one.problem,
                    "nearest": list(one.nearest),
                    "packages": one.packages,
                }
                for one in self.unknown
            ],
            "errors": [_fields(error) for error in self.errors],
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """:meth:`to_dict` as JSON text; ``indent`` as for :func:`json.dumps`."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


def _fields(record: Any) -> dict[str, Any]:
    """All fields, ``None`` included: readers of a list want the same keys in each row."""
    values = {name: getattr(record, name) for name in record.__dataclass_fields__}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _license_dict(one: SbomLicense) -> dict[str, Any]:
    return {
        "expression": one.expression,
        "overall": one.overall,
        "text": one.text,
        "review_reasons": list(one.review_reasons),
        "clauses": [_fields(clause) for clause in one.clauses],
        "packages": one.packages,
    }
