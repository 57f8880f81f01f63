"""License files that hold less, or stand elsewhere, than their names say."""

from __future__ import annotations

import pytest

import osdcheck
from tests.audit.conftest import Repository, text
from tests.audit.test_terms import counted

MIT, JSON, ELASTIC = text("MIT"), text("JSON"), text("Elastic-2.0")
PAGE = "License\n=======\n\nFoo has a license page. Read it well.\n"
RESERVED = "Copyright (c) 2020 Foo Inc. All rights reserved.\n"


@pytest.mark.parametrize("words", [RESERVED, "All rights reserved.\n", "Foo Inc.\nALL RIGHTS ARE RESERVED\n"])
def test_a_folder_whose_license_reserves_all_rights_is_named(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "core/LICENSE": words, "core/a.py": ""}))
    assert report.overall == "open"
    assert [(one.path, one.kind, one.overall) for one in report.projects] == [("core", "nested", "not-open")]
    assert [one.kind for one in report.conflicts] == ["different-terms"]
    (file,) = [one for one in report.files if one.path == "core/LICENSE"]
    assert (file.overall, file.counted) == ("not-open", "whole")


def test_rights_that_are_reserved_beside_an_open_license_are_for_a_person_to_read(
    repository: Repository,
) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "LICENSE.core": RESERVED}))
    assert (report.overall, report.review_reasons) == ("review", ("not-a-license",))


@pytest.mark.parametrize(
    "words",
    [
        "Copyright 2020 Foo. All rights reserved. See COPYING for terms.\n",
        "All rights reserved. Use is subject to the license in the root of this repository.\n",
    ],
)
def test_a_notice_that_points_to_the_license_reserves_nothing(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "core/LICENSE": words, "core/a.py": ""}))
    assert (report.overall, report.projects, report.conflicts) == ("open", (), ())


@pytest.mark.parametrize("words", ["Licensed under the Elastic License 2.0.\n", "Elastic License 2.0\n"])
def test_a_folder_whose_license_is_only_named_is_a_part(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "ee/LICENSE": words, "ee/a.py": ""}))
    assert report.overall == "open"
    assert [(one.path, one.kind, one.overall) for one in report.projects] == [("ee", "nested", "not-open")]


@pytest.mark.parametrize(("name", "parts"), [("src/LICENSE.md", ["src"]), ("docs/license.md", [])])
def test_a_page_of_a_manual_that_names_the_license_is_no_part(
    repository: Repository, name: str, parts: list[str]
) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, name: "Licensed under the Apache License 2.0.\n"}))
    assert (report.overall, [one.path for one in report.projects]) == ("open", parts)


def test_a_text_of_reuse_that_reads_like_no_license_needs_review(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "LICENSES/Foo.txt": "Ask Jane.\n"}))
    assert (report.overall, report.review_reasons) == ("review", ("not-a-license",))
    elsewhere = osdcheck.audit(repository({"LICENSES/Foo.txt": MIT, "legal/memo.txt": "Ask Jane.\n"}))
    assert elsewhere.overall == "open"


def test_a_page_about_the_license_is_no_license_beside_one(repository: Repository) -> None:
    files: dict[str, str | bytes] = {"src/LICENSE": MIT, "src/a.py": "", "docs/license.rst": PAGE}
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.conflicts) == ("open", ())
    assert {one.path: one.counted for one in report.files} == {
        "docs/license.rst": "neutral",
        "src/LICENSE": "whole",
    }


def test_a_file_that_speaks_of_the_license_beside_it_adds_nothing(repository: Repository) -> None:
    words = (
        "The Foo Project is licensed under the terms of the MIT License, as follows: see the file LICENSE.\n"
    )
    report = osdcheck.audit(repository({"LICENSE": MIT, "COPYING.rst": words}))
    assert (report.overall, counted(report)) == ("open", {"COPYING.rst": "neutral", "LICENSE": "whole"})


def test_a_page_that_shows_the_license_is_no_second_one(repository: Repository) -> None:
    words = (
        "Licenses\n========\n\nFoo is licensed under a 3-clause BSD style license:\n\n"
        ".. include:: ../LICENSE\n\nFull licenses for third-party software Foo is derived from or included"
        " with Foo can be found in the"
        " ``'licenses/'`` directory of the source code distribution.\n"
    )
    report = osdcheck.audit(repository({"LICENSE": MIT, "docs/license.rst": words}))
    assert (report.overall, report.conflicts) == ("open", ())
    assert counted(report) == {"LICENSE": "whole", "docs/license.rst": "neutral"}


@pytest.mark.parametrize("name", ["docs/license.rst", "docs/license.txt", "COPYING"])
def test_what_says_nothing_beside_a_license_counts_as_nothing(repository: Repository, name: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, name: PAGE}))
    assert (report.overall, report.basis) == ("open", ())
    assert counted(report) == {"LICENSE": "whole", name: "neutral"}


def test_a_page_about_the_license_gives_no_right(repository: Repository) -> None:
    assert osdcheck.audit(repository({"docs/license.rst": PAGE, "a.py": ""})).overall == "not-open"


WHOLE = "All code in this repository is licensed"


@pytest.mark.parametrize("name", ["AUTHORS", "CREDITS.md", "CONTRIBUTORS.txt"])
def test_a_list_of_people_may_narrow_the_license(repository: Repository, name: str) -> None:
    words = f"Jane Doe\nJohn Doe\n\n{WHOLE} for non-commercial use only.\n"
    report = osdcheck.audit(repository({"LICENSE": MIT, name: words}))
    assert (report.overall, [one.kind for one in report.conflicts]) == ("not-open", ["narrowed"])
    assert {finding.path for finding in report.clauses[5].findings} == {name}


@pytest.mark.parametrize(
    ("words", "expression"),
    [
        (f"Jane Doe\n\n{WHOLE} under the MIT License.\n", "MIT"),
        ("This project is released under the Apache License 2.0.\n\n* Jane Doe\n", "Apache-2.0"),
    ],
)
def test_a_list_of_people_may_say_what_the_license_is(
    repository: Repository, words: str, expression: str
) -> None:
    report = osdcheck.audit(repository({"AUTHORS": words, "a.py": ""}))
    assert (report.overall, report.expression) == ("open", expression)


@pytest.mark.parametrize(
    "words",
    [
        "Jane Doe wrote the parser, which is licensed under the GPL-3.0-only.\n",
        "Icons by Jane Doe, for non-commercial use only.\n",
        "This project uses the icons of Foo, licensed for non-commercial use only.\n",
        "All rights reserved by Jane Doe.\n",
    ],
)
def test_what_is_said_of_people_and_their_other_works_is_no_license(
    repository: Repository, words: str
) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "AUTHORS": words}))
    assert (report.overall, report.conflicts, report.declared) == ("open", (), ())


PORTIONS = """Copyright (c) 2020 Foo Inc.

Portions of this software are licensed as follows:

* All content that resides under the "ee/" directory of this repository, if that directory exists, is licensed
  under the license defined in "ee/LICENSE".
* All third party components incorporated into the Foo Software are licensed under the original license
  provided by the owner of the applicable component.
* Content outside of the above mentioned directories or restrictions above is available under the "MIT Expat"
  license as defined below.

"""


def test_a_license_for_all_but_some_folders_is_that_of_the_rest(repository: Repository) -> None:
    files: dict[str, str | bytes] = {"LICENSE": PORTIONS + MIT, "a.py": ""}
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.expression, report.projects) == ("open", "MIT", ())
    inside = osdcheck.audit(repository({"ee/LICENSE": ELASTIC, "ee/a.py": ""}))
    assert inside.overall == "open"
    assert [(one.path, one.overall) for one in inside.projects] == [("ee", "not-open")]


def test_terms_of_some_folders_in_the_license_file_are_named_apart(repository: Repository) -> None:
    enterprise = "You may not copy or distribute the content of this directory.\n\n"
    words = PORTIONS.replace('defined in "ee/LICENSE".\n', f"defined below.\n\n{enterprise}")
    report = osdcheck.audit(repository({"LICENSE": words + MIT, "a.py": ""}))
    assert (report.overall, report.expression, report.conflicts) == ("open", "MIT", ())
    assert [(one.path, one.kind, one.overall) for one in report.projects] == [
        ("LICENSE", "third-party", "not-open")
    ]


def test_a_license_that_leaves_nothing_to_the_rest_is_read_as_a_whole(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": PORTIONS, "a.py": ""}))
    assert report.overall != "open"


def test_a_list_of_names_that_is_bundled_is_not_named_apart(repository: Repository) -> None:
    names = "This product includes software of others.\n\nFoo - MIT License\nBar - Apache License 2.0\n"
    report = osdcheck.audit(repository({"LICENSE": MIT, "THIRD-PARTY-NOTICES.txt": names}))
    assert (report.overall, report.projects) == ("open", ())
