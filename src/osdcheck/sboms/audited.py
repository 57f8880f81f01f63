"""An SPDX 2.3 document of an audit: the parts of a repository, their license files and the verdicts."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osdcheck.core.audit import AuditFile, AuditReport, Project
from osdcheck.core.report import Overall
from osdcheck.document import LIMIT
from osdcheck.render.words import NOTICE, clause_words, visible
from osdcheck.sboms.inventory import Note
from osdcheck.sboms.marks import annotation_date, annotator, marked_spdx
from osdcheck.sboms.spdx_fields import Fields
from osdcheck.sboms.spdx_licenses import LicenseNames

if TYPE_CHECKING:
    from spdx_tools.spdx.model.file import File
    from spdx_tools.spdx.model.package import Package

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
    """Elements of a document while they are gathered, each with what the audit says of it."""

    names: LicenseNames = field(default_factory=LicenseNames)
    packages: list[Package] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    relations: list[tuple[str, str, str]] = field(default_factory=list)


def _document(report: AuditReport) -> Fields:
    draft = _Draft()
    listed = _listed(report)
    own: dict[str, list[AuditFile]] = defaultdict(list)
    for file in report.files:
        own[file.project].append(file)
    _add_root(draft, report, own[""], listed)
    for number, project in enumerate(report.projects, 1):
        _add_part(draft, project, f"SPDXRef-Part-{number}", own[project.path], listed)
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


def _add_root(draft: _Draft, report: AuditReport, own: Sequence[AuditFile], listed: Listed) -> None:
    name = Path(report.root).resolve().name or "root"
    declared = [
        one.expression for one in report.declared if "/" not in one.path and _names_license(one.field)
    ]
    unread = [file.path for file in report.files if file.project == "" and file.path not in listed]
    concluded = _concluded(draft, report.expression, own, listed)
    package = _package(draft, _ROOT, name, concluded, declared, [*report.basis, *_also(unread)])
    failed = tuple(clause.number for clause in report.clauses if clause.verdict == "fail")
    _add_package(draft, package, report.overall, failed, report.expression)
    draft.relations.append((_DOCUMENT, "DESCRIBES", _ROOT))


def _add_part(
    draft: _Draft, project: Project, identifier: str, own: Sequence[AuditFile], listed: Listed
) -> None:
    unread = [path for path in project.files if path not in listed]
    said = [f"A part of the repository ({project.kind}).", *_also(unread)]
    concluded = _concluded(draft, project.expression, own, listed)
    package = _package(draft, identifier, project.path, concluded, [], said)
    failed = tuple(clause.number for clause in project.clauses if clause.verdict == "fail")
    _add_package(draft, package, project.overall, failed, project.expression)
    draft.relations.append((_ROOT, "CONTAINS", identifier))


def _add_package(
    draft: _Draft, package: Package, overall: Overall, failed: tuple[int, ...], expression: str | None
) -> None:
    draft.packages.append(package)
    draft.notes[package.spdx_id] = _note(overall, failed, expression)


def _concluded(draft: _Draft, expression: str | None, files: Sequence[AuditFile], listed: Listed) -> Any:
    """The license of a whole: what it is known as together with the texts that count and have no name."""
    from license_expression import Licensing
    from spdx_tools.spdx.model.spdx_no_assertion import SpdxNoAssertion

    known = draft.names.expression(expression)
    nameless = [one for one in files if one.license is None and one.counted in {"whole", "restrictions"}]
    parts = [] if expression is None else [known]
    for one in nameless:
        if one.path not in listed:
            return SpdxNoAssertion()
        parts.append(draft.names.text(None, one.path, listed[one.path][1], whole=one.line_start is None))
    if not parts or any(isinstance(part, SpdxNoAssertion) for part in parts):
        return SpdxNoAssertion()
    distinct = list(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else Licensing().AND(*distinct)


def _names_license(where: str) -> bool:
    """Whether a field of metadata names a license, not a file."""
    return not where.replace("_", "-").lower().endswith(("license-files", "license-file", "license.file"))


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

    found = draft.names.text(file.license, path, data, whole=file.line_start is None)
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
            license_info_in_file=[found],
            copyright_text=SpdxNoAssertion(),
            comment=f"Role: {file.role}; counted: {file.counted}.",
        )
    )
    draft.notes[identifier] = _note(file.overall, (), file.license)
    # A package whose files were not all analyzed must not be said to contain one.
    draft.relations.append((identifier, "METAFILE_OF", owners.get(file.project, _ROOT)))


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
