"""Bytes to characters."""

from __future__ import annotations

import codecs
import subprocess
import sys

import pytest

from osdcheck.document import read_document
from osdcheck.errors import BinaryInput

TEXT = "Copyright \u00a9 2020 Jos\u00e9 M\u00fcller. You may not use \u201cthe Software\u201d \u2013 ever.\n"
LONG = TEXT * 5 + "Permission is hereby granted to anyone to deal in the Software.\n" * 5


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_stays(mark: bytes, encoding: str) -> None:
    document = read_document(mark + TEXT.encode(encoding))
    assert document.original == "\ufeff" + TEXT
    assert document.clean.startswith("Copyright")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("text", [TEXT, LONG])
def test_an_encoding_is_found_without_a_mark(encoding: str, text: str) -> None:
    assert read_document(text.encode(encoding)).original == text


def test_latin_1_is_read() -> None:
    text = "Cette licence, m\u00eame modifi\u00e9e, accorde le droit d'utiliser le logiciel. "
    assert read_document((text * 3).encode("latin-1")).original == text * 3


def test_another_script_is_left_to_detection() -> None:
    text = "Лицензия разрешает использование программы без ограничений. " * 4
    assert read_document(text.encode("cp1251")).original == text


def test_utf_8_that_was_cut_off_keeps_its_words() -> None:
    data = ("Gr\u00fc\u00dfe: you may use the Software \u2013".encode())[:-1]
    assert read_document(data).original.startswith("Gr\u00fc\u00dfe: you may use the Software")


def test_utf_16_that_was_cut_off_keeps_its_words() -> None:
    assert read_document(("\ufeff" + TEXT).encode("utf-16-le")[:-1]).clean.startswith("Copyright")


def test_a_few_nulls_are_no_binary() -> None:
    document = read_document(b"You may use\x00 the Software.\x00")
    assert document.original == "You may use\x00 the Software.\x00"
    assert document.clean == "You may use the Software."


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01" + bytes(64),
        b"\x89PNG\r\n\x1a\n" + bytes(64),
        b"PK\x03\x04" + bytes(64),
        b"%PDF-1.7\nYou may use it",
        bytes(range(256)) * 4,
        b"\x00\x01\x02",
        bytes(1000),
    ],
)
def test_binary_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(BinaryInput, match="convert the document to plain text"):
        read_document(data)


def test_utf_8_does_not_load_the_detector() -> None:
    code = (
        "import sys; from osdcheck.document import read_document; read_document('You may use it.'.encode());"
        "print([m for m in ('charset_normalizer', 'markdown_it', 'html.parser') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
