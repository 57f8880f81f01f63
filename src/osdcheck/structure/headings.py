"""Headings: on a line of their own, or run in at the start of a paragraph."""

from __future__ import annotations

import re

from osdcheck.core.rows import CELLS
from osdcheck.core.ticks import TICKS
from osdcheck.patterns import lazily
from osdcheck.structure.stems import is_listing_heading

MOST_WORDS = 12
MOST_RUN_IN_WORDS = 9
_MOST_IN_CAPITALS = 6
"""Words that a title in capitals has if it ends with a stop."""
_LONGEST = 300
"""Characters; no title is longer, and a pattern need not look at a whole paragraph."""

_SMALL = frozenset(
    {
        "a",
        "an",
        "and",
        "any",
        "as",
        "at",
        "by",
        "but",
        "for",
        "from",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "no",
    }
    | {
        "not",
        "of",
        "on",
        "or",
        "our",
        "other",
        "per",
        "than",
        "that",
        "the",
        "this",
        "to",
        "under",
        "upon",
        "via",
    }
    | {"vs", "with", "within", "without", "your"}
)
_WORD = lazily(r"[^\W_][\w'’&/.-]*")
_SENTENCE_WORDS = lazily(
    r"\b(?:may|must|shall|should|will|can|cannot|is|are|was|were|be|been|has|have|do|does|don't|agrees?|means?|"
    r"grants|granted|permitted|prohibited|forbidden|allowed|licensed|released|only|solely|reserved|"
    r"provided|because|not\s+for|free\s+for|refers)\b",
    re.IGNORECASE,
)
_VERBS = lazily(
    r"\b(?:claims|retains|owns|reserves|acknowledges?|represents?|remains?|makes?|gives?|applies|requires|includes?)\b",
    re.IGNORECASE,
)
_TITLE_ADJECTIVE = lazily(
    r"\b(?:prohibited|permitted|forbidden|restricted|disallowed|allowed|licensed|granted)\s+(?=us(?:e|es|ages?)\b|"
    r"purposes?\b|activit|conduct|applications?\b|behaviou?r|acts?\b|rights?\b|content|materials?\b|software\b|works?\b)",
    re.IGNORECASE,
)
_BAN_IN_SHORT = lazily(
    r"\bno(?:t|n)?\b.*\b(?:us(?:e|es|age)|cop(?:y|ies|ying)|distribut\w+|redistribut\w+|modif\w+|sale|sell\w*|"
    r"resale|derivatives?|commercial\w*|profit\w*|military)\b",
    re.IGNORECASE,
)
_NEVER = lazily(
    r"(?:copyright|\(c\)|©)\s*(?:\(c\)|©|\d{4}|<|\[|by\b|,)|(?:https?:|www\.)|.*@\w|version\s+[\d.]+|"
    r"(?:dated?|updated?|effective|last)\b|\d",
    re.IGNORECASE,
)
_TITLE_OF_LICENSE = lazily(
    r"(?:The|An?)\s+(?!.*\b(?:this|these|such|under)\b).*\b(?:licen[sc]e|agreement|copyright)\b(?:\s+\(?v?[\d.]+\)?)?",
    re.IGNORECASE,
)
_NAMED = lazily(
    r"(?:section|article|part|chapter|appendix|annex|attachment|exhibit|schedule|addendum|title)"
    r"\s+(?:[A-Z]|\d{1,2}|[IVX]{1,5})\b[\s.:–—-]*",
    re.IGNORECASE,
)
_HOW_TO = lazily(r"(?:how\s+to|about\s+th(?:is|e))\s+[\w\s]{3,50}$", re.IGNORECASE)
_RUN_IN = lazily(
    r"(?P<head>[^\n.:;!?]{2,90}?)(?P<stop>\.(?:[\"”])?(?=\s+[\"“'‘(\[A-Z])|:(?=\s+[\"“'‘(\[A-Z])|\s*[–—-]{1,2}(?=\s+[A-Z]))"
)
_DRAWN = "*=~#- "
"""What may be drawn around a line ("*** NO RESALE. ***")."""
_RULE = lazily(r"[\W_]*")


def is_rule(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` holds no letter and no digit (a line drawn with dashes)."""
    return _RULE.fullmatch(text, start, end) is not None


def is_heading(line: str, *, numbered: bool) -> bool:
    """Whether a whole line is a heading: few words, no verb, capitals where titles have them.

    A line that bans or permits in short (``For research use only``) is a sentence, no heading; nor is a row.
    """
    if CELLS in line:
        return False
    if line[:1] in _DRAWN:
        line = line.rstrip(_DRAWN)
    if len(line) > _LONGEST or (line[:1] in TICKS and not is_listing_heading(line)):
        return False
    words = _WORD.findall(line)
    most = 2 * MOST_WORDS if line.isupper() else MOST_WORDS
    if not words or len(words) > most or _NEVER.match(line) or line[-1] in ";,?!":
        return False
    if _TITLE_OF_LICENSE.fullmatch(line) and _titled(words):
        return True
    if _SENTENCE_WORDS.search(_TITLE_ADJECTIVE.sub("", line)) or (
        _BAN_IN_SHORT.search(line) and line[-1] == "."
    ):
        return False
    if _NAMED.match(line) or _HOW_TO.match(line):
        return True
    if line[-1] == "." and (len(words) > _MOST_IN_CAPITALS if line.isupper() else not numbered):
        return False
    return _titled(words) or (
        numbered and line[-1] != ":" and not _VERBS.search(line) and len(words) <= 8 and words[0][0].isupper()
    )


def run_in_heading(text: str, start: int, end: int, *, numbered: bool) -> tuple[int, int] | None:
    """Heading words at the start of a paragraph and where the paragraph goes on.

    Returns the ends of the heading (stop included) and of the blank behind it, as clean
    offsets, or ``None`` when the paragraph opens with its first sentence.
    """
    match = _RUN_IN.match(text, start, end)
    if match is None:
        return None
    head = match["head"].strip()
    words = _WORD.findall(head)
    if not words or len(words) > MOST_RUN_IN_WORDS or _NEVER.match(head) or _SENTENCE_WORDS.search(head):
        return None
    if (not numbered and _BAN_IN_SHORT.search(head)) or head.count("(") != head.count(")"):
        return None
    if not numbered and match["stop"][0] == ":" and len(words) > 5:
        return None
    if match["stop"].strip()[0] in "-–—" and len(words) > 6:
        return None
    if not _titled(words) and not (numbered and words[0][0].isupper() and not _VERBS.search(head)):
        return None
    stop = match.end()
    while stop < end and text[stop].isspace():
        stop += 1
    return match.end(), stop


def heading_text(text: str) -> str:
    """The words of a heading: one line, no underline, no stop at its end."""
    return " ".join(text.split()).strip("-–—=_*#:. ")


def _titled(words: list[str]) -> bool:
    telling = [word for word in words if word.lower() not in _SMALL]
    capital = sum(word[0].isupper() or word[0].isdigit() for word in telling)
    return bool(telling) and words[0][0].isupper() and capital * 5 >= len(telling) * 4
