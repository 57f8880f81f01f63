"""What a unit leans to: a small net over its words and phrase classes.

The net is data (``grammars/en/leanings.bin``, written by ``benchmarks/train_leanings.py``). It says how
likely a sentence takes something away, and what; how much that counts beside the grammar is decided later.
"""

from __future__ import annotations

from functools import cache

from osdcheck.core.parse import Leaning
from osdcheck.core.unit import Unit
from osdcheck.grammar.layers import Layers, read_layers
from osdcheck.grammar.parser import read_alone
from osdcheck.grammar.traits import traits
from osdcheck.grammar.words import split_words
from osdcheck.resources import data_folder
from osdcheck.tables import load_net

HARMLESS = "harmless"
"""Output of the net for what restricts nobody; every other one is a kind."""
_FEWEST_WORDS = 6
_ZONES = frozenset({"operative", "definition", "disclaimer"})
_ENDS = frozenset({".", ";", "!"})


def is_weighable(unit: Unit) -> bool:
    """Whether a unit is a whole sentence that can bind.

    Titles and stems of lists say nothing alone; an item has its sense from a stem that the grammar reads.
    """
    text = unit.text.rstrip()
    if unit.zone not in _ZONES or unit.stem_length or text[-1:] not in _ENDS:
        return False
    return len(text.split()) >= _FEWEST_WORDS


def traits_of(text: str) -> tuple[str, ...]:
    """Traits of a sentence by itself, sorted."""
    return tuple(sorted(_traits(text)))


def _traits(text: str) -> frozenset[str]:
    words = split_words(text)
    matches, facts = read_alone(words)
    return traits(words.words, matches, facts, load_net().turns)


def leaning_of(unit: Unit) -> Leaning:
    """What the unit leans to."""
    likelihoods = _layers().likelihoods(_traits(unit.text))
    harmless = likelihoods.pop(HARMLESS)
    first, second = sorted(likelihoods, key=likelihoods.__getitem__, reverse=True)[:2]
    rivals = likelihoods[second] >= load_net().leaning.rival * likelihoods[first]
    return Leaning(1.0 - harmless, (first, second) if rivals else (first,))


@cache
def _layers() -> Layers:
    return read_layers((data_folder("grammars") / "en" / "leanings.bin").read_bytes())
