"""Whether a text is in English, the only language that this program reads."""

from __future__ import annotations

import re

from osdcheck.tables import load_audit

_WORD = re.compile(r"[^\W\d_]+")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def is_foreign(text: str) -> bool:
    """Whether no paragraph of a text of some length holds the little words of which English is full.

    >>> is_foreign("The author permits anyone to use this work, to copy it and to change it as they wish.")
    False
    """
    long = [one for one in _PARAGRAPH.split(text) if _is_long(one)]
    return not any(map(_is_english, long)) if long else _is_long(text) and not _is_english(text)


def _is_long(text: str) -> bool:
    fewest: int = load_audit()["english"]["fewest"]
    return len(_WORD.findall(text)) >= fewest


def _is_english(text: str) -> bool:
    table = load_audit()["english"]
    words = _WORD.findall(text.lower())
    least: float = table["least"]
    common = frozenset(table["common"])
    return sum(word in common for word in words) >= least * len(words)
