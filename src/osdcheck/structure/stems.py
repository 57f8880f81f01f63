"""Which words introduce a list, and which list entries stand on their own."""

from __future__ import annotations

import re
from functools import lru_cache

from osdcheck.patterns import lazily

_OPEN_END = lazily(r"(?:[:–—]|:\s*[-–—])[\"”]?$")
_CLOSED_END = lazily(r"[.!?;][\"”'’)\]]*$")
_FOLLOWING_BAN = lazily(
    r"(?:\b(?:may|must|shall|will|can|do|are|is|agree|agrees)\b[^.]{0,150}\bnot\b|prohibited|forbidden|"
    r"\bonly\b|permitted|cannot|\bgrant(?:s|ed)?\b)"
    r"[^.]{0,300}\bfollowing\b|\bfollowing\b[^.]{0,300}(?:prohibited|forbidden|not\s+(?:permitted|allowed)|"
    r"are\s+(?:permitted|allowed))|"
    r"\b(?:may|can|permits?|allows?|free|entitled|welcome|licensed|authori[sz]e[sd]?)\b[^.]{0,120}\bfollowing"
    r"(?:\s+(?:acts?|actions?|things?|uses?))?(?:\s+(?!the\b)(?:to|without|at|with|by|for|free)\b[^.]{0,60})?[.:]$|"
    r"\b(?:have|has|gets?|receives?|enjoys?|holds?)\b[^.]{0,40}\bfollowing\s+(?:rights|freedoms|permissions)[.:]$",
    re.IGNORECASE,
)
_OPENS_CONTRACT = lazily(
    r"\b(?:therefore|whereas|consideration|parties|licensor|between|bound)\b(?!.*\bgrants?\b).*\b(?:as\s+follows|"
    r"following(?:\s+terms(?:\s+and\s+conditions)?)?)"
    r"\s*:$",
    re.IGNORECASE,
)
_LISTING_HEADING = lazily(
    r"\b(?:prohibited|forbidden|disallowed|restricted|unacceptable|permitted|allowed|not\s+allowed|"
    r"restrictions?)\b",
    re.IGNORECASE,
)
_PERSON = r"(?:you|users?|licensees?|anyone|everyone|others)"
_MODAL = (
    r"(?:can|may|must|should|cannot|can't|might|"
    r"(?:are|is)\s+(?:not\s+)?(?:allowed|permitted|free|forbidden)\s+to)"
)
_SHORT_LEAD = lazily(
    rf"\W*(?:what\s+{_PERSON}\s+{_MODAL}(?:\s+not)?\s+do|{_PERSON}\s+{_MODAL}(?:\s+not)?|"
    r"what(?:\s+is|'s)?\s+(?:not\s+)?(?:allowed|permitted|forbidden|prohibited)|"
    r"(?:not\s+)?(?:allowed|permitted|forbidden|prohibited)(?:\s+uses?|\s+usage)?|permissions|limitations|"
    r"(?:(?:the\s+following|(?:the\s+)?rights|uses?|usage)\s+)?(?:(?:is|are)\s+)?(?:not\s+(?:included|covered|granted|licensed)|"
    r"withheld|excluded|excluding|exclusions?|except(?:ions?)?|reserved|denied|off\s+limits)|"
    r"(?:excluded|reserved|withheld|denied)\s+(?:rights|uses?|usage|purposes))"
    r"(?:\s+(?:with|under|without)\b[^.;!?]{0,60})?\W*",
    re.IGNORECASE,
)
"""The whole of a line that opens a list though no colon ends it ("What you can do", "Not allowed")."""
_CONDITIONAL = lazily(
    r"\b(?:if|that|when|where|unless|until|whether|provided|because|while|as\s+long\s+as|in\s+which|"
    r"who|which|whose)"
    r"(?:\s+(?:it|they|you|he|she|such\s+\w+|(?:all|any|each|one|both|"
    r"either)(?:\s+or\s+more)?\s+of\s+the\s+following\b.*))?"
    r"[\s:,–—-]*$|(?:following|these|below)\b[^.]{0,200}\b(?:met|satisfied|fulfilled|true|appl(?:y|ies)|"
    r"observed|hold)[\s:,–—-]*$"
    r"|\b(?:following|these)\s+(?:terms\s+and\s+)?(?:conditions|requirements|criteria|terms|"
    r"limitations|restrictions)[\s:,–—-]*$",
    re.IGNORECASE,
)
_SUBORDINATE = lazily(
    r"\b(?:if|when|whenever|where|wherever|unless|until|while|because|since|that|which|who|whom|whose|"
    r"whether|than|so|what|how|in\s+order|(?:claim|stat|suggest|imply|indicat|pretend|assert|say|believ)ing|as\s+(?:is|are|if|it|they|you|long|may))\b",
    re.IGNORECASE,
)
_DEONTIC = r"may|must|shall|will|should|can|cannot|needs?|agrees?"
_FINITE = lazily(
    rf"\b(?:{_DEONTIC}|is|are|was|were|has|have|does|do|grants?|means?|applies|remains?)\b", re.IGNORECASE
)
_DEONTIC_VERB = lazily(
    rf"\b(?:{_DEONTIC}|(?:is|are)\s+(?:not\s+)?(?:permitted|prohibited|allowed|forbidden|granted|encouraged|"
    r"asked|requested))\b",
    re.IGNORECASE,
)
_BOUND_AFTER_RELATIVE = lazily(
    r"(?:the|any|each|all|every|you|no|neither|a|an|such|this|these|those)\b.*\b(?:that|which|"
    r"who)\s+\w+(?:\s+\w+){1,12}?"
    r"\s+(?:must|shall)\s+(?:not\s+)?(?:be|include|retain|contain|reproduce|carry|bear|display|also|"
    r"comply)\b",
    re.IGNORECASE,
)
_NO_SUBJECT = lazily(
    r"(?:that|which|who|to|for|in|by|as|with|without|from|on|upon|under|through|at|of|against|into|"
    r"not|or|and|only|solely|use|using|"
    r"engage|make|do|sell|copy|modify|create|remove|provide|distribute|sublicense|rent|lease|offer|"
    r"share|host|"
    r"reverse|decompile|disassemble|attempt|allow|permit|cause|exploit|develop|access|generate|"
    r"misrepresent)\b(?!-|\s+of\b)",
    re.IGNORECASE,
)
_SUBJECT = lazily(
    r"(?:you|they|it|we|the|an?|any|all|each|every|either|neither|both|no|none|this|these|that|those|such|if|when|where|"
    r"unless|your|its|their|copyrights?|copies|redistributions?|licensees?|recipients?|users?|derivatives?|modifi(?:ed|cations?)|"
    r"\w+ing)\b"
)
_NOUNS_FIRST = lazily(
    r"(?:(?:the|any|all|such|your|its|their|further|commercial)\s+)?(?:re-?)?(?:use|distribution|redistribution|copying|reproduction|"
    r"modification|publication|permission|sale|access)s?\b",
    re.IGNORECASE,
)
_GERUND = lazily(r"\w{2,}ing\b", re.IGNORECASE)
_PROHIBITED_GERUND = lazily(
    r"\b(?:is|are)\s+(?:\w+\s+)?(?:prohibited|permitted|allowed|forbidden)\b", re.IGNORECASE
)
_LEADING_CONDITION = lazily(
    r"(?:if|where|when|whenever|unless|except|to\s+the\s+extent|in\s+case|should|for)\b", re.IGNORECASE
)

_TELLING = lazily(
    r"\b(?:not|no|never|cannot|only|may|must|shall|prohibit(?:ed|s)?|forbidden|restricted|disallowed|unacceptable|"
    r"permitted|allowed|agrees?|without|excluded|except|grants?|granted|can|(?:right|free|welcome|entitled)\s+to)\b",
    re.IGNORECASE,
)
_QUOTES_TEXT = lazily(
    r"\b(?:notice|acknowledge?ment|statement|legend|text|wording|words|sentence|credit|attribution|disclaimer|"
    r"header|citation|paper|reference|address|copyright|form|format|language|lines?|message)s?\b[^.]{0,60}[:–—-]+$",
    re.IGNORECASE,
)
_ANNOUNCES = lazily(
    r"(?:\bas\s+follows|\b(?:terms|conditions|restrictions|limitations|requirements|rules|guidelines|provisions|"
    r"agreements?|licen[cs]es?|meanings?|definitions?)(?:\s+(?:below|appl(?:y|ies)|are\s+met|met|(?:\w+\s+){1,3}below))?)[\s:–—-]*$",
    re.IGNORECASE,
)
_ANNOUNCES_SENTENCES = lazily(
    r"(?:\b(?:terms|conditions|restrictions|limitations|requirements|rules|provisions|provisos)"
    r"(?:\s+(?:below|appl(?:y|ies)|hold|are\s+(?:met|observed|fulfilled|satisfied)|met|(?:\w+\s+){1,3}below))?|"
    r"\b(?:subject\s+to|provided|comply\s+with|as)\s+(?:all\s+(?:of\s+)?)?the\s+following|\bas\s+follows|"
    r"\b(?:provided|condition|understanding|proviso)(?:\s+that)?|\bfollowing\s+(?:applies|apply))[\s:,–—-]*$",
    re.IGNORECASE,
)
_OPEN_MODAL = lazily(r"\b(?:may|must|shall|cannot|can)(?:\s+not)?$", re.IGNORECASE)
_WANTS_VERB = lazily(r"\b(?:to|not|may|must|shall|will|can|cannot)[\s:–—-]*$", re.IGNORECASE)
_SPELLS_OUT = lazily(
    r"(?:this|these|that|it|they|such\s+\w+|(?:some\s+)?examples?)\b(?!.*\b(?:may|must|shall|not)\b)[^.]{0,80}"
    r"\b(?:includes?|including|are|is)\b[^.]{0,60}:$",
    re.IGNORECASE,
)
_ASIDE = lazily(
    r"for\s+(?:the\s+)?(?:purposes?\s+of\s+(?:this|these|the\s+above|further|section|clause)|avoidance\s+of)\b",
    re.IGNORECASE,
)
_OWN_SUBJECT = lazily(r"(?:\w+\s+){1,4}(?:must|shall|will|may|agrees?|can(?:not)?)\b")
_PARENTHESIS = lazily(r"\([^)]{0,300}\)")
_LEADS_ON = " \n\t:–—-"
_LONGEST_LEAD = 100
_LONGEST_VERB = 8
_LONGEST_DENIAL = 16
"""Characters in which a verb stands that ends words, alone and before "not", with some to spare."""
_TAIL = 400
"""Characters at the end of a sentence that decide whether it opens a list."""
_HEAD = 800
"""Characters at the start of an entry that decide whether it is a sentence of its own."""

_THEN = lazily(r"\bthen[\s:,]*$", re.IGNORECASE)


def is_stem(sentence: str, entry: str) -> bool:
    """Whether ``sentence`` introduces the list whose first entry reads ``entry``.

    It does when it ends open (a colon, or no stop before entries in lower case), or when it
    bans or permits "the following". A complete sentence otherwise is none.
    """
    sentence = sentence[-_TAIL:]
    if _opens_contract(sentence):
        return False
    if _OPEN_END.search(sentence):
        return True
    if _CLOSED_END.search(sentence):
        return _bans_following(sentence) and not is_complete(entry, sentence)
    return entry[:1].islower() or sentence.rstrip()[-1:] == "," or wants_verb(sentence) or leads_in(sentence)


def leads_in(words: str) -> bool:
    """Whether a short line says by itself what the entries under it are ("What you cannot do")."""
    return len(words) <= _LONGEST_LEAD and _SHORT_LEAD.fullmatch(words) is not None


def breaks_off(words: str) -> bool:
    """Whether the words end in a bare "may", "must not" or the like."""
    return _OPEN_MODAL.search(words, max(0, len(words) - _LONGEST_DENIAL)) is not None


def is_listing_heading(heading: str) -> bool:
    """Whether a heading ("Prohibited uses") says what the bare entries under it are."""
    return _LISTING_HEADING.search(heading) is not None or leads_in(heading)


def opens_list(words: str) -> bool:
    """Whether the end of these words promises a list under them (not the whole agreement)."""
    if breaks_off(words):
        return True
    if words.endswith(":"):
        return not _opens_contract(words[-_TAIL:])
    if wants_verb(words) or leads_in(words):
        return True
    sentence = words[max(words.rfind(". ", 0, -1) + 1, len(words) - _TAIL) :]
    return sentence.endswith(".") and _bans_following(sentence)


def _bans_following(sentence: str) -> bool:
    """Whether a sentence bans or permits "the following"."""
    return "following" in sentence.lower() and _FOLLOWING_BAN.search(sentence) is not None


def _opens_contract(sentence: str) -> bool:
    """Whether all that is agreed stands behind the sentence, and no list of what it says."""
    return sentence.endswith(":") and _OPENS_CONTRACT.search(sentence) is not None


def is_listing_title(heading: str) -> bool:
    """Whether what looks like a title under this heading is an entry of its list."""
    return is_listing_heading(heading) and "restriction" not in heading.lower()


def is_telling(stem: str) -> bool:
    """Whether the stem bans, demands or permits, and does not just announce a text to copy."""
    tail = stem[-_TAIL:]
    if _QUOTES_TEXT.search(tail) or (_ANNOUNCES.search(tail) and tail.endswith(":")):
        return False
    return _TELLING.search(stem) is not None or is_listing_title(tail)


def announces(stem: str) -> bool:
    """Whether the stem leads up to sentences ("subject to the following terms:") and is no part of them."""
    return _ANNOUNCES_SENTENCES.search(stem, max(0, len(stem) - _TAIL)) is not None


def wants_verb(stem: str) -> bool:
    """Whether the stem breaks off before a bare verb (``You may not:``)."""
    return _WANTS_VERB.search(stem, max(0, len(stem.rstrip(_LEADS_ON)) - _LONGEST_VERB)) is not None


def spells_out(sentence: str) -> bool:
    """Whether a stem (``This includes:``) only details what the sentence before it says."""
    return _SPELLS_OUT.match(sentence) is not None


def is_inline_stem(lead: str) -> bool:
    """Whether the words before ``(a)`` can stand before each of the entries.

    ``If you (a) copy and (b) sell, then ...`` cannot be cut: the main clause comes last.
    """
    return len(lead.split()) >= 2 and (
        "," in lead or lead.endswith(":") or not _LEADING_CONDITION.match(lead)
    )


@lru_cache(maxsize=64)
def _is_conditional(tail: str) -> bool:
    """Whether words end in a condition; kept for a while: every entry of a list asks about the same."""
    return _CONDITIONAL.search(tail) is not None


def is_complete(entry: str, stem: str) -> bool:
    """Whether a list entry is a sentence with a subject and a verb of its own.

    Under a stem that ends in a condition (``if:``, ``the following conditions are met:``) only
    a verb of duty or permission counts, since ``you are a student`` is no rule without its if.
    """
    entry = entry[:_HEAD]
    # "Prohibited use:" says by itself what stands under it
    if _ASIDE.match(entry) or leads_in(entry):
        return True
    if (entry[:1].islower() and not _SUBJECT.match(entry)) or _NO_SUBJECT.match(entry):
        return False
    if wants_verb(stem) and not _SUBJECT.match(entry.lower()) and not _OWN_SUBJECT.match(entry):
        return False
    if _LEADING_CONDITION.match(stem) and ("," not in stem or _THEN.search(stem[-_TAIL:])):
        return False
    if _GERUND.match(entry):
        return _PROHIBITED_GERUND.search(entry) is not None
    verb = _DEONTIC_VERB if _is_conditional(stem[-_TAIL:]) else _FINITE
    opened = False
    for clause in re.split(r"[,;:]", _PARENTHESIS.sub(" ", entry))[:12]:
        clause = clause.strip().removeprefix("then ")
        if _BOUND_AFTER_RELATIVE.match(clause):
            return True
        subordinate = _SUBORDINATE.search(clause)
        if subordinate is not None:
            clause = clause[: subordinate.start()]
        found = verb.search(clause)
        # "Use and copying, with or without change, are permitted": the subject stands before the aside
        if found is not None and (opened or clause[: found.start()].strip()):
            return True
        opened = opened or (subordinate is None and _NOUNS_FIRST.match(clause) is not None)
    return False
