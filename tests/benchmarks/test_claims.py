from __future__ import annotations

import csv
import json

import pytest
from claims import FIRST, ROWS, score

LOADED = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]


def test_the_sentences_come_from_many_files_and_each_file_is_in_one_part() -> None:
    named = [row for row in LOADED if not row["source"].startswith("gh-index:")]
    assert len(named) >= 150
    assert len({row["source"] for row in named}) >= 60
    parts: dict[str, set[str]] = {}
    for row in LOADED:
        parts.setdefault(row["source"], set()).add(row["part"])
    assert all(len(found) == 1 for found in parts.values())


def test_what_is_labeled_a_claim_is_what_is_asserted() -> None:
    assert {row["stance"] for row in LOADED if row["is_claim"]} == {"asserted"}
    assert "asserted" not in {row["stance"] for row in LOADED if not row["is_claim"]}


@pytest.mark.parametrize("part", ["dev", "holdout"])
def test_precision_and_recall_hold_on_both_parts(part: str) -> None:
    precision, recall = score([row for row in LOADED if row["part"] == part], lone=False)
    assert precision >= 0.95
    assert recall >= 0.85


def test_the_fresh_sets_stay_where_the_rules_brought_them() -> None:
    fresh = [row for row in LOADED if row["part"].startswith("round-")]
    precision, recall = score(fresh, lone=False)
    assert precision >= 0.88
    assert recall >= 0.86


def test_every_fresh_set_has_its_first_score() -> None:
    with FIRST.open(encoding="utf-8", newline="") as table:
        first = {row["part"]: row for row in csv.DictReader(table)}
    fresh = {row["part"] for row in LOADED} - {"dev", "holdout"}
    assert set(first) == fresh
    for part, row in first.items():
        assert int(row["sentences"]) == sum(one["part"] == part for one in LOADED)
        assert 0 < float(row["context_precision"]) <= 1
        assert 0 < float(row["context_recall"]) <= 1
