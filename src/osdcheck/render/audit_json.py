"""Audits as JSON in the published shape ``osdcheck-audit/1``."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from osdcheck.core.audit import AuditReport
from osdcheck.render.json_report import safe_json


def audit_json(report: AuditReport) -> str:
    """The audit as indented JSON."""
    return safe_json(json.dumps(report.to_dict(), ensure_ascii=False, indent=2)) + "\n"


def audit_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of :func:`audit_json`."""
    text = (files("osdcheck.render") / "schemas" / "audit-1.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
