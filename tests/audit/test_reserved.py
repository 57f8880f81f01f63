"""Comments of sources, and fields of metadata, by which nobody gets a right, beside an open license."""

from __future__ import annotations

import pytest

import osdcheck
from osdcheck.identity.records import find_record, text_of
from tests.audit.conftest import Repository


def known(name: str) -> str:
    record = find_record(name)
    assert record is not None
    return text_of(record)


MIT = known("MIT")

SECRET = [
    "// Copyright (c) 2020 Foo Inc.\n// This file may not be copied without permission.",
    "// Copyright (c) 2020 Foo Inc.\n// This file may\n// not be copied without\n// permission.",
    "// Copyright 2020 Foo Inc.\n// Confidential and proprietary.",
    "/*\n * All rights reserved.\n * Foo Confidential and Proprietary.\n */",
    "// This source code may not be copied without the written permission of Foo.",
    "// May not be reproduced or distributed without prior written consent of Foo Inc.",
    "// No part of this file may be copied without permission.",
    "// Company confidential. Do not distribute.",
    '// This software is the confidential and proprietary information of Foo ("Confidential Information").',
    "// Copyright Foo.\n// Do not copy or redistribute this file without permission from the author.",
    "// This code is proprietary to Foo.",
    "// Unauthorized use of this software is prohibited.",
    "// Copyright Foo\n// This program contains trade secrets of Foo and must not be disclosed.",
]


@pytest.mark.parametrize("words", SECRET)
def test_a_comment_that_reserves_a_file_contradicts_an_open_license(
    repository: Repository, words: str
) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "a.c": f"{words}\nint x;\n"}))
    assert (report.overall, [one.kind for one in report.conflicts]) == ("review", ["header-differs"])


CALM = [
    "// Copyright Foo\n// The name of Foo may not be used to endorse products without written permission.",
    "// Copyright Foo. Licensed under the MIT license.\n// This file may not be copied otherwise.",
    "// Files may not be copied without the permission of the operating system.",
    "// Do not copy the buffer without the consent of its owner.",
    "// Copyright Foo\n// Detects unauthorized use of a file descriptor.",
    "// Copyright Foo\n// Parses the proprietary format of Bar.",
    "// Copyright Foo\n// The confidential client keeps its secret.",
    "// Copyright Foo\n// Users must not be shared between tenants without approval; see Policy.",
    "// Permission is granted to copy this file. It may not be sold without permission.",
    "// Copyright Foo\n// Returns a token, which must not be used without authorization headers.",
]


@pytest.mark.parametrize("words", CALM)
def test_a_comment_on_secrets_of_others_reserves_nothing(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "a.c": f"{words}\nint x;\n"}))
    assert (report.overall, report.conflicts) == ("open", ())


DECLARED = [
    ("package.json", '{"license": "UNLICENSED"}', "review"),
    ("package.json", '{"license": "UNLICENSED", "private": true}', "review"),
    ("package.json", '{"license": "SSPL-1.0"}', "review"),
    ("package.json", '{"license": "MIT OR SSPL-1.0"}', "open"),
    ("package.json", '{"license": "GPL-3.0-only"}', "open"),
    ("composer.json", '{"license": "proprietary"}', "review"),
    ("website/package.json", '{"license": "UNLICENSED"}', "open"),
]


@pytest.mark.parametrize(("path", "words", "overall"), DECLARED)
def test_metadata_that_gives_no_open_license_leaves_an_open_file_to_a_person(
    repository: Repository, path: str, words: str, overall: str
) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, path: words, "a.js": ""}))
    assert (report.overall, bool(report.conflicts)) == (overall, "MIT" not in words)
