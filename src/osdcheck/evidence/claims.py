"""Sentences that call a project open source, and whether its license bears them out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from osdcheck.core.evidence import Claim, ClaimVerdict, Declared
from osdcheck.core.report import Overall
from osdcheck.evidence.badges import find_badges
from osdcheck.evidence.clauses import context_of
from osdcheck.evidence.hosts import find_names, linked_names
from osdcheck.evidence.names import Names
from osdcheck.evidence.prose import LIMIT, SPEAKS, Passage, read_passages
from osdcheck.evidence.stance import Reading, read_stance
from osdcheck.evidence.words import Word, find_forms, split

_VERDICTS: dict[Overall, ClaimVerdict] = {
    "open": "supported",
    "not-open": "contradicted",
    "review": "unsupported",
}
_STRENGTH = ("asserted", "negated", "plan", "question", "other-project", "mention")
"""Where a sentence holds the words several times, the first of these is its stance."""
_LOOK_BACK = 2
_CLASSIFIER = "License :: OSI Approved"


def find_claims(text: str, *, path: str, subject: str | Collection[str] | None = None) -> tuple[Claim, ...]:
    """Every sentence and badge of a text that speaks of open source, in order, with its stance.

    ``text``: a README, model card, HTML page, source header or plain text of which the first 3,000,000
    characters are read; ``path`` tells the format by its suffix; ``subject``: the name or names of the
    project, where known: sentences about other names are then told apart more surely, and claims are
    certain. Verdicts are ``None``; see :func:`weigh_claims`.

    >>> [claim.stance for claim in find_claims("Foo is not open source.", path="README.md")]
    ['negated']
    """
    if not speaks_of_open_source(text):
        return ()
    passages = read_passages(text, path)
    given = (subject,) if isinstance(subject, str) else tuple(subject or ())
    names = find_names(passages, path=path, given=given, linked=linked_names(text))
    places = _Places(text)
    found = [*_sentences(passages, names, places, path), *_badges(text, places, path)]
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.end)))


def speaks_of_open_source(text: str) -> bool:
    """Whether a text holds words or a badge that could be a claim."""
    return SPEAKS.search(text) is not None or "open%20source" in text


class _Places:
    """Lines of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def claim(self, path: str, start: int, end: int, form: str, reading: Reading) -> Claim:
        """A claim at a range of the text."""
        return Claim(
            path=path,
            line_start=bisect_right(self._ends, start - 1) + 1,
            line_end=bisect_right(self._ends, max(start, end - 1) - 1) + 1,
            start=start,
            end=end,
            quote=self.text[start:end],
            form=form,
            scope=reading.scope,
            stance=reading.stance,
            certain=reading.certain,
        )


def _sentences(passages: tuple[Passage, ...], names: Names, places: _Places, path: str) -> Iterator[Claim]:
    for number, passage in enumerate(passages):
        if SPEAKS.search(passage.words) is None:
            continue
        words = split(passage.words)
        forms = list(find_forms(words))
        if not forms:
            continue
        before = _just_before(passages, number)
        readings = [read_stance(context_of(words, form, names, passage, before=before)) for form in forms]
        best = min(range(len(forms)), key=lambda at: _STRENGTH.index(readings[at].stance))
        yield places.claim(path, passage.start, passage.end, forms[best].text, readings[best])


def _just_before(passages: tuple[Passage, ...], number: int) -> tuple[tuple[Word, ...], ...]:
    """Words of the sentences just before one: of its own paragraph, or of the list entry above it."""
    passage = passages[number]
    first = passage.block - (passage.role == "item")
    near = passages[max(0, number - _LOOK_BACK) : number]
    return tuple(split(earlier.words) for earlier in near if earlier.block >= first)


def _badges(text: str, places: _Places, path: str) -> Iterator[Claim]:
    for badge in find_badges(text[:LIMIT], path):
        yield places.claim(path, badge.start, badge.end, f"badge: {badge.label}", Reading(badge.stance))


def declared_claims(declared: Iterable[Declared]) -> tuple[Claim, ...]:
    """Claims that metadata makes: classifiers that call the license OSI approved.

    Offsets are 0, since a declaration knows its line alone.
    """
    return tuple(
        Claim(
            one.path,
            one.line_start,
            one.line_start,
            0,
            0,
            one.quote,
            "classifier: OSI approved",
            "whole",
            "asserted",
        )
        for one in declared
        if one.expression.startswith(_CLASSIFIER)
    )


def weigh_claims(
    claims: Iterable[Claim], overall: Overall | None, *, released_source: bool | None = None
) -> tuple[Claim, ...]:
    """The claims with their verdicts against what the license of the whole says.

    Asserted claims about the whole are ``"supported"`` when ``overall`` is ``"open"``,
    ``"contradicted"`` when ``"not-open"`` and ``"unsupported"`` when ``"review"`` or ``None`` (no license
    found). A claim that the license bears out is ``"unsupported"`` where ``released_source`` is
    ``False``: OSD 2 asks for the source. A claim about a part, or one that may be about another project,
    is never ``"contradicted"`` by the verdict on the whole. Other stances get no verdict.
    """
    return tuple(replace(claim, verdict=_weigh(claim, overall, released_source)) for claim in claims)


def _weigh(claim: Claim, overall: Overall | None, released_source: bool | None) -> ClaimVerdict | None:
    if claim.stance != "asserted":
        return None
    verdict = _VERDICTS[overall] if overall is not None else "unsupported"
    if verdict == "contradicted" and (claim.scope == "part" or not claim.certain):
        return "unsupported"
    if verdict == "supported" and released_source is False:
        return "unsupported"
    return verdict
