"""What a regular expression was compiled to is kept, and read back as the same expression."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from osdcheck import compiled as room
from osdcheck import kept, patterns, prepare
from osdcheck.compiled import Source, compiled, keep_all

ONE: Source = ("(?P<head>[a-c]+)(b?)|ß{2,}", re.IGNORECASE)
OTHER: Source = (rb"[^\w.]+", 0)
MALFORMED: Source = ("(", 0)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where things are kept: a folder of the test's own."""
    monkeypatch.setattr(kept, "cache_from_source", lambda path: str(tmp_path / "cache" / "module.pyc"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    room._programs.cache_clear()
    yield tmp_path / "cache"
    room._programs.cache_clear()


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The patterns that :func:`re.compile` was asked for."""
    asked: list[object] = []
    original = re.compile

    def compile_(pattern: str, flags: int = 0) -> re.Pattern[str]:
        asked.append(pattern)
        return original(pattern, flags)

    monkeypatch.setattr(re, "compile", compile_)
    return asked


@pytest.mark.parametrize("source", [ONE, OTHER])
def test_it_is_the_same_expression(source: Source) -> None:
    found = re.compile(*source)
    for _ in range(2):
        made = compiled(*source, [])
        assert made == found
        assert (made.flags, made.groups, made.groupindex) == (found.flags, found.groups, found.groupindex)
        room._programs.cache_clear()


def test_all_expressions_of_the_project_are_read_back() -> None:
    prepare.prepare()
    room._programs.cache_clear()
    for pattern, flags in patterns._SOURCES:
        assert room._made(pattern, room._programs()[room._key(pattern, flags)]) == re.compile(pattern, flags)


def test_a_first_run_compiles_for_the_next(calls: list[object]) -> None:
    compiled(*ONE, [ONE, OTHER, MALFORMED])
    room._programs.cache_clear()
    calls.clear()
    compiled(*OTHER, [])
    assert not calls


def test_a_malformed_one_is_told(calls: list[object]) -> None:
    with pytest.raises(re.error):
        compiled(*MALFORMED, [])


@pytest.mark.parametrize("program", [(), (1, 2), (0, b"\x00" * 8, 0, {}), (0, b"abc", 0, {})])
def test_what_is_no_program_is_compiled(program: tuple[object, ...]) -> None:
    kept.keep("patterns", room._engine(), {room._key(*ONE): program})
    assert compiled(*ONE, []) == re.compile(*ONE)


def test_programs_of_another_engine_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_all([ONE])
    monkeypatch.setattr(room, "_engine", lambda: [b"another"])
    assert not room._programs()


def test_nothing_is_compiled_ahead_that_cannot_be_kept(
    monkeypatch: pytest.MonkeyPatch, calls: list[object]
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled(*ONE, [OTHER])
    assert calls == [ONE[0]]
