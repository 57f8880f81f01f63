"""Sources to text: decode, strip markup, undo layout, and keep the way back to the original."""

from osdcheck.document.offsets import LineIndex, line_of
from osdcheck.document.read import LIMIT, path_likeness, read_document

__all__ = ["LIMIT", "LineIndex", "line_of", "path_likeness", "read_document"]
