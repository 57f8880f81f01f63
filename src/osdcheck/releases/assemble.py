"""What every reader of releases does: a component for each part of the table, fields as text, lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from osdcheck.core.release import Component
from osdcheck.errors import MalformedRelease
from osdcheck.tables.releases import load_parts

LONGEST_QUOTE = 300


def complete(found: Mapping[str, Component]) -> tuple[Component, ...]:
    """All parts in the order of the table; those not found are unknown."""
    return tuple(found.get(part.id, Component(part.id)) for part in load_parts())


def mapping(value: object, source: str, where: str) -> Mapping[str, object]:
    """The value as a mapping with text keys; raises :class:`~osdcheck.errors.MalformedRelease`."""
    if not isinstance(value, dict):
        raise MalformedRelease(source, f"{where} is no mapping of names to values", "Correct its structure")
    return {str(key): content for key, content in value.items()}


def text(value: object) -> str | None:
    """A scalar as text, without the blanks around it; ``None`` for nothing, a list or a mapping."""
    if value is None or isinstance(value, dict | list | tuple | set):
        return None
    return str(value).strip() or None


def line_of(words: str, content: str, start: int = 0) -> int | None:
    """Line (from 1) on which the words begin in the content, blanks and line ends being all alike."""
    pattern = r"\s+".join(re.escape(one) for one in words.split())
    found = re.compile(pattern).search(content, start) if pattern else None
    return content.count("\n", 0, found.start()) + 1 if found else None
