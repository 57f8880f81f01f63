"""SPDX 3: packages and the licenses that relationships give them."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

import osdcheck
from tests.sbom.samples import OWN_TEXT, spdx_document

BASE = "https://example.org/three/"


def element(sort: str, place: str, /, **fields: Any) -> dict[str, Any]:
    return {"type": sort, "spdxId": BASE + place, "creationInfo": "_:info", **fields}


def relation(package: str, license_id: str, kind: str = "hasConcludedLicense") -> dict[str, Any]:
    target = license_id if license_id.startswith(("http", "expandedlicensing")) else BASE + license_id
    ends = {"from": BASE + package, "to": [target], "relationshipType": kind}
    return element("Relationship", f"relation-{package}-{kind}", **ends)


def document(*elements: dict[str, Any]) -> bytes:
    info = {
        "type": "CreationInfo",
        "@id": "_:info",
        "specVersion": "3.0.1",
        "created": "2024-01-01T00:00:00Z",
    }
    graph = [info, element("SpdxDocument", "document", name="three"), *elements]
    return json.dumps(
        {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph}
    ).encode()


def expression(name: str, words: str, **fields: Any) -> dict[str, Any]:
    fields = {"simplelicensing_licenseExpression": words, **fields}
    return element("simplelicensing_LicenseExpression", name, **fields)


def test_packages_are_judged_by_their_relationships() -> None:
    custom = [{"type": "DictionaryEntry", "key": "LicenseRef-own", "value": BASE + "text"}]
    report = osdcheck.check_sbom(
        document(
            element("software_Package", "a", name="a", software_packageVersion="1.0"),
            element("ai_AIPackage", "b", name="b"),
            element("software_Package", "c", name="c"),
            element("software_Package", "d", name="d"),
            element("software_Package", "e", name="e"),
            element("simplelicensing_SimpleLicensingText", "text", simplelicensing_licenseText=OWN_TEXT),
            expression("mit", "MIT"),
            expression("own", "LicenseRef-own", simplelicensing_customIdToUri=custom),
            relation("a", "mit"),
            relation("b", "own"),
            relation("c", "text", "hasDeclaredLicense"),
            relation("d", "expandedlicensing_NoAssertionLicense"),
            relation("e", "expandedlicensing_NoneLicense"),
        )
    )
    assert (report.format, report.version, report.document) == ("spdx3-json-ld", "3.0.1", "three")
    assert {one.name: (one.overall, one.basis) for one in report.packages} == {
        "a": ("open", "concluded"),
        "b": ("not-open", "concluded"),
        "c": ("not-open", "declared"),
        "d": ("review", "none"),
        "e": ("not-open", "concluded"),
    }
    assert report.packages[0].version == "1.0"


def test_sets_and_listed_licenses_become_expressions() -> None:
    members = ["https://spdx.org/licenses/MIT", BASE + "either"]
    choice = ["https://spdx.org/licenses/BUSL-1.1", "https://spdx.org/licenses/ISC"]
    report = osdcheck.check_sbom(
        document(
            element("software_Package", "a", name="a"),
            element("expandedlicensing_ConjunctiveLicenseSet", "both", expandedlicensing_member=members),
            element("expandedlicensing_DisjunctiveLicenseSet", "either", expandedlicensing_member=choice),
            relation("a", "both"),
        )
    )
    assert report.packages[0].concluded == "(MIT AND (BUSL-1.1 OR ISC))"
    assert report.overall == "open"


@pytest.mark.parametrize("target", ["missing", "loop", "wide"])
def test_license_elements_that_cannot_be_read_need_review(target: str) -> None:
    loop = [BASE + "loop", "https://spdx.org/licenses/MIT"]
    names = ["wide", *(f"wide{level}" for level in range(30))]
    wide = [
        element("expandedlicensing_ConjunctiveLicenseSet", name, expandedlicensing_member=[BASE + below] * 9)
        for name, below in pairwise(names)
    ]
    report = osdcheck.check_sbom(
        document(
            element("software_Package", "a", name="a"),
            element("expandedlicensing_ConjunctiveLicenseSet", "loop", expandedlicensing_member=loop),
            *wide,
            relation("a", target),
        )
    )
    assert (report.overall, len(report.errors)) == ("review", 1)


def test_what_spdx_tools_writes_as_version_3_is_read(
    tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from spdx_tools.spdx3.bump_from_spdx2.spdx_document import bump_spdx_document
    from spdx_tools.spdx3.writer.json_ld.json_ld_writer import write_payload

    write_payload(bump_spdx_document(spdx_document()), str(tmp_path / "three"))
    report = osdcheck.check_sbom(tmp_path / "three.jsonld")
    assert report.version == "3.0.0"
    assert {one.name for one in report.packages} >= {"alpha", "zeta"}
    # The library leaves every license out.
    assert {one.reason for one in report.packages} == {"no-statement"}


def test_annotating_is_refused_with_a_way_out() -> None:
    with pytest.raises(osdcheck.UnsupportedSbom, match=r"SPDX 2\.3"):
        osdcheck.annotate_sbom(document(element("software_Package", "a", name="a")))
