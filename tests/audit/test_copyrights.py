"""Debian's copyright files and texts that count apart."""

from __future__ import annotations

import pytest

import osdcheck
from tests.audit.conftest import Repository, text

HEAD = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"
MAIN = (
    "Files: *\nCopyright: 2024 A\nLicense: GPL-2+\n"
    " This is free software, see /usr/share/common-licenses/GPL-2\n\n"
)


def indented(words: str) -> str:
    return "".join(f" {line or '.'}\n" for line in words.strip().splitlines())


def test_a_part_that_is_not_open_is_named_apart(repository: Repository) -> None:
    part = f"Files: doc/*\nCopyright: 2024 B\nLicense: JSON\n{indented(text('JSON'))}\n"
    root = repository({"debian/copyright": HEAD + MAIN + part})
    report = osdcheck.audit(root)
    assert (report.overall, report.expression) == ("open", "GPL-2.0-or-later")
    (project,) = report.projects
    assert (project.kind, project.path, project.overall, project.expression) == (
        "third-party", "debian/copyright", "not-open", "JSON"
    )  # fmt: skip
    (clause,) = project.clauses
    finding = clause.findings[0]
    lines = (root / "debian" / "copyright").read_text().splitlines()
    assert clause.number == 6
    assert finding.line_start is not None
    assert "shall be used for Good" in lines[finding.line_start - 1]


def test_a_choice_within_a_part_passes(repository: Repository) -> None:
    part = "Files: lib/*\nCopyright: 2024 B\nLicense: JSON or Expat\n\n"
    texts = f"License: JSON\n{indented(text('JSON'))}\nLicense: Expat\n{indented(text('MIT'))}"
    report = osdcheck.audit(repository({"debian/copyright": HEAD + MAIN + part + texts}))
    assert (report.overall, report.projects) == ("open", ())


def test_licenses_of_bundled_software_behind_a_license_are_apart(repository: Repository) -> None:
    appendix = f"{text('MIT')}\nLicenses for Third-Party Components\n\n{text('JSON')}"
    report = osdcheck.audit(repository({"LICENSE": appendix}))
    assert report.overall == "open"
    assert [(file.role, file.counted) for file in report.files] == [
        ("license", "whole"),
        ("third-party", "apart"),
    ]
    assert [(project.kind, project.overall) for project in report.projects] == [("third-party", "not-open")]


def test_reuse_tables_say_which_license_holds_for_what(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSES/MIT.txt": text("MIT"),
        "LICENSES/JSON.txt": text("JSON"),
        "REUSE.toml": 'version = 1\n[[annotations]]\npath = "**"\nSPDX-License-Identifier = "MIT OR JSON"\n',
    }
    assert osdcheck.audit(repository(files)).overall == "open"
    files["REUSE.toml"] = str(files["REUSE.toml"]).replace("OR", "AND")
    assert osdcheck.audit(repository(files)).overall == "not-open"


def test_dep5_of_reuse_is_read(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSES/MIT.txt": text("MIT"),
        ".reuse/dep5": HEAD + "Files: *\nCopyright: 2024 A\nLicense: MIT\n",
    }
    report = osdcheck.audit(repository(files))
    assert report.overall == "open"
    assert [(one.path, one.expression) for one in report.declared] == [(".reuse/dep5", "MIT")]


FORMAT = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"


def test_a_name_of_the_file_itself_stands_for_the_text_below_it(repository: Repository) -> None:
    words = (
        FORMAT
        + "Files: *\nCopyright: x\nLicense: PD\n You can do whatever you want with the files, copy, modify"
        " and redistribute them for any purpose.\n\nFiles: m4/*\nCopyright: y\nLicense: ISC\n"
    )
    report = osdcheck.audit(repository({"debian/copyright": words}))
    assert (report.overall, report.review_reasons) == ("open", ())


def test_a_notice_of_the_gpl_stands_for_the_text_that_its_name_says(repository: Repository) -> None:
    words = (
        FORMAT
        + "Files: *\nCopyright: x\nLicense: GPL-3+\n Foo is free software; you can redistribute it and/or"
        " modify it under\n the terms of the GNU General Public License as published by the Free\n Software"
        " Foundation; either version 3, or (at your option) any later\n version.\n"
    )
    report = osdcheck.audit(repository({"debian/copyright": words}))
    assert (report.overall, report.review_reasons) == ("open", ())


MIT = text("MIT")
TABLE = 'version = 1\n[[annotations]]\npath = "{path}"\n{more}SPDX-License-Identifier = "{license}"\n'


@pytest.mark.parametrize(
    ("more", "license_id", "header", "overall"),
    [
        ('precedence = "override"\n', "MIT", "SSPL-1.0", "open"),
        ('precedence = "override"\n', "SSPL-1.0", "MIT", "not-open"),
        ("", "SSPL-1.0", "MIT", "open"),
        ('precedence = "closest"\n', "MIT", "SSPL-1.0", "not-open"),
        ('precedence = "aggregate"\n', "SSPL-1.0", "MIT", "not-open"),
        ('precedence = "aggregate"\n', "MIT", "SSPL-1.0", "not-open"),
    ],
)
def test_an_entry_of_reuse_gives_way_to_headers_as_it_says(
    repository: Repository, more: str, license_id: str, header: str, overall: str
) -> None:
    files: dict[str, str | bytes] = {
        "LICENSES/MIT.txt": MIT,
        "REUSE.toml": TABLE.format(path="src/**", more=more, license=license_id),
        "src/a.py": f"# SPDX-License-Identifier: {header}\n",
    }
    assert osdcheck.audit(repository(files)).overall == overall


def test_an_entry_of_reuse_holds_for_the_files_without_a_header(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSES/MIT.txt": MIT,
        "REUSE.toml": TABLE.format(path="*.py", more="", license="SSPL-1.0"),
        "a.py": "# SPDX-License-Identifier: MIT\n",
        "src/b.py": "pass\n",
    }
    assert osdcheck.audit(repository(files)).overall == "open"
    assert osdcheck.audit(repository({**files, "b.py": "pass\n"})).overall == "not-open"


def test_the_last_entry_that_names_a_file_decides(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSES/MIT.txt": MIT,
        "REUSE.toml": TABLE.format(path="**", more="", license="SSPL-1.0")
        + TABLE.format(path="*.svg", more="", license="MIT").removeprefix("version = 1\n"),
        "a.svg": "<svg/>\n",
    }
    assert osdcheck.audit(repository(files)).overall == "open"
