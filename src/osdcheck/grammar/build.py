"""Lark reads a grammar and computes its LALR tables: when they are written, and when those are stale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lark import Lark
from lark.grammar import Rule as LarkRule
from lark.lexer import Lexer, TerminalDef

from osdcheck.grammar.lalr import Rule, Tables

_REPETITION = "_"
"""How the names of the rules begin that Lark makes for ``*`` and ``+``."""
_SHIFT = 0
"""How Lark writes the action that only goes on to a state."""


class _NoLexer(Lexer):
    """Stands where Lark wants a lexer: the grammars hold no words."""

    def __init__(self, lexer_conf: object) -> None:
        """Lark calls this with its lexer configuration, which plays no part here."""

    def lex(self, data: Any) -> Iterator[Any]:  # type: ignore[override]  # never asked: Lark parses nothing
        return iter(data)


def build_tables(source: str) -> Tables:
    """Tables of a grammar's text, which holds no words and has no conflicts.

    States are numbered in the order in which they are reached: the same text always gives the same tables.
    Raises ``lark.exceptions.LarkError`` for a text that is no such grammar.
    """
    lark = Lark(source, parser="lalr", lexer=_NoLexer, strict=True, maybe_placeholders=False)
    data, memo = lark.memo_serialize([TerminalDef, LarkRule])
    table = data["parser"]["parser"]
    names: Mapping[int, str] = table["tokens"]
    places = [reference["@"] for reference in data["rules"]]
    states = {
        state: {
            names[symbol]: argument if action == _SHIFT else ~places.index(argument["@"])
            for symbol, (action, argument) in actions.items()
        }
        for state, actions in table["states"].items()
    }
    order = _reached(states, table["start_states"]["start"])
    return Tables(
        tuple(_rule(memo[place]) for place in places),
        tuple(
            {symbol: order[to] if to >= 0 else to for symbol, to in sorted(states[state].items())}
            for state in order
        ),
        order[table["end_states"]["start"]],
    )


def _reached(states: Mapping[int, Mapping[str, int]], start: int) -> dict[int, int]:
    """New numbers of the states by Lark's, which differ from run to run."""
    found = {start: 0}
    waiting = [start]
    for state in waiting:
        for _, to in sorted(states[state].items()):
            if to >= 0 and to not in found:
                found[to] = len(found)
                waiting.append(to)
    return found


def _rule(row: Mapping[str, Any]) -> Rule:
    name = row["origin"]["name"]
    symbols = [symbol["name"] for symbol in row["expansion"]]
    spliced = tuple(at for at, symbol in enumerate(symbols) if symbol.startswith(_REPETITION))
    return Rule(name, len(symbols), spliced, name.startswith(_REPETITION), row["options"]["expand1"])
