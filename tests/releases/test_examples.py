"""Releases named in the documents: their classes, for the reasons that the documents give."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

import pytest

from osdcheck import ModelReport, check_model
from osdcheck.render.model_table import table_markdown
from osdcheck.tables.releases import load_parts
from tests.releases.conftest import EXAMPLES, LISTS

CLASSES = {
    "gpt-4": "closed-source",
    "llama-3": "shared-weights",
    "gemma": "shared-weights",
    "mistral-7b": "shared-weights",
    "mixtral-8x7b": "shared-weights",
    "bloomz": "shared-weights",
    "amber": "open-source",
    "crystalcoder": "open-source",
    "openelm": "shared-weights",
    "pythia": "open-source",
    "olmo": "open-source",
    "t5": "open-source",
    "falcon": "shared-weights",
    "starcoder2": "shared-weights",
    "grok-1": "shared-weights",
    "phi-2": "shared-weights",
}
G7 = {
    "gpt-4": "none",
    "llama-3": "weights_available_ai",
    "gemma": "weights_available_ai",
    "mistral-7b": "open_weights_ai",
    "mixtral-8x7b": "open_weights_ai",
    "bloomz": "weights_available_ai",
    "amber": "open_source_ai_with_open_data",
    "openelm": "open_weights_ai",
    "pythia": "open_source_ai_with_open_data",
    "olmo": "open_source_ai_with_open_data",
    "falcon": "weights_available_ai",
    "starcoder2": "weights_available_ai",
    "grok-1": "open_weights_ai",
    "phi-2": "open_weights_ai",
}
DATA_AND_CODE_WITHHELD = ("llama-3", "gemma", "mistral-7b", "mixtral-8x7b", "grok-1", "phi-2")


@cache
def report(name: str) -> ModelReport:
    return check_model(EXAMPLES / name)


def requirement(name: str, which: str) -> str:
    return next(one.verdict for one in report(name).osaid.requirements if one.id == which)


def agreement(name: str, by: str) -> str:
    return next(one.agreement for one in report(name).sources if one.statement.by == by)


def test_all_examples_are_named_here() -> None:
    assert {path.parent.name for path in EXAMPLES.glob("*/release.toml")} == set(CLASSES)


@pytest.mark.parametrize("name", CLASSES)
def test_the_class_is_the_expected_one(name: str) -> None:
    found = report(name)
    assert found.release_class == CLASSES[name]
    if name != "openelm":
        assert found.release_class_range == (CLASSES[name],)
        assert found.open_questions == ()
    assert found.open_release is (CLASSES[name] != "closed-source")


@pytest.mark.parametrize("name", G7)
def test_the_g7_level_splits_shared_weights_at_the_line_of_the_osd(name: str) -> None:
    assert (report(name).g7.level or "none") == G7[name]


@pytest.mark.parametrize(
    ("name", "clauses"),
    [("llama-3", {5, 6}), ("gemma", {6, 7}), ("bloomz", {6}), ("falcon", {6}), ("starcoder2", {6})],
)
def test_weights_under_a_restricted_license_fail_for_its_clauses(name: str, clauses: set[int]) -> None:
    weights = report(name).release.component("model-parameters-final")
    assert weights.terms.verdict == "not-open"
    assert clauses <= set(weights.terms.clauses)
    assert requirement(name, "parameters") == "not-met"
    assert any(one.quote and one.clauses for one in weights.terms.evidence)
    assert "the weights" in report(name).headline


@pytest.mark.parametrize("name", DATA_AND_CODE_WITHHELD)
def test_data_and_training_code_that_are_not_released_are_the_reason(name: str) -> None:
    assert requirement(name, "data-information") == "not-met"
    assert requirement(name, "code-training") == "not-met"
    assert "the training data, the training code" in report(name).headline


@pytest.mark.parametrize("name", ["mistral-7b", "mixtral-8x7b", "grok-1", "phi-2"])
def test_open_weights_alone_are_not_open_source(name: str) -> None:
    assert requirement(name, "parameters") == "met"
    assert report(name).osaid.verdict == "not-met"


def test_bloomz_falls_short_by_its_license_alone() -> None:
    unmet = [one.id for one in report("bloomz").osaid.requirements if one.verdict != "met"]
    assert unmet == ["parameters"]


def test_llama_3_quotes_its_license_and_its_gate() -> None:
    found = report("llama-3")
    quotes = [one for one in found.components[1].terms.evidence if one.source == "LICENSE"]
    text = " ".join((EXAMPLES / "llama-3" / "LICENSE").read_text(encoding="utf-8").split())
    assert quotes
    assert all(one.line and one.quote and one.quote in text for one in quotes)
    assert found.components[1].access == "gated-manual"
    assert any("request is approved" in (one.quote or "") for one in found.release.gate)


def test_openelm_is_left_open_by_a_license_that_nobody_approved() -> None:
    found = report("openelm")
    assert found.release_class_range == ("shared-weights", "open-source")
    assert found.osaid.verdict == "unknown"
    assert requirement("openelm", "parameters") != "not-met"
    assert requirement("openelm", "data-information") == "met"
    assert all("Apple" in question for question in found.open_questions)
    assert agreement("openelm", "Haimes 2024") == "undecided"
    strict = check_model(EXAMPLES / "openelm", strict=True)
    assert strict.release_class_range == ("shared-weights",)
    assert strict.osaid.verdict == "not-met"


@pytest.mark.parametrize("name", ["amber", "crystalcoder", "pythia", "olmo", "t5"])
def test_osi_passed_them_and_so_does_the_report(name: str) -> None:
    assert report(name).osaid.verdict == "met"
    assert agreement(name, "OSI validation phase") == "agree"


@pytest.mark.parametrize("name", ["bloomz", "starcoder2", "falcon", "grok-1", "phi-2", "mixtral-8x7b"])
def test_osi_did_not_pass_them_and_neither_does_the_report(name: str) -> None:
    assert report(name).osaid.verdict == "not-met"
    assert agreement(name, "OSI validation phase") == "agree"


def test_conflicts_of_sources_are_shown_beside_the_verdict() -> None:
    assert agreement("crystalcoder", "European Open Source AI Index") == "disagree"
    assert agreement("t5", "European Open Source AI Index") == "disagree"
    assert agreement("starcoder2", "os-ai-map") == "disagree"
    assert agreement("openelm", "European Open Source AI Index") == "disagree"


@pytest.mark.parametrize("name", ["amber", "pythia", "olmo"])
def test_class_one_of_the_framework_agrees_with_its_tool(name: str) -> None:
    assert report(name).mof.mof_class == "I"
    assert agreement(name, "Model Openness Tool") == "agree"


@pytest.mark.parametrize("name", CLASSES)
def test_every_fact_has_evidence_with_a_source(name: str) -> None:
    for component in report(name).components:
        if component.presence != "unknown":
            assert component.evidence
        assert (component.access is None) == (component.presence in {"no", "unknown"})


def test_amber_calls_itself_open_source_and_is() -> None:
    found = report("amber")
    assert found.headline.startswith("Calls itself open source; ")
    assert {one.verdict for one in found.claims if one.stance == "asserted"} == {"supported"}


def hashes(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", path.read_text(encoding="utf-8"), re.M))


def test_the_files_of_the_examples_are_those_whose_origin_is_named() -> None:
    named = hashes(EXAMPLES / "SOURCES.md")
    found = {
        path.relative_to(EXAMPLES).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in EXAMPLES.glob("*/*")
        if path.name != "release.toml"
    }
    assert found == named


@pytest.mark.parametrize("folder", ["mot", "ouc", "osai"])
def test_the_lists_are_those_whose_origin_is_named(folder: str) -> None:
    digest = hashlib.sha256()
    for path in sorted((LISTS / folder).iterdir(), key=lambda one: one.name):
        digest.update(path.name.encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).hexdigest().encode() + b"\n")
    assert hashes(LISTS / "SOURCES.md")[f"{folder}/"] == digest.hexdigest()


def test_the_table_of_the_documentation_is_the_one_that_is_computed(request: pytest.FixtureRequest) -> None:
    """``--snapshot-update`` puts the present table into the page."""
    page = Path(__file__).resolve().parents[2] / "docs" / "reference" / "openness-table.md"
    before, begin, rest = page.read_text(encoding="utf-8").partition("<!-- table: begin -->\n")
    shown, end, after = rest.partition("<!-- table: end -->")
    reports = sorted((report(name) for name in CLASSES), key=lambda one: one.name.casefold())
    table = table_markdown(reports, [one.short for one in load_parts()])
    if request.config.getoption("update_snapshots") and end:
        page.write_text(before + begin + table + end + after, encoding="utf-8")
        return
    assert shown == table
