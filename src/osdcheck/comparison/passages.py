"""Where two editions of one license differ in words that no finding rests on, such as a definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from rapidfuzz.distance import LCSseq

from osdcheck.comparison.renamed import without_renamed
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
_MARKER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]+|\W+")
"""The sign of a list entry, or a sign alone."""


def find_passages(
    texts: tuple[str, str], found: Sequence[Difference], known: Vocabulary
) -> tuple[Passage, ...]:
    """Differing words of two editions, with the words around, in the order of the texts; at most 20.

    Left out are words that differ in a name, version or date alone, and those that a difference between
    findings shows already.
    """
    words = folded(texts[0]), folded(texts[1])
    if not all(0 < len(side) <= _LARGEST for side in words) or likeness(*words) < _EDITION:
        return ()
    shown = [_plain(run) for one in found for run in one.details.words if run.operation != "equal"]
    quotes = sorted(set(_quotes(found)), key=len, reverse=True)[:_QUOTES]
    runs = without_renamed(diff(*texts), known)
    moved = _moved(runs)
    passages = (
        Passage(_tail(runs, index), run.a, run.b, _head(runs, index))
        for index, run in enumerate(runs)
        if run.operation != "equal"
        and _plain(run) not in shown
        and index not in moved
        and not (_is_marker(run.a) and _is_marker(run.b))
        and not is_cosmetic(runs[max(0, index - 1) : index + 2], known)
        and not any(_is_told(side, quotes) for side in (folded(run.a), folded(run.b)) if side)
    )
    return tuple(islice(passages, MOST))


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
