"""What a unit leans to where no frame understood it: a linear net over its words and phrase classes.

The net is data (``grammars/en/leanings.bin``, written by ``benchmarks/train_leanings.py``): for every trait
one weight that says whether a sentence restricts, and one for each kind. It decides nothing where the grammar
has understood a unit; it says of the rest how likely it takes something away, and what.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

from osdcheck.core.parse import Leaning
from osdcheck.core.unit import Unit
from osdcheck.grammar.parser import read_alone
from osdcheck.grammar.traits import traits
from osdcheck.grammar.words import split_words
from osdcheck.resources import data_folder
from osdcheck.tables import load_net

_STEP = 32.0
"""Weights are kept in steps of 1/32, so that each fits a signed byte up to four."""
_FEWEST_WORDS = 6


@dataclass(frozen=True, slots=True)
class _Net:
    kinds: tuple[str, ...]
    biases: tuple[float, ...]
    rows: Mapping[str, int]
    weights: memoryview
    width: int


def is_weighable(unit: Unit) -> bool:
    """Whether a unit is a whole operative sentence with a word that can take something away.

    Titles and stems of lists say nothing alone; an item has its sense from a stem that the grammar reads.
    """
    text = unit.text.rstrip()
    if unit.zone != "operative" or unit.stem_length or text[-1:] not in (".", ";", "!"):
        return False
    if len(text.split()) < _FEWEST_WORDS:
        return False
    return not load_net().signals.isdisjoint(split_words(text).words)


def traits_of(text: str) -> tuple[str, ...]:
    """Traits of a sentence by itself, sorted."""
    words = split_words(text)
    matches, facts = read_alone(words)
    return tuple(sorted(traits(words.words, matches, facts, load_net().turns)))


def leaning_of(unit: Unit) -> Leaning:
    """What the unit leans to."""
    net = _net()
    plain: list[int] = []
    likened: list[int] = []
    for name in traits_of(unit.text):
        row = net.rows.get(name)
        if row is not None:
            (likened if name.startswith("e ") else plain).append(row)
    score = 1.0 / (1.0 + exp(-_sum(net, plain, likened, 0)))
    if score < load_net().leaning.review:
        return Leaning(score, "")
    sums = [_sum(net, plain, likened, column) for column in range(1, net.width)]
    return Leaning(score, net.kinds[max(range(len(sums)), key=sums.__getitem__)])


def _sum(net: _Net, plain: Sequence[int], likened: Sequence[int], column: int) -> float:
    total = net.biases[column] * _STEP
    for rows in (plain, likened):
        if rows:
            total += sum(net.weights[row * net.width + column] for row in rows) / len(rows) ** 0.5
    return total / _STEP


@cache
def _net() -> _Net:
    data = (data_folder("grammars") / "en" / "leanings.bin").read_bytes()
    head, _, rest = data.partition(b"\n")
    about: dict[str, Any] = json.loads(head)
    names = rest[: about["names"]].decode("ascii").split("\n")
    return _Net(
        tuple(about["kinds"]),
        tuple(about["biases"]),
        {name: row for row, name in enumerate(names)},
        memoryview(rest[about["names"] :]).cast("b"),
        len(about["biases"]),
    )


def write_net(
    path: Path,
    *,
    kinds: Sequence[str],
    biases: Sequence[float],
    weights: Mapping[str, Sequence[float]],
) -> None:
    """Write a net: a line of JSON, the names of the traits, one signed byte for each weight."""
    kept = {name: row for name, row in weights.items() if name.isascii() and max(map(abs, row)) * _STEP >= 1}
    names = "\n".join(sorted(kept)).encode("ascii")
    body = bytearray()
    for name in sorted(kept):
        body += bytes(max(-127, min(127, round(value * _STEP))) & 0xFF for value in kept[name])
    about = {"kinds": list(kinds), "biases": list(biases), "names": len(names)}
    path.write_bytes(json.dumps(about).encode("ascii") + b"\n" + names + bytes(body))
