from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from osdcheck.cli import main
from osdcheck.errors import MissingExtra
from osdcheck.identity import scancode

FOLDER = Path(__file__).resolve().parents[2] / "license_texts"


class Program:
    name = "osdcheck"

    def main(self, args: list[str], prog_name: str, **extra: Any) -> None:
        sys.exit(main(args))


def run(*arguments: str, **options: Any) -> Result:
    program: Any = Program()
    return CliRunner().invoke(program, list(arguments), **options)


def test_it_names_the_license_and_its_place() -> None:
    done = run("identify", str(FOLDER / "MIT.txt"))
    assert done.exit_code == 0
    assert done.stdout.endswith("MIT.txt: MIT\n  MIT: word for word; characters 0 to 1022\n")


def test_its_help_promises_no_verdict() -> None:
    shown = run("identify", "--help").stdout
    codes = shown.partition("Exit codes:")[2].splitlines()[1:]
    assert [line.split()[0] for line in codes if line.strip()] == ["0", "3", "64", "70"]


def test_standard_input_and_an_unreadable_file() -> None:
    done = run("identify", "--format", "json", "-", "no/such/file", input="Hello, nobody knows me.\n")
    assert done.exit_code == 3
    values = json.loads(done.stdout)
    schema = json.loads(
        (files("osdcheck.render") / "schemas" / "identity-1.json").read_text(encoding="utf-8")
    )
    Draft202012Validator(schema).validate(values)
    assert values[0]["license"] == {"expression": None, "matches": []}
    assert values[1]["error"]["type"] == "UnreadableInput"


def test_one_object_a_line() -> None:
    done = run("identify", "--format", "jsonl", str(FOLDER / "JSON.txt"), str(FOLDER / "llama-2.txt"))
    ids = [json.loads(line)["license"]["expression"] for line in done.stdout.splitlines()]
    assert ids == ["JSON", "LicenseRef-scancode-llama-2-license-2023"]


def test_deep_without_scancode_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    scancode._index.cache_clear()
    monkeypatch.setattr(scancode, "find_spec", lambda name: None)
    note = tmp_path / "note"
    note.write_text("Licensed under the Apache License, whichever.", encoding="utf-8")
    done = run("identify", "--deep", str(note))
    assert done.exit_code == 70
    assert 'pip install "osdcheck[scancode]"' in done.stderr
    with pytest.raises(MissingExtra):
        scancode.detect("Licensed under the Apache License, whichever.")


class Rule:
    def spdx_license_expression(self) -> str:
        return "Apache-2.0 OR MIT"


class Found:
    rule = Rule()
    start_line, end_line = 2, 3

    def score(self) -> float:
        return 90.0

    def coverage(self) -> float:
        return 80.0


def test_lines_of_scancode_become_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    class Index:
        def match(self, query_string: str) -> list[Found]:
            return [Found()]

    monkeypatch.setattr(scancode, "_index", Index)
    text = "first\r\nsecond\r\nthird\r\nfourth"
    identity = scancode.detect(text)
    (match,) = identity.matches
    assert (identity.expression, match.exact) == ("Apache-2.0 OR MIT", False)
    assert text[match.start : match.end] == "second\r\nthird"


def test_expressions_are_joined() -> None:
    assert scancode.joined([]) is None
    assert scancode.joined(["MIT", "MIT"]) == "MIT"
    assert scancode.joined(["A OR B", "C"]) == "(A OR B) AND C"


def test_no_identify_and_deep_contradict_each_other() -> None:
    assert run("check", "--no-identify", "--deep", str(FOLDER / "MIT.txt")).exit_code == 64


def test_check_says_what_was_changed() -> None:
    rider = "\nThe Software may not be used for military purposes.\n"
    done = run("check", "-", input=(FOLDER / "MIT.txt").read_text(encoding="utf-8") + rider)
    assert done.exit_code == 1
    assert "Known as MIT, in full, with more beside it." in done.stdout
    assert "brings field-ban (clause 6)" in " ".join(done.stdout.split())


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_report_says_that_one_of_several_may_be_chosen(tmp_path: Path, form: str) -> None:
    texts = [(FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in ("MIT", "SSPL-1.0")]
    path = tmp_path / "LICENSE"
    path.write_text("\n\n".join(["Dual licensed: use either, at your option.", *texts]), encoding="utf-8")
    done = run("check", "--format", form, str(path))
    assert done.exit_code == 0
    said = " ".join(done.stdout.split())
    assert "MIT OR SSPL-1.0" in said
    assert "One of those offered may be chosen; all of them together would be not open source." in said
