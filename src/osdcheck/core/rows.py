"""Lines that are no sentences: labels with their values, and rows of tables."""

from __future__ import annotations

from osdcheck.patterns import lazily

CELLS = " | "
"""What stands between the cells of a table's row."""
_LABELED = lazily(r"[A-Z][\w'’-]*(?: [\w'’-]+){0,3}: \S")


def is_labeled(text: str, start: int) -> bool:
    """Whether a label and its value stand at ``start``, an offset in characters ("Territory: Japan")."""
    return _LABELED.match(text, start) is not None
