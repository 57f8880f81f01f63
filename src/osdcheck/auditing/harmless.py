"""What a README says of licenses and takes nothing from its project: needs denied, other works, the past."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from osdcheck.auditing.riders import LONGEST, sentences
from osdcheck.evidence.sections import Section, others_sections
from osdcheck.tables.audit_words import load_audit_words

_TITLE = re.compile(r"\s*#\s+([^\n]{1,200})")


class Cleared(NamedTuple):
    """A text, as long, with blanks where nothing is taken from the project.

    ``parts``: ranges of the sentences among these that restrict pictures, fonts, data and the like.
    """

    text: str
    parts: tuple[tuple[int, int], ...]


def clear(text: str, sections: Sequence[Section] = ()) -> Cleared:
    """A README without what takes nothing from its project, by the words of single sentences.

    Sections about the work of others are blank as a whole, up to the first of ``sections`` (those about the
    license) in them.
    """
    table = load_audit_words().harmless
    if table.about.search(text) is None:
        return Cleared(text, ())
    blank = [_up_to(one.start, one.start + len(one.text), sections) for one in others_sections(text)]
    parts = []
    for start, end, _ in sentences(text):
        words = text[start:end]
        if len(words) > LONGEST or table.about.search(words) is None:
            continue
        # Breaks and marks of emphasis stand for one character each, so that places stay.
        plain = re.sub(r"[\s*_`]", " ", words)
        if _is_part(text, plain):
            parts.append((start, end))
            blank.append((start, end))
            continue
        blank += ((start + first, start + last) for first, last in table.spans(plain))
    return Cleared(_blanked(text, blank), tuple(parts))


def _up_to(start: int, end: int, sections: Sequence[Section]) -> tuple[int, int]:
    return start, min((one.start for one in sections if start < one.start < end), default=end)


def _is_part(text: str, words: str) -> bool:
    """Whether a sentence speaks of such works alone, and the README is not of one of them."""
    table = load_audit_words().harmless
    found = table.part.search(words)
    if found is None or table.whole.search(words):
        return False
    title = _TITLE.match(text)
    sort = next(filter(None, found.groups()), "").lower().rstrip("s")
    return title is None or not sort or sort not in title[1].lower()


def _blanked(text: str, ranges: list[tuple[int, int]]) -> str:
    for start, end in ranges:
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text
