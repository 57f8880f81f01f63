"""Sentences of a passage.

nupunkt does the work: its import takes 23 ms, its model 3 ms and 7 MB, and it splits 3,735
license paragraphs at 18 M characters a second, all-capital ones included. Against a splitter of
our own rules (stop, blank, capital; twelve abbreviations) on 100 licenses, 3,185 sentences, the
two differ in 47 places: 34 more cuts, mostly right ("...U.S.A. All rights reserved"), 13 fewer,
half of them misses. Those, enumerators taken for sentences, quoted notices cut in two and full
stops without a blank behind them are put right here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from osdcheck.patterns import lazily

Range = tuple[int, int]

MOST_WORDS = 250
"""A longer sentence is cut at its semicolons, so that one parse stays small."""
MOST_CHARACTERS = 6000
"""A longer part is cut at a blank: no sentence is, and what reads a unit may take a while on each."""

_LONGEST_QUOTATION = 800
_LONGEST_QUESTION, _LONGEST_ANSWER = 60, 30
_FURTHER = lazily(r"[^.!?]{2,40}[,:] (?:yes|no|not|never)[.!]", re.IGNORECASE)
_AGREED = lazily(r"(?:^|\? )[^.!?]{2,40}[,:] (?:yes|no)[.!]$", re.IGNORECASE)
_LONGEST_GIVING, _LONGEST_REST = 200, 40
_GIVING = lazily(r"\b(?:may|can|free|permitted|allowed|granted|welcome)\b", re.IGNORECASE)
_VERB = (
    r"\b(?:may|must|shall|should|is|are|was|were|can|could|will|would|do|does|has|have|needs?|requires?|be)\b"
)
_SHORTLY = lazily(
    rf"(?:only|not|never|yes|no|sure|unless|if|with|without|for|after|in|at|on)\b(?!.*{_VERB})", re.IGNORECASE
)
"""A few words without a verb that answer a question."""
_OPENS = r"(?:but )?(?:only|except|never|nowhere|unless|save|not (?:on|in|at|outside|after|before|during))"
_REST = lazily(rf"(?!.*{_VERB})(?:{_OPENS}\b.*|.*\b(?:only|excepted))[.!]", re.IGNORECASE)
_LONG_PASSAGE = 2000
_MANY_STOPS = lazily(r"(?<!\S)\S{300,}+|(?<![.\s])(?:\s*+[.?!]){20,}+")
_NO_STOPS = str.maketrans(".?!", "___")
_BLANKS = str.maketrans("\n\r\t\f\v\x85\u2028\u2029\x1c\x1d\x1e", " " * 11)
_ENUMERATOR_ONLY = lazily(r"[(\[]?(?:\d{1,3}(?:\.\d+)*|[A-Za-z]|[ivxIVX]{1,5})[.)\]:]*|[^\w\s]+")
_ABBREVIATED = lazily(
    r"\b(?:sections?|sec|clauses?|paragraphs?|articles?|art|nos?|vs?|ver|version|approx|incl|resp|fig|cf|"
    r"e\.g|i\.e|viz|al|u\.s|u\.s\.c|c\.f\.r|seq|inc|ltd|llc|corp|co|gmbh|etc)\.$",
    re.IGNORECASE,
)
_INITIALS = lazily(r"(?<![\w.])(?:[A-Z]\.){2,}$")
_INITIALS_GO_ON = lazily(r"(?:[A-Z]\.){2,}(?:\s+[a-z]|$)")
_COMPANY = lazily(r"\b(?:inc|ltd|llc|corp|co|gmbh)\.$", re.IGNORECASE)
_RUNS_ON = lazily(
    r"[\"”’)\]]*[;,]|\"?as[- ]is\b|(?:shall|will|may|must|is|are|has|have|makes?|does|and|or)\b",
    re.IGNORECASE,
)
_MISSED = lazily(
    r"\.(?<=[a-z]{3}\.)(?:(?=(?!(?:Net|Com|Org|Io)\b)[A-Z][a-z]*\s)|(?<=[a-z]{4}\.)\s+(?=[A-Z][a-z]*,?\s))"
)
_GLUED = lazily(
    # line ends that got lost: "restrictions:You may not", "(c) (year)Permission is"
    r"[:);](?:(?:(?<=[a-z]{3}:)|(?<=\)))(?=[A-Z][a-z]+\s[a-z]+\s[a-z]+)"
    # a clause with a subject of its own, written as a sentence
    r"|(?<=;)(?=\s(?:It\sis|You\s(?:may|are|must|shall|can)|(?:No\sone|Nobody)\s(?:may|is)|Permission\sis)\s))"
)
_SEMICOLON = lazily(r";\s+(?:(?:and|or)\s+)?")


def find_sentences(text: str, start: int, end: int) -> list[Range]:
    """Clean ranges of the sentences in ``text[start:end]``, without blanks at either end."""
    passage = text[start:end].translate(_BLANKS)
    if not passage.strip():
        return []
    spans: list[Range] = []
    for first, last in _splitter()(_tamed(passage)):
        cuts = [
            match.end()
            for match in _MISSED.finditer(passage, first, last)
            if not ends_abbreviated(passage, match.start() + 1)
        ]
        cuts = sorted((*cuts, *(match.end() for match in _GLUED.finditer(passage, first, last))))
        for piece in zip([first, *cuts], [*cuts, last], strict=True):
            _append(spans, passage, strip_range(passage, *piece))
    return [(start + first, start + last) for first, last in spans]


def _tamed(passage: str) -> str:
    """The passage, as long, without the stops in which the splitter would lose itself.

    Its time grows with the square of the stops in one word and of the dots in a row.
    """
    if len(passage) <= _LONG_PASSAGE:
        return passage
    return _MANY_STOPS.sub(lambda match: match.group().translate(_NO_STOPS), passage)


def cut_long(text: str, start: int, end: int) -> list[Range]:
    """``text[start:end]`` in parts of at most :data:`MOST_WORDS` words, cut behind semicolons."""
    if end - start <= MOST_CHARACTERS and text.count(" ", start, end) < MOST_WORDS:
        return [(start, end)]
    stops = [match.end() for match in _SEMICOLON.finditer(text, start, end)]
    parts: list[Range] = []
    opened, words = start, 0
    for low, high in zip([start, *stops], [*stops, end], strict=True):
        count = len(text[low:high].split())
        if words and words + count > MOST_WORDS:
            parts.append(strip_range(text, opened, low))
            opened, words = low, 0
        words += count
    parts.append(strip_range(text, opened, end))
    return [short for part in parts for short in _cut_hard(text, *part)]


def _cut_hard(text: str, start: int, end: int) -> list[Range]:
    parts: list[Range] = []
    while end - start > MOST_CHARACTERS:
        blank = max(text.rfind(one, start, start + MOST_CHARACTERS) for one in " \n")
        middle = blank if blank > start else start + MOST_CHARACTERS
        parts.append(strip_range(text, start, middle))
        start = middle
    parts.append(strip_range(text, start, end))
    return [part for part in parts if part[0] < part[1]]


def strip_range(text: str, start: int, end: int) -> Range:
    """The range without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def ends_abbreviated(text: str, end: int) -> bool:
    """Whether the stop before ``end`` belongs to an abbreviation (``e.g.``, ``Inc.``)."""
    return _ABBREVIATED.search(text, max(0, end - 12), end) is not None


def _append(spans: list[Range], passage: str, piece: Range) -> None:
    """Add a sentence, or what the splitter took for one, to the one before it."""
    if piece[0] == piece[1]:
        return
    if spans and _belongs(passage, spans[-1], piece):
        spans[-1] = (spans[-1][0], piece[1])
    else:
        spans.append(piece)


def _belongs(passage: str, before: Range, piece: Range) -> bool:
    first = passage[piece[0]]
    short = before[1] - before[0] <= _LONGEST_QUOTATION
    if short and _ENUMERATOR_ONLY.fullmatch(passage, *before):
        return True
    if not first.isalnum() and _ENUMERATOR_ONLY.fullmatch(passage, *piece):
        return True
    tail = max(before[0], before[1] - 12)
    if (first.islower() or first.isdigit()) and _ABBREVIATED.search(passage, tail, before[1]):
        return True
    goes_on = first.islower() or _INITIALS_GO_ON.match(passage, *piece)
    if goes_on and _INITIALS.search(passage, tail, before[1]):
        return True
    if _RUNS_ON.match(passage, *piece) and (
        (not first.isalnum() and passage[piece[0] + 1 : piece[0] + 2] in ";,")
        or _COMPANY.search(passage, tail, before[1])
    ):
        return True
    if _answered(passage, before, piece) or _narrows(passage, before, piece):
        return True
    if not short or passage.count('"', *before) % 2 == 0:
        return False
    return passage.find('"', piece[0], before[0] + _LONGEST_QUOTATION + 1) >= 0


def _answered(passage: str, before: Range, piece: Range) -> bool:
    """Whether a few words answer a short question: "Pass it on? Better not."."""
    if _FURTHER.fullmatch(passage, *piece) and _AGREED.search(passage[before[0] : before[1]]):
        # "May I use it? At home, yes. At work, no."
        return True
    if passage[before[1] - 1] != "?":
        return False
    longest = 2 * _LONGEST_ANSWER if _SHORTLY.match(passage, *piece) else _LONGEST_ANSWER
    if piece[1] - piece[0] > longest:
        return False
    return before[1] - before[0] <= _LONGEST_QUESTION and passage[piece[1] - 1] != "?"


def _narrows(passage: str, before: Range, piece: Range) -> bool:
    """Whether a few words without a verb narrow what the sentence before them gives: "Only once."."""
    if piece[1] - piece[0] > _LONGEST_REST or before[1] - before[0] > _LONGEST_GIVING:
        return False
    return _REST.fullmatch(passage, *piece) is not None and _GIVING.search(passage, *before) is not None


@cache
def _splitter() -> Callable[[str], list[Range]]:
    # The import costs as much as the rest of the room together; a text without sentences needs none.
    from nupunkt import sent_spans

    return sent_spans
