"""How far a rule reaches, told by its words: which widen or narrow it, and on what it depends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from osdcheck.comparison.renamed import without_renamed
from osdcheck.comparison.words import Vocabulary, diff, folded, is_naming, likeness, words_of
from osdcheck.core.comparison import SlotChange, WordRun

REACH = "reach"
CLOSE = 0.7
"""Share of words from which on two statements are one sentence in which something was changed."""
SHORT = 12
"""Most words of what differs that are quoted whole."""
_SAME = 0.8
"""Share of words from which on two conditions are the same."""
_NUMBER = re.compile(r"\d[\d.,]*")
_END = re.compile(r"[,;:()]|\.(?=\s|$)")


def reach(runs: Sequence[WordRun], weighty: AbstractSet[str], known: Vocabulary) -> list[SlotChange]:
    """What differs between two statements of one sentence, where a word of it widens or narrows a rule.

    ``weighty``: such words ("any", "only", "outside", "customers"); numbers that are no version are as well.
    """
    sides = set(_weighty(runs, "a", weighty, known)), set(_weighty(runs, "b", weighty, known))
    if sides[0] == sides[1]:
        return []
    ours, theirs = core(runs)
    return [SlotChange(REACH, _cut(ours), _cut(theirs))]


def condition(a: str, b: str, openers: AbstractSet[str], known: Vocabulary) -> list[SlotChange]:
    """On what two statements depend, where it is not the same; ``None`` for one that depends on nothing."""
    ours, theirs = (_condition(text, openers) for text in (a, b))
    if ours == theirs or (ours and theirs and _is_same(ours, theirs, known)):
        return []
    return [SlotChange("condition", ours, theirs)]


def _is_same(ours: str, theirs: str, known: Vocabulary) -> bool:
    if likeness(folded(ours), folded(theirs)) >= _SAME:
        return True
    return all(run.operation == "equal" for run in without_renamed(diff(ours, theirs), known))


def core(runs: Sequence[WordRun]) -> tuple[str, str]:
    """The words of both sides from the first that differ to the last, without marks around them."""
    places = [index for index, run in enumerate(runs) if run.operation != "equal"]
    if not places:
        return "", ""
    inner = runs[places[0] : places[-1] + 1]
    ours, theirs = (
        " ".join(filter(None, side)) for side in ((run.a for run in inner), (run.b for run in inner))
    )
    return ours.strip(" ,;:."), theirs.strip(" ,;:.")


def _cut(text: str) -> str | None:
    words = text.split()
    return " ".join(words[:SHORT]) + (" …" if len(words) > SHORT else "") if words else None


def _weighty(
    runs: Sequence[WordRun], side: str, weighty: AbstractSet[str], known: Vocabulary
) -> Iterable[str]:
    before = ""
    for run in runs:
        text: str = getattr(run, side)
        if run.operation != "equal" and not is_naming(text, before, known):
            yield from (
                word.casefold()
                for word in words_of(text)
                if word.casefold() in weighty or _NUMBER.fullmatch(word)
            )
        before = text or before


def _condition(text: str, openers: AbstractSet[str]) -> str | None:
    words = text.split()
    for index, word in enumerate(words):
        if word.casefold().strip("(") in openers:
            said = " ".join(words[index + 1 :])
            end = _END.search(said)
            return (said[: end.start()] if end else said).strip() or None
    return None
