"""Which finding of one license says what a finding of the other says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from osdcheck.comparison.words import folded, likeness
from osdcheck.core.finding import Finding

Pair = tuple[Finding | None, Finding | None]

ALIKE = 0.5
"""Least score of two findings of one kind that say the same; below it they are two statements."""
_DUTY_ALIKE = 0.4
"""The same for duties: what one license asks in one sentence, another spreads over several."""
_NEAR = 120
"""Statements of one kind, beyond those with the same words, that are compared each with each."""
_SLOTS = ("purpose", "party", "territory", "exception", "reference")


def align(a: Sequence[Finding], b: Sequence[Finding]) -> tuple[Pair, ...]:
    """Pairs of findings of the same kind, each finding once; ``None`` where the other side has none.

    Statements with the same words come together first, then the most alike: best pair first, not the
    best sum over all, so that one strange statement moves no other pair. Of a kind that both licenses
    have, at least the two nearest statements are a pair, however they are worded.
    """
    kinds = sorted({one.kind for one in (*a, *b)})
    return tuple(
        pair
        for kind in kinds
        for pair in _pairs([one for one in a if one.kind == kind], [one for one in b if one.kind == kind])
    )


def text_of(finding: Finding) -> str:
    """The clean words of a finding without the "and" that leads to the next; empty for something absent."""
    return re.sub(r"[;,]\s*(?:and|or)$", ";", finding.details.text or "")


def _pairs(a: list[Finding], b: list[Finding]) -> Iterable[Pair]:
    matched, rest_a, rest_b = _same(a, b)
    near_a, near_b = ([(one, folded(text_of(one))) for one in rest[:_NEAR]] for rest in (rest_a, rest_b))
    scored = sorted(
        (
            (-_score(ours, theirs), i + j, i, j)
            for i, ours in enumerate(near_a)
            for j, theirs in enumerate(near_b)
        ),
        # Pairs that contend for a finding never have the same sum: mirrored input mirrors the result.
        key=lambda row: row[:2],
    )
    least = ALIKE if any(one.effect == "restriction" for one in (*a, *b)) else _DUTY_ALIKE
    if scored and not matched:
        # All of the best score, not the first alone: mirrored input may have another first.
        least = min(least, -scored[0][0])
    free_a, free_b = dict(enumerate(rest_a)), dict(enumerate(rest_b))
    for negative, _, i, j in scored:
        if i in free_a and j in free_b and 0 < -negative >= least:
            matched.append((free_a.pop(i), free_b.pop(j)))
    yield from sorted(matched, key=lambda pair: sorted((_place(pair[0]), _place(pair[1]))))
    yield from ((one, None) for one in free_a.values())
    yield from ((None, one) for one in free_b.values())


def _same(
    a: list[Finding], b: list[Finding]
) -> tuple[list[tuple[Finding, Finding]], list[Finding], list[Finding]]:
    """Pairs with the same words, and what is left of both sides.

    A list entry can stand under two stems: the one with the same stem is taken first.
    """
    matched: list[tuple[Finding, Finding]] = []
    for key in (_words_and_stem, _words):
        waiting: dict[object, list[Finding]] = {}
        for theirs in b:
            waiting.setdefault(key(theirs), []).append(theirs)
        left = []
        for ours in a:
            same = waiting.get(key(ours))
            if same:
                matched.append((ours, same.pop(0)))
            else:
                left.append(ours)
        used = {id(theirs) for _, theirs in matched}
        a, b = left, [theirs for theirs in b if id(theirs) not in used]
    return matched, a, b


def _words(finding: Finding) -> object:
    return folded(text_of(finding)), finding.details.grants


def _words_and_stem(finding: Finding) -> object:
    return _words(finding), finding.details.stem


def _score(ours: tuple[Finding, Sequence[str]], theirs: tuple[Finding, Sequence[str]]) -> float:
    (a, words_a), (b, words_b) = ours, theirs
    if not (words_a and words_b):
        return 0.0
    text = likeness(words_a, words_b)
    values = [(getattr(a.details, slot), getattr(b.details, slot)) for slot in _SLOTS]
    limits = a.details.threshold, b.details.threshold
    values.append((limits[0] and limits[0].unit, limits[1] and limits[1].unit))
    named = [pair for pair in values if any(pair)]
    if not named:
        return text
    agreed = sum(1 for pair in named if pair[0] == pair[1])
    return (3 * text + agreed / len(named)) / 4


def _place(finding: Finding) -> int:
    return -1 if finding.start is None else finding.start
