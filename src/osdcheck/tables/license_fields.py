"""Fields by which manifests of many ecosystems name a license (``license_fields.toml``), compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from osdcheck.errors import DataError
from osdcheck.resources import read_table
from osdcheck.tables.audit_words import load_audit_words

_FILE = "license_fields.toml"
Words = tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True, slots=True)
class LicenseField:
    """One field of a manifest; what each pattern is for stands in the table.

    ``words``: how the ecosystem calls what has an id elsewhere, each with what stands for it.
    """

    id: str
    value: re.Pattern[str]
    item: re.Pattern[str] | None
    divided: re.Pattern[str] | None
    is_file: bool
    words: Words

    def meant(self, said: str) -> str:
        """A value in the words of SPDX; a choice becomes one with ``OR``, or the file that is in it."""
        parts = self.divided.split(said) if self.divided is not None else [said]
        meant = [one for one in (self._meant(" ".join(part.split())) for part in parts) if one]
        named = [one for one in meant if load_audit_words().see.fullmatch(one)]
        return named[0] if named else " OR ".join(meant)

    def _meant(self, said: str) -> str:
        for _ in range(2):
            for pattern, name in self.words:
                match = pattern.fullmatch(said)
                if match is not None:
                    said = match.expand(name)
                    break
        return said


@dataclass(frozen=True, slots=True)
class Manifest:
    """A sort of file by its ``name``, and by what stands in it where the name tells too little."""

    name: re.Pattern[str]
    when: re.Pattern[str] | None
    fields: tuple[LicenseField, ...]


@cache
def load_manifests() -> tuple[Manifest, ...]:
    """The table; raises :class:`~osdcheck.errors.DataError` when it is malformed."""
    table = read_table(files("osdcheck.tables") / _FILE)
    try:
        words = {name: _words(rows) for name, rows in table["words"].items()}
        return tuple(_manifest(row, words) for row in table["manifest"])
    except (KeyError, TypeError, re.error) as error:
        raise DataError(_FILE, "file", f"{error!r}") from error


@lru_cache(maxsize=65_536)
def manifests_of(name: str) -> tuple[Manifest, ...]:
    """The sorts that a file of this name may be, in lower case; mostly none.

    >>> [one.fields[0].id for one in manifests_of("foo.cabal")], manifests_of("foo.py")
    (['license'], ())
    """
    if _any_name().fullmatch(name) is None:
        return ()
    return tuple(one for one in load_manifests() if one.name.fullmatch(name))


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile("|".join(one.name.pattern for one in load_manifests()))


def _words(rows: dict[str, str]) -> Words:
    return tuple((re.compile(pattern, re.IGNORECASE), name) for pattern, name in rows.items())


def _manifest(row: dict[str, Any], words: dict[str, Words]) -> Manifest:
    return Manifest(
        re.compile(row["name"]),
        _pattern(row.get("when")),
        tuple(
            LicenseField(
                one["id"],
                re.compile(one["value"], re.MULTILINE | re.IGNORECASE),
                _pattern(one.get("item")),
                _pattern(one.get("divided")),
                one.get("file", False),
                words[one["words"]] if "words" in one else (),
            )
            for one in row["field"]
        ),
    )


def _pattern(source: str | None) -> re.Pattern[str] | None:
    return None if source is None else re.compile(source, re.MULTILINE)
