"""The audit: a directory or an archive in, an :class:`AuditReport` out."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from osdcheck.auditing.collected import Collected
from osdcheck.auditing.conclude import NO_LICENSE, All, Conclusion, audit_clauses, audit_finding
from osdcheck.auditing.config import Config, load_config
from osdcheck.auditing.conflicts import PartView, between_parts, find_conflicts
from osdcheck.auditing.naming import expression_of
from osdcheck.auditing.papers import Collector
from osdcheck.auditing.parts import ROOT, owner, part_of, vendored_root
from osdcheck.auditing.searched import Searched
from osdcheck.auditing.source_code import find_source
from osdcheck.auditing.terms import Builder
from osdcheck.auditing.texts import Judge
from osdcheck.auditing.third_parties import third_parties
from osdcheck.auditing.together import conjoined
from osdcheck.auditing.tree import Tree
from osdcheck.auditing.views import (
    declared_in,
    files_of,
    part_view,
    project_of,
    sort_into_parts,
)
from osdcheck.core.audit import AuditReport
from osdcheck.core.evidence import Claim
from osdcheck.errors import UnreadableInput
from osdcheck.evidence.claims import weigh_claims
from osdcheck.evidence.hosts import name_in

_OF_OTHERS = frozenset({"declared-differs", "narrowed", "policy-absent", "different-terms"})
"""Conflicts that matter in other people's work; what else it is careless in concerns nobody here."""
Tick = Callable[[str], None]


def audit(
    path: str | os.PathLike[str],
    *,
    identify: bool = True,
    gitignore: bool = True,
    config: Config | None = None,
    tick: Tick = lambda path: None,
) -> AuditReport:
    """Audit a repository: a directory, or a local ``.zip``, ``.whl`` or ``.tar.*`` archive.

    ``identify=False`` judges the texts alone. ``gitignore``: leave out what git would ignore.
    ``config``: what to exclude and accept; by default what ``osdcheck.toml`` or ``[tool.osdcheck]``
    of ``pyproject.toml`` in the directory says. ``tick`` is called with what is being done: a folder
    listed, then the path of each file read.
    One file that cannot be read does not stop the audit; it is among the ``errors`` of the report.

    Raises :class:`~osdcheck.errors.InputError` (one of its subclasses) when the path is no directory
    or archive that can be opened, and :class:`~osdcheck.errors.ConfigError` for a broken configuration.
    """
    place = Path(path)
    tree, config = _tree(place, gitignore=gitignore, config=config, tick=tick)
    judge = Judge(identify=identify)
    found = Collector(judge, subjects=_subjects(place)).collect(tree, tick)
    return report(tree, found, judge, config)


def _subjects(place: Path) -> tuple[str, ...]:
    """Names that the folder or archive and the address it was cloned from give the project."""
    name = place.resolve().name
    for suffix in (".zip", ".whl", ".gz", ".bz2", ".xz", ".tgz", ".tar"):
        name = name.removesuffix(suffix)
    try:
        cloned = name_in("config", (place / ".git" / "config").read_bytes())
    except OSError:
        cloned = None
    return tuple(one for one in (name, cloned) if one)


def _tree(place: Path, *, gitignore: bool, config: Config | None, tick: Tick) -> tuple[Tree, Config]:
    from osdcheck.auditing.archives import is_archive, list_archive
    from osdcheck.auditing.folder import list_folder

    if place.is_dir():
        config = config if config is not None else load_config(place)
        found = list_folder(
            place,
            gitignore=gitignore,
            exclude=config.exclude,
            tick=lambda count: tick(f"listing, {count} files"),
        )
        return found, config
    config = config if config is not None else Config()
    if not place.exists():
        hint = "Name a directory or a local archive; an address on the net is not fetched"
        raise UnreadableInput(os.fspath(place), "no such file or directory", hint)
    if not is_archive(place):
        hint = f"To judge one license file, run: osdcheck check {os.fspath(place)}"
        raise UnreadableInput(os.fspath(place), "neither a directory nor a .zip or .tar archive", hint)
    return list_archive(place, exclude=config.exclude), config


def report(tree: Tree, found: Collected, judge: Judge, config: Config) -> AuditReport:
    """The conclusion from everything that was collected."""
    from osdcheck.analysis import tool

    approved = {paper.path for paper in found.papers if paper.text is not None and paper.text.approved}
    builder = Builder(judge, Searched(tree.entries, approved))
    views = [part_view(one, builder, found.names) for one in sort_into_parts(found)]
    root, others = views[0], views[1:]
    said = root.outcome.terms != All(()) or any(one.expression for one in root.declared)
    speaking = [paper for paper in root.papers if not paper.idle]
    spoken = bool(root.conclusion.counted or speaking or said)
    nested = [view for view in others if view.part.kind == "nested" and view.conclusion.counted]
    basis = list(root.outcome.basis)
    conclusion = root.conclusion
    if not spoken and nested:
        conclusion = conjoined([view.conclusion for view in nested])
        basis.append("The root has no license of its own; the nested projects together decide.")
    elif not spoken and NO_LICENSE in conclusion.review_reasons:
        basis.append("No license was found, and without one all rights are reserved.")
    conflicts = [
        one
        for view in views
        for one in find_conflicts(view)
        if view.part.kind != "vendored" or one.kind in _OF_OTHERS
    ]
    conflicts += between_parts(root, others) if spoken else []
    source = find_source(entry.path for entry in tree.entries)
    claims = _weighed_claims(found, conclusion, others, released=source.verdict != "absent")
    projects = [project_of(view, "vendored" if view.part.kind == "vendored" else "nested") for view in others]
    projects += third_parties(views, found.others, builder)
    result = AuditReport(
        root=tree.root,
        overall=conclusion.overall,
        review_reasons=conclusion.review_reasons,
        basis=tuple(dict.fromkeys(basis)),
        clauses=audit_clauses(conclusion),
        findings=tuple(audit_finding(one) for one in conclusion.findings),
        files=tuple(file for view in views for file in files_of(view)),
        declared=tuple(declared_in(found)),
        conflicts=tuple(dict.fromkeys(conflicts)),
        claims=claims,
        source_code=source,
        projects=tuple(projects),
        errors=tuple(found.errors),
        tool=tool(),
        expression=expression_of(root),
    )
    return config.apply(result)


def _weighed_claims(
    found: Collected, root: Conclusion, others: Sequence[PartView], *, released: bool
) -> tuple[Claim, ...]:
    """Claims about the project with their verdicts, each against the part it stands in.

    What vendored code says of itself is no claim of the repository.
    """
    conclusions = {ROOT.path: root, **{view.part.path: view.conclusion for view in others}}
    parts = {ROOT.path: ROOT, **{view.part.path: view.part for view in others}}
    weighed: list[Claim] = []
    for claim in found.claims:
        if vendored_root(owner(claim.path)) is not None:
            continue
        conclusion = conclusions[part_of(claim.path, parts).path]
        overall = conclusion.overall if conclusion.counted else None
        weighed += weigh_claims([claim], overall, released_source=None if released else False)
    return tuple(claim for claim in weighed if claim.verdict is not None)
