"""Definitions are data: requirements over components in three-valued logic, levels over requirements."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osdcheck import check_model
from osdcheck.core.release import (
    Access,
    Component,
    DefinitionResult,
    LicenseVerdict,
    Presence,
    Release,
    RequirementVerdict,
    Terms,
)
from osdcheck.errors import DataError
from osdcheck.releases.assemble import complete
from osdcheck.releases.conclude import conclude
from osdcheck.releases.views import view
from osdcheck.tables.releases import load_definitions, load_mof, load_parts, part_names, read_definition
from tests.releases.conftest import Write

OPEN = {"presence": "yes", "access": "public", "license": "MIT"}
CODE = ("data-preprocessing-code", "training-code", "inference-code", "model-architecture")
WHOLE: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("data-information", *CODE, "model-parameters-final"), OPEN),
    # Data that are not there: what is said of them is all there is.
    "datasets": {"presence": "no"},
}


def without(part: str, **fields: str) -> dict[str, dict[str, Any]]:
    return {**WHOLE, part: {**OPEN, **fields}} if fields else {k: v for k, v in WHOLE.items() if k != part}


def test_a_release_with_all_parts_under_approved_terms_is_open_source(release_file: Write) -> None:
    report = check_model(release_file(WHOLE))
    assert report.release_class == "open-source"
    assert report.osaid.verdict == "met"
    assert report.open_questions == ()


@pytest.mark.parametrize("part", ["data-information", *CODE])
def test_a_part_nobody_speaks_of_gives_a_range_and_a_question(release_file: Write, part: str) -> None:
    report = check_model(release_file(without(part)))
    assert report.release_class == "shared-weights"
    assert report.release_class_range == ("shared-weights", "open-source")
    assert len(report.open_questions) == 1
    strict = check_model(release_file(without(part)), strict=True)
    assert strict.release_class_range == ("shared-weights",)
    assert strict.osaid.verdict == "not-met"
    assert strict.open_questions == ()


@pytest.mark.parametrize("part", ["data-information", *CODE, "model-parameters-final"])
def test_a_part_that_is_withheld_rules_open_source_out(release_file: Write, part: str) -> None:
    fields = {key: value for key, value in WHOLE.items() if key != part} | {part: {"presence": "no"}}
    report = check_model(release_file(fields))
    expected = "closed-source" if part == "model-parameters-final" else "shared-weights"
    assert report.release_class_range == (expected,)


def test_weights_without_a_license_are_unknown_and_no_failure(release_file: Write) -> None:
    report = check_model(
        release_file({**WHOLE, "model-parameters-final": {"presence": "yes", "access": "public"}})
    )
    assert report.osaid.verdict == "unknown"
    assert report.release_class_range == ("shared-weights", "open-source")
    assert report.open_questions == ("the license of the weights",)


def test_weights_of_which_nothing_is_known_leave_the_class_unknown(release_file: Write) -> None:
    report = check_model(release_file(without("model-parameters-final")))
    assert report.release_class == "unknown"
    assert report.release_class_range == ("closed-source", "shared-weights", "open-source")
    assert report.open_release is None
    assert check_model(release_file(without("model-parameters-final")), strict=True).release_class == (
        "closed-source"
    )


@pytest.mark.parametrize(
    ("access", "expected", "osaid"),
    [
        ("public", "open-source", "met"),
        ("gated-auto", "open-source", "met"),
        ("gated-manual", "shared-weights", "not-met"),
        ("on-request", "unknown", "not-met"),
        ("api-only", "closed-source", "not-met"),
    ],
)
def test_access_is_a_fact_of_its_own(release_file: Write, access: str, expected: str, osaid: str) -> None:
    report = check_model(release_file(without("model-parameters-final", access=access)))
    assert (report.release_class, report.osaid.verdict) == (expected, osaid)


def test_a_license_that_fails_a_clause_shows_the_clause_and_the_quote(release_file: Write) -> None:
    report = check_model(release_file(without("model-parameters-final", license="JSON")))
    reason = next(one for one in report.osaid.requirements if one.id == "parameters")
    assert reason.verdict == "not-met"
    assert "fails OSD 6" in reason.reason
    assert any(one.quote and one.clauses == (6,) for one in reason.evidence)
    assert "JSON" in report.headline


def test_an_open_license_that_osi_never_saw_is_a_question_for_code_but_not_for_weights(
    release_file: Write,
) -> None:
    for_weights = check_model(release_file(without("model-parameters-final", license="WTFPL")))
    assert for_weights.osaid.verdict == "met"
    for_code = check_model(release_file(without("training-code", license="WTFPL")))
    assert for_code.osaid.verdict == "unknown"
    assert for_code.open_questions == ("whether the OSI would approve WTFPL",)


def test_a_license_made_for_data_does_for_the_data_information(release_file: Write) -> None:
    assert check_model(release_file(without("data-information", license="CC-BY-4.0"))).osaid.verdict == "met"
    assert (
        check_model(release_file(without("data-information", license="CC-BY-NC-4.0"))).osaid.verdict
        == "not-met"
    )


def test_g7_levels_tell_full_data_from_data_that_cannot_be_shared(release_file: Write) -> None:
    assert check_model(release_file(WHOLE)).g7.level == "open_weights_ai"
    assert check_model(release_file({**WHOLE, "datasets": OPEN})).g7.level == "open_source_ai_with_open_data"
    path = release_file(WHOLE)
    path.write_text(
        path.read_text(encoding="utf-8").replace('"Test"', '"Test"\nfacts = ["training-data-unshareable"]'),
        encoding="utf-8",
    )
    assert check_model(path).g7.level == "open_source_ai"


def test_a_score_or_a_card_never_stands_for_code(release_file: Write) -> None:
    documents = {part.id: OPEN for part in load_parts() if part.kind == "document"}
    report = check_model(release_file({**documents, "model-parameters-final": OPEN}))
    assert report.release_class == "shared-weights"
    assert report.osaid.verdict == "unknown"


FIFTH = {
    "id": "open-toolbox",
    "name": "Open toolbox",
    "date": "2026-01-01",
    "source": "a test",
    "access": {"any": {"met": ["public"], "unknown": ["on-request"]}},
    "requirement": [
        {"id": "code", "name": "Code", "asks": "Code.", "all": ["training-code", "evaluation-code"],
         "terms": "open", "access": "any"},
        {"id": "card", "name": "Card", "asks": "A card.", "any": ["model-card", "data-card"],
         "partial": "met"},
    ],
    "level": [
        {"id": "full", "name": "Full", "needs": ["code", "card"]},
        {"id": "code-only", "name": "Code only", "needs": ["code"]},
    ],
}  # fmt: skip


def under_fifth(parts: dict[str, dict[str, Any]], *, strict: bool = False) -> DefinitionResult:
    found = {
        name: Component(
            name,
            fields.get("presence", "yes"),
            fields.get("access", "public"),
            Terms("MIT", fields.get("verdict", "open"), "MIT", osi_approved=True),
        )
        for name, fields in parts.items()
    }
    release = Release("Test", "release", "test", complete(found))
    return view(release, read_definition(FIFTH, "fifth.toml"), {}, strict=strict)


@pytest.mark.parametrize(
    ("parts", "level", "possible"),
    [
        ({"training-code": {}, "evaluation-code": {}, "model-card": {}}, "full", ("full",)),
        ({"training-code": {}, "evaluation-code": {}}, "code-only", ("code-only", "full")),
        ({"training-code": {}, "model-card": {}}, None, ("none", "code-only", "full")),
        (
            {"training-code": {}, "evaluation-code": {"presence": "no"}, "model-card": {}},
            None,
            ("none",),
        ),
        (
            {
                "training-code": {},
                "evaluation-code": {"access": "on-request"},
                "model-card": {"presence": "partial"},
            },
            None,
            ("none", "code-only", "full"),
        ),
        ({"training-code": {"verdict": "not-open"}, "evaluation-code": {}, "data-card": {}}, None, ("none",)),
    ],
)
def test_a_definition_of_one_s_own_is_a_table(
    parts: dict[str, dict[str, Any]], level: str | None, possible: tuple[str, ...]
) -> None:
    result = under_fifth(parts)
    assert (result.level, result.level_range) == (level, possible)
    strict = under_fifth(parts, strict=True)
    assert strict.level == level
    assert strict.level_range == (level or "none",)


@pytest.mark.parametrize(
    "change",
    [
        {"all": ["no-such-part"]},
        {"all": ["training-code"], "any": ["model-card"]},
        {"all": ["training-code"], "terms": "cheap"},
        {"all": ["training-code"], "access": "unheard-of"},
        {"all": ["training-code"], "partial": "perhaps"},
        {"all": ["training-code"], "color": "red"},
        {},
    ],
)
def test_a_faulty_definition_is_refused(change: dict[str, Any]) -> None:
    row = {"id": "code", "name": "Code", "asks": "Code.", **change}
    with pytest.raises(DataError):
        read_definition({**FIFTH, "requirement": [row], "level": []}, "fifth.toml")


def test_a_level_over_an_unknown_requirement_is_refused() -> None:
    with pytest.raises(DataError, match="nothing-of-the-sort"):
        read_definition(
            {**FIFTH, "level": [{"id": "x", "name": "X", "needs": ["nothing-of-the-sort"]}]}, "fifth.toml"
        )


def test_the_tables_are_whole() -> None:
    definitions = load_definitions()
    assert {one.id for one in definitions} >= {"osaid-1.0", "haimes-2024", "g7-2026"}
    assert all(one.source and one.date and one.requirements for one in definitions)
    assert len(load_parts()) == 18
    assert len({*part_names().values()}) == 18
    assert sum(len(step.required) + len(step.optional) for step in load_mof().steps) == 17
    assert len(load_mof().content_ids) == 31


ORDER: tuple[RequirementVerdict, ...] = ("not-met", "unknown", "met")
CLASSES = ("closed-source", "shared-weights", "open-source")


def terms(verdict: LicenseVerdict | None) -> Terms:
    return Terms() if verdict is None else Terms("MIT", verdict, "MIT", osi_approved=True)


def component(name: str) -> st.SearchStrategy[Component]:
    return st.builds(
        lambda presence, access, verdict: Component(
            name, presence, access if presence in {"yes", "partial"} else None, terms(verdict)
        ),
        st.sampled_from(get_args(Presence)),
        st.sampled_from(get_args(Access)),
        st.sampled_from([None, *get_args(LicenseVerdict)]),
    )


releases = st.tuples(*(component(one.id) for one in load_parts())).map(
    lambda parts: Release("Test", "release", "test", parts)
)


@settings(max_examples=40, deadline=None)
@given(releases)
def test_any_release_gets_a_class_within_its_range(release: Release) -> None:
    report, strict = conclude(release), conclude(release, strict=True)
    assert report.release_class_range
    if report.release_class != "unknown":
        assert report.release_class == report.release_class_range[0]
    assert len(strict.release_class_range) == 1
    assert strict.release_class in report.release_class_range
    assert strict.osaid.verdict != "unknown"
    assert ORDER.index(strict.osaid.verdict) <= ORDER.index(report.osaid.verdict)
    assert (len(report.release_class_range) > 1) >= bool(report.open_questions)


@settings(max_examples=40, deadline=None)
@given(releases, st.sampled_from([one.id for one in load_parts()]))
def test_knowing_more_never_leads_out_of_the_range(release: Release, name: str) -> None:
    """Settling an unknown part gives a class that was in the range before."""
    before = conclude(release)
    told = release.component(name)
    if told.presence != "unknown":
        return
    # What is known of its license already stays as it is.
    license_terms = terms("open") if told.terms.verdict == "unknown" else told.terms
    settled: tuple[Presence, ...] = ("yes", "no")
    for presence in settled:
        access: Access | None = "public" if presence == "yes" else None
        known = Component(name, presence, access, license_terms)
        parts = tuple(known if one.id == name else one for one in release.components)
        after = conclude(Release("Test", "release", "test", parts))
        assert set(after.release_class_range) <= set(before.release_class_range)


def test_the_reference_names_every_part_and_definition() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "reference" / "releases.md"
    text = page.read_text(encoding="utf-8")
    names = [one.id for one in (*load_parts(), *load_definitions())]
    assert [name for name in names if f"`{name}`" not in text] == []
