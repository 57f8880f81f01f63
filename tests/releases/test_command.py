"""``osdcheck model``: formats, tables, exit codes, errors."""

from __future__ import annotations

import csv
import io
import json
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from osdcheck import check_model
from osdcheck.cli import main
from osdcheck.cli.exit_codes import ExitCode
from osdcheck.render.model_markdown import model_markdown
from osdcheck.render.model_text import model_text
from osdcheck.render.words import NOTICE
from tests.releases.conftest import EXAMPLES, LISTS


def schema() -> dict[str, Any]:
    path = files("osdcheck.render") / "schemas" / "model-1.json"
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value


def valid(value: Any) -> Any:
    Draft202012Validator(schema()).validate(value)
    return value


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A folder with releases of several kinds, one broken, and files that are none."""
    folder = tmp_path / "releases"
    folder.mkdir()
    for name in ("grok-1", "phi-2"):
        shutil.copytree(EXAMPLES / name, folder / name)
    for name in ("GPT-4.yml", "Phi-2.yml"):
        shutil.copy(LISTS / "mot" / name, folder)
    (folder / "broken.yml").write_text("a: [", encoding="utf-8")
    (folder / "NOTES.md").write_text("no release", encoding="utf-8")
    return folder


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", ["openelm", "llama-3", "gpt-4"])
def test_json_is_as_the_schema_says(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["model", "--format", "json", str(EXAMPLES / name)])
    value = valid(json.loads(capsys.readouterr().out))
    report = check_model(EXAMPLES / name)
    assert value == json.loads(report.to_json())
    assert [one["id"] for one in value["components"]][:2] == ["data-information", "model-parameters-final"]
    assert set(value["mof"]["progress"]) == {"I", "II", "III"}


@pytest.mark.parametrize(
    ("name", "code"),
    [("t5", ExitCode.ALL_OPEN), ("phi-2", ExitCode.NOT_OPEN), ("openelm", ExitCode.REVIEW)],
)
def test_the_exit_code_is_the_verdict(name: str, code: ExitCode, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", str(EXAMPLES / name)]) == code
    assert capsys.readouterr().out.endswith(f"\n{NOTICE}\n")


def test_strict_turns_an_open_question_into_a_no() -> None:
    assert main(["model", "--strict", str(EXAMPLES / "openelm"), "--output", "-"]) == ExitCode.NOT_OPEN


def test_one_source_that_cannot_be_read_does_not_stop_the_others(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["model", "--format", "json", str(table / "broken.yml"), str(table / "phi-2")])
    captured = capsys.readouterr()
    failed, read = valid(json.loads(captured.out))
    assert code == ExitCode.UNREADABLE
    assert failed["error"]["type"] == "MetadataError"
    assert read["name"] == "Phi-2"
    assert "broken.yml" in captured.err


def test_a_table_has_a_row_for_each_release(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "--table", str(table)]) == ExitCode.UNREADABLE
    out = capsys.readouterr().out
    rows = out.splitlines()
    assert [row.split("  ")[0].strip() for row in rows[2:6]] == ["GPT-4", "Grok-1", "Phi-2", "Phi-2"]
    assert rows[0].split()[-4:] == ["class", "OSAID", "G7", "MOF"]
    assert "Closed Source" in rows[2]
    assert out.endswith(f"\n{NOTICE}\n")


def test_a_table_in_markdown_is_one(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["model", "--table", str(table), "--format", "markdown"])
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert len(rows) == 6
    assert len({row.count("|") - row.count("\\|") for row in rows}) == 1
    assert rows[2].startswith("| GPT-4 |")


def test_a_table_in_csv_holds_presence_access_license_and_verdict(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["model", "--table", str(table), "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    grok = next(row for row in rows if row["name"] == "Grok-1")
    assert grok["model-parameters-final"] == "yes; public; Apache-2.0; open"
    assert grok["training-code"] == "no"
    assert (grok["release_class"], grok["osaid"], grok["g7"]) == (
        "shared-weights",
        "not-met",
        "open_weights_ai",
    )
    assert list(rows[0])[-3:] == ["osaid", "g7", "mof"]


def test_no_cell_of_the_csv_is_a_formula(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "release.toml").write_text('[release]\nname = "=cmd()"\n', encoding="utf-8")
    main(["model", "--format", "csv", str(tmp_path)])
    assert "'=cmd()" in capsys.readouterr().out


def test_a_hostile_name_steers_no_terminal(tmp_path: Path) -> None:
    (tmp_path / "release.toml").write_text('[release]\nname = "a\\u001b[2Jb | c"\n', encoding="utf-8")
    report = check_model(tmp_path)
    assert "\x1b" not in model_text(report)
    assert "\\x1b" in model_text(report)
    assert "\\| c" in model_markdown(report)


@pytest.mark.parametrize("arguments", [["model"], ["model", "--table", "no/such/folder"]])
def test_what_is_not_understood_is_said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == ExitCode.USAGE
    assert "Error:" in capsys.readouterr().err


def test_a_folder_without_releases_is_no_table(tmp_path: Path) -> None:
    assert main(["model", "--table", str(tmp_path)]) == ExitCode.USAGE


def test_text_and_markdown_look_like_this(snapshot: SnapshotAssertion) -> None:
    report = check_model(EXAMPLES / "openelm")
    assert model_text(report) == snapshot(name="text")
    assert model_markdown(report) == snapshot(name="markdown")
