"""Lists .zip and .tar archives in memory: nothing is unpacked to disk and no name is trusted."""

from __future__ import annotations

import bz2
import gzip
import lzma
import posixpath
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

from osdcheck.auditing.folder import lenient_spec
from osdcheck.auditing.roles import role_of, rules
from osdcheck.auditing.tree import Entry, Tree, bytes_wanted, unread
from osdcheck.core.audit import AuditError
from osdcheck.document import LIMIT
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
_UNREADABLE = (*_BROKEN, RuntimeError, NotImplementedError)
"""What reading a member raises: zipfile says RuntimeError of an encrypted one, NotImplementedError of a
method it lacks."""
_HINT = "Unpack it yourself and audit the folder"
_LEADS_OUT = "a link to nothing in the archive"
_LONGEST_PATH = 4_096
_MOST_LINKS = 8
"""Links that lead from one to the next."""


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
    links: dict[str, str] = field(default_factory=dict)
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

    def link(self, path: str, target: str) -> None:
        """Takes in a link; what it leads to is known when all members are."""
        self.links[path] = posixpath.normpath(target)

    def _resolve(self, archive: Path) -> None:
        """Gives the links that are called like a file of interest the content of the member they lead to."""
        for path in [one for one in self.links if bytes_wanted(one) and one not in self.entries]:
            target = path
            for _ in range(_MOST_LINKS):
                target = self.links.get(target, target)
            if (found := self.entries.get(target)) is not None:
                read = found.read if bytes_wanted(target) else partial(_behind, archive, target)
                self.add(path, found.size, read)
            elif role_of(path) is not None:
                self.entries[path] = unread(path, _LEADS_OUT)
            else:
                self.errors.append(
                    AuditError(path, "UnreadableInput", f"{path}: {_LEADS_OUT}. Not followed.")
                )

    def may_keep(self, path: str, size: int) -> bool:
        if self.kept + size <= MOST_KEPT:
            self.kept += size
            return True
        message = f"{path}: more than {MOST_KEPT:,} bytes of such files in the archive. Not read."
        self.errors.append(AuditError(path, "ArchiveError", message))
        return False

    def tree(self, archive: Path) -> Tree:
        self._resolve(archive)
        spec = lenient_spec(list(self.exclude))
        top = _top(self.entries)
        skip = len(top)
        stripped = [Entry(one.path[skip:], one.size, one.read) for one in self.entries.values()]
        entries = [entry for entry in stripped if not spec.match_file(entry.path)]
        entries.sort(key=lambda entry: entry.path)
        return Tree(str(archive), tuple(entries), tuple(self.errors), partial(_fetch, archive, top))


def _top(entries: Collection[str]) -> str:
    """The one folder that holds all entries, as in source archives, with its slash; empty for several."""
    tops = {path.split("/", 1)[0] for path in entries}
    if len(tops) != 1 or any("/" not in path for path in entries):
        return ""
    return f"{tops.pop()}/"


def _fetch(archive: Path, top: str, paths: Collection[str]) -> Mapping[str, bytes]:
    """Whole files of an archive that was listed before, in one more pass."""
    wanted = {top + path: path for path in paths}
    collected = _Collected(())
    members = _zip_members if zipfile.is_zipfile(archive) else _tar_members
    found: dict[str, bytes] = {}
    try:
        for name, size, read in members(archive, collected):
            if name in wanted and collected.may_keep(name, min(size, LIMIT)):
                # Whoever asked for it says that it cannot be read.
                with suppress(*_UNREADABLE):
                    found[wanted[name]] = read(LIMIT)
            if len(found) == len(wanted):
                break
    except (*_BROKEN, ArchiveError):
        # It was read whole a moment ago; what is missing now is reported file by file.
        return found
    return found


def is_archive(path: Path) -> bool:
    """Whether the file is a .zip (or .whl, .jar) or a tar, compressed or not; told by its content."""
    try:
        return zipfile.is_zipfile(path) or tarfile.is_tarfile(path)
    except _BROKEN:
        return False


def list_archive(path: Path, *, exclude: tuple[str, ...] = ()) -> Tree:
    """Files of an archive, read in memory; the one folder that holds everything is taken off the paths.

    Links lead to other files of the archive alone; special files and names that lead out of it are not
    read, archives within are not opened. Raises :class:`~osdcheck.errors.ArchiveError` for one that is
    broken, encrypted as a whole, or that unpacks to more than 4,000,000,000 bytes or 500,000 files.
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
    except (*_UNREADABLE, ValueError) as error:
        raise ArchiveError(name, f"the archive cannot be read ({error})", _HINT) from error
    return collected.tree(path)


_Member = tuple[str, int, Callable[[int], bytes]]
"""Path of a member, its size, and a function that reads one byte more than a number of bytes."""


def _read_zip(path: Path, collected: _Collected) -> None:
    for name, size, read in _zip_members(path, collected):
        limit = bytes_wanted(name)
        data = b""
        if limit and collected.may_keep(name, min(size, limit)):
            try:
                data = read(limit)
            except _UNREADABLE as error:
                # The audit says so of each file that it asks for.
                collected.add(name, size, partial(_refuse, str(error)))
                continue
        collected.add(name, size, partial(_given, data))


def _zip_members(path: Path, collected: _Collected) -> Iterator[_Member]:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > MOST_ENTRIES:
            raise ArchiveError(str(path), f"more than {MOST_ENTRIES:,} files in it", _HINT)
        for member in members:
            # A directory is told by the last letter of its name, which a damaged one lacks.
            if not member.filename or member.is_dir():
                continue
            name = collected.wants(member.filename)
            if name is not None and stat.S_ISLNK(member.external_attr >> 16):
                collected.link(name, posixpath.join(posixpath.dirname(name), _target(archive, member)))
            elif name is not None:
                yield name, member.file_size, partial(_unzipped, archive, member)


def _unzipped(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    with archive.open(member) as file:
        return file.read(limit + 1)


def _target(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    """The path that a link in a zip holds for its content; empty for one that cannot be read."""
    with suppress(*_UNREADABLE):
        return _unzipped(archive, member, _LONGEST_PATH).decode("utf-8", "replace")
    return ""


def _read_tar(path: Path, collected: _Collected) -> None:
    for name, size, read in _tar_members(path, collected):
        limit = bytes_wanted(name)
        data = read(limit) if limit and collected.may_keep(name, min(size, limit)) else b""
        collected.add(name, size, partial(_given, data))


def _tar_members(path: Path, collected: _Collected) -> Iterator[_Member]:
    with open(path, "rb") as raw:
        head = raw.read(6)
    opener = next((opener for magic, opener in _MAGIC if head.startswith(magic)), None)
    with opener(path) if opener else open(path, "rb") as source:
        stream = cast("IO[bytes]", _Counted(source, str(path)))
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                # The list of members would grow with the archive; only what is kept counts.
                archive.members = []  # type: ignore[attr-defined]  # the stub leaves it out
                known = member.isreg() or member.issym() or member.islnk()
                name = collected.wants(member.name) if known else None
                if name is not None and not member.isreg():
                    folder = posixpath.dirname(name) if member.issym() else ""
                    collected.link(name, posixpath.join(folder, member.linkname))
                elif name is not None:
                    yield name, member.size, partial(_untarred, archive, member)


def _untarred(archive: tarfile.TarFile, member: tarfile.TarInfo, limit: int) -> bytes:
    file = archive.extractfile(member)
    return file.read(limit + 1) if file is not None else b""


def _behind(archive: Path, path: str) -> bytes:
    """A member that only a link makes one of interest."""
    data = _fetch(archive, "", [path]).get(path)
    return data if data is not None else _refuse(_LEADS_OUT)


def _refuse(reason: str) -> bytes:
    raise OSError(reason)


def _given(data: bytes) -> bytes:
    return data
