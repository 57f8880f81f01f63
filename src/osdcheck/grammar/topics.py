"""What facts are about beside their slots: severability, waivers, courts ... and whose acts they are.

Topics lie over the tokens: their phrases may cross those of the lexicon, become no slot and change no
reading of a frame. They only tell why a fact that looks like a restriction is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from osdcheck.core.fact import Fact
from osdcheck.grammar.lexicon import load_topics
from osdcheck.grammar.words import MARKS, Words

GRANTOR = "grantor"
"""Topic of a fact whose subject is the name of whoever grants the license."""
APART, OWN_WORDS = "apart", "ownwords"
"""Topics of what is not the work, and of the text of the license: a reading asks for them."""
THINGS = frozenset({APART, OWN_WORDS})
"""Topics that tell nothing of a fact."""
_NEAR = 45
"""Characters around a fact in which its topics may stand."""
_BEFORE_HEAD = 2
"""Words that may stand between a grantor and the fact it is the subject of ("X further")."""


def with_topics(
    facts: Sequence[Fact], words: Words, names: Sequence[tuple[str, ...]] = ()
) -> tuple[Fact, ...]:
    """The facts of a unit, each with the topics that stand in it or near it."""
    if not facts:
        return ()
    found = [one for one in _topics(words) if one[0] not in THINGS]
    if not found and not names:
        return tuple(facts)
    return tuple(
        fact._replace(topics=topics) if (topics := _of_fact(fact, words, found, names)) else fact
        for fact in facts
    )


def _of_fact(
    fact: Fact, words: Words, found: Sequence[tuple[str, int, int]], names: Sequence[tuple[str, ...]]
) -> frozenset[str]:
    topics = {name for name, start, end in found if start < fact.end + _NEAR and fact.start - _NEAR < end}
    if names and fact.bearer == "none" and _is_subject(fact.start, words, names):
        topics.add(GRANTOR)
    return frozenset(topics)


def _is_subject(start: int, words: Words, names: Sequence[tuple[str, ...]]) -> bool:
    """Whether a name ends just before a character of the unit, or begins there."""
    at = next((index for index, begin in enumerate(words.starts) if begin >= start), len(words.words))
    for name in names:
        size = len(name)
        for last in range(at - _BEFORE_HEAD, at + 1):
            if last >= size and words.words[last - size : last] == name:
                return True
        if words.words[at : at + size] == name:
            return True
    return False


def spans_of(words: Words, topic: str) -> list[range]:
    """Words that phrases of one topic take."""
    at = {start: index for index, start in enumerate(words.starts)}
    ends = {end: index for index, end in enumerate(words.ends)}
    return [range(at[start], ends[end] + 1) for name, start, end in _topics(words) if name == topic]


def has_topic(words: Words, *topics: str) -> bool:
    """Whether phrases of one of the topics stand among the words."""
    return any(name in topics for name, _, _ in _topics(words))


@lru_cache(maxsize=1024)
def _topics(words: Words) -> list[tuple[str, int, int]]:
    """Topics with the characters they stand at; phrases may overlap."""
    lexicon = load_topics()
    begins, ends, told = lexicon.start.paths, lexicon.ends, words.words
    return [
        (meaning.value, words.starts[position], words.ends[last - 1])
        for position, word in enumerate(told)
        if word in begins
        for plain, counted, last in ends(begins[word], told, position + 1, MARKS)
        if (meaning := plain or counted) is not None
    ]
