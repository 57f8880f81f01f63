"""Names of licenses as packages write them in their metadata."""

from __future__ import annotations

import pytest

import osdcheck
from osdcheck.core.evidence import Declared
from osdcheck.evidence.license_names import spelled, understand
from tests.audit.conftest import Repository, text
from tests.audit.test_declared import known

MIT, ELASTIC = text("MIT"), text("Elastic-2.0")
OSI = "License :: OSI Approved :: "


def package(*classifiers: str) -> str:
    return "Metadata-Version: 2.1\nName: foo\n" + "".join(f"Classifier: {one}\n" for one in classifiers)


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        (f"{OSI}Blue Oak Model License (BlueOak-1.0.0)", "BlueOak-1.0.0"),
        (f"{OSI}Universal Permissive License (UPL)", "UPL-1.0"),
        (f"{OSI}CMU License (MIT-CMU)", "MIT-CMU"),
        ("MIT License, Apache License, Version 2.0", "MIT AND Apache-2.0"),
        ("Sustainable Use License", "SUL-1.0"),
        ("UFL-1.0", "Ubuntu-font-1.0"),
        ("SEE LICENSE IN <https://opensource.org/licenses/MIT>", "MIT"),
        ("GPLv3 or commercial", "GPL-3.0-only OR LicenseRef-scancode-proprietary-license"),
    ],
)
def test_names_are_understood(name: str, expression: str) -> None:
    named = understand(Declared("PKG-INFO", "License", name, 1, name))
    assert named.expression is not None
    assert (spelled(named.expression), named.problem) == (expression, None)


@pytest.mark.parametrize("name", ["MIT License, Foo License", "Foo (BSD)", "Foo License (for MIT)"])
def test_names_that_hold_an_unknown_one_stay_unknown(name: str) -> None:
    assert understand(Declared("PKG-INFO", "License", name, 1, name)).problem is not None


@pytest.mark.parametrize("word", ["Proprietary", "Commercial", "LicenseRef-Proprietary"])
def test_a_word_for_own_terms_contradicts_no_terms_of_the_project(repository: Repository, word: str) -> None:
    words = "You may use this software inside of your company. You may not distribute it.\n"
    report = osdcheck.audit(repository({"package.json": f'{{"license": "{word}"}}', "LICENSE": words}))
    assert (report.overall, report.conflicts) == ("not-open", ())


@pytest.mark.parametrize("word", ["Proprietary", "LicenseRef-Proprietary"])
def test_a_word_for_own_terms_contradicts_a_known_license(repository: Repository, word: str) -> None:
    report = osdcheck.audit(repository({"package.json": f'{{"license": "{word}"}}', "LICENSE": MIT}))
    assert [one.kind for one in report.conflicts] == ["declared-differs"]


def test_a_reserved_font_name_makes_no_other_license(repository: Repository) -> None:
    report = osdcheck.audit(repository({"package.json": '{"license": "OFL-1.1"}', "foo.ttf": ""}))
    assert (report.overall, report.conflicts) == ("open", ())
    files: dict[str, str | bytes] = {"LICENSE": known("OFL-1.1-RFN")}
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.conflicts) == ("open", ())


@pytest.mark.parametrize(
    ("classifiers", "overall"),
    [
        ((f"{OSI}MIT License", f"{OSI}GNU General Public License v3 (GPLv3)"), "open"),
        ((f"{OSI}MIT License", "License :: Other/Proprietary License"), "review"),
        ((f"{OSI}MIT License", f"{OSI}Foo License"), "review"),
    ],
)
def test_several_classifiers_hold_where_it_makes_no_difference_how(
    repository: Repository, classifiers: tuple[str, ...], overall: str
) -> None:
    assert osdcheck.audit(repository({"PKG-INFO": package(*classifiers), "foo.py": ""})).overall == overall


def test_a_file_that_begins_with_a_license_nobody_knows_may_be_the_declared_one(
    repository: Repository,
) -> None:
    own = (
        "You may use, copy, modify and distribute this software for any purpose without fee, provided that"
        " this notice stays in all copies.\n\n-----\n\nBar\n\n"
    )
    files: dict[str, str | bytes] = {"package.json": '{"license": "MIT-CMU"}', "LICENSE": own + MIT}
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.conflicts) == ("open", ())
