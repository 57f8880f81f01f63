"""What a unit leans to: a small net over its words and phrase classes.

The net is data (``grammars/en/leanings.bin``, written by ``benchmarks/train_leanings.py``). It says how
likely a sentence takes something away, and what; how much that counts beside the grammar is decided later.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from osdcheck.core.parse import Leaning
from osdcheck.core.unit import Unit, without_link
from osdcheck.grammar.entries import is_ended
from osdcheck.grammar.layers import Layers, Traits, read_layers
from osdcheck.grammar.parser import read_alone
from osdcheck.grammar.traits import traits
from osdcheck.grammar.words import split_words
from osdcheck.patterns import lazily
from osdcheck.resources import data_folder
from osdcheck.tables import load_net

HARMLESS = "harmless"
"""Output of the net for what restricts nobody and gives nothing that a license has to."""
JOINT = "+"
"""What joins the grants in the name of an output that stands for more than one."""
_GRANT = "grant-"
_FEWEST_WORDS = 6
_ZONES = frozenset({"operative", "definition", "disclaimer"})


def is_weighable(unit: Unit) -> bool:
    """Whether a unit is a whole sentence that can bind.

    Titles and stems of lists say nothing alone; an item has its sense from a stem that the grammar reads.
    What is only wished binds nobody.
    """
    if unit.zone not in _ZONES or unit.stem_length or not is_ended(unit.text):
        return False
    if unit.text.startswith(load_net().wishes):
        return False
    return len(unit.text.split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS


def traits_of(text: str) -> tuple[str, ...]:
    """Traits of a sentence by itself, sorted."""
    return tuple(sorted(f"{sort} {rest}" for sort, rests in _traits(text).items() for rest in rests))


def _traits(text: str) -> Traits:
    words = split_words(text)
    # the net was trained on readings that do not tell parts from the work
    matches, facts = read_alone(words, None)
    return traits(words.words, matches, facts, load_net().turns)


def is_restricting(output: str) -> bool:
    """Whether an output of the net is a kind of restriction: not what is harmless, and not grants."""
    return output != HARMLESS and not output.startswith(_GRANT)


def leaning_of(unit: Unit) -> Leaning:
    """What the unit leans to."""
    likelihoods = _likelihoods(unit.text)
    kinds = _restricting()
    values = list(map(likelihoods.__getitem__, kinds))
    score, most = sum(values), max(values)
    first = values.index(most)
    values[first] = -1.0
    next_most = max(values)
    places = (first, values.index(next_most)) if next_most >= load_net().leaning.rival * most else (first,)
    return Leaning(score, tuple(kinds[place] for place in places), most)


def grants_of(unit: Unit) -> dict[str, float]:
    """How likely the unit gives each grant, by the grant's kind; 0 to 1."""
    given: dict[str, float] = defaultdict(float)
    for name, value in _likelihoods(unit.text).items():
        for grant in name.split(JOINT) if name.startswith(_GRANT) else ():
            given[grant] += value
    return dict(given)


@lru_cache(maxsize=1024)
def _likelihoods(text: str) -> Mapping[str, float]:
    """What the net says of a sentence; kept for a while, since licenses share sentences."""
    return _layers().likelihoods(_traits(_without_prefaces(without_link(text))))


def _without_prefaces(text: str) -> str:
    """The sentence behind "please note that", "you agree that" and the like, be there one or more of them."""
    pattern = preface()
    while (found := pattern.match(text)) is not None:
        text = text[found.end() :]
    return text


@cache
def preface() -> re.Pattern[str]:
    """The longest preface, with what leads on to the sentence: "that", a comma or both."""
    # In one order: what the pattern is compiled to is kept.
    words = sorted(sorted(load_net().prefaces), key=len, reverse=True)
    told = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in words)
    return lazily(rf"\W*(?:{told})(?:\s*,?\s+that\b|\s*,)\s*,?\s*(?=\w)", re.IGNORECASE)


@cache
def _restricting() -> tuple[str, ...]:
    return tuple(filter(is_restricting, _layers().outputs))


@cache
def _layers() -> Layers:
    return read_layers((data_folder("grammars") / "en" / "leanings.bin").read_bytes())
