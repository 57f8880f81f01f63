"""The main door: a license file in, a report out."""

from __future__ import annotations

import os

from osdcheck.analysis import analyze
from osdcheck.core.report import Report
from osdcheck.expressions import check_expression, is_expression
from osdcheck.recognition import recognize


def check_license(source: str | bytes | os.PathLike[str], *, identify: bool = True) -> Report:
    """Verdicts on the ten clauses of the Open Source Definition for one license.

    ``source``: the text (``str``), a file's bytes, or the path of a file (``os.PathLike``; a
    ``str`` is never opened). A ``str`` of one line that is an SPDX expression (one word, words
    joined by AND, OR, WITH, or the name of a license) is judged by
    :func:`~osdcheck.expressions.check_expression`. ``identify=False`` judges the text alone; what
    the text is known as never decides a clause in either case. Offsets in the report count
    characters of the decoded file.

    Raises :class:`~osdcheck.errors.InputError` (one of its subclasses) for a source that holds no
    readable text, and :class:`~osdcheck.errors.ExpressionError` for an expression that is broken
    or names a license nobody knows.
    """
    if isinstance(source, str) and is_expression(source):
        return check_expression(source, identify=identify)
    analysis = analyze(source)
    return recognize(analysis) if identify else analysis.report
