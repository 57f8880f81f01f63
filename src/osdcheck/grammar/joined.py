"""Sentences that a joint makes one ("the author keeps the copyright, and no copy may be sold").

What one of them says drowns in the words of the others, so each is read by itself as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from osdcheck.core.parse import Parse
from osdcheck.core.unit import Unit
from osdcheck.grammar.entries import entry_alone, part_of
from osdcheck.grammar.lexicon import FunctionWords, load_lexicon
from osdcheck.grammar.match import NOUNS, Match
from osdcheck.grammar.parser import parse_unit, read_alone
from osdcheck.grammar.topics import THINGS, spans_of
from osdcheck.grammar.words import Words, split_words

_HEADS = frozenset({"PERMIT", "FORBID", "OBLIGE"})
_BEFORE_HEAD = NOUNS | {"PREP", "ONLY", "COMPARE"}
_ZONES = frozenset({"operative", "disclaimer"})
_TAKING = frozenset({"FORBID", "ONLY", "NO", "OBLIGE", "COMPARE", "FEATURE"})
_VERBS = _HEADS | {"DESCRIBE"}
_MARKS = frozenset({",", "("})
_USE = ("ACT", "use")
_THIS = ("DOC", "this")
_TERMS = ("OBJECT", "license")
_DO = frozenset({"do", "does"})


def read_joined(parses: Sequence[Parse]) -> tuple[Parse, ...]:
    """Each sentence that is joined to others in a unit, or to a stem, read alone; it keeps the index."""
    return tuple(
        parse_unit(part, {})
        for parse in parses
        if parse.unit.zone in _ZONES
        for part in _sentences(parse.unit)
    )


def _sentences(unit: Unit) -> tuple[Unit, ...]:
    """What of a unit says something by itself: an entry without its stem, or each of joined sentences."""
    if not unit.stem_length:
        return split_joined(unit)
    entry = entry_alone(unit)
    return () if entry is None else (entry, *split_joined(entry))


def split_joined(unit: Unit) -> tuple[Unit, ...]:
    """The sentences of a unit, each from its first word to the joint; none where it is only one.

    Each ends as a sentence does, whatever joined it to the next. What depends on a condition, or takes up
    what was said before it ("doing so", "such consent"), holds only as a whole.
    """
    words = split_words(unit.text)
    small = load_lexicon().words
    matches, _ = read_alone(words, None)
    begins = list(_begins(words, matches, small))
    if not begins:
        return ()
    ends = [*(at for at, _ in begins), len(words.words)]
    starts = (0, *(at for _, at in begins))
    return tuple(
        part_of(unit, words.starts[first], words.ends[last - 1])
        for first, last in zip(starts, ends, strict=True)
        if _may_take(matches, first, last) and not _points_back(words, matches, first, last, small)
    )


def _may_take(matches: Sequence[Match], first: int, last: int) -> bool:
    """Whether a part holds anything that can take something away."""
    return any(match.terminal in _TAKING and first < match.last and match.first < last for match in matches)


def _points_back(words: Words, matches: Sequence[Match], first: int, last: int, small: FunctionWords) -> bool:
    """Whether a part speaks of what stands before it, and that is not the work."""
    part = words.words[first:last]
    if not small.resuming.isdisjoint(part):
        return True
    if "it" not in part or any(match[:2] == _USE and first <= match.first < last for match in matches):
        return False
    told = any(
        (match[:2] == _THIS and match.last <= first)
        or (match[:2] == _TERMS and words.words[match.first] == "it")
        for match in matches
    )
    return told or any(span.start < first for topic in THINGS for span in spans_of(words, topic))


def _begins(words: Words, matches: Sequence[Match], small: FunctionWords) -> Iterator[tuple[int, int]]:
    """Words at which a sentence ends, and the next one begins."""
    told = words.words
    since = 0
    for joint, at in _joints(told, small):
        first = joint - 1 if told[joint - 1] in _MARKS else joint
        bare = first == joint and told[joint] in small.glue
        if _is_bound(matches, since, first) and (bare or "," not in told[since:first]):
            return
        if first <= since or not _is_sentence(told, at, matches, small):
            continue
        if not bare or _has_verb(told, since, first, matches, small):
            yield first, at
            since = at


def _joints(told: tuple[str, ...], small: FunctionWords) -> Iterator[tuple[int, int]]:
    """Words that may join two sentences, each with the word behind it and what goes with it."""
    at = 1
    begins = _begin(small.joints)
    while at < len(told) - 1:
        joint = at
        at += 1
        if told[joint] not in begins:
            continue
        if told[joint] in small.joints or " ".join(told[joint : joint + 2]) in small.joints:
            while at < len(told) and told[at] in small.joining:
                at += 1
            yield joint, at


@cache
def _begin(phrases: frozenset[str]) -> frozenset[str]:
    """The first word of each."""
    return frozenset(phrase.partition(" ")[0] for phrase in phrases)


def _is_bound(matches: Sequence[Match], first: int, last: int) -> bool:
    return any(match.terminal == "IF" and first <= match.first < last for match in matches)


def _has_verb(
    told: tuple[str, ...], first: int, last: int, matches: Sequence[Match], small: FunctionWords
) -> bool:
    if not small.finite.isdisjoint(told[first:last]) or not small.be.isdisjoint(told[first:last]):
        return True
    return any(match.terminal in _VERBS and first <= match.first < last for match in matches)


def _is_sentence(told: tuple[str, ...], at: int, matches: Sequence[Match], small: FunctionWords) -> bool:
    """Whether a subject and a head follow, or somebody and what he does ("users keep the notice")."""
    subject = False
    bearer = -1
    for match in matches:
        if match.first < at:
            # "but only students may use it"
            subject = subject or match.last > at
            continue
        if match.terminal in _VERBS or (match.terminal == "ACTED" and told[match.first] in small.be):
            return (subject or match.first > at) and told[match.first] not in _DO
        if match.terminal not in _BEFORE_HEAD:
            return False
        if match.terminal == "ACT" and match.first == bearer:
            return True
        bearer = match.last if match.terminal == "BEARER" else -1
        subject = subject or match.terminal in NOUNS
    return False
