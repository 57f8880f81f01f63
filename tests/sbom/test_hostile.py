"""Documents made to hang, to blow up or to reach out: each ends in a typed error or in a report."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import osdcheck
from osdcheck.errors import InputError
from osdcheck.sboms.read import read_inventory
from tests.sbom.samples import write_spdx

ENTITIES = "".join(f'<!ENTITY e{level + 1} "{f"&e{level};" * 10}">' for level in range(20))
LAUGHS = f'<!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e20 SYSTEM "file:///etc/hostname">]>'
XML_BODIES = {
    "spdx": "<Document><spdxVersion>SPDX-2.3</spdxVersion><name>&e20;</name></Document>",
    "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&e20;</rdf:RDF>',
    "cyclonedx": '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>&e20;</components></bom>',
}
YAML_HEAD = "spdxVersion: SPDX-2.3\nname: y\n"


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("body", XML_BODIES.values(), ids=XML_BODIES)
def test_entities_are_refused_before_they_are_read(body: str, doctype: str) -> None:
    with pytest.raises(osdcheck.InvalidSbom, match="Remove the DOCTYPE"):
        osdcheck.check_sbom(f'<?xml version="1.0"?>{doctype}{body}'.encode())


def yaml_bomb(merge: bool) -> str:
    key = "<<: [" if merge else "v: ["
    levels = [f"l{n + 1}: &l{n + 1} {{{key}{', '.join([f'*l{n}'] * 10)}]}}" for n in range(12)]
    return YAML_HEAD + "\n".join(["l0: &l0 {k: v}", *levels]) + "\n"


@pytest.mark.parametrize("merge", [False, True], ids=["aliases", "merge keys"])
def test_yaml_aliases_that_multiply_are_refused(merge: bool) -> None:
    with pytest.raises(osdcheck.InvalidSbom, match="aliases that stand for more than"):
        osdcheck.check_sbom(yaml_bomb(merge).encode())


def test_a_yaml_value_that_contains_itself_is_refused() -> None:
    with pytest.raises(osdcheck.InvalidSbom, match="contains itself"):
        osdcheck.check_sbom(f"{YAML_HEAD}packages: &p\n- *p\n".encode())


def test_a_few_aliases_are_read() -> None:
    text = (
        f"{YAML_HEAD}packages:\n- &p {{SPDXID: SPDXRef-p, name: p, licenseDeclared: MIT, "
        "downloadLocation: NONE}\n- *p\n"
    )
    assert osdcheck.check_sbom(text.encode()).count("open") == 2


DEEP = {
    "json": '{"spdxVersion": "SPDX-2.3", "packages": ' + "[" * 200_000,
    "json closed": '{"spdxVersion": "SPDX-2.3", "packages": ' + "[" * 5_000 + "]" * 5_000 + "}",
    "yaml": YAML_HEAD + "packages: " + "[" * 900,
    "xml": "<Document>" + "<a>" * 20_000,
    "cyclonedx": '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">' + "<components><component>" * 5_000,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_nesting_is_refused(text: str) -> None:
    with pytest.raises(osdcheck.InvalidSbom, match="nested deeper than 200 levels"):
        osdcheck.check_sbom(text.encode())


def test_components_may_be_nested_as_deep_as_json_goes() -> None:
    component: dict[str, Any] = {"type": "library", "name": "innermost", "licenses": [{"expression": "MIT"}]}
    for level in range(80):
        component = {"type": "library", "name": str(level), "components": [component]}
    data = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component]}).encode()
    report = osdcheck.check_sbom(data)
    assert len(report.packages) == 81
    assert report.packages[-1].overall == "open"
    assert osdcheck.check_sbom(osdcheck.annotate_sbom(data)).packages[-1].name == "innermost"


def rdf_with_sets(tmp_path: Path, members: dict[str, list[str]]) -> bytes:
    """The sample, with the concluded license of ``alpha`` replaced by the first of these sets."""
    text = write_spdx("spdx-rdf", tmp_path).read_text(encoding="utf-8")
    base = "https://example.org/sample#"
    first = next(iter(members))
    mit = '<spdx:licenseConcluded rdf:resource="http://spdx.org/licenses/MIT"/>'
    assert mit in text
    text = text.replace(mit, f'<spdx:licenseConcluded rdf:resource="{base}set-{first}"/>', 1)
    sets = "".join(
        f'<spdx:ConjunctiveLicenseSet rdf:about="urn:set:{name}">'
        + "".join(f'<spdx:member rdf:resource="urn:set:{member}"/>' for member in inner)
        + "</spdx:ConjunctiveLicenseSet>"
        for name, inner in members.items()
    )
    text = text.replace(f"{base}set-{first}", f"urn:set:{first}")
    return text.replace("</rdf:RDF>", f"{sets}</rdf:RDF>").encode()


@pytest.mark.parametrize(
    "members",
    [
        {"a": ["a", "b"], "b": ["a"]},
        {f"l{n}{side}": [f"l{n + 1}x", f"l{n + 1}y"] for n in range(40) for side in "xy"},
    ],
    ids=["cycle", "shared members"],
)
def test_license_sets_of_rdf_that_grow_without_end_are_refused(
    tmp_path: Path, members: dict[str, list[str]]
) -> None:
    report = osdcheck.check_sbom(rdf_with_sets(tmp_path, members))
    assert [error.message for error in report.errors] == [
        "license sets of more than 1,000 members, or of themselves"
    ]
    broken = [one for one in report.packages if one.reason == "unreadable"]
    assert [one.overall for one in broken] == ["review"]
    assert len(report.packages) == 8


def test_strange_values_of_rdf_are_no_noise(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    text = write_spdx("spdx-rdf", tmp_path).read_text(encoding="utf-8").replace(">false<", ">perhaps<")
    assert ">perhaps<" in text
    osdcheck.check_sbom(text.encode())
    assert [str(one.message) for one in recwarn if "perhaps" in str(one.message)] == []


def test_rdf_that_cannot_be_written_is_judged_but_not_annotated(tmp_path: Path) -> None:
    text = write_spdx("spdx-rdf", tmp_path).read_text(encoding="utf-8")
    data = text.replace("</spdx:Package>", "<a>x</a></spdx:Package>").encode()
    assert b"<a>x</a>" in data
    assert osdcheck.check_sbom(data).packages
    with pytest.raises(osdcheck.UnsupportedSbom, match="not to be written as RDF"):
        osdcheck.annotate_sbom(data)


@pytest.mark.parametrize("documents", [0, 2])
def test_rdf_without_one_document_is_refused_and_the_process_lives(documents: int) -> None:
    inner = "".join(
        f'<s:SpdxDocument xmlns:s="http://spdx.org/rdf/terms#" rdf:about="urn:x{n}#D"/>'
        for n in range(documents)
    )
    text = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{inner}</rdf:RDF>'
    with pytest.raises(osdcheck.InvalidSbom, match="without one SPDX document"):
        osdcheck.check_sbom(text.encode())


def test_a_text_of_tag_value_that_never_ends_is_no_hang() -> None:
    text = "SPDXVersion: SPDX-2.3\nDocumentComment: <text>" + "< a" * 300_000
    with pytest.raises(InputError):
        osdcheck.check_sbom(text.encode())


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 5_000 + "MIT" + ")" * 5_000,
        "MIT AND " * 2_400 + "MIT",
        "x" * 100_000,
        "MIT OR \ud800",
        "\x00",
        "(",
    ],
    ids=["parentheses", "operands", "long", "surrogate", "zero", "open"],
)
def test_expressions_made_to_break_the_reader_need_review_at_most(expression: str) -> None:
    packages = [
        {"SPDXID": "SPDXRef-a", "name": "a", "downloadLocation": "NONE", "licenseConcluded": expression}
    ]
    data = json.dumps({"spdxVersion": "SPDX-2.3", "packages": packages}).encode()
    report = osdcheck.check_sbom(data)
    assert report.packages[0].overall in {"open", "review"}
    json.loads(report.to_json())
    assert len(osdcheck.check_sbom(osdcheck.annotate_sbom(data)).packages) == 1


NO_DOCUMENT: dict[str, tuple[bytes, type[InputError]]] = {
    "empty": (b"", osdcheck.EmptyInput),
    "blank": (b"\xef\xbb\xbf \n", osdcheck.EmptyInput),
    "words": (b"MIT License", osdcheck.InvalidSbom),
    "list": (b"[1, 2]", osdcheck.InvalidSbom),
    "other object": (b'{"name": "x"}', osdcheck.InvalidSbom),
    "number": (b'{"spdxVersion": "SPDX-2.3", "x": ' + b"9" * 10_000 + b"}", osdcheck.InvalidSbom),
    "html": (b"<html><body/></html>", osdcheck.InvalidSbom),
    "cut": (b'{"spdxVersion": "SPDX-2.3", "pack', osdcheck.InvalidSbom),
    "packages": (b'{"spdxVersion": "SPDX-2.3", "packages": {"a": 1}}', osdcheck.InvalidSbom),
    "version": (b'{"bomFormat": "CycloneDX"}', osdcheck.InvalidSbom),
    "program": (b"\x7fELF\x00\x01", osdcheck.BinaryInput),
    "image": (b"\x89PNG\r\n\x1a\n\x00", osdcheck.BinaryInput),
    "cut xml": (b'<bom xmlns="http://cyclonedx.org/schema/bom/1.6">', osdcheck.InvalidSbom),
    "encoding": (b'<?xml version="1.0" encoding="nonsense"?><bom/>', osdcheck.InvalidSbom),
}


@pytest.mark.parametrize(("data", "error"), NO_DOCUMENT.values(), ids=NO_DOCUMENT)
def test_what_is_no_document_is_refused_with_a_reason(data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error) as caught:
        osdcheck.check_sbom(data)
    assert caught.value.hint


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(osdcheck.UnreadableInput):
        osdcheck.check_sbom(tmp_path / "nothing.json")
    with pytest.raises(osdcheck.UnreadableInput):
        osdcheck.check_sbom(tmp_path)


def test_a_document_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("osdcheck.sboms.read.LIMIT", 100)
    (tmp_path / "big.json").write_bytes(b" " * 101)
    with pytest.raises(osdcheck.InputTooLarge):
        osdcheck.check_sbom(tmp_path / "big.json")


def test_utf_16_is_read() -> None:
    text = '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": []}'
    assert osdcheck.check_sbom(text.encode("utf-16")).version == "1.6"


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["MIT", "NONE", "purl"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
SPDX_KEYS = st.sampled_from(
    ["SPDXID", "name", "versionInfo", "licenseConcluded", "licenseDeclared", "externalRefs", "annotations"]
)
CDX_KEYS = st.sampled_from(
    ["type", "name", "version", "bom-ref", "purl", "licenses", "components", "properties", "group"]
)
LICENSES = st.lists(
    st.dictionaries(st.sampled_from(["license", "expression", "acknowledgement"]), VALUES, max_size=3),
    max_size=3,
)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(
    st.lists(st.dictionaries(SPDX_KEYS, VALUES, max_size=6) | VALUES, max_size=3),
    st.dictionaries(st.sampled_from(["name", "creationInfo", "hasExtractedLicensingInfos", "files"]), VALUES),
)
def test_any_values_in_spdx_are_read_or_refused(packages: list[Any], fields: dict[str, Any]) -> None:
    data = json.dumps({"spdxVersion": "SPDX-2.3", **fields, "packages": packages}).encode()
    try:
        inventory = read_inventory(data, "x")
    except InputError:
        return
    assert len(inventory.entries) == len(packages) or not packages


@QUICK
@given(st.lists(st.dictionaries(CDX_KEYS, VALUES | LICENSES, max_size=6) | VALUES, max_size=3))
def test_any_values_in_cyclonedx_are_read(components: list[Any]) -> None:
    data = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components}).encode()
    assert len(read_inventory(data, "x").entries) >= len(components)


@QUICK
@given(st.sampled_from([b"{", b"<", b"SPDXVersion: ", b"spdxVersion: SPDX-2.3\n"]), st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(head: bytes, tail: bytes) -> None:
    with suppress(InputError):
        read_inventory(head + tail, "x")


def test_unknown_names_are_searched_for_a_few_times_only(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []

    def nearest(name: str) -> tuple[str, ...]:
        searched.append(name)
        return ()

    monkeypatch.setattr("osdcheck.expressions.judge.nearest_ids", nearest)
    monkeypatch.setattr("osdcheck.sboms.verdicts.MOST_SEARCHES", 3)
    words = [*(f"Unknown-{index}" for index in range(10)), "MIT OR Unknown-10", "MIT OR (ISC AND GPL-2.0+)"]
    components = [{"type": "library", "name": one, "licenses": [{"expression": one}]} for one in words]
    components.append({"type": "library", "name": "n", "licenses": [{"license": {"name": "Our terms"}}]})
    data = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components}).encode()
    report = osdcheck.check_sbom(data)
    assert len(searched) == 3
    assert [one.overall for one in report.packages] == ["review"] * 10 + ["open", "open", "review"]
    assert "'Unknown-10' in 'MIT OR Unknown-10': unknown license" in str(report.unknown[10].problem)
