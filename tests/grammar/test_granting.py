"""Grants in words that the grammar does not know."""

from __future__ import annotations

import pytest

import osdcheck
from osdcheck.analysis import read
from osdcheck.core.parse import Parse
from osdcheck.judgment.granting import find_granting, lacking_grants, may_grant, needed_grants
from osdcheck.judgment.kinds import find_hits
from osdcheck.tables import load_net

BOTH = frozenset({"grant-modify", "grant-redistribute"})


def parses(text: str) -> tuple[Parse, ...]:
    return read(text).parses


def test_what_no_sentence_grants_is_lacking() -> None:
    assert needed_grants() == BOTH
    assert lacking_grants(find_hits(parses("You may use the Software."))) == BOTH
    assert lacking_grants(find_hits(parses("You may modify the Software."))) == {"grant-redistribute"}
    assert not lacking_grants(find_hits(parses("You may modify and redistribute the Software.")))


@pytest.mark.parametrize(("above", "clauses"), [(True, [(3, 4), (1, 3, 4, 7)]), (False, [])])
def test_where_a_lacking_grant_is_likely_its_clauses_are_unclear(
    above: bool, clauses: list[tuple[int, ...]]
) -> None:
    first, second = parses("The weather is fine today. It is all yours to play with.")[-2:]
    level = load_net().leaning.granted
    likely = level if above else level - 0.01
    unlikely = {"grant-modify": 0.1, "grant-redistribute": 0.1}
    given = {first.unit.index: unlikely, second.unit.index: dict.fromkeys(unlikely, likely)}

    found = find_granting((first, second), BOTH, given)

    assert [hit.clauses for hit in found] == clauses
    assert {(hit.unit, hit.kind, hit.verdict) for hit in found} <= {(second.unit, "vague", "unclear")}


def test_only_what_is_lacking_is_looked_for() -> None:
    (only,) = parses("It is all yours to play with.")

    assert find_granting((only,), frozenset(), {only.unit.index: {"grant-modify": 1.0}}) == ()


@pytest.mark.parametrize(
    ("sentence", "may"),
    [
        ("You have the source code, make it do what you want.", True),
        ("The licensor may extend, enhance or otherwise modify the Software at any time.", False),
    ],
)
def test_only_what_others_than_the_licensor_may_do_is_a_grant(sentence: str, may: bool) -> None:
    assert may_grant(parses(sentence)[-1]) is may


def test_a_license_in_words_that_the_grammar_does_not_know_is_left_to_a_person() -> None:
    text = "Duplicating, altering and spreading of the code lie in the hands of whoever has it.\n"
    assert lacking_grants(find_hits(parses(text)))
    rest = "The source comes with it. This notice shall be included in all copies of the software."
    report = osdcheck.check_license(f"{text}\n{rest}\n", identify=False)
    assert report.overall == "review"
    assert [clause.number for clause in report.clauses if clause.verdict == "unclear"] == [1, 3, 4, 7]
    assert {finding.quote for finding in report.findings if finding.kind == "vague"} == {text.strip()}
