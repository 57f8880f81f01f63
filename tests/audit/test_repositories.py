"""Repositories of a few files: works of others, choices, terms of a website, what a README asks money for."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import osdcheck
from osdcheck.identity.records import find_record, text_of
from tests.audit.conftest import Repository

DATA = Path(__file__).parent / "data" / "repositories.toml"
ROWS = tomllib.loads(DATA.read_text(encoding="utf-8"))["repo"]


def known(part: str) -> str:
    record = find_record(part.removeprefix("@")) if part.startswith("@") else None
    return text_of(record) if record is not None else part


def written(content: str | list[str]) -> str:
    """The content of a file, whose parts stand one below the other."""
    return known(content) if isinstance(content, str) else "\n\n".join(map(known, content)) + "\n"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_repository_is_judged_by_what_is_its_own(repository: Repository, row: dict[str, Any]) -> None:
    files: dict[str, str | bytes] = {path: written(content) for path, content in row["files"].items()}
    assert osdcheck.audit(repository(files)).overall == row["overall"]


def test_what_a_license_file_bundles_is_named_apart(repository: Repository) -> None:
    row = next(one for one in ROWS if one["id"] == "bundles-two")
    report = osdcheck.audit(repository({"LICENSE": written(row["files"]["LICENSE"])}))
    assert [(one.role, one.license, one.counted) for one in report.files] == [
        ("license", "Apache-2.0", "whole"),
        ("third-party", "BSD-3-Clause", "apart"),
        ("third-party", "JSON", "apart"),
    ]
    assert [(one.kind, one.expression, one.overall) for one in report.projects] == [
        ("third-party", "JSON", "not-open")
    ]


def cells(*sources: tuple[str, str]) -> str:
    made = [{"cell_type": kind, "metadata": {}, "source": words.splitlines(True)} for kind, words in sources]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


@pytest.mark.parametrize(
    ("last", "overall"),
    [
        ("This notebook is for non-commercial use only.", "not-open"),
        ("## License\n\nThis code may not be used commercially.", "not-open"),
        ("# End\nFor non-commercial use only.\n", "not-open"),
        ("We trained on ImageNet, which is for non-commercial research only.", "open"),
        ("Commercial solvers such as Gurobi require a license.", "open"),
    ],
)
def test_the_last_cell_of_a_notebook_may_narrow_it(repository: Repository, last: str, overall: str) -> None:
    words = cells(("markdown", "# Demo"), ("code", "x = 1\n"), ("code", "y = 2\n"), ("markdown", last))
    report = osdcheck.audit(repository({"LICENSE": written("@MIT"), "a.ipynb": words}))
    assert report.overall == overall
