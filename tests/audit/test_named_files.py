"""License files that only the metadata knows: of any name, wherever they stand."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import pytest

import osdcheck
from tests.audit.conftest import Repository, text

MIT, ELASTIC = text("MIT"), text("Elastic-2.0")
NAMING: dict[str, tuple[str, str]] = {
    "npm": ("package.json", '{"license": "SEE LICENSE IN house/rules.txt"}'),
    "cargo": ("Cargo.toml", '[package]\nname = "x"\nlicense-file = "house/rules.txt"\n'),
    "pep639": ("pyproject.toml", '[project]\nname = "x"\nlicense-files = ["house/rules.txt"]\n'),
    "older": ("pyproject.toml", '[project]\nname = "x"\nlicense = {file = "house/rules.txt"}\n'),
    "setup.cfg": ("setup.cfg", "[metadata]\nlicense_file = house/rules.txt\n"),
    "card": (
        "README.md",
        "---\nlicense: other\nlicense_name: house\nlicense_link: house/rules.txt\n---\n# M\n",
    ),
    "dotted": ("Cargo.toml", '[package]\nname = "x"\nlicense-file = "./house/../house/rules.txt"\n'),
}


@pytest.mark.parametrize("naming", NAMING.values(), ids=list(NAMING))
def test_a_file_that_metadata_names_is_a_license_of_the_project(
    repository: Repository, naming: tuple[str, str]
) -> None:
    report = osdcheck.audit(repository({naming[0]: naming[1], "house/rules.txt": ELASTIC, "main.js": ""}))
    assert (report.overall, [project.path for project in report.projects]) == ("not-open", [])
    assert [(file.path, file.role, file.counted, file.project) for file in report.files] == [
        ("house/rules.txt", "license", "whole", "")
    ]
    assert "file-missing" not in {conflict.kind for conflict in report.conflicts}


def test_authors_that_a_package_lists_beside_its_license_hold_no_terms(repository: Repository) -> None:
    authors = "Ann used it for good and never for evil.\n\nContributors\n\n* Bo <bo@example.org>\n"
    listed = "Metadata-Version: 2.4\nName: x\nLicense-File: LICENSE\nLicense-File: AUTHORS\n\n"
    report = osdcheck.audit(repository({"PKG-INFO": listed, "LICENSE": MIT, "AUTHORS": authors, "x.py": ""}))
    assert (report.overall, [file.path for file in report.files]) == ("open", ["LICENSE"])


def test_a_named_file_is_read_in_archives_as_well(tmp_path: Path) -> None:
    files = {"x-1/package.json": NAMING["npm"][1], "x-1/house/rules.txt": ELASTIC}
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        for path in files:
            made.write(tmp_path / path, path)
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as packed:
        packed.add(tmp_path / "x-1", "x-1")
    for name in ("a.zip", "a.tar.gz"):
        report = osdcheck.audit(tmp_path / name)
        assert [file.path for file in report.files] == ["house/rules.txt"], name
        assert report.overall == "not-open"


def test_a_file_of_the_usual_name_in_another_folder_is_that_of_the_project_that_names_it(
    repository: Repository,
) -> None:
    manifest = '[package]\nname = "x"\nlicense-file = "docs/LICENSE.txt"\n'
    report = osdcheck.audit(repository({"Cargo.toml": manifest, "docs/LICENSE.txt": MIT}))
    assert (report.overall, report.expression, report.projects) == ("open", "MIT", ())


def test_a_member_that_names_the_license_above_it_is_no_project_of_its_own(repository: Repository) -> None:
    member = '[package]\nname = "a"\nlicense-file = "../LICENSE"\n'
    report = osdcheck.audit(repository({"LICENSE": MIT, "a/Cargo.toml": member, "a/lib.rs": ""}))
    assert (report.overall, report.projects, report.conflicts) == ("open", (), ())


@pytest.mark.parametrize("outside", ["../../etc/passwd", "/etc/passwd", "C:\\rules.txt"])
def test_a_name_that_leads_out_of_the_repository_is_not_followed(
    repository: Repository, outside: str
) -> None:
    manifest = f"[package]\nname = 'x'\nlicense-file = '{outside}'\n"
    report = osdcheck.audit(repository({"Cargo.toml": manifest}))
    assert (report.files, report.overall, report.review_reasons) == ((), "review", ("unclear",))
    assert [conflict.kind for conflict in report.conflicts] == ["file-missing"]


def test_a_readme_that_is_named_as_license_file_is_not_missing(repository: Repository) -> None:
    manifest = '[project]\nname = "x"\nlicense = {file = "README.md"}\n'
    readme = f"# X\n\n## License\n\n{MIT}"
    report = osdcheck.audit(repository({"pyproject.toml": manifest, "README.md": readme}))
    assert (report.overall, report.conflicts) == ("open", ())


def test_a_named_file_that_is_no_text_is_an_error_and_needs_review(repository: Repository) -> None:
    report = osdcheck.audit(
        repository({"LICENSE": MIT, "package.json": NAMING["npm"][1], "house/rules.txt": b"\x7fELF\0\0"})
    )
    assert [(error.path, error.type) for error in report.errors] == [("house/rules.txt", "BinaryInput")]
    assert (report.overall, report.review_reasons) == ("review", ("unread-license",))
