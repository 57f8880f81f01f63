"""The command with its own analysis, on the license texts of the project."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from osdcheck.render.json_report import report_schema
from tests.cli.conftest import Invoke
from tests.cli.test_process import on_a_terminal, run

TEXTS = Path(__file__).resolve().parents[2] / "license_texts"
MIT, LLAMA = TEXTS / "MIT.txt", TEXTS / "llama-3.1.txt"


def test_an_open_license_and_one_that_is_not(invoke: Invoke) -> None:
    result = invoke("check", MIT, LLAMA, "--format", "jsonl")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["overall"] for record in records] == ["open", "not-open"]
    assert result.exit_code == 1


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_report_fits_the_schema(invoke: Invoke, path: Path) -> None:
    record = json.loads(invoke("check", path, "--format", "json", "--explain").stdout)
    Draft202012Validator(report_schema()).validate(record)
    assert {"units"} == set(record["explain"])
    original = path.read_text(encoding="utf-8")
    for finding in record["findings"]:
        if finding["quote"] is not None:
            assert original[finding["start"] : finding["end"]] == finding["quote"]


def test_a_text_report_names_clauses_quotes_and_lines(invoke: Invoke) -> None:
    text = invoke("check", LLAMA).stdout
    assert "NOT OPEN SOURCE: fails clause" in text
    assert re.search(r"^ 5 .* FAIL ", text, flags=re.MULTILINE)
    assert re.search(rf"^{re.escape(str(LLAMA))}:\d+: user-cap: ", text, flags=re.MULTILINE)


def test_no_identify_changes_no_verdict(invoke: Invoke) -> None:
    plain, alone = (
        invoke("check", MIT, "--format", "json", *more).stdout for more in ([], ["--no-identify"])
    )
    assert json.loads(plain)["clauses"] == json.loads(alone)["clauses"]


def test_standard_input_of_a_process_in_the_c_locale(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "osdcheck", "check", "-"],
        input=LLAMA.read_bytes(),
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": ""},
    )
    assert done.returncode == 1
    text = done.stdout.decode("utf-8")
    assert text.startswith("(standard input)\nNOT OPEN SOURCE: ")
    assert "“" in text
    assert "\x1b" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("variables", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colors_only_on_a_terminal_that_wants_them(
    tmp_path: Path, variables: dict[str, str], colored: bool
) -> None:
    shown = on_a_terminal("stdout", "check", str(MIT), cwd=tmp_path, **variables)
    assert "OPEN SOURCE" in shown
    assert ("\x1b[" in shown) is colored


def test_a_forced_color_does_not_reach_a_pipe(tmp_path: Path) -> None:
    assert b"\x1b" not in run("check", str(MIT), cwd=tmp_path, FORCE_COLOR="1", TTY_COMPATIBLE="1").stdout


def test_a_report_has_the_same_width_in_every_pipe(tmp_path: Path) -> None:
    outputs = {run("check", str(MIT), cwd=tmp_path, COLUMNS=columns).stdout for columns in ("40", "300")}
    assert len(outputs) == 1
