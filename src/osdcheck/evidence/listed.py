"""Lists by which a short license file says what each part of the work is licensed under."""

from __future__ import annotations

import re
from typing import NamedTuple

from osdcheck.core.evidence import Declared
from osdcheck.evidence.license_names import understand
from osdcheck.evidence.statements import Statement, stated
from osdcheck.tables.audit_words import load_audit_words

_LONGEST = 8_000
_FEWEST, _MOST = 2, 40
"""Entries of a list, and different licenses in it."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*")
_BARE = " \t\r\n*_`\"'"


class _Entry(NamedTuple):
    line: int
    name: str


def listed(text: str, *, path: str, field: str, line: int) -> Statement | None:
    """What a license file says that only lists its parts and the license of each: all of these hold.

    ``text`` begins on ``line`` (from 1) of the file at ``path``. Of a list about the work of others, below a
    statement of the project's own license, only that statement counts. ``None`` where any line says
    something else, or a license is not known.
    """
    if len(text) > _LONGEST:
        return None
    words = load_audit_words().listed
    own: list[str] = []
    entries: list[_Entry] = []
    others = False
    at = 0
    for block in _PARAGRAPH.split(text):
        found = _entries(block, line + text.count("\n", 0, max(text.find(block, at), 0)))
        at = max(text.find(block, at), 0) + len(block)
        said = " ".join(_led(block).split())
        if found is None:
            return None
        if not found and not entries and stated(block, path=path, field=field, line=line) is not None:
            own.append(block)
        elif words.lead.match(said):
            others = others or words.others.search(said) is not None
        elif said and not words.silent.fullmatch(said):
            return None
        entries += found
    if len(entries) < _FEWEST:
        return None
    if own:
        return stated("\n\n".join(own), path=path, field=field, line=line) if others else None
    return _together(entries, path, field)


def _led(block: str) -> str:
    """The lines of a paragraph before its list or table."""
    words = load_audit_words().listed
    lines = block.split("\n")
    end = next(
        (at for at, one in enumerate(lines) if words.entry.match(one) or one.count("|") > 1), len(lines)
    )
    return "\n".join(lines[:end])


def _entries(block: str, line: int) -> list[_Entry] | None:
    """The entries of a paragraph; ``None`` where what follows the first is none."""
    words = load_audit_words().listed
    lines = block.split("\n")
    if any(one.count("|") > 1 for one in lines):
        return _rows(lines, line)
    found: list[_Entry] = []
    for at, one in enumerate(lines):
        entry = words.entry.match(one)
        if entry is None:
            if found and one.strip():
                return None
        elif not _is_known(entry["name"]):
            # "The licenses are the following:" ends like an entry without a name.
            if found or words.lead.match(one.strip()) is None:
                return None
        else:
            found.append(_Entry(line + at, entry["name"].strip(_BARE)))
    return found


def _rows(lines: list[str], line: int) -> list[_Entry] | None:
    """The rows of a table with a column for the license."""
    rows = [
        (at, _cells(one)) for at, one in enumerate(lines) if one.count("|") > 1 and not _RULE.fullmatch(one)
    ]
    head = rows[0][1] if rows else []
    column = [at for at, cell in enumerate(head) if load_audit_words().listed.head.fullmatch(cell)]
    if len(column) != 1:
        return None
    names = [(at, cells[column[0]]) for at, cells in rows[1:] if len(cells) > column[0]]
    if len(names) < len(rows) - 1 or not all(_is_known(name) for _, name in names):
        return None
    return [_Entry(line + at, name) for at, name in names]


def _cells(row: str) -> list[str]:
    return [one.strip(_BARE) for one in row.strip().strip("|").split("|")]


def _is_known(name: str) -> bool:
    named = understand(Declared("", "", name.strip(_BARE), 0, name))
    return named.expression is not None and named.problem is None and not named.loose


def _together(entries: list[_Entry], path: str, field: str) -> Statement | None:
    names = list(dict.fromkeys(one.name for one in entries))
    if len(names) > _MOST:
        return None
    said = names[0] if len(names) == 1 else " AND ".join(f"({one})" if " " in one else one for one in names)
    named = understand(Declared(path, field, said, entries[0].line, said[:200]))
    return Statement(named) if named.expression is not None and named.problem is None else None
