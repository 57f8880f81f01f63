"""The files of a repository, whatever holds them: a directory or an archive."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from osdcheck.auditing.roles import (
    is_manifest,
    is_people,
    is_readme,
    is_source,
    is_talk,
    is_website,
    may_have_top,
    role_of,
)
from osdcheck.core.audit import AuditError
from osdcheck.document import LIMIT
from osdcheck.errors import UnreadableInput
from osdcheck.evidence.fields import has_fields
from osdcheck.evidence.metadata import is_metadata
from osdcheck.evidence.notebooks import is_notebook

HEAD = 8_192
"""Bytes of a source file in which an SPDX header is looked for."""
NOTEBOOK = 262_144
"""The same of a notebook: what a cell puts out stands before its words."""

Wanted = Callable[[str], int]
"""How many bytes of the file at a path an audit reads; 0 for none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A regular file: ``path`` relative to the root, with ``/``; ``size`` in bytes.

    ``read`` gives its first bytes, as many as :func:`bytes_wanted` says and one more, so that a
    file beyond the limit shows. It raises :class:`OSError` or :class:`~osdcheck.errors.InputError` for what
    cannot be read.
    """

    path: str
    size: int
    read: Callable[[], bytes]


def unread(path: str, reason: str) -> Entry:
    """An entry that bears a license, to judge by its name, and cannot be read for this reason."""
    return Entry(path, 0, partial(_refuse, path, reason))


def _refuse(path: str, reason: str) -> bytes:
    raise UnreadableInput(path, reason, "Put the file itself there")


Fetch = Callable[[Collection[str]], Mapping[str, bytes]]
"""Reads whole files by their paths, up to one byte beyond the limit; what cannot be read is left out."""


def fetch_nothing(paths: Collection[str]) -> Mapping[str, bytes]:
    """For trees whose entries can all be read by themselves."""
    return {}


@dataclass(frozen=True, slots=True)
class Tree:
    """All files of a repository in the order of their paths, and what could not be listed.

    ``fetch`` reads files that their names alone do not tell to be of interest.
    """

    root: str
    entries: tuple[Entry, ...]
    errors: tuple[AuditError, ...]
    fetch: Fetch = fetch_nothing


@lru_cache(maxsize=131_072)
def bytes_wanted(path: str) -> int:
    """How much of a file an audit needs: all of what bears or declares a license, the head of sources."""
    if has_fields(path):
        return LIMIT
    if is_source(path) and not is_metadata(path):
        return NOTEBOOK if is_notebook(path) else HEAD
    if role_of(path) is not None or is_metadata(path):
        return LIMIT
    if is_readme(path) or is_website(path) or is_people(path) or is_talk(path):
        return LIMIT
    if is_manifest(path) or path.endswith((".reuse/dep5", "REUSE.toml", ".license")):
        return LIMIT
    return HEAD if may_have_top(path) else 0
