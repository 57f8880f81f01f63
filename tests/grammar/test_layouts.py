"""Licenses told by labels, questions, tables, recitals, lists and letters, whole and narrowed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from osdcheck import check_license

ROWS = tomllib.loads((Path(__file__).parent / "layouts.toml").read_text(encoding="utf-8"))["layout"]
DISCLAIMER = "\n\nThe software is provided as is, without warranty of any kind.\n"


@pytest.mark.parametrize("row", ROWS, ids=[f"{at}-{row['name']}" for at, row in enumerate(ROWS)])
def test_a_license_is_read_however_it_is_laid_out(row: dict[str, Any]) -> None:
    assert check_license(row["text"] + DISCLAIMER, identify=False).overall == row["overall"]
