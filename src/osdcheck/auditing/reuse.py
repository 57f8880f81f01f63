"""Which entries of a ``REUSE.toml`` and which headers hold for files with both (REUSE 3.3)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from osdcheck.auditing.collected import Collected
from osdcheck.auditing.roles import LICENSES, is_reuse_text, is_sidecar, role_of
from osdcheck.core.evidence import Declared
from osdcheck.errors import MetadataError
from osdcheck.evidence.comments import TAG
from osdcheck.evidence.headers import Annotation, annotations_of
from osdcheck.evidence.license_names import symbols, understand
from osdcheck.evidence.places import Source

NAME = "reuse.toml"
_SIDECAR = ".license"
_WILD = re.compile(r"\\(.)|(\*\*)|(\*)|([^\\*]+)|(\\)", re.DOTALL)


@dataclass(slots=True)
class _Row:
    """An entry of a table; ``named``: it names some file; ``hits``: those it is the last one for.

    ``holds``: whether it tells the license of one of them.
    """

    path: str
    said: Annotation
    pattern: re.Pattern[str]
    named: bool = False
    hits: set[str] = field(default_factory=set)
    holds: bool = False


def is_reuse_table(path: str) -> bool:
    """Whether the file is such a table by its name."""
    return path.rsplit("/", 1)[-1].lower() == NAME


def settle(tables: Mapping[str, str], found: Collected, paths: Collection[str]) -> None:
    """Leaves what holds by the tables (text by path) of what was found; ``paths``: the files of the tree.

    A text of a license that was said of files only by headers whose place an entry takes holds for none.
    """
    before = found.headers
    found.declared, found.headers = settled(tables, found.declared, before, paths)
    kept = _named_by((*found.declared, *found.headers))
    gone = _named_by(before) - kept
    found.papers = [
        replace(one, counted="neutral") if is_reuse_text(one.path) and _stem(one.path) in gone else one
        for one in found.papers
    ]


def _named_by(declared: Iterable[Declared]) -> set[str]:
    expressions = (understand(one).expression for one in declared)
    return {symbol.name.lower() for one in expressions if one is not None for symbol in symbols(one)}


def _stem(path: str) -> str:
    name = path.rsplit("/", 1)[-1].lower()
    return name.removesuffix(".txt").removesuffix(".md")


def settled(
    tables: Mapping[str, str],
    declared: Iterable[Declared],
    headers: Sequence[Declared],
    paths: Collection[str],
) -> tuple[list[Declared], list[Declared]]:
    """The declarations and headers that hold, by the tables (text by path) and the files of the tree.

    An entry gives way to the header of a file unless it says ``precedence = "override"``, which takes the
    header's place, or ``"aggregate"``, by which both hold.
    """
    own = {one.path.removesuffix(_SIDECAR) for one in headers if one.field == TAG}
    dropped: set[tuple[str, str, str]] = set()
    overridden: set[str] = set()
    for path, text in tables.items():
        rows = _rows(path, text)
        folder = path[: -len(NAME)]
        for one in paths:
            if one.startswith(folder) and _is_covered(one):
                _assign(rows, one, one[len(folder) :], own)
        kept = {(path, row.said.field, said) for row in rows if row.holds for said in row.said.expressions}
        idle = [row for row in rows if row.named and not row.holds]
        dropped |= {(path, row.said.field, said) for row in idle for said in row.said.expressions} - kept
        overridden |= {one for row in rows if row.said.precedence == "override" for one in row.hits}
    return (
        [one for one in declared if (one.path, one.field, one.expression) not in dropped],
        [one for one in headers if one.field != TAG or one.path.removesuffix(_SIDECAR) not in overridden],
    )


def _rows(path: str, text: str) -> list[_Row]:
    try:
        found = annotations_of(Source(path, text))
    except MetadataError:
        # Said already, with the declarations of the file.
        return []
    return [_Row(path, one, _pattern(one.paths)) for one in found]


def _assign(rows: Sequence[_Row], path: str, inside: str, own: Collection[str]) -> None:
    """Gives a file to the last entry that names it."""
    named = [one for one in rows if one.pattern.fullmatch(inside)]
    for one in named:
        one.named = True
    for last in named[-1:]:
        last.hits.add(path)
        last.holds |= last.said.precedence != "closest" or path not in own


def _is_covered(path: str) -> bool:
    """Whether the file needs a license by REUSE: license texts and what carries headers for others do not."""
    role = role_of(path)
    if is_reuse_text(path) or is_reuse_table(path) or is_sidecar(path):
        return False
    return role is None or role.id not in LICENSES


def _pattern(globs: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_one(glob)})" for glob in globs) or "(?!)")


def _one(glob: str) -> str:
    """``**`` is anything, ``*`` anything without a slash, and a backslash takes what follows as it is."""

    def written(match: re.Match[str]) -> str:
        escaped, deep, flat, plain, slash = match.groups()
        if deep or flat:
            return ".*" if deep else "[^/]*"
        return re.escape(escaped or plain or slash)

    return _WILD.sub(written, glob)
