"""The door: what it takes, what it refuses, and what it says then."""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from pathlib import Path

import pytest

from osdcheck.document import LIMIT, read_document
from osdcheck.errors import (
    BinaryInput,
    EmptyInput,
    InputError,
    InputTooLarge,
    PathLikeText,
    UnreadableInput,
)


def test_text_bytes_and_path_give_the_same_words(tmp_path: Path) -> None:
    text = "You may use\nthe Software.\n"
    path = tmp_path / "LICENSE"
    path.write_bytes(text.encode())
    by_text, by_bytes, by_path = read_document(text), read_document(text.encode()), read_document(path)
    assert by_text.clean == by_bytes.clean == by_path.clean == "You may use the Software."
    assert by_text.sha256 == by_path.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert (by_text.name, by_bytes.name, by_path.name) == (None, None, str(path))


def test_the_digest_is_of_the_bytes_and_not_of_the_text() -> None:
    data = "Gr\u00fc\u00dfe, you may use it".encode("cp1252")
    assert read_document(data).sha256 == hashlib.sha256(data).hexdigest()


def test_a_name_may_be_given() -> None:
    assert read_document("You may use it freely.", name="-").name == "-"


def test_the_original_is_untouched() -> None:
    text = "\ufeffYou may\r\nuse\x00 it.\rFreely.\n"
    assert read_document(text).original == text
    assert read_document(text.encode()).original == text


@pytest.mark.parametrize(
    "text", ["licenses/MIT.txt", "LICENSE.md", r"C:\licenses\mit", "./LICENSE", "  COPYING.html \n"]
)
def test_a_text_that_looks_like_a_path_is_refused(text: str) -> None:
    with pytest.raises(PathLikeText, match=r"pathlib\.Path"):
        read_document(text)


def test_a_text_that_names_a_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "MY LICENSE").write_text("You may use it.")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PathLikeText, match="a file of this name exists"):
        read_document("MY LICENSE")


@pytest.mark.parametrize(
    "text",
    ["All rights reserved.", "MIT", "Apache-2.0", "Use and/or sell it.", "a/b\nc/d", "x\x00y may be used"],
)
def test_a_short_text_is_text(text: str) -> None:
    assert read_document(text).original == text


def test_a_directory_points_to_the_audit(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="osdcheck audit") as caught:
        read_document(tmp_path)
    assert caught.value.source == str(tmp_path)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        read_document(tmp_path / "LICENSE")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "LICENSE"
    path.write_text("You may use it.")
    path.chmod(0)
    with pytest.raises(UnreadableInput, match="permission denied"):
        read_document(path)


def test_a_path_no_system_takes_says_so() -> None:
    with pytest.raises(UnreadableInput, match="cannot be read"):
        read_document(Path("a\x00b"))


def test_a_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "LICENSE"
    with path.open("wb") as file:
        file.truncate(LIMIT + 1)
    with pytest.raises(InputTooLarge, match="10,000,000"):
        read_document(path)


@pytest.mark.parametrize("source", ["\u00e9" * (LIMIT // 2 + 1), "a " * (LIMIT // 2 + 1), b"a" * (LIMIT + 1)])
def test_the_limit_counts_bytes(source: str | bytes) -> None:
    with pytest.raises(InputTooLarge):
        read_document(source)


@pytest.mark.parametrize("source", ["", " \n\t\r\n ", "\ufeff\n", b"", b"\n\n", "-----\n=====\n", "\u200b"])
def test_white_space_is_empty(source: str | bytes) -> None:
    with pytest.raises(EmptyInput, match="no words"):
        read_document(source)


def test_other_types_are_refused() -> None:
    with pytest.raises(TypeError, match="int"):
        read_document(3)  # type: ignore[arg-type]


def test_errors_name_the_source_and_survive_pickling() -> None:
    with pytest.raises(BinaryInput) as caught:
        read_document(b"\x7fELF\x02\x01", name="model.bin")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert isinstance(copy, InputError)
    assert (str(copy), copy.source) == (str(caught.value), "model.bin")


def test_a_lone_surrogate_is_read() -> None:
    document = read_document("You may \ud800 use the Software.")
    assert document.clean == "You may use the Software."
    assert document.sha256 == hashlib.sha256(document.original.encode("utf-8", "surrogatepass")).hexdigest()


def test_a_document_is_hashable_and_picklable() -> None:
    document = read_document("You may use the Software.")
    assert pickle.loads(pickle.dumps(document)) == document
    assert len({document, document}) == 1
