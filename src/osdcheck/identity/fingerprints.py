"""Fingerprints of the known texts: keys of whole texts, and shingles of five words chosen by winnowing.

Winnowing (Schleimer, Wilkerson and Aiken 2003) keeps the least hash of every window, so that two texts
that share twelve words in a row share a fingerprint.
"""

from __future__ import annotations

import hashlib
import re
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import IO, Literal
from zlib import crc32

from osdcheck.errors import DataError
from osdcheck.identity.normalize import compared
from osdcheck.identity.tokens import Tokens, mask_notices, tokens_of
from osdcheck.resources import data_folder

Code = Literal["Q", "I", "H"]
MAGIC = b"OSDCFP01"
SHINGLE = 5
"""Words of a shingle."""
_WINDOW = 8
_MASK = 0xFFFFFFFF
_FACTORS = (
    0x9E3779B97F4A7C15,
    0xC2B2AE3D27D4EB4F,
    0x165667B19E3779F9,
    0x85EBCA77C2B2AE63,
    0x27D4EB2F165667C5,
)
_MOST_TITLE_LINES = 4
_LONGEST_TITLE_LINE = 12
_HEADER = struct.Struct("<8sIIII")


@dataclass(frozen=True, slots=True)
class Cut:
    """A text read for exact matching: ``key`` of its words, ``title`` the words left out in front.

    ``closed``: whether a blank line stands behind the title.
    """

    key: int
    title: tuple[str, ...]
    closed: bool


def readings(tokens: Tokens) -> Iterator[dict[str, bool]]:
    """The ways to read a text for exact matching, as arguments of :func:`cuts`; those that differ for it."""
    yield {}
    if tokens.has_inner_notices:
        yield {"notices": True}
    if tokens.has_list_numbers:
        yield {"list_numbers": False}


def cuts(tokens: Tokens, **reading: bool) -> Iterator[Cut]:
    """Keys of a text in one of its :func:`readings`, whole and without its first title lines."""
    stream = compared(tokens, **reading)
    yield Cut(_key(stream), (), True)
    title: list[str] = []
    for line, closed in _title_lines(tokens.low):
        words = compared(tokens_of(line), **reading).strip("\n")
        if not words:
            continue
        front = f"\n{words}\n"
        # A mark that closes a line stays in the stream of the whole text.
        mark = re.match(r"[,;:.?!]\n", stream[len(front) :])
        if not stream.startswith(front) or len(stream) <= len(front):
            return
        stream = stream[len(front) - 1 + (len(mark[0]) if mark else 0) :]
        title += words.split("\n")
        yield Cut(_key(stream), tuple(title), closed)


def _title_lines(low: str) -> list[tuple[str, bool]]:
    """First lines that are short, up to the first longer one, each with whether a blank line follows."""
    lines: list[tuple[str, bool]] = []
    first = mask_notices(low[:2000]).splitlines()
    for line, following in zip(first, [*first[1:], ""], strict=False):
        if not line.strip():
            continue
        if len(line.split()) > _LONGEST_TITLE_LINE or len(lines) == _MOST_TITLE_LINES:
            break
        lines.append((line, not following.strip()))
    return lines


def _key(stream: str) -> int:
    return int.from_bytes(hashlib.blake2b(stream.encode(), digest_size=8).digest(), "little")


def shingles(words: Sequence[str]) -> list[int]:
    """Hash of every five words in a row, by the position of the first; the same in every process."""
    table = {word: crc32(word.encode()) for word in set(words)}
    hashed = [table[word] for word in words]
    p, q, r, s, t = _FACTORS
    return [
        (a * p + b * q + c * r + d * s + e * t) >> 24 & _MASK
        for a, b, c, d, e in zip(hashed, hashed[1:], hashed[2:], hashed[3:], hashed[4:], strict=False)
    ]


def grams(words: Sequence[str]) -> list[int]:
    """The same as :func:`shingles` for two texts in one process: quicker, and of no use beyond it."""
    return list(map(hash, zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)))


def winnowed(hashes: Sequence[int]) -> frozenset[int]:
    """Fingerprints of a text; a short text keeps all of its hashes."""
    if len(hashes) <= 6 * _WINDOW:
        return frozenset(hashes)
    return frozenset(min(hashes[at : at + _WINDOW]) for at in range(len(hashes) - _WINDOW + 1))


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The index: numbers of records by key and by shingle; ``totals``: fingerprints of each record."""

    keys: Sequence[int]
    key_records: Sequence[int]
    hashes: Sequence[int]
    starts: Sequence[int]
    postings: Sequence[int]
    totals: Sequence[int]

    def exact(self, key: int) -> tuple[int, ...]:
        """Records whose text has this key."""
        at = bisect_left(self.keys, key)
        found = []
        while at < len(self.keys) and self.keys[at] == key:
            found.append(self.key_records[at])
            at += 1
        return tuple(found)

    def holders(self, shingles: Iterable[int]) -> list[Sequence[int]]:
        """Records that have each of these fingerprints; empty for those that none has."""
        hashes, starts, postings, count = self.hashes, self.starts, self.postings, len(self.hashes)
        found: list[Sequence[int]] = []
        for one in shingles:
            at = bisect_left(hashes, one)
            known = at < count and hashes[at] == one
            found.append(postings[starts[at] : starts[at + 1]] if known else ())
        return found


def packed(keys: Iterable[tuple[int, int]], prints: Sequence[frozenset[int]]) -> bytes:
    """The index as bytes: pairs of key and record, and the fingerprints by record."""
    pairs = sorted(set(keys))
    by_hash: dict[int, list[int]] = {}
    for number, hashes in enumerate(prints):
        for one in hashes:
            by_hash.setdefault(one, []).append(number)
    ordered = sorted(by_hash)
    starts = [0]
    for one in ordered:
        starts.append(starts[-1] + len(by_hash[one]))
    sections = (
        array("Q", (key for key, _ in pairs)),
        array("I", ordered),
        array("I", starts),
        array("H", (number for _, number in pairs)),
        array("H", (number for one in ordered for number in by_hash[one])),
        array("H", (min(len(one), 0xFFFF) for one in prints)),
    )
    if sys.byteorder == "big":
        for section in sections:
            section.byteswap()
    head = _HEADER.pack(MAGIC, len(pairs), len(ordered), starts[-1], len(prints))
    return head + b"".join(section.tobytes() for section in sections)


@cache
def load_fingerprints() -> Fingerprints:
    """The index of the package. Raises :class:`~osdcheck.errors.DataError` when it is broken."""
    path = data_folder("license_texts") / "fingerprints.bin"
    with path.open("rb") as file:
        try:
            magic, keys, hashes, postings, documents = _HEADER.unpack(file.read(_HEADER.size))
            if magic != MAGIC:
                raise ValueError("its first bytes are wrong")
            sizes: tuple[tuple[Code, int], ...] = (
                ("Q", keys),
                ("I", hashes),
                ("I", hashes + 1),
                ("H", keys),
                ("H", postings),
                ("H", documents),
            )
            sections = [_section(code, count, file) for code, count in sizes]
            if file.read(1):
                raise ValueError("it is too long")
        except (struct.error, ValueError, EOFError) as error:
            raise DataError("license_texts/fingerprints.bin", "header", str(error)) from error
    all_keys, all_hashes, starts, key_records, all_postings, totals = sections
    return Fingerprints(all_keys, key_records, all_hashes, starts, all_postings, totals)


def _section(code: Code, count: int, file: IO[bytes]) -> array[int]:
    """Numbers from the file, turned around on machines that put the high byte first."""
    section: array[int] = array(code)
    data = file.read(count * section.itemsize)
    if len(data) != count * section.itemsize:
        raise ValueError("it is too short")
    section.frombytes(data)
    if sys.byteorder == "big":
        section.byteswap()
    return section
