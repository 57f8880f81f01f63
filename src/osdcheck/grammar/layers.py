"""A net of one hidden layer over named traits: its likelihoods, and the file it is kept in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from operator import mul
from pathlib import Path
from typing import Any

from osdcheck.grammar.numbers import numbers_of
from osdcheck.grammar.rows import Rows, read_rows, write_rows

LIKENED = "e "
"""How traits begin that stand for the likeness of a word; they are averaged apart from the others."""
_MOST = 127
_RAISE = 128
_RAISED = bytes((value + _RAISE) % 256 for value in range(256))
"""For each signed byte the unsigned one that is greater by :data:`_RAISE`."""
_LANE = 4
_MOST_LANES = 40_000
"""Rows that are kept as long numbers: some fifteen megabytes."""
_DIGITS = 4
_FINE = 1 << 28
"""Parts of one in which the value of a hidden unit is counted."""
_LIFT = 1 << 24
_WIDE = 12
"""Bytes of the lane of an output."""


@dataclass(frozen=True, slots=True)
class Layers:
    """Weights of a net.

    ``outputs``: what it tells apart; ``rows``: the row of ``weights`` by trait, a signed byte for each hidden
    unit, in ``steps`` of that unit; ``biases``: of the hidden units; ``outward``: the bias of each output,
    and for each hidden unit the weights of all outputs as :func:`_column` makes them. ``lanes``: rows that
    were asked for, as :meth:`_lane` makes them.
    """

    outputs: tuple[str, ...]
    rows: Rows
    weights: memoryview
    steps: tuple[float, ...]
    biases: tuple[float, ...]
    outward: tuple[tuple[float, ...], tuple[int, ...]]
    lanes: dict[str, int] = field(default_factory=dict)

    def likelihoods(self, traits: Iterable[str]) -> dict[str, float]:
        """Likelihood, 0 to 1, of each output; they sum to one. Traits unknown to the net say nothing."""
        lanes = self.lanes
        known = [lanes[name] if name in lanes else self._lane(name) for name in traits]
        hidden = [
            max(0, int(_FINE * (bias + step * one)))
            for bias, step, one in zip(self.biases, self.steps, self._means(known), strict=True)
        ]
        biases, columns = self.outward
        products = _sums(sum(map(mul, hidden, columns)), sum(hidden), len(biases))
        sums = [bias + one for bias, one in zip(biases, products, strict=True)]
        top = max(sums)
        powers = [exp(one - top) for one in sums]
        total = sum(powers)
        return {name: power / total for name, power in zip(self.outputs, powers, strict=True)}

    def _lane(self, name: str) -> int:
        """The row of a trait as one long number, 0 for none: a tenth of the time that adding weights takes.

        Each weight is raised by 128 and has a lane wide enough for the sum of all rows. Likenesses of words
        have lanes of their own behind those of the others. Each half begins with a lane that counts rows.
        """
        if len(self.lanes) >= _MOST_LANES:
            self.lanes.clear()
        row = self.rows.get(name)
        if row is None:
            self.lanes[name] = 0
            return 0
        width = len(self.biases)
        lane = bytearray(_LANE * (width + 1))
        lane[0] = 1
        lane[_LANE::_LANE] = bytes(self.weights[row * width : (row + 1) * width]).translate(_RAISED)
        half = len(lane) if name.startswith(LIKENED) else 0
        found = self.lanes[name] = int.from_bytes(bytes(half) + lane, "little")
        return found

    def _means(self, lanes: Sequence[int]) -> list[float]:
        """Sums of rows by the root of their count, those of likenesses and of the others added up."""
        half = len(self.biases) + 1
        sums = numbers_of(sum(lanes).to_bytes(2 * half * _LANE, "little"))
        plain, alike = _mean(sums[:half]), _mean(sums[half:])
        return [one + other for one, other in zip(plain, alike, strict=True)]


def _column(weights: Iterable[float]) -> int:
    """Weights of one hidden unit for all outputs as one long number, the first output lowest.

    So one product serves all outputs. A weight is a whole number of its last digits, raised above zero; the
    lanes are wide enough for any sum of products with :data:`_FINE` parts of a hidden unit.
    """
    return sum((round(one * 10**_DIGITS) + _LIFT) << (8 * _WIDE * at) for at, one in enumerate(weights))


def _sums(products: int, count: int, size: int) -> list[float]:
    """What stands in the lanes of ``size`` outputs; ``count``: how many times weights were raised."""
    raised, scale = count * _LIFT, _FINE * 10**_DIGITS
    lanes = products.to_bytes(size * _WIDE, "little")
    return [
        (int.from_bytes(lanes[at : at + _WIDE], "little") - raised) / scale
        for at in range(0, size * _WIDE, _WIDE)
    ]


def _mean(sums: Sequence[int]) -> list[float]:
    count, *rest = sums
    if not count:
        return [0.0] * len(rest)
    root, raised = count**0.5, count * _RAISE
    return [(one - raised) / root for one in rest]


def read_layers(data: bytes) -> Layers:
    """The net in a file's bytes: a line of JSON, the names of the traits, then the weights."""
    end = data.index(b"\n") + 1
    about: dict[str, Any] = json.loads(data[:end])
    parts: list[bytes] = []
    for size in about["names"]:
        parts.append(data[end : end + size])
        end += size
    biases, columns = zip(*((bias, weights) for bias, *weights in about["outward"]), strict=True)
    return Layers(
        tuple(about["outputs"]),
        read_rows(*parts),
        memoryview(data)[end:],
        tuple(about["steps"]),
        tuple(about["biases"]),
        (tuple(biases), tuple(map(_column, zip(*columns, strict=True)))),
    )


def write_layers(
    path: Path,
    *,
    outputs: Sequence[str],
    weights: Mapping[str, Sequence[float]],
    biases: Sequence[float],
    outward: Sequence[Sequence[float]],
) -> None:
    """Write a net that :func:`read_layers` reads.

    ``weights``: by trait one for each hidden unit; rows too small for a step are left out, and so are names
    that are not ASCII. ``outward``: for each output its bias and one weight for each hidden unit.
    """
    rows = {name: weights[name] for name in sorted(weights) if name.isascii()}
    steps = [max(map(abs, column), default=0.0) / _MOST or 1.0 for column in zip(*rows.values(), strict=True)]
    bytes_of = {
        name: bytes(round(value / step) & 0xFF for value, step in zip(row, steps, strict=True))
        for name, row in rows.items()
    }
    kept = {name: body for name, body in bytes_of.items() if any(body)}
    order, names = write_rows(kept)
    about = {
        "outputs": list(outputs),
        "steps": [float(f"{step:.{_DIGITS}g}") for step in steps],
        "biases": [round(bias, _DIGITS) for bias in biases],
        "outward": [[round(value, _DIGITS) for value in row] for row in outward],
        "names": [len(part) for part in names],
    }
    weighed = b"".join(kept[name] for name in order)
    path.write_bytes(b"".join([json.dumps(about).encode("ascii"), b"\n", *names, weighed]))
