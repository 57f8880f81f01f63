"""An audit as an SPDX 2.3 document in JSON: the root and every part with terms of its own are packages."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from importlib import import_module
from typing import Any

from osdcheck.core.audit import AuditClause, AuditReport, Project
from osdcheck.core.report import Overall
from osdcheck.expressions.parse import Tree, parse_expression
from osdcheck.identity.names import find_known
from osdcheck.identity.records import find_record, text_of
from osdcheck.sboms.marks import annotation_date, annotator

_NAMESPACE = "https://spdx.org/spdxdocs/osdcheck-audit-"


def spdx_json(report: AuditReport) -> str:
    """The document as indented JSON, valid by the validator of spdx-tools.

    What the terms of each package come to is its annotation; an expression that is none, or names a
    license nobody knows, becomes ``NOASSERTION`` and stands in the license comment.
    """
    from spdx_tools.spdx.jsonschema.document_converter import DocumentConverter
    from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

    document = _document(report)
    problems = validate_full_spdx_document(document)
    if problems:
        raise ValueError(f"an SPDX document that is not valid: {problems[0].validation_message}")
    return json.dumps(DocumentConverter().convert(document), ensure_ascii=False, indent=2) + "\n"


def _model() -> Any:
    # The library says that it is typed and does not export what its documentation imports.
    return import_module("spdx_tools.spdx.model")


def _document(report: AuditReport) -> Any:
    model = _model()

    date = datetime.strptime(annotation_date(), "%Y-%m-%dT%H:%M:%SZ")
    digest = hashlib.sha256(report.to_json().encode("utf-8", "backslashreplace")).hexdigest()
    creator = model.Actor(model.ActorType.TOOL, annotator().removeprefix("Tool: "))
    info = model.CreationInfo(
        "SPDX-2.3", "SPDXRef-DOCUMENT", "osdcheck-audit", _NAMESPACE + digest[:32], [creator], date
    )
    document = model.Document(info)
    refs: dict[str, str] = {}
    _add(document, "SPDXRef-Root", report.root, report.expression, report.overall, report.clauses, date, refs)
    document.relationships.append(
        model.Relationship("SPDXRef-DOCUMENT", model.RelationshipType.DESCRIBES, "SPDXRef-Root")
    )
    for number, project in enumerate(report.projects, 1):
        name = _project_name(project)
        key = f"SPDXRef-Part-{number}"
        _add(document, key, name, project.expression, project.overall, project.clauses, date, refs)
        document.relationships.append(
            model.Relationship("SPDXRef-Root", model.RelationshipType.CONTAINS, key)
        )
    document.extracted_licensing_info = [_extracted(ref, refs[ref]) for ref in sorted(refs)]
    return document


def _project_name(project: Project) -> str:
    return f"{project.path} ({project.expression})" if project.kind == "third-party" else project.path


def _add(
    document: Any,
    key: str,
    name: str,
    expression: str | None,
    overall: Overall,
    clauses: tuple[AuditClause, ...],
    date: datetime,
    refs: dict[str, str],
) -> None:
    model = _model()

    concluded = _spdx_expression(expression, refs)
    document.packages.append(
        model.Package(
            key,
            name or ".",
            model.SpdxNoAssertion(),
            files_analyzed=False,
            license_concluded=concluded if concluded is not None else model.SpdxNoAssertion(),
            license_declared=model.SpdxNoAssertion(),
            license_comment=f"Known as: {expression}" if expression and concluded is None else None,
            copyright_text=model.SpdxNoAssertion(),
        )
    )
    tool = model.Actor(model.ActorType.TOOL, annotator().removeprefix("Tool: "))
    document.annotations.append(
        model.Annotation(key, model.AnnotationType.OTHER, tool, date, _comment(overall, clauses))
    )


def _comment(overall: Overall, clauses: tuple[AuditClause, ...]) -> str:
    decided = [
        f"clause {clause.number} {clause.verdict}: "
        + "; ".join(
            f"{finding.kind} in {finding.path or 'no file'}"
            + (f" line {finding.line_start}" if finding.line_start is not None else "")
            for finding in clause.findings[:5]
        )
        for clause in clauses
        if clause.verdict != "pass"
    ]
    return ". ".join([f"Open Source Definition: {overall}", *decided])


def _spdx_expression(expression: str | None, refs: dict[str, str]) -> Any:
    """The expression as the library has it; ``None`` when SPDX cannot say it."""
    from spdx_tools.common.spdx_licensing import spdx_licensing

    if not expression:
        return None
    try:
        tree = parse_expression(expression, lambda name: find_known(name) is not None)
        words = _words(tree, refs)
        return spdx_licensing.parse(words) if words is not None else None
    except Exception:
        # The library's parser raises whatever its grammar stumbles over; the comment has the words.
        return None


def _words(tree: Tree, refs: dict[str, str]) -> str | None:
    if tree.symbol is not None:
        known = find_known(tree.symbol.text)
        if known is None or known.record is None:
            return None
        if known.record.spdx is not None:
            return known.record.spdx
        refs[known.record.id] = known.record.name
        return known.record.id
    parts = [_words(operand, refs) for operand in tree.operands]
    if any(part is None for part in parts):
        return None
    return f"({f' {tree.operator} '.join(part for part in parts if part)})"


def _extracted(ref: str, name: str) -> Any:
    model = _model()

    record = find_record(ref)
    text = text_of(record).strip() if record is not None else ""
    return model.ExtractedLicensingInfo(ref, text or name, name)
