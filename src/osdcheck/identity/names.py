"""From what people write to a license record: ids, aliases, ScanCode keys, names; and near misses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from osdcheck.identity.records import SCANCODE_PREFIX, LicenseRecord, find_record, records
from osdcheck.tables import load_aliases

NEAREST = 3
"""Most ids that a message suggests."""

_LEAST_LIKENESS = 0.6
_FILLERS = frozenset({"the", "license", "licence", "licenses", "version", "v", "v.", "agreement"})
_CLASSIFIER = re.compile(r"license :: (?:osi approved :: )?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """What a name stands for: a record, or an expression for a withdrawn id; with what to say of it."""

    record: LicenseRecord | None
    expression: str | None = None
    notes: tuple[str, ...] = ()


def find_known(name: str) -> Known | None:
    """What a name stands for: an SPDX id in any case, an alias, a ScanCode key, the name of a record.

    ``None`` when it stands for nothing, or for several licenses at once.
    """
    written = " ".join(name.split())
    withdrawn = load_aliases().deprecated.get(written.lower())
    if withdrawn is not None:
        return Known(None, withdrawn, (f"{written} is a withdrawn SPDX id; it stands for {withdrawn}.",))
    found = find_record(written)
    if found is not None and _is_id(found, written):
        return _known(found, written)
    target = _alias(written)
    if target is not None:
        return Known(find_record(target), None, (f"{written!r} was read as {target}.",))
    if found is not None:
        return _known(found, written)
    record = _by_name().get(plain_name(written))
    return None if record is None else Known(record, None, (f"{written!r} is the name of {record.id}.",))


def plain_name(name: str) -> str:
    """A name as the table of aliases has it.

    >>> plain_name("License :: OSI Approved :: The Apache License, Version v2.0")
    'apache 2.0'
    """
    words = re.sub(r"[-_,()\"'“”’]", " ", _CLASSIFIER.sub("", name).lower()).split()
    return " ".join(re.sub(r"^v\.?(?=\d)", "", word) for word in words if word not in _FILLERS)


def choices_for(name: str) -> tuple[str, ...] | None:
    """Ids to choose from when a name stands for a family of licenses or for none; ``None`` otherwise."""
    return load_aliases().families.get(plain_name(name))


def nearest_ids(name: str) -> tuple[str, ...]:
    """Known ids most like a name, best first; at most :data:`NEAREST`."""
    wanted = plain_name(name) or name.lower()
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    scored: dict[str, float] = {}
    for spelled, identifier in _spellings().items():
        matcher.set_seq1(spelled)
        if matcher.real_quick_ratio() < _LEAST_LIKENESS or matcher.quick_ratio() < _LEAST_LIKENESS:
            continue
        scored[identifier] = max(scored.get(identifier, 0.0), matcher.ratio())
    best = sorted((-score, identifier) for identifier, score in scored.items() if score >= _LEAST_LIKENESS)
    return tuple(identifier for _, identifier in best[:NEAREST])


def later_versions(record: LicenseRecord) -> tuple[LicenseRecord, ...]:
    """Records of later versions of the same license, oldest first: ids that differ in the number alone."""
    split = _split_version(record.id)
    if split is None:
        return ()
    stem, number, tail = split
    found: list[tuple[tuple[int, ...], LicenseRecord]] = []
    for other in records():
        parts = _split_version(other.id)
        if parts and (parts[0], parts[2]) == (stem, tail) and parts[1] > number and not other.is_deprecated:
            found.append((parts[1], other))
    return tuple(other for _, other in sorted(found, key=lambda pair: pair[0]))


def _split_version(identifier: str) -> tuple[str, tuple[int, ...], str] | None:
    match = re.match(r"(.*?)-v?(\d+(?:\.\d+)*)(.*)$", identifier, re.IGNORECASE)
    if match is None or identifier.startswith(SCANCODE_PREFIX):
        return None
    return match[1].lower(), tuple(int(part) for part in match[2].split(".")), match[3].lower()


def _is_id(record: LicenseRecord, written: str) -> bool:
    """Whether the record was found by an id, and not by its key alone."""
    name = written.lower()
    return name.startswith("licenseref-") or name in {
        record.id.lower(),
        *(alias.lower() for alias in record.aliases),
    }


def _known(record: LicenseRecord, written: str) -> Known:
    notes: list[str] = []
    name = written.lower()
    other = find_record(SCANCODE_PREFIX + written)
    if name == record.id.lower():
        if written != record.id and record.spdx is not None:
            notes.append(f"SPDX writes it {record.id}.")
    elif name in {alias.lower() for alias in record.aliases}:
        notes.append(f"{written} is another id of {record.id}.")
    elif name == record.key.lower():
        notes.append(f"{written} is ScanCode's key of {record.id}.")
    if other is not None and other.key.lower() == name and other.id != record.id:
        notes.append(f"ScanCode's key {other.key} is another license: {other.name} ({other.id}).")
    if record.is_deprecated:
        notes.append(f"{record.id} is deprecated.")
    return Known(record, None, tuple(notes))


def _alias(written: str) -> str | None:
    names = load_aliases().names
    return names.get(plain_name(written)) or names.get(written.lower())


@cache
def _by_name() -> Mapping[str, LicenseRecord]:
    """Records by plain name, where one name is one license."""
    found: dict[str, LicenseRecord | None] = {}
    for record in records():
        if record.is_deprecated or record.is_generic or record.is_unknown:
            continue
        for name in {plain_name(record.name), plain_name(record.short_name)}:
            found[name] = None if name in found else record
    aliases = load_aliases()
    taken = {*aliases.names, *aliases.families, ""}
    return {name: record for name, record in found.items() if record is not None and name not in taken}


@cache
def _spellings() -> Mapping[str, str]:
    spellings = {plain_name(record.id): record.id for record in records() if not record.is_deprecated}
    spellings |= {
        plain_name(alias): record.id
        for record in records()
        for alias in record.aliases
        if not alias.startswith("LicenseRef-")
    }
    for name, target in load_aliases().names.items():
        spellings.setdefault(name, target)
    return spellings
