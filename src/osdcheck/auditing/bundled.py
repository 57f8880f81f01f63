"""License files that hold more than one license: with an appendix, or with terms of some folders."""

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


@lru_cache(maxsize=256)
def bundled_from(text: str) -> int | None:
    """Offset at which the licenses of bundled work begin; ``None`` without such a part.

    >>> bundled_from("MIT License") is None
    True
    """
    offset = 0
    for line in text.splitlines(keepends=True):
        words = " ".join(line.strip(_DRAWN + "\r\n").split()).lower()
        if offset >= _LEAST and 12 <= len(words) <= 160 and _line().fullmatch(words.rstrip(".:")):
            return offset
        offset += len(line)
    return None


@cache
def _portion() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load_audit()["portion"]
    return re.compile(table["apart"]), re.compile(table["rest"])


@lru_cache(maxsize=256)
def portion_of(text: str) -> tuple[int, int, int] | None:
    """Where a license file speaks of some folders, and where of the rest: there a sentence names its license.

    The offsets of the first, of that sentence, and of its end.

    >>> portion_of("MIT License") is None
    True
    """
    apart, rest = _portion()
    begin = apart.search(text)
    sentence = rest.search(text, begin.end()) if begin else None
    return (begin.start(), sentence.start(), sentence.end()) if begin and sentence else None
