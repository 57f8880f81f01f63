"""Where a sentence begins to name the license that the work is said to be under.

The words stand in ``tables/incorporation.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

MOST_AROUND = 400
"""Characters before and behind a name that are read; a longer sentence says more than the license."""
_MOST_LEADS = 20


@dataclass(frozen=True, slots=True)
class _Lead:
    pattern: re.Pattern[str]
    anywhere: bool
    own: bool


def name_starts(text: str) -> Iterator[int]:
    """Where in a sentence the name of the license begins that the work is said to be under.

    Sentences about something else than the whole work are passed over.
    """
    yield from (start for start, _ in starts(text))


def starts(text: str, *, within: bool = False, alone: bool = False) -> Iterator[tuple[int, bool]]:
    """Where a license is named, each with whether nothing but the work itself stands before it.

    ``within``: the sentence stands inside the text of a known license, where only plain words of
    incorporation count. ``alone``: the text says nothing else, so that any name is that of the work, and a
    license that is named and no more is the license.
    """
    low = text.lower()
    if len(low) != len(text):
        return
    found = {0: True} if alone else {}
    for lead in _leads():
        if within and not lead.anywhere:
            continue
        for match in islice(lead.pattern.finditer(low), _MOST_LEADS):
            own = _is_own(text, match, alone=alone)
            if (lead.own and not own) or pattern("subject", "other").search(low[: match.end()]):
                continue
            found[match.end()] = own or found.get(match.end(), False)
    yield from sorted(found.items())


def _is_own(text: str, lead: re.Match[str], *, alone: bool) -> bool:
    groups = lead.groupdict()
    verb = lead.start("verb") if "verb" in groups else lead.start()
    if verb > MOST_AROUND or not pattern("subject", "gap").fullmatch((groups.get("gap") or "").strip()):
        return False
    before = text[:verb]
    named = alone and pattern("subject", "name").fullmatch(before)
    return bool(named or pattern("subject", "own").fullmatch(before))


@cache
def _leads() -> tuple[_Lead, ...]:
    return tuple(
        _Lead(re.compile(row["pattern"], re.MULTILINE), row.get("anywhere", False), row.get("own", False))
        for row in _table()["lead"]
    )


@cache
def pattern(table: str, key: str) -> re.Pattern[str]:
    """An expression of the table, its pieces joined and the words for the work put in."""
    subject = _table()["subject"]
    joined = "".join(_table()[table][key])
    for name in ("which", "work"):
        joined = joined.replace(f"{{{name}}}", subject[name])
    return re.compile(joined, re.IGNORECASE)


@cache
def _table() -> dict[str, Any]:
    path = files("osdcheck") / "tables" / "incorporation.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
