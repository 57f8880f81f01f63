"""Lists .zip and .tar archives in memory: nothing is unpacked to disk and no name is trusted."""

from __future__ import annotations

import bz2
import gzip
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

from osdcheck.auditing.folder import lenient_spec
from osdcheck.auditing.roles import rules
from osdcheck.auditing.tree import Entry, Tree, bytes_wanted
from osdcheck.core.audit import AuditError
from osdcheck.errors import ArchiveError

MOST_ENTRIES = 500_000
MOST_UNPACKED = 4_000_000_000
"""Bytes a compressed tar may unpack to; a larger one is refused when it gets there."""
MOST_KEPT = 256_000_000
"""Bytes of license-bearing and metadata files that are held in memory."""

_MAGIC: tuple[tuple[bytes, Callable[[Path], Any]], ...] = (
    (b"\x1f\x8b", gzip.open),
    (b"BZh", bz2.open),
    (b"\xfd7zXZ\x00", lzma.open),
    (b"\x5d\x00\x00", lzma.open),
)
_BROKEN = (tarfile.TarError, zipfile.BadZipFile, OSError, EOFError, zlib.error, lzma.LZMAError)
_HINT = "Unpack it yourself and audit the folder"


@dataclass(slots=True)
class _Counted:
    """A stream that refuses to give more than it may."""

    source: IO[bytes]
    name: str
    given: int = 0

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(size if size >= 0 else 1_048_576)
        self.given += len(data)
        if self.given > MOST_UNPACKED:
            raise ArchiveError(self.name, f"it unpacks to more than {MOST_UNPACKED:,} bytes", _HINT)
        return data


@dataclass(slots=True)
class _Collected:
    exclude: tuple[str, ...]
    entries: dict[str, Entry] = field(default_factory=dict)
    errors: list[AuditError] = field(default_factory=list)
    kept: int = 0

    def wants(self, name: str) -> str | None:
        """Path of a member in the tree; ``None`` for one that is not listed."""
        path = name.replace("\\", "/")
        while path.startswith("./"):
            path = path[2:]
        parts = path.split("/")
        if path.startswith("/") or ".." in parts or "" in parts or ":" in parts[0] or "\x00" in path:
            shown = path.encode("unicode_escape").decode("ascii")
            message = f"{shown}: a name that leads out of the archive. Not read."
            self.errors.append(AuditError(shown, "ArchiveError", message))
            return None
        return None if rules().skipped.intersection(parts[:-1]) else path

    def add(self, path: str, size: int, read: Callable[[], bytes]) -> None:
        if len(self.entries) >= MOST_ENTRIES:
            raise ArchiveError(path, f"more than {MOST_ENTRIES:,} files in the archive", _HINT)
        self.entries[path] = Entry(path, size, read)

    def may_keep(self, path: str, size: int) -> bool:
        if self.kept + size <= MOST_KEPT:
            self.kept += size
            return True
        message = f"{path}: more than {MOST_KEPT:,} bytes of such files in the archive. Not read."
        self.errors.append(AuditError(path, "ArchiveError", message))
        return False

    def tree(self, name: str) -> Tree:
        spec = lenient_spec(list(self.exclude))
        stripped = _without_top(self.entries)
        entries = [entry for entry in stripped if not spec.match_file(entry.path)]
        return Tree(name, tuple(sorted(entries, key=lambda entry: entry.path)), tuple(self.errors))


def _without_top(entries: dict[str, Entry]) -> list[Entry]:
    """The entries below the one folder that holds them all, as source archives have it."""
    tops = {path.split("/", 1)[0] for path in entries}
    if len(tops) != 1 or any("/" not in path for path in entries):
        return list(entries.values())
    skip = len(tops.pop()) + 1
    return [Entry(entry.path[skip:], entry.size, entry.read) for entry in entries.values()]


def is_archive(path: Path) -> bool:
    """Whether the file is a .zip (or .whl, .jar) or a tar, compressed or not; told by its content."""
    try:
        return zipfile.is_zipfile(path) or tarfile.is_tarfile(path)
    except _BROKEN:
        return False


def list_archive(path: Path, *, exclude: tuple[str, ...] = ()) -> Tree:
    """Files of an archive, read in memory; the one folder that holds everything is taken off the paths.

    Links, special files and names that lead out of the archive are not read; archives within are
    not opened. Raises :class:`~osdcheck.errors.ArchiveError` for one that is broken, encrypted as a
    whole, or that unpacks to more than 4,000,000,000 bytes or 500,000 files.
    """
    collected = _Collected(exclude)
    name = str(path)
    try:
        if zipfile.is_zipfile(path):
            _read_zip(path, collected)
        else:
            _read_tar(path, collected)
    except ArchiveError:
        raise
    except (*_BROKEN, RuntimeError, NotImplementedError, ValueError) as error:
        raise ArchiveError(name, f"the archive cannot be read ({error})", _HINT) from error
    return collected.tree(name)


def _read_zip(path: Path, collected: _Collected) -> None:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > MOST_ENTRIES:
            raise ArchiveError(str(path), f"more than {MOST_ENTRIES:,} files in it", _HINT)
        for member in members:
            if member.is_dir() or stat.S_ISLNK(member.external_attr >> 16):
                continue
            name = collected.wants(member.filename)
            if name is None:
                continue
            limit = bytes_wanted(name)
            data = b""
            if limit and collected.may_keep(name, min(member.file_size, limit)):
                try:
                    with archive.open(member) as file:
                        data = file.read(limit + 1)
                except (*_BROKEN, RuntimeError, NotImplementedError) as error:
                    message = f"{name}: cannot be read ({error}). Unpack the archive yourself."
                    collected.errors.append(AuditError(name, "ArchiveError", message))
                    continue
            collected.add(name, member.file_size, partial(_given, data))


def _read_tar(path: Path, collected: _Collected) -> None:
    with open(path, "rb") as raw:
        head = raw.read(6)
    opener = next((opener for magic, opener in _MAGIC if head.startswith(magic)), None)
    with opener(path) if opener else open(path, "rb") as source:
        stream = cast("IO[bytes]", _Counted(source, str(path)))
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                # The list of members would grow with the archive; only what is kept counts.
                archive.members = []  # type: ignore[attr-defined]  # the stub leaves it out
                name = collected.wants(member.name) if member.isreg() else None
                if name is None:
                    continue
                limit = bytes_wanted(name)
                data = b""
                if limit and collected.may_keep(name, min(member.size, limit)):
                    file = archive.extractfile(member)
                    data = file.read(limit + 1) if file is not None else b""
                collected.add(name, member.size, partial(_given, data))


def _given(data: bytes) -> bytes:
    return data
