"""Bytes to characters: byte order marks, charset detection, and the refusal of binary files."""

from __future__ import annotations

import codecs

from osdcheck.errors import BinaryInput
from osdcheck.patterns import lazily

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"\x7fELF", "an ELF program"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "a document in rich text format"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\xca\xfe\xba\xbe", "compiled code"),
    (b"\x00asm", "compiled code"),
    (b"MZ\x90\x00", "a Windows program"),
    (b"SQLite format 3\x00", "a database"),
)
_SAMPLE = 65_536
_CONTROLS = lazily(r"[\x00-\x08\x0e-\x1f\x7f]")
_WORD = lazily(r"[^\W_]")
_HIGH = lazily(rb"[\x80-\xff]")
# Latin letters stand next to letters; typographic marks and signs stand anywhere.
_WESTERN = lazily(
    rb"[\x85\x91-\x97\x99\xa0\xa3\xa7\xa9\xab\xad\xae\xb0\xb7\xbb]"
    rb"|(?<![\x80-\xff])[\xc0-\xff]{1,2}(?=[a-z]|\W|$)|(?<=[A-Za-z])[\xc0-\xff]"
)


def decode(data: bytes, source: str) -> str:
    """Characters of a file, byte order mark included.

    UTF-8 is tried first, then UTF-16 without a mark, then charset detection; what nothing
    fits is read as cp1252 or Latin-1. ``source`` names the file in errors. Raises
    :class:`~osdcheck.errors.BinaryInput` when the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace"), source)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise _binary(source, f"this is {what}, not text")
    wide = wide_encoding(data)
    if wide:
        return _checked(data.decode(wide, "replace"), source)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _decode_legacy(data, error)
    return _checked(text, source)


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every second byte is zero."""
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    if pairs < 2 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.4 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None


def _decode_legacy(data: bytes, error: UnicodeDecodeError) -> str:
    damaged = data.decode("utf-8", "replace")
    lost = damaged.count("�")
    sound = sum(1 for character in damaged if character > "\x7f") - lost
    if (error.start >= len(data) - 3 and sound) or sound > 4 * lost:
        return damaged
    if len(_HIGH.findall(data)) == sum(len(found) for found in _WESTERN.findall(data)):
        return _decode_western(data)
    return _detect(data) or _decode_western(data)


def _decode_western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _detect(data: bytes) -> str | None:
    # Imported here: most files are UTF-8 and the library takes tens of milliseconds to load.
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return None
    return data.decode(best.encoding, "replace")


def _checked(text: str, source: str) -> str:
    """The text, unless so many of its characters are control characters that it is none."""
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    many = controls > 3 and controls * 20 > len(sample)
    if many or (controls and not _WORD.search(text)):
        raise _binary(source, f"{controls} of the first {len(sample)} characters are control characters")
    return text


def _binary(source: str, problem: str) -> BinaryInput:
    return BinaryInput(source, problem, "Give a text file: convert the document to plain text first")
