"""Puts a sentence into an open license, as a paragraph of its own."""

from __future__ import annotations

import re
from typing import Literal

from license_data import license_text

Position = Literal["after-grant", "end", "before-disclaimer"]

POSITIONS: tuple[Position, ...] = ("after-grant", "end", "before-disclaimer")
BASES = ("mit", "bsd-new", "apache-2.0", "isc", "mpl-2.0", "zlib", "boost-1.0", "upl-1.0")

_GRANT = re.compile(
    r"permission\s+(?:is\s+hereby\s+granted|is\s+granted|to\s+use)|hereby\s+grant|are\s+permitted\s+provided",
    re.I,
)
_DISCLAIMER = re.compile(r"\bas[\s-]is\b|without\s+warranty\s+of\s+any\s+kind", re.I)
_LIST_ITEM = re.compile(r"\s*(?:[-*•]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_AFTER_THE_TERMS = re.compile(r"\s*(?:END OF TERMS|APPENDIX|EXHIBIT)\b", re.I)


def slip(base: str, sentence: str, position: Position) -> str:
    """Text of the license ``base`` with ``sentence`` at ``position``."""
    paragraphs = re.split(r"\n[ \t]*\n+", license_text(base).strip("\n"))
    at = _place(paragraphs, position)
    return "\n\n".join([*paragraphs[:at], sentence, *paragraphs[at:]]) + "\n"


def _place(paragraphs: list[str], position: Position) -> int:
    disclaimer = _first(paragraphs, _DISCLAIMER, default=len(paragraphs))
    if position == "after-grant":
        return _behind_grant(paragraphs, disclaimer)
    if position == "before-disclaimer":
        return disclaimer
    for at, paragraph in enumerate(paragraphs):
        if _AFTER_THE_TERMS.match(paragraph):
            return at
    return len(paragraphs)


def _behind_grant(paragraphs: list[str], disclaimer: int) -> int:
    """Place behind the grant and the list that completes it, so that no sentence is cut in two."""
    grant = _first(paragraphs, _GRANT, default=0)
    at = grant + 1
    if paragraphs[grant].rstrip().endswith("."):
        return at
    while at < len(paragraphs) and _LIST_ITEM.match(paragraphs[at]):
        at += 1
    if at == grant + 1:
        return max(at, disclaimer)
    while at < len(paragraphs) and not paragraphs[at - 1].rstrip().endswith("."):
        at += 1
    return at


def _first(paragraphs: list[str], pattern: re.Pattern[str], *, default: int) -> int:
    return next((at for at, paragraph in enumerate(paragraphs) if pattern.search(paragraph)), default)
