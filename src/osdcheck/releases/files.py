"""Files of a release: their text, whatever their encoding, and which of them there are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from osdcheck.document import LIMIT
from osdcheck.document.decode import decode
from osdcheck.errors import InputTooLarge, UnreadableInput

MOST_FILES = 20_000
_SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".cache"})


def read_text(path: Path) -> str:
    """Text of a file, in its encoding; raises :class:`~osdcheck.errors.InputError`.

    The subclass tells why: it cannot be read, is larger than 10 MB, or is no text.
    """
    try:
        # Opening a pipe or a device may never come back.
        if not path.is_file():
            raise UnreadableInput(path.name, "is no regular file", "Leave it out")
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableInput(
            path.name, f"cannot be read ({reason})", "Check the path and try again"
        ) from error
    if len(data) > LIMIT:
        raise InputTooLarge(path.name, f"more than {LIMIT:,} bytes", "Leave the file out")
    return decode(data, path.name)


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
