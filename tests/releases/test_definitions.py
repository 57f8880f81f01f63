"""Each definition by its cases: ``definitions/<id>.toml`` beside the definition's own file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from osdcheck import check_model
from osdcheck.tables.releases import load_definitions
from tests.releases.conftest import Write

FOLDER = Path(__file__).parent / "definitions"
CASES = [
    (path.stem, case)
    for path in sorted(FOLDER.glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


def fields(words: str) -> dict[str, str]:
    presence, *rest = words.split()
    found = {"presence": presence}
    if rest:
        found["access"] = rest[0]
        if rest[1] != "x":
            found["license"] = rest[1]
    return found


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}: {case['title']}" for name, case in CASES])
def test_a_case_of_a_definition(release_file: Write, name: str, case: dict[str, Any]) -> None:
    path = release_file({part: fields(words) for part, words in case["parts"].items()})
    if "facts" in case:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"Test"', f'"Test"\nfacts = {case["facts"]}', 1), encoding="utf-8")
    result = next(one for one in check_model(path).definitions if one.id == name)
    if "verdict" in case:
        assert result.verdict == case["verdict"]
    else:
        assert result.level == case.get("level")
        assert list(result.level_range) == case["range"]


@pytest.mark.parametrize("definition", load_definitions(), ids=lambda one: one.id)
def test_a_definition_has_cases_for_each_of_its_levels_or_verdicts(definition: Any) -> None:
    cases = [case for name, case in CASES if name == definition.id]
    if definition.levels:
        assert {case.get("level") for case in cases} >= {one.id for one in definition.levels}
    else:
        assert {case["verdict"] for case in cases} == {"met", "not-met", "unknown"}
