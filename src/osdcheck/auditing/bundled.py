"""License files with an appendix: where the licenses of bundled work begin."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from osdcheck.tables import load_audit

_DRAWN = " \t=-*#_~"
_LEAST = 400
"""Characters of terms that must stand before the line; a file that begins with it is all appendix."""


@cache
def _line() -> re.Pattern[str]:
    return re.compile(load_audit()["bundled"]["line"])


@lru_cache(maxsize=32)
def bundled_from(text: str) -> tuple[int, int] | None:
    """Offset and line (from 1) at which the licenses of bundled work begin; ``None`` without such a part.

    >>> bundled_from("MIT License") is None
    True
    """
    offset = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        words = " ".join(line.strip(_DRAWN + "\r\n").split()).lower()
        if offset >= _LEAST and 12 <= len(words) <= 160 and _line().fullmatch(words.rstrip(".:")):
            return offset, number
        offset += len(line)
    return None
