"""Corpus files of the structure room: fenced cases, input above, expected units below.

====|
Title
# why
====|
clean text
----|
operative | item | ‹stem› entry
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from osdcheck.core.document import CleanText, Document, OffsetMap
from osdcheck.core.unit import Unit

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
FOLDERS = ("structure", "zones")
_HEAD, _BODY = "====|", "----|"


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    title: str
    text: str
    expected: tuple[str, ...]


def clean_document(text: str) -> Document:
    """A document whose clean text is its original."""
    offsets = OffsetMap((0,), (0,), (0,), len(text), len(text))
    return Document(None, "", text, CleanText(text), offsets)


def unit_line(unit: Unit) -> str:
    stem = f"‹{unit.text[: unit.stem_length].strip()}› " if unit.stem_length else ""
    return f"{unit.zone} | {'item' if unit.item else '-'} | {stem}{unit.text[unit.stem_length :]}"


def load_cases(folder: str) -> list[Case]:
    cases: list[Case] = []
    for path in sorted((CORPUS / folder).glob("*.txt")):
        parts = path.read_text(encoding="utf-8").split(_HEAD + "\n")
        if parts[0].strip() or len(parts) % 2 == 0:
            raise ValueError(f"{path}: fences do not pair up")
        for head, rest in zip(parts[1::2], parts[2::2], strict=True):
            title = head.strip().splitlines()[0]
            text, fence, expected = rest.partition(f"{_BODY}\n")
            if not fence:
                raise ValueError(f"{path}: {title}: no {_BODY}")
            lines = tuple(line for line in expected.splitlines() if line.strip())
            cases.append(Case(f"{folder}/{path.name}::{title}", title, text.strip("\n"), lines))
    return cases
