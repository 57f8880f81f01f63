"""Sentences of a README outside of its license section that take something away from the license."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice

from osdcheck.auditing.texts import Text
from osdcheck.core.audit import Conflict, Location
from osdcheck.evidence.sections import FENCE, Section, prose_start
from osdcheck.evidence.statements import Statement, may_be_open
from osdcheck.judgment.clauses import Weighed
from osdcheck.tables.audit_words import load_audit_words

_BREAK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+•#>|]|\d{1,2}[.)])[ \t])|(?<=[.!?])\s+(?=[A-Z*_\"“(\[])")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t][^\n]*(\n)", re.MULTILINE)
_BLANK = re.compile(r"\s{0,200}")
_LEADING = re.compile(r"[\s*+•#>|-]*")
_ITEM = re.compile(r"[ \t]*(?:[-*+•#>|]|\d{1,2}[.)])[ \t]")
LONGEST, MOST = 400, 40
"""Characters of such a sentence; sentences of one README that are read as terms."""


def rider_sentences(text: str, sections: Iterable[Section]) -> Iterator[Section]:
    """Sentences that allow the work to somebody or for something only, by their words; to be judged yet.

    Code, and what stands in a license section, is passed over.
    """
    taken = sorted((one.start, one.start + len(one.text)) for one in sections)
    starts, ends = [low for low, _ in taken], list(accumulate((high for _, high in taken), max))
    found = 0
    for start, end, _ in sentences(text):
        words = text[start:end]
        before = bisect_right(starts, start)
        if (before and start < ends[before - 1]) or not is_rider(words):
            continue
        yield passage(text, start, end)
        found += 1
        if found == MOST:
            return


def whole_sentences(text: str) -> Iterator[Section]:
    """Sentences of a list of people that speak of the whole work, the first few."""
    whole = load_audit_words().whole
    spans = (
        (start, end) for start, end, _ in sentences(text) if whole.match(" ".join(text[start:end].split()))
    )
    yield from (passage(text, start, end) for start, end in islice(spans, MOST))


def passage(text: str, start: int, end: int) -> Section:
    """A range of a README with its lines."""
    words = text[start:end]
    line = text.count("\n", 0, start) + 1
    return Section("", words, start, line, line + words.count("\n"))


def is_rider(words: str) -> bool:
    """Whether a sentence seems to allow the work to somebody or for something only."""
    if len(words) > LONGEST:
        return False
    said, table = " ".join(words.split()), load_audit_words().rider
    limits = all(one.search(said) for one in (table.limit, table.field, table.work))
    return limits and not table.aside.search(said) and not is_warning(said)


def is_warning(said: str) -> bool:
    """Whether a sentence, one blank between its words, warns that the work is not ready yet."""
    return load_audit_words().rider.unready.search(said) is not None


def sentences(text: str) -> Iterator[tuple[int, int, int]]:
    """Ranges of sentences and where their paragraph or item begins.

    Those of an item of a list that is about another work are left out.
    """
    item = load_audit_words().rider.item
    for start, end in _prose(text):
        at = block = start
        for stop, following in (*_breaks(text, start, end), (end, end)):
            if not item.match(text, block + _indent(text, block)):
                for first, last in _trimmed(text, at, stop):
                    yield first, last, block
            at = following
            if text.count("\n", stop, following) > 1 or _ITEM.match(text, following):
                block = following


def _breaks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges between sentences: a heading is one by itself, whatever its next line is."""
    found = [stop.span() for stop in _BREAK.finditer(text, start, end)]
    taken = {low for low, _ in found}
    added = [stop.span(1) for stop in _HEADING.finditer(text, start, end) if stop.start(1) not in taken]
    return sorted(found + added) if added else found


def _indent(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() - at if blank else 0


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end].rstrip()
    leading = _LEADING.match(words)
    first = leading.end() if leading else 0
    if first < len(words):
        yield start + first, start + len(words)


def _prose(text: str) -> Iterator[tuple[int, int]]:
    """Stretches outside of fenced code."""
    at = start = prose_start(text)
    fenced = False
    for line in text[start:].splitlines(keepends=True):
        if FENCE.fullmatch(line.strip()):
            if not fenced:
                yield start, at
            fenced = not fenced
            start = at + len(line)
        at += len(line)
    if not fenced:
        yield start, at


def taken_away(judged: Text) -> tuple[Weighed, ...]:
    """What fails a clause by a kind that a README may well lay upon its project."""
    kinds = load_audit_words().rider.kinds
    return tuple(one for one in judged.weighed if one.verdict == "fail" and one.finding.kind in kinds)


def said_of_absent(said: Statement) -> Iterator[Conflict]:
    """A note on the license that weights are said to be under which are not in the repository."""
    if may_be_open(said.named):
        return
    one = said.named.declared
    message = f"{one.path} puts the weights of a model, which are not in the repository, under {said.words}."
    line = one.line_start or None
    yield Conflict("narrowed", message, (Location(one.path, line, line, one.quote),))
