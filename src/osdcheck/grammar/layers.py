"""A net of one hidden layer over named traits: its likelihoods, and the file it is kept in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import exp
from operator import mul
from pathlib import Path
from typing import Any, NamedTuple

from osdcheck.grammar.numbers import long_numbers_of, short_numbers_of
from osdcheck.grammar.rows import Rows, read_rows, write_rows

Traits = Mapping[str, AbstractSet[str]]
"""Traits by their sort: the first part of their names, and what follows it behind a blank."""
LIKENED = "e"
"""Sort of the traits that stand for the likeness of a word; they are averaged apart from the others."""
_MOST = 127
_RAISE = 128
_RAISED = bytes((value + _RAISE) % 256 for value in range(256))
"""For each signed byte the unsigned one that is greater by :data:`_RAISE`."""
_LANE = 2
_MOST_ROWS = 257
"""Rows of weights up to 255 whose sum a lane holds."""
_MOST_LANES = 20_000
"""Rows of one sort that are kept as long numbers: few sorts have so many."""
_DIGITS = 4
_FINE = 1 << 24
"""Parts of one in which the value of a hidden unit is counted."""
_LIFT = 1 << 24
_WIDE = 8
"""Bytes of the lane of an output."""


class Lanes(dict[str, int]):
    """The rows of the traits of one sort that were asked for, each as one long number, 0 for none.

    To add these takes a tenth of the time that adding weights takes. Each weight is raised by 128 and has a
    lane wide enough for the sum of some hundred rows.
    """

    def __init__(self, sort: str, rows: Rows, weights: memoryview, width: int) -> None:
        """``weights``: ``width`` signed bytes for each of ``rows``."""
        super().__init__()
        self._sort = sort
        self._rows = rows
        self._weights = weights
        self._width = width

    def __missing__(self, rest: str) -> int:
        if len(self) >= _MOST_LANES:
            self.clear()
        row = self._rows.get(f"{self._sort} {rest}")
        if row is None:
            self[rest] = 0
            return 0
        width = self._width
        lanes = bytearray(_LANE * width)
        lanes[::_LANE] = self._weights[row * width : (row + 1) * width].tobytes().translate(_RAISED)
        found = self[rest] = int.from_bytes(lanes, "little")
        return found


class Layers(NamedTuple):
    """Weights of a net.

    ``outputs``: what it tells apart; ``rows``: the row of ``weights`` by trait, a signed byte for each hidden
    unit, in ``steps`` of that unit; ``biases``: of the hidden units; ``outward``: the bias of each output,
    and for each hidden unit the weights of all outputs as :func:`_column` makes them. ``lanes``: rows that
    were asked for, by sort.
    """

    outputs: tuple[str, ...]
    rows: Rows
    weights: memoryview
    steps: tuple[float, ...]
    biases: tuple[float, ...]
    outward: tuple[tuple[float, ...], tuple[int, ...]]
    lanes: dict[str, Lanes]

    def likelihoods(self, traits: Traits) -> dict[str, float]:
        """Likelihood, 0 to 1, of each output; they sum to one. Traits unknown to the net say nothing."""
        plain, root = self._added([sort for sort in traits if sort != LIKENED], traits)
        alike, its_root = self._added([LIKENED], traits)
        # Sums by the root of their count: what each weight was raised by comes to so many roots.
        raised = _RAISE * (root + its_root)
        part, its_part = 1 / (root or 1.0), 1 / (its_root or 1.0)
        hidden = [
            int(_FINE * value) if (value := bias + step * (one * part + other * its_part - raised)) > 0 else 0
            for bias, step, one, other in zip(self.biases, self.steps, plain, alike, strict=True)
        ]
        biases, columns = self.outward
        # A unit that is not awake adds nothing: to leave it out is quicker than to add it.
        products = sum(filter(None, map(mul, hidden, columns)))
        lifted, scale = sum(hidden) * _LIFT, _FINE * 10**_DIGITS
        sums = [
            bias + (one - lifted) / scale
            for bias, one in zip(
                biases, long_numbers_of(products.to_bytes(len(biases) * _WIDE, "little")), strict=True
            )
        ]
        top = max(sums)
        powers = [exp(one - top) for one in sums]
        total = sum(powers)
        return {name: power / total for name, power in zip(self.outputs, powers, strict=True)}

    def _added(self, sorts: Iterable[str], traits: Traits) -> tuple[Sequence[int], float]:
        """Sums of the rows of some sorts of traits, and the root of their count."""
        rows: list[int] = []
        for sort in sorts:
            # Nothing here runs trait by trait in Python: a sentence has some hundred.
            rows += filter(None, map(self._of(sort).__getitem__, traits.get(sort, ())))
        size = _LANE * len(self.biases)
        parts = (sum(rows[at : at + _MOST_ROWS]) for at in range(0, len(rows) or 1, _MOST_ROWS))
        first, *others = (short_numbers_of(part.to_bytes(size, "little")) for part in parts)
        return list(map(sum, zip(first, *others, strict=True))) if others else first, len(rows) ** 0.5

    def _of(self, sort: str) -> Lanes:
        lanes = self.lanes.get(sort)
        if lanes is None:
            lanes = self.lanes[sort] = Lanes(sort, self.rows, self.weights, len(self.biases))
        return lanes


def _column(weights: Iterable[float]) -> int:
    """Weights of one hidden unit for all outputs as one long number, the first output lowest.

    So one product serves all outputs. A weight is a whole number of its last digits, raised above zero; the
    lanes are wide enough for any sum of products with :data:`_FINE` parts of a hidden unit.
    """
    return sum((round(one * 10**_DIGITS) + _LIFT) << (8 * _WIDE * at) for at, one in enumerate(weights))


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
        {},
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
