"""Every case of tests/corpus/structure and tests/corpus/zones reads as written there."""

from __future__ import annotations

from collections import Counter

import pytest

from osdcheck.structure import find_units
from tests.structure.cases import FOLDERS, Case, clean_document, load_cases, unit_line

CASES = [case for folder in FOLDERS for case in load_cases(folder)]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_units_of_a_case(case: Case) -> None:
    assert [unit_line(unit) for unit in find_units(clean_document(case.text))] == list(case.expected)


def test_every_folder_has_cases_with_titles_of_their_own() -> None:
    assert all(len(load_cases(folder)) >= 15 for folder in FOLDERS)
    assert [title for title, count in Counter(case.title for case in CASES).items() if count > 1] == []
    assert all(case.expected for case in CASES)
