"""What counts as a difference between two licenses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class ComparisonRules(NamedTuple):
    """What counts as a difference inside a finding that two licenses share.

    ``slots``: kinds that a slot counts for, by slot (one that is missing counts for all); ``by_name``:
    kinds in which another proper name is another rule; ``roles``: words for the parties, in lower case;
    ``weighty``: words that widen or narrow a rule; ``conditions``: words that begin a condition;
    ``idle``: words that say nothing by themselves; ``contained``: what a list forbids that a kind of
    statement refers to; ``joints``: words that only lead to others; ``rank``: rights and duties, the
    weightiest first; ``counting``: words in front of a number that is no version; ``works``: for the work;
    ``numerals``: for numbers.
    """

    slots: Mapping[str, frozenset[str]]
    by_name: frozenset[str]
    roles: frozenset[str]
    weighty: frozenset[str]
    conditions: frozenset[str]
    idle: frozenset[str]
    contained: Mapping[str, frozenset[str]]
    joints: frozenset[str]
    rank: tuple[str, ...]
    counting: frozenset[str]
    works: frozenset[str]
    numerals: frozenset[str]
