"""A known text ready to be compared: its words, its shingles, and what the guidelines leave free in it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from osdcheck.identity.fingerprints import grams
from osdcheck.identity.normalize import Words, words_in, words_of, words_within
from osdcheck.identity.records import LicenseRecord, record_at, text_of
from osdcheck.identity.tokens import either, tokens_of

_PLACEHOLDER = re.compile(r"<[^<>\n\d:/@.]{1,60}>|\[[^\[\]\n\d:/@.]{1,60}\]|\{\{?[^{}\n\d:/@.]{1,60}\}?\}")
_MOST_IN_SLOT = 15


@dataclass(frozen=True, slots=True)
class Known:
    """One record's text as words.

    ``free``: 1 for a word that a name may replace; ``tail``: index of the word from which on the text may
    be left out; ``anchors``: place of each five words in a row that occur once.
    """

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
    tokens = tokens_of(text)
    words = words_in(tokens)
    slots = name_slots(words.words)
    places = [found.span() for found in _PLACEHOLDER.finditer(text)]
    free = either(slots, words_within(tokens, places)) if places else slots
    return Known(number, record, text, words, free, tail_of(words.words), anchors_of(words.words))


def anchors_of(words: Sequence[str]) -> dict[int, int]:
    """Place of each five words in a row that occur once, by :func:`~osdcheck.identity.fingerprints.grams`."""
    hashes = grams(words)
    places = dict(zip(hashes, range(len(hashes)), strict=True))
    if len(places) < len(hashes):
        for gram, count in Counter(hashes).items():
            if count > 1:
                del places[gram]
    return places


def name_slots(words: Sequence[str]) -> bytes:
    """1 for each word that stands where a name may be put."""
    marked = bytearray(len(words))
    firsts, seconds = _slot_words()
    if firsts.isdisjoint(words):
        return bytes(marked)
    for at in [at for at, word in enumerate(words[:-1]) if word in firsts and words[at + 1] in seconds]:
        for before, afters in _slots().items():
            start = at + len(before)
            if tuple(words[at:start]) == before:
                end = _slot_end(words, start, afters)
                marked[start:end] = b"\1" * (end - start)
    return bytes(marked)


@lru_cache(maxsize=256)
def title_words(record: LicenseRecord) -> frozenset[str]:
    """Words that a title line of this license may hold."""
    names = " ".join((record.id, record.key, record.name, record.short_name, record.family, *record.aliases))
    spoken = words_of(names.replace("-", " ")).words
    return frozenset(spoken) | frozenset(table()["title"]["words"]) | {record.version or "version"}


@cache
def usual_names() -> frozenset[str]:
    """Usual fillings of a place for a name, as words joined by blanks."""
    return frozenset(table()["names"]["usual"])


@cache
def turning_words() -> frozenset[str]:
    """Words that turn a sentence around, or bound what it says."""
    return frozenset(table()["turning"]["words"])


@cache
def list_words(sort: str) -> frozenset[str]:
    """Words of a list of names: ``common`` to all, ``joining`` them, or ``holding`` (roles of holders)."""
    return frozenset(table()["names"]["list"][sort])


@cache
def articles() -> frozenset[str]:
    """Words of which one more or less never changes what a rule says."""
    return frozenset(table()["quantity"]["articles"])


@cache
def quantity() -> re.Pattern[str]:
    """What tells that words state an amount."""
    return re.compile(table()["quantity"]["pattern"], re.IGNORECASE)


@cache
def table() -> dict[str, Any]:
    """The table ``matching.toml``."""
    path = files("osdcheck") / "tables" / "matching.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _slot_end(words: Sequence[str], start: int, afters: Sequence[tuple[str, ...]]) -> int:
    """Where the place for a name ends: before the nearest of the words behind it, else at its start."""
    for end in range(start + 1, min(start + _MOST_IN_SLOT, len(words)) + 1):
        if any(tuple(words[end : end + len(after)]) == after for after in afters):
            return end
    return start


@cache
def _slots() -> Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Words in front of a place for a name, and each series of words that may stand behind it."""
    slots: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for row in table()["slot"]:
        before = tuple(row["before"].split())
        slots[before] = (*slots.get(before, ()), tuple(row["after"].split()))
    return slots


@cache
def _slot_words() -> tuple[frozenset[str], frozenset[str]]:
    """First and second words in front of a place for a name."""
    return frozenset(before[0] for before in _slots()), frozenset(before[1] for before in _slots())


def tail_of(words: Sequence[str]) -> int:
    """Index of the word from which on a text may be left out; the number of words when it may not."""
    line = " ".join(words)
    places = [line.find(f" {tail} ") for tail in table()["omittable"]["tails"]]
    found = [place for place in places if place >= 0]
    return line.count(" ", 0, min(found)) + 1 if found else len(words)
