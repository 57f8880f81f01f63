"""Reads a license text, known or not, and judges the ten clauses of the Open Source Definition.

:func:`check_license` gives a :class:`Report`; everything osdcheck raises is an
:class:`OsdcheckError`. Names load on first use, so that ``import osdcheck`` costs next to nothing.

>>> import osdcheck
>>> osdcheck.check_license("All rights reserved.").overall
'not-open'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from osdcheck.auditing.environment import audit_environment
    from osdcheck.auditing.run import audit
    from osdcheck.check import check_license
    from osdcheck.compare import compare_licenses
    from osdcheck.core.audit import AuditReport
    from osdcheck.core.comparison import ChangeDetails, ClauseComparison, Comparison, Difference
    from osdcheck.core.finding import Details, Finding, Threshold
    from osdcheck.core.identity import AuthorityDecision, Change, Identity, LicenseMatch
    from osdcheck.core.release import ModelReport
    from osdcheck.core.report import ClauseVerdict, ExpressionNode, Report
    from osdcheck.core.sbom import SbomClause, SbomError, SbomLicense, SbomPackage, SbomReport, SbomSource
    from osdcheck.errors import (
        ArchiveError,
        BinaryInput,
        ConfigError,
        DataError,
        EmptyInput,
        ExpressionError,
        InputError,
        InputTooLarge,
        InvalidSbom,
        MalformedRelease,
        MetadataError,
        MissingExtra,
        OsdcheckError,
        PathLikeText,
        UnreadableInput,
        UnsupportedSbom,
    )
    from osdcheck.expressions import check_expression
    from osdcheck.identity.lookup import identify_license
    from osdcheck.releases.conclude import check_model
    from osdcheck.sboms.check import annotate_sbom, check_sbom
    from osdcheck.version import __version__

__all__ = [
    "ArchiveError",
    "AuditReport",
    "AuthorityDecision",
    "BinaryInput",
    "Change",
    "ChangeDetails",
    "ClauseComparison",
    "ClauseVerdict",
    "Comparison",
    "ConfigError",
    "DataError",
    "Details",
    "Difference",
    "EmptyInput",
    "ExpressionError",
    "ExpressionNode",
    "Finding",
    "Identity",
    "InputError",
    "InputTooLarge",
    "InvalidSbom",
    "LicenseMatch",
    "MalformedRelease",
    "MetadataError",
    "MissingExtra",
    "ModelReport",
    "OsdcheckError",
    "PathLikeText",
    "Report",
    "SbomClause",
    "SbomError",
    "SbomLicense",
    "SbomPackage",
    "SbomReport",
    "SbomSource",
    "Threshold",
    "UnreadableInput",
    "UnsupportedSbom",
    "__version__",
    "annotate_sbom",
    "audit",
    "audit_environment",
    "check_expression",
    "check_license",
    "check_model",
    "check_sbom",
    "compare_licenses",
    "identify_license",
]


_HOMES: dict[str, tuple[str, ...]] = {
    "osdcheck.auditing.environment": ("audit_environment",),
    "osdcheck.auditing.run": ("audit",),
    "osdcheck.check": ("check_license",),
    "osdcheck.compare": ("compare_licenses",),
    "osdcheck.core.audit": ("AuditReport",),
    "osdcheck.core.comparison": ("ChangeDetails", "ClauseComparison", "Comparison", "Difference"),
    "osdcheck.core.finding": ("Details", "Finding", "Threshold"),
    "osdcheck.core.identity": ("AuthorityDecision", "Change", "Identity", "LicenseMatch"),
    "osdcheck.core.release": ("ModelReport",),
    "osdcheck.core.report": ("ClauseVerdict", "ExpressionNode", "Report"),
    "osdcheck.core.sbom": (
        "SbomClause", "SbomError", "SbomLicense", "SbomPackage", "SbomReport", "SbomSource",
    ),
    "osdcheck.expressions": ("check_expression",),
    "osdcheck.identity.lookup": ("identify_license",),
    "osdcheck.releases.conclude": ("check_model",),
    "osdcheck.sboms.check": ("annotate_sbom", "check_sbom"),
    "osdcheck.version": ("__version__",),
}  # fmt: skip
"""Modules by the public names they hold; every other name is an error class."""


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = next((module for module, names in _HOMES.items() if name in names), "osdcheck.errors")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
