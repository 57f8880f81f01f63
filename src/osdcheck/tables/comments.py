"""How comments look, language by language (``comments.toml``); a language is told by the name of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from osdcheck.errors import DataError
from osdcheck.resources import read_table

_FILE = "comments.toml"


@dataclass(frozen=True, slots=True)
class Language:
    """Marks of comments: to the end of a ``line``, in the first ``column``, around a ``block``.

    ``leads``: regular expressions of what may stand before the first comment; ``code``: whether it is source.
    """

    line: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    block: tuple[tuple[str, str], ...] = ()
    leads: tuple[str, ...] = ()
    code: bool = False

    def joined(self, other: Language) -> Language:
        """A language with the marks of both."""
        return Language(
            _once(self.line + other.line),
            _once(self.column + other.column),
            tuple(dict.fromkeys(self.block + other.block)),
            _once(self.leads + other.leads),
            self.code or other.code,
        )


@dataclass(frozen=True, slots=True)
class Languages:
    """Languages by the suffixes and by the whole names of their files, and all in one."""

    suffixes: dict[str, Language]
    names: dict[str, Language]
    all: Language

    def of(self, path: str) -> Language | None:
        """The language of the file at ``path``; ``None`` where its name tells none.

        >>> load_comments().of("src/a.lua").line, load_comments().of("src/a.xyz")
        (('--',), None)
        """
        name = path.rsplit("/", 1)[-1].lower()
        head, _, suffix = name.rpartition(".")
        return (self.suffixes.get(suffix) if head else None) or self.names.get(name)


@cache
def load_comments() -> Languages:
    """The table; raises :class:`~osdcheck.errors.DataError` when it is malformed."""
    table = read_table(files("osdcheck.tables") / _FILE)
    suffixes: dict[str, Language] = {}
    names: dict[str, Language] = {}
    try:
        rows = [(row, _language(row)) for row in table["language"]]
        for row, language in rows:
            for known, called in ((suffixes, row["suffixes"]), (names, row.get("names", ()))):
                for one in called:
                    known[one] = known.get(one, Language()).joined(language)
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise DataError(_FILE, "file", f"{error!r}") from error
    every = Language()
    for _, language in rows:
        every = every.joined(language)
    return Languages(suffixes, names, every)


def _language(row: dict[str, Any]) -> Language:
    lead = row.get("lead")
    if lead is not None and re.compile(lead).groups:
        raise ValueError(f"groups in {lead!r}")
    blocks = tuple((opened, closed) for opened, closed in row.get("block", ()))
    return Language(
        tuple(row.get("line", ())),
        tuple(row.get("column", ())),
        blocks,
        (lead,) if lead else (),
        row.get("code", True),
    )


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
