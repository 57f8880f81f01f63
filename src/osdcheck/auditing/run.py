"""The audit: a directory or an archive in, an :class:`AuditReport` out."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from osdcheck.auditing.conclude import Terms, audit_clauses, audit_finding, conclude, leaves
from osdcheck.auditing.config import Config, load_config
from osdcheck.auditing.conflicts import PartView, absent_policies, between_parts, find_conflicts
from osdcheck.auditing.names import Named, understand
from osdcheck.auditing.papers import Collected, Collector, Paper
from osdcheck.auditing.parts import ROOT, Part, find_parts, part_of
from osdcheck.auditing.source_code import find_source
from osdcheck.auditing.terms import Builder
from osdcheck.auditing.texts import Judge
from osdcheck.auditing.together import conjoined
from osdcheck.auditing.tree import Tree
from osdcheck.core.audit import AuditFile, AuditReport, Conflict, Counted, Project
from osdcheck.core.evidence import Declared
from osdcheck.errors import UnreadableInput
from osdcheck.evidence.claims import weigh_claims

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
    of ``pyproject.toml`` in the directory says. ``tick`` is called with the path of each file read.
    One file that cannot be read does not stop the audit; it is among the ``errors`` of the report.

    Raises :class:`~osdcheck.errors.InputError` (one of its subclasses) when the path is no directory
    or archive that can be opened, and :class:`~osdcheck.errors.ConfigError` for a broken configuration.
    """
    place = Path(path)
    tree, config = _tree(place, gitignore=gitignore, config=config)
    judge = Judge(identify=identify)
    found = Collector(judge, subject=_subject(place)).collect(tree, tick)
    return report(tree, found, judge, config)


def _subject(place: Path) -> str | None:
    name = place.resolve().name
    for suffix in (".zip", ".whl", ".gz", ".bz2", ".xz", ".tgz", ".tar"):
        name = name.removesuffix(suffix)
    return name or None


def _tree(place: Path, *, gitignore: bool, config: Config | None) -> tuple[Tree, Config]:
    from osdcheck.auditing.archives import is_archive, list_archive
    from osdcheck.auditing.folder import list_folder

    if place.is_dir():
        config = config if config is not None else load_config(place)
        return list_folder(place, gitignore=gitignore, exclude=config.exclude), config
    config = config if config is not None else Config()
    if not place.exists():
        hint = "Name a directory or a local archive; an address on the net is not fetched"
        raise UnreadableInput(os.fspath(place), "no such file or directory", hint)
    if not is_archive(place):
        hint = f"To judge one license file, run: osdcheck check {os.fspath(place)}"
        raise UnreadableInput(os.fspath(place), "neither a directory nor a .zip or .tar archive", hint)
    return list_archive(place, exclude=config.exclude), config


@dataclass(slots=True)
class _Sorted:
    """What belongs to one part."""

    part: Part
    papers: list[Paper]
    declared: list[Named]
    headers: list[Named]


def report(tree: Tree, found: Collected, judge: Judge, config: Config) -> AuditReport:
    """The conclusion from everything that was collected."""
    from osdcheck.analysis import tool

    sorted_parts = _sort(found)
    builder = Builder(judge)
    views = [_view(one, builder) for one in sorted_parts.values()]
    root, others = views[0], views[1:]
    spoken = root.conclusion.counted or root.papers or any(one.expression for one in root.declared)
    nested = [view for view in others if view.part.kind == "nested" and view.conclusion.counted]
    basis = list(root.outcome.basis)
    conclusion = root.conclusion
    if not spoken and nested:
        conclusion = conjoined([view.conclusion for view in nested])
        basis.append("The root has no license of its own; the nested projects together decide.")
    elif not spoken:
        basis.append("No license was found, and without one all rights are reserved.")
    conflicts = [one for view in views for one in find_conflicts(view)]
    conflicts += between_parts(root, others) if spoken else []
    source = find_source(entry.path for entry in tree.entries)
    claims = weigh_claims(
        found.claims,
        conclusion.overall if conclusion.counted else None,
        released_source=None if source.verdict != "absent" else False,
    )
    projects = [_project(view) for view in others]
    result = AuditReport(
        root=tree.root,
        overall=conclusion.overall,
        review_reasons=conclusion.review_reasons,
        basis=tuple(dict.fromkeys(basis)),
        clauses=audit_clauses(conclusion),
        findings=tuple(audit_finding(one) for one in conclusion.findings),
        files=tuple(file for view in views for file in _files(view)),
        declared=tuple(_declared(found)),
        conflicts=tuple(_unique(conflicts)),
        claims=claims,
        source_code=source,
        projects=tuple(projects),
        errors=tuple(found.errors),
        tool=tool(),
        expression=_expression(root),
    )
    return config.apply(result)


def _sort(found: Collected) -> dict[str, _Sorted]:
    licensed = [
        paper.path
        for paper in found.papers
        if paper.role not in {"notice", "readme-section", "third-party", "exception", "copyright", "patents"}
    ]
    own = {paper.sha256 for paper in found.papers if part_of(paper.path, {"": ROOT}).path == "" and _top(paper)}
    copies = {paper.path for paper in found.papers if paper.sha256 in own}
    parts = find_parts([path for path in licensed if path not in copies], found.manifests)
    groups = {path: _Sorted(part, [], [], []) for path, part in sorted(parts.items())}
    for paper in found.papers:
        groups[part_of(paper.path, parts).path].papers.append(paper)
    for one in found.declared:
        named = understand(one)
        group = groups[part_of(one.path, parts).path]
        per_file = one.field.startswith(("annotations[", "Files["))
        (group.headers if per_file else group.declared).append(named)
    for one in found.headers:
        groups[part_of(one.path, parts).path].headers.append(understand(one))
    return groups


def _top(paper: Paper) -> bool:
    from osdcheck.auditing.parts import owner

    return owner(paper.path) == "" and paper.sha256 != ""


def _view(group: _Sorted, builder: Builder) -> PartView:
    outcome = builder.build(group.papers, group.declared, group.headers)
    terms: Terms = outcome.terms
    unread = any(paper.counted == "unread" for paper in group.papers)
    unread = unread or any(
        paper.text is not None and not paper.text.terms and paper.role in {"license", "eula", "model-license"}
        for paper in group.papers
    )
    extra = absent_policies(leaves(terms), group.papers)
    conclusion = conclude(terms, extra=extra, unread=unread)
    return PartView(group.part, group.papers, group.declared, group.headers, outcome, conclusion)


def _files(view: PartView) -> list[AuditFile]:
    counted = {leaf.text.sha256: leaf.share for leaf in view.conclusion.counted}
    left = {leaf.text.sha256 for leaf in view.conclusion.left_out}
    return [_file(paper, view, counted, left) for paper in view.papers]


def _file(paper: Paper, view: PartView, counted: dict[str, str], left: set[str]) -> AuditFile:
    text = paper.text
    how: Counted = paper.counted
    if text is not None and how not in {"neutral", "apart", "unread"}:
        if paper.sha256 in counted:
            how = "restrictions" if counted[paper.sha256] == "restrictions" else how
        else:
            how = "choice" if paper.sha256 in left else "neutral"
    return AuditFile(
        paper.path,
        paper.role,
        text.license if text is not None else None,
        text.overall if text is not None else None,
        how,
        paper.sha256,
        view.part.path,
        text.report.overall_basis if text is not None and text.terms else None,
        paper.line_start,
        paper.line_end,
    )


def _project(view: PartView) -> Project:
    conclusion = view.conclusion
    kind = "vendored" if view.part.kind == "vendored" else "nested"
    return Project(
        view.part.path,
        kind,
        conclusion.overall,
        _expression(view),
        conclusion.review_reasons,
        tuple(clause for clause in audit_clauses(conclusion) if clause.verdict != "pass"),
        tuple(dict.fromkeys(paper.path for paper in view.papers)),
    )


def _expression(view: PartView) -> str | None:
    for named in view.declared:
        if named.expression is not None and not named.loose and named not in view.outcome.mismatched:
            return named.declared.expression
    known = [leaf.text.license or leaf.name for leaf in view.conclusion.counted]
    names = [name for name in dict.fromkeys(known) if name]
    if not names:
        return None
    return names[0] if len(names) == 1 else " AND ".join(f"({one})" if " " in one else one for one in names)


def _declared(found: Collected) -> Sequence[Declared]:
    """Declarations of metadata, then those of headers: of many files that say the same, one stands for all."""
    seen: dict[tuple[str, str], Declared] = {}
    for one in found.headers:
        seen.setdefault((one.field, one.expression), one)
    return (*found.declared, *seen.values())


def _unique(conflicts: Sequence[Conflict]) -> list[Conflict]:
    return list(dict.fromkeys(conflicts))

