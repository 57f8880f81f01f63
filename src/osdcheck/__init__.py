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
    from osdcheck.check import check_license
    from osdcheck.core.finding import Details, Finding, Threshold
    from osdcheck.core.identity import AuthorityDecision, Change, Identity, LicenseMatch
    from osdcheck.core.release import ModelReport
    from osdcheck.core.report import ClauseVerdict, ExpressionNode, Report
    from osdcheck.errors import (
        BinaryInput,
        DataError,
        EmptyInput,
        ExpressionError,
        InputError,
        InputTooLarge,
        MalformedRelease,
        MetadataError,
        MissingExtra,
        OsdcheckError,
        PathLikeText,
        UnreadableInput,
    )
    from osdcheck.expressions import check_expression
    from osdcheck.identity.lookup import identify_license
    from osdcheck.releases.conclude import check_model

    __version__: str

__all__ = [
    "AuthorityDecision",
    "BinaryInput",
    "Change",
    "ClauseVerdict",
    "DataError",
    "Details",
    "EmptyInput",
    "ExpressionError",
    "ExpressionNode",
    "Finding",
    "Identity",
    "InputError",
    "InputTooLarge",
    "LicenseMatch",
    "MalformedRelease",
    "MetadataError",
    "MissingExtra",
    "ModelReport",
    "OsdcheckError",
    "PathLikeText",
    "Report",
    "Threshold",
    "UnreadableInput",
    "__version__",
    "check_expression",
    "check_license",
    "check_model",
    "identify_license",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "__version__":
        return import_module("importlib.metadata").version("osdcheck")
    return getattr(import_module(_home(name)), name)


def _home(name: str) -> str:
    match name:
        case "check_license":
            return "osdcheck.check"
        case "check_expression":
            return "osdcheck.expressions"
        case "check_model":
            return "osdcheck.releases.conclude"
        case "ModelReport":
            return "osdcheck.core.release"
        case "ClauseVerdict" | "ExpressionNode" | "Report":
            return "osdcheck.core.report"
        case "identify_license":
            return "osdcheck.identity.lookup"
        case "AuthorityDecision" | "Change" | "Identity" | "LicenseMatch":
            return "osdcheck.core.identity"
        case "Details" | "Finding" | "Threshold":
            return "osdcheck.core.finding"
        case _:
            return "osdcheck.errors"


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
