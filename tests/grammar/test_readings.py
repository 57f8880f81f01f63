"""What looks like a restriction and is none: each reading takes its sentences and none of the next."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import osdcheck
from osdcheck.analysis import read
from osdcheck.core.fact import Fact
from osdcheck.judgment.kinds import set_aside
from osdcheck.judgment.net import reading_of
from osdcheck.resources import data_folder, read_table
from osdcheck.tables import load_net

CASES = tomllib.loads((Path(__file__).parent / "readings.toml").read_text(encoding="utf-8"))["case"]
MIT = (data_folder("license_texts") / "MIT.txt").read_text(encoding="utf-8")


def restrictive(fact: Fact) -> bool:
    return fact.modality == "prohibition" or fact.modality in ("grant", "condition", "none")


@pytest.mark.parametrize("case", [case for case in CASES if case["reading"]], ids=lambda case: case["text"])
def test_a_reading_takes_its_sentence(case: dict[str, str]) -> None:
    parse = read(f"{case.get('before', '')}\n\n{case['text']}").parses[-1]
    found = {reading.id for fact in parse.facts if (reading := reading_of(fact, parse.unit))}
    assert case["reading"] in found


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case["reading"]], ids=lambda case: case["text"]
)
def test_no_reading_takes_a_restriction_that_stands_near_its_topic(case: dict[str, str]) -> None:
    parse = read(case["text"]).parses[-1]
    acting = [fact for fact in parse.facts if restrictive(fact) and fact.acts]
    assert acting
    assert [
        fact
        for fact in acting
        if (reading := reading_of(fact, parse.unit)) and reading.standing != "presumed"
    ] == []


def test_readings_have_names_of_their_own_and_cases() -> None:
    names = [reading.id for reading in load_net().harmless]
    assert len(set(names)) == len(names)
    understood = {reading.id for reading in load_net().harmless if reading.standing != "presumed"}
    assert understood == {case["reading"] for case in CASES} - {""}


def test_topics_that_queries_name_are_topics_of_the_grammar() -> None:
    asked = {
        topic
        for reading in load_net().harmless
        for query in (*reading.when, *reading.unless)
        for topic in query.get("topic", ())
    }
    table = read_table(data_folder("grammars") / "en" / "topics.toml")
    assert asked - {topic for topics in table.values() for topic in topics} == {"grantor"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The invalidity of one term shall not cause this Agreement as a whole to be void.",
        "Any lawsuit about the work may be brought only in the courts of that city.",
        "If you cannot distribute it so as to satisfy simultaneously both, you may not distribute it at all.",
    ],
)
def test_an_open_license_stays_open_with_it(sentence: str) -> None:
    assert osdcheck.check_license(f"{MIT}\n\n{sentence}\n", identify=False).overall == "open"


def test_an_unknown_purpose_near_a_harmless_topic_is_not_open() -> None:
    sentence = "No warranty applies, and you may not use the Software to weld bridges."
    assert osdcheck.check_license(f"{MIT}\n\n{sentence}\n", identify=False).overall == "not-open"


def test_facts_that_are_set_aside_keep_their_topics() -> None:
    parses = read("If you do not accept the terms, do not click the button.").parses
    assert [parse.unit for parse in set_aside(parses)] == [parse.unit for parse in parses]
    assert any("assent" in fact.topics for parse in parses for fact in parse.facts)


def test_a_permission_to_copy_and_change_makes_a_license() -> None:
    text = "The Institute offers this program.\n\nEveryone may copy it and change it for lessons.\n"
    report = osdcheck.check_license(text, identify=False)
    assert "not-a-license" not in report.review_reasons
    assert report.overall == "not-open"


def test_a_barred_redistribution_bars_derived_works() -> None:
    """Changes that nobody may pass on, by a ban or for want of a grant, are no derived works in clause 3."""
    grant = "You may use, copy and modify the software for research and for business."
    barred = osdcheck.check_license(f"{grant} You may not distribute it to anyone.", identify=False)
    silent = osdcheck.check_license(grant, identify=False)
    assert [report.clauses[2].verdict for report in (barred, silent)] == ["fail", "fail"]
    assert [report.clauses[3].verdict for report in (barred, silent)] == ["fail", "fail"]
