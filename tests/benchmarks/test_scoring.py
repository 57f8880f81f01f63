from __future__ import annotations

from typing import Any

import pytest
from scoring import Figures, Tally, clause_tally, figures, finding_with, score_license

CLAUSES = range(1, 11)


def gold(key: str, overall: str, findings: list[dict[str, Any]], **verdicts: str) -> dict[str, Any]:
    given = {name.removeprefix("c"): verdict for name, verdict in verdicts.items()}
    return {
        "key": key,
        "fold": 0,
        "verdicts": {str(number): given.get(str(number), "pass") for number in CLAUSES},
        "overall": overall,
        "findings": findings,
    }


def report(overall: str, findings: list[dict[str, Any]], **verdicts: str) -> dict[str, Any]:
    given = {name.removeprefix("c"): verdict for name, verdict in verdicts.items()}
    clauses = [{"number": number, "verdict": given.get(str(number), "pass")} for number in CLAUSES]
    return {"overall": overall, "clauses": clauses, "findings": findings}


def finding(kind: str, clauses: list[int], quote: str | None, effect: str = "restriction") -> dict[str, Any]:
    return {"kind": kind, "clauses": clauses, "quote": quote, "effect": effect}


BAN = "You may not use the work for military purposes"
SALE = "No copy may be sold without our consent"


@pytest.fixture
def sample() -> Figures:
    """Four licenses: one right, one missed, one falsely accused, one without a report.

    Clause 6: label fails in a, b and d; found in a, so 1 hit, 2 misses. Clause 1: label fails in b
    (got unclear: half hit, half miss); accused in c: 1 false alarm.
    """
    pairs = [
        (
            gold("a", "not-open", [finding("field-ban", [6], BAN)], c6="fail"),
            report("not-open", [finding("field-ban", [6], BAN + " at all.")], c6="fail"),
        ),
        (
            gold(
                "b",
                "not-open",
                [finding("field-ban", [6], BAN), finding("no-sale", [1], SALE)],
                c6="fail",
                c1="fail",
            ),
            report("open", [finding("noncommercial", [6], BAN, effect="duty")], c1="unclear"),
        ),
        (
            gold("c", "open", []),
            report("not-open", [finding("no-sale", [1], SALE)], c1="fail"),
        ),
        (
            gold(
                "d",
                "not-open",
                [finding("field-ban", [6], BAN), finding("missing-grant", [1], None)],
                c6="fail",
            ),
            None,
        ),
    ]
    return figures(score_license(label, given) for label, given in pairs)


def test_overall_figures_by_hand(sample: Figures) -> None:
    assert (sample.licenses, sample.missing, sample.right) == (4, 1, 1)
    assert sample.accuracy == 0.25
    assert (sample.false_open, sample.gold_not_open) == (1, 3)
    assert (sample.false_not_open, sample.gold_open) == (1, 1)


def test_clause_figures_by_hand(sample: Figures) -> None:
    assert sample.clauses["6"] == Tally(hits=1, misses=2)
    assert sample.clauses["1"] == Tally(hits=0.5, false_alarms=1, misses=0.5)
    assert sample.clause_micro == Tally(hits=1.5, false_alarms=1, misses=2.5)
    assert sample.clause_micro.precision == pytest.approx(0.6)
    assert sample.clause_micro.recall == pytest.approx(0.375)
    assert sample.clause_micro.f1 == pytest.approx(2 * 0.6 * 0.375 / 0.975)
    assert sample.clause_support["6"] == 3


def test_kind_figures_by_hand(sample: Figures) -> None:
    assert sample.kinds["field-ban"] == Tally(hits=1, misses=2)
    assert sample.kinds["no-sale"] == Tally(false_alarms=1, misses=1)
    assert set(sample.kinds) == {"field-ban", "no-sale"}, "duties and missing grants are not compared"
    assert list(sample.common_kinds) == ["field-ban"]
    assert sample.kind_macro_f1 == pytest.approx(0.5)


def test_evidence_by_hand(sample: Figures) -> None:
    assert (sample.quotes_found, sample.quotes) == (1, 4)
    assert sample.evidence_recall == 0.25


def test_macro_counts_only_clauses_with_support(sample: Figures) -> None:
    assert sample.clause_macro_f1 == 0.0
    label = gold("x", "not-open", [], c6="fail")
    often = figures(score_license(label, report("not-open", [], c6="fail")) for _ in range(5))
    assert often.clause_macro_f1 == 1.0


@pytest.mark.parametrize(
    ("label", "got", "expected"),
    [
        ("fail", "fail", Tally(1, 0, 0)),
        ("fail", "pass", Tally(0, 0, 1)),
        ("fail", "unclear", Tally(0.5, 0, 0.5)),
        ("fail", "missing", Tally(0, 0, 1)),
        ("pass", "fail", Tally(0, 1, 0)),
        ("pass", "unclear", Tally(0, 0.5, 0)),
        ("pass", "pass", Tally()),
        ("pass", "missing", Tally()),
        ("unclear", "fail", Tally(0, 0.5, 0)),
        ("unclear", "pass", Tally(0, 0, 0.5)),
        ("unclear", "unclear", Tally()),
        ("unclear", "missing", Tally()),
    ],
)
def test_each_pair_of_verdicts(label: str, got: str, expected: Tally) -> None:
    assert clause_tally(label, got) == expected


@pytest.mark.parametrize(
    ("quote", "clauses", "found"),
    [
        (BAN, [6], True),
        ("YOU MAY NOT USE\nthe work", [6], True),
        ("You may not use it for other things at all", [6], False),
        (BAN, [5], False),
        (BAN + " word" * 80, [6], False),
        (None, [6], False),
    ],
)
def test_evidence_needs_half_the_words_a_clause_and_a_short_quote(
    quote: str | None, clauses: list[int], found: bool
) -> None:
    label = finding("field-ban", [6], BAN)
    assert (finding_with(label, [finding("field-ban", clauses, quote)]) is not None) is found


def test_only_the_words_before_dots_count() -> None:
    label = finding("field-ban", [6], BAN + "... and a long tail of words that nobody quoted in full here")
    assert finding_with(label, [finding("field-ban", [6], BAN)]) is not None


def test_rates_of_an_empty_tally() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (1.0, 1.0, 1.0)
    assert Tally(false_alarms=1, misses=1).f1 == 0.0


def test_duties_and_grants_are_compared_as_sets() -> None:
    label = gold("a", "open", []) | {"duties": ["attribution", "naming"], "grants": ["use", "copy"]}
    found = [
        finding("attribution", [], BAN, effect="duty"),
        finding("indemnity", [], BAN, effect="duty"),
        finding("grant-use", [], BAN, effect="grant"),
    ]
    result = figures([score_license(label, report("open", found))])
    assert result.duty_micro == Tally(hits=1, false_alarms=1, misses=1)
    assert result.grants == {"use": Tally(hits=1), "copy": Tally(misses=1)}
