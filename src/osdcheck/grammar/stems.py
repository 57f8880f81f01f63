"""Stems of lists: what they say by themselves, beside what each of their entries says with them."""

from __future__ import annotations

from collections.abc import Sequence

from osdcheck.core.fact import Fact
from osdcheck.core.parse import Parse
from osdcheck.core.unit import Unit
from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.words import Words, split_words

_PLAIN = frozenset({"object", "bearer", "act", "doc", "no"})
_AHEAD = 40
"""Characters of an entry in which its first word stands."""


def narrowed_stems(units: Sequence[Unit], small: FunctionWords) -> dict[str, bool]:
    """Every stem in a document, and whether each entry below it goes on with what the stem only begins.

    "You may not copy it: (a) for money, (b) without this notice" forbids no copy that neither fits.
    """
    found: dict[str, bool] = {}
    for unit in units:
        if unit.stem_length:
            stem = unit.text[: unit.stem_length].strip()
            entry = split_words(unit.text[unit.stem_length :][:_AHEAD]).words
            narrows = next((word in small.narrowing for word in entry if word.isalpha()), False)
            found[stem] = narrows and found.get(stem, True)
    return found


def breaks_off(words: Words, small: FunctionWords) -> bool:
    """Whether the words end before what they lead to ("use it for"): the entries below say it whole."""
    end = _last(words)
    return end != "to" and end in small.open_complement


def is_unfinished(stem: Parse, words: Words, narrowed: bool, small: FunctionWords) -> bool:
    """Whether a stem forbids only what its entries add to it ("do not copy it if")."""
    if not all(map(_is_bare, stem.facts)):
        return False
    return narrowed or _last(words) in small.waiting


def _is_bare(fact: Fact) -> bool:
    """Whether a ban names no more than a deed and a thing."""
    around = fact.slots | fact.subject | fact.limit | fact.exceptions | fact.conditions
    return fact.modality == "prohibition" and all(atom.sort in _PLAIN for atom in around)


def _last(words: Words) -> str:
    return next((word for word in reversed(words.words[-2:]) if word.isalpha()), "")
