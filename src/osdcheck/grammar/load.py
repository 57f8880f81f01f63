"""Parsers of the grammars, from the tables that were written for them or, when those are stale, from Lark."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import Any

from osdcheck.grammar.lalr import Parser, Rule, Tables, Tree
from osdcheck.resources import data_folder

WRITTEN = "tables.json"
"""Tables of all grammars, each with the SHA-256 of the text they were computed from."""


def load_grammar(name: str, *, make: Callable[[str, list[Any]], Any] = Tree) -> Parser:
    """Parser of ``grammars/<name>``; ``make`` gets a rule's name and children, and makes their node."""
    source = (data_folder("grammars") / name).read_text(encoding="utf-8")
    return Parser(_written(name, source) or _built(source), make)


def written_form(source: str) -> dict[str, Any]:
    """What :data:`WRITTEN` holds of a grammar's text."""
    return {"sha256": _digest(source), **_built(source)._asdict()}


def _built(source: str) -> Tables:
    from osdcheck.grammar.build import build_tables

    return build_tables(source)


def _written(name: str, source: str) -> Tables | None:
    """The tables that were written for exactly this text, if any."""
    path = data_folder("grammars") / WRITTEN
    row = _all_written(path.read_bytes()).get(name, {}) if path.is_file() else {}
    if row.get("sha256") != _digest(source):
        return None
    return Tables(tuple(Rule(*rule) for rule in row["rules"]), tuple(row["states"]), row["accepted"])


@cache
def _all_written(data: bytes) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(data)
    return written


def _digest(source: str) -> str:
    return sha256(source.encode()).hexdigest()
