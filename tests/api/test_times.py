"""How long a right lasts is told in days."""

from __future__ import annotations

import pytest

from osdcheck import check_license


@pytest.mark.parametrize(
    ("span", "days"),
    [("thirty days", 30), ("one year", 365), ("two weeks", 14), ("six months", 180), ("48 hours", 2)],
)
def test_times_are_counted_in_days(span: str, days: int) -> None:
    report = check_license(
        f"You may use, copy, modify and distribute this archive for {span}.", identify=False
    )
    found = [finding for finding in report.findings if finding.kind == "revocable"]
    assert [clause.number for clause in report.clauses if clause.verdict == "fail"] == [7]
    threshold = found[0].details.threshold
    assert threshold is not None
    assert (threshold.number, threshold.unit) == (days, "days")
