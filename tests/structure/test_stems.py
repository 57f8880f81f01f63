from __future__ import annotations

import pytest

from osdcheck.structure.stems import is_complete, is_stem, opens_list


@pytest.mark.parametrize(
    ("entry", "stem", "expected"),
    [
        ("You must keep the notice;", "Conditions:", True),
        ("The source code that you distribute must include this text.", "provided that:", True),
        ("If the Work has a manual, then the manual must be included.", "These conditions:", True),
        ("Selling copies is prohibited.", "Rules:", True),
        ("Selling copies that are old", "You may not engage in:", False),
        ("Any use that is harmful", "You may not make:", False),
        ("in a way that may harm others;", "You may not use it:", False),
        ("you are a student", "only if:", False),
        ("you may not sell it", "provided that:", True),
        ("sell it where the sale is unlawful", "You may not:", False),
        ("Use of the name is not allowed.", "Terms:", True),
        ("such Work must come with its source", "If you ship binaries then:", False),
        ("which the court has found harmful", "an entity:", False),
    ],
)
def test_an_entry_is_complete_with_a_subject_and_a_verb(entry: str, stem: str, expected: bool) -> None:
    assert is_complete(entry, stem) is expected


@pytest.mark.parametrize(
    ("sentence", "entry", "expected"),
    [
        ("You may not:", "sell it", True),
        ("Licensee shall not", "sell it", True),
        ("Licensee shall not", "Sell it", True),
        ("The following conditions apply.", "sell it", False),
        ("You must not do any of the following.", "Sell it", True),
        ("You must not do any of the following.", "You may not sell it.", False),
        ("Therefore the parties agree as follows:", "Grant", False),
    ],
)
def test_a_stem_ends_open(sentence: str, entry: str, expected: bool) -> None:
    assert is_stem(sentence, entry) is expected


def test_the_agreement_itself_opens_no_list() -> None:
    assert opens_list("You may not sell the following. You may not:")
    assert not opens_list("In consideration of this, the parties agree as follows:")
    assert opens_list("You may only copy the following.")
    assert not opens_list("You may copy the files.")
