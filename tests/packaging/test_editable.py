from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .conftest import CHECKOUT, environment_with_dependencies, install, run

PARTS = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "src", "grammars", "license_texts")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of its own, to edit."""
    folder = tmp_path_factory.mktemp("editable") / "checkout"
    folder.mkdir()
    for part in PARTS:
        source = CHECKOUT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    return folder


@pytest.fixture(scope="module")
def python(copy: Path) -> Path:
    """Interpreter of an environment with the copy installed editable."""
    python = environment_with_dependencies(copy.parent / "env")
    install(python, "--editable", copy)
    return python


def test_no_copy_of_the_data_is_installed(python: Path) -> None:
    assert not list(python.parents[1].rglob("_data"))


def test_edited_data_is_what_the_next_run_reads(python: Path, copy: Path, tmp_path: Path) -> None:
    text = copy / "license_texts" / "MIT.txt"
    command = [python.parent / "osdcheck", "check", "--no-identify", "--format", "json", text]
    before = json.loads(run(*command, cwd=tmp_path).stdout)
    lexicon = next((copy / "grammars").rglob("*.toml"))
    lexicon.write_text(lexicon.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    after = json.loads(run(*command, cwd=tmp_path).stdout)
    assert before["tool"]["data"] != after["tool"]["data"]
    assert before["overall"] == after["overall"] == "open"
