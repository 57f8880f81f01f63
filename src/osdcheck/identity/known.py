"""A known text ready to be compared: its words, its shingles, and what the guidelines leave free in it."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from osdcheck.identity.fingerprints import shingles
from osdcheck.identity.normalize import Words, lowered, words_of
from osdcheck.identity.records import LicenseRecord, record_at, text_of

_PLACEHOLDER = re.compile(r"<[^<>\n\d:/@.]{1,60}>|\[[^\[\]\n\d:/@.]{1,60}\]|\{\{?[^{}\n\d:/@.]{1,60}\}?\}")
_MOST_IN_SLOT = 15


@dataclass(frozen=True, slots=True)
class Known:
    """One record's text as words. ``free``: 1 for a word that a name may replace; ``tail``: index of the
    word from which on the text may be left out; ``anchors``: place of each shingle that occurs once."""

    number: int
    record: LicenseRecord
    text: str
    words: Words
    free: bytes
    tail: int
    anchors: Mapping[int, int]


@lru_cache(maxsize=64)
def known_text(number: int) -> Known:
    """The known text of a record, by its number in :func:`~osdcheck.identity.records.records`."""
    record = record_at(number)
    text = text_of(record)
    words = words_of(text)
    free = bytearray(name_slots(words.words))
    for found in _PLACEHOLDER.finditer(text):
        first, last = bisect_left(words.starts, found.start()), bisect_left(words.starts, found.end())
        free[first:last] = b"\1" * (last - first)
    return Known(number, record, text, words, bytes(free), tail_of(words.words), anchors_of(words.words))


def anchors_of(words: Sequence[str]) -> dict[int, int]:
    """Place of each shingle that occurs once."""
    hashes = shingles(words)
    places = {shingle: at for at, shingle in enumerate(hashes)}
    if len(places) < len(hashes):
        for shingle, count in Counter(hashes).items():
            if count > 1:
                del places[shingle]
    return places


def name_slots(words: Sequence[str]) -> bytes:
    """1 for each word that stands where a name may be put."""
    marked = bytearray(len(words))
    firsts = {slot[0][0] for slot in _slots()}
    seconds = {slot[0][1] for slot in _slots()}
    for at in [at for at, word in enumerate(words[:-1]) if word in firsts and words[at + 1] in seconds]:
        for before, after in _slots():
            start = at + len(before)
            if tuple(words[at:start]) != before:
                continue
            for end in range(start + 1, min(start + _MOST_IN_SLOT, len(words) - len(after)) + 1):
                if tuple(words[end : end + len(after)]) == after:
                    marked[start:end] = b"\1" * (end - start)
                    break
    return bytes(marked)


@lru_cache(maxsize=256)
def title_words(record: LicenseRecord) -> frozenset[str]:
    """Words that a title line of this license may hold."""
    names = " ".join((record.id, record.key, record.name, record.short_name, record.family, *record.aliases))
    spoken = words_of(lowered(names.replace("-", " "))).words
    return frozenset(spoken) | frozenset(table()["title"]["words"]) | {record.version or "version"}


@cache
def usual_names() -> frozenset[str]:
    """Usual fillings of a place for a name, as words joined by blanks."""
    return frozenset(table()["names"]["usual"])


@cache
def table() -> dict[str, Any]:
    """The table ``matching.toml``."""
    path = files("osdcheck") / "tables" / "matching.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _slots() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple((tuple(row["before"].split()), tuple(row["after"].split())) for row in table()["slot"])


def tail_of(words: Sequence[str]) -> int:
    """Index of the word from which on a text may be left out; the number of words when it may not."""
    line = " ".join(words)
    places = [line.find(f" {tail} ") for tail in table()["omittable"]["tails"]]
    found = [place for place in places if place >= 0]
    return line.count(" ", 0, min(found)) + 1 if found else len(words)
