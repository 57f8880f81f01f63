from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest

from osdcheck.grammar.lexicon import load_lexicon
from osdcheck.resources import data_folder, read_table

MADE_IN = {
    "lexer.py": {"COMMA", "STOP", "TERM", "FIGURE"},
    "readings.py": {"ACTED", "QUANTITY", "GLOSS"},
    "attachment.py": {"UNKNOWN"},
    "definitions.py": {"TERM", "LINK", "MEANS", "OPEN", "CLOSE"},
}
"""Terminals that no phrase stands for, by the module of the grammar room that makes them."""
NEVER_IN_A_TREE = {"WATER", "CONCEDE"}
NO_PHRASES = {"contractions.toml", "verbs.toml", "function_words.toml", "names.toml", "topics.toml"}


def declared() -> set[str]:
    names: set[str] = set()
    for path in data_folder("grammars").iterdir():
        if path.name.endswith(".lark"):
            for line in re.findall(r"^%declare (.+)$", path.read_text(encoding="utf-8"), re.M):
                names.update(line.split())
    return names


def test_every_declared_terminal_has_a_class_or_a_maker() -> None:
    assert declared() - load_lexicon().terminals - set().union(*MADE_IN.values()) == set()


def test_every_class_of_the_lexicon_is_declared_in_a_grammar() -> None:
    assert load_lexicon().terminals - declared() - NEVER_IN_A_TREE == set()


@pytest.mark.parametrize("module", MADE_IN)
def test_made_terminals_are_declared_and_made(module: str) -> None:
    source = (files("osdcheck") / "grammar" / module).read_text(encoding="utf-8")
    assert MADE_IN[module] - declared() == set()
    assert [name for name in sorted(MADE_IN[module]) if f'"{name}"' not in source] == []


def test_each_meaning_stands_in_one_file_and_each_entry_once() -> None:
    homes: dict[tuple[str, str], set[str]] = {}
    twice = []
    for path in (data_folder("grammars") / "en").iterdir():
        if path.name.endswith(".toml") and path.name not in NO_PHRASES:
            for terminal, rows in read_table(path).items():
                for value, entries in rows.items():
                    homes.setdefault((terminal, value), set()).add(path.name)
                    twice += [(path.name, entry) for entry, count in Counter(entries).items() if count > 1]
    assert [meaning for meaning, files in homes.items() if len(files) > 1] == []
    assert twice == []
