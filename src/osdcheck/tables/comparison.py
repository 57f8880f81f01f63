"""What counts as a difference between two licenses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class SpellingRules(NamedTuple):
    """How the same is written, all in lower case.

    ``units`` and ``scales``: numbers by their words; ``percent``: signs of it; ``currencies``: signs by code;
    ``months``: in order; ``limits``: groups of words with one meaning in front of a number, ``same``:
    anywhere; ``endings``: British ones with the American; ``leads``: words that make the date behind them a
    term, ``aside``: words by which it tells when a text was made.
    """

    units: Mapping[str, int]
    scales: Mapping[str, int]
    percent: tuple[str, ...]
    currencies: Mapping[str, tuple[str, ...]]
    months: tuple[str, ...]
    limits: tuple[tuple[str, ...], ...]
    same: tuple[tuple[str, ...], ...]
    endings: Mapping[str, str]
    leads: tuple[str, ...]
    aside: frozenset[str]


def spelling_of(spelled: Mapping[str, Any], dates: Mapping[str, Any]) -> SpellingRules:
    """The rules from the two tables of ``comparison.toml``."""
    return SpellingRules(
        spelled["units"],
        spelled["scales"],
        tuple(spelled["percent"]),
        {code: tuple(signs) for code, signs in spelled["currencies"].items()},
        tuple(spelled["months"]),
        tuple(map(tuple, spelled["limits"])),
        tuple(map(tuple, spelled["same"])),
        spelled["endings"],
        tuple(dates["leads"]),
        frozenset(dates["aside"]),
    )


class ComparisonRules(NamedTuple):
    """What counts as a difference inside a finding that two licenses share.

    ``slots``: kinds that a slot counts for, by slot (one that is missing counts for all); ``by_name``:
    kinds in which another proper name is another rule; ``roles``: words for the parties, in lower case;
    ``weighty``: words that widen or narrow a rule; ``conditions``: words that begin a condition;
    ``idle``: words that say nothing by themselves; ``contained``: what a list forbids that a kind of
    statement refers to; ``joints``: words that only lead to others; ``rank``: rights and duties, the
    weightiest first; ``counting``: words in front of a number that is no version; ``works``: for the work;
    ``openers``: words by which a rule is excepted from; ``spelling``: how the same is written.
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
    openers: frozenset[str]
    spelling: SpellingRules
