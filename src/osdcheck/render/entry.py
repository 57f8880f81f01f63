"""What a renderer gets for one input: a judged license, or why there is no verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from osdcheck.core.report import Report
from osdcheck.core.unit import Zone


@dataclass(frozen=True, slots=True)
class ExplainedUnit:
    """One unit as it was read: lines of the original from 1, facts and leftovers as text."""

    line_start: int
    line_end: int
    zone: Zone
    section: str
    item: bool
    text: str
    facts: tuple[str, ...]
    unparsed: tuple[str, ...]


class Judged(NamedTuple):
    """A report, with the units behind it when they were asked for (``--explain``)."""

    report: Report
    units: tuple[ExplainedUnit, ...] | None = None


class Failure(NamedTuple):
    """An input without a verdict: ``type`` names the error class, ``message`` says what to do.

    ``defect`` tells an error of the program from one of the input.
    """

    name: str
    type: str
    message: str
    defect: bool = False


Entry = Judged | Failure


class Tally(NamedTuple):
    """How many inputs of a run ended in which way."""

    open: int = 0
    not_open: int = 0
    review: int = 0
    unread: int = 0
    defects: int = 0

    @property
    def total(self) -> int:
        """Number of inputs."""
        return self.open + self.not_open + self.review + self.unread + self.defects


class Layout(NamedTuple):
    """One output format as text pieces, in the order in which they are written.

    The result is ``opening``, then ``entry(x)`` for each input with ``separator`` between, then
    ``closing(tally)``; so a run can be written while it goes on.
    """

    opening: str
    entry: Callable[[Entry], str]
    separator: str
    closing: Callable[[Tally], str]
