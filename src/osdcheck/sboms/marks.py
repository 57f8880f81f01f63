"""The marks an annotated document carries: who annotated, when, and in which words."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from osdcheck.sboms.inventory import Entry, Note
from osdcheck.version import __version__

TOOL = "Tool: osdcheck-"
"""How the annotator of every mark begins; marks of an earlier run are known by it and replaced."""

PROPERTY = "osdcheck:"
"""How the name of every CycloneDX property begins."""


@cache
def annotator() -> str:
    """The annotator in SPDX terms."""
    return TOOL + __version__


def annotation_date() -> str:
    """Now in UTC, or the moment that ``SOURCE_DATE_EPOCH`` holds for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = int(epoch) if epoch.isascii() and epoch.isdigit() and len(epoch) < 12 else time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))


def annotation(note: Note, date: str) -> dict[str, str]:
    """One annotation with the field names of SPDX 2 JSON."""
    return {
        "annotationDate": date,
        "annotationType": "OTHER",
        "annotator": annotator(),
        "comment": note.comment,
    }


def is_mark(value: object) -> bool:
    """Whether a value of an annotation list is a mark of this program."""
    return isinstance(value, Mapping) and str(value.get("annotator", "")).startswith(TOOL)


def properties(note: Note) -> list[tuple[str, str]]:
    """Name and value of each CycloneDX property of a judged component."""
    pairs = [(f"{PROPERTY}overall", note.overall)]
    if note.license is not None:
        pairs.append((f"{PROPERTY}license", note.license))
    if note.clauses:
        pairs.append((f"{PROPERTY}failed-clauses", ", ".join(map(str, note.clauses))))
    return [*pairs, (f"{PROPERTY}comment", note.comment)]


def noted(entries: Sequence[Entry], notes: Sequence[Note]) -> list[tuple[Entry, Note]]:
    """Entries with their notes, in the order of the document."""
    return list(zip(entries, notes, strict=True))


def marked_spdx(element: Mapping[str, Any], note: Note, date: str) -> dict[str, Any]:
    """A package or file of SPDX 2 in JSON terms, with the annotation in place of earlier ones."""
    earlier = element.get("annotations")
    kept = [one for one in earlier if not is_mark(one)] if isinstance(earlier, list) else []
    return {**element, "annotations": [*kept, annotation(note, date)]}
