"""Which differences between a known text and a copy the SPDX matching guidelines allow."""

from __future__ import annotations

import re
from collections.abc import Sequence

from osdcheck.identity.align import Gap, Run
from osdcheck.identity.known import Known, list_words, title_words, usual_names
from osdcheck.identity.normalize import Words
from osdcheck.identity.records import LicenseRecord
from osdcheck.identity.tokens import MARKS, is_operative

_MOST_TITLE_WORDS = 40
_MOST_NAME_WORDS = 12
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_NUMBER = re.compile(r"[\d$€£¥]")


def left(words: Words, start: int, end: int) -> list[int]:
    """Places in ``[start, end)`` of words that count: no copyright notice, no list number."""
    return [at for at in range(start, end) if not words.ignored[at]]


def is_allowed(known: Known, words: Words, slots: bytes, gap: Gap) -> bool:
    """Whether the known text and a copy may differ as they do in a gap.

    ``slots``: 1 for each word of the copy that stands where a name may be put.
    """
    out = left(known.words, gap.known, gap.known_end)
    put = left(words, gap.here, gap.here_end)
    if [known.words.words[at] for at in out] == [words.words[at] for at in put]:
        return True
    if not put and out[0] >= known.tail:
        return True
    if not out and _leads_a_line(known, gap.known, [words.words[at] for at in put]):
        return True
    if not left(known.words, 0, gap.known):
        return is_title_of(known, [words.words[at] for at in put]) and _is_title(known, gap.known_end, out)
    if not all(known.free[at] for at in out):
        return False
    if out and put:
        return _is_name(known, words, slots, gap, put)
    return _is_in_list(known, words, slots, gap, put)


def _leads_a_line(known: Known, at: int, put: Sequence[str]) -> bool:
    """Whether a percent sign is the comment leader that stands there in the known text, joined to a number.

    "version 1.3" and "% of this license" are one line in a copy that was wrapped anew.
    """
    if put != ["%"] or not 0 < at < len(known.words):
        return False
    return "%" in known.text[known.words.span(at - 1, at - 1)[1] : known.words.span(at, at)[0]]


def _is_in_list(known: Known, words: Words, slots: bytes, gap: Gap, put: Sequence[int]) -> bool:
    """Whether a word more or less ("and its contributors") leaves names where names stand."""
    named_there = [at for at in (gap.known - 1, gap.known) if known.free[at]][:1]
    places = put or [at for at in (gap.here - 1, gap.here) if slots[at]][:1]
    if not named_there or not places or not all(slots[at] for at in places):
        return False
    there = slots_at(known.free, named_there[0], known.words.words)
    named = [words.words[at] for at in stretch(slots, places[0])]
    return not is_operative(" ".join(named)) and _are_names(there, named)


def is_title_of(known: Known, put: Sequence[str]) -> bool:
    """Whether words in front of a license only say its name."""
    return len(put) <= _MOST_TITLE_WORDS and title_words(known.record).issuperset(put)


def _is_title(known: Known, end: int, out: Sequence[int]) -> bool:
    """Whether the words that a copy lacks at its start are whole lines that are no more than a title."""
    first = [known.words.words[at] for at in out]
    if end == len(known.words) or not may_be_left_out(known.record, first, closed=True):
        return False
    between = known.text[known.words.span(end - 1, end - 1)[1] : known.words.span(end, end)[0]]
    closed = _PARAGRAPH.search(between) is not None
    return "\n" in between and may_be_left_out(known.record, first, closed=closed)


def may_be_left_out(record: LicenseRecord, title: Sequence[str], *, closed: bool) -> bool:
    """Whether the first lines of a known text are no more than a title, which a copy need not have.

    ``closed``: whether a blank line follows; else they may be the start of a sentence.
    """
    words = [word for word in title if word not in MARKS]
    return len(words) <= _MOST_TITLE_WORDS and (
        title_words(record).issuperset(words) or (closed and not is_operative(" ".join(words)))
    )


def _is_name(known: Known, words: Words, slots: bytes, gap: Gap, put: Sequence[int]) -> bool:
    filled = " ".join(words.words[at] for at in put)
    if len(put) > _MOST_NAME_WORDS or is_operative(filled):
        return False
    if not all(slots[at] for at in put):
        # A placeholder such as <year> or [name of the holder] in the known text.
        return not slots_at(known.free, gap.known, known.words.words) & usual_words()
    there = slots_at(known.free, gap.known, known.words.words)
    return _are_names(there, [words.words[at] for at in stretch(slots, put[0])])


def _are_names(there: frozenset[str], named: Sequence[str]) -> bool:
    """Whether the words in a place for names may stand for those that were there.

    The usual ones may, and other names: a name that is partly the same one was changed.
    """
    if " ".join(named) in usual_names():
        return True
    if len(named) > _MOST_NAME_WORDS or _NUMBER.search(" ".join(named)):
        return False
    shared = there & (frozenset(named) - list_words("common"))
    return not shared - usual_words() and (not shared or _lists_holders(named))


def _lists_holders(named: Sequence[str]) -> bool:
    """Whether words are names, and behind them the usual words for holders: "foo inc and its contributors".

    A usual word beside others in one place of the list is a word that was changed, not a name.
    """
    roles = usual_words()
    parts: list[list[str]] = [[]]
    for word in named:
        if word in list_words("joining"):
            parts.append([])
        elif word not in list_words("common"):
            parts[-1].append(word)
    sorts = [len(part) == 1 and part[0] in roles for part in parts if part]
    mixed = any(not roles.isdisjoint(part) for part in parts if len(part) > 1)
    return not mixed and bool(sorts) and sorts == sorted(sorts) and not all(sorts)


def usual_words() -> frozenset[str]:
    """Words of the usual names of holders, and what is left of one that was changed."""
    return (frozenset(" ".join(usual_names()).split()) | list_words("holding")) - list_words("common")


def stretch(marked: bytes, at: int) -> range:
    """The marked places around one of them."""
    start, end = at, at
    while start > 0 and marked[start - 1]:
        start -= 1
    while end < len(marked) and marked[end]:
        end += 1
    return range(start, end)


def slots_at(marked: bytes, at: int, words: Sequence[str]) -> frozenset[str]:
    """Telling words of the place for a name around ``at``."""
    return frozenset(words[one] for one in stretch(marked, at)) - list_words("common")


def first_other_mark(known: Words, words: Words, runs: Sequence[Run]) -> tuple[int, int] | None:
    """Where the punctuation inside equal runs first differs; the end of a run is not looked at."""
    for run in runs:
        for step in range(run.size - 1):
            here, there = run.here + step, run.known + step
            if words.marks[here] != known.marks[there] and not (words.ignored[here] or known.ignored[there]):
                return there, here
    return None
