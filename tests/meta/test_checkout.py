from __future__ import annotations

import ast
import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
MOST_MODULE_LINES = 400
MOST_FUNCTION_LINES = 60
MACHINE_PATH = re.compile(r"(?:^|[^A-Za-z0-9_.~])/(?:work|tmp|root|home)/[a-z]", re.M)
MODULES = sorted((CHECKOUT / "src").rglob("*.py")) + sorted((CHECKOUT / "benchmarks").rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def test_modules_are_collected() -> None:
    assert len(MODULES) > 20


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_MODULE_LINES
    functions = [
        n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions if f.end_lineno}
    assert {name: lines for name, lines in long.items() if lines > MOST_FUNCTION_LINES} == {}


def test_no_tracked_file_names_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, text=True, capture_output=True, check=True
    )
    paths = [CHECKOUT / name for name in listed.stdout.split("\0") if name and name != "uv.lock"]
    assert len(paths) > 20
    named = [
        name_of(path)
        for path in paths
        if path.is_file() and MACHINE_PATH.search(path.read_bytes().decode("utf-8", "replace"))
    ]
    assert named == []


def test_the_test_command_of_the_readme_can_be_found_by_ci() -> None:
    lines = (CHECKOUT / "README.md").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line.endswith("-m pytest")]
    assert len(commands) == 1
    assert commands[0].startswith("python3.11 -m venv .venv && ")


def test_every_license_text_has_a_record_with_its_hash() -> None:
    folder = CHECKOUT / "license_texts"
    records = tomllib.loads((folder / "records.toml").read_text(encoding="utf-8"))["license"]
    expected = {f"{record['id']}.txt": record["sha256"] for record in records}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.txt")}
    assert len(records) == len(expected)
    assert found == expected


def test_every_benchmark_table_is_the_one_whose_source_is_named() -> None:
    folder = CHECKOUT / "benchmarks" / "data"
    named = re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", (folder / "SOURCES.md").read_text(), re.M)
    assert len(named) >= 4
    for name, digest in named:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
