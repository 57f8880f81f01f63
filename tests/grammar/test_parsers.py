"""The parser runs what Lark computes: the same trees, from tables that are never stale."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Lark
from lark import Token as LarkToken
from lark import Tree as LarkTree
from lark.exceptions import LarkError
from lark.lexer import Lexer

from osdcheck.grammar import load
from osdcheck.grammar.lalr import ParseError, Parser, Token, Tree
from osdcheck.resources import data_folder

NAMES = ("definitions.lark", "facts.lark", "quantities.lark")


def source_of(name: str) -> str:
    return (data_folder("grammars") / name).read_text(encoding="utf-8")


def declared(name: str) -> list[str]:
    found = re.findall(r"^%declare (.+)$", source_of(name), re.M)
    return [terminal for line in found for terminal in line.split()]


class Given(Lexer):
    def __init__(self, lexer_conf: object) -> None: ...

    def lex(self, data: Iterable[LarkToken]) -> Iterator[LarkToken]:  # type: ignore[override]
        return iter(data)


@cache
def larks(name: str) -> Lark:
    return Lark(source_of(name), parser="lalr", lexer=Given, maybe_placeholders=False)


@cache
def ours(name: str) -> Parser:
    return load.load_grammar(name)


def shape(node: Any) -> Any:
    if isinstance(node, (Tree, LarkTree)):
        return str(node.data), [shape(child) for child in node.children]
    return node.type, str(node)


@pytest.mark.parametrize("name", NAMES)
@given(st.data())
@settings(max_examples=150, deadline=None)
def test_trees_are_those_of_lark(name: str, data: st.DataObject) -> None:
    terminals = data.draw(st.lists(st.sampled_from(declared(name)), max_size=14))
    try:
        expected = larks(name).parse([LarkToken(one, str(at)) for at, one in enumerate(terminals)])
    except LarkError:
        with pytest.raises(ParseError):
            ours(name).parse([Token(one, str(at)) for at, one in enumerate(terminals)])
        return
    found = ours(name).parse([Token(one, str(at)) for at, one in enumerate(terminals)])
    assert shape(found) == shape(expected)


def test_the_written_tables_are_those_of_the_grammars() -> None:
    """``python benchmarks/build_parsers.py`` writes them anew."""
    written = json.loads((data_folder("grammars") / load.WRITTEN).read_text(encoding="utf-8"))
    assert sorted(written) == list(NAMES)
    for name in NAMES:
        assert written[name] == json.loads(json.dumps(load.written_form(source_of(name))))


@pytest.mark.parametrize("written", [None, "{}", "of another text"])
def test_stale_tables_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str | None
) -> None:
    (tmp_path / "facts.lark").write_text("start: ONLY*\n%declare ONLY\n", encoding="utf-8")
    if written is not None:
        other = {"facts.lark": load.written_form(source_of("facts.lark"))}
        text = json.dumps(other) if written == "of another text" else written
        (tmp_path / load.WRITTEN).write_text(text, encoding="utf-8")
    monkeypatch.setattr(load, "data_folder", lambda name: tmp_path)
    parser = load.load_grammar("facts.lark")
    assert shape(parser.parse([Token("ONLY", "only")])) == ("start", [("ONLY", "only")])
    with pytest.raises(ParseError):
        parser.parse([Token("IF", "if")])
