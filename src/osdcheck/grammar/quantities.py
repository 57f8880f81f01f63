"""Numbers in figures and words, with scale and currency, as values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from osdcheck.grammar.lalr import Parser, Token
from osdcheck.grammar.load import load_grammar
from osdcheck.patterns import lazily

_SCALES = frozenset((1e3, 1e6, 1e9))
_GROUPED = lazily(r"\d{1,3}(?:[.,]\d{3})+")


class Amount(NamedTuple):
    """A number as written; ``currency`` is an ISO 4217 code or ``None``."""

    number: int | float
    currency: str | None


class _Gloss(NamedTuple):
    """What stands in brackets behind a number: the same in figures, or its currency."""

    number: float
    currency: Token | None


def _value(rule: str, children: list[Any]) -> Any:
    """The value of a node of ``quantities.lark``."""
    return _VALUES[rule](children)


def _amount(children: list[tuple[str, float]]) -> float:
    total = current = 0.0
    for sort, value in children:
        if sort == "SCALE" and value >= 1000:
            total, current = total + (current or 1) * value, 0.0
        elif sort == "SCALE":
            current = (current or 1) * value
        else:
            current += value
    return total + current


def _gloss(children: list[Any]) -> _Gloss:
    currency = next(
        (child for child in children if isinstance(child, Token) and child.type == "CURRENCY"), None
    )
    return _Gloss(next(child for child in children if isinstance(child, float)), currency)


def _start(children: list[Any]) -> Amount:
    number = next(child for child in children if isinstance(child, float))
    gloss = next((child for child in children if isinstance(child, _Gloss)), None)
    if gloss is not None and number and gloss.number / number in _SCALES:
        # "seven hundred (700) million": the scale stands behind the figures alone.
        number = gloss.number
    currencies = [child if isinstance(child, Token) else gloss and gloss.currency for child in children]
    currency = next((one.value for one in currencies if isinstance(one, Token)), None)
    return Amount(int(number) if number.is_integer() else number, currency)


_VALUES: Mapping[str, Callable[[list[Any]], Any]] = {
    "figure": lambda children: ("FIGURE", figure(children[0].value)),
    "scale": lambda children: ("SCALE", float(children[0].value)),
    "word": lambda children: (children[0].type, float(children[0].value)),
    "amount": _amount,
    "gloss": _gloss,
    "start": _start,
}


def figure(text: str) -> float:
    """Value of figures with either thousands separator: ``100.000``, ``1,000,000``, ``2.5``."""
    if _GROUPED.fullmatch(text):
        return float(re.sub(r"[.,]", "", text))
    parts = re.split(r"[.,]", text)
    if len(parts) == 2:
        return float(f"{parts[0]}.{parts[1]}")
    return float("".join(parts))


@cache
def _parser() -> Parser:
    return load_grammar("quantities.lark", make=_value)


def parse_amount(tokens: Sequence[Token]) -> Amount | None:
    """Value of number tokens (terminals of ``quantities.lark``); ``None`` when they form none."""
    try:
        result = _parser().parse(tokens)
    except ValueError:
        return None
    return result if isinstance(result, Amount) else None
