"""Parses units: words, phrase tokens, tree, facts. No unit is dropped; what was not understood is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from lark import Lark

from osdcheck.core.fact import Fact
from osdcheck.core.finding import Threshold
from osdcheck.core.parse import Parse
from osdcheck.core.unit import Unit
from osdcheck.grammar.facts import read_facts
from osdcheck.grammar.lexer import Match, lex, to_tokens
from osdcheck.grammar.lexicon import load_lexicon
from osdcheck.grammar.load import load_grammar
from osdcheck.grammar.words import split_words


@cache
def _parser() -> Lark:
    return load_grammar("facts.lark")


def parse_units(units: Iterable[Unit]) -> tuple[Parse, ...]:
    """One :class:`Parse` for every unit, in order."""
    return tuple(parse_unit(unit, {}) for unit in units)


def parse_unit(unit: Unit, terms: Mapping[str, Any]) -> Parse:
    """Facts of one unit; ``terms`` is the trie of the document's defined terms."""
    words = split_words(unit.text)
    matches = lex(words, load_lexicon(), terms)
    facts: tuple[Fact, ...] = ()
    if matches:
        tree = _parser().parse(to_tokens(matches, words))  # type: ignore[arg-type]
        facts = read_facts(tree, thresholds(matches))
    return Parse(unit, facts, () if facts else (unit.text,))


def thresholds(matches: list[Match]) -> tuple[Threshold, ...]:
    """Numbers of a unit with what they count, how they are compared, and over which period."""
    result: list[Threshold] = []
    for index, match in enumerate(matches):
        if match.terminal != "QUANTITY" or match.amount is None:
            continue
        around = sorted(
            (one for one in matches if one.terminal == "MEASURE"),
            key=lambda one: min(abs(one.first - match.last), abs(match.first - one.last)),
        )
        compared = index > 0 and matches[index - 1].terminal == "COMPARE"
        reach = 10 if compared else 3
        near = [one for one in around if min(abs(one.first - match.last), abs(match.first - one.last)) <= reach]
        unit = next((one.value for one in near if one.value != "days"), None)
        unit = unit or (near[0].value if near else ("money" if match.amount.currency and compared else None))
        if unit is None:
            continue
        comparator = matches[index - 1].value if compared else None
        period = {"users/monthly": "month", "users/daily": "day", "revenue": "year"}.get(unit)
        name = {"users/monthly": "monthly-active-users", "users/daily": "daily-active-users", "users/any": "users"}
        result.append(
            Threshold(match.amount.number, name.get(unit, unit), comparator, match.amount.currency, period)
        )
    return tuple(result)
