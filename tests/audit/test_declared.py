"""How declarations of the single formats enter the conclusion."""

from __future__ import annotations

import pytest

import osdcheck
from osdcheck.core.evidence import Declared
from osdcheck.evidence.license_names import spelled, understand
from osdcheck.identity.records import find_record, text_of
from tests.audit.conftest import Repository, text

MIT, ELASTIC = text("MIT"), text("Elastic-2.0")
MOF = """\
framework: {name: Model Openness Framework, version: "1.0"}
release:
  name: X
  license:
    distribution: {name: MIT}
    code: {name: Apache-2.0}
  components:
    - {name: Training code, license: %s}
"""


def known(identifier: str) -> str:
    record = find_record(identifier)
    assert record is not None
    return text_of(record)


def kinds(report: osdcheck.AuditReport) -> list[str]:
    return [conflict.kind for conflict in report.conflicts]


@pytest.mark.parametrize(("terms", "overall"), [("Apache-2.0", "open"), ("Elastic-2.0", "not-open")])
def test_licenses_of_components_hold_beside_that_of_the_release(
    repository: Repository, terms: str, overall: str
) -> None:
    report = osdcheck.audit(repository({"mof.yml": MOF % terms, "LICENSE": MIT, "train.py": ""}))
    assert report.overall == overall
    assert not {"declared-differs", "declarations-differ"} & set(kinds(report))
    assert f"mof.yml declares {terms}" in " ".join(report.basis)


def test_a_component_without_a_license_needs_review(repository: Repository) -> None:
    report = osdcheck.audit(repository({"mof.yml": MOF % "unlicensed", "LICENSE": MIT}))
    assert (report.overall, report.review_reasons) == ("review", ("unclear",))


def pom(*licenses: str) -> str:
    rows = "".join(f"<license>{one}</license>" for one in licenses)
    return f"<project><licenses>{rows}</licenses></project>"


def test_licenses_of_a_pom_are_a_choice(repository: Repository) -> None:
    manifest = pom(
        "<name>Elastic License 2.0</name>", "<name>The Apache Software License, Version 2.0</name>"
    )
    report = osdcheck.audit(repository({"pom.xml": manifest}))
    assert (report.overall, kinds(report)) == ("open", [])


@pytest.mark.parametrize(
    ("address", "expression"),
    [
        ("http://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("https://opensource.org/license/bsd-3-clause/", "BSD-3-Clause"),
        ("https://spdx.org/licenses/ISC.html", "ISC"),
        ("https://www.gnu.org/licenses/old-licenses/lgpl-2.1.en.html", "LGPL-2.1"),
        ("https://www.mozilla.org/en-US/MPL/2.0/", "MPL-2.0"),
        ("https://www.eclipse.org/legal/epl-2.0/", "EPL-2.0"),
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
    ],
)
def test_an_address_of_a_known_license_is_that_license(address: str, expression: str) -> None:
    named = understand(Declared("pom.xml", "project.licenses.license", address, 1, address))
    assert named.expression is not None
    assert named.problem is None
    assert spelled(named.expression).removesuffix("-only").removesuffix("-or-later") == expression


def test_an_address_nobody_knows_is_unclear_and_no_choice_of_its_parts(repository: Repository) -> None:
    address = "https://example.com/licenses/MIT"
    report = osdcheck.audit(repository({"pom.xml": pom(f"<url>{address}</url>")}))
    assert (report.overall, report.expression, kinds(report)) == ("review", address, ["declared-unknown"])
    both = osdcheck.audit(repository({"pom.xml": pom(f"<url>{address}</url>", "<name>MIT</name>")}))
    assert both.overall == "open"


def test_a_link_in_a_model_header_is_no_expression(repository: Repository) -> None:
    def packed(words: str) -> bytes:
        return len(words).to_bytes(8, "little") + words.encode()

    fields = {"general.license": "apache-2.0", "general.license.link": "https://example.com/terms"}
    rows = b"".join(packed(key) + b"\x08\0\0\0" + packed(value) for key, value in fields.items())
    data = b"GGUF\x03\0\0\0" + bytes(8) + len(fields).to_bytes(8, "little") + rows
    report = osdcheck.audit(repository({"m.gguf": data}))
    assert (report.overall, report.expression, kinds(report)) == ("open", "Apache-2.0", [])


@pytest.mark.parametrize(
    ("file", "words"), [("package.json", "UNLICENSED"), ("composer.json", "proprietary")]
)
def test_a_word_for_no_license_gives_no_right(repository: Repository, file: str, words: str) -> None:
    report = osdcheck.audit(repository({file: f'{{"license": "{words}"}}'}))
    assert (report.overall, report.clauses[0].verdict) == ("not-open", "fail")
    beside = osdcheck.audit(repository({"LICENSE": MIT}))
    assert (beside.overall, kinds(beside)) == ("review", ["declared-differs"])
    assert beside.review_reasons == ("declared-not-open",)


def test_a_license_file_that_is_missing_leaves_the_terms_unclear(repository: Repository) -> None:
    report = osdcheck.audit(repository({"package.json": '{"license": "SEE LICENSE IN rules.txt"}'}))
    assert (report.overall, report.review_reasons) == ("review", ("unclear",))
    assert kinds(report) == ["file-missing"]
    assert report.clauses[0].findings[0].quote == "rules.txt"


def test_a_reference_without_a_text_needs_review(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSES/MIT.txt": MIT,
        "a.py": "# SPDX-License-Identifier: LicenseRef-Own\n",
        "b.py": "# SPDX-License-Identifier: MIT\n",
    }
    report = osdcheck.audit(repository(files))
    assert (report.overall, kinds(report)) == ("review", ["declared-unknown"])
    named = osdcheck.audit(repository({"LICENSES/LicenseRef-Own.txt": ELASTIC}))
    assert (named.overall, kinds(named)) == ("not-open", ["different-terms"])


def test_a_reference_may_be_the_license_file_that_is_no_known_one(repository: Repository) -> None:
    own = "Permission is granted to use, copy, modify and distribute this for any purpose.\n"
    files: dict[str, str | bytes] = {"LICENSE": own, "a.py": "# SPDX-License-Identifier: LicenseRef-Own\n"}
    assert osdcheck.audit(repository(files)).overall == "open"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_a_mark_of_the_encoding_hides_nothing(repository: Repository, encoding: str) -> None:
    readme = "# License\n\nFree for non-commercial use only. X is open source.\n"
    files: dict[str, str | bytes] = {
        "LICENSE": MIT,
        "README.md": readme.encode(encoding),
        "a.py": "# SPDX-License-Identifier: Elastic-2.0\n".encode(encoding),
        "package.json": '{"license": "MIT"}'.encode(encoding),
        "pyproject.toml": '[project]\nlicense = "MIT"\n'.encode(encoding),
    }
    report = osdcheck.audit(repository(files))
    assert report.errors == ()
    assert {"README.md"} < {finding.path for finding in report.clauses[5].findings}
    assert "header-differs" in kinds(report)
    (claim,) = report.claims
    assert (claim.quote, claim.line_start) == ("X is open source.", 3)


@pytest.mark.parametrize(
    "manifest",
    [
        ("pyproject.toml", '[project]\nname = "x"\nlicense = {{text = """{}"""}}\n'),
        ("PKG-INFO", "Metadata-Version: 2.1\nName: x\nLicense: {}\n"),
    ],
    ids=["pyproject", "core metadata"],
)
def test_a_whole_text_in_the_field_for_its_name_is_judged(
    repository: Repository, manifest: tuple[str, str]
) -> None:
    name, form = manifest
    for words, overall in ((MIT, "open"), (ELASTIC, "not-open")):
        written = words.replace("\n", "\n        ") if name == "PKG-INFO" else words
        report = osdcheck.audit(repository({name: form.format(written)}))
        assert (report.overall, [file.path for file in report.files]) == (overall, [name])
    beside = osdcheck.audit(repository({"LICENSE": MIT}))
    assert [(file.path, file.counted) for file in beside.files] == [("LICENSE", "whole")]
    assert beside.overall == "open"


def test_a_value_without_end_is_cut_in_messages(repository: Repository) -> None:
    long = "Frob OR " * 2_000 + "MIT"
    report = osdcheck.audit(repository({"composer.json": f'{{"license": ["{long}", "x"]}}'}))
    assert report.overall == "review"
    assert [conflict.kind for conflict in report.conflicts] == ["declared-unknown"]
    assert max(len(said) for said in [*report.basis, report.conflicts[0].message]) < 1_000


def test_a_broken_expression_is_unclear_alone_and_contradicts_no_file(repository: Repository) -> None:
    manifest = '{"license": "MIT AND"}'
    alone = osdcheck.audit(repository({"package.json": manifest}))
    assert (alone.overall, alone.review_reasons, kinds(alone)) == (
        "review",
        ("unclear",),
        ["declared-unknown"],
    )
    beside = osdcheck.audit(repository({"LICENSE": MIT}))
    assert (beside.overall, kinds(beside)) == ("open", ["declared-unknown"])


def child(*, relative: str | None = None, rows: str = "") -> str:
    place = "" if relative is None else f"<relativePath>{relative}</relativePath>"
    parent = (
        "<parent>\n<groupId>org.example</groupId>\n<artifactId>base</artifactId>\n"
        f"<version>7</version>\n{place}</parent>"
    )
    return f"<project>\n{parent}\n<artifactId>child</artifactId>\n{rows}</project>"


BASE = (
    "<project><artifactId>base</artifactId><licenses><license><name>{}</name></license></licenses></project>"
)


def test_a_pom_with_a_parent_from_elsewhere_says_where_its_license_is(repository: Repository) -> None:
    report = osdcheck.audit(repository({"pom.xml": child(), "A.java": ""}))
    assert (report.overall, report.review_reasons, kinds(report)) == (
        "review",
        ("unclear",),
        ["file-missing"],
    )
    (one,) = report.declared
    assert (one.field, one.expression, one.line_start) == ("project.parent", "org.example:base:7", 4)
    assert "org.example:base:7" in report.conflicts[0].message
    beside = osdcheck.audit(repository({"LICENSE": MIT}))
    assert (beside.overall, beside.expression, kinds(beside)) == ("open", "MIT", [])
    assert [one.field for one in beside.declared] == ["project.parent"]


def test_a_pom_with_a_license_of_its_own_takes_none_from_its_parent(repository: Repository) -> None:
    rows = "<licenses><license><name>MIT</name></license></licenses>"
    report = osdcheck.audit(repository({"pom.xml": child(rows=rows)}))
    assert [one.field for one in report.declared] == ["project.licenses.license"]


@pytest.mark.parametrize(
    ("parent", "module", "relative"),
    [("pom.xml", "core/pom.xml", None), ("parent/pom.xml", "pom.xml", "parent"),
     ("parent/pom.xml", "pom.xml", "./parent/pom.xml")],
)  # fmt: skip
@pytest.mark.parametrize(("name", "overall"), [("MIT", "open"), ("Elastic License 2.0", "not-open")])
def test_a_pom_has_the_license_of_its_parent_in_the_repository(
    repository: Repository, parent: str, module: str, relative: str | None, name: str, overall: str
) -> None:
    files: dict[str, str | bytes] = {parent: BASE.format(name), module: child(relative=relative)}
    report = osdcheck.audit(repository(files))
    assert (report.overall, "project.parent" in {one.field for one in report.declared}) == (overall, False)


def test_a_file_beside_a_pom_that_is_another_project_is_no_parent(repository: Repository) -> None:
    other = BASE.format("MIT").replace("base", "other")
    files: dict[str, str | bytes] = {"a/pom.xml": child(relative="../b"), "b/pom.xml": other}
    report = osdcheck.audit(repository(files))
    assert "org.example:base:7" in {one.expression for one in report.declared}


def test_parents_in_a_ring_end(repository: Repository) -> None:
    ring = child(relative="pom.xml").replace("child", "base")
    report = osdcheck.audit(repository({"pom.xml": ring}))
    assert (report.overall, report.declared) == ("not-open", ())


@pytest.mark.parametrize("name", ["GPL", "GNU GPL", "GNU General Public License (GPL)"])
@pytest.mark.parametrize("file", ["GPL-2.0-only", "GPL-3.0-only"])
def test_a_name_without_a_version_fits_each_of_them(repository: Repository, name: str, file: str) -> None:
    files: dict[str, str | bytes] = {"setup.cfg": f"[metadata]\nlicense = {name}\n", "COPYING": known(file)}
    report = osdcheck.audit(repository(files))
    assert (report.overall, kinds(report)) == ("open", [])


def test_a_file_that_only_names_the_declared_license_has_no_verdict_of_its_own(
    repository: Repository,
) -> None:
    words = (
        "This package contains a modified version of the bundle.\n\n"
        "This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of "
        "the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.\n"
    )
    files: dict[str, str | bytes] = {"setup.cfg": "[metadata]\nlicense = MPL-2.0\n", "LICENSE": words}
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.expression, report.conflicts) == ("open", "MPL-2.0", ())
    assert [(file.path, file.overall) for file in report.files] == [("LICENSE", None)]


BADGE = "![License](https://img.shields.io/badge/license-GPL--3.0-blue.svg)"


@pytest.mark.parametrize(
    "words",
    [
        f"| library | license |\n|---|---|\n| [libfoo](https://example.com/libfoo) | {BADGE} |\n",
        f"Put this on top of your page:\n\n> {BADGE}\n",
        f"<!-- not yet\n\n{BADGE}\n",
    ],
)
def test_a_badge_that_is_only_shown_declares_nothing(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "README.md": f"# Foo\n\n{words}"}))
    assert (report.declared, report.conflicts) == ((), ())


@pytest.mark.parametrize(
    "words", [BADGE, f"| build | license |\n|---|---|\n| ok | {BADGE} |\n", f"<!-- done -->\n\n{BADGE}\n"]
)
def test_a_badge_of_the_project_declares_its_license(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "README.md": f"# Foo\n\n{words}"}))
    assert [one.expression for one in report.declared] == ["GPL-3.0"]


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# Foo\n\n## Lint\n\nFound:\n\n```c\n/* SPDX-License-Identifier: SSPL-1.0 */\n```\n"},
        {"README.md": "# Foo\n\nPut this there:\n\n    // SPDX-License-Identifier: SSPL-1.0\n"},
        {"tests/data/busl.go": "// SPDX-License-Identifier: BUSL-1.1\npackage x\n"},
        {"tests/unit/corpus/busl.go": "// SPDX-License-Identifier: BUSL-1.1\npackage x\n"},
    ],
)
def test_examples_of_headers_are_none_of_the_project(
    repository: Repository, files: dict[str, str | bytes]
) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, **files}))
    assert (report.overall, report.expression, kinds(report)) == ("open", "MIT", [])


@pytest.mark.parametrize(
    "page",
    [
        "<!--\n    SPDX-License-Identifier: SSPL-1.0\n-->\n# Foo\n",
        "# Foo\n\nSPDX-License-Identifier: SSPL-1.0\n",
    ],
)
def test_headers_of_pages_are_read(repository: Repository, page: str) -> None:
    assert osdcheck.audit(repository({"README.md": page})).overall == "not-open"
