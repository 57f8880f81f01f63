"""What is granted is something else than the work: its manual, a former version, what it puts out."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from osdcheck.grammar.dedications import DEDICATED, OTHER
from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import Match, shows
from osdcheck.grammar.topics import APART, OWN_WORDS, has_topic, spans_of
from osdcheck.grammar.words import Words

PART = "part"
"""Object: what is no part of the work that matters, or not all of it."""
_REACH = 4
"""Words behind what points in which the thing may stand."""
_BINDING = frozenset({"FORBID", "NO", "OBLIGE"})
_PERMITS = frozenset({"PERMIT"})
_WORKS = frozenset({"work", "source", "binary"})
_WIDE = frozenset({"any", "commercial"})
_DOMAINS = frozenset({DEDICATED, "intopublic"})
_FREE = _DOMAINS | {OTHER, "norestriction", "freeofcharge", "withmod", "sourcebinary", "irrevocable", "alike"}
"""Features that bound nothing."""
_BESIDE = frozenset({"in", "with", "within", "under", "for", "from", "by", "into", "on"})
"""Prepositions of what the thing stands in, or came by: that is not granted."""
_HEADS = frozenset({"PERMIT", "FORBID", "OBLIGE", "DESCRIBE", "STOP"})


def read_parts(
    source: Words, found: list[Match], small: FunctionWords, pointed: AbstractSet[str]
) -> list[Match]:
    """Gives a sentence that permits the object ``part`` where it speaks of such things alone.

    What the text elsewhere calls "this" (``pointed``) is the work.
    """
    words = source.words
    if not _gives(found):
        return found
    spans = [span for span in spans_of(source, APART) if _is_apart(words, found, span, small, pointed)]
    spans += [*spans_of(source, OWN_WORDS), *_subject(words, found)]
    if not spans:
        return found
    inside = {at for span in spans for at in span}
    if any(_bounds(one) and not _inside(one, inside) for one in found):
        return found
    if any(_is_whole(words, found, index, inside) for index in range(len(found))):
        return found
    return sorted(
        [
            *(_read(words, one) for one in found if one.terminal in _HEADS or not _inside(one, inside)),
            *(Match("OBJECT", PART, span.start, span.stop) for span in _merged(spans)),
        ],
        key=lambda one: one.first,
    )


def may_name_part(source: Words, found: Sequence[Match]) -> bool:
    """Whether :func:`read_parts` may find a part in a sentence with these matches."""
    if not _gives(found):
        return False
    if has_topic(source, APART, OWN_WORDS):
        return True
    return "be" in source.words and any(one.terminal == "DOC" and one.value == "this" for one in found)


def pointed_at(texts: Sequence[Words], small: FunctionWords) -> frozenset[str]:
    """Words for what a text points to ("this manual", "these examples") or gives a meaning in quotes."""
    return frozenset(
        word
        for text in texts
        if not small.showing.isdisjoint(text.words) or '"' in text.words
        for at, before in enumerate(text.words)
        if before in small.showing or before == '"'
        for word in text.words[at + 1 : at + _REACH]
    )


def _gives(found: Sequence[Match]) -> bool:
    if shows(found, _BINDING):
        return False
    return shows(found, _PERMITS) or any(
        (one.terminal == "ACT" and one.value == "deal")
        or (one.terminal == "FEATURE" and one.value in _DOMAINS | {"norestriction"})
        for one in found
    )


def _subject(words: tuple[str, ...], found: Sequence[Match]) -> list[range]:
    """The license as what may be copied: "this license may be copied and changed"."""
    said = len(found) > 1 and found[0].terminal == "DOC" and found[1].terminal == "PERMIT"
    if said and found[0].value == "this" and words[found[1].last - 1] == "be":
        return [range(found[0].first, found[0].last)]
    return []


def _bounds(one: Match) -> bool:
    """Whether a purpose, a group, a product, a place or "only" bounds what is permitted, if only a part."""
    if one.terminal == "ONLY":
        return one.first > 0
    if one.terminal == "FEATURE":
        return one.value.partition("/")[0] not in _FREE
    return one.terminal in {"PARTY", "PRODUCT", "PLACE"} or (
        one.terminal == "FIELD" and one.value not in _WIDE
    )


def _is_act(found: Sequence[Match], at: int) -> bool:
    return any(one.terminal in {"ACT", "ACTED"} and one.first <= at < one.last for one in found)


def _is_apart(
    words: tuple[str, ...],
    found: Sequence[Match],
    span: range,
    small: FunctionWords,
    pointed: AbstractSet[str],
) -> bool:
    """Whether neither the words before it nor the text elsewhere point to the thing."""
    first = span.start
    before = joined(small.beside, small.holders, small.universal)
    while first and words[first - 1] in before:
        first -= 1
    joins = first and words[first - 1] != "," and words[first - 1] in small.coordinators
    if joins and not _is_act(found, first - 2):
        # "the Quern and its documentation": something that no phrase knows is granted with it
        return False
    near = words[max(0, span.start - 1) : span.stop]
    return small.showing.isdisjoint(near) and words[span.stop - 1] not in pointed


def _is_whole(words: tuple[str, ...], found: Sequence[Match], index: int, inside: AbstractSet[int]) -> bool:
    """Whether a match names the work itself, as what is granted."""
    one = found[index]
    if one.terminal not in {"OBJECT", "TERM"} or _inside(one, inside):
        return False
    if one.terminal == "OBJECT" and (one.value not in _WORKS or words[one.first] in {"it", "them", "they"}):
        return False
    before = found[index - 1] if index else None
    return before is None or before.terminal != "PREP" or before.value not in _BESIDE


def _inside(one: Match, inside: AbstractSet[int]) -> bool:
    return not inside.isdisjoint(range(one.first, one.last))


def _read(words: tuple[str, ...], one: Match) -> Match:
    if one.terminal == "FEATURE" and one.value in _DOMAINS:
        return one._replace(value=OTHER)
    if one.terminal == "OBJECT" and one.value in {"work", "copy"}:
        return one._replace(value=PART)
    return one


def _merged(spans: Sequence[range]) -> list[range]:
    """The spans, each once, without those inside others."""
    once = list(dict.fromkeys(spans))
    return [
        one
        for one in once
        if not any(other != one and other.start <= one.start and one.stop <= other.stop for other in once)
    ]
