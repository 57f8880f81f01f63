"""Audits an installed Python environment: every distribution in it, each on its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.metadata import Distribution, distributions
from pathlib import Path

from osdcheck.auditing.conclude import audit_clauses, audit_finding
from osdcheck.auditing.config import Config
from osdcheck.auditing.conflicts import PartView, find_conflicts
from osdcheck.auditing.papers import Collector
from osdcheck.auditing.parts import Part
from osdcheck.auditing.roles import role_of
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
    builder = Builder(judge)
    views: list[PartView] = []
    projects: list[Project] = []
    declared: list[Declared] = []
    errors: list[AuditError] = []
    paths: list[str] = []
    for distribution in _found(prefix):
        name = f"{distribution.metadata['Name']} {distribution.version}"
        tick(name)
        tree = _tree(name, distribution, errors)
        collected = Collector(judge).collect(tree, lambda path: None)
        errors.extend(collected.errors)
        declared.extend(declared_in(collected))
        own, *others = [part_view(group, builder, collected.names) for group in sort_into_parts(collected)]
        own = replace(own, part=Part(name, "nested"))
        views.append(own)
        projects.append(project_of(own, "distribution"))
        projects += [project_of(view, "nested") for view in others if view.conclusion.overall != "open"]
        paths.extend(str(file) for file in distribution.files or ())
    if not views:
        hint = "Name the root of an environment or a folder of installed packages"
        raise UnreadableInput(root, "no Python distribution is installed here", hint)
    conclusion = conjoined([view.conclusion for view in views])
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


def _found(prefix: str | os.PathLike[str] | None) -> Iterator[Distribution]:
    path = _search_path(Path(prefix)) if prefix is not None else sys.path
    seen: set[str] = set()
    for one in sorted(distributions(path=path), key=lambda one: str(one.metadata["Name"]).lower()):
        name = one.metadata["Name"]
        # A folder half removed has metadata without a name.
        if name and name.lower() not in seen:
            seen.add(name.lower())
            yield one


def _search_path(prefix: Path) -> list[str]:
    if not prefix.is_dir():
        raise UnreadableInput(str(prefix), "no such directory", "Name the root of an environment")
    found = [prefix, *prefix.glob("lib*/python*/site-packages"), *prefix.glob("lib*/python*/dist-packages")]
    found += prefix.glob("Lib/site-packages")
    return [str(path) for path in found]


def _tree(name: str, distribution: Distribution, errors: list[AuditError]) -> Tree:
    """The papers of a distribution: its metadata, and the license files among what it installed."""
    entries: dict[str, Entry] = {}
    for file in distribution.files or ():
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
    if parts[0].endswith((".dist-info", ".egg-info")):
        return role_of(path) is not None or name in {"METADATA", "PKG-INFO"}
    role = role_of(path)
    return len(parts) <= 2 and role is not None and role.id != "license-text"


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(LIMIT + 1)
