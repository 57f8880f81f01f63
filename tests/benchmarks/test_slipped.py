from __future__ import annotations

from typing import Any

import pytest
from analyses import Outcome
from slipped import Trial, result_of
from slipping import BASES, POSITIONS, Position, slip

SENTENCE = "Marker sentence of the test."


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("position", POSITIONS)
def test_the_sentence_is_a_paragraph_of_its_own(base: str, position: Position) -> None:
    text = slip(base, SENTENCE, position)
    assert text.split("\n\n").count(SENTENCE) + text.split("\n\n").count(SENTENCE + "\n") == 1


@pytest.mark.parametrize("base", BASES)
def test_it_stands_inside_the_terms(base: str) -> None:
    end = slip(base, SENTENCE, "end").index(SENTENCE)
    assert "permi" in slip(base, SENTENCE, "end")[:end].lower()
    assert "APPENDIX" not in slip(base, SENTENCE, "end")[:end]
    grant = slip(base, SENTENCE, "after-grant").index(SENTENCE)
    assert "permi" in slip(base, SENTENCE, "after-grant")[:grant].lower() or base in ("apache-2.0", "mpl-2.0")


def test_no_list_is_cut_in_two() -> None:
    before = slip("bsd-new", SENTENCE, "after-grant").partition(SENTENCE)[0]
    assert "Neither the name" in before


def trial(**row: Any) -> Trial:
    return Trial({"id": "s1", "kind": "field-ban", "sentence": SENTENCE, **row}, "mit", "end", "")


def judged(*failing: int) -> Outcome:
    clauses = [{"number": n, "verdict": "fail" if n in failing else "pass"} for n in range(1, 11)]
    return Outcome("x", {"overall": "not-open" if failing else "open", "clauses": clauses, "findings": []})


@pytest.mark.parametrize(
    ("row", "failing", "right", "others"),
    [
        ({"clauses": [6]}, (6,), True, 0),
        ({"clauses": [6]}, (1, 2, 3, 6), True, 3),
        ({"clauses": [3, 4]}, (3,), False, 0),
        ({"clauses": [6], "accept": [[5]]}, (5, 8), True, 1),
        ({"clauses": [6], "accept": [[5]]}, (1,), False, 1),
        ({"clauses": [6]}, (), False, 0),
    ],
)
def test_the_expected_clauses_fail_and_few_others(
    row: dict[str, Any], failing: tuple[int, ...], right: bool, others: int
) -> None:
    result = result_of(trial(**row), judged(*failing))
    assert (result.right_clause, result.others) == (right, others)
