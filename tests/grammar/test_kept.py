"""What is kept between runs is what would be made anew, and never of other files."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from osdcheck import kept as room
from osdcheck.errors import DataError
from osdcheck.grammar import lexicon
from osdcheck.kept import kept
from osdcheck.resources import data_folder


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where things are kept: a folder of the test's own."""
    monkeypatch.setattr(room, "cache_from_source", lambda path: str(tmp_path / "cache" / "module.pyc"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "cache"


def maker(value: object) -> tuple[list[object], Callable[[], object]]:
    made: list[object] = []

    def make() -> object:
        made.append(value)
        return value

    return made, make


def test_what_was_made_once_is_not_made_again() -> None:
    made, make = maker({"a": [1]})
    assert [kept("x", [b"one"], make), kept("x", [b"one"], make)] == [{"a": [1]}] * 2
    assert len(made) == 1


@pytest.mark.parametrize("other", [[b"two"], [b"o", b"ne"], [b"one", b""], []])
def test_other_sources_make_it_anew(other: list[bytes]) -> None:
    kept("x", [b"one"], lambda: 1)
    assert kept("x", other, lambda: 2) == 2
    assert kept("x", [b"one"], lambda: 3) == 3


@pytest.mark.parametrize("damage", [b"", b"\xff\n1", b"half of a", None])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes | None) -> None:
    kept("x", [b"one"], lambda: {"a": 1})
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-1] if damage is None else damage)
    assert kept("x", [b"one"], lambda: 2) == 2
    assert list(folder.iterdir()) == [path]


def test_nothing_is_written_where_python_writes_no_bytecode(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert kept("x", [b"one"], lambda: 1) == 1
    assert not folder.exists()


def test_a_place_that_cannot_be_written_costs_time_only(folder: Path) -> None:
    folder.write_text("a file where the folder should be", encoding="utf-8")
    assert kept("x", [b"one"], lambda: 1) == 1


def test_a_kept_lexicon_is_the_one_of_its_files() -> None:
    made = lexicon.load_lexicon.__wrapped__()
    read = lexicon.load_lexicon.__wrapped__()
    assert (made.terminals, made.words) == (read.terminals, read.words)
    todo = [(made.start, read.start)]
    seen = {0}
    for one, other in todo:
        assert one == other
        numbers = {*one.paths.values(), one.free} - seen
        seen |= numbers
        todo.extend((made.node(number), read.node(number)) for number in numbers)
    assert len(seen) > 20_000


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the English tables, to edit."""
    copy = tmp_path / "en"
    copy.mkdir()
    for path in (data_folder("grammars") / "en").iterdir():
        if path.name.endswith(".toml"):
            (copy / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(lexicon, "data_folder", lambda name: tmp_path)
    return copy


def test_an_edited_lexicon_is_read_anew(english: Path) -> None:
    assert lexicon.load_lexicon.__wrapped__().terminal_of(["zorkmid"]) == ""
    with (english / "names.toml").open("a", encoding="utf-8") as file:
        file.write("\n# no phrase\n")
    place = english / "places.toml"
    text = place.read_text(encoding="utf-8")
    place.write_text(text + '\n[FEATURE]\nzorkmid = ["zorkmid"]\n', encoding="utf-8")
    assert lexicon.load_lexicon.__wrapped__().terminal_of(["zorkmid"]) == "FEATURE"


@pytest.mark.parametrize("row", ["FEATURE = 3", "[FEATURE]\nzz = 3", "[FEATURE]\nzz = [3]"])
def test_what_is_no_list_of_phrases_is_told(english: Path, row: str) -> None:
    (english / "places.toml").write_text(row, encoding="utf-8")
    with pytest.raises(DataError, match=r"places\.toml.*no list of phrases"):
        lexicon.load_lexicon.__wrapped__()
