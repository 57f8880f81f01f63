"""The role of a passage: decided by its own words, with the headings above it as a hint.

A sentence that grants, bans or conditions what the licensee does is operative wherever it
stands; only a definition stays one (policy: a zone covers only sentences of its own sort).
"""

from __future__ import annotations

import re

from osdcheck.core.unit import Zone
from osdcheck.patterns import lazily
from osdcheck.structure.cues import (
    BINDS,
    DISCLAIMS,
    END_OF_TERMS,
    FIELD_TO_FILL,
    NORM,
    NOT_A_NORM,
    OTHER_LICENSE,
    RECITAL,
)

# Every part that repeats can be read in one way only: quotes in rows must not be tried in all groupings.
_TERM = r"(?:[\"“«][^\"”»]{1,80}+[\"”»]|[‘'](?:[^’'\"]|['’](?=\w)){1,80}+['’](?!\w))"
_TERMS = (
    rf"{_TERM}(?>\s*(?:[,./]|and/or\b|and\b|or\b|\([^)]{{0,120}}\)|{_TERM}|"
    rf"the\s+(?:terms?\s+)?(?=[\"“‘'«]))){{0,30}}\s*"
)
_MEANS = (
    r"(?:(?:shall|will|is|are)\s+)?(?:also\s+|only\s+)?(?:collectively\s+|each\s+)?"
    r"(?:means?\b|meant\b|mean\s+|refers?\s+to|defined\s+(?:as|in|to)|be\s+defined|deemed\s+to\s+mean|"
    r"denotes?\b|"
    r"stands?\s+for|(?:has|have)\s+the\s+(?:same\s+)?meanings?|be\s+understood\s+(?:as|to)|signif(?:y|"
    r"ies))"
)
_DEFINITION = lazily(
    r"(?:(?:as\s+used|for\s+(?:the\s+)?purposes?|in\s+this|under\s+this|throughout|when\s+used|unless|"
    r"where\s+used)"
    r"\b[^,;]{0,80}[,:]\s*)?"
    rf"(?:(?:the|a|an|any|to)\s+)?(?:(?:terms?|words?|expressions?|"
    rf"phrases?)\s+)?{_TERMS}"
    rf"(?:[,(][^,)]{{0,120}}[,)]\s*)?(?:(?:for|of|in|under)\s+(?:\w+\s+){{1,6}}?(?=means|includes?\b|"
    rf"is\b|shall\s+mean))?(?:(?:{_MEANS})|(?:is|are)(?!\s+(?:hereby\s+)?(?:free|permitted|allowed|"
    rf"entitled|authori[sz]ed|granted|licensed|prohibited|forbidden|required|obliged)\b)\b|"
    rf"(?:includes?|shall\s+(?:be|include)|will\s+be)\b|"
    rf"[:–—-])",
    re.IGNORECASE,
)
_BARE_DEFINITION = lazily(
    r"(?:(?:[Tt]he|[Aa]n?)\s+)?(?:(?:terms?|words?)\s+)?"
    r"(?!(?i:this|that|these|those|it|which|what|there|by|all|any|no)\s)"
    rf"[A-Z][\w'’/-]*(?:\s+(?!(?:{_MEANS})|(?:may|must|shall|will|is|are|by|that|which|you|"
    rf"not)\b)[\w'’/()-]+){{0,6}}\s+{_MEANS}"
    r"(?!\s+of\s+(?:a|an|any|the)\b)"
)
_GOES_ON = lazily(
    r"(?:it|they|this|these|the\s+term|such\s+terms?)\s+(?:also\s+|further\s+|does\s+not\s+|do\s+not\s+|"
    r"shall\s+not\s+)?"
    r"(?:means?|includes?|refers?|excludes?|extends?)\b",
    re.IGNORECASE,
)
_GLOSSARY_ENTRY = lazily(
    rf"(?:the\s+)?(?:term\s+)?(?:{_TERM}|[A-Z][\w-]*(?:\s+[A-Z][\w-]*){{0,4}}\s*(?:[:–—-]|is\b|are\b|"
    rf"includes?\b))"
)
_TERM_ALONE = lazily(r"\s[-–—]\W*$")

_SECTIONS: tuple[tuple[Zone, re.Pattern[str]], ...] = (
    (
        "definition",
        lazily(r"\bdefinitions?\b|\bdefined\s+terms\b|\bglossary\b", re.IGNORECASE),
    ),
    (
        "how-to-apply",
        lazily(
            r"how\s+to\s+(?:apply|use)|\bappl(?:y|ying)\s+(?:the|these|this)\b|\bboilerplate\b|"
            r"\bsample\b|\btemplate\b|notice\s+file|"
            r"source\s+code\s+form\s+license\s+notice|\bappendix\b|\bexhibit\b|license\s+notice\b|"
            r"end\s+of\s+terms",
            re.IGNORECASE,
        ),
    ),
    (
        "third-party",
        lazily(
            r"third[- ]party\s+(?:\w+\s+)?(?:notices?|licen[cs]es?|software|components?|terms)|"
            r"open\s+source\s+(?:notices|components)",
            re.IGNORECASE,
        ),
    ),
    (
        "disclaimer",
        lazily(
            r"\bwarrant|\bliabilit|\bdisclaim|\bas\s+is\b|\bindemni|\bhigh[- ]risk\b|\brisk\b|"
            r"\bconsequential\b|\bdamages\b|\brepresentations\b",
            re.IGNORECASE,
        ),
    ),
    (
        "preamble",
        lazily(
            r"\bpreamble\b|\brecitals?\b|\bbackground\b|\babout\s+(?:this|the)\b|\bintroduction\b|"
            r"\bforeword\b|\brationale\b|\bpurpose\s+of\s+this\b|\bsummary\b",
            re.IGNORECASE,
        ),
    ),
)

# What a section on history tells is no rule, unless it turns to the reader.
_HISTORY = lazily(r"\bhistory\b|\bfootnotes?\b", re.IGNORECASE)
_ADDRESSED = lazily(
    r"\b(?:you|your|yours|licensees?|recipients?|users?|anyone|everyone|permission|permitted|must|shall|"
    r"may|prohibited|forbidden|granted|required)\b",
    re.IGNORECASE,
)


class ZoneReader:
    """Walks the passages in order, since a zone leans on the one before it."""

    def __init__(self) -> None:
        self.before: Zone = "operative"
        self.ended = False
        self.embedded: str | None = None
        self.section = ""
        self.hint: Zone = "operative"
        self.entry = False

    @property
    def telling(self) -> bool:
        """Whether the section of the passage read last tells about the terms, by its heading."""
        return self.hint in ("preamble", "how-to-apply")

    def read(self, text: str, section: str, *, heading: bool = False) -> Zone:
        """Zone of the next passage with this text (one line) under this section heading."""
        if END_OF_TERMS.match(text.lower()):
            self.ended = True
            return "how-to-apply"
        if heading:
            self.embedded = None
            # the term of a glossary entry ("Host -") opens no section of its own
            self.entry = self.hint == "definition" and _TERM_ALONE.search(text) is not None
        if section != self.section:
            self.section, self.hint = section, "definition" if self.entry else section_zone(section)
        if heading:
            return "heading"
        self.before = self._sentence(text)
        return self.before

    def _sentence(self, text: str) -> Zone:
        follows_definition = self.before == "definition"
        if _HISTORY.search(self.section) and not _ADDRESSED.search(text):
            return "preamble"
        if is_definition(text) or (follows_definition and _GOES_ON.match(text)):
            return "definition"
        if is_norm(text):
            return "operative"
        if self.hint == "definition" and (self.entry or follows_definition or _GLOSSARY_ENTRY.match(text)):
            return "definition"
        return self._by_cue(text.lower())

    def _by_cue(self, lowered: str) -> Zone:
        if FIELD_TO_FILL.search(lowered):
            return "how-to-apply"
        if DISCLAIMS.search(lowered):
            return "disclaimer"
        if RECITAL.match(lowered):
            return "preamble"
        if OTHER_LICENSE.search(lowered):
            self.embedded = self.section
            return "third-party"
        if BINDS.search(lowered):
            return "operative"
        if self.hint in ("how-to-apply", "third-party", "disclaimer", "preamble"):
            return self.hint
        if self.ended:
            return "how-to-apply"
        return "third-party" if self.section and self.embedded == self.section else "operative"


def section_zone(section: str) -> Zone:
    """What a heading promises; ``"operative"`` when it promises nothing."""
    return next((zone for zone, pattern in _SECTIONS if pattern.search(section)), "operative")


def is_definition(text: str) -> bool:
    """Whether the sentence says what a term stands for (the term is its subject)."""
    return _DEFINITION.match(text) is not None or _BARE_DEFINITION.match(text) is not None


def is_norm(text: str) -> bool:
    """Whether the sentence grants, bans or conditions what the licensee does."""
    lowered = text.lower()
    excused: list[tuple[int, int]] | None = None
    for match in NORM.finditer(lowered):
        if excused is None:
            excused = [(one.start(), one.end()) for one in NOT_A_NORM.finditer(lowered)]
        if all(high <= match.start() or match.end() <= low for low, high in excused):
            return True
    return False
