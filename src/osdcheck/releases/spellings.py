"""Words that stand in the place of a license and name none."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

from osdcheck.tables.releases import read_table

Wording = Literal["absent", "none", "unknown", "license"]


def wording(text: str) -> Wording:
    """Whether the words name a license, or say that the part or its license is absent or unknown.

    >>> wording("Component not included"), wording("unlicensed"), wording("Apache-2.0")
    ('absent', 'none', 'license')
    """
    words = " ".join(text.split()).casefold().rstrip(".").strip()
    for sort, entries in _entries():
        if any(words.startswith(one[:-1]) if one.endswith("*") else words == one for one in entries):
            return sort
    return "license" if words else "none"


@cache
def _entries() -> tuple[tuple[Literal["absent", "none", "unknown"], tuple[str, ...]], ...]:
    table = read_table(files("osdcheck.tables") / "license_words.toml")
    return (
        ("absent", tuple(table["absent"])),
        ("none", tuple(table["none"])),
        ("unknown", tuple(table["unknown"])),
    )
