"""Projects without a license file whose metadata declares nothing that can be read."""

from __future__ import annotations

import pytest

import osdcheck
from tests.audit.conftest import Repository, text

MIT = text("MIT")
GPL = """This program is free software: you can redistribute it and/or modify
it under the terms of the GNU General Public License as published by
the Free Software Foundation, either version 3 of the License, or
(at your option) any later version.
"""
MINIO = "Minio is an object storage server released under Apache License v2.0. It is compatible with others."
BADGE = "[![FOSSA Status](https://app.fossa.io/badge.svg)](https://app.fossa.io/projects)"
FRENCH = (
    "Licence libre\n\nLe titulaire des droits accorde \u00e0 toute personne le droit d'utiliser, de copier,"
    " de modifier et de distribuer le logiciel, \u00e0 titre gratuit, \u00e0 condition de conserver"
    " cette notice.\n"
)


def commented(words: str) -> str:
    return "/*\n" + "".join(f" * {line}\n" for line in words.splitlines()) + " */\nint x;\n"


@pytest.mark.parametrize(
    ("source", "expression"),
    [
        (commented(f"Copyright 2020 Foo\n\n{GPL}"), "GPL-3.0-only"),
        (commented(MIT), "MIT"),
        (
            "/* stb - no license here */\nint x;\n" * 400 + f"/*\nALTERNATIVE A - MIT License\n{MIT}*/\n",
            "MIT",
        ),
    ],
)
def test_a_license_in_comments_of_the_sources_counts(
    repository: Repository, source: str, expression: str
) -> None:
    report = osdcheck.audit(repository({"src/a.c": source, "README.md": "# Foo\n"}))
    assert (report.overall, report.expression, report.projects) == ("open", expression, ())
    (file,) = report.files
    assert (file.path, file.project, file.line_start is not None) == ("src/a.c", "", True)


def test_a_license_in_a_few_of_many_sources_is_for_a_person(repository: Repository) -> None:
    files: dict[str, str | bytes] = {f"{name}.c": "int x;\n" for name in "bcdef"}
    report = osdcheck.audit(repository({"a.c": commented(MIT), **files}))
    assert (report.overall, report.basis) == (
        "review",
        ("a.c says \u201ca license in 1 of 6 sources\u201d, which names no license exactly.",),
    )


@pytest.mark.parametrize(
    "files",
    [
        {"a.c": "/* This file is in the public domain. */\nint x;\n"},
        {"README": "foo is in the public domain.\n"},
        {"a.c": "// Use of this source is governed by a BSD-style license in the file LICENSE.\nint x;\n"},
        {"a.c": "// This file is subject to the terms of the Mozilla Public License, v. 2.0.\nint x;\n"},
        {"README.md": f"# Minio\n\n{MINIO}\n\n## License\n{BADGE}\n"},
        {"README.md": "---\nlicense: other\n---\n# Foo\n"},
        {"README.md": "---\nlicense: unknown\n---\n# Foo\n"},
        {"README.md": "---\nlicense: cc\n---\n# Foo\n"},
        {"README.md": "---\nlicense: [mit\n---\n# Foo\n"},
        {"package.json": '{"license": "MIT",}'},
        {"LICENSE": FRENCH},
        {"LICENSE.rtf": "{\\rtf1\\ansi " + MIT + "}"},
        {"NOTICE": "This software is licensed under the LGPL 2.1.\n"},
    ],
)
def test_what_may_be_licensed_is_not_said_to_have_no_license(
    repository: Repository, files: dict[str, str | bytes]
) -> None:
    report = osdcheck.audit(repository({"x.py": "pass\n", **files}))
    assert report.overall != "not-open"
    assert "No license was found" not in " ".join(report.basis)


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# Foo\n\nFoo has no license. Do not use it.\n"},
        {"README.md": "# Foo\n\nIt uses libbar, which is released under the MIT License.\n"},
        {"a.c": "/* This is not free software and nothing is licensed under the GPL. */\nint x;\n"},
        {"examples/package.json": "{"},
    ],
)
def test_what_says_nothing_of_a_license_has_none(
    repository: Repository, files: dict[str, str | bytes]
) -> None:
    report = osdcheck.audit(repository({"x.py": "pass\n", **files}))
    assert (report.overall, report.review_reasons) == ("not-open", ("no-license",))


NAMED = "Copyright 2020 Foo. Licensed under the {}.\n"


@pytest.mark.parametrize("license_name", ["Apache License, Version 2.0", "MIT license"])
def test_an_open_license_that_few_sources_name_in_words_is_for_a_person(
    repository: Repository, license_name: str
) -> None:
    others: dict[str, str | bytes] = {"b.c": "int y;\n", "c.c": "int z;\n"}
    report = osdcheck.audit(repository({"a.c": commented(NAMED.format(license_name)), **others}))
    assert (report.overall, report.expression) == ("review", None)


@pytest.mark.parametrize(
    ("files", "overall", "expression"),
    [
        ({"a.c": commented(NAMED.format("Elastic License 2.0"))}, "not-open", "Elastic-2.0"),
        ({"a.c": "// SPDX-License-Identifier: Apache-2.0\nint x;\n"}, "open", "Apache-2.0"),
        (
            {
                "README.md": "# Foo\n\nFoo is released under the MIT License.\n",
                "a.c": commented(NAMED.format("Apache License, Version 2.0")),
            },
            "open",
            "MIT AND Apache-2.0",
        ),
        (
            {"a.c": commented(MIT), "b.c": commented(NAMED.format("Apache License, Version 2.0"))},
            "open",
            "MIT AND Apache-2.0",
        ),
    ],
)
def test_what_is_said_exactly_goes_before_words_in_sources(
    repository: Repository, files: dict[str, str | bytes], overall: str, expression: str
) -> None:
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.expression) == (overall, expression)


@pytest.mark.parametrize("name", ["CECILL-2.1", "MulanPSL-2.0", "GPL-2.0-only", "Apache-2.0"])
def test_approved_and_english_texts_are_judged(repository: Repository, name: str) -> None:
    from osdcheck.identity.records import find_record, text_of

    record = find_record(name)
    assert record is not None
    assert osdcheck.audit(repository({"LICENSE": text_of(record)})).overall == "open"


def test_a_license_in_another_language_contradicts_no_claim(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": FRENCH, "README.md": "# Foo\n\nFoo is open source.\n"}))
    assert (report.overall, report.review_reasons) == ("review", ("other-language",))
    assert [claim.verdict for claim in report.claims] == ["unsupported"]
