"""The main door: a license file in, a report out."""

from __future__ import annotations

import os
from typing import Literal

from osdcheck.analysis import analyze
from osdcheck.core.report import Report
from osdcheck.expressions import check_expression, is_expression
from osdcheck.recognition import recognize


def check_license(
    source: str | bytes | os.PathLike[str], *, identify: bool | Literal["deep"] = True
) -> Report:
    """Verdicts on the ten clauses of the Open Source Definition for one license.

    ``source``: the text (``str``), a file's bytes, or the path of a file (``os.PathLike``; a
    ``str`` is never opened). A ``str`` of one line that is an SPDX expression (one word, words
    joined by AND, OR, WITH, or the name of a license) is judged by
    :func:`~osdcheck.expressions.check_expression`. ``identify=False`` judges the text alone;
    ``"deep"`` also asks ScanCode which license it is (the extra ``scancode``, 1.4 GB of memory). What
    the text is known as never decides a clause: it adds who ruled on the license and what was changed,
    and ``overall_basis`` names where it adds to the overall verdict. Offsets in the report count
    characters of the decoded file.

    Raises :class:`~osdcheck.errors.InputError` (one of its subclasses) for a source that holds no
    readable text, and :class:`~osdcheck.errors.ExpressionError` for an expression that is broken
    or names a license nobody knows, :class:`~osdcheck.errors.MissingExtra` for ``"deep"`` without ScanCode.
    """
    if isinstance(source, str) and is_expression(source):
        return check_expression(source, identify=bool(identify))
    analysis = analyze(source)
    return recognize(analysis, deep=identify == "deep") if identify else analysis.report
