"""The files of a tree that may speak of a license for money, by where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Literal

from osdcheck.auditing.parts import owner, vendored_root
from osdcheck.auditing.roles import (
    is_readme,
    is_source,
    is_talk,
    is_website,
    may_be_alternative,
    role_of,
    rules,
)
from osdcheck.auditing.tops import top_comments
from osdcheck.auditing.tree import Entry, bytes_wanted
from osdcheck.document.decode import decode
from osdcheck.errors import InputError
from osdcheck.evidence.comments import read_comments
from osdcheck.tables.audit_words import load_audit_words

Place = Literal["near", "page", "source", "elsewhere"]
"""Where it stands: in a paper or README of the project, on a page that tells of its use, in a comment at the
top of a source, or in a paper of a folder below."""

_DESCRIPTIONS = frozenset({"metadata", "pkg-info"})


class Searched:
    """The files of a tree in the order of their paths; ``approved``: paths of approved licenses."""

    def __init__(self, entries: Sequence[Entry], approved: Collection[str] = ()) -> None:
        self.entries = entries
        self.approved = approved

    @cached_property
    def _paths(self) -> list[str]:
        return [one.path for one in self.entries]

    @cached_property
    def _papers(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for one in self.entries:
            if is_paper(one.path) or may_offer(one.path):
                found.setdefault(owner(one.path), []).append(one)
        return found

    def papers(self, folder: str) -> Sequence[Entry]:
        """Papers that speak for a folder, those among them that may offer a license for money."""
        return self._papers.get(folder, ())

    def within(self, home: str) -> Iterator[Entry]:
        """What may speak of the project at ``home``: files below it, and papers of the folders above it."""
        below = self.entries
        if home:
            below = below[bisect_left(self._paths, f"{home}/") : bisect_left(self._paths, f"{home}0")]
        if vendored_root(home):
            yield from below
            return
        if home:
            above = ["", *(home[: slash.start()] for slash in re.finditer("/", home))]
            yield from (one for folder in above for one in self.papers(folder))
        yield from (one for one in below if not vendored_root(owner(one.path)))


def place_of(path: str, home: str) -> Place | None:
    """Where the sentences of a file stand, seen from the project at ``home``; ``None``: nothing is read."""
    if is_talk(path) and speaks_for(path, home):
        return "page"
    if is_paper(path):
        return "near" if owner(path) == home else "elsewhere"
    return "source" if is_source(path) else None


def is_paper(path: str) -> bool:
    """Whether a file bears or describes a license by its name, or is shown to the world."""
    role = role_of(path)
    papered = (role is not None and not role.beside) or is_readme(path) or name_of(path) in _DESCRIPTIONS
    return papered or is_website(path)


def may_offer(path: str) -> bool:
    """Whether the file may by its name offer a license for money: one itself, a page about it, a README."""
    return may_be_alternative(path) or is_readme(path)


def offers_by(entry: Entry) -> bool:
    """Whether a file that may offer such a license calls the project dual-licensed."""
    return load_audit_words().alternative.claims.search(text_of(entry)) is not None


def speaks_for(path: str, home: str) -> bool:
    """Whether a page stands at the top of the project at ``home`` or in a folder of its manual."""
    above, _, folder = path.rpartition("/")[0].rpartition("/")
    return owner(path) == home or (above == home and folder.lower() in rules().manuals)


def name_of(path: str) -> str:
    """The name of a file in lower case, without its folder."""
    return path.rsplit("/", 1)[-1].lower()


def comments_of(entry: Entry) -> str:
    """Comments of a source: those before its first line of code, of a page that tells of its use all."""
    if is_talk(entry.path):
        comments = read_comments(decode(_head(entry), entry.path), entry.path, whole=True)
    else:
        comments = top_comments(_head(entry), entry.path)
    return comments.plain if comments is not None else ""


def _head(entry: Entry) -> bytes:
    try:
        return entry.read()[: bytes_wanted(entry.path)]
    except (OSError, InputError):
        # The audit says so of each file that it asks for.
        return b""


def text_of(entry: Entry) -> str:
    """The text of a file; nothing where it cannot be read, which the audit says elsewhere."""
    try:
        return decode(entry.read(), entry.path)
    except (OSError, InputError):
        return ""
