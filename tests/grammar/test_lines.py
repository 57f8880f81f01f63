"""Short lines, labels, answers and rows behind a full grant, and whom a grant of everything names."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from osdcheck import check_license

TABLE = tomllib.loads((Path(__file__).parent / "lines.toml").read_text(encoding="utf-8"))
GRANT = (
    "Permission is granted to anyone to use, copy, modify, distribute and sell this software for any "
    "purpose, including in products of others, provided this notice is kept."
)
FRAMES = (
    "{} may use, copy, modify, distribute and sell the software.",
    "Permission is granted to {} to use, copy, modify, merge, publish, distribute and sell the software.",
    "We allow {} to use, copy, change, distribute and sell the program.",
)
LINES = [(line, sort) for row in TABLE["line"] for sort in ("closed", "open") for line in row[sort]]
NAMED = [
    (frame.format(whom), sort)
    for row in TABLE["grantee"]
    for sort in ("closed", "open")
    for whom in row[sort]
    for frame in FRAMES
]


def is_open(text: str) -> bool:
    return check_license(text, identify=False).overall == "open"


@pytest.mark.parametrize(("line", "sort"), LINES)
def test_a_line_behind_a_full_grant_takes_something_back_or_not(line: str, sort: str) -> None:
    assert is_open(f"{GRANT}\n\n{line}\n") == (sort == "open")


@pytest.mark.parametrize(("sentence", "sort"), NAMED)
def test_a_grant_to_some_alone_is_not_open(sentence: str, sort: str) -> None:
    text = f"{sentence[0].upper()}{sentence[1:]}\n\nThe software comes without any warranty.\n"
    assert is_open(text) == (sort == "open")


@pytest.mark.parametrize("line", ["Put this text into every copy.", "Include this notice in all copies."])
def test_a_text_to_be_put_into_copies_is_a_duty(line: str) -> None:
    report = check_license(f"{GRANT}\n\n{line}\n", identify=False)
    assert any(one.kind == "attribution" and one.quote == line for one in report.findings)
