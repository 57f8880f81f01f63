"""Who grants a license, by the names its own sentences give: a firm in short, or whoever "grants You"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from osdcheck.core.unit import Unit
from osdcheck.grammar.lexicon import load_lexicon
from osdcheck.grammar.words import split_words
from osdcheck.resources import data_folder, read_table

_NO_NAMES = frozenset({"BEARER", "PARTY", "OBJECT", "DOC", "PRODUCT"})
"""Terminals of words that stand for a role or a thing, whoever has it."""
_NAME = r"[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2}"


def grantors(units: Iterable[Unit]) -> tuple[tuple[str, ...], ...]:
    """Names (folded words) of who grants the license, as its sentences call them; licensees left out.

    Raises :class:`~osdcheck.errors.DataError` when ``names.toml`` of the grammar is malformed.
    """
    names = {
        words
        for unit in units
        for pattern in _patterns()
        for name in pattern.findall(unit.text)
        if (words := tuple(word for word in split_words(name).words if word.isalpha()))
    }
    return tuple(sorted(name for name in names if not _is_role(name)))


def _is_role(name: tuple[str, ...]) -> bool:
    lexicon = load_lexicon()
    return lexicon.terminal_of(name) in _NO_NAMES or lexicon.terminal_of(name[-1:]) in _NO_NAMES


@cache
def _patterns(language: str = "en") -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A name before words of granting, and the short name that a firm is given in brackets."""
    table = read_table(data_folder("grammars") / language / "names.toml")["grantor"]
    firm = rf"\b(?:{_any_of(table['firms'])})\b\.?,?"
    grants = rf"(?<![\w-])({_NAME})(?:,? {firm})? (?:(?:{_any_of(table['adverbs'])}) )?"
    called = rf"\((?:(?:{_any_of(table['called'])}) )*\"({_NAME})\""
    return (
        re.compile(rf"{grants}(?i:{_any_of(table['says'])})\b"),
        re.compile(rf"{firm}[^()\"]{{0,80}}{called}"),
    )


def _any_of(phrases: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
