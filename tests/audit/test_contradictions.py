"""What a careful person would see, or not see, between the papers of a repository."""

from __future__ import annotations

import pytest

import osdcheck
from osdcheck.identity.records import find_record, text_of
from tests.audit.conftest import Repository, text

Files = dict[str, str | bytes]


def known(name: str) -> str:
    record = find_record(name)
    assert record is not None
    return text_of(record)


MIT, APACHE, GPL, AGPL = (known(name) for name in ("MIT", "Apache-2.0", "GPL-3.0-only", "AGPL-3.0-only"))
BUSL = text("BUSL-1.1")
SHIELD = "https://img.shields.io/badge"
SECRET = (
    "# Copyright (c) 2024 Foo Inc. All rights reserved.\n"
    "# Unauthorized copying of this file is strictly prohibited.\n"
    "x = 1\n"
)


def readme(words: str) -> str:
    return f"# Foo\n\nFoo does things.\n\n{words}\n"


def section(words: str) -> str:
    return readme(f"## License\n\n{words}")


NARROWING = [
    section("Free for personal use. Commercial use requires a license."),
    readme("Free for personal use. Commercial use requires a license."),
    readme("> **Note**: You need to purchase a license to use Foo in commercial projects."),
    readme("Companies with more than 50 employees must purchase a license to use Foo."),
    readme("The software may only be used for non-production purposes."),
    readme("This code may not be used to train machine learning models."),
    section("Foo is free for open source projects. For commercial projects you need to buy a license."),
    section("Free for students. Companies need to buy a license."),
    readme("Foo is free for non-commercial use."),
]


@pytest.mark.parametrize("words", NARROWING)
def test_a_readme_that_asks_for_money_narrows_the_license(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "README.md": words}))
    assert (report.overall, {one.kind for one in report.conflicts}) == ("not-open", {"narrowed"})


TOPS = [
    "/*\n * Copyright (c) 2020 Jane Doe\n * For non-commercial use only.\n */\nint x;\n",
    "#!/usr/bin/env python\n# coding: utf-8\n# Only for academic use, unless you have a license.\n\nx = 1\n",
    '"""Solver.\n\nCopyright Jane Doe. Commercial use is not permitted.\n"""\nx = 1\n',
    "<?php\n/**\n * You may use this file for\n * educational purposes only.\n */\n$x = 1;\n",
    "-- Frob\n-- This file may not be used in commercial products.\nlocal x = 1\n",
]
SUFFIXES = ("c", "py", "py", "php", "lua")


@pytest.mark.parametrize(("words", "suffix"), list(zip(TOPS, SUFFIXES, strict=True)), ids=range(len(TOPS)))
def test_a_comment_at_the_top_of_a_source_narrows_the_license(
    repository: Repository, words: str, suffix: str
) -> None:
    path = f"src/main.{suffix}"
    report = osdcheck.audit(repository({"LICENSE": MIT, path: words}))
    assert (report.overall, {one.kind for one in report.conflicts}) == ("not-open", {"narrowed"})
    (place, _) = report.conflicts[0].locations
    assert place.path == path
    assert place.quote in words


SEEN: dict[str, tuple[Files, str, str]] = {
    "pages under terms of their own": (
        {"LICENSE": MIT, "docs/LICENSE.md": "No commercial use.\n"},
        "open",
        "different-terms",
    ),
    "a folder that asks for a subscription": (
        {"LICENSE": MIT, "ee/LICENSE.txt": "You may use it only if you have a valid subscription.\n"},
        "open",
        "different-terms",
    ),
    "words that leave doubt": (
        {"LICENSE": MIT, "README.md": section("For commercial use please contact sales@foo.org.")},
        "review",
        "narrowed",
    ),
    "a sentence against the file": (
        {"LICENSE": BUSL, "README.md": "# Foo\n\nFoo is licensed under the MIT license.\n"},
        "not-open",
        "declared-differs",
    ),
    "this project against the file": (
        {"LICENSE": BUSL, "README.md": readme("This project is released under the MIT license.")},
        "not-open",
        "declared-differs",
    ),
    "a badge against the file": (
        {
            "LICENSE": BUSL,
            "README.md": f"# Foo\n\n[![MIT]({SHIELD}/License-MIT-blue.svg)](LICENSE)\n\nFast.\n",
        },
        "not-open",
        "declared-differs",
    ),
    "a policy that a README makes a term": (
        {
            "LICENSE": APACHE,
            "README.md": section(
                "Apache 2.0. Use must comply with our Acceptable Use Policy (https://a.example)."
            ),
        },
        "review",
        "policy-absent",
    ),
    "a secret source": ({"LICENSE": MIT, "src/a.py": SECRET}, "review", "header-differs"),
    "a license file that is not there": (
        {"README.md": section("See the [LICENSE](LICENSE) file."), "a.py": ""},
        "not-open",
        "file-missing",
    ),
}


@pytest.mark.parametrize(("files", "overall", "kind"), SEEN.values(), ids=SEEN)
def test_contradictions_are_seen(repository: Repository, files: Files, overall: str, kind: str) -> None:
    report = osdcheck.audit(repository(files))
    assert (report.overall, [one.kind for one in report.conflicts]) == (overall, [kind])


def test_what_a_sentence_takes_away_is_quoted_with_its_place(repository: Repository) -> None:
    words = readme("Commercial use requires a license.")
    report = osdcheck.audit(repository({"LICENSE": MIT, "README.md": words}))
    (finding,) = report.clauses[5].findings
    assert (finding.quote, finding.line_start) == ("Commercial use requires a license.", 5)
    assert words[finding.start : finding.end] == finding.quote


def test_a_sentence_of_a_readme_is_enough_where_nothing_else_tells(repository: Repository) -> None:
    words = readme("This project is released under the MIT license.")
    report = osdcheck.audit(repository({"README.md": words, "a.py": ""}))
    declared = [(one.field, one.expression) for one in report.declared]
    assert (report.overall, declared) == ("open", [("license sentence", "MIT license")])


CLEAN: dict[str, Files] = {
    "pages under CC-BY": {"LICENSE": MIT, "docs/LICENSE": known("CC-BY-4.0"), "docs/index.md": "# Foo\n"},
    "examples under CC0": {"LICENSE": APACHE, "examples/LICENSE": known("CC0-1.0"), "examples/b.py": ""},
    "a tool under the GPL": {"LICENSE": MIT, "third_party/tool/COPYING": GPL, "third_party/tool/x.c": ""},
    "fixtures": {"LICENSE": MIT, "tests/fixtures/licenses/secret.txt": "All rights reserved. Do not copy."},
    "the GPL or money": {
        "LICENSE": AGPL,
        "README.md": readme(
            "To use Foo in a closed source commercial product you need to purchase a license."
        ),
    },
    "other works in a list": {
        "LICENSE": MIT,
        "README.md": readme(
            "- **Baz** is free for personal use only. Commercial use requires a license.\n"
            "- [Bar](https://bar.example) is free for personal use. Commercial use requires a license."
        ),
    },
    "another work as subject": {
        "LICENSE": MIT,
        "README.md": readme(
            "Gurobi is free for academic use; commercial use requires a license. Baz is under GPL."
        ),
    },
    "another work before": {
        "LICENSE": MIT,
        "README.md": readme("Highcharts is free for personal use. Commercial use requires a license."),
    },
    "commercial use welcome": {
        "LICENSE": MIT,
        "README.md": section("MIT, free for commercial and non-commercial use."),
    },
    "a paid service": {
        "LICENSE": MIT,
        "README.md": readme("The hosted version requires a paid plan for commercial use."),
    },
    "badges that agree": {
        "LICENSE": GPL,
        "README.md": f"# Foo\n\n![GPL v3]({SHIELD}/License-GPLv3-blue.svg)\n\nFast.\n",
    },
    "a badge of another work": {
        "LICENSE": MIT,
        "README.md": f"# Foo\n\nFast.\n\n## Related\n\n![license]({SHIELD}/license-GPLv3-blue.svg) Bar.\n",
    },
    "badges of several works": {
        "LICENSE": MIT,
        "README.md": f"# Foo\n\n![code]({SHIELD}/license-MIT-blue.svg)"
        f" ![data]({SHIELD}/license-CC--BY--NC--4.0-blue.svg)\n\nFast.\n",
    },
    "words about secrets": {
        "LICENSE": MIT,
        "a.py": "# Detects unauthorized use of a file descriptor\n",
        "b.py": '"""Checks for proprietary and confidential markings."""\n',
    },
    "comments that narrow nothing": {
        "LICENSE": MIT,
        "a.py": "# A toy for educational purposes only: it is not meant for commercial use.\n",
        "b.c": '/* For commercial and non-commercial use. */\nchar *s = "non-commercial use only";\n',
        "f.py": '"""Finds sentences that restrict use: "Commercial use requires a license"."""\n',
        "c.py": "x = 1\n# For non-commercial use only.\n",
        "d.js": "// Licensed under the GPL; commercial licenses are available.\n",
        "e.py": '"""Checks that research is only done by the researcher."""\n',
    },
    "any approved license": {"LICENSE": MIT, "setup.cfg": "[metadata]\nname = x\nlicense = any-OSI\n"},
    "a choice with words before it": {
        "LICENSE": APACHE,
        "setup.cfg": "[metadata]\nname = x\nlicense = Dual license: Apache or Proprietary\n",
    },
    "tags of vendored code": {
        "LICENSE": MIT,
        "third_party/bar/LICENSE": MIT,
        "third_party/bar/a.c": "// SPDX-License-Identifier: ISC\n",
    },
    "a file named by another name": {"LICENSE.txt": MIT, "README.md": section("See [LICENSE](LICENSE).")},
}


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_agrees_is_no_conflict(repository: Repository, files: Files) -> None:
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.conflicts) == ("open", ())


@pytest.mark.parametrize(
    "piece",
    [
        "Commercial use of Bar requires a license. ",
        "- **Baz** is free. Commercial use requires a license.\n",
        "[a](b ",
    ],
)
def test_a_readme_without_end_is_no_hang(repository: Repository, piece: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "README.md": section(piece * 1_000)}))
    assert report.files


def test_a_policy_without_an_address_is_named_in_the_words_of_the_text(repository: Repository) -> None:
    terms = MIT + "\nYour use must comply with the Acceptable Use Policy.\n"
    report = osdcheck.audit(repository({"LICENSE": terms}))
    (message,) = [one.message for one in report.conflicts if one.kind == "policy-absent"]
    assert message == "LICENSE refers to a policy that is not in the repository: Acceptable Use Policy."
