"""From the text of an expression to its tree, every symbol with its place.

license-expression knows the grammar of SPDX; it gets one placeholder for each operand, so that an
operand may be a name of several words and an error can point at characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from osdcheck.errors import ExpressionError

Operator = Literal["AND", "OR", "WITH"]

LONGEST = 10_000
"""Longest expression, in characters."""

_DEEPEST = 50
_MOST_WORDS = 24
_WORD = re.compile(r"[()]|[^\s()]+")
_OPERATORS = frozenset({"AND", "OR", "WITH"})


@dataclass(frozen=True, slots=True)
class Symbol:
    """An operand as it is written, and where: a half-open range of characters of the expression."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tree:
    """A symbol, or an operator over two or more trees."""

    operator: Operator | None
    operands: tuple[Tree, ...] = ()
    symbol: Symbol | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an expression, and where: a half-open range of its characters."""

    text: str
    start: int
    end: int
    sort: Literal["operand", "operator", "(", ")"]


Knows = Callable[[str], bool]
"""Whether some words are the name of a license."""


def parse_expression(text: str, knows: Knows) -> Tree:
    """Tree of an expression; ``knows`` tells which runs of words are one name.

    Operators count in upper case and in lower case. Raises
    :class:`~osdcheck.errors.ExpressionError` with the place of what is wrong.
    """
    if len(text) > LONGEST:
        raise ExpressionError(text[:80], (0, 80), (), f"longer than {LONGEST:,} characters")
    tokens = list(split_expression(text, knows))
    _check_order(text, tokens)
    symbols = [token for token in tokens if token.sort == "operand"]
    return _tree(_parsed(text, tokens), symbols)


def split_expression(text: str, knows: Knows) -> Iterator[Token]:
    """Operands, operators and parentheses of an expression, in order, each with its place."""
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        word, start, end = words[at]
        length = 0 if word == ")" else _name_length(text, words, at, knows)
        if length == 0 and word in ("(", ")"):
            yield Token(word, start, end, "(" if word == "(" else ")")
        elif length == 0 and word.upper() in _OPERATORS:
            yield Token(word.upper(), start, end, "operator")
        else:
            length = length or _run_length(words, at)
            end = words[at + length - 1][2]
            yield Token(text[start:end], start, end, "operand")
            at += length - 1
        at += 1


def _name_length(text: str, words: list[tuple[str, int, int]], at: int, knows: Knows) -> int:
    """How many words from ``at`` on are one known name: the longest, not across an operator in capitals."""
    longest = 0
    for length in range(1, min(_MOST_WORDS, len(words) - at) + 1):
        if words[at + length - 1][0] in _OPERATORS:
            break
        name = text[words[at][1] : words[at + length - 1][2]]
        if name.count("(") == name.count(")") and not name.startswith("(") and knows(name):
            longest = length
    return longest


def _run_length(words: list[tuple[str, int, int]], at: int) -> int:
    """How many words an unknown operand has: all up to the next operator or parenthesis."""
    length = 1
    while at + length < len(words):
        word = words[at + length][0]
        if word in ("(", ")") or word.upper() in _OPERATORS:
            break
        length += 1
    return length


def _check_order(text: str, tokens: list[Token]) -> None:
    """Raise for what cannot stand where it stands."""
    if not tokens:
        raise ExpressionError(text, (0, len(text)), (), "there is no license in it")
    opened: list[Token] = []
    before: Token | None = None
    for token in tokens:
        expects_operand = before is None or before.sort in ("operator", "(")
        if expects_operand and token.sort in ("operator", ")"):
            raise _wrong(text, token, f"a license is missing before {token.text!r}")
        if not expects_operand and token.sort in ("operand", "("):
            raise _wrong(text, token, "AND, OR or WITH is missing before it")
        if token.sort == "(":
            opened.append(token)
            if len(opened) > _DEEPEST:
                raise _wrong(text, token, f"more than {_DEEPEST} parentheses are open")
        elif token.sort == ")":
            if not opened:
                raise _wrong(text, token, "no parenthesis was opened for it")
            opened.pop()
        before = token
    if before is not None and before.sort == "operator":
        raise _wrong(text, before, f"a license is missing after {before.text!r}")
    if opened:
        raise _wrong(text, opened[-1], "this parenthesis is never closed")


def _wrong(text: str, token: Token, problem: str) -> ExpressionError:
    return ExpressionError(text, (token.start, token.end), (), problem)


def _parsed(text: str, tokens: list[Token]) -> Any:
    # license-expression takes 50 ms to import: only who has an expression pays.
    from license_expression import ExpressionError as Unparsable
    from license_expression import Licensing, ParseError

    number = iter(range(len(tokens)))
    written = " ".join(f"symbol-{next(number)}" if one.sort == "operand" else one.text for one in tokens)
    try:
        return Licensing().parse(written, simple=True)
    except (ParseError, Unparsable) as error:
        place = _with_place(tokens) or (0, len(text))
        problem = "WITH joins one license and one exception, and nothing else"
        raise ExpressionError(text, place, (), problem) from error


def _with_place(tokens: list[Token]) -> tuple[int, int] | None:
    for token in tokens:
        if token.text == "WITH" and token.sort == "operator":
            return token.start, token.end
    return None


def _tree(parsed: Any, symbols: list[Token]) -> Tree:
    from license_expression import LicenseWithExceptionSymbol

    if isinstance(parsed, LicenseWithExceptionSymbol):
        pair = (parsed.license_symbol, parsed.exception_symbol)
        return Tree("WITH", tuple(_leaf(symbol.key, symbols) for symbol in pair))
    if parsed.isliteral:
        return _leaf(parsed.key, symbols)
    operator: Operator = "AND" if parsed.operator.strip() == "AND" else "OR"
    return Tree(operator, tuple(_tree(argument, symbols) for argument in parsed.args))


def _leaf(placeholder: str, symbols: list[Token]) -> Tree:
    token = symbols[int(placeholder.removeprefix("symbol-"))]
    return Tree(None, (), Symbol(token.text, token.start, token.end))
