"""Classes, progress and missing components of the Model Openness Framework, by the rules of its tool."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache

import pytest

from osdcheck.core.release import MofResult, Terms
from osdcheck.releases import openness_tool
from osdcheck.releases.mof import mof_result
from osdcheck.releases.reading import read_source
from tests.releases.conftest import LISTS, Write

III = (
    "Model architecture",
    "Model parameters (Final)",
    "Data card",
    "Evaluation results",
    "Model card",
    "Technical report",
)
II = ("Training code", "Inference code", "Evaluation code", "Evaluation data")
I = ("Datasets", "Data preprocessing code", "Model parameters (Intermediate)", "Research paper")  # noqa: E741


@pytest.fixture(autouse=True)
def no_license_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The framework compares names letter for letter; what the licenses say is another question."""
    monkeypatch.setattr(openness_tool, "terms_of_name", lambda name, *, evidence=(): Terms(name))


def result(mof_file: Write, components: dict[str, str | None], **shared: str) -> MofResult:
    return mof_result(read_source(mof_file(components, **shared)))


def under(words: str | None, *names: str) -> dict[str, str | None]:
    return dict.fromkeys(names, words)


@pytest.mark.parametrize(
    ("names", "expected", "progress"),
    [
        ((*III, *II, *I), "I", {"I": 100.0, "II": 100.0, "III": 100.0}),
        ((*III, *II), "II", {"I": 10 / 14 * 100, "II": 100.0, "III": 100.0}),
        ((*III, *II, *I[:2]), "II", {"I": 12 / 14 * 100, "II": 100.0, "III": 100.0}),
        (III, "III", {"I": 0.0, "II": 60.0, "III": 100.0}),
        ((*III, *II[:1]), "III", {"I": 0.0, "II": 70.0, "III": 100.0}),
        (III[:3], "none", {"I": 0.0, "II": 0.0, "III": 50.0}),
        ((*II, *I), "none", {"I": 0.0, "II": 0.0, "III": 1 / 6 * 100}),
        ((), "none", {"I": 0.0, "II": 0.0, "III": 0.0}),
    ],
)
def test_classes_are_cumulative(
    mof_file: Write, names: tuple[str, ...], expected: str, progress: dict[str, float]
) -> None:
    found = result(mof_file, under("MIT", *names))
    assert found.mof_class == expected
    assert dict(found.progress) == pytest.approx(progress)


def test_missing_components_are_named_in_the_order_of_the_classes(mof_file: Write) -> None:
    found = result(mof_file, under("MIT", *III, *II[1:]))
    assert found.missing == (
        "training-code",
        "data-preprocessing-code",
        "datasets",
        "model-parameters-intermediate",
        "research-paper",
    )


def test_a_paper_takes_the_place_of_a_report_that_is_not_there(mof_file: Write) -> None:
    names = tuple(name for name in (*III, *II, *I) if name != "Technical report")
    found = result(mof_file, under("MIT", *names))
    assert found.mof_class == "I"
    assert found.missing == ()


def test_a_paper_counts_once_only_and_never_twice(mof_file: Write) -> None:
    found = result(mof_file, under("MIT", *III, "Research paper"))
    assert dict(found.progress)["II"] == 60.0
    without = result(mof_file, under("MIT", *III[:5], "Research paper"))
    assert without.mof_class == "III"
    assert dict(without.progress)["II"] == 60.0


def test_an_unlicensed_paper_replaces_nothing_but_leaves_no_report_missing(mof_file: Write) -> None:
    found = result(mof_file, {**under("MIT", *III[:5]), "Research paper": "unlicensed"})
    assert found.mof_class == "none"
    assert "technical-report" not in found.missing
    assert found.unlicensed == ("research-paper",)


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("Apache-2.0", True),
        ("GPL-3.0", True),  # deprecated ids keep their approval
        ("CC0-1.0", True),  # FSF libre
        ("CC-BY-4.0", True),  # on the list for data
        ("ODC-PDDL-1.0", True),  # no SPDX id, but on the list
        ("PDDL-1.0", False),  # the SPDX id of the same license, which is not
        ("OpenMDW-1.0", True),
        ("OpenMDW-1.1", False),
        ("apache-2.0", False),
        ("Apache 2.0", False),
        ("BSD-3", False),
        ("CC-BY-NC-4.0", False),
        ("Llama 3 Community License", False),
    ],
)
def test_licenses_are_compared_letter_for_letter(mof_file: Write, words: str, counts: bool) -> None:
    found = result(mof_file, under(words, *III))
    assert found.mof_class == ("III" if counts else "none")
    assert bool(found.invalid) is not counts


@pytest.mark.parametrize(
    "word",
    [
        "Undisclosed",
        "Proprietary",
        "Component not include",
        "Component not include.",
        "Component Not Include",
        "Component not included",
        "Component Component not included",
        "Component not included but listed sources",
    ],
)
def test_words_for_absent_make_a_component_missing(mof_file: Write, word: str) -> None:
    components = {**under("MIT", *III), "Model card": word}
    release = read_source(mof_file(components))
    assert release.component("model-card").presence == "no"
    assert mof_result(release).missing[0] == "model-card"
    assert mof_result(release).mof_class == "none"


def test_unlicensed_is_there_without_a_license(mof_file: Write) -> None:
    release = read_source(mof_file({**under("MIT", *III), "Model card": "unlicensed"}, distribution="MIT"))
    card = release.component("model-card")
    assert (card.presence, card.terms.license) == ("yes", None)
    assert mof_result(release).unlicensed == ("model-card",)


def test_a_license_is_its_own_then_that_of_its_type_then_that_of_the_whole(mof_file: Write) -> None:
    components = {**under(None, *III), "Model card": "CC-BY-4.0", "Data card": ""}
    release = read_source(mof_file(components, code="BSD-3-Clause", distribution="Apache-2.0"))
    licenses = {one.id: one.terms.license for one in release.components if one.presence == "yes"}
    assert licenses == {
        "model-architecture": "BSD-3-Clause",
        "model-parameters-final": "Apache-2.0",
        "data-card": None,  # an empty license of its own is none, and nothing is inherited
        "evaluation-results": "Apache-2.0",
        "model-card": "CC-BY-4.0",
        "technical-report": "Apache-2.0",
    }


def test_a_component_that_is_not_listed_is_unknown_not_absent(mof_file: Write) -> None:
    release = read_source(mof_file(under("MIT", *III)))
    assert release.component("training-code").presence == "unknown"
    assert "training-code" in mof_result(release).missing


@cache
def all_results() -> dict[str, MofResult]:
    paths = sorted((LISTS / "mot").glob("*.yml"))
    return {path.name: mof_result(read_source(path)) for path in paths}


def test_every_file_of_the_tool_is_read_and_the_counts_are_those_of_the_survey() -> None:
    results = all_results()
    assert len(results) == 273
    counts = Counter(one.mof_class for one in results.values())
    assert counts == {"I": 14, "II": 1, "III": 16, "none": 242}


def test_every_class_that_the_survey_gives_by_file_agrees() -> None:
    rows = list(csv.DictReader((LISTS / "survey.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) > 30
    results = all_results()
    assert {row["file"]: results[row["file"]].mof_class for row in rows} == {
        row["file"]: row["class"] for row in rows
    }
