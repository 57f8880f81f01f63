"""Parts of a tree with their papers, their terms and their conclusions, and how reports show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from osdcheck.auditing.collected import Collected
from osdcheck.auditing.conclude import (
    FOREIGN,
    NOT_A_LICENSE,
    UNREAD,
    UNREAD_METADATA,
    audit_clauses,
    conclude,
    leaves,
)
from osdcheck.auditing.conflicts import PartView, absent_policies, without_policy
from osdcheck.auditing.meaning import is_reference, names_terms, points_elsewhere, reserves
from osdcheck.auditing.model_cards import (
    BASE_MODEL,
    PlacedCard,
    base_conflicts,
    gate_conflicts,
    shut_out,
)
from osdcheck.auditing.naming import expression_of
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.parts import Part, find_parts, owner, part_of, vendored_root
from osdcheck.auditing.roles import BINDING, LICENSES, is_in_manual, is_page, is_reuse_text
from osdcheck.auditing.terms import Builder
from osdcheck.auditing.texts import Text
from osdcheck.core.audit import AuditFile, Conflict, Counted, Project, ProjectKind
from osdcheck.core.evidence import Declared
from osdcheck.evidence.license_names import Named, is_partial, understand
from osdcheck.evidence.statements import PROSE, STATED_OF_WEIGHTS

CHOICE = "doubtful-choice"
REFUSED = "declared-not-open"
"""Metadata declares terms that are not open where a license file is: one of the two is wrong."""


@dataclass(slots=True)
class PartGroup:
    """What belongs to one part."""

    part: Part
    papers: list[Paper]
    declared: list[Named]
    headers: list[Named]
    cards: list[PlacedCard]
    notes: list[Conflict]
    unread: list[str] = field(default_factory=list)


def sort_into_parts(found: Collected) -> list[PartGroup]:
    """What was collected, by the part it belongs to; the root comes first."""
    licensed = {paper.speaks_at for paper in found.papers if _gives_terms(paper)}
    strange = {paper.speaks_at for paper in found.papers if _is_strange(paper) and not _is_idle(paper)}
    own = {paper.sha256 for paper in found.papers if owner(paper.speaks_at) == "" and paper.sha256}
    copies = {paper.speaks_at for paper in found.papers if paper.sha256 in own}
    bundled = [one.path for one in found.headers if vendored_root(owner(one.path)) is not None]
    parts = find_parts(sorted((licensed | strange) - copies), [*found.manifests, *bundled])
    groups = {path: PartGroup(part, [], [], [], [], []) for path, part in sorted(parts.items())}
    for paper in found.papers:
        idle = bool(licensed) and _is_idle(paper)
        groups[part_of(paper.speaks_at, parts).path].papers.append(replace(paper, idle=idle))
    for one in found.declared:
        named = understand(one)
        group = groups[part_of(one.path, parts).path]
        if (one.field in PROSE or one.field == STATED_OF_WEIGHTS) and owner(one.path) != group.part.path:
            # The README of an example or of a folder: its sentence is about what stands there.
            continue
        (group.headers if is_partial(one) else group.declared).append(named)
    for one in found.headers:
        groups[part_of(one.path, parts).path].headers.append(understand(one))
    for own_group in groups.values():
        files = [paper for paper in own_group.papers if not paper.inline]
        if any(paper.role in LICENSES for paper in files):
            # The field repeats the file.
            own_group.papers = files
    for note in found.notes:
        groups[part_of(note.locations[0].path, parts).path].notes.append(note)
    for path in found.unread:
        group = groups[part_of(path, parts).path]
        if owner(path) == group.part.path:
            group.unread.append(path)
    for card in found.cards:
        groups[part_of(card.path, parts).path].cards.append(card)
    return list(groups.values())


def _gives_terms(paper: Paper) -> bool:
    """Whether a license file holds terms or stands for known ones; a page may only speak of these."""
    if paper.role not in LICENSES or (
        paper.text is not None and not paper.text.terms and paper.stated is None
    ):
        return False
    if not (is_reference(paper) or points_elsewhere(paper) or _only_speaks(paper)):
        return True
    return names_terms(paper) and not is_in_manual(paper.path)


def _is_idle(paper: Paper) -> bool:
    """Whether a page of a manual is called a license and holds none, nor names one that is not open."""
    text = paper.text
    if (
        text is None
        or paper.role == "readme-section"
        or not is_page(paper.path)
        or owner(paper.speaks_at) == ""
        or paper.stated is not None
    ):
        return False
    if not text.terms:
        return is_in_manual(paper.path) or not _is_formal(paper.path)
    if points_elsewhere(paper) or not (is_reference(paper) or _only_speaks(paper)):
        return False
    return text.overall != "not-open" if text.taken_in else text.license is None


def _is_formal(path: str) -> bool:
    """Whether a file is called LICENSE or the like, in capitals, as pages of a manual are not."""
    return path.rsplit("/", 1)[-1].split(".", 1)[0].isupper()


def _only_speaks(paper: Paper) -> bool:
    """Whether a page of a manual gives less than an open license needs, and takes nothing away."""
    found = paper.text.own if paper.text is not None else ()
    given = {one.finding.kind for one in found}
    partial = not {"grant-redistribute", "grant-modify"} <= given
    return is_in_manual(paper.path) and partial and not any(one.verdict == "fail" for one in found)


def part_view(group: PartGroup, builder: Builder, names: frozenset[str] = frozenset()) -> PartView:
    """The part with its terms and the conclusion on them; ``names``: those of all files of the tree."""
    if not any(paper.role == "policy" for paper in group.papers):
        group.papers = list(map(without_policy, group.papers))
    outcome = builder.build(group.papers, group.declared, group.headers)
    unread = any(paper.counted == "unread" and paper.role in BINDING for paper in group.papers)
    strange = any(map(_is_strange, group.papers))
    # What a license for money refers to binds nobody who takes the other choice.
    held = [leaf for leaf in leaves(outcome.terms) if leaf.text.sha256 not in outcome.offered]
    extra = (*absent_policies(held, group.papers), *shut_out(group.cards))
    foreign = any(paper.text is not None and paper.text.foreign for paper in group.papers)
    doubts = {UNREAD: unread, FOREIGN: strange and foreign, NOT_A_LICENSE: strange}
    reasons = [reason for reason, doubted in doubts.items() if doubted]
    unheard = [UNREAD_METADATA] if group.unread else []
    conclusion = conclude(outcome.terms, extra=extra, doubts=[*reasons, *unheard])
    bases = tuple(base_conflicts(group.cards, conclusion, builder))
    doubted = ((BASE_MODEL, bases), (CHOICE, outcome.doubtful), (REFUSED, outcome.refusing))
    reasons += [one for one, holds in doubted if holds]
    if reasons and conclusion.overall == "open":
        conclusion = replace(conclusion, overall="review", review_reasons=tuple(reasons[:1]))
    notes = (*bases, *gate_conflicts(group.cards), *group.notes)
    return PartView(
        group.part, group.papers, group.declared, group.headers, outcome, conclusion, names, notes
    )


def _is_strange(paper: Paper) -> bool:
    """Whether a file that is called a license reads like none and names none, or reserves all rights."""
    text = paper.text
    called = paper.role in LICENSES and (paper.role != "license-text" or is_reuse_text(paper.path))
    if text is None or not called or paper.idle or paper.stated is not None or paper.refers:
        return False
    return not text.terms or reserves(paper)


def files_of(view: PartView) -> list[AuditFile]:
    """The license-bearing files of a part as reports show them."""
    counted: dict[str, str] = {leaf.text.sha256: leaf.share for leaf in view.conclusion.counted}
    left = {leaf.text.sha256 for leaf in view.conclusion.left_out}
    return [_file(paper, view, counted, left) for paper in view.papers]


def _file(paper: Paper, view: PartView, counted: Mapping[str, str], left: set[str]) -> AuditFile:
    text = paper.text
    how: Counted = "apart" if paper.sha256 in view.outcome.apart else paper.counted
    if paper.idle:
        how = "neutral"
    if text is not None and (how not in {"neutral", "apart", "unread"} or paper.sha256 in counted):
        if paper.sha256 in counted:
            how = "restrictions" if counted[paper.sha256] == "restrictions" else how
        else:
            how = "choice" if paper.sha256 in left else "neutral"
    return AuditFile(
        paper.path,
        paper.role,
        text.called if text is not None and _telling(text, how) else None,
        text.overall if text is not None and _speaks(paper, how) else None,
        how,
        paper.sha256,
        view.part.path,
        text.report.overall_basis if text is not None and text.terms else None,
        paper.line_start,
        paper.line_end,
    )


def _telling(text: Text, how: str) -> bool:
    """Whether what a text is known as is its name: of policies, which are all alike, only a close one."""
    return how != "restrictions" or text.close


def _speaks(paper: Paper, how: Counted) -> bool:
    """Whether a verdict on the text alone says anything: a reference and an idle README section have none."""
    return not is_reference(paper) and how != "neutral"


def project_of(view: PartView, kind: ProjectKind) -> Project:
    """A part as reports show it beside the root."""
    conclusion = view.conclusion
    return Project(
        view.part.path,
        kind,
        conclusion.overall,
        expression_of(view),
        conclusion.review_reasons,
        tuple(clause for clause in audit_clauses(conclusion) if clause.verdict != "pass"),
        tuple(dict.fromkeys(paper.path for paper in view.papers)),
    )


def declared_in(found: Collected) -> Sequence[Declared]:
    """Declarations of metadata, then those of headers, of which one stands for all that say the same."""
    seen: dict[tuple[str, str], Declared] = {}
    for one in found.headers:
        seen.setdefault((one.field, one.expression), one)
    return (*found.declared, *seen.values())
