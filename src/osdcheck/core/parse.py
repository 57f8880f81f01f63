"""A unit with the facts read from it."""

from __future__ import annotations

from typing import NamedTuple

from osdcheck.core.fact import Fact
from osdcheck.core.unit import Unit


class Parse(NamedTuple):
    """A unit with its facts; ``unparsed`` holds its words when no fact came out.

    ``unfinished``: whether it is the stem of a list whose entries go on with what it only begins.
    """

    unit: Unit
    facts: tuple[Fact, ...]
    unparsed: tuple[str, ...]
    unfinished: bool = False


class Leaning(NamedTuple):
    """What a unit leans to by the net below the grammar.

    ``score``: likelihood, 0 to 1, that the unit restricts at all; ``kinds``: the likeliest kind if it does,
    and the second one where that is hardly less likely; ``first``: likelihood of the likeliest.
    """

    score: float
    kinds: tuple[str, ...]
    first: float
