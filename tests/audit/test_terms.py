"""Effective terms: grants united, restrictions conjoined, choices made."""

from __future__ import annotations

import pytest

import osdcheck
from tests.audit.conftest import Repository, text

MIT, APACHE, JSON, ELASTIC = text("MIT"), text("Apache-2.0"), text("JSON"), text("Elastic-2.0")
POLICY = (
    "# Acceptable Use Policy\n\nYou agree you will not use the Model for military purposes.\n"
    "You may not use the Model to generate disinformation.\n"
)
EXCEPTION = (
    "As a special exception, the copyright holders give you permission to link this library with\n"
    "independent modules to produce an executable, regardless of the license terms of these modules,\n"
    "and to copy and distribute the resulting executable under terms of your choice.\n"
)


def counted(report: osdcheck.AuditReport) -> dict[str, str]:
    return {file.path: file.counted for file in report.files}


def failing(report: osdcheck.AuditReport) -> list[int]:
    return [clause.number for clause in report.clauses if clause.verdict == "fail"]


def test_one_open_license_makes_an_open_repository(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "main.py": "print()\n"}))
    assert (report.overall, report.expression) == ("open", "MIT")
    assert [(file.role, file.license, file.overall) for file in report.files] == [("license", "MIT", "open")]
    assert {finding.path for finding in report.findings} == {"LICENSE"}
    assert report.source_code.verdict == "present"


def test_a_use_policy_restricts_and_needs_no_grants(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "USE_POLICY.md": POLICY}))
    assert report.overall == "not-open"
    assert failing(report) == [6]
    assert {finding.path for finding in report.clauses[5].findings} == {"USE_POLICY.md"}
    assert counted(report) == {"LICENSE": "whole", "USE_POLICY.md": "restrictions"}
    assert [conflict.kind for conflict in report.conflicts] == ["narrowed"]


def test_every_deciding_finding_has_its_file_and_its_words(repository: Repository) -> None:
    root = repository({"LICENSE": MIT, "licenses/EXTRA.txt": JSON})
    report = osdcheck.audit(root)
    assert report.overall == "not-open"
    for clause in report.clauses:
        for finding in clause.findings:
            assert finding.path is not None
            original = (root / finding.path).read_text(encoding="utf-8")
            assert original[finding.start : finding.end] == finding.quote


def test_a_license_in_two_files_is_united(repository: Repository) -> None:
    terms = "Permission is hereby granted to use and copy this software, and to redistribute copies of it.\n"
    more = "Permission is granted to modify this software and to distribute modified versions of it.\n"
    alone = osdcheck.audit(repository({"LICENSE": terms}))
    assert (alone.overall, failing(alone)) == ("not-open", [3, 4])
    both = osdcheck.audit(repository({"LICENSE.more": more}))
    assert both.overall == "open"


@pytest.mark.parametrize(
    ("declared", "overall"),
    [("MIT OR JSON", "open"), ("MIT AND JSON", "not-open"), (None, "not-open")],
)
def test_an_expression_decides_what_two_licenses_are(
    repository: Repository, declared: str | None, overall: str
) -> None:
    files: dict[str, str | bytes] = {"LICENSE-MIT": MIT, "LICENSE-JSON": JSON}
    if declared is not None:
        files["Cargo.toml"] = f'[package]\nname = "x"\nlicense = "{declared}"\n'
    report = osdcheck.audit(repository(files))
    assert report.overall == overall
    if overall == "open":
        assert counted(report) == {"LICENSE-JSON": "choice", "LICENSE-MIT": "whole"}


def test_dual_licenses_of_rust_are_open_either_way(repository: Repository) -> None:
    files: dict[str, str | bytes] = {"LICENSE-MIT": MIT, "LICENSE-APACHE": APACHE}
    assert osdcheck.audit(repository(files)).overall == "open"
    files["Cargo.toml"] = '[package]\nname = "x"\nlicense = "MIT OR Apache-2.0"\n'
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.expression, report.conflicts) == ("open", "MIT OR Apache-2.0", ())


def test_an_unreferenced_text_in_licenses_counts(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "pyproject.toml": '[project]\nname = "x"\nlicense = "MIT"\n',
        "LICENSES/MIT.txt": MIT,
        "LICENSES/LicenseRef-Other.txt": ELASTIC,
    }
    report = osdcheck.audit(repository(files))
    assert report.overall == "not-open"
    assert {f.path for c in report.clauses for f in c.findings} == {"LICENSES/LicenseRef-Other.txt"}


def test_an_expression_over_own_texts_refers_to_them(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "pyproject.toml": '[project]\nname = "x"\nlicense = "MIT OR LicenseRef-Other"\n',
        "LICENSES/MIT.txt": MIT,
        "LICENSES/LicenseRef-Other.txt": ELASTIC,
    }
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.conflicts) == ("open", ())
    assert counted(report)["LICENSES/LicenseRef-Other.txt"] == "choice"


def test_headers_decide_how_a_text_in_licenses_counts(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "pyproject.toml": '[project]\nname = "x"\nlicense = "MIT"\n',
        "LICENSES/MIT.txt": MIT,
        "LICENSES/JSON.txt": JSON,
        "a.py": "# SPDX-License-Identifier: MIT OR JSON\n",
    }
    assert osdcheck.audit(repository(files)).overall == "open"
    assert osdcheck.audit(repository({"b.py": "# SPDX-License-Identifier: JSON\n"})).overall == "not-open"


def test_an_exception_adds_permission(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "pyproject.toml": '[project]\nname = "x"\nlicense = "MIT WITH Classpath-exception-2.0"\n',
        "LICENSES/MIT.txt": MIT,
        "LICENSES/Classpath-exception-2.0.txt": EXCEPTION,
    }
    assert osdcheck.audit(repository(files)).overall == "open"


def test_notices_and_authors_are_neutral(repository: Repository) -> None:
    notice = (
        "Example\nCopyright 2024 The Example Authors\n\nThis product includes software developed by Foo.\n"
    )
    report = osdcheck.audit(repository({"LICENSE": APACHE, "NOTICE": notice, "AUTHORS": "Jane Doe\n"}))
    assert (report.overall, counted(report)["NOTICE"]) == ("open", "neutral")


def test_a_restriction_in_a_notice_counts(repository: Repository) -> None:
    notice = "Example\n\nYou may not use this software for military purposes.\n"
    report = osdcheck.audit(repository({"LICENSE": APACHE, "NOTICE": notice}))
    assert (report.overall, counted(report)["NOTICE"]) == ("not-open", "restrictions")
    assert failing(report) == [6]


def test_what_a_gated_model_asks_to_agree_to_counts(repository: Repository) -> None:
    card = (
        "---\nlicense: apache-2.0\n"
        "extra_gated_prompt: You agree not to use the model for military purposes.\n---\n# M\n"
    )
    report = osdcheck.audit(repository({"LICENSE": APACHE, "README.md": card}))
    assert (report.overall, failing(report)) == ("not-open", [6])
    (finding,) = report.clauses[5].findings
    assert (finding.path, finding.line_start) == ("README.md", 3)


def test_a_declaration_without_a_file_is_judged_by_the_known_text(repository: Repository) -> None:
    report = osdcheck.audit(repository({"package.json": '{"name": "x", "license": "MIT"}'}))
    assert (report.overall, report.expression, report.files) == ("open", "MIT", ())
    report = osdcheck.audit(repository({"package.json": '{"name": "x", "license": "SSPL-1.0"}'}))
    assert report.overall == "not-open"
    assert {finding.details.license for clause in report.clauses for finding in clause.findings} == {
        "SSPL-1.0"
    }


def test_without_a_license_all_rights_are_reserved(repository: Repository) -> None:
    report = osdcheck.audit(repository({"main.py": "print()\n"}))
    assert (report.overall, report.review_reasons) == ("not-open", ("no-license",))
    assert failing(report) == [1, 3, 4, 7]


def test_what_does_not_read_like_a_license_is_for_review(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": "Ask Bob. He knows what this is about.\n"}))
    assert (report.overall, report.review_reasons) == ("review", ("not-a-license",))


def test_a_page_that_only_bears_the_name_of_a_license_is_none(repository: Repository) -> None:
    page = "License\n-------\n\n.. autoclass:: LicenseClient\n   :members:\n"
    below = osdcheck.audit(repository({"LICENSE": text("MIT"), "docs/api/license.rst": page, "x.py": ""}))
    assert below.overall == "open"
    beside = osdcheck.audit(repository({"LICENSE": text("MIT"), "LICENSE-extra.rst": page, "y.py": ""}))
    assert (beside.overall, beside.review_reasons) == ("review", ("not-a-license",))
    foreign = "Diese Bibliothek darf nur privat genutzt werden.\n"
    core = osdcheck.audit(repository({"LICENSE": text("MIT"), "core/LICENSE": foreign, "z.py": ""}))
    assert core.overall == "review"


def test_what_a_bundler_says_of_its_parts_stands_apart(repository: Repository) -> None:
    said = "/*!\n * The buffer module from node.js, for the browser.\n * @license  MIT\n */\n"
    report = osdcheck.audit(repository({"LICENSE": text("MIT"), "dist/app.js.LICENSE.txt": said}))
    assert (report.overall, report.files[-1].role) == ("open", "third-party")


def test_a_license_section_of_a_readme_is_a_license(repository: Repository) -> None:
    report = osdcheck.audit(
        repository({"README.md": f"# Tool\n\nGood.\n\n## License\n\n{MIT}\n## Thanks\n\nAll.\n"})
    )
    (file,) = report.files
    assert (report.overall, file.role, file.license, file.line_start) == ("open", "readme-section", "MIT", 6)


def test_a_restriction_in_a_readme_narrows_the_license(repository: Repository) -> None:
    readme = (
        "# Model\n\n## License\n\nThe code is MIT. You may not use the weights for commercial purposes.\n"
    )
    report = osdcheck.audit(repository({"LICENSE": MIT, "README.md": readme}))
    assert report.overall == "not-open"
    assert "narrowed" in {conflict.kind for conflict in report.conflicts}
    (finding,) = {f for c in report.clauses for f in c.findings if f.path == "README.md"}
    assert finding.line_start == 5


def test_an_approved_text_is_open_by_authority_in_a_longer_file_as_well(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": f"My project\n\n{MIT}\n\nAnd this part:\n\n{APACHE}"}))
    assert report.overall == "open"


def test_a_policy_that_is_merely_like_a_known_one_is_not_named_as_that_license(
    repository: Repository,
) -> None:
    policy = text("llama-3").partition("Meta Llama 3 Acceptable Use Policy")[2]
    files: dict[str, str | bytes] = {"LICENSE": text("llama-2"), "USE_POLICY.md": f"# Use Policy\n{policy}"}
    report = osdcheck.audit(repository(files))
    known, policy = report.files
    assert [(file.counted, file.license) for file in report.files] == [
        ("whole", "LicenseRef-scancode-llama-2-license-2023"),
        ("restrictions", None),
    ]
    assert report.expression == f"{known.license} AND {policy.reference}"


def test_a_rider_that_is_known_stays_in_the_expression(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": APACHE, "COMMONS-CLAUSE.txt": text("commons-clause")}))
    assert report.expression == "LicenseRef-scancode-commons-clause AND Apache-2.0"
