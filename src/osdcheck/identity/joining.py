"""How the licenses of one text go together: AND, OR where the words around them offer a choice, WITH."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from osdcheck.identity.known import table
from osdcheck.identity.normalize import words_of
from osdcheck.identity.records import LicenseRecord

_VERSION = re.compile(r"\b([a-z]{3,}?)v?\d[\d.]*\b")


def joined_records(records: Sequence[LicenseRecord], offered: Collection[LicenseRecord]) -> str:
    """The SPDX expression of licenses in the order of a text; ``offered``: those of which one may be chosen.

    An exception goes with the license in front of it.
    """
    parts: list[str] = []
    owners: list[LicenseRecord] = []
    for record in records:
        if record.is_exception and record.spdx and parts and " WITH " not in parts[-1]:
            parts[-1] = f"{parts[-1]} WITH {record.id}"
        elif record.id not in parts:
            parts.append(record.id)
            owners.append(record)
    free = [part for part, owner in zip(parts, owners, strict=True) if owner in offered]
    rest = [part for part, owner in zip(parts, owners, strict=True) if owner not in offered]
    if not rest:
        return " OR ".join(free)
    return " AND ".join([f"({' OR '.join(free)})", *rest] if free else rest)


def offered_choice(records: Sequence[LicenseRecord], around: Sequence[str]) -> tuple[LicenseRecord, ...]:
    """Those of the licenses of a text of which one may be chosen; none or at least two.

    ``around``: the words outside of each, sentence by sentence. An offer that names none means them all, one
    that names two or more means these. Offers that differ are about different parts of a whole, and what
    is offered beside a license that has no text here is not known: then nothing is a choice.
    """
    distinct = [one for one in dict.fromkeys(records) if not one.is_exception]
    offers = [words for words in around if _offers(words)]
    if len(distinct) < 2 or not offers:
        return ()
    named = {tuple(one for one in distinct if _is_named(one, words)) for words in offers} - {()}
    if not named:
        return tuple(distinct)
    widest = max(named, key=len)
    if any(_confines(words) and any(_is_named(one, words) for one in widest) for words in around):
        return ()
    return widest if len(widest) > 1 and all(set(one) <= set(widest) for one in named) else ()


def is_offer(words: str) -> bool:
    """Whether words in small letters, one blank between, offer a choice."""
    return any(one.search(words) for one in _patterns("offers"))


def _offers(sentence: str) -> bool:
    return is_offer(sentence) and not any(one.search(sentence) for one in _patterns("against"))


def _confines(sentence: str) -> bool:
    return not is_offer(sentence) and any(one.search(sentence) for one in _patterns("confines"))


def _is_named(record: LicenseRecord, words: str) -> bool:
    """Whether words name the license: by its id, its name, or the first part of its id."""
    plain = re.sub(r"\(.*?\)|\b[v\d][\d.]*\b|\blicen[cs]e\b", " ", record.name.lower())
    names = {record.id, record.id.split("-")[0], record.short_name, plain}
    spoken = {" ".join(words_of(name.replace("-", " ")).words) for name in names}
    # "AGPLv3", "RSALv2"
    spoken |= {_VERSION.sub(r"\1", name) for name in spoken}
    said = " ".join(("", words, "|", _VERSION.sub(r"\1", words), ""))
    return any(name and f" {name} " in said for name in spoken)


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one) for one in table()["choice"][key])
