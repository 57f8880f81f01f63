"""Which files are found, and to which project they belong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import osdcheck
from osdcheck.auditing.parts import owner, vendored_root
from osdcheck.auditing.roles import role_of
from tests.audit.conftest import Repository, text

MIT, JSON = text("MIT"), text("JSON")


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("LICENSE", "license"),
        ("LICENCE.md", "license"),
        ("COPYING.LESSER", "license"),
        ("UNLICENSE", "license"),
        ("MIT-LICENSE.txt", "license"),
        ("NOTICE.txt", "notice"),
        ("COPYRIGHT", "copyright"),
        ("EULA.html", "eula"),
        ("LICENSES/GPL-2.0-only.txt", "license-text"),
        ("LICENSES/exceptions/Linux-syscall-note", "exception"),
        ("licenses/zlib", "license-text"),
        ("USE_POLICY.md", "policy"),
        ("docs/acceptable-use-policy.md", "policy"),
        ("PROHIBITED_USES", "policy"),
        ("MODEL_LICENSE", "model-license"),
        ("LICENSE-MODEL.txt", "model-license"),
        ("ThirdPartyNotices.txt", "third-party"),
        ("PATENTS", "patents"),
        ("COPYING.RUNTIME", "exception"),
        ("docs/exceptions.md", None),
        ("src/license.py", None),
        ("license.json", None),
        ("licenses/AUTHORS.rst", None),
        ("image.png.license", None),
        ("main.js.license", None),
        ("main.js.LICENSE", "third-party"),
        ("Sans.ttf.LICENSE", "third-party"),
        ("Foo.LICENSE", "license"),
        ("LICENSE_HEADER.txt", None),
        ("license-template", None),
        ("README.md", None),
    ],
)
def test_roles(path: str, role: str | None) -> None:
    found = role_of(path)
    assert (found.id if found else None) == role


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("a/LICENSES/preferred/MIT", "a"),
        ("x.dist-info/licenses/LICENSE", ""),
        ("x.dist-info/licenses/x/_vendor/y/LICENSE", "x/_vendor/y"),
        ("debian/copyright", ""),
        ("src/lib/COPYING", "src/lib"),
    ],
)
def test_papers_speak_for_the_folder_around_them(path: str, folder: str) -> None:
    assert owner(path) == folder


def test_vendored_code_is_told_by_its_folder() -> None:
    assert vendored_root("web/node_modules/left-pad/dist") == "web/node_modules/left-pad"
    assert vendored_root("src") is None


def test_nested_and_vendored_projects_are_apart(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSE": MIT,
        "ee/LICENSE": JSON,
        "ee/main.py": "",
        "vendor/foo/LICENSE": JSON,
        "packages/app/package.json": '{"license": "SSPL-1.0"}',
    }
    report = osdcheck.audit(repository(files))
    assert report.overall == "open"
    assert [(one.path, one.kind, one.overall) for one in report.projects] == [
        ("ee", "nested", "not-open"),
        ("packages/app", "nested", "not-open"),
        ("vendor/foo", "vendored", "not-open"),
    ]
    different = [one.message for one in report.conflicts if one.kind == "different-terms"]
    assert len(different) == 2
    assert [clause.number for clause in report.projects[0].clauses] == [6]
    assert report.projects[0].clauses[0].findings[0].path == "ee/LICENSE"


def test_a_whole_without_terms_is_as_open_as_its_parts(repository: Repository) -> None:
    files: dict[str, str | bytes] = {"a/LICENSE": MIT, "b/LICENSE": JSON}
    report = osdcheck.audit(repository(files))
    assert report.overall == "not-open"
    assert {finding.path for clause in report.clauses for finding in clause.findings} == {"b/LICENSE"}


def test_ignored_files_are_not_read(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSE": MIT,
        ".gitignore": "build/\n*.tmp\n[z-a\n",
        "build/LICENSE": JSON,
        "sub/.gitignore": "/gone\n!LICENSE.tmp\n",
        "sub/gone/LICENSE": JSON,
        "sub/LICENSE.tmp": MIT,
        ".git/LICENSE": JSON,
    }
    root = repository(files)
    assert [file.path for file in osdcheck.audit(root).files] == ["LICENSE", "sub/LICENSE.tmp"]
    found = {file.path for file in osdcheck.audit(root, gitignore=False).files}
    assert found == {"LICENSE", "build/LICENSE", "sub/gone/LICENSE", "sub/LICENSE.tmp"}


def test_headers_of_vendored_code_license_nothing_but_that(repository: Repository) -> None:
    header = "# SPDX-License-Identifier: MIT\n"
    report = osdcheck.audit(repository({"main.py": "", "vendor/foo/a.py": header}))
    assert (report.overall, report.review_reasons) == ("not-open", ("no-license",))
    assert [(one.path, one.kind, one.overall) for one in report.projects] == [
        ("vendor/foo", "vendored", "open")
    ]


def test_headers_of_vendored_code_take_nothing_from_the_project(repository: Repository) -> None:
    header = "# SPDX-License-Identifier: SSPL-1.0\n"
    report = osdcheck.audit(repository({"LICENSE": MIT, "vendor/foo/a.py": header}))
    assert (report.overall, report.conflicts) == ("open", ())
    assert [(one.path, one.overall) for one in report.projects] == [("vendor/foo", "not-open")]


def test_what_vendored_code_without_a_license_says_of_itself_is_no_claim(repository: Repository) -> None:
    report = osdcheck.audit(
        repository({"LICENSE": JSON, "vendor/foo/README.md": "# Foo\n\nFoo is open source.\n"})
    )
    assert report.claims == ()


def test_links_lead_nowhere_outside(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text(JSON)
    root = repository({"real.txt": MIT, "sub/a.py": ""})
    (root / "LICENSE").symlink_to("real.txt")
    (root / "COPYING").symlink_to(tmp_path / "outside")
    (root / "loop").symlink_to(root, target_is_directory=True)
    os.mkfifo(root / "LICENSE.pipe")
    report = osdcheck.audit(root)
    assert [(file.path, file.counted) for file in report.files] == [
        ("COPYING", "unread"),
        ("LICENSE", "whole"),
    ]
    assert [error.path for error in report.errors] == ["COPYING"]


@pytest.mark.parametrize("target", ["/usr/share/common-licenses/none", "nowhere"])
def test_a_license_behind_a_link_that_leads_nowhere_is_not_taken_for_none(
    repository: Repository, target: str
) -> None:
    root = repository({"src/a.txt": ""})
    (root / "LICENSE").symlink_to(target)
    (root / "main.py").symlink_to(target)
    report = osdcheck.audit(root)
    assert (report.overall, report.source_code.verdict) == ("review", "unclear")
    assert [file.counted for file in report.files] == ["unread"]
    assert sorted(error.path for error in report.errors) == ["LICENSE", "main.py"]


def test_one_bad_file_does_not_stop_the_audit(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSE": MIT,
        "LICENSE.pdf": b"%PDF-1.4 \x00\x01\x02",
        "package.json": "{",
        "README.md": b"\xff\xfe\x00\x00binary\x00\x01",
    }
    report = osdcheck.audit(repository(files))
    assert {error.path for error in report.errors} >= {"LICENSE.pdf", "package.json"}
    # A license that nobody could read may say anything.
    assert (report.overall, report.review_reasons) == ("review", ("unread-license",))


@pytest.mark.usefixtures("own_judgments")
def test_the_same_text_is_judged_once(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    from osdcheck import analysis

    calls: list[str] = []
    real = analysis.analyze

    def counting(source: bytes, *, name: str | None = None) -> analysis.Analysis:
        calls.append(str(name))
        return real(source, name=name)

    monkeypatch.setattr(analysis, "analyze", counting)
    files: dict[str, str | bytes] = {f"p{number}/LICENSE": MIT for number in range(300)}
    report = osdcheck.audit(repository(files), identify=False)
    assert len(report.files) == len(report.projects) == 300
    assert len(calls) == 1
    assert {finding.path for finding in report.findings} == {"p0/LICENSE"}


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_what_is_no_repository_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("hello")
    with pytest.raises(osdcheck.UnreadableInput, match="director"):
        osdcheck.audit(tmp_path / name)


def test_a_module_of_go_has_the_license_beside_its_go_mod_or_that_above(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "go.mod": "module example.com/a\n",
        "LICENSE": MIT,
        "own/go.mod": "module example.com/a/own\n",
        "own/LICENSE": JSON,
        "own/x.go": "package own\n",
        "bare/go.mod": "module example.com/a/bare\n",
        "bare/y.go": "package bare\n",
    }
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.expression) == ("open", "MIT")
    # The go command takes the license of the root into a module that has none of its own.
    assert [(one.path, one.kind, one.overall) for one in report.projects] == [("own", "nested", "not-open")]


def test_pictures_and_pages_about_plugins_are_no_license_files(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSE": MIT,
        "Tests/images/copyleft.tiff": bytes(range(256)),
        "docs/third-party-plugins.rst": "Plugins\n=======\n\nYou may use these, not redistribute them.\n",
        "THIRD-PARTY-README.txt": MIT,
        "third_party_licenses-1.2.md": MIT,
    }
    report = osdcheck.audit(repository(files))
    assert [file.path for file in report.files] == [
        "LICENSE",
        "THIRD-PARTY-README.txt",
        "third_party_licenses-1.2.md",
    ]
    assert report.errors == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("docs/license.rst", "License\n=======\n\n.. include:: ../LICENSE\n"),
        ("docs/license.rst", "License\n=======\n\n.. literalinclude:: ../LICENSE\n   :language: text\n"),
        (
            "docs/license.md",
            "# MIT License\n\n```{literalinclude} ../LICENSE\n---\nlanguage: text\n---\n```\n",
        ),
        ("docs/license.md", '# License\n\n--8<-- "LICENSE"\n'),
    ],
)
def test_a_page_that_shows_the_license_says_nothing_of_its_own(
    repository: Repository, name: str, words: str
) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, name: words}))
    assert (report.overall, report.expression, report.conflicts) == ("open", "MIT", ())
    more = words + "\nYou may not use this software for commercial purposes.\n"
    assert {part.overall for part in osdcheck.audit(repository({name: more})).projects} == {"not-open"}


def test_many_lines_that_name_a_license_are_no_hang(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "README": "License:\n" * 50_000}))
    assert report.overall == "open"


def test_a_license_that_is_there_many_times_is_looked_through_once(
    repository: Repository, own_judgments: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def counted(words: str) -> None:
        seen.append(words)

    monkeypatch.setattr("osdcheck.auditing.split.portion_of", counted)
    files: dict[str, str | bytes] = {f"p{number}/LICENSE": MIT for number in range(50)}
    assert osdcheck.audit(repository({"LICENSE": MIT, **files})).overall == "open"
    assert len(seen) == 1
