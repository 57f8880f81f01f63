"""What a repository says against itself, with places."""

from __future__ import annotations

import pytest

import osdcheck
from osdcheck.identity.records import find_record, text_of
from osdcheck.render.audit_markdown import audit_markdown
from osdcheck.render.audit_text import audit_text
from tests.audit.conftest import Repository, text

MIT, APACHE, JSON = text("MIT"), text("Apache-2.0"), text("JSON")


def kinds(report: osdcheck.AuditReport) -> list[str]:
    return [conflict.kind for conflict in report.conflicts]


def test_metadata_that_says_mit_of_another_file(repository: Repository) -> None:
    files: dict[str, str | bytes] = {"LICENSE": JSON, "package.json": '{\n  "license": "MIT"\n}\n'}
    report = osdcheck.audit(repository(files))
    assert (report.overall, kinds(report)) == ("not-open", ["declared-differs"])
    places = [(place.path, place.line_start) for place in report.conflicts[0].locations]
    assert places == [("package.json", 2), ("LICENSE", None)]


def test_a_family_that_metadata_names_is_not_borne_out_by_another_family(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSE": text("gemma-tou"),
        "README.md": "---\nlicense: openrail\n---\n",
    }
    assert "declared-differs" in kinds(osdcheck.audit(repository(files)))


def test_a_family_that_metadata_names_is_borne_out_by_a_member_without_an_spdx_id(
    repository: Repository,
) -> None:
    record = find_record("LicenseRef-scancode-lgpl-3.0-plus-openssl")
    assert record is not None
    files: dict[str, str | bytes] = {
        "LICENSE": text_of(record),
        "setup.cfg": "[metadata]\nname = x\nlicense = LGPL with exceptions\n",
    }
    assert kinds(osdcheck.audit(repository(files))) == ["declared-unknown"]


def test_declarations_that_differ(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSE": MIT,
        "package.json": '{"license": "MIT"}',
        "pyproject.toml": '[project]\nname = "x"\nlicense = "GPL-3.0-only"\n',
    }
    assert "declarations-differ" in kinds(osdcheck.audit(repository(files)))


def test_the_same_license_said_in_other_words_is_no_conflict(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSE": MIT,
        "package.json": '{"license": "MIT"}',
        "pyproject.toml": '[project]\nname = "x"\nlicense = {text = "MIT License"}\n'
        'classifiers = ["License :: OSI Approved :: MIT License"]\n',
    }
    assert kinds(osdcheck.audit(repository(files))) == []


def test_a_header_against_the_license(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSE": MIT,
        "src/a.py": "# SPDX-License-Identifier: MIT\n",
        "src/b.py": "# SPDX-License-Identifier: BUSL-1.1\n",
        "src/c.py": "#!/bin/python\n# SPDX-License-Identifier: BUSL-1.1\n",
    }
    report = osdcheck.audit(repository(files))
    (conflict,) = [one for one in report.conflicts if one.kind == "header-differs"]
    assert conflict.message == "The SPDX header of 2 files says BUSL-1.1; the license of the project is MIT."
    assert [(place.path, place.line_start) for place in conflict.locations] == [
        ("src/b.py", 1),
        ("src/c.py", 2),
    ]
    assert report.overall == "not-open"


def test_an_expression_nobody_knows(repository: Repository) -> None:
    report = osdcheck.audit(repository({"package.json": '{"license": "Frobnicate-3.7"}'}))
    assert (report.overall, kinds(report)) == ("review", ["declared-unknown"])


def test_a_policy_that_is_referred_to_and_absent_is_unclear(repository: Repository) -> None:
    terms = MIT + "\nPlease also read our Acceptable Use Policy at https://example.org/policy.html.\n"
    report = osdcheck.audit(repository({"LICENSE": terms}))
    (conflict,) = [one for one in report.conflicts if one.kind == "policy-absent"]
    assert "https://example.org/policy.html" in conflict.message
    assert report.clauses[5].verdict == "unclear"
    assert report.overall == "review"


def test_a_rider_narrows_an_open_license(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": APACHE, "COMMONS-CLAUSE.txt": text("commons-clause")}))
    assert report.overall == "not-open"
    (conflict,) = [one for one in report.conflicts if one.kind == "narrowed"]
    assert conflict.locations[0].path == "COMMONS-CLAUSE.txt"
    assert conflict.locations[0].line_start is not None


def test_files_under_different_terms(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE-CODE": MIT, "LICENSE-MODEL": JSON}))
    assert (report.overall, "different-terms" in kinds(report)) == ("not-open", True)


def test_a_license_file_that_is_named_and_missing(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "pyproject.toml": '[project]\nname = "x"\nlicense = {file = "LICENSE.txt"}\n'
    }
    assert kinds(osdcheck.audit(repository(files))) == ["file-missing"]


def test_claims_are_weighed_against_the_verdict(repository: Repository) -> None:
    readme = "# Foo\n\nFoo is an open source database.\n"
    closed = osdcheck.audit(repository({"LICENSE": text("SSPL-1.0"), "README.md": readme}))
    assert [(claim.path, claim.line_start, claim.verdict) for claim in closed.claims] == [
        ("README.md", 3, "contradicted")
    ]
    opened = osdcheck.audit(repository({"LICENSE": MIT}))
    assert [claim.verdict for claim in opened.claims] == ["supported"]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("pyproject.toml", '[project]\nname = "acme"\n'),
        ("package.json", '{"name": "@corp/acme"}'),
        (".git/config", '[remote "origin"]\n\turl = https://git.example.org/corp/acme.git\n'),
    ],
)
def test_the_project_is_known_by_its_metadata_and_its_clone(
    repository: Repository, path: str, content: str
) -> None:
    readme = "Acme is an open source database.\n\nZephyrus is an open source scheduler.\n"
    files: dict[str, str | bytes] = {"LICENSE": text("SSPL-1.0"), "README.md": readme}
    # Without a name the first sentence may be about anybody.
    bare = osdcheck.audit(repository(files))
    assert [(one.line_start, one.verdict) for one in bare.claims] == [(1, "unsupported")]
    known = osdcheck.audit(repository({**files, path: content}))
    assert [(one.line_start, one.verdict) for one in known.claims] == [(1, "contradicted")]


def test_a_package_within_is_known_by_its_own_metadata(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSE": text("SSPL-1.0"),
        "README.md": "# Acme\n\nUmbra is open source.\n",
        "packages/umbra/package.json": '{"name": "umbra"}',
        "packages/umbra/README.md": "Umbra is open source.\n",
    }
    claims = osdcheck.audit(repository(files)).claims
    assert [(one.path, one.certain) for one in claims] == [("packages/umbra/README.md", True)]


def test_weights_alone_are_no_source(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSE": MIT,
        "model.safetensors": b"",
        "README.md": "# Model\n\nFoo is open source.\n",
    }
    report = osdcheck.audit(repository(files))
    assert report.source_code.verdict == "absent"
    assert any("model.safetensors" in line for line in report.source_code.evidence)
    assert {claim.verdict for claim in report.claims} <= {"unsupported"}


def test_a_changed_license_of_bundled_work_narrows_nothing_of_the_project(repository: Repository) -> None:
    changed = MIT.replace("to deal in", "to deal, for non-commercial purposes only, in")
    bundled = f"{APACHE}\n\nLicenses of bundled software:\n\n{changed}"
    report = osdcheck.audit(repository({"LICENSE": bundled}))
    assert (report.overall, kinds(report)) == ("open", [])
    assert [(project.kind, project.overall) for project in report.projects] == [("third-party", "not-open")]
    alone = osdcheck.audit(repository({"LICENSE": changed}))
    assert (alone.overall, kinds(alone)) == ("not-open", ["narrowed"])


def test_places_that_are_left_out_are_counted(repository: Repository) -> None:
    sources: dict[str, str | bytes] = {
        f"a{number:02}.c": "/* SPDX-License-Identifier: GPL-2.0-only */\nint a;\n" for number in range(23)
    }
    report = osdcheck.audit(repository({"LICENSE": text("MIT"), **sources}))
    (conflict,) = [one for one in report.conflicts if one.kind == "header-differs"]
    assert len(conflict.locations) == 20
    assert "23 files" in conflict.message
    assert conflict.message.endswith("(23 places, the first 20 are named.)")
    assert "; and 17 more" in audit_markdown(report)


def test_conflicts_that_are_left_out_are_counted(repository: Repository) -> None:
    parts: dict[str, str | bytes] = {
        f"a{number:02}/LICENSE": f"Part {number}. All rights reserved. You may not copy it.\n"
        for number in range(43)
    }
    report = osdcheck.audit(repository({"LICENSE": text("MIT"), **parts}))
    more = len(report.conflicts) - 40
    assert more > 1
    assert f"and {more} more conflicts (see --format json)" in audit_text(report, width=100)


@pytest.mark.parametrize("head", ["", "## License\n\n"])
@pytest.mark.parametrize(
    ("said", "overall"),
    [
        ("This software may not be used in production yet.", "open"),
        ("This library is not recommended for production.", "open"),
        ("This tool is not meant for production use yet.", "open"),
        ("This project must not be used in production at the moment.", "open"),
        ("This software may not be used in production.", "not-open"),
        ("You may not yet use this software in production without a commercial license.", "not-open"),
        ("This software is licensed for evaluation and may not be used in production.", "not-open"),
    ],
)
def test_a_warning_of_use_too_early_is_no_restriction(
    repository: Repository, head: str, said: str, overall: str
) -> None:
    readme = f"# Foo\n\nA tool.\n\n{head}{said}\n"
    assert osdcheck.audit(repository({"LICENSE": MIT, "README.md": readme})).overall == overall
