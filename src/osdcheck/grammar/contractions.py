"""Short forms of words ("don't", "you're") and what they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from osdcheck.resources import data_folder, read_table


class Contractions(NamedTuple):
    """Short forms: see ``grammars/<language>/contractions.toml``."""

    endings: Mapping[str, str]
    after: frozenset[str]
    stems: Mapping[str, str]
    whole: Mapping[str, str]

    def written_out(self, word: str) -> tuple[str, ...]:
        """The words that a word with an apostrophe stands for: itself where it is no short form."""
        if word in self.whole:
            return (self.whole[word],)
        for ending, meant in self.endings.items():
            if word.endswith(ending) and (stem := word.removesuffix(ending)):
                return self.stems.get(stem, stem), meant
        owner, mark, _ = word.partition("'")
        return (owner, "is") if mark and word == f"{owner}'s" and owner in self.after else (word,)


@cache
def load_contractions(language: str = "en") -> Contractions:
    """Short forms of a language.

    Raises :class:`~osdcheck.errors.DataError` when ``contractions.toml`` of the grammar is malformed.
    """
    table = read_table(data_folder("grammars") / language / "contractions.toml")
    return Contractions(table["endings"], frozenset(table["is"]["after"]), table["stems"], table["whole"])
