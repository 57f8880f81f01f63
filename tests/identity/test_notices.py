"""Notices that name a known license: open where every word is accounted for, and never where one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

import osdcheck

FOLDER = Path(__file__).parent / "notices"


def cases(name: str) -> list[str]:
    texts = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n----\n")
    return [text.strip("\n") for text in texts]


def overall(text: str) -> str:
    return osdcheck.check_license(text.encode()).overall


@pytest.mark.parametrize("text", cases("closed"))
def test_a_text_that_says_more_than_its_license_is_not_open_by_the_name(text: str) -> None:
    assert overall(text) != "open"


@pytest.mark.parametrize("text", [*cases("open_read"), *cases("open_later")])
def test_a_notice_that_says_nothing_else_is_judged_by_the_license(text: str) -> None:
    report = osdcheck.check_license(text.encode())
    assert (report.overall, report.overall_basis) == ("open", "text+incorporated")


@pytest.mark.parametrize("text", cases("left"))
def test_a_notice_in_words_that_are_not_known_accuses_nobody(text: str) -> None:
    assert overall(text) == "review"


def test_what_the_words_of_a_notice_forbid_is_not_settled_by_the_license() -> None:
    text = "This project is licensed under the MIT License. Commercial use is prohibited."
    report = osdcheck.check_license(text.encode())
    assert report.overall == "not-open"
    assert [one.number for one in report.clauses if one.verdict == "fail"] == [1, 6]


def test_the_words_that_a_person_has_to_look_at_are_quoted() -> None:
    text = "This project is licensed under the MIT License.\n\nOffer ends Friday."
    report = osdcheck.check_license(text.encode())
    quotes = [one.quote for one in report.findings if one.kind == "unclassified-restriction"]
    assert (report.overall, quotes) == ("review", ["Offer ends Friday."])


@pytest.mark.parametrize(
    "words", ["under the terms of ", "and/or modify ", "see the file ", "[MIT](", "<a href=", ", or "]
)
def test_a_notice_with_words_often_repeated_is_left_to_a_person(words: str) -> None:
    assert overall(f"This project is licensed under MIT {words * 2000}") != "open"
