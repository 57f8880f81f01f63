from __future__ import annotations

import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from .conftest import CHECKOUT, run

DATA_FOLDERS = ("grammars", "license_texts")
WHERE = "from osdcheck.resources import data_folder; print(data_folder('license_texts'))"


def data_files() -> dict[str, bytes]:
    return {
        path.relative_to(CHECKOUT).as_posix(): path.read_bytes()
        for folder in DATA_FOLDERS
        for path in (CHECKOUT / folder).rglob("*")
        if path.is_file()
    }


def test_the_wheel_carries_every_data_file(distributions: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(distributions[1]) as wheel:
        packed = {
            name.removeprefix("osdcheck/_data/"): wheel.read(name)
            for name in wheel.namelist()
            if name.startswith(tuple(f"osdcheck/_data/{folder}/" for folder in DATA_FOLDERS))
        }
        names = wheel.namelist()
    assert packed == data_files()
    assert "osdcheck/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_sdist_carries_every_data_file_where_it_stands(distributions: tuple[Path, Path]) -> None:
    with tarfile.open(distributions[0]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert set(data_files()) <= names


def test_the_wheel_reads_its_own_data(installed: Path, tmp_path: Path) -> None:
    folder = Path(run(installed, "-c", WHERE, cwd=tmp_path).stdout.strip())
    assert folder.is_relative_to(installed.parents[1])
    assert folder.parts[-3:] == ("osdcheck", "_data", "license_texts")


@pytest.mark.parametrize(
    ("text", "overall", "exit_code"), [("MIT.txt", "open", 0), ("llama-2.txt", "not-open", 1)]
)
def test_the_command_judges_a_bundled_text_in_an_empty_folder(
    installed: Path, tmp_path: Path, text: str, overall: str, exit_code: int
) -> None:
    folder = Path(run(installed, "-c", WHERE, cwd=tmp_path).stdout.strip())
    command = [installed.parent / "osdcheck", "check", "--no-identify", "--format", "json", folder / text]
    report = json.loads(run(*command, cwd=tmp_path, expect=exit_code).stdout)
    assert report["overall"] == overall
