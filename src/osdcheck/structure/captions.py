"""Captions with their answers: "Military use" and below it "No."; questions likewise."""

from __future__ import annotations

import re

from osdcheck.patterns import lazily
from osdcheck.structure.sentences import Range

_LONGEST_CAPTION, _MOST_WORDS = 80, 10
_LONGEST_ANSWER = 60
_CLOSED = lazily(r"[.;,!][\"”'’)\]*_]*$")
_SAYS = lazily(r"\b(?:only|not|no|never|must|may|shall|forbidden|prohibited)\b", re.IGNORECASE)
"""What says by itself what is forbidden or permitted."""
_ANSWER = lazily(
    r"[^\w\n]*(?:(?:a|answer)[.:]\s+)?(?:(?:sorry|unfortunately|please|strictly)[\s,]+)?"
    r"(?:(?:no|nope|never|yes|yep|sure)(?:\s+(?:way|sir|thanks|please|chance))?[^\w\n]*$|"
    r"(?:no|nope|yes|yep|sure)[,:;–—-]|of\s+course\b|(?:i\s+am|i['’]m|we\s+are|we['’]re)\s+afraid\b|(?:i|we)\s+(?:would|think|fear|do\s+not|don['’]t)\b|"
    r"(?:that|it)\s+(?:right\s+)?is\s+(?:reserved|excluded|forbidden|not\b)|"
    r"(?:forbidden|prohibited|disallowed|unauthori[sz]ed|excluded|denied|refused|allowed|permitted|granted|welcome|"
    r"ok|okay|fine|free|out\s+of\s+the\s+question|not\s+(?:allowed|permitted|without|unless|yet|for|to)|"
    r"not[^\w\n]*$|only|solely|exclusively)\b|"
    r"(?:ask|contact|write|call|e-?mail|talk|get\s+in\s+touch|don't)\b|"
    r"(?:by|on|upon|with|after|subject\s+to)\s+(?:(?:our|my|prior|written|special|separate)\s+){0,3}"
    r"(?:arrangement|permission|consent|request|invitation|agreement|approval|leave)\b|"
    r"[\w ,-]{2,50}\b(?:only|excluded|excepted)\b)",
    re.IGNORECASE,
)
_ASKS = lazily(
    r"\W*(?:q(?:uestion)?[.:]\s+)?(?:(?:may|can|could|might|am|are)\s+(?:i|we|you|one|any(?:one|body)|every(?:one|body)|"
    r"people|others|users?|students?|my|our|compan\w+|business\w*|firms?|\w+s)\s|who\s+(?:may|can)\b|"
    r"is\s+[\w\s-]{1,40}\b(?:allowed|permitted|ok|okay|legal|forbidden|prohibited|free)\b|"
    r"(?:is|are)\s+[\w\s-]{1,40}\b(?:only|limited|restricted|confined|reserved)\b)",
    re.IGNORECASE,
)
"""A question by which somebody asks what he may do, and not what the work can do."""
_MEANS = lazily(r"\b(?:on|with|without)\s+(?:an?\s+)?[A-Z]")
"""On or with which machine or program."""
_NAMED_ANSWER = lazily(r"^\W*(?:a|answer)\s?[.:]\s+", re.IGNORECASE)
_TERM = lazily(
    r"\W*(?:(?:permitted|allowed|licensed|authori[sz]ed)\s+(?:uses?|usage|purposes?|users?)|licensees?|eligibility|"
    r"territory|fields?\s+of\s+use|(?:for\s+)?whom?\s+(?:may|can)\s+use\s+(?:it|this))\W*",
    re.IGNORECASE,
)
"""A caption under which a few words tell for whom, for what or for how much the work is."""
_FINITE = lazily(
    r"\b(?:may|must|shall|should|is|are|was|were|can|could|will|would|do|does|has|have|see)\b|[:{}<>|]|//",
    re.IGNORECASE,
)


def is_caption(line: str) -> bool:
    """Whether a line may be a caption or a question: a few words that end in no stop."""
    if not 0 < len(line) <= _LONGEST_CAPTION or "\n" in line or line.count(" ") >= _MOST_WORDS:
        return False
    if _CLOSED.search(line) is not None:
        return False
    if ": " in line and line[-1] not in "?:":
        # a label with its value
        return False
    if line[-1] == "?":
        return _ASKS.match(line) is not None and _MEANS.search(line) is None
    return _SAYS.search(line) is None or _TERM.fullmatch(line) is not None


def answers(caption: str, text: str, sentence: Range) -> bool:
    """Whether a sentence that stands below a caption says no more than a label's value would."""
    start, end = sentence
    if end - start > _LONGEST_ANSWER:
        return False
    answer = _NAMED_ANSWER.sub("", text[start:end])
    if _ANSWER.match(answer) is not None:
        return True
    if caption.endswith("?") and _FINITE.search(answer) is None:
        return True
    return _TERM.fullmatch(caption) is not None and _FINITE.search(answer) is None
