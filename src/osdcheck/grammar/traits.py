"""Traits of a unit: its words, the phrase classes among them, and what its facts say.

The net weighs them (:mod:`osdcheck.grammar.leanings`); the program that trains it reads the same ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from osdcheck.core.fact import Fact
from osdcheck.grammar.adjuncts import ASIDE
from osdcheck.grammar.layers import LIKENED, Traits
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
_OPEN = frozenset({"quantity", "unknown", "term"})
"""Sorts of atoms whose values are as many as there are texts."""
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
) -> Traits:
    """Everything the net weighs in one unit; each counts once.

    ``turns``: the sort of each word that turns what stands about it (a ban, leave, a duty, an exception).
    """
    head = words[:_MOST_WORDS]
    stems = ["<num>" if word[0].isdigit() else stem(word) for word in head]
    found: defaultdict[str, set[str]] = defaultdict(set)
    found["w"] = set(stems)
    found["b"] = set(map(" ".join, pairwise(("<s>", *stems, "</s>"))))
    found[LIKENED] = {one for one in head if one not in _SMALL and len(one) >= _SHORTEST and one.isalpha()}
    _add_turns(found, head, stems, turns)
    classes = _classes(matches)
    found["c"] = set(classes)
    found["d"] = set(map(" ".join, pairwise(classes)))
    for fact in facts:
        _add_fact(found, fact)
    return found


def _add_turns(
    found: defaultdict[str, set[str]], words: Sequence[str], stems: Sequence[str], turns: Mapping[str, str]
) -> None:
    """Adds each word with the turns it stands under, and each turn with the words before it.

    So "may" and "may not" weigh differently on the same verb, at any distance within a part of the sentence.
    """
    standing: list[str] = []
    start = 0
    for at, word in enumerate(words):
        turned = turns.get(word)
        if turned is None and word not in _PARTING:
            continue
        # The words up to here all stand under the same turns; a turn stands under those before it.
        end = at if turned is None or word in _PARTING else at + 1
        for turn in standing:
            found[f"q {turn}"].update(stems[start:end])
        start = at + 1
        if word in _PARTING:
            standing = []
        elif turned is not None:
            standing = [*standing, turned][-_MOST_TURNS:]
            found[f"r {turned}"].update(stems[max(0, at - _REACH_BACK) : at])
    for turn in standing:
        found[f"q {turn}"].update(stems[start:])


def _classes(matches: Sequence[Match]) -> list[str]:
    """What the phrases are, and which, in order."""
    told = {
        index + 1
        for index, match in enumerate(matches)
        if match.terminal == "PREP" and match.value in _UNSEEN
    }
    return [
        match.terminal
        if match.terminal in {"QUANTITY", "UNKNOWN", "TERM"}
        else f"{match.terminal}/{match.value}"
        for index, match in enumerate(matches)
        if match.terminal != "COMMA" and index not in told and index + 1 not in told
    ][:_MOST_WORDS]


def _add_fact(found: defaultdict[str, set[str]], fact: Fact) -> None:
    modality = fact.modality
    found["m"].add(f"{modality} {fact.bearer} {fact.head}")
    for act in fact.acts:
        found["a"].update((f"{modality} {act.name}", f"{modality} {act.name} {act.object}"))
    for scope in ("slots", "subject", "limit", "exceptions", "conditions"):
        for atom in getattr(fact, scope):
            if atom.prep in _UNSEEN:
                continue
            value = f"{scope} {atom.sort}/{'' if atom.sort in _OPEN else atom.value}"
            found["s"].add(value)
            found["t"].add(f"{modality} {value}")
            found["u"].add(f"{modality} {scope} {atom.sort}")
