"""Where two editions of one license differ in words that no finding rests on, such as a definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from rapidfuzz.distance import LCSseq

from osdcheck.comparison.align import text_of
from osdcheck.comparison.renamed import is_spelled, without_renamed, without_spelled
from osdcheck.comparison.spelling import JOINT, Spelling
from osdcheck.comparison.words import Vocabulary, diff, folded, is_cosmetic, likeness
from osdcheck.core.comparison import Difference, Passage, WordRun

MOST = 20
"""Passages that are listed."""
_EDITION = 0.8
"""Share of words that two editions of a license have in common; other texts differ everywhere."""
_LARGEST = 60_000
"""Words of a text beyond which no edition is looked for."""
_CONTEXT = 8
_TOLD = 0.75
"""Share of the words of a passage that are listed elsewhere, so that it is not listed again."""
_FEW = 4
_QUOTES = 500
"""Quotes that a passage is looked up in, the longest first."""
_SENTENCE = 4
"""Fewest words of a passage that stands elsewhere in the other text."""
_STOPS = (".", ";", ":", "!", "?")
_SENTENCE_END = re.compile(r"(?<=[.;])\s+(?=[A-Z(\"“])|\n\s*\n")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MARKER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]+|\W+")
"""The sign of a list entry, or a sign alone."""


def find_passages(
    texts: tuple[str, str], found: Sequence[Difference], known: Vocabulary, spelling: Spelling
) -> tuple[Passage, ...]:
    """Differing words of two editions, with the words around, in the order of the texts; at most 20.

    Of two other texts only the sentences that differ in a date which is a term.
    Left out are words that differ in spelling, or in a name, a version or a date alone which is no term, and
    those that a difference between findings shows already.
    """
    words = folded(texts[0]), folded(texts[1])
    if not all(0 < len(side) <= _LARGEST for side in words):
        return ()
    if likeness(*words) < _EDITION:
        return tuple(islice(_dated(texts, found, spelling), MOST))
    shown = [_plain(run) for one in found for run in one.details.words if run.operation != "equal"]
    quotes = sorted(set(_quotes(found)), key=len, reverse=True)[:_QUOTES]
    runs = without_spelled(without_renamed(_differing(*texts, spelling), known), spelling.plain)
    moved = _moved(runs)
    passages = (
        Passage(_tail(runs, index), run.a, run.b, _head(runs, index))
        for index, run in enumerate(runs)
        if run.operation != "equal"
        and _plain(run) not in shown
        and index not in moved
        and not (_is_marker(run.a) and _is_marker(run.b))
        and (
            _is_dated(runs, index, spelling)
            or not (
                is_spelled(runs, index, index, spelling.dateless)
                or is_cosmetic(runs[max(0, index - 1) : index + 2], known)
            )
        )
        and not any(_is_told(side, quotes) for side in (folded(run.a), folded(run.b)) if side)
    )
    return tuple(islice(passages, MOST))


def _dated(texts: tuple[str, str], found: Sequence[Difference], spelling: Spelling) -> Iterable[Passage]:
    """Sentences of two texts that are one but for a date which is a term, unless a difference tells of it."""
    told = {folded(text_of(one)) for difference in found for one in difference.findings}
    ours, theirs = ({spelling.dateless(one): one for one in _with_dates(text, spelling)} for text in texts)
    for key in ours:
        if key not in theirs or not told.isdisjoint((folded(ours[key]), folded(theirs[key]))):
            continue
        runs = _differing(ours[key], theirs[key], spelling)
        yield from (
            Passage(_tail(runs, index), run.a, run.b, _head(runs, index))
            for index, run in enumerate(runs)
            if _is_dated(runs, index, spelling)
        )


def _differing(a: str, b: str, spelling: Spelling) -> tuple[WordRun, ...]:
    """The words that differ, in which a date is one word."""
    return tuple(
        run._replace(a=run.a.replace(JOINT, " "), b=run.b.replace(JOINT, " "))
        for run in diff(spelling.joined(a), spelling.joined(b))
    )


def _with_dates(text: str, spelling: Spelling) -> Iterable[str]:
    for one in _SENTENCE_END.split(text):
        if _YEAR.search(one) and spelling.dates(one):
            yield " ".join(one.split())


def _is_dated(runs: Sequence[WordRun], index: int, spelling: Spelling) -> bool:
    """Whether a date that is a term differs in a run."""
    before, behind = _tail(runs, index), _head(runs, index)
    ours, theirs = (spelling.dates(f"{before} {side} {behind}") for side in (runs[index].a, runs[index].b))
    return ours != theirs


def _moved(runs: Sequence[WordRun]) -> set[int]:
    """Places of sentences that both texts have, each somewhere else: what they mean, the findings tell."""
    places: dict[tuple[str, ...], dict[str, int]] = {}
    for index, run in enumerate(runs):
        words = [word for word in (run.a or run.b).split() if not _MARKER.fullmatch(word)]
        if words and not (run.a and run.b) and words[-1].endswith(_STOPS) and _begins(runs, index):
            places.setdefault(folded(" ".join(words)), {})[run.operation] = index
    return {
        index
        for words, both in places.items()
        if len(words) >= _SENTENCE and len(both) == len(("delete", "insert"))
        for index in both.values()
    }


def _begins(runs: Sequence[WordRun], index: int) -> bool:
    """Whether a sentence or a list entry begins with a run."""
    before = runs[index - 1].a if index else "."
    return before.endswith(_STOPS) or _is_marker(before.split()[-1])


def _plain(run: WordRun) -> tuple[str, str]:
    return " ".join(folded(run.a)), " ".join(folded(run.b))


def _is_marker(words: str) -> bool:
    return all(_MARKER.fullmatch(word) for word in words.split())


def _quotes(found: Sequence[Difference]) -> Iterable[tuple[str, ...]]:
    """What is listed already: statements of one side, the words above their lists, differing words."""
    for one in found:
        if one.change != "changed":
            details = one.findings[0].details
            yield from (folded(text) for text in (details.text, details.stem) if text)
        for run in one.details.words:
            if run.operation != "equal":
                yield from (words for words in (folded(run.a), folded(run.b)) if len(words) >= _FEW)


def _is_told(words: Sequence[str], quotes: Sequence[Sequence[str]]) -> bool:
    """Whether what is listed already has most of the words."""
    rest = f" {' '.join(words)} "
    for quote in quotes:
        rest = rest.replace(f" {' '.join(quote)} ", " ")
    left = rest.split()
    few = max(len(words) * (1 - _TOLD), _FEW if len(left) < len(words) else 0)
    return len(left) <= few or any(LCSseq.similarity(left, quote) >= _TOLD * len(left) for quote in quotes)


def _tail(runs: Sequence[WordRun], index: int) -> str:
    return " ".join(_common(runs[index - 1])[-_CONTEXT:]) if index else ""


def _head(runs: Sequence[WordRun], index: int) -> str:
    return " ".join(_common(runs[index + 1])[:_CONTEXT]) if index + 1 < len(runs) else ""


def _common(run: WordRun) -> list[str]:
    # Equal words may differ in case and punctuation: the mirror image has to take the same.
    return min(run.a, run.b).split()
