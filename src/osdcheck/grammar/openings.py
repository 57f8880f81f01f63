"""Which words the phrases of entries begin with, found without reading the entries where that can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from osdcheck.grammar.phrases import Meaning, Notation, Step
from osdcheck.patterns import lazily

_FIRST = lazily(r"[^\s()\[\]|]+")
_ALTERNATIVES = lazily(r"\(([^()\[\]]+)\)")


def openings(entries: Sequence[Meaning], notation: Notation) -> dict[str, list[int]]:
    """Places of entries by the words that their phrases begin with; raises as :meth:`Notation.read`."""
    alike: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):
        # What stands before the first blank: few thousand words open all entries.
        alike.setdefault(entry.entry.partition(" ")[0], []).append(place)
    found: dict[str, list[int]] = {}
    for places in alike.values():
        first = entries[places[0]]
        word = _plain_first(first.entry)
        if word:
            for form in notation.forms(word, first):
                found.setdefault(form, []).extend(places)
            continue
        for place in places:
            for form in dict.fromkeys(_first_words(entries[place], notation)):
                found.setdefault(form, []).append(place)
    return found


def _first_words(entry: Meaning, notation: Notation) -> Iterator[str]:
    firsts = _plain_alternatives(entry.entry)
    for first in firsts:
        yield from notation.forms(first, entry)
    if not firsts:
        for step in notation.read(entry):
            if isinstance(step, Step):
                yield from step.forms


def _plain_first(entry: str) -> str:
    """The word, as it is written, that an entry begins with; empty where it begins with a bracket."""
    found = _FIRST.match(entry)
    return found.group() if found is not None else ""


def _plain_alternatives(entry: str) -> Sequence[str]:
    """What phrases of an entry begin with that begins with alternatives, as they are written.

    Empty where that takes reading the entry: the alternatives hold brackets, or one of them nothing.
    """
    found = _ALTERNATIVES.match(entry)
    firsts = [words.split(None, 1)[:1] for words in found[1].split("|")] if found is not None else []
    return [first[0] for first in firsts] if all(firsts) else ()
