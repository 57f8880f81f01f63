from __future__ import annotations

import pytest
from analyses import Outcome
from listing import Listing


def test_what_is_not_open_is_named_and_disagreements_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = {
        "mit": Outcome("mit", {"overall": "open", "agreement": "agree"}),
        "apsl": Outcome("apsl", {"overall": "open", "agreement": "disagree"}),
        "lost": Outcome(
            "lost", {"overall": "review", "agreement": "disagree", "license": {"expression": "MIT-0"}}
        ),
        "dead": Outcome("dead", None, "ValueError: no"),
    }
    counts = Listing(frozenset()).identified(outcomes)
    assert counts == {"open": 2, "review": 1, "missing": 1, "disagreements": 2}
    printed = capsys.readouterr().out
    assert "approved by OSI, identified: 4, open: 2" in printed
    assert "lost: review, known as MIT-0" in printed
    assert "disagrees: 2" in printed
