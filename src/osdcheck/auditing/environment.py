"""Audits an installed Python environment: every distribution in it, each on its own."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import Distribution, PackagePath, distributions
from pathlib import Path

from osdcheck.auditing.conclude import UNREAD, Conclusion, audit_clauses, audit_finding, unheard
from osdcheck.auditing.config import Config
from osdcheck.auditing.conflicts import PartView, find_conflicts
from osdcheck.auditing.papers import Collector
from osdcheck.auditing.parts import Part
from osdcheck.auditing.roles import role_of
from osdcheck.auditing.searched import Searched
from osdcheck.auditing.source_code import find_source
from osdcheck.auditing.terms import Builder
from osdcheck.auditing.texts import Judge
from osdcheck.auditing.together import conjoined
from osdcheck.auditing.tree import Entry, Tree
from osdcheck.auditing.views import declared_in, files_of, part_view, project_of, sort_into_parts
from osdcheck.core.audit import AuditError, AuditReport, Project
from osdcheck.core.evidence import Declared
from osdcheck.document import LIMIT
from osdcheck.errors import UnreadableInput

_INFO = (".dist-info", ".egg-info")
"""How folders of metadata are called."""


def audit_environment(
    prefix: str | os.PathLike[str] | None = None,
    *,
    identify: bool = True,
    config: Config | None = None,
    tick: Callable[[str], None] = lambda path: None,
) -> AuditReport:
    """Audit every Python distribution of an environment; each is one of the ``projects`` of the report.

    ``prefix``: root of the environment or a folder of packages; by default the running one. The
    verdict on the whole is that of the least open distribution, clause by clause. Claims are not
    looked for. Raises :class:`~osdcheck.errors.UnreadableInput` when no distribution is found.
    """
    from osdcheck.analysis import tool

    config = config or Config()
    root = os.fspath(prefix) if prefix is not None else sys.prefix
    judge = Judge(identify=identify)
    views: list[PartView] = []
    projects: list[Project] = []
    declared: list[Declared] = []
    errors: list[AuditError] = []
    paths: list[str] = []
    for one in _found(prefix, errors):
        name = f"{one.name} {one.source.version}"
        tick(name)
        tree = _tree(name, one)
        collected = Collector(judge).collect(tree, lambda path: None)
        builder = Builder(judge, Searched(tree.entries))
        errors.extend(collected.errors)
        declared.extend(declared_in(collected))
        own, *others = [part_view(group, builder, collected.names) for group in sort_into_parts(collected)]
        own = replace(own, part=Part(name, "nested"))
        views.append(own)
        projects.append(project_of(own, "distribution"))
        projects += [project_of(view, "nested") for view in others if view.conclusion.overall != "open"]
        paths.extend(map(str, one.files))
    if not views and not errors:
        hint = "Name the root of an environment or a folder of installed packages"
        raise UnreadableInput(root, "no Python distribution is installed here", hint)
    conclusion = _concluded(views, errors)
    counts = f"{len(views)} distributions; the least open one decides each clause."
    report = AuditReport(
        root=root,
        overall=conclusion.overall,
        review_reasons=conclusion.review_reasons,
        basis=(counts,),
        clauses=audit_clauses(conclusion),
        findings=tuple(audit_finding(one) for one in conclusion.findings),
        files=tuple(file for view in views for file in files_of(view)),
        declared=tuple(declared),
        conflicts=tuple(dict.fromkeys(one for view in views for one in find_conflicts(view))),
        claims=(),
        source_code=find_source(paths),
        projects=tuple(projects),
        errors=tuple(errors),
        tool=tool(),
    )
    return config.apply(report)


@dataclass(frozen=True, slots=True)
class _Installed:
    """A distribution with what it is called and what it has installed."""

    name: str
    source: Distribution
    files: tuple[PackagePath, ...]


def _found(prefix: str | os.PathLike[str] | None, errors: list[AuditError]) -> list[_Installed]:
    """The distributions in the order of their names; ``errors`` gets those that cannot be read."""
    path = _search_path(Path(prefix)) if prefix is not None else sys.path
    found: dict[str, _Installed] = {}
    for one in distributions(path=path):
        try:
            name = one.metadata["Name"]
            # A folder half removed has metadata without a name.
            if name and name.lower() not in found:
                found[name.lower()] = _Installed(name, one, tuple(one.files or ()))
        except (OSError, ValueError, csv.Error) as error:
            place = _folder(one)
            message = f"{place}: its metadata cannot be read ({error}). Install it again."
            errors.append(AuditError(place, "UnreadableInput", message))
    return [found[name] for name in sorted(found)]


def _folder(distribution: Distribution) -> str:
    """Name of the folder that holds the metadata, for which the library has no public name."""
    path = getattr(distribution, "_path", None)
    return path.name if isinstance(path, Path) else f"unknown{_INFO[0]}"


def _concluded(views: Sequence[PartView], errors: Sequence[AuditError]) -> Conclusion:
    """The conclusion on all of them, never open where one could not be read."""
    if not views:
        return Conclusion("review", (UNREAD,), unheard(UNREAD), (), (), ())
    conclusion = conjoined([view.conclusion for view in views])
    if conclusion.overall == "open" and any(one.path.endswith(_INFO) for one in errors):
        return replace(conclusion, overall="review", review_reasons=(UNREAD,))
    return conclusion


def _search_path(prefix: Path) -> list[str]:
    if not prefix.is_dir():
        raise UnreadableInput(str(prefix), "no such directory", "Name the root of an environment")
    found = [prefix, *prefix.glob("lib*/python*/site-packages"), *prefix.glob("lib*/python*/dist-packages")]
    found += prefix.glob("Lib/site-packages")
    return [str(path) for path in found]


def _tree(name: str, installed: _Installed) -> Tree:
    """The papers of a distribution: its metadata, and the license files among what it installed."""
    entries: dict[str, Entry] = {}
    distribution = installed.source
    for file in installed.files:
        path = str(file).replace("\\", "/")
        if ".." in file.parts or not _is_paper(path, file.parts, file.name):
            continue
        place = str(distribution.locate_file(file))
        entries[path] = Entry(path, 0, partial(_read, place))
    if not any(path.endswith(("METADATA", "PKG-INFO")) for path in entries):
        text = distribution.read_text("METADATA") or distribution.read_text("PKG-INFO") or ""
        path = f"{name.replace(' ', '-')}.dist-info/METADATA"
        entries[path] = Entry(path, len(text), partial(text.encode, "utf-8", "surrogateescape"))
    return Tree(name, tuple(entries[path] for path in sorted(entries)), ())


def _is_paper(path: str, parts: tuple[str, ...], name: str) -> bool:
    """Metadata, and what bears a license; outside of the metadata a folder of licenses is data."""
    if parts[0].endswith(_INFO):
        return role_of(path) is not None or name in {"METADATA", "PKG-INFO"}
    role = role_of(path)
    return len(parts) <= 2 and role is not None and role.id != "license-text"


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(LIMIT + 1)
