"""What thresholds on the scores of a net of leanings do, printed by the program that trains it."""

from __future__ import annotations

from typing import Any, Protocol

import numpy

STEPS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99)
UNITS = (1, 2, 4, 8, 16, 32, 64, 1024)


class Scorer(Protocol):
    """A net that scores examples and names their likeliest kind."""

    def scores(self, examples: list[Any]) -> Any: ...

    def kinds(self, examples: list[Any]) -> list[str]: ...


def report(net: Scorer, texts: list[list[float]], rows: list[Any], harmless: list[Any]) -> None:
    """Print what thresholds do on texts, by how many units they have, and on sentences not trained on."""
    scores, kinds = net.scores(rows), net.kinds(rows)
    right = numpy.array([kind == one.kind for kind, one in zip(kinds, rows, strict=True)])
    calm = net.scores(harmless)
    groups = {most: [one for one in texts if most // 2 < len(one) <= most] for most in UNITS}
    print("free texts touched, by units:", *(f"{most} ({len(group)})" for most, group in groups.items()))
    for at in STEPS:
        touched = [sum(max(one) >= at for one in group) for group in groups.values()]
        seen, named = numpy.mean(scores >= at), numpy.mean((scores >= at) & right)
        print(
            f"{at:.2f} ", *(f"{count:4d}" for count in touched),
            f" | holdout seen {seen:.3f} of its kind {named:.3f} | harmless {numpy.mean(calm >= at):.3f}",
        )  # fmt: skip
    print(f"holdout kind alone: {right.mean():.3f}")
