"""The role of a passage: decided by its own words, with the headings above it as a hint.

A sentence that grants, bans or conditions what the licensee does is operative wherever it
stands; only a definition stays one (policy: a zone covers only sentences of its own sort).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from osdcheck.core.unit import Zone

_TERM = r"[\"“‘'«][^\"”’»]{1,80}[\"”’'»]"
_MEANS = (
    r"(?:(?:shall|will|is|are)\s+)?(?:also\s+|only\s+)?(?:collectively\s+|each\s+)?"
    r"(?:means?\b|meant\b|mean\s+|refers?\s+to|defined\s+(?:as|in|to)|be\s+defined|deemed\s+to\s+mean|"
    r"denotes?\b|"
    r"stands?\s+for|(?:has|have)\s+the\s+(?:same\s+)?meanings?|be\s+understood\s+(?:as|to)|signif(?:y|"
    r"ies))"
)
_DEFINITION = re.compile(
    r"(?:(?:as\s+used|for\s+(?:the\s+)?purposes?|in\s+this|under\s+this|throughout|when\s+used|unless|"
    r"where\s+used)"
    r"\b[^,;]{0,80}[,:]\s*)?"
    rf"(?:(?:the|a|an|any)\s+)?(?:(?:terms?|words?|expressions?|"
    rf"phrases?)\s+)?(?:{_TERM}[,.]?(?:\s*(?:,|and/or|and|or|/|\([^)]{{0,120}}\))?"
    rf"\s*(?:the\s+(?:terms?\s+)?)?(?:{_TERM})?[,.]?)*\s*)"
    rf"(?:[,(][^,)]{{0,120}}[,)]\s*)?(?:(?:for|of|in|under)\s+(?:\w+\s+){{1,6}}?(?=means|includes?\b|"
    rf"is\b|shall\s+mean))?(?:(?:{_MEANS})|(?:is|are|includes?|shall\s+(?:be|include)|will\s+be)\b|"
    rf"[:–—-])",
    re.IGNORECASE,
)
_BARE_DEFINITION = re.compile(
    r"(?:(?:the|a|an)\s+)?(?:(?:terms?|words?)\s+)?"
    r"(?!(?:this|that|these|those|it|which|what|there|by|all|any|no)\s)"
    rf"[A-Z][\w'’/-]*(?:\s+(?!(?:{_MEANS})|(?:may|must|shall|will|is|are|by|that|which|you|"
    rf"not)\b)[\w'’/()-]+){{0,6}}\s+{_MEANS}"
    r"(?!\s+of\s+(?:a|an|any|the)\b)"
)
_GOES_ON = re.compile(
    r"(?:it|they|this|the\s+term|such\s+terms?)\s+(?:also\s+|further\s+|does\s+not\s+|do\s+not\s+|"
    r"shall\s+not\s+)?"
    r"(?:means?|includes?|refers?|excludes?|extends?)\b",
    re.IGNORECASE,
)
_GLOSSARY_ENTRY = re.compile(
    rf"(?:the\s+)?(?:term\s+)?(?:{_TERM}|[A-Z][\w-]*(?:\s+[A-Z][\w-]*){{0,4}}\s*(?:[:–—-]|is\b|are\b|"
    rf"includes?\b))"
)

_PARTY = (
    r"(?:you|licensees?|users?|recipients?|customers?|anyone|everyone|(?:any|each)\s+(?:person|party|"
    r"user|recipient)|"
    r"(?:the\s+)?end[- ]users?|redistributors?|others|nobody|no\s+one|third\s+part(?:y|ies))"
)
# The patterns below are matched against lower case, which takes half the time of ignoring case.
_NORM = re.compile(
    r"\b(?:"
    rf"{_PARTY}\s+(?:(?:hereby|also|further|furthermore|therefore|then|each|expressly|each)\s+|"
    rf"\([^)]*\)\s+)*"
    r"(?:may(?!\s+(?:have|be\s+entitled|not\s+apply|not\s+be\s+liable|be\s+liable))|must|shall|cannot|"
    r"can(?:not)?|can't|mustn't|"
    r"agrees?|will|won't|(?:is|are)\s+(?:also\s+|not\s+|hereby\s+|only\s+|expressly\s+)*(?:permitted|"
    r"allowed|prohibited|forbidden|granted|"
    r"licensed|authori[sz]ed|required|free|entitled|obligated|obliged|welcome|encouraged|asked|"
    r"requested)|"
    r"undertakes?|covenants?|(?:has|have)\s+(?:no|the)\s+(?:right|permission|obligation)|needs?\s+to|"
    r"may\s+not)\b"
    r"|(?:permission|licen[cs]e|rights?|authori[sz]ation|consent)s?\b[^.;]{0,60}\b(?:is|"
    r"are)\s+(?:\w+\s+){0,2}(?:granted|given|required|prohibited)\b"
    r"|grants?\s+(?:\w+\s+){0,4}?(?:you|licensee|permission|a\b|an\b|the\s+right)"
    r"|(?:us(?:e|age)|copying|distribution|redistribution|modification|reproduction|sale|resale|"
    r"(?:re)?distribut\w+|modify\w*|"
    r"reverse[- ]engineer\w*|sublicens\w+|transfer|export)\b[^.;]{0,80}\b(?:is|are|"
    r"be)\s+(?:\w+\s+){0,2}(?:permitted|allowed|authori[sz]ed|prohibited|forbidden|restricted|"
    r"limited|subject|governed|free|encouraged|welcome)"
    r"|(?:may|must|shall|"
    r"can(?:not)?)\s+(?:\w+\s+){0,2}?(?:not\s+)?(?:only\s+)?(?:be\s+)?(?:freely\s+)?(?:used|copied|"
    r"distributed|redistributed|modified|sold|"
    r"reproduced|published|included|retained|removed|altered|sublicensed|licensed|transferred|rented|"
    r"leased|exported|made\s+available|"
    r"incorporated|embedded|deployed|hosted|run|executed|bundled|use|copy|distribute|redistribute|"
    r"modify|sell|display|acknowledge|accompany|appear)\b"
    r"|^(?:please\s+)?(?:do\s+not|don't|never)\b"
    r"|(?:for|in)\s+(?:\w+[- ]){0,4}(?:use|purposes?)\s+only\b|only\s+for\b|(?:use|"
    r"used)\s+(?:only|solely|exclusively)\b"
    r"|(?:is|are)\s+not\s+(?:licensed|covered|granted|included)\b"
    r"|free\s+(?:to|for)\b|public\s+domain\b|all\s+rights\s+reserved\b"
    r"|^(?:redistributions?|permission|all\s+copies|any\s+use)\b"
    r"|(?:by|through)\s+(?:using|downloading|installing|accessing|copying|exercising|clicking)\b"
    r")"
)
_DISCLAIMER = re.compile(
    r"\b(?:"
    r"as[- ]is\b|as\s+available\b|no\s+(?:other\s+)?(?:express\s+|implied\s+)?(?:warrant|"
    r"guarantee|liabilit|representation|obligation)|"
    r"warrant(?:y|ies|s)?\b|merchantab|fitness\s+for\b|liab(?:le|ility|ilities)\b|"
    r"in\s+no\s+event\b|disclaim|"
    r"without\s+(?:any\s+)?(?:warrant|guarantee|representation|liabilit)|at\s+your\s+own\s+risk\b|"
    r"consequential\b|damages\b|"
    r"not\s+(?:designed|intended|licensed\s+or\s+intended|suitable|certified|tested|"
    r"fault[- ]tolerant|recommended)\b|"
    r"(?:entire|sole|all)\s+risk\b|representations?\b|responsib(?:le|ility)\s+for\s+(?:any|the|"
    r"its|all)\b|"
    r"guarantee|uninterrupted\b|error[- ]free\b|"
    r"cost\s+of\s+(?:all\s+)?(?:necessary\s+)?(?:servicing|repair)|"
    r"exclusions?\s+(?:or\s+limitations?\s+)?(?:may|of)\b|do(?:es)?\s+not\s+(?:allow|"
    r"permit)\s+(?:the\s+)?(?:exclusion|limitation)|"
    r"bears?\s+(?:the|all|any)\b|(?:additional|other|consumer|specific\s+legal|"
    r"statutory)\s+(?:\w+\s+)?rights\b[^.]*\b(?:laws?|vary)\b"
    r")"
)
_NOT_A_BAN = re.compile(
    r"\b(?:shall|will|may|can)\s+(?:not\s+)?(?:in\s+no\s+event\s+)?(?:be|"
    r"become)\s+(?:held\s+)?(?:\w+\s+)?(?:liable|responsible)\b|"
    r"\bjurisdictions?\b[^.]*\b(?:allow|permit)\b|\b(?:you|licensee|user)s?\s+(?:assumes?|bears?|"
    r"may\s+(?:also\s+)?have|may\s+not\s+apply)\b",
)
_APPLY = re.compile(
    r"\[(?:yyyy|year|name|fullname|insert|copyright|owner|date|software|project|licensor|author|state|"
    r"your)\b[^\]]*\]|"
    r"<(?:year|name|one\s+line|copyright|owner|program|insert|author|organi[sz]ation|yyyy|your)\b[^>]*>|"
    r"\{(?:yyyy|year|name|fullname|project|one\s+line|copyright)\b[^}]*\}|"
    r"\bcopyright\s+(?:\(c\)\s+)?(?:19|20)(?:yy|xx)\b|"
    r"^end\s+of\s+(?:the\s+)?(?:terms\s+and\s+conditions|license|agreement)\b|"
    r"\b(?:attach|apply)\b[^.]*\b(?:following|boilerplate)\b[^.]*\bnotices?\b|\bboilerplate\s+notice\b",
)
_RECITAL = re.compile(r"whereas\b|now,?\s+therefore\b", re.IGNORECASE)
_THIRD_PARTY = re.compile(
    r"\b(?:"
    r"(?:the\s+)?following\s+(?:\w+\s+){0,4}(?:licen[cs]es?|notices?|"
    r"terms)\s+(?:\w+\s+){0,2}(?:appl(?:y|ies)|pertains?|covers?|governs?)\s+(?:only\s+)?to\b|"
    r"(?:contains?|includes?|incorporates?|based\s+on|derived\s+from|"
    r"portions?\s+of)\b[^.]*\b(?:third[- ]party|licensed\s+under|distributed\s+under|"
    r"copyrighted?\s+by|developed\s+by)\b|its\s+license\s+(?:reads|is|follows)\b|"
    r"licensed\s+under\s+the\s+following\b"
    r")"
)
_END_OF_TERMS = re.compile(r"end\s+of\s+(?:the\s+)?(?:terms|license|agreement)", re.IGNORECASE)

_SECTIONS: tuple[tuple[Zone, re.Pattern[str]], ...] = (
    (
        "definition",
        re.compile(r"\bdefinitions?\b|\bdefined\s+terms\b|\bglossary\b|\binterpretation\b", re.IGNORECASE),
    ),
    (
        "how-to-apply",
        re.compile(
            r"how\s+to\s+(?:apply|use)|\bappl(?:y|ying)\s+(?:the|these|this)\b|\bboilerplate\b|"
            r"\bsample\b|\btemplate\b|notice\s+file|"
            r"source\s+code\s+form\s+license\s+notice|\bappendix\b|\bexhibit\b|license\s+notice\b|"
            r"end\s+of\s+terms",
            re.IGNORECASE,
        ),
    ),
    (
        "third-party",
        re.compile(
            r"third[- ]party\s+(?:\w+\s+)?(?:notices?|licen[cs]es?|software|components?|terms)|"
            r"open\s+source\s+(?:notices|components)",
            re.IGNORECASE,
        ),
    ),
    (
        "disclaimer",
        re.compile(
            r"\bwarrant|\bliabilit|\bdisclaim|\bas\s+is\b|\bindemni|\bhigh[- ]risk\b|\brisk\b|"
            r"\bconsequential\b|\bdamages\b|\brepresentations\b",
            re.IGNORECASE,
        ),
    ),
    (
        "preamble",
        re.compile(
            r"\bpreamble\b|\brecitals?\b|\bbackground\b|\babout\s+(?:this|the)\b|\bintroduction\b|"
            r"\bforeword\b|\brationale\b|\bpurpose\s+of\s+this\b|\bsummary\b",
            re.IGNORECASE,
        ),
    ),
)


@dataclass(slots=True)
class ZoneReader:
    """Walks the passages in order, since a zone leans on the one before it."""

    before: Zone = "operative"
    ended: bool = False
    embedded: str | None = None
    section: str = ""
    hint: Zone = "operative"

    def read(self, text: str, section: str, *, heading: bool = False) -> Zone:
        """Zone of the next passage with this text (one line) under this section heading."""
        if _END_OF_TERMS.match(text):
            self.ended = True
            return "how-to-apply"
        if heading:
            self.embedded = None
            return "heading"
        zone = self._sentence(text, section)
        self.before = zone
        return zone

    def _sentence(self, text: str, section: str) -> Zone:
        if section != self.section:
            self.section, self.hint = section, section_zone(section)
        hint, lowered = self.hint, text.lower()
        if is_definition(text) or (self.before == "definition" and _GOES_ON.match(text)):
            return "definition"
        if is_norm(text):
            return "operative"
        if hint == "definition" and (_GLOSSARY_ENTRY.match(text) or self.before == "definition"):
            return "definition"
        if _APPLY.search(lowered):
            return "how-to-apply"
        if _DISCLAIMER.search(lowered):
            return "disclaimer"
        if _RECITAL.match(text):
            return "preamble"
        if _THIRD_PARTY.search(lowered):
            self.embedded = section
            return "third-party"
        if hint in ("how-to-apply", "third-party", "disclaimer", "preamble"):
            return hint
        if self.ended:
            return "how-to-apply"
        return "third-party" if self.embedded == section and section else "operative"


def section_zone(section: str) -> Zone:
    """What a heading promises; ``"operative"`` when it promises nothing."""
    return next((zone for zone, pattern in _SECTIONS if pattern.search(section)), "operative")


def is_definition(text: str) -> bool:
    """Whether the sentence says what a term stands for (the term is its subject)."""
    return _DEFINITION.match(text) is not None or _BARE_DEFINITION.match(text) is not None


def is_norm(text: str) -> bool:
    """Whether the sentence grants, bans or conditions what the licensee does."""
    lowered = text.lower()
    excused = [(match.start(), match.end()) for match in _NOT_A_BAN.finditer(lowered)]
    return any(
        not any(low < match.end() and match.start() < high for low, high in excused)
        for match in _NORM.finditer(lowered)
    )
