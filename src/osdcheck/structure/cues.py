"""Words that give away the role of a sentence: rules for the licensee, disclaimers, notices.

All patterns are matched against lower case: that takes half the time of ignoring case. Gaps are
bounded, so that a long text without a full stop costs no more a character than a short one.
"""

from __future__ import annotations

import re

from osdcheck.patterns import lazily


def _any(*alternatives: str) -> re.Pattern[str]:
    # One word boundary in front of all alternatives is tested once a position, not once each.
    return lazily(r"\b(?:" + "|".join(alternatives) + ")")


_PARTY = (
    r"(?:you|licensees?|users?|recipients?|customers?|anyone|everyone|(?:any|each)\s+(?:person|party|"
    r"user|recipient)|"
    r"(?:the\s+)?end[- ]users?|redistributors?|others|nobody|no\s+one|third\s+part(?:y|ies))"
)
_ADVERB = (
    r"(?:(?:also|not|hereby|only|expressly|explicitly|always|generally|freely|strictly|further|"
    r"therefore|then|each)"
    r"\s+)"
)
_GRANTED = r"(?:permitted|allowed|authori[sz]ed|prohibited|forbidden|granted|restricted)"
_ACT = (
    r"(?:us(?:e|age)|copying|distribution|redistribution|modification|reproduction|sale|resale|"
    r"(?:re)?distribut\w+|"
    r"modify\w*|reverse[- ]engineer\w*|sublicens\w+|transfer|export)"
)
_DONE = (
    r"(?:used|copied|(?:re)?distributed|modified|sold|reproduced|published|included|retained|removed|altered|"
    r"sublicensed|licensed|transferred|rented|leased|exported|made\s+available|incorporated|embedded|"
    r"deployed|hosted|"
    r"run|executed|bundled)"
)

NORM = _any(
    rf"{_PARTY}\s+(?:{_ADVERB}|\([^)]{{0,80}}\)\s+)*"
    r"(?:may(?!\s+(?:have|be\s+entitled|not\s+apply|not\s+be\s+liable|be\s+liable))|must|shall|"
    r"can(?:not)?|can't|mustn't|will|won't|agrees?|"
    rf"(?:is|are)\s+{_ADVERB}*(?:{_GRANTED}|licensed|required|free|entitled|obligated|obliged|welcome|"
    rf"encouraged|asked|requested)|"
    r"undertakes?|covenants?|represents?|warrants?\s+(?:that|to)|certif(?:y|ies)|(?:has|have)\s+(?:no|"
    r"the)\s+(?:right|permission|obligation)|"
    r"needs?\s+to)\b",
    r"(?:permission|licen[cs]e|rights?|authori[sz]ation|consent)s?\b[^.;]{0,60}\b(?:is|"
    r"are)\s+(?:\w+\s+){0,2}(?:granted|given|conferred|accorded|conceded|bestowed|required|prohibited)\b",
    r"licen[cs]e\s+(?:agreement\s+)?(?:does\s+not\s+|only\s+)?(?:permits?|allows?|grants?|"
    r"authori[sz]es?|gives?|prohibits?|forbids?)\b",
    r"grants?\s+(?:\w+\s+){0,4}?(?:you|licensee|permission|a\b|an\b|the\s+right)",
    rf"{_ACT}\b[^.;]{{0,140}}\b(?:is|are|be)\s+(?:\w+\s+){{0,2}}(?:{_GRANTED}|limited|subject|governed|"
    rf"free|encouraged|welcome)",
    rf"(?:may|must|shall|cannot|can|"
    rf"should\s+not)\s+(?:\w+\s+){{0,2}}?(?:not\s+)?(?:only\s+)?(?:be\s+)?(?:freely\s+)?"
    rf"(?:{_DONE}|use|copy|install|run|alter|adapt|supply|share|publish|distribute|redistribute|modify|sell|display|acknowledge|accompany|appear)\b",
    r"(?:for|in)\s+(?:\w+[- ]){0,4}(?:use|purposes?)\s+only\b",
    r"only\s+for\b",
    r"used?\s+(?:only|solely|exclusively)\b",
    r"(?:is|are)\s+not\s+(?:licensed|covered|granted|included)\b",
    r"free\s+(?:to|for)\b",
    r"not\s+(?:designed|manufactured|intended)(?:,\s*|\s+)(?:or\s+)?licen[cs]ed\b",
    r"freely\s+(?:\w+\s+(?:and|or)\s+)?(?:re)?distributable\b",
    r"(?:disclaim|waive|abandon|relinquish|renounce)s?\s+(?:all\s+|any\s+)?(?:\w+\s+)?copyrights?\b",
    r"public\s+domain\b",
    r"all\s+rights\s+reserved\b",
    r"^(?:please\s+)?(?:do\s+not|don't|never)\b",
    r"^(?:redistributions?|permission|all\s+copies|any\s+use)\b",
    r"(?:by|through)\s+(?:using|downloading|installing|accessing|copying|exercising|clicking)\b",
)
NOT_A_NORM = _any(
    r"(?:shall|will|may|can)\s+(?:not\s+)?(?:in\s+no\s+event\s+)?(?:be|"
    r"become)\s+(?:held\s+)?(?:\w+\s+)?(?:liable|responsible)\b",
    r"jurisdictions?\b[^.]{0,300}\b(?:allow|permit)\b",
    r"(?:you|licensee|user)s?\s+(?:assumes?|bears?|may\s+(?:also\s+)?have|may\s+not\s+apply)\b",
)
DISCLAIMS = _any(
    r"as[- ]is\b",
    r"as\s+available\b",
    r"(?:no|any|without|makes?\s+no|gives?\s+no|disclaims?)\s+(?:\w+\s+){0,4}(?:warrant|guarantee|"
    r"liabilit|representation)",
    r"(?:no|not|nor|neither|never|cannot|event|circumstances?|without)\b[^.;]{0,250}\bliable\b",
    r"(?:not|nor|neither)\s+(?:be\s+)?(?:held\s+)?(?:responsible|warrant|guarantee)\b",
    r"merchantab",
    r"fitness\s+for\b",
    r"in\s+no\s+event\b",
    r"disclaim",
    r"at\s+your\s+own\s+risk\b",
    r"(?:consequential|incidental|punitive)\b[^.]{0,300}\bdamages\b",
    r"not\s+(?:\w+\s+){0,2}(?:designed|intended|suitable|fit|certified|fault[- ]tolerant)\b",
    r"(?:entire|sole|all)\s+(?:the\s+)?risks?\b",
    r"assumes?\s+(?:\w+\s+){0,2}(?:risk|responsibilit|cost)",
    r"uninterrupted\b",
    r"error[- ]free\b",
    r"cost\s+of\s+(?:all\s+)?(?:any\s+)?(?:necessary\s+)?(?:servicing|repair)",
    r"exclusions?\s+(?:or\s+limitations?\s+)?(?:may|of(?!\s+(?:all|every|any)\s+other|\s+others))\b",
    r"limitations?\s+of\s+(?:liabilit|warrant)",
    r"do(?:es)?\s+not\s+(?:allow|permit)\s+(?:the\s+)?(?:exclusion|limitation)",
    r"bears?\s+(?:the|all|any)\s+(?:\w+\s+){0,3}(?:risks?|costs?|expenses?|responsib|liabil|loss|consequence|burden|"
    r"damages?)",
    r"(?:additional|other|consumer|specific\s+legal|statutory)\s+(?:\w+\s+)?rights\b[^.]{0,300}\b(?:laws?|vary)\b",
)
FIELD_TO_FILL = lazily(
    r"\[(?:yyyy|year|name|fullname|insert|copyright|owner|date|software|project|licensor|author|state|"
    r"your)\b[^\]]{0,120}\]|"
    r"<(?:year|name|one\s+line|copyright|owner|program|insert|author|organi[sz]ation|yyyy|your)\b[^>]{0,120}>|"
    r"\{(?:yyyy|year|name|fullname|project|one\s+line|copyright)\b[^}]{0,120}\}|"
    # Words begin with their letter and look back from it: a pattern all of whose parts begin with a character
    # is tried at few places, one with a boundary in front at all.
    r"c(?<=\bc)opyright\s+(?:\(c\)\s+)?(?:19|20)(?:yy|xx)\b|b(?<=\bb)oilerplate\s+notice\b|"
    r"a(?<=\ba)(?:ttach|pply)\b[^.]{0,150}\bfollowing\b[^.]{0,60}\bnotices?\b"
)
OTHER_LICENSE = _any(
    r"following\s+(?:\w+\s+){0,4}(?:licen[cs]es?|notices?|terms)\s+(?:\w+\s+){0,2}(?:appl(?:y|ies)|"
    r"pertains?|covers?|governs?)\s+(?:only\s+)?to\b",
    r"(?:contains?|includes?|incorporates?|based\s+on|derived\s+from|portions?\s+of)"
    r"\b[^.]{0,300}\b(?:licensed\s+under|distributed\s+under|"
    r"copyrighted\s+by|developed\s+by|third[- ]party\s+(?:\w+\s+)?(?:software|components?|code|librar|"
    r"materials?|licen))",
    r"its\s+license\s+(?:reads|is|follows)\b",
    r"licensed\s+under\s+the\s+following\b",
)
BINDS = _any(
    r"(?:must|shall|may\s+not|cannot|only|solely|exclusively|unless|except|prohibit|forbid|forbidden|requires?|required|(?:limited|restricted|confined)\s+to|permit|agrees?|"
    r"conditions?|terminat\w+|not\s+allowed)\b",
)
"""Words of a rule for anyone: enough to keep a sentence out of a zone that only its heading suggests."""
RECITAL = lazily(
    r"whereas\b|now,?\s+therefore\b(?!.*\b(?:grants?|permits?|licen[cs]es?|gives?|may|allows?)\b)"
)
END_OF_TERMS = lazily(r"\W*end\s+of\s+(?:the\s+)?(?:terms|license|agreement)")
