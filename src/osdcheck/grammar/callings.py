"""Persons called by a line of their own, and what they are told to buy: "Companies: please buy a license"."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match

_BEFORE_BUYING, _BEFORE_ASKING = 4, 3
_BUYING = frozenset({"request", "pay"})
_CALLED = frozenset({"PARTY", "MEASURE"})
_STOPS = frozenset({".", ":", ";", "!", "?"})


def read_callings(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Reads what persons are told to buy as what they must: "Companies: please buy a license"."""
    if ":" not in words and "?" not in words:
        return found
    result: list[Match] = []
    for at, one in enumerate(found):
        if one.terminal == "STOP" and one.value in {":", "?"} and _is_called(found, at):
            bought = _bought(found[at + 1 :], one)
            if not bought and _contacted(words, one.last, small):
                bought = [Match("ACT", "request", one.last, len(words))]
            if bought:
                return [*result, Match("OBLIGE", "active", one.first, one.last), *bought]
        result.append(one)
    return result


def _contacted(words: tuple[str, ...], start: int, small: FunctionWords) -> bool:
    """Whether a line only says whom to ask ("please contact sales for a quote")."""
    told = words[start:]
    while told and told[-1] in _STOPS:
        told = told[:-1]
    asks = any(word in small.contacting for word in told[:_BEFORE_ASKING])
    return asks and all(word in small.contacting | small.asked or word == "<url>" for word in told)


def _is_called(found: list[Match], mark: int) -> bool:
    """Whether nothing but persons stand between a mark and what ends the sentence before it."""
    if not mark or found[mark - 1].terminal not in _CALLED or found[mark - 1].last != found[mark].first:
        return False
    return mark == 1 or found[mark - 2].terminal == "STOP"


def _bought(behind: list[Match], mark: Match) -> list[Match]:
    """What has to be bought or paid, where that is what stands behind a mark."""
    if behind[:1] and behind[0].terminal == "DESCRIBE" and behind[0].value == "request":
        behind = behind[1:]
    if not behind or behind[0].first > mark.last + _BEFORE_BUYING:
        return []
    first = behind[0]
    if first.terminal == "ACT" and first.value in _BUYING:
        return behind
    if first.terminal == "QUANTITY" and first.amount is not None and first.amount.currency:
        return [Match("ACT", "pay", mark.first, mark.last), *behind]
    return []
