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
        MetadataError,
        MissingExtra,
        OsdcheckError,
        PathLikeText,
        UnreadableInput,
        UnsupportedSbom,
    )
    from osdcheck.expressions import check_expression
    from osdcheck.sboms.check import annotate_sbom, check_sbom

    __version__: str

__all__ = [
    "ArchiveError",
    "AuditReport",
    "BinaryInput",
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
    "InputError",
    "InputTooLarge",
    "InvalidSbom",
    "MetadataError",
    "MissingExtra",
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
    "check_sbom",
    "compare_licenses",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "__version__":
        return import_module("importlib.metadata").version("osdcheck")
    return getattr(import_module(_home(name)), name)


def _home(name: str) -> str:
    match name:
        case "audit":
            return "osdcheck.auditing.run"
        case "audit_environment":
            return "osdcheck.auditing.environment"
        case "AuditReport":
            return "osdcheck.core.audit"
        case "check_license":
            return "osdcheck.check"
        case "check_sbom" | "annotate_sbom":
            return "osdcheck.sboms.check"
        case "SbomClause" | "SbomError" | "SbomLicense" | "SbomPackage" | "SbomReport" | "SbomSource":
            return "osdcheck.core.sbom"
        case "compare_licenses":
            return "osdcheck.compare"
        case "ChangeDetails" | "ClauseComparison" | "Comparison" | "Difference":
            return "osdcheck.core.comparison"
        case "check_expression":
            return "osdcheck.expressions"
        case "ClauseVerdict" | "ExpressionNode" | "Report":
            return "osdcheck.core.report"
        case "Details" | "Finding" | "Threshold":
            return "osdcheck.core.finding"
        case _:
            return "osdcheck.errors"


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
