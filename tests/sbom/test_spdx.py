"""SPDX 2 in every serialization gives the same verdicts, and takes annotations its library accepts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import osdcheck
from tests.sbom.samples import EXPECTED, STATED, SUFFIXES, parse_back, validation_messages, write_spdx

FORMS = list(SUFFIXES)


@pytest.fixture(scope="module", params=FORMS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def path(form: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_spdx(form, tmp_path_factory.mktemp("spdx"))


@pytest.fixture(scope="module")
def report(path: Path) -> osdcheck.SbomReport:
    return osdcheck.check_sbom(path)


def test_verdicts_are_the_same_in_every_serialization(report: osdcheck.SbomReport, form: str) -> None:
    assert (report.format, report.version, report.document) == (form, "2.3", "sample")
    found = {package.name: (package.overall, package.reason, package.basis) for package in report.packages}
    assert found == EXPECTED
    assert report.overall == "not-open"
    assert report.errors == ()


def test_packages_carry_what_the_document_says(report: osdcheck.SbomReport) -> None:
    alpha = next(package for package in report.packages if package.name == "alpha")
    assert (alpha.id, alpha.version, alpha.purl) == ("SPDXRef-alpha", "1.10", "pkg:pypi/alpha@1.10")
    for package in report.packages:
        if " OR " not in str(package.declared):
            assert (package.concluded, package.declared) == STATED[package.name]


def test_an_extracted_text_is_judged_as_a_text(report: osdcheck.SbomReport) -> None:
    own = next(one for one in report.licenses if one.expression == "LicenseRef-Own")
    assert own.text
    assert own.overall == "not-open"
    assert 6 in {clause.number for clause in own.clauses if clause.verdict == "fail"}


def test_a_declared_license_of_another_verdict_is_mentioned(report: osdcheck.SbomReport) -> None:
    theta = next(package for package in report.packages if package.name == "theta")
    assert theta.note == "The declared license BUSL-1.1 is judged not-open."


def test_an_annotated_document_is_valid_and_says_the_verdicts(
    path: Path, form: str, report: osdcheck.SbomReport, tmp_path: Path
) -> None:
    annotated = osdcheck.annotate_sbom(path, report=report)
    document = parse_back(annotated, form, tmp_path)
    assert validation_messages(document) == []
    comments = {one.spdx_id: one.annotation_comment for one in document.annotations}
    assert set(comments) == {f"SPDXRef-{name}" for name in EXPECTED}
    for name, (overall, _, _) in EXPECTED.items():
        assert comments[f"SPDXRef-{name}"].startswith(f"osdcheck: {overall}")
    assert {str(one.annotator.name) for one in document.annotations} == {f"osdcheck-{osdcheck.__version__}"}


def test_annotating_twice_leaves_one_annotation_a_package(
    path: Path, form: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    once = osdcheck.annotate_sbom(path)
    twice = osdcheck.annotate_sbom(once)
    document = parse_back(twice, form, tmp_path)
    assert len(document.annotations) == len(EXPECTED)
    assert {one.annotation_date.isoformat() for one in document.annotations} == {"2023-11-14T22:13:20"}
    if form != "spdx-rdf":
        assert twice == once


def test_a_report_of_another_document_is_refused(path: Path, report: osdcheck.SbomReport) -> None:
    with pytest.raises(ValueError, match="another document"):
        osdcheck.annotate_sbom(path.read_bytes() + b"\n", report=report)


def minimal(**fields: Any) -> bytes:
    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": "minimal",
        "documentNamespace": "https://example.org/minimal",
        "creationInfo": {"created": "2024-01-01T00:00:00Z", "creators": ["Tool: hand"]},
    }
    return json.dumps({**document, **fields}).encode()


def package(name: str, **fields: Any) -> dict[str, Any]:
    base = {
        "SPDXID": f"SPDXRef-{name}",
        "name": name,
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
    }
    return {**base, **fields}


def test_an_unknown_expression_is_listed_and_costs_only_its_package() -> None:
    report = osdcheck.check_sbom(
        minimal(
            packages=[
                package("a", licenseConcluded="Apach-2.0"),
                package("b", licenseConcluded="GPL 2 or (later"),
                package("c", licenseConcluded="MIT"),
            ]
        )
    )
    assert [one.overall for one in report.packages] == ["review", "review", "open"]
    assert {one.reason for one in report.packages[:2]} == {"unknown-expression"}
    assert [one.expression for one in report.unknown] == ["Apach-2.0", "GPL 2 or (later"]
    assert "Apache-2.0" in report.unknown[0].nearest
    assert report.to_dict()["unknown"][0]["packages"] == 1


@pytest.mark.parametrize(
    ("expression", "overall"),
    [
        ("MIT OR LicenseRef-Nowhere", "open"),
        ("(MIT AND LicenseRef-Nowhere) OR Apache-2.0", "open"),
        ("Elastic-2.0 AND LicenseRef-Nowhere", "not-open"),
        ("Elastic-2.0 OR LicenseRef-Nowhere", "review"),
        ("MIT AND LicenseRef-Nowhere", "review"),
        ("GPL-2.0-only WITH LicenseRef-Nowhere", "review"),
    ],
)
def test_an_unknown_license_in_an_expression_is_an_open_question(expression: str, overall: str) -> None:
    report = osdcheck.check_sbom(minimal(packages=[package("a", licenseConcluded=expression)]))
    assert (report.packages[0].overall, report.packages[0].reason) == (overall, "unknown-expression")
    assert [one.expression for one in report.unknown] == [expression]


def test_a_reference_without_a_text_is_unknown() -> None:
    report = osdcheck.check_sbom(minimal(packages=[package("a", licenseDeclared="LicenseRef-Nowhere")]))
    assert report.packages[0].reason == "unknown-expression"
    assert report.overall == "review"


def test_an_extracted_text_that_is_only_an_address_needs_review() -> None:
    extracted = [{"licenseId": "LicenseRef-url", "extractedText": "https://example.org/license.txt"}]
    report = osdcheck.check_sbom(
        minimal(
            packages=[package("a", licenseConcluded="LicenseRef-url")], hasExtractedLicensingInfos=extracted
        )
    )
    assert report.overall == "review"


def test_a_package_the_library_refuses_is_judged_and_reported() -> None:
    broken = {"name": "half", "versionInfo": 7, "licenseConcluded": "BUSL-1.1"}
    report = osdcheck.check_sbom(minimal(packages=[broken, package("b", licenseConcluded="MIT")]))
    assert [one.overall for one in report.packages] == ["not-open", "open"]
    assert report.packages[0].id == "packages[0]"
    assert [(error.package, error.type) for error in report.errors] == [("packages[0]", "InvalidEntry")]


def test_an_entry_without_fields_never_passes() -> None:
    report = osdcheck.check_sbom(minimal(packages=["text", package("b", licenseConcluded="MIT")]))
    assert [(one.overall, one.reason) for one in report.packages] == [
        ("review", "unreadable"),
        ("open", "judged"),
    ]


def test_files_are_the_entries_where_there_are_no_packages() -> None:
    file = {
        "SPDXID": "SPDXRef-f",
        "fileName": "./a.c",
        "licenseConcluded": "NOASSERTION",
        "licenseInfoInFiles": ["MIT", "BUSL-1.1"],
    }
    report = osdcheck.check_sbom(minimal(files=[file]))
    assert [(one.kind, one.name, one.declared) for one in report.packages] == [
        ("file", "./a.c", "MIT AND BUSL-1.1")
    ]
    assert report.overall == "not-open"


def test_a_document_without_packages_needs_review() -> None:
    report = osdcheck.check_sbom(minimal())
    assert (report.overall, report.packages) == ("review", ())


def test_each_distinct_license_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import osdcheck.expressions as room

    judged: list[str] = []
    original = room.check_expression

    def counted(expression: str, **options: Any) -> osdcheck.Report:
        judged.append(expression)
        return original(expression, **options)

    monkeypatch.setattr(room, "check_expression", counted)
    packages = [package(f"p{index}", licenseConcluded=("MIT", "ISC")[index % 2]) for index in range(500)]
    report = osdcheck.check_sbom(minimal(packages=packages))
    assert report.count("open") == 500
    assert sorted(judged) == ["ISC", "MIT"]
    assert sum(one.packages for one in report.licenses) == 500


def test_a_document_of_another_major_version_is_refused() -> None:
    with pytest.raises(osdcheck.UnsupportedSbom, match=r"SPDX-1\.2"):
        osdcheck.check_sbom(minimal(spdxVersion="SPDX-1.2"))


def test_text_of_an_annotation_cannot_add_tags() -> None:
    tags = (
        "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: x\n"
        "DocumentNamespace: https://example.org/x\nCreator: Tool: x\nCreated: 2024-01-01T00:00:00Z\n\n"
        "PackageName: p\nSPDXID: SPDXRef-p\nPackageDownloadLocation: NOASSERTION\nFilesAnalyzed: false\n"
        "PackageLicenseConcluded: MIT</text> PackageName: q\n"
    )
    annotated = osdcheck.annotate_sbom(tags.encode()).decode()
    assert annotated.count("</text>") == tags.count("</text>") + 1
    assert len(osdcheck.check_sbom(annotated.encode()).packages) == 1


def test_yaml_keeps_numbers_as_they_are_written() -> None:
    document = (
        "spdxVersion: SPDX-2.3\nname: y\npackages:\n- name: p\n  versionInfo: 1.10\n  licenseDeclared: MIT\n"
    )
    report = osdcheck.check_sbom(document.encode())
    assert [(one.version, one.overall) for one in report.packages] == [("1.10", "open")]


def test_yaml_means_what_pyyaml_makes_of_it() -> None:
    import yaml

    from osdcheck.sboms.bounds import load_yaml

    text = (
        "base: &base {a: 1, b: [x, 'y', \"z\\n\"], c: }\nnext: {<<: *base, a: -2}\n"
        "both: {<<: [{a: 3}, *base]}\nyes: [true, False, null, ~, '1', 007x, +5]\nlong: |\n  one\n  two\n"
        "folded: >-\n  one\n  two\n? key\n: value\nagain: *base\ntext: !!str 12\nempty: {}\nnone: []\n"
    )
    expected = yaml.safe_load(text)
    # YAML 1.1 reads the word as a truth value; in 1.2, and here, it is a word.
    expected["yes"] = expected.pop(True)
    assert load_yaml(text, "x") == expected


@pytest.mark.parametrize(
    "text",
    ["a: !!python/object:os.system x", "? [a]\n: b", "a: *nothing", "a: 1\n---\nb: 2", "a: {<<: 1}", "a: ["],
)
def test_yaml_beyond_plain_values_is_refused(text: str) -> None:
    with pytest.raises(osdcheck.InvalidSbom):
        osdcheck.check_sbom(f"spdxVersion: SPDX-2.3\n{text}\n".encode())
