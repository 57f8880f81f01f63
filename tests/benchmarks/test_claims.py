from __future__ import annotations

import json

import pytest
from claims import ROWS, score

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
