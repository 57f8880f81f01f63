"""Pairs of sentences that say the same in another spelling, and pairs whose difference has to be told."""

from __future__ import annotations

import pytest

from osdcheck.comparison.spelling import Spelling
from tests.comparison.mirror import seen
from tests.comparison.test_changes import compared

SAME = {
    "date-spelled": (
        "You may not use the Software commercially until January 1, 2028.",
        "You may not use the Software commercially until 1 January 2028.",
    ),
    "cap-words": (
        "You may not use the Software if you have more than 1000 users.",
        "You may not use the Software if you have over one thousand users.",
    ),
    "percent-words": (
        "You must pay a royalty of 5% of your revenue.",
        "You must pay a royalty of five percent of your revenue.",
    ),
    "currency-spelled": (
        "You may not use the Software if your annual revenue exceeds USD 1,000,000.",
        "You may not use the Software if your annual revenue exceeds $1 million.",
    ),
    "duration-gloss": (
        "Your rights end if you do not cure a breach within 30 days.",
        "Your rights end if you do not cure a breach within thirty (30) days.",
    ),
    "must-not": (
        "You may not sell the Software.",
        "You must not sell the Software.",
    ),
    "yearly": (
        "You may not use the Software if your annual revenue exceeds $10,000.",
        "You may not use the Software if your yearly revenue exceeds $10,000.",
    ),
    "company": (
        "You may not use the Software to compete with Foo, Inc.",
        "You may not use the Software to compete with Bar GmbH.",
    ),
    "date-format-2": (
        "After 2028-01-01 you may use the Software commercially.",
        "After 1 January 2028 you may use the Software commercially.",
    ),
    "revenue-words-2": (
        "You may not use the Software if your annual revenue exceeds ten million US dollars.",
        "You may not use the Software if your annual revenue exceeds USD 10,000,000.",
    ),
    "nonprofit-2": (
        "Only non-profit organizations may use the Software.",
        "Only nonprofit organisations may use the Software.",
    ),
}


@pytest.mark.parametrize(("a", "b"), SAME.values(), ids=SAME)
def test_another_spelling_is_no_difference(a: str, b: str) -> None:
    comparison = compared(a, b)
    told = [one for one in comparison.differences if one.details.weight in ("substantive", "wording")]
    assert (told, comparison.passages) == ([], ())


TOLD = {
    "date-becomes": (
        "On January 1, 2028 this License becomes the Apache License, Version 2.0.",
        "On January 1, 2030 this License becomes the Apache License, Version 2.0.",
        ["2028", "2030"],
    ),
    "date-ban": (
        "You may not use the Software commercially until January 1, 2028.",
        "You may not use the Software commercially until January 1, 2030.",
        ["2028", "2030", "(1, 6)"],
    ),
    "cap-comparator": (
        "You may not use the Software if you have more than 1,000 users.",
        "You may not use the Software if you have at least 1,000 users.",
        ["more than 1,000", "at least 1,000"],
    ),
    "percent": (
        "You must pay a royalty of 5% of your revenue.",
        "You must pay a royalty of 10% of your revenue.",
        ["5%", "10%"],
    ),
    "currency": (
        "You may not use the Software if your annual revenue exceeds $10,000.",
        "You may not use the Software if your annual revenue exceeds €10,000.",
        ["USD 10,000", "EUR 10,000"],
    ),
    "duration": (
        "You may use the Software for evaluation for 30 days.",
        "You may use the Software for evaluation for 60 days.",
        ["30", "60"],
    ),
    "duration-unit": (
        "Your rights end if you do not cure a breach within 30 days.",
        "Your rights end if you do not cure a breach within 30 months.",
        ["days", "months"],
    ),
    "exception": (
        "You may not use the Software for military purposes.",
        "You may not use the Software for military purposes, except for defense against an attack.",
        ["exception", "(6)"],
    ),
    "duty-condition": (
        "You must keep the copyright notice in all copies.",
        "You may distribute the Software provided that you keep the copyright notice in all copies.",
        ["condition"],
    ),
    "territory": (
        "You may not use the Software in the European Union.",
        "You may not use the Software in the European Union or the United Kingdom.",
        ["United Kingdom", "(5)"],
    ),
    "party-more": (
        "Only students may use the Software.",
        "Only students and teachers may use the Software.",
        ["teachers", "(5)"],
    ),
    "party-contractors": (
        "Government agencies may not use the Software.",
        "Government agencies and their contractors may not use the Software.",
        ["contractors", "(5)"],
    ),
    "quoted-words": (
        'Derivative works must display the words "Built with Foo".',
        'Derivative works must display the words "Powered by Foo".',
        ["Powered"],
    ),
    "one-of-two": (
        "You may not sell the Software. You may not use the Software for gambling.",
        "You may not sell the Software.",
        ["drops", "(6)"],
    ),
    "prior": (
        "You may not sell the Software without written permission.",
        "You may not sell the Software without prior written permission.",
        ["prior"],
    ),
    "copies": (
        "You may make no more than 3 copies of the Software.",
        "You may make no more than 5 copies of the Software.",
        ["3", "5", "(1)"],
    ),
    "purpose": (
        "You may use the Software for research purposes only.",
        "You may use the Software for internal business purposes only.",
        ["research", "business"],
    ),
    "expiry-2": (
        "This license expires on March 31, 2026.",
        "This license expires on March 31, 2027.",
        ["2026", "2027"],
    ),
    "years-2": (
        "On the fourth anniversary of release the Software is under the MPL-2.0. You may not sell it.",
        "On the second anniversary of release the Software is under the MPL-2.0. You may not sell it.",
        ["fourth", "second"],
    ),
    "percent-2": (
        "You may not use the Software if more than 50% of your staff are soldiers.",
        "You may not use the Software if more than 25% of your staff are soldiers.",
        ["50%", "25%"],
    ),
    "revenue-currency-2": (
        "You may not use the Software if your annual revenue exceeds EUR 1,000,000.",
        "You may not use the Software if your annual revenue exceeds GBP 1,000,000.",
        ["EUR", "GBP"],
    ),
    "fee-period-2": (
        "You must pay USD 10 a month.",
        "You must pay USD 10 a year.",
        ["month", "year"],
    ),
    "exception-changed-2": (
        "You may not sell the Software, except as part of a larger product.",
        "You may not sell the Software, except with our written permission.",
        ["(1)"],
    ),
    "exception-dropped-2": (
        "You may not use the Software for military purposes, except for humanitarian work.",
        "You may not use the Software for military purposes.",
        ["drops the exception"],
    ),
    "territory-widened-2": (
        "You may use the Software in Germany only.",
        "You may use the Software in Germany and France only.",
        ["France", "(5)"],
    ),
    "territory-to-world-2": (
        "You may use the Software in Germany only.",
        "You may use the Software worldwide.",
        ["drops", "(5)"],
    ),
    "party-class-2": (
        "Only universities may use the Software.",
        "Only universities and schools may use the Software.",
        ["schools", "(5)"],
    ),
    "party-swap-2": (
        "Banks may not use the Software.",
        "Insurers may not use the Software.",
        ["Banks", "Insurers"],
    ),
    "any-each-2": (
        "You may not use the Software for military purposes in any country.",
        "You may not use the Software for military purposes.",
        ["in any country"],
    ),
    "seats-2": (
        "A license is needed for every 5 users.",
        "A license is needed for every 10 users.",
        ["5", "10"],
    ),
    "users-to-employees-2": (
        "You may not use the Software if you have more than 100 users.",
        "You may not use the Software if you have more than 100 employees.",
        ["user", "(5)"],
    ),
}


@pytest.mark.parametrize(("a", "b", "words"), TOLD.values(), ids=TOLD)
def test_the_sentence_tells_what_changed(a: str, b: str, words: list[str]) -> None:
    comparison = compared(a, b)
    assert [word for word in words if word not in comparison.summary] == []
    assert seen(compared(b, a)) == seen(comparison, mirrored=True)


DATED = [
    ("Version 2.0 of {}.", ("May 2004", "June 2005")),
    ("Last modified on {}.", ("April 1, 2024", "May 2, 2025")),
    ("Copyright (c) {} Foo.", ("2004", "2005")),
    ("Effective from {}.", ("April 1, 2024", "May 2, 2025")),
]


@pytest.mark.parametrize(("words", "dates"), DATED)
def test_when_a_text_was_made_is_no_difference(words: str, dates: tuple[str, str]) -> None:
    ban = "You may not sell the Software."
    comparison = compared(*(f"{words.format(date)}\n\n{ban}" for date in dates))
    assert (comparison.differences, comparison.passages) == ((), ())


def test_without_rules_nothing_is_rewritten() -> None:
    assert Spelling().plain("Over  ONE thousand") == "over one thousand"
    assert Spelling().dates("until January 1, 2028") == ()


def test_a_date_is_told_beside_other_changes() -> None:
    change = "On {} this License becomes the Apache License."
    ban = "You may not sell the Software."
    comparison = compared(change.format("May 1, 2028"), f"{change.format('June 1, 2030')}\n\n{ban}")
    assert (
        "B adds a ban on selling (1); it changes “May 1, 2028” to “June 1, 2030” behind" in comparison.summary
    )


def test_a_date_is_told_of_two_licenses_that_are_no_editions() -> None:
    change = "On {} this License becomes the Apache License."
    bans = "You may not sell the Software. You may not use it for gambling, for warfare or in a bank. " * 3
    comparison = compared(change.format("May 1, 2028"), f"{change.format('June 1, 2030')}\n\n{bans}")
    assert "it changes “May 1, 2028” to “June 1, 2030” behind “On”." in comparison.summary
