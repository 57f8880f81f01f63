"""Lists and tables in a license section: which license is said of what ("Code: MIT", a row of a table)."""

from __future__ import annotations

import re
from typing import Literal

from osdcheck.tables.audit_words import load_audit_words

Subject = Literal["whole", "weights", "other"]
"""What a statement speaks of: the project or its code, the weights of a model alone, something else."""

_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]+(?=\S)")
_ROW = re.compile(r"[ \t]*\|(.+?)\|?[ \t]*")
_RULE = re.compile(r"[\s|:+=-]+")
_NEXT = re.compile(r"[,;][ \t]+(?=[A-Z][\w /&-]{1,40}:[ \t])")
_LABEL = re.compile(
    r"([^\W_][\w /&,()-]{0,60}?)\s*(?::|[–—]|->|\s(?:-|is|are)(?=\s))"
    r"(?!\s*(?:dual|double|tri|multi)[- ]?licen[cs]ed\b)\s*(?=\S)"
)


def as_sentences(text: str) -> str:
    """The text with a paragraph for each item of a list and each row of a table.

    >>> as_sentences("- Code: MIT\\n- Weights: ISC").split("\\n\\n")
    ['Code: MIT', 'Weights: ISC']
    """
    lines: list[str] = []
    for line in text.splitlines():
        if (row := _ROW.fullmatch(line)) and not _RULE.fullmatch(line):
            cells = [cell.strip() for cell in row[1].split("|")]
            lines += ["", ": ".join(filter(None, cells[:2])), *cells[2:]]
        elif not (row and "-" in line):
            item = _ITEM.match(line)
            lines += ["", line[item.end() :]] if item else [line]
    return _NEXT.sub("\n\n", "\n".join(lines)).strip("\n")


def labeled(sentence: str) -> tuple[str, int] | None:
    """The label a sentence begins with and where what is said of it begins; ``None`` without one.

    >>> labeled("Model weights: MIT")
    ('Model weights', 15)
    """
    match = _LABEL.match(sentence)
    return (match[1], match.end()) if match else None


def subject_of(words: str, *, label: bool = False) -> Subject:
    """What some words speak of; a ``label`` that names nothing known is another work.

    >>> subject_of("The model weights are"), subject_of("Bootstrap", label=True)
    ('weights', 'other')
    """
    table = load_audit_words().statement
    if table.other.search(words):
        return "other"
    if of_weights(words):
        return "weights"
    return "other" if label and not (table.code.search(words) or table.own.search(words)) else "whole"


def of_weights(words: str) -> bool:
    """Whether some words speak of the weights of a model and not of code."""
    table = load_audit_words().statement
    return table.weights.search(words) is not None and table.code.search(words) is None
