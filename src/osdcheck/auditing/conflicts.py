"""What parts of a repository say against each other, each with its places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from osdcheck.auditing.conclude import Conclusion, Leaf, Placed
from osdcheck.auditing.meaning import is_plain, is_reference, known_as, matches
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.parts import Part
from osdcheck.auditing.references import KIND, as_absent, policy_named, policy_url
from osdcheck.auditing.roles import LICENSES
from osdcheck.auditing.terms import Outcome
from osdcheck.catalog import report_of
from osdcheck.core.audit import Conflict, ConflictKind, Location
from osdcheck.core.evidence import Declared
from osdcheck.core.finding import Finding
from osdcheck.evidence.headers import NOTICE
from osdcheck.evidence.license_names import PARENT, Named, family_of, is_partial, symbols, version_free
from osdcheck.identity.records import find_record
from osdcheck.judgment.clauses import Weighed
from osdcheck.tables.audit_words import load_audit_words

_NEARLY = 75.0
_PATENTS = "no-patent-license"
_FILE = re.compile(r"\b[^\W\d][\w-]+\.[A-Za-z]{2,5}\b")
_MOST = 20
"""Places named in one conflict; the message gives the full count."""


@dataclass(frozen=True, slots=True)
class PartView:
    """A part with everything that conflicts are read from.

    ``names``: those of all files, in lower case;
    ``notes``: conflicts that its model cards make.
    """

    part: Part
    papers: Sequence[Paper]
    declared: Sequence[Named]
    headers: Sequence[Named]
    outcome: Outcome
    conclusion: Conclusion
    names: frozenset[str] = frozenset()
    notes: Sequence[Conflict] = ()


def find_conflicts(view: PartView) -> Iterator[Conflict]:
    """Conflicts within one part."""
    yield from _unknown(view)
    yield from _declared_differs(view)
    yield from _declarations_differ(view)
    yield from _headers_differ(view)
    yield from _files_missing(view)
    yield from _narrowed(view)
    yield from _policies_absent(view)
    yield from _different_files(view)
    yield from view.notes


def _place(declared: Declared) -> Location:
    line = declared.line_start or None
    return Location(declared.path, line, line, declared.quote)


def _cut(kind: ConflictKind, message: str, places: Sequence[Location]) -> Conflict:
    """A conflict with its first places; the message says how many there are where these are not all."""
    if len(places) > _MOST:
        message += f" ({len(places)} places, the first {_MOST} are named.)"
    return Conflict(kind, message, tuple(places[:_MOST]))


def _paper_place(paper: Paper) -> Location:
    return Location(paper.path, paper.line_start, paper.line_end)


def _unknown(view: PartView) -> Iterator[Conflict]:
    seen: set[tuple[str, str]] = set()
    for named in (*view.declared, *view.headers):
        key = named.declared.path, named.declared.expression
        if named.problem is None or key in seen:
            continue
        if named.expression is not None and _local(named, view.papers):
            continue
        seen.add(key)
        message = f"{named.declared.field} declares {named.written!r}: {named.problem}."
        yield Conflict("declared-unknown", message, (_place(named.declared),))


def _local(named: Named, papers: Sequence[Paper]) -> bool:
    """Whether the unknown names of an expression stand for texts of the repository (LicenseRef-...)."""
    assert named.expression is not None
    unknown = [one for one in symbols(named.expression) if not one.ids]
    return all(any(matches(paper, one) for paper in papers) for one in unknown)


def _declared_differs(view: PartView) -> Iterator[Conflict]:
    files = [paper for paper in view.papers if paper.role in LICENSES and paper.text is not None]
    for named in view.outcome.mismatched:
        places = [_place(named.declared), *(_paper_place(paper) for paper in files)]
        said = f"{named.declared.path} declares {named.written!r}"
        message = f"{said}, but that is not what the license files hold: {_listed(files)}."
        yield _cut("declared-differs", message, places)


def _listed(files: Sequence[Paper]) -> str:
    """Files with what they are called, the first of many."""
    names = ", ".join(f"{paper.path} ({_called(paper)})" for paper in files[:_MOST])
    return f"{names} and {len(files) - _MOST} more" if len(files) > _MOST else names


def _called(paper: Paper) -> str:
    if paper.text is None:
        return "not read"
    known = paper.text.called or "unknown terms"
    return f"{known}, {paper.text.overall}" if paper.text.overall else known


def _declarations_differ(view: PartView) -> Iterator[Conflict]:
    said: dict[frozenset[str], Named] = {}
    fields: dict[tuple[str, str], tuple[set[str], Named]] = {}
    classified: dict[str, tuple[set[str], Named]] = {}
    for named in view.declared:
        if named.expression is None or named.problem is not None:
            continue
        ids = frozenset(version_free(one) for symbol in symbols(named.expression) for one in symbol.ids)
        if "::" in named.declared.expression:
            # The classifiers of one file are one statement.
            classified.setdefault(named.declared.path, (set(), named))[0].update(ids)
        else:
            # What one field lists is one statement.
            key = named.declared.path, named.declared.field
            fields.setdefault(key, (set(), named))[0].update(ids)
    for together, named in fields.values():
        said.setdefault(frozenset(together), named)
    families = {family_of(one) for ids in said for one in ids}
    for found, named in classified.values():
        # A classifier tells a family better than a version: "LGPLv2" stands beside LGPL-2.1.
        if not said or not families & {family_of(one) for one in found}:
            said.setdefault(frozenset(found), named)
    groups = list(said)
    apart = {
        group: said[group] for group in groups if not all(group & other or group == other for other in groups)
    }
    if len(apart) > 1:
        shown = list(apart.values())[:_MOST]
        names = "; ".join(f"{one.declared.path}: {one.written}" for one in shown)
        names += f" and {len(apart) - _MOST} more" if len(apart) > _MOST else ""
        message = f"The metadata declares different licenses: {names}."
        yield _cut("declarations-differ", message, [_place(one.declared) for one in apart.values()])


def _headers_differ(view: PartView) -> Iterator[Conflict]:
    files = [paper for paper in view.papers if paper.role in LICENSES]
    named = _project_ids(view, files)
    known = set(map(version_free, named))
    if not known:
        return
    groups: dict[str, list[Named]] = {}
    for header in view.headers:
        if header.expression is None or header.problem is not None:
            continue
        wanted = symbols(header.expression)
        ids = {version_free(one) for symbol in wanted for one in symbol.ids}
        if ids & known or any(matches(paper, one) for paper in files for one in wanted):
            continue
        groups.setdefault(header.declared.expression, []).append(header)
    for expression, members in groups.items():
        message = f"{_sayer(members)} says {expression}; the license of the project is {', '.join(named)}."
        yield _cut("header-differs", message, [_place(one.declared) for one in members])


def _project_ids(view: PartView, files: Sequence[Paper]) -> list[str]:
    """Ids of what the license files of a part hold and its metadata declares, in order."""
    held = [one.text.license for one in files if one.text is not None and one.text.license is not None]
    declared = [one.expression for one in view.declared if one.expression is not None]
    ids = [one for expression in held for one in known_as(expression)]
    ids += [one for expression in declared for symbol in symbols(expression) for one in symbol.ids]
    return sorted(dict.fromkeys(ids))


def _sayer(members: Sequence[Named]) -> str:
    first = members[0].declared
    if is_partial(first):
        return (
            f"{first.path} ({first.field})"
            if len(members) == 1
            else f"{first.path} in {len(members)} entries"
        )
    count = f"{len(members)} files" if len(members) > 1 else first.path
    return f"The {'notice at the top' if first.field == NOTICE else 'SPDX header'} of {count}"


def _files_missing(view: PartView) -> Iterator[Conflict]:
    for named in view.declared:
        if named.declared.field == PARENT:
            if not view.conclusion.counted:
                message = f"{named.declared.path} takes its license from {named.file}, not in the repository."
                yield Conflict("file-missing", message, (_place(named.declared),))
            continue
        if named.file is None or "://" in named.file or any(mark in named.file for mark in "*?[{"):
            continue
        name = named.file.lower().rstrip("/").rsplit("/", 1)[-1]
        if (
            name
            and name not in view.names
            and not named.declared.path.lower().endswith(("pkg-info", "metadata"))
        ):
            message = f"{named.declared.path} refers to {named.file}, which is not in the repository."
            yield Conflict("file-missing", message, (_place(named.declared),))


def _narrowed(view: PartView) -> Iterator[Conflict]:
    """An open license whose effect another text of the same part takes away."""
    counted = view.conclusion.counted
    opens = [leaf for leaf in counted if leaf.text.overall == "open" and leaf.share == "whole"]
    takers = [leaf for leaf in counted if _takes(leaf)]
    narrowing = {"policy", "rider", "notice", "readme-section"}
    roles = {(paper.path, paper.sha256): paper.role for paper in view.papers}
    for taker in takers:
        role = roles.get((taker.path or "", taker.text.sha256))
        if not opens or (role not in narrowing and taker.share != "restrictions"):
            continue
        base = opens[0]
        first = next(filter(_is_taken, taker.text.weighed))
        message = (
            f"{taker.path} narrows {base.text.license or base.name or base.path}:"
            f" {first.finding.kind} (clause {', '.join(map(str, first.finding.clauses))})."
        )
        places = [_finding_place(taker, first.finding)]
        if base.path is not None:
            places.append(Location(base.path))
        yield Conflict("narrowed", message, tuple(places))
    for paper in view.papers:
        if paper.counted in {"apart", "neutral"} or paper.sha256 in view.outcome.offered:
            # What is bundled, or only another choice, narrows nothing of the project.
            continue
        changes = paper.text.report.changes if paper.text is not None else ()
        failing = {
            one.finding.id for one in (paper.text.weighed if paper.text else ()) if one.verdict == "fail"
        }
        added = [one for one in changes if one.effect == "substantive" and failing & set(one.findings)]
        if not added or not _is_open(added[0].base) or not _holds(paper, added[0].base):
            continue
        if paper.text is not None and paper.text.overall == "not-open":
            message = f"{paper.path} is {added[0].base} with changes that restrict it: {added[0].change}."
            yield Conflict("narrowed", message, (_paper_place(paper),))


def _holds(paper: Paper, license_id: str) -> bool:
    """Whether nearly all of a license stands in a text: else it is another in words alike."""
    known = paper.text.report.license if paper.text is not None else None
    return known is not None and any(
        one.id == license_id and one.coverage >= _NEARLY for one in known.matches
    )


def _is_open(license_id: str) -> bool:
    record = find_record(license_id)
    return record is not None and report_of(record).overall == "open"


def _takes(leaf: Leaf) -> bool:
    return leaf.path is not None and any(map(_is_taken, leaf.text.weighed))


def _is_taken(one: Weighed) -> bool:
    """Whether something is taken away for certain, or by words that leave doubt how much they forbid."""
    doubted = one.verdict == "unclear" and one.finding.kind in load_audit_words().rider.kinds
    return one.verdict == "fail" or doubted


def _finding_place(leaf: Leaf, finding: Finding) -> Location:
    return Location(leaf.path or "", finding.line_start, finding.line_end, finding.quote)


def _policies_absent(view: PartView) -> Iterator[Conflict]:
    if any(paper.role == "policy" for paper in view.papers):
        return
    for one in _policy_references(view.conclusion.counted):
        finding = one.weighed.finding
        files = _FILE.findall(finding.quote or "")
        where = policy_named(finding.quote) or next(iter(files), None)
        if where is None or view.names.intersection(
            one.rsplit("/", 1)[-1].lower() for one in (where, *files)
        ):
            continue
        message = f"{one.path} refers to a policy that is not in the repository: {where}."
        place = Location(one.path or "", finding.line_start, finding.line_end, finding.quote)
        yield Conflict("policy-absent", message, (place,))


def _policy_references(counted: Iterable[Leaf]) -> Iterator[Placed]:
    """One finding for each policy that a text names: what binds first, else the bare reference."""
    for leaf in counted:
        if leaf.path is None or leaf.text.approved:
            continue
        binding = [one for one in leaf.text.weighed if one.finding.kind == KIND and one.verdict != "none"]
        seen: set[str] = set()
        # What binds to none by its name only tells that there is one.
        naming = [one for one in binding if policy_named(one.finding.quote) is not None]
        for one in naming or leaf.text.policies or binding:
            key = policy_url(one.finding.quote) or KIND
            if key not in seen:
                seen.add(key)
                yield Placed(one, leaf.path)


def absent_policies(leaves: Iterable[Leaf], papers: Sequence[Paper]) -> tuple[Placed, ...]:
    """An unclear finding for each policy that a text refers to and that nobody can read here."""
    if any(paper.role == "policy" for paper in papers):
        return ()
    return tuple(
        replace(one, weighed=as_absent(one.weighed))
        for one in _policy_references(leaves)
        if one.weighed.finding.id == ""
    )


def without_policy(paper: Paper) -> Paper:
    """A license that is bound to a policy which nobody can read here: what that takes away is unclear.

    The findings of a known license stay: what it says is what it is known for.
    """
    text = paper.text
    if text is None or paper.role not in LICENSES or is_plain(text):
        return paper
    weighed = tuple(
        as_absent(one)
        if one.finding.kind == KIND and one.verdict == "fail" and policy_named(one.finding.quote) is not None
        else one
        for one in text.weighed
    )
    return replace(paper, text=replace(text, weighed=weighed))


def _different_files(view: PartView) -> Iterator[Conflict]:
    """Complete texts of one part that disagree: one is open and another is not."""
    aside = {leaf.text.sha256 for leaf in view.conclusion.left_out} | view.outcome.apart
    files = [
        paper
        for paper in view.papers
        if paper.role in LICENSES and paper.counted == "whole" and paper.text is not None
        if paper.text.terms and not is_reference(paper) and paper.sha256 not in aside
    ]
    verdicts = {paper.text.overall for paper in files if paper.text is not None}
    if "open" in verdicts and "not-open" in verdicts:
        message = f"Files of one project are under different terms: {_listed(files)}."
        yield _cut("different-terms", message, [_paper_place(paper) for paper in files])


def _is_content(conclusion: Conclusion) -> bool:
    """Whether terms leave open nothing but patents, as licenses for texts and pictures do."""
    decide = [one.weighed for one in conclusion.findings if one.weighed.verdict != "none"]
    return (
        conclusion.overall == "review"
        and bool(decide)
        and all(one.finding.kind == _PATENTS and one.verdict == "unclear" for one in decide)
    )


def between_parts(root: PartView, others: Sequence[PartView]) -> Iterator[Conflict]:
    """Nested parts (not vendored ones) whose verdict is another one than that of the root.

    Pages and examples under a license for such works do not contradict the program.
    """
    if not root.conclusion.counted:
        return
    for view in others:
        if view.part.kind != "nested" or view.conclusion.overall == root.conclusion.overall:
            continue
        if _is_content(view.conclusion):
            continue
        failing = [str(one.number) for one in view.conclusion.verdicts if one.verdict == "fail"]
        clauses = f", fails {', '.join(failing)}" if failing else ""
        message = (
            f"{view.part.path} has terms of its own: {view.conclusion.overall}{clauses};"
            f" the root is {root.conclusion.overall}."
        )
        files = [paper for paper in view.papers if paper.text is not None]
        places = [_paper_place(paper) for paper in files] or [
            _place(named.declared) for named in view.declared
        ]
        if places:
            # Where nothing could be read, nothing says something else than the root does.
            yield _cut("different-terms", message, places)
