"""Word by word, where a known text stands in another and where the two part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from osdcheck.identity.fingerprints import SHINGLE

_GAP_COST = 0.1
"""What a word between two matching runs costs: a run joins a chain when it brings more than the way to it."""
_MOST_RUNS = 300
_STRIDE = 32
_SHORT_GAP = 6
_LARGEST_GAP = 1500
"""Words on either side beyond which the inside of a gap is not compared."""


@dataclass(frozen=True, slots=True)
class Run:
    """``size`` equal words, from ``known`` in the known text and from ``here`` in the other."""

    known: int
    here: int
    size: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the two part: known words ``[known, known_end)`` stand for words ``[here, here_end)``."""

    known: int
    known_end: int
    here: int
    here_end: int


def find_runs(
    known: Sequence[str],
    anchors: Mapping[int, int],
    words: Sequence[str],
    grams: Sequence[int],
    start: int,
    end: int,
) -> list[Run]:
    """Equal runs of at least five words, unique in the known text, within words ``[start, end)``."""
    runs: list[Run] = []
    at = start
    while at <= end - SHINGLE:
        place = anchors.get(grams[at])
        if place is None:
            at += 1
            continue
        size = _equal_words(known, words, place, at, min(len(known) - place, end - at))
        if size >= SHINGLE:
            runs.append(Run(place, at, size))
        at += max(size, 1)
    return runs


def _equal_words(known: Sequence[str], words: Sequence[str], place: int, at: int, most: int) -> int:
    """How many words are equal from two places on: in strides that grow while they fit, then shrink."""
    size, stride = 0, _STRIDE
    while size < most:
        stop = min(size + stride, most)
        if known[place + size : place + stop] == words[at + size : at + stop]:
            size, stride = stop, 2 * stride
        elif stop - size == 1:
            break
        else:
            stride = (stop - size) // 2
    return size


def best_series(runs: Sequence[Run]) -> list[Run]:
    """The best series of runs in the order of both texts; far ones are left out."""
    if len(runs) > _MOST_RUNS:
        largest = sorted(runs, key=lambda run: run.size, reverse=True)[:_MOST_RUNS]
        runs = sorted(largest, key=lambda run: run.here)
    value: list[float] = []
    before: list[int] = []
    for number, run in enumerate(runs):
        best, source = 0.0, -1
        for other in range(number):
            last = runs[other]
            skipped = run.known - last.known - last.size
            inserted = run.here - last.here - last.size
            if (
                skipped < -last.size + 1
                or run.known <= last.known
                or run.known + run.size <= last.known + last.size
            ):
                continue
            overlap = max(0, -skipped)
            gain = value[other] - overlap - _GAP_COST * max(skipped, inserted, 0)
            if gain > best:
                best, source = gain, other
        value.append(best + run.size)
        before.append(source)
    if not value:
        return []
    at = max(range(len(value)), key=value.__getitem__)
    series = []
    while at >= 0:
        series.append(runs[at])
        at = before[at]
    return _trimmed(series[::-1])


def _trimmed(series: list[Run]) -> list[Run]:
    """The same without words used twice: the start of a run gives way to the end of the one before."""
    result: list[Run] = []
    for run in series:
        if result:
            last = result[-1]
            cut = max(0, last.known + last.size - run.known, last.here + last.size - run.here)
            run = Run(run.known + cut, run.here + cut, run.size - cut)
        if run.size > 0:
            result.append(run)
    return result


def extend(
    known: Sequence[str], words: Sequence[str], series: Sequence[Run], start: int, end: int
) -> list[Run]:
    """The series with the equal words between its runs and next to its ends."""
    first, last = series[0], series[-1]
    full = _outward(
        known[: first.known], words[max(start, first.here - first.known - 20) : first.here], first
    )
    for run, following in pairwise(series):
        full.append(run)
        full += _inside(
            known, words, (run.known + run.size, following.known), (run.here + run.size, following.here)
        )
    full.append(last)
    known_from, here_from = last.known + last.size, last.here + last.size
    here_to = min(end, here_from + len(known) - known_from + 20)
    full += _onward(known[known_from:], words[here_from:here_to], known_from, here_from)
    return _merged(full)


def _inside(
    known: Sequence[str], words: Sequence[str], known_range: tuple[int, int], here_range: tuple[int, int]
) -> list[Run]:
    size, here_size = known_range[1] - known_range[0], here_range[1] - here_range[0]
    if not size or not here_size or max(size, here_size) > _LARGEST_GAP:
        return []
    blocks = SequenceMatcher(
        None, known[known_range[0] : known_range[1]], words[here_range[0] : here_range[1]], autojunk=False
    ).get_matching_blocks()
    # In a long gap a single equal word is chance.
    least = 1 if max(size, here_size) <= _SHORT_GAP else 2
    return [
        Run(known_range[0] + block.a, here_range[0] + block.b, block.size)
        for block in blocks
        if block.size >= least
    ]


def _onward(known: Sequence[str], words: Sequence[str], known_from: int, here_from: int) -> list[Run]:
    """Equal words behind the last run, as long as they outweigh what lies between."""
    runs: list[Run] = []
    reach_known, reach_here = 0, 0
    if max(len(known), len(words)) > _LARGEST_GAP:
        known, words = known[:_LARGEST_GAP], words[:_LARGEST_GAP]
    for block in SequenceMatcher(None, known, words, autojunk=False).get_matching_blocks():
        if not block.size or block.size * 2 < max(block.a - reach_known, block.b - reach_here):
            break
        runs.append(Run(known_from + block.a, here_from + block.b, block.size))
        reach_known, reach_here = block.a + block.size, block.b + block.size
    return runs


def _outward(known: Sequence[str], words: Sequence[str], first: Run) -> list[Run]:
    """Equal words in front of the first run, likewise."""
    mirrored = _onward(known[::-1], words[::-1], 0, 0)
    return [
        Run(first.known - run.known - run.size, first.here - run.here - run.size, run.size)
        for run in reversed(mirrored)
    ]


def _merged(runs: Sequence[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last and last.known + last.size == run.known and last.here + last.size == run.here:
            merged[-1] = Run(last.known, last.here, last.size + run.size)
        else:
            merged.append(run)
    return merged


def gaps_between(runs: Sequence[Run], known_size: int) -> list[Gap]:
    """What the runs leave out, in order, from the first word of the known text to its last."""
    gaps: list[Gap] = []
    known, here = 0, runs[0].here
    for run in runs:
        if run.known > known or run.here > here:
            gaps.append(Gap(known, run.known, here, run.here))
        known, here = run.known + run.size, run.here + run.size
    if known < known_size:
        gaps.append(Gap(known, known_size, here, here))
    return gaps
