"""The expressions of ``tables/notices.toml``, with the words put in that they share."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_SHARED = re.compile(r"\{([a-z]+)\}")
_MOST_NESTED = 6


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the name of a license in a sentence that names it.

    ``start``: only where the statement is the first of its line.
    """

    pattern: re.Pattern[str]
    start: bool


@cache
def heads() -> tuple[Head, ...]:
    """Beginnings of sentences that name the license of the work, in the order in which they are tried."""
    return tuple(Head(_compiled(row["pattern"]), row.get("start", False)) for row in _table()["head"])


@cache
def form(table: str, key: str = "") -> re.Pattern[str]:
    """One expression of the table."""
    return _compiled(_table()[table][key] if key else _table()[table])


@cache
def forms(table: str, key: str) -> tuple[re.Pattern[str], ...]:
    """Each expression of a list of the table, in order."""
    return tuple(_compiled(one) for one in _table()[table][key])


def _compiled(source: str) -> re.Pattern[str]:
    words: dict[str, str] = _table()["words"]
    for _ in range(_MOST_NESTED):
        source = _SHARED.sub(lambda found: words[found[1]], source)
    return re.compile(source, re.IGNORECASE)


@cache
def _table() -> dict[str, Any]:
    path = files("osdcheck") / "tables" / "notices.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
