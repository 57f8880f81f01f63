"""Lists without enumerators: paragraphs that only their place or their shape makes entries."""

from __future__ import annotations

import re
from typing import Literal

from osdcheck.patterns import lazily
from osdcheck.structure.sentences import Range
from osdcheck.structure.stems import is_complete, is_telling, wants_verb

ANYWHERE = 1 << 30
"""Indent of a stem under which no indent counts (a heading may be centered)."""

_ENTRY_END = lazily(r"(?:[;,]|[;,]\s*(?:and|or|and/or))$")
_TAIL = 40
_MOST_WORDS = 80
_MOST_LEVELS = 6
_GERUND = lazily(
    r"(?!(?:during|nothing|anything|everything|including|notwithstanding|regarding)\b)[a-z]{2,}ing\b",
    re.IGNORECASE,
)
_VERB = lazily(
    r"(?:(?:not|knowingly|intentionally|\w+ly(?:\s+or\s+\w+ly)?)\s+)?"
    r"(?:abuse|access|act|alter|assist|attempt|avoid|benchmark|bypass|cause|circumvent|collect|combine|commit|compile|"
    r"conceal|conduct|copy|create|decompile|decrypt|defame|delete|deploy|derive|develop|disable|disassemble|"
    r"disclose|discriminate|display|disrupt|distribute|embed|encourage|engage|exceed|exercise|exploit|export|extract|fail|"
    r"facilitate|fine-tune|generate|give|grant|harass|harm|harvest|help|hide|host|impersonate|import|incite|include|"
    r"incorporate|induce|infringe|install|interfere|introduce|lease|lend|license|link|loan|make|manipulate|"
    r"market|merge|mislead|misrepresent|modify|obscure|obtain|offer|override|perform|permit|pledge|plan|"
    r"post|prepare|present|process|produce|promote|provide|publish|reconstruct|redistribute|remove|"
    r"rent|replicate|represent|reproduce|resell|reverse|scrape|sell|send|share|solicit|store|"
    r"sublicense|submit|support|tamper|threaten|timeshare|train|transfer|translate|transmit|"
    r"upload|use|utilize|violate|work)\b(?!\s+of\b)",
    re.IGNORECASE,
)
_VERB_BY_OBJECT = lazily(
    r"[A-Z][a-z]+\s+(?:(?:or|and)\s+[a-z]+\s+)?(?:the|any|an?|our|your|another|others?|such)\b"
)
_NO_ENTRY = lazily(
    r"(?:copyright|\(c\)|©|note\b|notes\b|last\b|version\b|date|https?:|www\.|see\b|contact|please|thank|if\b|for\b|"
    r"[\w ]{2,40}:\s|in\b|by\b|this\b|these\b|unless\b|section\b|article\b|exhibit\b|appendix\b|\W|\d|\S+@)",
    re.IGNORECASE,
)
_NOTICE = lazily(r"(?:copyright|\(c\)|©|https?:|www\.)", re.IGNORECASE)
_VERBS_AS_SUBJECT = lazily(
    r"\w+(?:,\s+\w+)*,?\s+(?:and|or)\s+\w+\b[^;.]{0,80}?\s(?:is|are|shall|must)\b", re.IGNORECASE
)
_NEXT_SENTENCE = lazily(r"[a-z]{3}[.!?]\s+[A-Z]")

Shape = Literal["", "lower", "verb", "noun"]


class Bare:
    """An open list without enumerators: its stem, where that stands, and its entries so far."""

    def __init__(self, stem: tuple[Range, ...], words: str, indent: int) -> None:
        self.stem = stem
        self.words = words
        self.indent = indent
        self.entries: int | None = None
        self.shape: Shape = ""
        self.running = False
        self.ended = False

    def takes(self, entry: str, indent: int) -> bool:
        """Whether the next paragraph is an entry of this list; remembers it if so.

        Indented entries last until the indent is left. Others must look like the ones before:
        begun in lower case, ended by a semicolon, or opened by a verb under a stem that bans or
        permits; the entry that ends a row of semicolons with a full stop is the last one.
        """
        if self.ended or not self._belongs(entry, indent):
            return False
        closes = self.running and entry.endswith(".")
        self.running = _ENTRY_END.search(entry[-_TAIL:]) is not None
        self.ended = closes and not self._indented(indent)
        if self.entries is None:
            self.entries = indent
        if not self.shape:
            self.shape = self._shape(entry)
        return True

    def _indented(self, indent: int) -> bool:
        return indent > self.indent + 1

    def _belongs(self, entry: str, indent: int) -> bool:
        first = self.entries is None
        telling = is_telling(self.words)
        if telling and self._indented(indent) and not _NOTICE.match(entry):
            return self.entries is None or indent >= self.entries - 1
        if not first and self.entries is not None and self._indented(self.entries) and telling:
            return False
        open_end = _ENTRY_END.search(entry[-_TAIL:]) is not None
        if entry[:1].islower() or self.running or (first and open_end):
            return True
        return telling and self._looks_alike(entry, first=first)

    def _looks_alike(self, entry: str, *, first: bool) -> bool:
        if (
            _NO_ENTRY.match(entry)
            or _VERBS_AS_SUBJECT.match(entry)
            or entry.count(" ") > _MOST_WORDS
            or is_complete(entry, self.words)
        ):
            return False
        shape = self._shape(entry)
        if shape != "noun":
            return True
        if _NEXT_SENTENCE.search(entry) or self.indent == ANYWHERE:
            return False
        return first or (self.shape == "noun" and not wants_verb(self.words))

    def _shape(self, entry: str) -> Shape:
        if entry[:1].islower():
            return "lower"
        if _VERB.match(entry) or _GERUND.match(entry):
            return "verb"
        return "verb" if wants_verb(self.words) and _VERB_BY_OBJECT.match(entry) else "noun"


def governing(levels: list[Bare], entry: str, indent: int) -> tuple[Range, ...]:
    """Stem of the innermost list that takes the entry; the lists it leaves are closed."""
    del levels[:-_MOST_LEVELS]
    while levels:
        if levels[-1].takes(entry, indent):
            return levels[-1].stem
        levels.pop()
    return ()
