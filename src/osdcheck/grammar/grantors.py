"""Who grants a license, by the names its own sentences give: a firm in short, or whoever "grants You"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from osdcheck.core.unit import Unit
from osdcheck.grammar.lexicon import load_lexicon
from osdcheck.grammar.words import split_words
from osdcheck.patterns import lazily
from osdcheck.resources import data_folder, read_table

_NO_NAMES = frozenset({"BEARER", "PARTY", "OBJECT", "DOC", "PRODUCT"})
"""Terminals of words that stand for a role or a thing, whoever has it."""
_OPENS_NAME = '"'
_NAME = r"[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2}"


def grantors(units: Iterable[Unit]) -> tuple[tuple[str, ...], ...]:
    """Names (folded words) of who grants the license, as its sentences call them; licensees left out.

    Raises :class:`~osdcheck.errors.DataError` when ``names.toml`` of the grammar is malformed.
    """
    says, granting, called = _patterns()
    names: set[tuple[str, ...]] = set()
    for unit in units:
        lowered = unit.text.lower()
        # Few sentences hold such words, and to look for the words is quicker than for a name before them.
        found = granting.findall(unit.text) if any(one in lowered for one in says) else []
        found += called.findall(unit.text) if _OPENS_NAME in lowered else []
        names.update(tuple(word for word in split_words(name).words if word.isalpha()) for name in found)
    names.discard(())
    return tuple(sorted(name for name in names if not _is_role(name)))


def _is_role(name: tuple[str, ...]) -> bool:
    lexicon = load_lexicon()
    return lexicon.terminal_of(name) in _NO_NAMES or lexicon.terminal_of(name[-1:]) in _NO_NAMES


@cache
def _patterns(language: str = "en") -> tuple[tuple[str, ...], re.Pattern[str], re.Pattern[str]]:
    """Words of granting, a name before them, and the short name that a firm is given in brackets."""
    table = read_table(data_folder("grammars") / language / "names.toml")["grantor"]
    firm = rf"\b(?:{_any_of(table['firms'])})\b\.?,?"
    grants = rf"(?<![\w-])({_NAME})(?:,? {firm})? (?:(?:{_any_of(table['adverbs'])}) )?"
    called = rf"\((?:(?:{_any_of(table['called'])}) )*{_OPENS_NAME}({_NAME})\""
    return (
        tuple(one.lower() for one in table["says"]),
        lazily(rf"{grants}(?i:{_any_of(table['says'])})\b"),
        lazily(rf"{firm}[^()\"]{{0,80}}{called}"),
    )


def _any_of(phrases: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
