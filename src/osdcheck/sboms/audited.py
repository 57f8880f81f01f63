"""An SPDX 2.3 document of an audit: the parts of a repository, their license files and the verdicts."""

from __future__ import annotations

import hashlib
import json
import os
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osdcheck.core.audit import AuditClause, AuditFile, AuditReport, Project
from osdcheck.core.report import Overall
from osdcheck.document import LIMIT
from osdcheck.errors import OsdcheckError
from osdcheck.evidence.license_names import spelled, understand
from osdcheck.render.words import NOTICE, clause_words, visible
from osdcheck.sboms.inventory import Note
from osdcheck.sboms.marks import annotation_date, annotator, marked_spdx
from osdcheck.sboms.spdx_fields import Fields
from osdcheck.sboms.spdx_licenses import LicenseNames

if TYPE_CHECKING:
    from spdx_tools.spdx.model.file import File
    from spdx_tools.spdx.model.package import Package

_NAME = re.compile(r"[\w.+-]+")
_ROOT = "SPDXRef-Package"
_DOCUMENT = "SPDXRef-DOCUMENT"


def document_of_audit(report: AuditReport) -> str:
    """The SPDX 2.3 document (JSON) of an audit.

    The root and every part with terms of its own are packages: the license concluded is the one the
    audit rests on, those that metadata names are declared. Files are listed where they can be read
    below ``report.root`` and are unchanged since the audit; of the others the packages' comments tell.
    Each element carries its verdict as an annotation, conflicts are annotations of the document.
    ``SOURCE_DATE_EPOCH`` in the environment sets the dates.
    """
    return json.dumps(_document(report), ensure_ascii=True, indent=2) + "\n"


Listed = Mapping[str, tuple[AuditFile, bytes]]
"""License files by path, with their bytes."""


@dataclass(slots=True)
class _Draft:
    """Elements of a document while they are gathered, each with what the audit says of it.

    ``spoken``: all names in the expressions of packages.
    """

    names: LicenseNames = field(default_factory=LicenseNames)
    packages: list[Package] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    spoken: frozenset[str] = frozenset()


def _document(report: AuditReport) -> Fields:
    expressions = [report.expression, *(one.expression for one in report.projects)]
    draft = _Draft(spoken=frozenset(_NAME.findall(" ".join(filter(None, expressions)))))
    listed = _listed(report)
    for file in report.files:
        if file.path in listed:
            draft.names.offer(file, listed[file.path][1])
    _add_root(draft, report, listed)
    for number, project in enumerate(report.projects, 1):
        _add_part(draft, project, f"SPDXRef-Part-{number}", listed)
    owners = {"": _ROOT} | {
        one.path: f"SPDXRef-Part-{number}" for number, one in enumerate(report.projects, 1)
    }
    for number, (path, (file, data)) in enumerate(listed.items(), 1):
        _add_file(draft, file, path, data, f"SPDXRef-File-{number}", owners)
    date = annotation_date()
    fields = _converted(draft, report, date)
    for key in ("packages", "files"):
        if key in fields:
            fields[key] = [marked_spdx(one, draft.notes[one["SPDXID"]], date) for one in fields[key]]
    fields["relationships"] = [
        {"spdxElementId": one, "relationshipType": relation, "relatedSpdxElement": other}
        for one, relation, other in draft.relations
    ]
    conflicts = [
        {
            "annotationDate": date,
            "annotationType": "OTHER",
            "annotator": annotator(),
            "comment": f"osdcheck: conflict ({conflict.kind}): {visible(conflict.message)}",
        }
        for conflict in report.conflicts
    ]
    return {**fields, "annotations": conflicts} if conflicts else fields


def _listed(report: AuditReport) -> dict[str, tuple[AuditFile, bytes]]:
    """Files whose bytes are still those of the audit, once for each path."""
    listed: dict[str, tuple[AuditFile, bytes]] = {}
    for file in report.files:
        if file.path in listed:
            continue
        data = _content(report.root, file.path)
        # A section of a README has a hash of its own; the file it stands in has none in the audit.
        if data is not None and (
            file.line_start is not None or hashlib.sha256(data).hexdigest() == file.sha256
        ):
            listed[file.path] = file, data
    return listed


def _content(root: str, path: str) -> bytes | None:
    try:
        with open(os.path.join(root, *path.split("/")), "rb") as file:
            data = file.read(LIMIT + 1)
    except (OSError, ValueError):
        return None
    return data if len(data) <= LIMIT else None


def _add_root(draft: _Draft, report: AuditReport, listed: Listed) -> None:
    name = Path(report.root).resolve().name or "root"
    unread = [file.path for file in report.files if file.project == "" and file.path not in listed]
    why = _reasons(report.overall, report.clauses)
    concluded = _concluded(draft, report.expression, report.overall, why)
    said = [*report.basis, *_also(unread)]
    package = _package(draft, _ROOT, name, concluded, _declared(report), said)
    failed = tuple(clause.number for clause in report.clauses if clause.verdict == "fail")
    _add_package(draft, package, report.overall, failed, report.expression)
    draft.relations.append((_DOCUMENT, "DESCRIBES", _ROOT))


def _add_part(draft: _Draft, project: Project, identifier: str, listed: Listed) -> None:
    unread = [path for path in project.files if path not in listed]
    said = [f"A part of the repository ({project.kind}).", *_also(unread)]
    why = _reasons(project.overall, project.clauses)
    concluded = _concluded(draft, project.expression, project.overall, why)
    package = _package(draft, identifier, project.path, concluded, [], said)
    failed = tuple(clause.number for clause in project.clauses if clause.verdict == "fail")
    _add_package(draft, package, project.overall, failed, project.expression)
    draft.relations.append((_ROOT, "CONTAINS", identifier))


def _add_package(
    draft: _Draft, package: Package, overall: Overall, failed: tuple[int, ...], expression: str | None
) -> None:
    draft.packages.append(package)
    draft.notes[package.spdx_id] = _note(overall, failed, expression)


def _concluded(draft: _Draft, expression: str | None, overall: Overall, why: Sequence[str]) -> Any:
    """The license of a whole, by an expression that is not judged more open than the audit judges.

    Where it would be, a reference stands beside it (or for what SPDX has no words for) whose text says
    ``why`` the audit came to another verdict.
    """
    from license_expression import Licensing
    from spdx_tools.spdx.model.spdx_no_assertion import SpdxNoAssertion
    from spdx_tools.spdx.model.spdx_none import SpdxNone

    if expression is None and overall == "not-open":
        return SpdxNone()
    known = draft.names.expression(expression)
    unsaid = isinstance(known, SpdxNoAssertion)
    if overall == "open" or (not unsaid and _is_no_better(draft.names, str(known), overall)):
        return known
    left = draft.names.reference(" ".join(why))
    return left if unsaid else Licensing().AND(known, left)


def _is_no_better(names: LicenseNames, expression: str, overall: Overall) -> bool:
    from osdcheck.expressions import check_expression

    try:
        judged = check_expression(expression, texts=names.texts).overall
    except OsdcheckError:
        return True
    return judged != "open" or overall == "open"


def _declared(report: AuditReport) -> list[str]:
    """What the metadata of the root declares; a name that fits several licenses only beside no exact one."""
    understood = [understand(one) for one in report.declared if "/" not in one.path]
    exact = [one for one in understood if one.expression is not None and not one.loose]
    naming = exact or [one for one in understood if one.expression is not None]
    return [spelled(one.expression) for one in naming if one.expression is not None]


def _reasons(overall: Overall, clauses: Iterable[AuditClause]) -> list[str]:
    """Words that nobody, this program included, takes for terms."""
    rows = [(one.verdict, str(one.number)) for one in clauses if one.verdict != "pass"]
    said = [f"The verdict of the audit is {overall}."]
    for verdict, what in (("fail", "Clauses that fail"), ("unclear", "Clauses that are unclear")):
        named = ", ".join(clause for found, clause in rows if found == verdict)
        said += [f"{what}: {named}."] if named else []
    return said


def _also(paths: Sequence[str]) -> list[str]:
    return [f"Also judged: {', '.join(visible(path) for path in paths)}."] if paths else []


def _package(
    draft: _Draft, identifier: str, name: str, concluded: Any, declared: Iterable[str], said: list[str]
) -> Package:
    from spdx_tools.spdx.model.package import Package
    from spdx_tools.spdx.model.spdx_no_assertion import SpdxNoAssertion

    return Package(
        identifier,
        visible(name) or identifier,
        SpdxNoAssertion(),
        files_analyzed=False,
        license_concluded=concluded,
        license_declared=draft.names.conjunction(declared),
        copyright_text=SpdxNoAssertion(),
        comment=" ".join(map(visible, said)) or None,
    )


def _add_file(
    draft: _Draft, file: AuditFile, path: str, data: bytes, identifier: str, owners: Mapping[str, str]
) -> None:
    from spdx_tools.spdx.model.checksum import Checksum, ChecksumAlgorithm
    from spdx_tools.spdx.model.file import File, FileType
    from spdx_tools.spdx.model.spdx_no_assertion import SpdxNoAssertion

    words = _in_file(draft, file)
    found = draft.names.expression(words)
    draft.files.append(
        File(
            f"./{visible(path)}",
            identifier,
            [
                Checksum(ChecksumAlgorithm.SHA1, hashlib.sha1(data, usedforsecurity=False).hexdigest()),
                Checksum(ChecksumAlgorithm.SHA256, hashlib.sha256(data).hexdigest()),
            ],
            [FileType.TEXT],
            license_concluded=found,
            license_info_in_file=draft.names.single(words),
            copyright_text=SpdxNoAssertion(),
            comment=f"Role: {file.role}; counted: {file.counted}.",
        )
    )
    draft.notes[identifier] = _note(file.overall, (), file.license)
    # A package whose files were not all analyzed must not be said to contain one.
    draft.relations.append((identifier, "METAFILE_OF", owners.get(file.project, _ROOT)))


def _in_file(draft: _Draft, file: AuditFile) -> str | None:
    """The license of a file: what it is known as, where its text is judged no worse than that is.

    A text that the expression of its package calls by a reference is called so here as well.
    """
    if file.reference in draft.spoken:
        return file.reference
    own = draft.names.expression(file.license)
    if file.license is not None and (
        file.overall in {None, "open"} or _is_no_better(draft.names, str(own), file.overall or "open")
    ):
        return file.license
    return file.reference if file.line_start is None else file.license


def _note(overall: Overall | None, failed: tuple[int, ...], expression: str | None) -> Note:
    parts = [f"osdcheck: {overall or 'no terms in it'}"]
    if expression is not None:
        parts.append(f"license {visible(expression)}")
    if failed:
        parts.append(f"fails {clause_words(failed)} of the Open Source Definition")
    return Note(overall or "", failed, expression, f"{'; '.join(parts)}. {NOTICE}")


def _converted(draft: _Draft, report: AuditReport, date: str) -> Fields:
    """The elements in JSON terms, by the converters of spdx-tools.

    Annotations and relationships are added later: the converters look through all of them for each element.
    """
    from spdx_tools.spdx.jsonschema.document_converter import DocumentConverter
    from spdx_tools.spdx.model.actor import Actor, ActorType
    from spdx_tools.spdx.model.document import CreationInfo, Document

    content = json.dumps(report.to_dict(), sort_keys=True)
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{date}\n{content}")
    info = CreationInfo(
        "SPDX-2.3",
        _DOCUMENT,
        f"Audit of {draft.packages[0].name}",
        f"https://spdx.org/spdxdocs/osdcheck-audit-{identity}",
        [Actor(ActorType.TOOL, annotator().removeprefix("Tool: "))],
        datetime.fromisoformat(date.removesuffix("Z")),
        document_comment=NOTICE,
    )
    document = Document(info, draft.packages, draft.files, extracted_licensing_info=draft.names.extracted())
    converted: dict[str, Any] = DocumentConverter().convert(document)
    return converted
