"""The main door: a license file in, a report out."""

from __future__ import annotations

import os

from osdcheck.analysis import analyze
from osdcheck.core.report import Report


def check_license(source: str | bytes | os.PathLike[str], *, identify: bool = True) -> Report:
    """Verdicts on the ten clauses of the Open Source Definition for one license text.

    ``source``: the text (``str``), a file's bytes, or the path of a file (``os.PathLike``; a
    ``str`` is never opened). ``identify=False`` judges the text alone; what the text is known as
    never decides a clause in either case. Offsets in the report count characters of the decoded file.

    Raises :class:`~osdcheck.errors.InputError` (one of its subclasses) for a source that holds no
    readable text.
    """
    return analyze(source).report
