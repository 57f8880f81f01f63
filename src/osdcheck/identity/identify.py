"""Finds the known licenses in a text: the same text by its key, a similar one by its fingerprints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from osdcheck.core.document import Document
from osdcheck.core.identity import Identity, LicenseMatch
from osdcheck.identity.align import Gap, Run, best_series, extend, find_runs, gaps_between
from osdcheck.identity.allowances import first_other_mark, is_allowed, is_title_of, left
from osdcheck.identity.fingerprints import Fingerprints, cuts, grams, load_fingerprints, readings, shingles
from osdcheck.identity.joining import is_offer, joined_records, offered_choice
from osdcheck.identity.known import Known, known_text, name_slots, title_words
from osdcheck.identity.normalize import Words, words_in, words_of
from osdcheck.identity.records import LicenseRecord, record_at
from osdcheck.identity.tokens import MARKS, Tokens, tokens_of

_TAG = re.compile(
    r"</?(?:html|body|div|p|br|span|h[1-6]|li|ul|ol|td|pre|b|i|strong|em|a)\b[^>\n]*>", re.IGNORECASE
)
_WORD_LEADER = re.compile(r"^[^\S\n]*(?:rem|@rem|dnl|@c|@comment)(?=\s|$)", re.IGNORECASE | re.MULTILINE)
_MARKED = re.compile(r"^[^\S\n]*(?:rem|dnl|c|@rem)\b|</|\]\(|-\n|\\\w|&\w+;", re.IGNORECASE | re.MULTILINE)
"""Signs of markup that leaves words in the text: tags, links, comment leaders that are words."""
LEAST_COVERAGE = 50.0
LEAST_SCORE = 65.0
"""Percent below which a likeness is chance, or a disclaimer that many licenses share."""
WHOLE = 85.0
"""Percent of a known text that make it known whatever was put between."""
LONGEST = 1_000_000
"""Characters of a text that are looked at; no known license has half as many."""
_MOST_PASSAGES = 12
_MOST_TRIED = 6
_LEAST_WORDS = 12
_EVIDENT, _FAR = 97.0, 0.95
_SENTENCE_ENDS = frozenset(".!?")
_FULLER = 2
"""Words of a sentence more that must be there for each that is not, so that a text with it is the base, and
not one that is there in full without it."""
_MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class Passage:
    """A known text found in another: equal runs, and the word range ``[start, end)`` it takes up.

    ``gaps``: where the two part, ``allowed`` those of them that the guidelines allow.
    """

    known: Known
    runs: tuple[Run, ...]
    gaps: tuple[Gap, ...]
    allowed: tuple[Gap, ...]
    start: int
    end: int
    score: float
    coverage: float
    value: float


@dataclass(frozen=True, slots=True)
class Identified:
    """What a text is known as, with what the finding rests on.

    ``record``: the license the text is an exact copy of; ``passages`` and ``words`` are empty for a copy
    that was recognized by its key; ``offered``: licenses of which the text lets one choose.
    """

    identity: Identity
    record: LicenseRecord | None
    passages: tuple[Passage, ...]
    words: Words | None
    offered: tuple[LicenseRecord, ...] = ()


def identify_text(text: str) -> Identified:
    """The known licenses of a plain text; offsets count its characters."""
    tokens = tokens_of(text[:LONGEST])
    record = _same_tokens(tokens) if len(text) <= LONGEST else None
    if record is not None:
        return _verbatim(text, record)
    return _compared(words_in(tokens), whole=len(text) <= LONGEST)


def identify_words(text: str) -> Identified:
    """The known licenses whose words are in a plain text that is no verbatim copy."""
    return _compared(words_of(text[:LONGEST]), whole=len(text) <= LONGEST)


def verbatim_copy(original: str) -> Identified | None:
    """What the text of a file is word for word, before anything else is done to it; else ``None``."""
    record = None if _TAG.search(original) else _same_text(original)
    return None if record is None else _verbatim(original, record)


def identify_document(document: Document) -> Identified:
    """The known licenses of a document, markup left out; offsets count characters of the original."""
    return verbatim_copy(document.original) or similar_texts(document)


def has_markup(text: str) -> bool:
    """Whether a text has signs of markup that leaves words in it."""
    return _MARKED.search(text) is not None or _TAG.search(text) is not None


def similar_texts(document: Document) -> Identified:
    """:func:`identify_document` for one whose original is no verbatim copy."""
    original, clean = document.original, document.clean
    marked = _MARKED.search(original) is not None
    record = (_same_text(clean) or _same_text(_without_leaders(original))) if marked else None
    if record is not None:
        return _verbatim(original, record)
    if not _TAG.search(original):
        return identify_words(original)
    words = words_of(clean[:LONGEST], lambda start, end: _original(document, start, end))
    return _compared(words, whole=len(clean) <= LONGEST)


def _without_leaders(text: str) -> str:
    """A text each line of which begins with the same comment leader that is a word, without it."""
    lines = sum(1 for line in text.splitlines() if line.strip())
    leaders = [found[0].strip().lower() for found in _WORD_LEADER.finditer(text)]
    return _WORD_LEADER.sub("", text) if len(leaders) == lines and len(set(leaders)) == 1 else text


def _original(document: Document, start: int, end: int) -> tuple[int, int]:
    return document.offsets.start_of(start), document.offsets.end_of(end - 1)


def _verbatim(text: str, record: LicenseRecord) -> Identified:
    start = len(text) - len(text.lstrip())
    match = LicenseMatch(record.id, 100.0, 100.0, True, start, len(text.rstrip()))
    return Identified(Identity(record.id, (match,)), record, (), None)


def _compared(words: Words, *, whole: bool) -> Identified:
    passages, all_found = _passages(words)
    complete = whole and all_found
    if not passages:
        return Identified(Identity(None, (), complete), None, (), words)
    exact = whole and len(passages) == 1 and _is_exact(passages[0], words)
    matches = tuple(_match(passage, words, exact) for passage in passages)
    record = passages[0].known.record if exact else None
    found = [passage.known.record for passage in passages]
    around = _around(passages, words) if len(passages) > 1 else ()
    offered = offered_choice(found, around)
    identity = Identity(joined_records(found, offered), matches, complete)
    return Identified(identity, record, tuple(passages), words, offered)


def _same_text(text: str) -> LicenseRecord | None:
    return None if len(text) > LONGEST else _same_tokens(tokens_of(text))


def _same_tokens(tokens: Tokens) -> LicenseRecord | None:
    index = load_fingerprints()
    for reading in readings(tokens):
        for cut in cuts(tokens, **reading):
            named = [word for word in cut.title if word not in MARKS]
            found = [record_at(number) for number in index.exact(cut.key)]
            fitting = [one for one in found if title_words(one).issuperset(named)]
            if fitting:
                return min(fitting, key=preference)
    return None


def preference(record: LicenseRecord) -> tuple[bool, bool, bool, bool, int, str]:
    """Sorts records of one text: current ones first, licenses before exceptions, SPDX ids before others."""
    return (
        record.is_deprecated,
        record.is_exception,
        record.spdx is None,
        not record.id.endswith("-only") and record.id.endswith("-or-later"),
        len(record.id),
        record.id,
    )


def _passages(words: Words) -> tuple[list[Passage], bool]:
    """The known texts in order of the words, and whether they are all."""
    size = len(words)
    hashes = shingles(words.words)
    index = load_fingerprints()
    text = _Read(words, hashes, index.holders(hashes), grams(words.words), name_slots(words.words))
    taken = bytearray(size)
    found: list[Passage] = []
    while True:
        free = _free_ranges(taken)
        enough = sum(end - start for start, end in free) >= _LEAST_WORDS
        good = _tried(index, text, free) if enough else []
        if not good or len(found) >= _MOST_PASSAGES:
            break
        best = _best(good)
        for one in _parts(index, text, best, good) or (best,):
            found.append(one)
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
    return sorted(found, key=lambda one: one.start), not good


@dataclass(frozen=True, slots=True)
class _Read:
    """A text made ready: ``hashes`` and ``grams`` of every five words, ``holders`` the records that have
    each hash, ``slots``: 1 for a word that stands where a name may be put."""

    words: Words
    hashes: Sequence[int]
    holders: Sequence[Sequence[int]]
    grams: Sequence[int]
    slots: bytes


def _tried(index: Fingerprints, text: _Read, free: Sequence[tuple[int, int]]) -> list[Passage]:
    """The likely licenses that are like enough, compared word by word; an evident one ends the search."""
    good: list[Passage] = []
    candidates = _candidates(index, text, free)
    for number, worth in candidates:
        if good and max(good[0].score, good[0].coverage) >= _EVIDENT and worth < _FAR * candidates[0][1]:
            break
        passage = _compare(known_text(number), text, free)
        if passage and _is_like(passage):
            good.append(passage)
    return good


def _best(good: Sequence[Passage]) -> Passage:
    """The passage to take: the most alike, or one that is there in full where hardly more speaks for that."""
    best = max(good, key=_rank)
    matched = sum(run.size for run in best.runs)
    full = []
    for one in good:
        own = sum(run.size for run in one.runs)
        missing = len(best.known.words) - matched
        if (
            one.coverage == 100.0 > best.coverage
            and matched * _MOSTLY < own
            and matched - own <= _FULLER * missing
        ):
            full.append(one)
    return max(full, key=_rank, default=best)


def _parts(index: Fingerprints, text: _Read, best: Passage, good: Sequence[Passage]) -> list[Passage]:
    """Texts that are there more fully than ``best`` and that together say more of its words; else none.

    Some known texts were put together of others, and are like whatever else was.
    """
    parts: list[Passage] = []
    worth, left_over = 0.0, [(best.start, best.end)]
    while len(parts) < _MOST_PASSAGES and worth + sum(end - start for start, end in left_over) > best.value:
        fuller = [
            one
            for one in good
            if one.coverage > best.coverage and best.start <= one.start and one.end <= best.end
        ]
        if not fuller:
            break
        parts.append(max(fuller, key=_rank))
        worth += parts[-1].value
        left_over = _between(parts, best)
        good = _tried(index, text, left_over) if left_over else ()
    return parts if worth > best.value else []


def _between(parts: Sequence[Passage], whole: Passage) -> list[tuple[int, int]]:
    """Word ranges of a passage that none of its parts takes up, the shortest left out."""
    ends = [whole.start, *(one.end for one in sorted(parts, key=lambda one: one.start))]
    starts = [*sorted(one.start for one in parts), whole.end]
    return [(end, start) for end, start in zip(ends, starts, strict=True) if start - end >= _LEAST_WORDS]


def _rank(one: Passage) -> tuple[float, ...]:
    return (round(one.value, 3), *_reversed(preference(one.known.record)))


def _reversed(order: tuple[bool, bool, bool, bool, int, str]) -> tuple[int, ...]:
    return tuple(-int(one) for one in order[:5])


def _is_like(passage: Passage) -> bool:
    if passage.coverage >= WHOLE:
        return True
    return passage.coverage >= LEAST_COVERAGE and passage.score >= LEAST_SCORE


def _free_ranges(taken: bytearray) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    at = taken.find(0)
    while at >= 0:
        end = taken.find(1, at)
        end = len(taken) if end < 0 else end
        ranges.append((at, end))
        at = taken.find(0, end)
    return ranges


def _candidates(index: Fingerprints, text: _Read, free: Iterable[tuple[int, int]]) -> list[tuple[int, float]]:
    """Numbers of the records that share most fingerprints, with these less half of those they lack."""
    shared: dict[int, Sequence[int]] = {}
    for start, end in free:
        shared |= dict(zip(text.hashes[start:end], text.holders[start:end], strict=True))
    counts = Counter(chain.from_iterable(shared.values()))
    worth = {
        number: hits - 0.5 * (index.totals[number] - hits)
        for number, hits in counts.items()
        if hits >= 0.3 * index.totals[number]
    }
    best = sorted(worth, key=lambda number: (-worth[number], number))[:_MOST_TRIED]
    return [(number, worth[number]) for number in best if worth[number] >= 0.6 * worth[best[0]] - 3]


def _compare(known: Known, text: _Read, free: Sequence[tuple[int, int]]) -> Passage | None:
    words = text.words
    runs: list[Run] = []
    for start, end in free:
        runs += find_runs(known.words.words, known.anchors, words.words, text.grams, start, end)
    series = best_series(runs)
    if not series:
        return None
    low = max(start for start, _ in free if start <= series[0].here)
    high = min(end for _, end in free if end >= series[-1].here + series[-1].size)
    full = extend(known.words.words, words.words, series, low, high)
    gaps = gaps_between(full, len(known.words))
    allowed = tuple(gap for gap in gaps if is_allowed(known, words, text.slots, gap))
    start, end = full[0].here, full[-1].here + full[-1].size
    matched = sum(run.size for run in full)
    score, coverage, value = _likeness(known, words, gaps, allowed, (start, end), matched)
    return Passage(known, tuple(full), tuple(gaps), allowed, start, end, score, coverage, value)


def _likeness(
    known: Known,
    words: Words,
    gaps: Sequence[Gap],
    allowed: Sequence[Gap],
    span: tuple[int, int],
    matched: int,
) -> tuple[float, float, float]:
    """Score and coverage in percent, and the equal words less those missing and half of those added."""
    there = known.words.ignored.count(0)
    here = words.ignored.count(0, *span)
    amiss = [gap for gap in gaps if gap not in allowed]
    missing = sum(len(left(known.words, gap.known, gap.known_end)) for gap in amiss)
    added = sum(len(left(words, gap.here, gap.here_end)) for gap in amiss)
    same = there - missing
    score = 100 * (same + here - added) / max(1, there + here)
    if amiss:
        score = min(score, 99.99)
    return round(score, 2), round(100 * same / max(1, there), 2), matched - missing - 0.5 * added


def _is_exact(passage: Passage, words: Words) -> bool:
    """Whether the whole text is the known one: only allowed differences, nothing beside it but its title."""
    if len(passage.gaps) != len(passage.allowed):
        return False
    before = [words.words[at] for at in left(words, 0, passage.start)]
    if left(words, passage.end, len(words)) or not is_title_of(passage.known, before):
        return False
    return first_other_mark(passage.known.words, words, passage.runs) is None


def _match(passage: Passage, words: Words, exact: bool) -> LicenseMatch:
    start, end = words.span(passage.start, passage.end - 1)
    return LicenseMatch(passage.known.record.id, passage.score, passage.coverage, exact, start, end)


def _around(passages: Sequence[Passage], words: Words) -> list[str]:
    """The words outside of the passages where they offer something, sentence by sentence."""
    starts = [*(one.start for one in passages), len(words)]
    ends = [0, *(one.end for one in passages)]
    sentences: list[list[str]] = []
    for end, start in zip(ends, starts, strict=True):
        if not is_offer(" ".join(words.words[end:start])):
            continue
        sentences.append([])
        for at in range(end, start):
            sentences[-1].append(words.words[at])
            if words.marks[at] in _SENTENCE_ENDS:
                sentences.append([])
    return [" ".join(sentence) for sentence in sentences if sentence]
