"""Comparisons of reports that no license would give: symmetric, complete, and within the schema."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from osdcheck import Details, Finding, Threshold
from osdcheck.comparison import Rules, Side, compare_sides
from osdcheck.core.comparison import Comparison
from osdcheck.core.report import Report
from osdcheck.render.compare import comparison_layout, comparison_schema
from tests.comparison.mirror import seen
from tests.snapshots.samples import CLOSED, clauses

RULES = Rules({"purpose": frozenset({"field-ban"})}, frozenset({"jurisdiction"}), frozenset())
EFFECTS = {
    "user-cap": "restriction",
    "field-ban": "restriction",
    "jurisdiction": "duty",
    "grant-use": "grant",
}
VOCABULARY = (
    "You",
    "we",
    "may",
    "not",
    "use",
    "Falcon",
    "2",
    "3.1",
    "100",
    "the",
    "war",
    "|",
    "*x*",
    "\x1b[31m",
    "]",
)
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=9)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    kind = draw(st.sampled_from(sorted(EFFECTS)))
    words = " ".join(draw(WORDS))
    start = draw(st.integers(0, 50))
    threshold = draw(st.none() | st.builds(Threshold, st.integers(1, 3), st.just("users")))
    details = Details(
        threshold=threshold,
        purpose=draw(st.none() | st.sampled_from(["military", "medical"])),
        exception=draw(st.none() | st.just("consent")),
        stem=draw(st.none() | st.just("You may not:")),
        text=words,
    )
    bears_on = (5,) if EFFECTS[kind] == "restriction" else ()
    return Finding("f0", kind, EFFECTS[kind], bears_on, words, start, start + len(words), 1, 1, details)  # type: ignore[arg-type]  # effects are plain strings here


def report(found: list[Finding], name: str) -> Report:
    numbered = tuple(replace(one, id=f"f{number}") for number, one in enumerate(found, 1))
    source = replace(CLOSED.source, name=name, sha256=("ab" if name == "a" else "cd") * 32)
    return replace(CLOSED, findings=numbered, source=source, clauses=clauses({}))


def compare(a: list[Finding], b: list[Finding]) -> tuple[Comparison, Comparison]:
    texts = [" ".join(str(one.quote) for one in found) for found in (a, b)]
    sides = [Side(report(a, "a"), texts[0]), Side(report(b, "b"), texts[1])]
    names = {"user-cap": "user cap"}
    return (
        compare_sides(sides[0], sides[1], rules=RULES, names=names),
        compare_sides(sides[1], sides[0], rules=RULES, names=names),
    )


SETS = st.lists(findings(), max_size=5)


@settings(max_examples=40, deadline=None)
@given(SETS, SETS)
def test_the_mirror_image(a: list[Finding], b: list[Finding]) -> None:
    one, other = compare(a, b)
    assert unordered(seen(other)) == unordered(seen(one, mirrored=True))


def unordered(side: dict[str, Any]) -> list[list[str]]:
    """Changes without their order: statements at one place of a text have none."""
    changes = [found for _, _, found in side["clauses"]]
    return [sorted(map(repr, found)) for found in (*changes, side["beyond"])]


@settings(max_examples=25, deadline=None)
@given(SETS, SETS)
def test_no_finding_stands_in_two_changes(a: list[Finding], b: list[Finding]) -> None:
    comparison, _ = compare(a, b)
    for side in ("a", "b"):
        used = [getattr(one, side).id for one in comparison.differences if getattr(one, side) is not None]
        assert len(used) == len(set(used))


@settings(max_examples=20, deadline=None)
@given(SETS)
def test_nothing_differs_from_itself(a: list[Finding]) -> None:
    comparison, _ = compare(a, a)
    assert comparison.differences == ()


@settings(max_examples=15, deadline=None)
@given(SETS, SETS)
def test_every_format_can_show_it(a: list[Finding], b: list[Finding]) -> None:
    comparison, _ = compare(a, b)
    Draft202012Validator(comparison_schema()).validate(comparison.to_dict())
    for form in ("text", "markdown", "json"):
        text = comparison_layout(comparison, form)  # type: ignore[arg-type]  # one of the three forms
        assert not set(text) & set("\x1b\x9b\x07")
        assert text.endswith("\n")
