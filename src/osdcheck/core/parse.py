"""A unit with the facts read from it."""

from __future__ import annotations

from dataclasses import dataclass

from osdcheck.core.fact import Fact
from osdcheck.core.unit import Unit


@dataclass(frozen=True, slots=True)
class Parse:
    """A unit with its facts; ``unparsed`` holds its words when no fact came out."""

    unit: Unit
    facts: tuple[Fact, ...]
    unparsed: tuple[str, ...]
