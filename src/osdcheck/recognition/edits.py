"""What was done to a known text to make a copy of it: words taken out, put in, replaced."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from osdcheck.core.span import Span
from osdcheck.identity.align import Gap
from osdcheck.identity.allowances import first_other_mark, is_title_of, left
from osdcheck.identity.identify import Identified, Passage
from osdcheck.identity.known import Known, turning_words
from osdcheck.identity.normalize import Words
from osdcheck.recognition.numbers import is_number, numbers_in, widened

_NEAR = 2
"""Equal words between two differences that are told as one."""
_SHORT = 6
"""Words of an edit that is counted when it is made again and again."""
_SENTENCE_ENDS = frozenset(".:;?!")
_IN_NUMBERS = frozenset(("a", "and"))
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Edit:
    """Known words ``[out, out_end)`` gave way to words ``[put, put_end)`` of the copy.

    ``start`` and ``end``: the new words in characters of the original, a point where there are none;
    ``base_start`` and ``base_end``: the old ones in characters of the known text; ``number``: whether
    it is a number that differs; ``restated``: whether the same number was written otherwise; ``turns``:
    whether a word like "not", "only" or "without" differs; ``times``: how often the same was done;
    ``mark``: only punctuation.
    """

    known: Known
    out: int
    out_end: int
    put: int
    put_end: int
    start: int
    end: int
    base_start: int
    base_end: int
    number: bool = False
    restated: bool = False
    turns: bool = False
    times: int = 1
    mark: bool = False

    @property
    def is_addition(self) -> bool:
        """Whether nothing was taken out."""
        return self.out == self.out_end and not self.mark


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the copy as characters of its original; ``heading`` goes with the unit after it."""

    span: Span
    heading: bool


def find_edits(identified: Identified, places: Sequence[Place]) -> list[Edit]:
    """Every edit of a text that is like known ones, in the order of the text; additions unit by unit."""
    words = identified.words
    if words is None or identified.record is not None or not identified.passages:
        return []
    edits: list[Edit] = []
    for passage in identified.passages:
        gaps = [gap for gap in passage.gaps if gap not in passage.allowed]
        joined = _joined(gaps, passage.known, words)
        edits += [_edit(passage.known, words, _slid(gap, passage.known, words, places)) for gap in joined]
    for passage, start, end in _outside(identified.passages, words):
        edits.append(_edit(passage.known, words, Gap(*_at(passage, start), start, end)))
    split = [part for edit in edits for part in _by_unit(edit, words, places)]
    if not split and len(identified.passages) == 1:
        split = list(_other_mark(identified.passages[0], words))
    return sorted(_counted(split, words), key=lambda edit: (edit.start, edit.base_start))


def _at(passage: Passage, start: int) -> tuple[int, int]:
    point = 0 if start < passage.start else len(passage.known.words)
    return point, point


def _edit(known: Known, words: Words, gap: Gap) -> Edit:
    """The gap without words that do not count at its ends."""
    out = left(known.words, gap.known, gap.known_end)
    put = left(words, gap.here, gap.here_end)
    first, last = (put[0], put[-1] + 1) if put else (gap.here, gap.here)
    low, high = (out[0], out[-1] + 1) if out else (gap.known, gap.known)
    start, end = _characters(words, first, last)
    base_start, base_end = _characters(known.words, low, high)
    number = restated = False
    if (out or put) and any(map(is_number, (*known.words.words[low:high], *words.words[first:last]))):
        number, restated = _compared(known.words.words, (low, high), words.words, (first, last))
    if number and last < len(words) and high < len(known.words):
        # With the word it counts: "700 million", not "700".
        more = _equal_words(known.words.words, high, words.words, last)
        end, base_end = words.ends[last - 1 + more], known.words.ends[high - 1 + more]
    there = Counter(known.words.words[at] for at in out)
    here = Counter(words.words[at] for at in put)
    differing = (there - here) + (here - there)
    return Edit(
        known,
        *(low, high, first, last),
        *(start, end, base_start, base_end),
        number=number,
        restated=restated,
        turns=not turning_words().isdisjoint(differing),
    )


def _compared(
    known: Sequence[str], out: tuple[int, int], here: Sequence[str], put: tuple[int, int]
) -> tuple[bool, bool]:
    """Whether another number stands in the new words, and whether they only write the same one otherwise."""
    there, now = numbers_in(widened(known, *out)), numbers_in(widened(here, *put))
    old, new = known[slice(*out)], here[slice(*put)]
    if there == now:
        return False, bool(there) and all(is_number(word) or word in _IN_NUMBERS for word in (*old, *new))
    in_figures = any(_DIGIT.search(word) for word in (*old, *new))
    return bool(old and new) and (in_figures or bool(numbers_in(old) and numbers_in(new))), False


def _equal_words(known: Sequence[str], low: int, here: Sequence[str], start: int) -> int:
    """How many words behind a number belong to it: the rest of the number, or the one word that it counts."""
    most = min(len(known) - low, len(here) - start)
    size = next((at for at in range(most) if not is_number(known[low + at])), most)
    size = max(size, min(1, most))
    return size if known[low : low + size] == here[start : start + size] else 0


def _slid(gap: Gap, known: Known, words: Words, places: Sequence[Place]) -> Gap:
    """What was put in or left out, moved to where a sentence begins.

    "only. The" after "The" is "The ... only." before it.
    """
    if gap.known == gap.known_end:
        starts = frozenset(place.span.start for place in places)
        moved = _steps_back(words, gap.here, gap.here_end, starts)
    elif gap.here == gap.here_end:
        moved = _steps_back(known.words, gap.known, gap.known_end, frozenset())
    else:
        moved = 0
    return Gap(gap.known - moved, gap.known_end - moved, gap.here - moved, gap.here_end - moved)


def _steps_back(words: Words, start: int, end: int, starts: AbstractSet[int]) -> int:
    """How many words further up a stretch can be that begins a sentence and leaves the same text; else 0."""
    for moved in range(start + 1):
        first = start - moved
        if first == 0 or words.starts[first] in starts or words.marks[first - 1] in _SENTENCE_ENDS:
            return moved
        if words.words[first - 1] != words.words[end - moved - 1]:
            break
    return 0


def _characters(words: Words, first: int, last: int) -> tuple[int, int]:
    if first < last:
        return words.starts[first], words.ends[last - 1]
    point = words.ends[first - 1] if first else 0
    return point, point


def _joined(gaps: Sequence[Gap], known: Known, words: Words) -> list[Gap]:
    """Gaps with hardly a word between them as one, numbers apart."""
    joined: list[Gap] = []
    for gap in gaps:
        last = joined[-1] if joined else None
        apart = last is None or gap.known - last.known_end > _NEAR or gap.here - last.here_end > _NEAR
        if last is None or apart or _edit(known, words, gap).number or _edit(known, words, last).number:
            joined.append(gap)
        else:
            joined[-1] = Gap(last.known, gap.known_end, last.here, gap.here_end)
    return joined


def _outside(passages: Sequence[Passage], words: Words) -> Iterator[tuple[Passage, int, int]]:
    """Words of no passage that are no title, with the passage next to them."""
    position = 0
    for number, passage in enumerate(passages):
        before = left(words, position, passage.start)
        named = [words.words[at] for at in before]
        if before and not is_title_of(passage.known, named):
            yield (passages[max(0, number - 1)] if number else passage), position, passage.start
        position = max(position, passage.end)
    if left(words, position, len(words)):
        yield passages[-1], position, len(words)


def _by_unit(edit: Edit, words: Words, places: Sequence[Place]) -> list[Edit]:
    """An addition as one edit a unit of the copy; a heading goes with what it is above."""
    if not edit.is_addition or edit.put_end - edit.put < 2 or not places:
        return [edit]
    starts = [place.span.start for place in places]
    parts: list[tuple[int, int]] = []
    last = -2
    for at in range(edit.put, edit.put_end):
        place = bisect_right(starts, words.starts[at]) - 1
        if place != last and not (parts and last >= 0 and places[last].heading):
            parts.append((at, at + 1))
        parts[-1] = parts[-1][0], at + 1
        last = place
    return [
        replace(edit, put=first, put_end=end, start=words.starts[first], end=words.ends[end - 1])
        for first, end in parts
    ]


def _other_mark(passage: Passage, words: Words) -> Iterator[Edit]:
    found = first_other_mark(passage.known.words, words, passage.runs)
    if found is not None:
        known, here = found
        known_text = passage.known.words
        yield Edit(
            passage.known,
            known,
            known + 2,
            here,
            here + 2,
            *(words.starts[here], words.ends[here + 1]),
            *(known_text.starts[known], known_text.ends[known + 1]),
            mark=True,
        )


def _counted(edits: Sequence[Edit], words: Words) -> list[Edit]:
    """Short edits that are made again and again, told once with their number."""
    first: dict[tuple[str, tuple[str, ...], tuple[str, ...]], int] = {}
    kept: list[Edit] = []
    for edit in edits:
        out = edit.known.words.words[edit.out : edit.out_end]
        put = words.words[edit.put : edit.put_end]
        key = (edit.known.record.id, out, put)
        if len(out) > _SHORT or len(put) > _SHORT:
            kept.append(edit)
        elif key in first:
            kept[first[key]] = replace(kept[first[key]], times=kept[first[key]].times + 1)
        else:
            first[key] = len(kept)
            kept.append(edit)
    return kept
