"""Traits of a unit: its words, the phrase classes among them, and what its facts say.

The net weighs them (:mod:`osdcheck.grammar.leanings`); the program that trains it reads the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from osdcheck.core.fact import Fact
from osdcheck.grammar.adjuncts import ASIDE
from osdcheck.grammar.layers import LIKENED
from osdcheck.grammar.match import Match
from osdcheck.grammar.persons import WHOM

_ENDINGS = (
    "ations",
    "ation",
    "ings",
    "ing",
    "ies",
    "ied",
    "ions",
    "ion",
    "ed",
    "es",
    "ly",
    "al",
    "s",
    "e",
    "y",
)
_SHORTEST = 3
_SMALL = frozenset(
    (
        "the",
        "and",
        "for",
        "that",
        "this",
        "with",
        "are",
        "not",
        "from",
        "its",
        "any",
        "all",
        "such",
        "you",
        "your",
        "may",
    )
)
"""Words so common that they are like nothing."""
_PARTING = frozenset((";", ":", "."))
_MOST_TURNS = 2
_UNSEEN = WHOM | ASIDE
"""Prepositions of what the net was trained without."""
_REACH_BACK = 6
_MOST_WORDS = 120
"""Only the head of a long unit is weighed: a net for sentences would drown in pages."""


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """A word without its ending, enough to bring the forms of one word together."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def traits(
    words: Sequence[str], matches: Sequence[Match], facts: Sequence[Fact], turns: Mapping[str, str]
) -> frozenset[str]:
    """Names of everything the net weighs in one unit; each counts once.

    ``turns``: the sort of each word that turns what stands about it (a ban, leave, a duty, an exception).
    """
    head = words[:_MOST_WORDS]
    stems = ["<num>" if word[0].isdigit() else stem(word) for word in head]
    found = set(_of_words(head, stems))
    found.update(_of_turns(head, stems, turns), _of_classes(matches), _of_facts(facts))
    return frozenset(found)


def _of_words(words: Sequence[str], stems: Sequence[str]) -> list[str]:
    padded = ["<s>", *stems, "</s>"]
    return [
        *[f"w {one}" for one in stems],
        *[
            f"{LIKENED}{one}"
            for one in words
            if len(one) >= _SHORTEST and one.isalpha() and one not in _SMALL
        ],
        *[f"b {one} {other}" for one, other in pairwise(padded)],
    ]


def _of_turns(words: Sequence[str], stems: Sequence[str], turns: Mapping[str, str]) -> list[str]:
    """Each word with the turns it stands under, and each turn with the words before it.

    So "may" and "may not" weigh differently on the same verb, at any distance within a part of the sentence.
    """
    found: list[str] = []
    standing: list[str] = []
    for at, (word, one) in enumerate(zip(words, stems, strict=True)):
        if word in _PARTING:
            standing = []
            continue
        for turn in standing:
            found.append(f"q {turn} {one}")
        turned = turns.get(word)
        if turned is not None:
            standing = [*standing, turned][-_MOST_TURNS:]
            found += [f"r {turned} {before}" for before in stems[max(0, at - _REACH_BACK) : at]]
    return found


def _of_classes(matches: Sequence[Match]) -> Iterator[str]:
    told = {
        index + 1
        for index, match in enumerate(matches)
        if match.terminal == "PREP" and match.value in _UNSEEN
    }
    names = [
        match.terminal
        if match.terminal in {"QUANTITY", "UNKNOWN", "TERM"}
        else f"{match.terminal}/{match.value}"
        for index, match in enumerate(matches)
        if match.terminal != "COMMA" and index not in told and index + 1 not in told
    ][:_MOST_WORDS]
    yield from (f"c {one}" for one in names)
    yield from (f"d {one} {other}" for one, other in pairwise(names))


def _of_facts(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        way = f"{fact.modality} {fact.bearer}"
        yield f"m {way} {fact.head}"
        for act in fact.acts:
            yield f"a {fact.modality} {act.name}"
            yield f"a {fact.modality} {act.name} {act.object}"
        for scope in ("slots", "subject", "limit", "exceptions", "conditions"):
            for atom in getattr(fact, scope):
                if atom.prep in _UNSEEN:
                    continue
                value = "" if atom.sort in {"quantity", "unknown", "term"} else atom.value
                yield f"s {scope} {atom.sort}/{value}"
                yield f"t {fact.modality} {scope} {atom.sort}/{value}"
                yield f"u {fact.modality} {scope} {atom.sort}"
