"""An audit as an SPDX document that the validator of spdx-tools accepts."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from osdcheck.auditing.run import audit
from osdcheck.core.audit import AuditReport, Conflict, Location
from osdcheck.identity.records import find_record, text_of
from osdcheck.resources import data_folder
from osdcheck.sboms.audited import document_of_audit
from osdcheck.sboms.check import check_sbom
from osdcheck.sboms.spdx_licenses import LicenseNames
from tests.sbom.samples import OWN_TEXT, parse_back, validation_messages


def known(name: str) -> str:
    record = find_record(name)
    assert record is not None
    return text_of(record)


MIT = (data_folder("license_texts") / "MIT.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audited") / "project"
    for path, text in {
        "LICENSE": (data_folder("license_texts") / "JSON.txt").read_text(encoding="utf-8"),
        "pyproject.toml": '[project]\nname = "project"\nversion = "1"\nlicense = "JSON"\n',
        "vendor/other/LICENSE": OWN_TEXT,
        "vendor/other/code.py": "pass\n",
        "code.py": "pass\n",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def report(root: Path) -> AuditReport:
    return audit(root)


@pytest.fixture(scope="module")
def written(report: AuditReport) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(document_of_audit(report))
    return document


def test_the_document_is_valid(report: AuditReport, tmp_path: Path) -> None:
    document = parse_back(document_of_audit(report).encode(), "spdx-json", tmp_path)
    assert validation_messages(document) == []
    assert document.creation_info.spdx_version == "SPDX-2.3"


def test_root_and_part_are_packages_with_their_verdicts(written: dict[str, Any]) -> None:
    packages = {one["name"]: one for one in written["packages"]}
    assert packages["project"]["licenseDeclared"] == "JSON"
    assert packages["project"]["licenseConcluded"] == "JSON"
    assert packages["project"]["annotations"][0]["comment"].startswith(
        "osdcheck: not-open; license JSON; fails"
    )
    assert packages["vendor/other"]["annotations"][0]["comment"].startswith("osdcheck: not-open")


def test_files_carry_hashes_and_texts(written: dict[str, Any], root: Path) -> None:
    files = {one["fileName"]: one for one in written["files"]}
    own = files["./vendor/other/LICENSE"]
    digests = {one["algorithm"]: one["checksumValue"] for one in own["checksums"]}
    assert digests["SHA256"] == hashlib.sha256((root / "vendor/other/LICENSE").read_bytes()).hexdigest()
    texts = {one["licenseId"]: one["extractedText"] for one in written["hasExtractedLicensingInfos"]}
    assert texts[own["licenseConcluded"]] == OWN_TEXT
    assert files["./LICENSE"]["licenseConcluded"] == "JSON"


def test_every_element_hangs_together(written: dict[str, Any]) -> None:
    said = {
        (one["spdxElementId"], one["relationshipType"], one["relatedSpdxElement"])
        for one in written["relationships"]
    }
    part = next(one["SPDXID"] for one in written["packages"] if one["name"] == "vendor/other")
    file = next(one["SPDXID"] for one in written["files"] if one["fileName"] == "./vendor/other/LICENSE")
    assert ("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-Package") in said
    assert ("SPDXRef-Package", "CONTAINS", part) in said
    assert (file, "METAFILE_OF", part) in said


def test_a_file_that_changed_since_is_only_named(report: AuditReport) -> None:
    changed = replace(report, files=tuple(replace(one, sha256="0" * 64) for one in report.files))
    document = json.loads(document_of_audit(changed))
    assert "files" not in document
    assert "Also judged: LICENSE." in document["packages"][0]["comment"]


def test_conflicts_are_annotations_of_the_document(report: AuditReport, tmp_path: Path) -> None:
    conflict = Conflict("declared-differs", "metadata says\nMIT", (Location("pyproject.toml", 4, 4, "MIT"),))
    text = document_of_audit(replace(report, conflicts=(conflict,)))
    document = parse_back(text.encode(), "spdx-json", tmp_path)
    assert validation_messages(document) == []
    said = [one.annotation_comment for one in document.annotations if one.spdx_id == "SPDXRef-DOCUMENT"]
    assert said == ["osdcheck: conflict (declared-differs): metadata says MIT"]


def test_two_runs_write_the_same(report: AuditReport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert document_of_audit(report) == document_of_audit(report)
    assert '"created": "2023-11-14T22:13:20Z"' in document_of_audit(report)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("MIT OR Apache-2.0", "MIT OR Apache-2.0"),
        ("LicenseRef-scancode-commons-clause", "LicenseRef-text-of-commons-clause"),
        ("LicenseRef-scancode-amazon-sl", "LicenseRef-scancode-amazon-sl"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("GPL-2.0-only WITH MIT", "NOASSERTION"),
        ("LicenseRef-nobody-knows", "NOASSERTION"),
        ("MIT AND Something", "NOASSERTION"),
        ("MIT AND (", "NOASSERTION"),
        (None, "NOASSERTION"),
    ],
)
def test_only_what_spdx_has_words_for_is_asserted(words: str | None, said: str) -> None:
    assert str(LicenseNames().expression(words)) == said


def test_several_declarations_hold_together() -> None:
    assert str(LicenseNames().conjunction(["MIT", "ISC OR MIT", "MIT"])) == "MIT AND (ISC OR MIT)"


def test_a_text_without_a_name_is_part_of_the_conclusion(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text(MIT)
    (tmp_path / "USE_POLICY.md").write_text("You may not use the software for military purposes.\n")
    written = json.loads(document_of_audit(audit(tmp_path)))
    (root,) = written["packages"]
    (extracted,) = written["hasExtractedLicensingInfos"]
    assert "military" in extracted["extractedText"]
    assert root["licenseConcluded"] == f"MIT AND {extracted['licenseId']}"


def test_a_section_that_counts_and_has_no_name_is_part_of_the_conclusion(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text(MIT)
    (tmp_path / "README.md").write_text("# X\n\n## License\n\nFree for non-commercial use only.\n")
    written = json.loads(document_of_audit(audit(tmp_path)))
    (extracted,) = written["hasExtractedLicensingInfos"]
    assert extracted["extractedText"].strip() == "Free for non-commercial use only."
    assert written["packages"][0]["licenseConcluded"] == f"MIT AND {extracted['licenseId']}"


def test_ids_are_written_as_spdx_writes_them(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: apache-2.0\n---\n# X\n")
    written = document_of_audit(audit(tmp_path))
    (root,) = json.loads(written)["packages"]
    assert (root["licenseDeclared"], root["licenseConcluded"]) == ("Apache-2.0", "Apache-2.0")
    assert validation_messages(parse_back(written.encode(), "spdx-json", tmp_path)) == []


PROPRIETARY = "LicenseRef-scancode-proprietary-license"
LINK = "https://huggingface.co/other/model/blob/main/LICENSE"


@pytest.mark.parametrize(
    ("path", "declaring", "said"),
    [
        ("package.json", '{"license": "The Apache Software License, Version 2.0"}', "Apache-2.0"),
        ("package.json", '{"license": "MIT/X11"}', "MIT OR X11"),
        ("package.json", '{"license": "GPL-3.0"}', "GPL-3.0-only"),
        ("package.json", '{"license": "BSD"}', "NOASSERTION"),
        ("package.json", '{"license": "MIT AND ("}', "NOASSERTION"),
        ("PKG-INFO", "Name: x\nClassifier: License :: Other/Proprietary License\n", PROPRIETARY),
        ("README.md", f"---\nlicense: mit\nlicense_link: {LINK}\n---\n", "MIT"),
    ],
)
def test_names_of_metadata_are_declared_as_the_audit_reads_them(
    tmp_path: Path, path: str, declaring: str, said: str
) -> None:
    (tmp_path / path).write_text(declaring)
    (tmp_path / "code.py").write_text("pass\n")
    written = document_of_audit(audit(tmp_path))
    assert json.loads(written)["packages"][0].get("licenseDeclared", "NOASSERTION") == said
    (tmp_path / "audit.spdx.json").write_text(written)
    assert validation_messages(parse_back(written.encode(), "spdx-json", tmp_path)) == []


STAFF = "\nThe Software may not be used by companies with more than 100 employees.\n"
BANNED = MIT.replace("without restriction, including", "with the restriction of no commercial use, including")


@pytest.mark.parametrize(
    "files",
    [
        {"LICENSE": MIT + STAFF, "package.json": '{"license": "MIT"}'},
        {"LICENSE": BANNED},
        {"LICENSE": MIT, "a.c": "/* Copyright Acme. All rights reserved. Proprietary and confidential. */\n"},
        {"LICENSE": "", "package.json": '{"license": "MIT"}'},
        {"LICENSES/MIT.txt": MIT, "b.c": "// SPDX-License-Identifier: LicenseRef-Bar\n"},
        {"README.md": "---\nlicense: apache-2.0\nbase_model: meta-llama/Llama-3.1-8B\n---\n# X\n"},
        {"code.py": "pass\n"},
        {"LICENSE": MIT, "README.md": "# X\n\n## License\n\nMIT. For research only.\n"},
    ],
)
def test_what_is_not_open_is_not_concluded_to_be(tmp_path: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    report = audit(tmp_path)
    written = document_of_audit(report)
    assert report.overall != "open"
    (package,) = check_sbom(written.encode()).packages
    assert package.overall != "open"
    assert json.loads(written)["packages"][0]["licenseConcluded"] not in {"MIT", "Apache-2.0"}
    (tmp_path / "out").mkdir()
    assert validation_messages(parse_back(written.encode(), "spdx-json", tmp_path / "out")) == []


def test_an_expression_names_changed_texts_by_themselves(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text(MIT + STAFF)
    (tmp_path / "package.json").write_text('{"license": "MIT"}')
    report = audit(tmp_path)
    (file,) = report.files
    assert report.expression == file.reference == f"LicenseRef-{file.sha256[:16]}"
    texts = json.loads(document_of_audit(report))["hasExtractedLicensingInfos"]
    assert [one["extractedText"] for one in texts] == [MIT + STAFF]


def test_an_expression_holds_the_texts_that_only_headers_name(tmp_path: Path) -> None:
    (tmp_path / "LICENSES").mkdir()
    (tmp_path / "LICENSES" / "MIT.txt").write_text(MIT)
    (tmp_path / "LICENSES" / "LicenseRef-Foo.txt").write_text("You may use this file for evaluation only.\n")
    (tmp_path / "a.c").write_text("// SPDX-License-Identifier: MIT\n")
    (tmp_path / "b.c").write_text("// SPDX-License-Identifier: LicenseRef-Foo\n")
    assert audit(tmp_path).expression == "MIT AND LicenseRef-Foo"


def test_every_reference_of_a_document_has_its_text_once(tmp_path: Path) -> None:
    classic = Path(__file__).parents[1] / "audit" / "data" / "classics" / "mysql"
    report = audit(classic)
    text = document_of_audit(report)
    document = json.loads(text)
    said = [one["licenseConcluded"] for one in (*document["packages"], *document["files"])]
    used = set(re.findall(r"LicenseRef-[\w.-]+", " ".join(said)))
    listed = [one["licenseId"] for one in document["hasExtractedLicensingInfos"]]
    assert sorted(used) == sorted(listed)
    assert report.expression == document["files"][0]["licenseConcluded"]
    assert document["files"][0]["licenseInfoInFiles"] == [report.expression]
    assert validation_messages(parse_back(text.encode(), "spdx-json", tmp_path)) == []


def test_a_file_lists_its_licenses_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text(f"{known('MIT')}\n\n----------\n\n{known('Apache-2.0')}")
    document = json.loads(document_of_audit(audit(tmp_path)))
    (file,) = document["files"]
    assert file["licenseConcluded"] == "MIT AND Apache-2.0"
    assert file["licenseInfoInFiles"] == ["MIT", "Apache-2.0"]
