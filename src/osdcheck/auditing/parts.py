"""Tells the projects of a tree apart: the root, projects nested in it, and vendored code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from osdcheck.auditing.roles import rules

PartKind = Literal["root", "nested", "vendored"]


@dataclass(frozen=True, slots=True)
class Part:
    """A folder with terms of its own; ``path`` without a slash at its end, ``""`` for the root."""

    path: str
    kind: PartKind


ROOT = Part("", "root")


@lru_cache(maxsize=65_536)
def owner(path: str) -> str:
    """Folder whose project the papers at ``path`` speak for.

    Folders of license texts, of package metadata and the like speak for the folder around them.

    >>> owner("LICENSES/preferred/MIT"), owner("a/LICENSE"), owner("x-1.0.dist-info/METADATA")
    ('', 'a', '')
    """
    folders = path.split("/")[:-1]
    for index, folder in enumerate(folders):
        lowered = folder.lower()
        if lowered.endswith(".dist-info") and folders[index + 1 : index + 2] == ["licenses"]:
            # PEP 639 keeps the folders that license files of bundled work had in the source.
            folders = [*folders[:index], *folders[index + 2 :]]
            break
        if lowered in {"licenses", "licences"} or lowered.endswith(rules().transparent_suffixes):
            folders = folders[:index]
            break
    while folders and folders[-1].lower() in rules().transparent:
        folders.pop()
    return "/".join(folders)


@lru_cache(maxsize=65_536)
def vendored_root(folder: str) -> str | None:
    """Folder of the other people's work that ``folder`` lies in; ``None`` outside of any.

    >>> vendored_root("web/node_modules/@scope/name/lib"), vendored_root("vendor"), vendored_root("src")
    ('web/node_modules/@scope/name', 'vendor', None)
    >>> vendored_root("tests/unit/data/files"), vendored_root("data")
    ('tests/unit/data', None)
    """
    parts = folder.split("/")
    lowered = folder.lower().split("/")
    for index in range(len(parts) - 1, -1, -1):
        if lowered[index] in rules().test_data and not rules().tests.isdisjoint(lowered[:index]):
            return "/".join(parts[: index + 1])
        if lowered[index] in rules().vendored:
            end = index + 2
            if index + 1 < len(parts) and parts[index + 1].startswith("@"):
                end += 1
            return "/".join(parts[: min(end, len(parts))])
    return None


def find_parts(license_paths: Iterable[str], manifest_paths: Iterable[str]) -> dict[str, Part]:
    """Parts by their folder, the root among them.

    ``license_paths``: files with terms; ``manifest_paths``: files that declare a license for the folder
    they stand in, or for vendored code around them. A folder of vendored code without either is no part
    of its own.
    """
    parts = {"": ROOT}
    for path in (*license_paths, *manifest_paths):
        folder = owner(path)
        vendored = vendored_root(folder)
        if vendored is not None:
            parts.setdefault(vendored, Part(vendored, "vendored"))
        elif folder:
            parts.setdefault(folder, Part(folder, "nested"))
    return parts


def part_of(path: str, parts: dict[str, Part]) -> Part:
    """The part that a file belongs to: the nearest above it."""
    folder = owner(path)
    while folder and folder not in parts:
        folder = folder.rpartition("/")[0]
    return parts[folder]
