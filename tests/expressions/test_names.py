from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from osdcheck import ExpressionError, check_expression
from osdcheck.expressions.parse import Tree, parse_expression
from osdcheck.identity.names import choices_for, find_known, later_versions, nearest_ids, plain_name
from osdcheck.identity.records import find_record, records
from osdcheck.tables import load_aliases


def named(name: str) -> str | None:
    known = find_known(name)
    return None if known is None else known.expression or (known.record and known.record.id)


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("MIT", "MIT"),
        ("mit", "MIT"),
        ("APACHE-2.0", "Apache-2.0"),
        ("Apache 2", "Apache-2.0"),
        ("Apache License 2.0", "Apache-2.0"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("The MIT License", "MIT"),
        ("GPLv3", "GPL-3.0-only"),
        ("GPL v2 or later", "GPL-2.0-or-later"),
        ("GNU General Public License v3.0", "GPL-3.0-only"),
        ("BSD 3-clause", "BSD-3-Clause"),
        ("3-Clause BSD License", "BSD-3-Clause"),
        ('BSD 3-Clause "New" or "Revised" License', "BSD-3-Clause"),
        ("Mozilla Public License 2.0", "MPL-2.0"),
        ("Creative Commons Attribution 4.0 International", "CC-BY-4.0"),
        ("License :: OSI Approved :: MIT License", "MIT"),
        ("License :: OSI Approved :: Apache Software License", "Apache-2.0"),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", "GPL-3.0-only"),
        (
            "License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)",
            "LGPL-2.0-or-later",
        ),
        ("License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)", "MPL-2.0"),
        ("License :: CC0 1.0 Universal (CC0 1.0) Public Domain Dedication", "CC0-1.0"),
        ("boost-1.0", "BSL-1.0"),
        ("llama3.1", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("Llama 3.1 Community License Agreement", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("gemma", "LicenseRef-scancode-gemma-tou-2025-03-24"),
        ("creativeml-openrail-m", "LicenseRef-scancode-stable-diffusion-2022-08-22"),
        ("bigscience-openrail-m", "LicenseRef-scancode-bigscience-open-rail-m"),
        ("gpl-2.0-plus", "GPL-2.0-or-later"),
        ("GPL-2.0", "GPL-2.0-only"),
        ("BSD-2-Clause-FreeBSD", "BSD-2-Clause-Views"),
        ("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"),
    ],
)
def test_what_people_write_is_understood(name: str, identifier: str) -> None:
    assert named(name) == identifier


@pytest.mark.parametrize(
    "name", ["no such license", "GLP-3.0", "LicenseRef-mine", "All rights reserved.", ""]
)
def test_what_names_no_license_is_not_found(name: str) -> None:
    assert named(name) is None


def test_the_id_of_spdx_wins_and_the_key_is_told() -> None:
    known = find_known("bsl-1.0")
    assert known is not None
    assert known.record is not None
    assert known.record.name == "Boost Software License 1.0"
    assert any("LicenseRef-scancode-bsl-1.0" in note for note in known.notes)


def test_every_current_id_and_key_finds_a_record() -> None:
    for record in records():
        if record.id.lower() in load_aliases().deprecated:
            continue
        assert named(record.id) == record.id
        assert find_known(f"LicenseRef-scancode-{record.key}") is not None


def test_every_target_of_the_table_is_known() -> None:
    def leaves(tree: Tree) -> list[str]:
        return [tree.symbol.text] if tree.symbol else [one for part in tree.operands for one in leaves(part)]

    table = load_aliases()
    ids = set(table.names.values()) | {one for ids in table.families.values() for one in ids}
    for expression in table.deprecated.values():
        ids |= set(leaves(parse_expression(expression, lambda words: find_known(words) is not None)))
    assert [one for one in sorted(ids) if find_record(one) is None] == []


def test_every_name_of_the_table_is_in_plain_form() -> None:
    table = load_aliases()
    assert [name for name in (*table.names, *table.families) if plain_name(name) != name] == []
    assert set(table.names) & set(table.families) == set()


def test_every_license_of_the_model_hub_is_known_or_refused_for_a_reason() -> None:
    unknown = {
        # No text of these is known.
        "h-research",
        "intel-research",
        "apple-ascl",
        "apple-amlr",
        "openmdw-1.1",
        "deepfloyd-if-license",
        "fair-noncommercial-research-license",
        "grok2-community",
    }
    table = Path(__file__).parent / "hub_ids.csv"
    with table.open(encoding="utf-8", newline="") as file:
        ids = [row["hf_id"] for row in csv.DictReader(file)]
    assert len(ids) > 70
    assert {one for one in ids if find_known(one) is None and choices_for(one) is None} == unknown


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("GLP-3.0", "GPL-3.0-only"), ("Apach-2.0", "Apache-2.0"), ("MTI", "MIT"), ("lama3.1", "LicenseRef-")],
)
def test_a_slip_of_the_pen_gets_the_right_hint(name: str, nearest: str) -> None:
    assert nearest_ids(name)[0].startswith(nearest)


@pytest.mark.parametrize(
    ("expression", "wrong", "says"),
    [
        ("MIT OR GLP-3.0", "GLP-3.0", "GPL-3.0-only"),
        ("bsd", "bsd", "BSD-3-Clause"),
        ("MIT AND openrail", "openrail", "family"),
        ("other", "other", "names no license"),
        ("NOASSERTION", "NOASSERTION", "no license is stated"),
        ("MIT AND LicenseRef-mine", "LicenseRef-mine", "not known"),
        ("Classpath-exception-2.0", "Classpath-exception-2.0", "stands beside a license"),
        ("MIT OR Classpath-exception-2.0", "Classpath-exception-2.0", "stands beside a license"),
        ("MIT WITH Apache-2.0", "Apache-2.0", "no exception"),
        ("MIT OR", "OR", "missing after"),
        ("AND MIT", "AND", "missing before"),
        ("(MIT", "(", "never closed"),
        ("MIT)", ")", "no parenthesis"),
        ("MIT ISC", "ISC", "missing before it"),
        ("(MIT OR ISC) WITH Classpath-exception-2.0", "WITH", "one license and one exception"),
        ("", "", "no license in it"),
        ("(" * 60 + "MIT" + ")" * 60, "(", "parentheses"),
    ],
)
def test_an_error_has_place_reason_and_hint(expression: str, wrong: str, says: str) -> None:
    with pytest.raises(ExpressionError, match=re.escape(says)) as caught:
        check_expression(expression)
    start, end = caught.value.span
    assert caught.value.text[start:end] == wrong
    assert "^" in caught.value.pointed


def test_an_overlong_expression_is_refused() -> None:
    with pytest.raises(ExpressionError, match="longer than"):
        check_expression("MIT OR " * 2_000 + "MIT")


def test_later_versions_are_those_of_the_same_license() -> None:
    def later(name: str) -> list[str]:
        record = find_record(name)
        assert record is not None
        return [one.id for one in later_versions(record)]

    assert later("CC-BY-NC-2.0") == ["CC-BY-NC-2.5", "CC-BY-NC-3.0", "CC-BY-NC-4.0"]
    assert later("MPL-1.0") == ["MPL-1.1", "MPL-2.0"]
    assert later("MIT") == []
