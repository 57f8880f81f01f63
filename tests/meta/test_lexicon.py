from __future__ import annotations

import re

from osdcheck.grammar.lexicon import load_lexicon
from osdcheck.resources import data_folder

MADE_BY_THE_LEXER = {"COMMA", "STOP", "TERM", "UNKNOWN", "QUANTITY", "FIGURE", "GLOSS"}
NEVER_IN_A_TREE = {"WATER"}


def declared() -> set[str]:
    names: set[str] = set()
    for path in data_folder("grammars").iterdir():
        if path.name.endswith(".lark"):
            for line in re.findall(r"^%declare (.+)$", path.read_text(encoding="utf-8"), re.M):
                names.update(line.split())
    return names


def test_every_declared_terminal_has_a_class() -> None:
    assert declared() - load_lexicon().terminals - MADE_BY_THE_LEXER == set()


def test_every_class_of_the_lexicon_is_declared_in_a_grammar() -> None:
    assert load_lexicon().terminals - declared() - NEVER_IN_A_TREE == set()
