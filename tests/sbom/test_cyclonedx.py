"""CycloneDX in both formats: verdicts, and properties the validator of the library accepts."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.model.bom import Bom
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from cyclonedx.validation.xml import XmlValidator

import osdcheck
from osdcheck.errors import InvalidSbom
from osdcheck.sboms.check import open_sbom
from tests.sbom.samples import CYCLONEDX_EXPECTED, OWN_TEXT, cyclonedx_text

FORMATS = [OutputFormat.JSON, OutputFormat.XML]
VERSIONS = [
    SchemaVersion.V1_3,
    SchemaVersion.V1_4,
    SchemaVersion.V1_5,
    SchemaVersion.V1_6,
    SchemaVersion.V1_7,
]


def validation_error(text: str, form: OutputFormat, version: SchemaVersion) -> object:
    validator = JsonStrictValidator(version) if form is OutputFormat.JSON else XmlValidator(version)
    return validator.validate_str(text)


@pytest.mark.parametrize("form", FORMATS)
def test_verdicts_are_those_of_the_components(form: OutputFormat) -> None:
    report = osdcheck.check_sbom(cyclonedx_text(form, SchemaVersion.V1_6).encode())
    assert report.format == f"cyclonedx-{form.name.lower()}"
    assert (report.version, report.document) == ("1.6", "whole")
    assert {package.name: package.overall for package in report.packages} == CYCLONEDX_EXPECTED
    assert report.overall == "not-open"
    by_name = {package.name: package for package in report.packages}
    assert by_name["remote"].kind == "service"
    assert by_name["concluded"].basis == "concluded"
    assert by_name["by-id"].basis == "declared"
    assert by_name["several"].note == "Several licenses are listed; all of them are taken to apply."
    assert by_name["by-id"].id == "ref-by-id"
    assert [one.expression for one in report.unknown] == ["Terms of somebody"]
    assert next(one for one in report.licenses if one.expression == "House rules").text


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("version", VERSIONS)
def test_an_annotated_document_is_valid_and_says_the_verdicts(
    form: OutputFormat, version: SchemaVersion
) -> None:
    text = cyclonedx_text(form, version)
    assert validation_error(text, form, version) is None
    annotated = osdcheck.annotate_sbom(text.encode())
    assert validation_error(annotated.decode(), form, version) is None
    assert osdcheck.annotate_sbom(annotated) == annotated
    assert {one.name: one.overall for one in osdcheck.check_sbom(annotated).packages} == {
        one.name: one.overall for one in osdcheck.check_sbom(text.encode()).packages
    }


def test_properties_are_read_back_by_the_library() -> None:
    annotated = osdcheck.annotate_sbom(cyclonedx_text(OutputFormat.JSON, SchemaVersion.V1_6).encode())
    bom: Any = Bom.from_json(json.loads(annotated))  # type: ignore[attr-defined]  # made by a decorator
    several = next(one for one in bom.components if one.name == "several")
    values = {one.name: one.value for one in several.properties}
    assert values["osdcheck:overall"] == "not-open"
    assert values["osdcheck:license"] == "BUSL-1.1 AND MIT"
    assert "6" in values["osdcheck:failed-clauses"].split(", ")
    assert values["osdcheck:comment"].startswith(
        "osdcheck: not-open; declared license BUSL-1.1 AND MIT; fails"
    )


def test_what_the_library_does_not_know_is_kept() -> None:
    document = minimal([component("a", licenses=[{"license": {"id": "MIT", "licensing": {"licensor": {}}}}])])
    document["compositions"] = [{"aggregate": "complete"}]
    document["components"][0]["modelCard"] = {"bom-ref": "card"}
    annotated = json.loads(osdcheck.annotate_sbom(json.dumps(document).encode()))
    assert annotated["compositions"] == document["compositions"]
    assert annotated["components"][0].pop("properties")[0] == {"name": "osdcheck:overall", "value": "open"}
    assert annotated["components"] == document["components"]


def test_comments_and_foreign_elements_of_xml_are_kept() -> None:
    text = (
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1"><!-- by hand --><components>'
        '<component type="library"><name>a</name>'
        "<licenses><license><id>MI<!-- split -->T</id></license></licenses>"
        '<properties><property name="own">kept</property></properties>'
        '<x:more xmlns:x="urn:example:more">kept</x:more></component></components></bom>'
    )
    report = osdcheck.check_sbom(text.encode())
    assert [(one.id, one.overall) for one in report.packages] == [("components[0]", "open")]
    annotated = osdcheck.annotate_sbom(text.encode()).decode()
    assert "<!-- by hand -->" in annotated
    assert (
        '<property name="own">kept</property><property name="osdcheck:overall">open</property>' in annotated
    )
    assert "urn:example:more" in annotated
    assert validation_error(annotated, OutputFormat.XML, SchemaVersion.V1_5) is None


def test_properties_go_where_the_schema_wants_them() -> None:
    text = (
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1"><components>'
        '<component type="library"><name>a</name>'
        '<components><component type="file"><name>b</name></component></components>'
        "<evidence><copyright><text>c</text></copyright></evidence></component></components>"
        '<services><service><name>s</name><data><classification flow="inbound">PII</classification></data>'
        "<licenses><license><id>MIT</id></license></licenses></service></services></bom>"
    )
    assert validation_error(text, OutputFormat.XML, SchemaVersion.V1_6) is None
    annotated = osdcheck.annotate_sbom(text.encode()).decode()
    assert annotated.count("osdcheck:overall") == 3
    assert validation_error(annotated, OutputFormat.XML, SchemaVersion.V1_6) is None


def minimal(components: list[Any], version: str = "1.6") -> dict[str, Any]:
    return {"bomFormat": "CycloneDX", "specVersion": version, "version": 1, "components": components}


def component(name: str, **fields: Any) -> dict[str, Any]:
    return {"type": "library", "name": name, **fields}


def check(*components: Any) -> osdcheck.SbomReport:
    return osdcheck.check_sbom(json.dumps(minimal(list(components))).encode())


def test_an_old_document_is_judged_but_not_annotated() -> None:
    data = json.dumps(minimal([component("a", licenses=[{"expression": "MIT"}])], "1.2")).encode()
    assert osdcheck.check_sbom(data).overall == "open"
    with pytest.raises(osdcheck.UnsupportedSbom, match=r"CycloneDX 1\.2 has no properties"):
        osdcheck.annotate_sbom(data)


def test_a_version_nobody_can_validate_is_judged_but_not_annotated() -> None:
    data = json.dumps(minimal([component("a", licenses=[{"expression": "MIT"}])], "1.99")).encode()
    assert osdcheck.check_sbom(data).overall == "open"
    with pytest.raises(osdcheck.UnsupportedSbom, match=r"CycloneDX 1\.99 is newer"):
        osdcheck.annotate_sbom(data)


def test_an_encoded_text_is_judged() -> None:
    text = {"content": base64.b64encode(OWN_TEXT.encode()).decode(), "encoding": "base64"}
    report = check(component("a", licenses=[{"license": {"name": "x", "text": text}}]))
    assert report.overall == "not-open"


def test_a_text_that_says_more_than_its_id_needs_review() -> None:
    report = check(component("a", licenses=[{"license": {"id": "MIT", "text": {"content": OWN_TEXT}}}]))
    assert report.overall == "review"
    assert report.licenses[0].review_reasons == ("text-differs",)
    assert report.packages[0].note.startswith("Id and text differ")


def test_a_name_that_is_a_known_license_is_understood() -> None:
    report = check(component("a", licenses=[{"license": {"name": "Apache License 2.0"}}]))
    assert report.overall == "open"


def test_the_same_name_for_two_texts_gives_two_licenses() -> None:
    other = "Permission is granted to use, copy, modify, and distribute this software for any purpose."
    report = check(
        component("a", licenses=[{"license": {"name": "Ours", "text": {"content": OWN_TEXT}}}]),
        component("b", licenses=[{"license": {"name": "Ours", "text": {"content": other}}}]),
    )
    assert [(one.license, one.overall) for one in report.packages] == [
        ("Ours", "not-open"),
        ("Ours #2", "open"),
    ]


def test_texts_of_an_expression_are_judged() -> None:
    details = [{"licenseIdentifier": "LicenseRef-own", "text": {"content": OWN_TEXT}}]
    entry = {"expression": "LicenseRef-own", "expressionDetails": details}
    assert check(component("a", licenses=[entry])).overall == "not-open"


@pytest.mark.parametrize(
    "licenses",
    [
        [{"license": {}}],
        [{"foo": 1}],
        ["MIT"],
        [{"license": {"id": 5}}],
        "MIT",
        [{"expression": 1}],
        {"a": 1},
    ],
    ids=str,
)
def test_a_broken_license_entry_never_passes(licenses: Any) -> None:
    report = check(component("a", licenses=licenses), component("b", licenses=[{"expression": "MIT"}]))
    assert [(one.overall, one.reason) for one in report.packages] == [
        ("review", "unreadable"),
        ("open", "judged"),
    ]
    assert [error.package for error in report.errors] == ["components[0]"]


def test_a_broken_entry_beside_a_closed_license_stays_closed() -> None:
    report = check(component("a", licenses=[{"license": {}}, {"license": {"id": "BUSL-1.1"}}]))
    assert [(one.overall, one.reason) for one in report.packages] == [("not-open", "unreadable")]


@pytest.mark.parametrize(("words", "verdict"), [("NOASSERTION", "no-statement"), ("NONE", "no-license")])
def test_words_for_nothing_are_understood(words: str, verdict: str) -> None:
    report = check(component("a", licenses=[{"license": {"name": words}}]))
    assert report.packages[0].reason == verdict


def test_a_component_that_is_no_object_never_passes() -> None:
    report = check("text", component("b", licenses=[{"expression": "MIT"}]))
    assert [one.overall for one in report.packages] == ["review", "open"]


def test_a_name_and_an_id_of_the_same_words_are_one_license() -> None:
    entries: list[Any] = [{"license": {"name": "MIT"}}, {"license": {"id": "MIT"}}, {"expression": "MIT"}]
    report = check(*(component(f"p{index}", licenses=[one]) for index, one in enumerate(entries)))
    assert [(one.expression, one.packages) for one in report.licenses] == [("MIT", 3)]


@pytest.mark.parametrize(
    "document",
    [
        '{"bomFormat": "CycloneDX", "specVersion": "2.0", "components": []}',
        '{"bomFormat": "CycloneDX", "specVersion": "newest", "components": []}',
        '<bom xmlns="http://cyclonedx.org/schema/bom/2.0"><components/></bom>',
    ],
)
def test_a_document_of_another_major_version_is_refused(document: str) -> None:
    with pytest.raises(osdcheck.UnsupportedSbom, match="CycloneDX 1"):
        osdcheck.check_sbom(document.encode())


@pytest.mark.parametrize("key", ["components", "services"])
@pytest.mark.parametrize("value", ["x", {"name": "x"}, 3])
def test_packages_that_are_no_list_are_refused(tmp_path: Path, key: str, value: object) -> None:
    broken = tmp_path / "bom.json"
    document = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, key: value}
    broken.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InvalidSbom, match=f"{key} of CycloneDX is no list"):
        open_sbom(broken)


@pytest.mark.parametrize(
    ("name", "overall", "reason"),
    [
        ("BSD", "open", "judged"),
        ("LGPL", "open", "judged"),
        ("AGPL", "open", "judged"),
        ("MIT/X11", "open", "judged"),
        ("https://opensource.org/licenses/MIT", "open", "judged"),
        ("The Apache Software License, Version 2.0", "open", "judged"),
        ("cc", "review", "unknown-expression"),
        ("Foo License", "review", "unknown-expression"),
    ],
)
@pytest.mark.parametrize("field", ["name", "expression"])
def test_names_are_read_as_an_audit_reads_them(name: str, overall: str, reason: str, field: str) -> None:
    license_: dict[str, Any] = {"expression": name} if field == "expression" else {"license": {"name": name}}
    component = {"type": "library", "name": "x", "version": "1", "licenses": [license_]}
    document = {"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [component]}
    (package,) = osdcheck.check_sbom(json.dumps(document).encode()).packages
    assert (package.overall, package.reason) == (overall, reason)
