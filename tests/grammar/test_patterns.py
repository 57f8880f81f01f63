"""A pattern that is compiled at its first use does what the compiled one does."""

from __future__ import annotations

import copy
import pickle
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osdcheck import patterns
from osdcheck.patterns import lazily


@pytest.fixture(autouse=True)
def no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patterns of tests are not kept."""
    monkeypatch.setattr(patterns, "_SOURCES", [])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


WORD = r"(?P<head>[a-c]+)(b?)"


@given(st.text("abcd ", max_size=20))
def test_it_finds_the_same(text: str) -> None:
    lazy, compiled = lazily(WORD, re.IGNORECASE), re.compile(WORD, re.IGNORECASE)
    assert lazy.findall(text) == compiled.findall(text)
    assert [one.span() for one in lazy.finditer(text, 1)] == [
        one.span() for one in compiled.finditer(text, 1)
    ]
    assert lazy.sub("-", text) == compiled.sub("-", text)
    assert (lazy.pattern, lazy.flags, lazy.groupindex) == (
        compiled.pattern,
        compiled.flags,
        compiled.groupindex,
    )


def test_it_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    found = re.compile("a+")
    monkeypatch.setattr(patterns, "compiled", lambda pattern, *_: calls.append(pattern) or found)
    lazy = lazily("a+")
    assert not calls
    assert lazy.search("caa")
    assert lazy.match("aa")
    assert lazy.search("b") is None
    assert calls == ["a+"]


def test_a_malformed_one_is_told_at_its_first_use() -> None:
    lazy = lazily("(")
    with pytest.raises(re.error):
        lazy.search("a")


def test_bytes_are_searched_too() -> None:
    assert lazily(rb"[ab]").findall(b"cab") == [b"a", b"b"]


def test_it_can_be_copied() -> None:
    lazy = lazily("a+")
    assert pickle.loads(pickle.dumps(lazy)).findall("caab") == ["aa"]
    assert copy.copy(lazy).findall("caab") == ["aa"]
