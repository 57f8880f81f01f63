"""ScanCode's license detection for what the fast identification does not know: notices and fragments.

The only importer of ``licensedcode``. Its index is loaded once per process.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec
from typing import Any

from osdcheck.core.identity import Identity, LicenseMatch
from osdcheck.document import line_of
from osdcheck.errors import MissingExtra

COMMAND = 'pip install "osdcheck[scancode]"'
NOTICE = "osdcheck: loading ScanCode's license index (about 1.4 GB of memory, 5 to 20 seconds) ..."


def detect(text: str) -> Identity:
    """What ScanCode finds in a text, in the order of the text.

    Spans are whole lines: ScanCode knows no characters. ``exact`` is never claimed: ScanCode's score is
    100 also beside words it does not look at. Raises :class:`~osdcheck.errors.MissingExtra` when
    scancode-toolkit is not installed.
    """
    starts = (*line_of(text).starts, len(text))
    matches = []
    for found in _index().match(query_string=text):
        start, end = starts[found.start_line - 1], starts[min(found.end_line, len(starts) - 1)]
        end = start + len(text[start:end].rstrip())
        score, coverage = float(found.score()), float(found.coverage())
        matches.append(LicenseMatch(found.rule.spdx_license_expression(), score, coverage, False, start, end))
    matches.sort(key=lambda match: (match.start, match.end))
    return Identity(joined([match.id for match in matches]), tuple(matches))


def joined(expressions: list[str]) -> str | None:
    """Expressions that hold together as one; ``None`` for none."""
    distinct = list(dict.fromkeys(expressions))
    if len(distinct) < 2:
        return distinct[0] if distinct else None
    return " AND ".join(f"({one})" if " OR " in one else one for one in distinct)


@cache
def _index() -> Any:
    if find_spec("licensedcode") is None:
        raise MissingExtra("scancode", COMMAND)
    print(NOTICE, file=sys.stderr, flush=True)
    from licensedcode.cache import get_index

    return get_index()
