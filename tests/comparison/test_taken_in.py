"""A license that takes in another one by name is compared with all that holds."""

from __future__ import annotations

import pytest

from osdcheck import compare_licenses

OWN = (
    "This License incorporates the terms and conditions of version 3 of the GNU General Public License,"
    " supplemented by the additional permissions listed below.\n\nYou may link the Library with any program."
)
RIGHTS = ("grant-use", "grant-modify", "share-alike", "include-license", "patent-retaliation")


@pytest.mark.parametrize("older", ["LGPL-2.1-only", "GPL-3.0-only"])
def test_what_is_taken_in_is_not_dropped(older: str) -> None:
    comparison = compare_licenses(older, "LGPL-3.0-only")
    dropped = [
        one.kind for one in comparison.differences if one.change == "removed" and not one.details.further
    ]
    assert not set(dropped) & set(RIGHTS)
    assert comparison.b.incorporated == ("GPL-3.0-only",)
    assert "(B takes in GPL-3.0-only, which is compared as a part of it)" in comparison.summary


def test_verdicts_stay_those_of_the_text() -> None:
    from osdcheck import check_license

    comparison = compare_licenses("GPL-3.0-only", "LGPL-3.0-only")
    assert comparison.b.overall == check_license("LGPL-3.0-only").overall
    ids = [one.id for one in comparison.b.findings]
    assert len(ids) == len(set(ids))


def test_a_quote_names_the_text_that_it_stands_in() -> None:
    comparison = compare_licenses("MIT", "LGPL-3.0-only")
    found = {one.b.details.license for one in comparison.differences if one.b is not None}
    assert found == {None, "GPL-3.0-only"}


def test_a_text_that_takes_in_another_one() -> None:
    comparison = compare_licenses("GPL-3.0-only", OWN.encode())
    assert comparison.b.incorporated == ("GPL-3.0-only",)
    assert not [one for one in comparison.differences if one.change == "removed"]


def test_a_mere_mention_takes_in_nothing() -> None:
    mention = b"You may use, copy, modify and distribute it. It can be combined with the GNU GPL version 3."
    assert compare_licenses("MIT", mention).b.incorporated == ()
