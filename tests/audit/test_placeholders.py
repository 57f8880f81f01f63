"""License files that hold no terms, or terms that stand elsewhere."""

from __future__ import annotations

import pytest

import osdcheck
from tests.audit.conftest import Repository, text
from tests.audit.test_declared import known

MIT, GPL = text("MIT"), text("GPL-3.0-only")
AUP = "\nUse of the Software is subject to our Acceptable Use Policy: https://foo.com/aup\n"


def kinds(report: osdcheck.AuditReport) -> list[str]:
    return [one.kind for one in report.conflicts]


@pytest.mark.parametrize("words", ["TODO: choose a license\n", "../../LICENSE", "Copyright 2020 Foo\n"])
def test_a_file_without_terms_needs_a_person(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": words, "a.py": ""}))
    assert (report.overall, report.review_reasons, report.conflicts) == ("review", ("not-a-license",), ())


@pytest.mark.parametrize("words", ["All rights reserved.\n", "No license\n", "Proprietary\n"])
def test_a_file_that_refuses_rights_refuses_them(repository: Repository, words: str) -> None:
    assert osdcheck.audit(repository({"LICENSE": words, "a.py": ""})).overall == "not-open"


@pytest.mark.parametrize(
    ("files", "expression"),
    [
        ({"LICENSE": "See COPYING.\n", "COPYING": GPL}, "GPL-3.0-only"),
        ({"LICENSE": MIT, "packages/a/LICENSE": "../../LICENSE", "packages/a/index.js": ""}, "MIT"),
    ],
)
def test_a_file_that_only_names_a_license_file_adds_nothing(
    repository: Repository, files: dict[str, str | bytes], expression: str
) -> None:
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.expression, report.conflicts) == ("open", expression, ())
    assert report.projects == ()


def test_a_policy_that_is_absent_leaves_the_license_unclear(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT + AUP, "a.py": ""}))
    assert (report.overall, kinds(report)) == ("review", ["policy-absent"])
    (clause,) = [one for one in report.clauses if one.verdict != "pass"]
    assert (clause.number, clause.verdict) == (6, "unclear")
    assert "https://foo.com/aup" in clause.reason
    assert "https://foo.com/aup" in report.conflicts[0].message


def test_a_policy_that_is_there_binds(repository: Repository) -> None:
    policy = "# Acceptable Use Policy\n\nYou may not use the Software for military purposes.\n"
    report = osdcheck.audit(repository({"LICENSE": MIT + AUP, "USE_POLICY.md": policy, "a.py": ""}))
    assert report.overall == "not-open"
    assert "policy-absent" not in kinds(report)


@pytest.mark.parametrize(
    "files",
    [
        {
            "LICENSE": MIT + "\nThe additional terms in ADDENDUM.txt apply as well.\n",
            "ADDENDUM.txt": "You may not use the Software commercially.\n",
        },
        {"LICENSE.md": known("Hippocratic-2.1")},
    ],
)
def test_terms_that_are_there_are_no_absent_policy(
    repository: Repository, files: dict[str, str | bytes]
) -> None:
    report = osdcheck.audit(repository(files))
    assert report.overall == "not-open"
    assert "policy-absent" not in kinds(report)


def test_an_empty_file_in_a_folder_says_nothing_else_than_the_root(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "packages/a/LICENSE": "", "packages/a/i.js": ""}))
    assert (report.overall, report.conflicts) == ("open", ())
    assert [(one.path, one.overall) for one in report.projects] == [("packages/a", "review")]
    assert [one.path for one in report.errors] == ["packages/a/LICENSE"]


def test_the_license_of_fonts_is_found(repository: Repository) -> None:
    fonts: dict[str, str | bytes] = {"fonts/OFL.txt": known("OFL-1.1"), "fonts/a.ttf": b"\0"}
    report = osdcheck.audit(repository({"LICENSE": MIT, **fonts}))
    assert [(one.path, one.overall, one.expression) for one in report.projects] == [
        ("fonts", "open", "OFL-1.1")
    ]


def test_a_file_that_cannot_be_read_is_not_said_to_read_like_none(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": b"PK\x03\x04 not a text", "a.py": ""}))
    assert (report.overall, report.review_reasons) == ("review", ("unread-license",))
    assert report.clauses[0].reason == "A license file could not be read."


def test_a_classifier_for_own_terms_contradicts_an_open_license(repository: Repository) -> None:
    project = '[project]\nname = "x"\nclassifiers = ["License :: Other/Proprietary License"]\n'
    report = osdcheck.audit(repository({"LICENSE": MIT, "pyproject.toml": project}))
    assert (report.overall, kinds(report)) == ("review", ["declared-differs"])
