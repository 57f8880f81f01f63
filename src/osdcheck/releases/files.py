"""Files of a release: their text, whatever their encoding, and which of them there are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from osdcheck.document import read_document

MOST_FILES = 20_000
_SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".cache"})


def read_text(path: Path) -> str:
    """Text of a file; raises :class:`~osdcheck.errors.InputError` for what is no readable text."""
    return read_document(path).original


def list_files(folder: Path) -> tuple[str, ...]:
    """Paths below a folder with forward slashes, sorted, without version control and caches.

    At most 20,000; links to folders are not followed.
    """
    return tuple(sorted(_walk(folder)))


def _walk(folder: Path) -> Iterator[str]:
    count = 0
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if one not in _SKIPPED)
        for name in sorted(names):
            count += 1
            if count > MOST_FILES:
                return
            yield (Path(root) / name).relative_to(folder).as_posix()
