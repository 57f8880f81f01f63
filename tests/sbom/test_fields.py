"""Any value in any field of a document, and fields that are gone: judged or refused, never a defect."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from cyclonedx.schema import OutputFormat, SchemaVersion
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import osdcheck
from osdcheck.cli import main
from osdcheck.errors import InputError
from osdcheck.sboms.check import open_sbom
from tests.sbom.samples import cyclonedx_text, write_spdx

Way = tuple[str | int, ...]
SPDX3: dict[str, Any] = {
    "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
    "@graph": [
        {"type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1", "created": "2024-01-01T00:00:00Z"},
        {"type": "SpdxDocument", "spdxId": "urn:d", "creationInfo": "_:c", "rootElement": ["urn:p"]},
        {"type": "software_Package", "spdxId": "urn:p", "name": "p", "software_packageVersion": "1"},
        {
            "type": "simplelicensing_LicenseExpression",
            "spdxId": "urn:l",
            "simplelicensing_licenseExpression": "LicenseRef-x",
            "simplelicensing_customIdToUri": [{"key": "LicenseRef-x", "value": "urn:t"}],
        },
        {
            "type": "simplelicensing_SimpleLicensingText",
            "spdxId": "urn:t",
            "simplelicensing_licenseText": "All of it.",
        },
        {
            "type": "expandedlicensing_ConjunctiveLicenseSet",
            "spdxId": "urn:s",
            "expandedlicensing_member": ["urn:l", "urn:s"],
        },
        {
            "type": "Relationship",
            "spdxId": "urn:r",
            "from": "urn:p",
            "relationshipType": "hasConcludedLicense",
            "to": ["urn:l"],
        },
        {
            "type": "Relationship",
            "spdxId": "urn:q",
            "from": "urn:p",
            "relationshipType": "hasDeclaredLicense",
            "to": ["urn:s"],
        },
    ],
}
FORMS = ("spdx-json", "cyclonedx-json", "spdx3")
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, 10**40, "", "x", "\ud800", "\x00", "x" * 50_000, [], {}, [None], [[]], {"a": 1},
    [{"a": {}}], ["MIT"], {"license": {"id": 5}}, "(MIT AND", "MIT " * 2_000, "2024-99-99",
    {"content": "@@@", "encoding": "base64"},
)  # fmt: skip
GONE = object()
"""Stands for a field that is left out."""


@cache
def document(form: str) -> dict[str, Any]:
    if form == "spdx3":
        return SPDX3
    if form == "cyclonedx-json":
        found: dict[str, Any] = json.loads(cyclonedx_text(OutputFormat.JSON, SchemaVersion.V1_6))
        found["components"][0]["licenses"].append({"license": {"name": "x", "text": {"content": "TUlU"}}})
        return found
    with TemporaryDirectory() as folder:
        found = json.loads(write_spdx(form, Path(folder)).read_text(encoding="utf-8"))
    inside = {"relationshipType": "CONTAINS"}
    found["relationships"] += [
        {"spdxElementId": "SPDXRef-alpha", "relatedSpdxElement": "SPDXRef-beta", **inside},
        {"spdxElementId": "SPDXRef-beta", "relatedSpdxElement": "SPDXRef-alpha", **inside},
    ]
    return found


def places(value: Any, above: Way = ()) -> Iterator[Way]:
    if above:
        yield above
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*above, key))


def changed(form: str, place: Way, value: Any) -> bytes:
    whole = copy.deepcopy(document(form))
    holder: Any = whole
    for key in place[:-1]:
        holder = holder[key]
    if value is GONE:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    return json.dumps(whole).encode()


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    form = draw(st.sampled_from(FORMS))
    place = draw(st.sampled_from(list(places(document(form)))))
    return changed(form, place, draw(st.sampled_from((*VALUES, GONE))))


for form in FORMS:
    # Made once, outside of what is drawn: the library of the format draws random numbers of its own.
    document(form)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_value_in_any_field_is_judged_or_refused(data: bytes) -> None:
    try:
        read = open_sbom(data)
    except InputError:
        return
    report = read.report()
    json.loads(report.to_json())
    try:
        annotated = read.annotated(report)
    except osdcheck.UnsupportedSbom:
        return
    assert len(osdcheck.check_sbom(annotated).packages) == len(report.packages)


def test_relationships_in_a_circle_are_no_hang() -> None:
    report = osdcheck.check_sbom(json.dumps(document("spdx-json")).encode())
    assert report.count("open") == 3


@pytest.mark.parametrize("value", [True, 1, "x", {"a": 1}], ids=repr)
def test_names_of_texts_that_are_no_list_are_passed_over(value: object) -> None:
    data = changed("spdx3", ("@graph", 3, "simplelicensing_customIdToUri"), value)
    assert [one.overall for one in osdcheck.check_sbom(data).packages] == ["review"]


@pytest.mark.parametrize(
    ("form", "place", "value"),
    [
        ("spdx-json", ("packages",), {"a": 1}),
        ("spdx-json", ("spdxVersion",), 5),
        ("cyclonedx-json", ("components",), "x"),
        ("cyclonedx-json", ("specVersion",), None),
        ("spdx3", ("@graph",), 7),
    ],
)
def test_what_is_refused_ends_with_three(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, place: Way, value: object
) -> None:
    path = tmp_path / "document.json"
    path.write_bytes(changed(form, place, value))
    assert main(["sbom", str(path)]) == 3
    assert "Traceback" not in capsys.readouterr().err
