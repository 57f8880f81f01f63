"""Files that metadata names as the license of its project, whatever they are called."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from fnmatch import fnmatchcase

from osdcheck.auditing.roles import is_no_license, is_readme
from osdcheck.evidence.license_names import Named
from osdcheck.evidence.metadata import is_metadata

_PATTERN = frozenset("*?[")
_CORE_METADATA = "License-File"
"""Field of a package's core metadata, once for each file of the list (PEP 639)."""
_EDGES = re.compile(r"^[\"'`<(\[*]+|[\"'`>)\]*.,;:]+$")
_MOST_NAMING = 12
"""Words of a file that does nothing but name another."""
_MOST = 200
"""Files that the metadata of one repository may name."""


def is_list(named: Named) -> bool:
    """Whether the field lists what is passed on with a package rather than naming its license."""
    field = named.declared.field
    return field == _CORE_METADATA or field.lower().replace("_", "-").endswith("license-files")


def resolved(named: Named) -> str | None:
    """Path in the tree that a declaration names; ``None`` for none, an address, or a place outside."""
    file = (named.file or "").replace("\\", "/").strip()
    if not file or "://" in file or file.startswith("/") or ":" in file.split("/", 1)[0]:
        return None
    folder = named.declared.path.rpartition("/")[0]
    path = posixpath.normpath(posixpath.join(folder, file))
    return None if path == "." or path.split("/", 1)[0] == ".." else path


def named_files(declared: Iterable[Named], paths: Collection[str]) -> Mapping[str, Named]:
    """Files of the tree that declarations name, by path; READMEs and metadata are read as what they are.

    Names are compared without case when nothing fits them exactly. What a list names beside the licenses, the
    authors and the news, is passed on with a package and holds no terms.
    """
    found: dict[str, Named] = {}
    folded: dict[str, str] = {}
    for named in declared:
        path = resolved(named)
        if path is None or len(found) >= _MOST:
            continue
        if _PATTERN & set(path):
            matching = [one for one in paths if fnmatchcase(one, path)] if is_list(named) else []
        else:
            if path not in paths and not folded:
                folded = {one.lower(): one for one in paths}
            known = path if path in paths else folded.get(path.lower())
            matching = [known] if known is not None else []
        for one in matching[: _MOST - len(found)]:
            beside = is_list(named) and is_no_license(one)
            if not (beside or is_readme(one) or is_metadata(one)):
                found.setdefault(one, named)
    return found


def stays_inside(named: Named) -> bool:
    """Whether a declaration says something of its own folder: names terms, or a file in or below it."""
    if named.file is None:
        return True
    path = resolved(named)
    folder = named.declared.path.rpartition("/")[0]
    return path is None or not folder or path.startswith(f"{folder}/")


def names_one_of(files: Collection[str], path: str, words: str) -> bool:
    """Whether the few words of the file at ``path`` name another of ``files``, as "See COPYING." does.

    A checkout without symbolic links has nothing but the name in such a file.

    >>> names_one_of({"LICENSE"}, "packages/a/LICENSE", "../../LICENSE")
    True
    """
    named = words.split()
    if len(named) > _MOST_NAMING:
        return False
    folder = path.rpartition("/")[0]
    meant = (posixpath.normpath(posixpath.join(folder, _EDGES.sub("", one))) for one in named)
    return any(one in files and one != path for one in meant)
