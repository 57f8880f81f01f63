"""Lists a directory as git would see it: ignored files, links out of it and special files are left out."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pathspec import GitIgnoreSpec

from osdcheck.auditing.roles import role_of, rules
from osdcheck.auditing.tree import Entry, Tree, bytes_wanted, unread
from osdcheck.core.audit import AuditError
from osdcheck.document import LIMIT
from osdcheck.errors import UnreadableInput

_Rules = tuple[tuple[str, GitIgnoreSpec], ...]
"""Ignore files from the root down: the folder each stands in (``""`` or ``"a/b/"``), and its patterns."""


@dataclass(slots=True)
class _Listing:
    root: Path
    real: str
    gitignore: bool
    exclude: GitIgnoreSpec
    tick: Callable[[int], None]
    entries: list[Entry] = field(default_factory=list)
    errors: list[AuditError] = field(default_factory=list)

    def walk(self) -> None:
        pending: list[tuple[str, _Rules]] = [("", self._repository_rules())]
        while pending:
            folder, ignored = pending.pop()
            try:
                with os.scandir(self.root / folder if folder else self.root) as found:
                    children = sorted(found, key=lambda child: child.name)
            except OSError as error:
                self._fail(folder or ".", error)
                continue
            if self.gitignore:
                ignored = self._with_own(folder, children, ignored)
            for child in children:
                pending.extend(self._child(folder, child, ignored))
            self.tick(len(self.entries))

    def _child(self, folder: str, child: os.DirEntry[str], ignored: _Rules) -> Iterator[tuple[str, _Rules]]:
        path = folder + child.name
        try:
            if child.is_dir(follow_symlinks=False):
                if child.name not in rules().skipped and not self._out(path + "/", ignored):
                    yield path + "/", ignored
            elif not self._out(path, ignored):
                self._file(path, child)
        except OSError as error:
            self._fail(path, error)

    def _file(self, path: str, child: os.DirEntry[str]) -> None:
        if child.is_symlink():
            target = os.path.realpath(child.path)
            inside = target.startswith(self.real + os.sep)
            if not (inside and os.path.isfile(target)):
                # Only what would have been read is worth a word: trees are full of dangling links.
                if bytes_wanted(path) and not os.path.isdir(target):
                    self._link(path, "a link to nothing" if inside else "a link to a place outside")
                return
        found = child.stat()
        if stat.S_ISREG(found.st_mode):
            self.entries.append(Entry(path, found.st_size, partial(_read, child.path, bytes_wanted(path))))

    def _link(self, path: str, reason: str) -> None:
        if role_of(path) is not None:
            self.entries.append(unread(path, reason))
        else:
            self.errors.append(AuditError(path, "UnreadableInput", f"{path}: {reason}. Not followed."))

    def _out(self, path: str, ignored: _Rules) -> bool:
        if self.exclude.match_file(path):
            return True
        # The nearest ignore file that says anything decides, as in git.
        for base, spec in reversed(ignored):
            verdict = spec.check_file(path[len(base) :]).include
            if verdict is not None:
                return verdict
        return False

    def _repository_rules(self) -> _Rules:
        file = self.root / ".git" / "info" / "exclude"
        return ((("", _spec(file)),) if file.is_file() else ()) if self.gitignore else ()

    def _with_own(self, folder: str, children: list[os.DirEntry[str]], ignored: _Rules) -> _Rules:
        own = next((child for child in children if child.name == ".gitignore"), None)
        if own is None or not own.is_file():
            return ignored
        try:
            return (*ignored, (folder, _spec(Path(own.path))))
        except OSError as error:
            self._fail(folder + ".gitignore", error)
            return ignored

    def _fail(self, path: str, error: OSError) -> None:
        reason = error.strerror or str(error)
        self.errors.append(
            AuditError(path, "UnreadableInput", f"{path}: cannot be read ({reason}). Check its permissions.")
        )


def _spec(file: Path) -> GitIgnoreSpec:
    lines = file.read_bytes()[:1_000_000].decode("utf-8", "replace").splitlines()
    return lenient_spec(lines)


def lenient_spec(lines: list[str]) -> GitIgnoreSpec:
    """Patterns in the syntax of ``.gitignore``; a line that is none is passed over, as git does."""
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        sound = []
        for line in lines:
            try:
                GitIgnoreSpec.from_lines([line])
            except ValueError:
                continue
            sound.append(line)
        return GitIgnoreSpec.from_lines(sound)


def _read(path: str, limit: int) -> bytes:
    with open(path, "rb") as file:
        return file.read(limit + 1)


def _fetch(root: Path, paths: Collection[str]) -> Mapping[str, bytes]:
    found: dict[str, bytes] = {}
    for path in paths:
        with suppress(OSError):
            found[path] = _read(os.fspath(root / path), LIMIT)
    return found


def list_folder(
    path: Path,
    *,
    gitignore: bool = True,
    exclude: tuple[str, ...] = (),
    tick: Callable[[int], None] = lambda count: None,
) -> Tree:
    """Files below a directory; ``tick`` is called with the number found so far.

    ``exclude``: patterns in the syntax of ``.gitignore``. Links are followed to regular files inside
    the directory only. Raises :class:`~osdcheck.errors.UnreadableInput` when it cannot be opened.
    """
    try:
        os.scandir(path).close()
    except OSError as error:
        hint = "Check the path and your rights"
        raise UnreadableInput(os.fspath(path), error.strerror or str(error), hint) from error
    listing = _Listing(path, os.path.realpath(path), gitignore, lenient_spec(list(exclude)), tick)
    listing.walk()
    entries = sorted(listing.entries, key=lambda entry: entry.path)
    return Tree(os.fspath(path), tuple(entries), tuple(listing.errors), partial(_fetch, path))
