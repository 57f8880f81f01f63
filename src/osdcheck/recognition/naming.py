"""The license that words begin with, by its name, and others joined to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from osdcheck.catalog import has_text
from osdcheck.catalog.verdicts import text_verdict
from osdcheck.identity.names import choices_for, find_known
from osdcheck.identity.records import LicenseRecord
from osdcheck.recognition.leads import pattern

OR = "or"
_MOST_WORDS = 12
_NUMBER_WITHIN = 140
_MOST_NAMES = 8
_EDGE = " .,;:\"'“”‘’`{}[]<>"
_VERSION = re.compile(r"\b(?:version|v\.?)$", re.IGNORECASE)
_WORD = re.compile(r"\w+|/")
_PIECE = re.compile(r"[^\s/]+")


@dataclass(frozen=True, slots=True)
class Named:
    """Licenses that are named one after the other, the words that join them, and what follows the last."""

    records: tuple[LicenseRecord, ...]
    joints: frozenset[str]
    behind: str


def names_at(rest: str) -> Named | None:
    """The licenses whose names these words begin with.

    ``None`` where they begin with none, and where another one may be chosen that is not known. "Or a
    commercial license" is no such: who passes the work on may take the one that is known.
    """
    opened = pattern("name", "before").match(rest)
    named = _list(rest[opened.end() :] if opened else rest, _MOST_NAMES)
    return named if named and named.records else None


def _list(rest: str, most: int) -> Named | None:
    """The same behind what opens a list: no records where no name begins here."""
    record, used = _name_at(rest) if most else (None, 0)
    if record is None:
        return Named((), frozenset(), rest)
    behind = rest[used:]
    joint = pattern("name", "joint").match(behind)
    if joint is None:
        return Named((record,), frozenset(), behind)
    joints = frozenset(OR if word == "/" else word for word in _WORD.findall(joint[1].lower()))
    further = _list(behind[joint.end() :], most - 1)
    if further is None:
        return None
    if further.records:
        return Named((record, *further.records), joints | further.joints, further.behind)
    unknown = most > 1 and OR in joints and not pattern("offer", "other").match(further.behind)
    return None if unknown else Named((record,), frozenset(), behind)


def _name_at(rest: str) -> tuple[LicenseRecord | None, int]:
    """The license whose name these words begin with, one whole text that is known, and where it ends."""
    inverted = pattern("name", "inverted").match(rest)
    if inverted:
        record, used = _record(f"{inverted[2]} {inverted[1]}"), len(inverted[0])
        record = record or _version(choices_for(inverted[2]) or (), inverted[1])
    else:
        record, used = _longest_name(rest)
    return (record, used) if record is not None else (None, 0)


def _longest_name(rest: str) -> tuple[LicenseRecord | None, int]:
    ends = [found.end() for found in _PIECE.finditer(rest)][:_MOST_WORDS]
    for end in reversed(ends):
        if rest.count("(", 0, end) > rest.count(")", 0, end):
            # What is said in parentheses is no part of the name.
            continue
        name = rest[:end].strip(_EDGE + "()")
        record = _record(name)
        if record is not None:
            return record, len(rest[:end].rstrip(_EDGE))
        choices = choices_for(name)
        if choices and not _VERSION.search(name):
            number = pattern("name", "number").match(rest, end, end + _NUMBER_WITHIN)
            if number:
                return _record(f"{name} {number[1]}") or _version(choices, number[1]), number.end()
            return _any_of(choices), len(rest[:end].rstrip(_EDGE))
    return None, 0


def _version(choices: Sequence[str], number: str) -> LicenseRecord | None:
    """The license of a family that has the number, alone and not with later ones."""
    ends = tuple(f"-{number}{zero}{only}" for zero in ("", ".0") for only in ("", "-only"))
    return next((record for one in choices if one.endswith(ends) and (record := _record(one))), None)


def _any_of(choices: Sequence[str]) -> LicenseRecord | None:
    """The first license of a family that is named without a version, where all of it is open."""
    found = [record for one in choices if (record := _record(one)) is not None]
    if len(found) < len(choices) or any(text_verdict(one).overall != "open" for one in found):
        return None
    return found[0]


def _record(name: str) -> LicenseRecord | None:
    known = find_known(name)
    record = known.record if known else None
    return record if record is not None and record.is_standalone and has_text(record) else None
