"""A commercial license beside an open one: a choice, or terms that everybody has to accept."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import osdcheck
from osdcheck.identity.records import find_record, text_of
from tests.audit.conftest import Repository, text

COMMERCIAL = (
    "Example Commercial License Agreement\n\nLicensor grants you a non-exclusive, non-transferable license "
    "to use the Software in your own\nproducts for the fee agreed in the order. You may not redistribute the "
    "source code of the Software\nand you may not modify or reverse engineer it.\n"
)

SECTIONS = tomllib.loads((Path(__file__).parent / "data" / "alternatives.toml").read_text(encoding="utf-8"))


def known(name: str) -> str:
    record = find_record(name)
    assert record is not None
    return text_of(record)


def built(base: str, name: str, terms: str, readme: str) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {"LICENSE": base, name: terms, "main.c": "int main;\n"}
    if readme:
        files["README.md"] = f"# Foo\n\nA tool.\n\n## License\n\n{readme}\n"
    return files


@pytest.mark.parametrize(
    ("base", "name", "readme"),
    [
        (
            "GPL-3.0-only",
            "LICENSE-COMMERCIAL",
            "Foo is dual-licensed under the GPL-3.0 and a commercial license.",
        ),
        ("GPL-3.0-only", "LICENSE.commercial", "Foo is available under the GPL-3.0 or a commercial license."),
        (
            "AGPL-3.0-only",
            "COMMERCIAL-LICENSE.md",
            "You may choose either the AGPL-3.0 or a commercial license.",
        ),
        (
            "AGPL-3.0-only",
            "COMMERCIAL-LICENSE.md",
            "AGPL-3.0. Alternatively, a commercial license is available.",
        ),
        (
            "GPL-3.0-only",
            "LICENSE-COMMERCIAL.txt",
            "If you do not want to comply with the GPL, you may obtain a commercial license from us.",
        ),
        ("AGPL-3.0-only", "COMMERCIAL-LICENSE.md", ""),
        ("GPL-3.0-only", "LICENSE-COMMERCIAL", ""),
    ],
)
def test_a_commercial_alternative_is_a_choice(
    repository: Repository, base: str, name: str, readme: str
) -> None:
    report = osdcheck.audit(repository(built(known(base), name, COMMERCIAL, readme)))
    assert (report.overall, report.expression, report.conflicts) == ("open", base, ())
    assert {file.path: file.counted for file in report.files}[name] == "choice"
    assert any("LICENSE" in one and name in one and "other choice" in one for one in report.basis)


@pytest.mark.parametrize(
    ("base", "terms", "readme"),
    [
        ("MIT", COMMERCIAL, "MIT. Commercial use requires a license, see LICENSE-COMMERCIAL."),
        ("MIT", COMMERCIAL, ""),
        ("Apache-2.0", COMMERCIAL, "Both licenses apply: Apache-2.0 and the commercial license."),
        ("GPL-3.0-only", COMMERCIAL, "The files in the `ee/` folder are under LICENSE-COMMERCIAL."),
        (
            "AGPL-3.0-only",
            COMMERCIAL,
            "Dual-licensed: AGPL-3.0, and a commercial license for enterprise features.",
        ),
        (
            "AGPL-3.0-only",
            COMMERCIAL,
            "Dual-licensed: AGPL-3.0 for non-commercial use, else a commercial license.",
        ),
        ("AGPL-3.0-only", COMMERCIAL, "In addition to the AGPL-3.0 you must accept the commercial license."),
        ("MIT", COMMERCIAL, "MIT. It uses Qt, which is dual-licensed under the GPL or a commercial license."),
        ("GPL-3.0-only", "You may not use this software for commercial purposes without a license.\n", ""),
    ],
)
def test_commercial_terms_that_are_added_count(
    repository: Repository, base: str, terms: str, readme: str
) -> None:
    report = osdcheck.audit(repository(built(known(base), "LICENSE-COMMERCIAL", terms, readme)))
    assert report.overall != "open"


def test_an_enterprise_license_of_a_folder_stands_beside(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": text("MIT"), "ee/LICENSE": COMMERCIAL, "a.c": "int a;\n"}))
    assert "different-terms" in {one.kind for one in report.conflicts}


def agpl(
    name: str = "LICENSE-COMMERCIAL", terms: str = COMMERCIAL, readme: str = ""
) -> dict[str, str | bytes]:
    return built(known("AGPL-3.0-only"), name, terms, readme)


@pytest.mark.parametrize("section", SECTIONS["added"])
def test_words_that_bind_or_are_not_understood_make_no_choice(repository: Repository, section: str) -> None:
    report = osdcheck.audit(repository(agpl(readme=section)))
    assert report.overall != "open"


@pytest.mark.parametrize("section", SECTIONS["offered"])
def test_words_that_offer_make_a_choice(repository: Repository, section: str) -> None:
    report = osdcheck.audit(repository(agpl(readme=section)))
    assert (report.overall, report.conflicts) == ("open", ())


@pytest.mark.parametrize(
    "terms",
    [
        COMMERCIAL + "\nThis license applies in addition to the AGPL.\n",
        COMMERCIAL + "\nThe AGPL may be chosen by natural persons. Firms come under this agreement.\n",
        COMMERCIAL + "\nThe AGPL in LICENSE covers individuals; organizations receive these terms instead.\n",
        COMMERCIAL + "\nThis license covers the files in the enterprise folder.\n",
        "Commons Clause\n\nThe Software is provided to you by the Licensor under the License, as defined "
        "below, subject to the following condition. The License does not grant to you the right to Sell.\n",
        "You may use the software for non-commercial purposes. Commercial use requires a paid license.\n",
        "Commercial use of the software is permitted only to customers of Example. You may use the software "
        "in production after you paid the fee.\n",
    ],
)
def test_a_rider_is_no_alternative_whatever_its_file_is_called(repository: Repository, terms: str) -> None:
    assert osdcheck.audit(repository(agpl(terms=terms))).overall != "open"


@pytest.mark.parametrize(
    "name",
    [
        "LICENSE-COMMERCIAL-ADDENDUM",
        "COMMERCIAL-LICENSE-RIDER.md",
        "COMMERCIAL-USE-POLICY.md",
        "LICENSE-ADDITIONAL-TERMS",
        "LICENSE-COMMONS-CLAUSE",
        "LICENSE-ENTERPRISE",
        "EULA.md",
    ],
)
def test_a_file_of_another_name_is_no_alternative(repository: Repository, name: str) -> None:
    assert osdcheck.audit(repository(agpl(name))).overall != "open"


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("ee/README.md", "# EE\n\nThe software in this folder is under ../LICENSE-COMMERCIAL.\n"),
        ("ee/x.c", "/* Licensed under the Foo Commercial License, see LICENSE-COMMERCIAL. */\nint a;\n"),
        ("ee/LICENSE", COMMERCIAL),
        ("ee/LICENSE", "This directory is licensed under the commercial license in ../LICENSE-COMMERCIAL.\n"),
        ("package.json", '{"name": "foo", "license": "SEE LICENSE IN LICENSE-COMMERCIAL"}'),
        ("package.json", '{"name": "foo", "license": "UNLICENSED"}'),
        ("package.json", '{"name": "foo", "license": "AGPL-3.0-only AND LicenseRef-Commercial"}'),
        ("setup.cfg", "[metadata]\nname = foo\nlicense = Proprietary\n"),
        ("USE_POLICY.md", "# Acceptable use policy\n\nYou may not use the software for military purposes.\n"),
        ("LICENSE-COMMONS-CLAUSE", "The License does not grant to you the right to Sell the Software.\n"),
    ],
)
def test_another_file_can_make_it_bind(repository: Repository, path: str, content: str) -> None:
    assert osdcheck.audit(repository({**agpl(), path: content})).overall != "open"


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("package.json", '{"name": "foo", "license": "AGPL-3.0-only"}'),
        ("package.json", '{"name": "foo", "license": "AGPL-3.0-only OR LicenseRef-Commercial"}'),
        ("x.c", "/* You may use this file under the AGPL. A commercial license is available. */\nint a;\n"),
        ("ee/LICENSE-COMMERCIAL", COMMERCIAL.replace("Example", "Other")),
    ],
)
def test_another_file_may_leave_it_a_choice(repository: Repository, path: str, content: str) -> None:
    assert osdcheck.audit(repository({**agpl(), path: content})).overall == "open"


@pytest.mark.parametrize(
    "readme", ["", "MIT. Foo is available under the MIT license or a commercial license."]
)
def test_beside_a_license_that_lets_terms_be_added_an_offer_is_needed(
    repository: Repository, readme: str
) -> None:
    report = osdcheck.audit(repository(built(text("MIT"), "LICENSE-COMMERCIAL", COMMERCIAL, readme)))
    assert (report.overall == "open") == bool(readme)


@pytest.mark.parametrize(
    ("base", "overall"), [("AGPL-3.0-only", "open"), ("LGPL-3.0-only", "not-open"), ("MIT", "not-open")]
)
def test_what_copyleft_asks_of_a_closed_source_is_no_restriction(
    repository: Repository, base: str, overall: str
) -> None:
    said = "If you want to use Foo in closed-source software, you must purchase a commercial license."
    files: dict[str, str | bytes] = {"LICENSE": known(base), "README.md": f"# Foo\n\n## License\n\n{said}\n"}
    assert osdcheck.audit(repository(files)).overall == overall


def test_a_policy_of_the_other_choice_is_not_missed(repository: Repository) -> None:
    terms = COMMERCIAL + "You must comply with our Acceptable Use Policy at https://example.com/aup.\n"
    report = osdcheck.audit(repository(agpl(terms=terms)))
    assert (report.overall, report.conflicts) == ("open", ())
