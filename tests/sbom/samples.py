"""One small document in every serialization, written by the libraries of the formats."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cyclonedx.model import AttachedText
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseAcknowledgement, LicenseExpression
from cyclonedx.model.service import Service
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from license_expression import Licensing
from spdx_tools.spdx.model import (
    Actor,
    ActorType,
    CreationInfo,
    Document,
    ExternalPackageRef,
    ExternalPackageRefCategory,
    ExtractedLicensingInfo,
    Package,
    Relationship,
    RelationshipType,
    SpdxNoAssertion,
    SpdxNone,
)
from spdx_tools.spdx.writer.write_anything import write_file

OWN_TEXT = (
    "Permission is granted to use, copy, modify, and distribute this software for any purpose.\n"
    "You may not use the software for military purposes.\n"
)
SUFFIXES = {
    "spdx-tag-value": ".spdx",
    "spdx-json": ".spdx.json",
    "spdx-yaml": ".spdx.yaml",
    "spdx-xml": ".spdx.xml",
    "spdx-rdf": ".rdf",
}

STATED: dict[str, tuple[str | None, str | None]] = {
    "alpha": ("MIT", None),
    "beta": (None, "Apache-2.0 OR GPL-2.0-only"),
    "gamma": ("BUSL-1.1", "BUSL-1.1"),
    "delta": ("LicenseRef-Own", None),
    "epsilon": ("NONE", "NONE"),
    "zeta": (None, None),
    "eta": ("NONE", "MIT"),
    "theta": ("MIT", "BUSL-1.1"),
}
"""Concluded and declared license of each package."""

EXPECTED = {
    "alpha": ("open", "judged", "concluded"),
    "beta": ("open", "judged", "declared"),
    "gamma": ("not-open", "judged", "concluded"),
    "delta": ("not-open", "judged", "concluded"),
    "epsilon": ("not-open", "no-license", "concluded"),
    "zeta": ("review", "no-statement", "none"),
    "eta": ("review", "contradiction", "declared"),
    "theta": ("open", "judged", "concluded"),
}
"""Verdict, reason and basis of each package."""


def spdx_document() -> Document:
    info = CreationInfo(
        "SPDX-2.3",
        "SPDXRef-DOCUMENT",
        "sample",
        "https://example.org/sample",
        [Actor(ActorType.TOOL, "sampler-1")],
        datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC).replace(tzinfo=None),
    )
    packages = [_package(name, *licenses) for name, licenses in STATED.items()]
    describes = [
        Relationship("SPDXRef-DOCUMENT", RelationshipType.DESCRIBES, package.spdx_id) for package in packages
    ]
    own = ExtractedLicensingInfo("LicenseRef-Own", OWN_TEXT, "Own license")
    return Document(info, packages, relationships=describes, extracted_licensing_info=[own])


def _package(name: str, concluded: str | None, declared: str | None) -> Package:
    purl = ExternalPackageRef(ExternalPackageRefCategory.PACKAGE_MANAGER, "purl", f"pkg:pypi/{name}@1.10")
    return Package(
        f"SPDXRef-{name}",
        name,
        SpdxNoAssertion(),
        version="1.10",
        files_analyzed=False,
        license_concluded=_license(concluded),
        license_declared=_license(declared),
        copyright_text=SpdxNoAssertion(),
        external_references=[purl],
    )


def _license(words: str | None) -> Any:
    if words is None:
        return SpdxNoAssertion()
    return SpdxNone() if words == "NONE" else Licensing().parse(words)


def write_spdx(form: str, folder: Path) -> Path:
    path = folder / f"sample{SUFFIXES[form]}"
    write_file(spdx_document(), str(path))
    return path


def cyclonedx_bom() -> Bom:
    def named(name: str, **options: Any) -> Component:
        return Component(
            name=name, version="1.10", type=ComponentType.LIBRARY, bom_ref=f"ref-{name}", **options
        )

    concluded = LicenseExpression("BUSL-1.1", acknowledgement=LicenseAcknowledgement.CONCLUDED)
    inner = named("inner", licenses=[LicenseExpression("MPL-2.0 OR BUSL-1.1")])
    bom = Bom()
    bom.metadata.component = named("whole", licenses=[DisjunctiveLicense(id="MIT")])
    bom.components.update(
        [
            named("by-id", licenses=[DisjunctiveLicense(id="BSD-3-Clause")]),
            named(
                "by-text",
                licenses=[DisjunctiveLicense(name="House rules", text=AttachedText(content=OWN_TEXT))],
            ),
            named("concluded", licenses=[concluded]),
            named("outer", licenses=[DisjunctiveLicense(id="Apache-2.0")], components=[inner]),
            named("several", licenses=[DisjunctiveLicense(id="MIT"), DisjunctiveLicense(id="BUSL-1.1")]),
            named("silent"),
            named("strange", licenses=[DisjunctiveLicense(name="Terms of somebody")]),
        ]
    )
    bom.services.add(
        Service(name="remote", bom_ref="ref-remote", licenses=[DisjunctiveLicense(id="AGPL-3.0-only")])
    )
    for component in (bom.metadata.component, *bom.components):
        bom.register_dependency(component)
    return bom


CYCLONEDX_EXPECTED = {
    "whole": "open",
    "by-id": "open",
    "by-text": "not-open",
    "concluded": "not-open",
    "outer": "open",
    "inner": "open",
    "several": "not-open",
    "silent": "review",
    "strange": "review",
    "remote": "open",
}


def cyclonedx_text(form: OutputFormat, version: SchemaVersion) -> str:
    return make_outputter(cyclonedx_bom(), form, version).output_as_string(indent=2)


def validation_messages(document: Document) -> list[str]:
    from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

    return [message.validation_message for message in validate_full_spdx_document(document)]


def parse_back(data: bytes, form: str, folder: Path) -> Document:
    """The document as spdx-tools itself reads it; tag-value with the rule for annotators mended."""
    if form == "spdx-tag-value":
        return _mended_parser().parse(data.decode())
    from spdx_tools.spdx.parser.parse_anything import parse_file

    path = folder / f"back{SUFFIXES[form]}"
    path.write_bytes(data)
    return parse_file(str(path))


def _mended_parser() -> Any:
    from ply import yacc
    from spdx_tools.common.spdx_licensing import spdx_licensing
    from spdx_tools.spdx.parser.tagvalue.helper_methods import grammar_rule

    from osdcheck.sboms.tagvalue_rules import TagValueParser

    class Mended(TagValueParser):
        @grammar_rule("license_or_no_assertion_or_none : LINE")
        def p_license(self, p: Any) -> None:
            p[0] = spdx_licensing.parse(p[1])

    return Mended(debug=False, write_tables=False, errorlog=yacc.NullLogger(), start="start")
