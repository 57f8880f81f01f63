"""``osdcheck check``: inputs, formats, order, exit codes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from osdcheck.render.json_report import report_schema
from tests.cli.conftest import Invoke

pytestmark = pytest.mark.usefixtures("files")


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        (["open"], 0),
        (["open", "open"], 0),
        (["closed"], 1),
        (["review"], 2),
        (["review", "closed", "open"], 1),
        (["review", "open"], 2),
        (["missing"], 3),
        (["closed", "missing", "review"], 3),
        (["folder"], 3),
        (["binary"], 3),
        (["empty"], 3),
        (["crash"], 70),
        (["crash", "missing", "closed"], 70),
        ([], 64),
        (["--format", "xml", "open"], 64),
        (["--color", "open"], 64),
        (["-", "-"], 64),
        (["--files-from", "-", "-"], 64),
        (["--files-from", "missing"], 64),
        (["--output", "nowhere/report", "open"], 64),
        (["--output", "folder", "open"], 64),
    ],
)
def test_exit_code(invoke: Invoke, inputs: list[str], code: int) -> None:
    assert invoke("check", *inputs).exit_code == code


def test_standard_input(invoke: Invoke) -> None:
    result = invoke("check", "-", "--format", "json", input=b"closed \xe2\x80\x9ctext\xe2\x80\x9d")
    assert (result.exit_code, json.loads(result.stdout)["source"]["name"]) == (1, "-")


def test_one_bad_input_stops_nothing_and_order_is_kept(invoke: Invoke) -> None:
    result = invoke("check", "closed", "missing", "crash", "folder", "open", "--format", "jsonl")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["source"]["name"] for record in records] == [
        "closed",
        "missing",
        "crash",
        "folder",
        "open",
    ]
    assert [record.get("error", {}).get("type") for record in records] == [
        None, "UnreadableInput", "InternalError", "UnreadableInput", None
    ]  # fmt: skip
    assert "osdcheck audit" in records[3]["error"]["message"]
    for record in records:
        Draft202012Validator(report_schema()).validate(record)


def test_errors_are_said_on_stderr_when_the_report_goes_elsewhere(invoke: Invoke) -> None:
    result = invoke("check", "missing", "open", "--format", "jsonl")
    assert result.stderr == "osdcheck: missing: no such file. Check the spelling of the path\n"


def test_json_of_one_is_an_object_and_of_several_an_array(invoke: Invoke) -> None:
    assert json.loads(invoke("check", "open", "--format", "json").stdout)["overall"] == "open"
    several = json.loads(invoke("check", "open", "missing", "--format", "json").stdout)
    assert [list(record)[:2] for record in several] == [["schema", "tool"], ["source", "error"]]
    Draft202012Validator(report_schema()).validate(several)


def test_paths_from_a_list_come_after_those_named(invoke: Invoke, files: Path) -> None:
    (files / "list").write_bytes(b"closed\r\n\n./review\nopen")
    result = invoke("check", "open", "--files-from", "list", "--format", "jsonl")
    names = [json.loads(line)["source"]["name"] for line in result.stdout.splitlines()]
    assert names == ["open", "closed", "./review", "open"]


def test_paths_from_standard_input(invoke: Invoke) -> None:
    result = invoke("check", "--files-from", "-", "--format", "jsonl", input="open\nclosed\n")
    assert [json.loads(line)["overall"] for line in result.stdout.splitlines()] == ["open", "not-open"]


def test_an_empty_list_is_a_run_of_nothing(invoke: Invoke) -> None:
    result = invoke("check", "--files-from", "-", "--format", "json", input="\n")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_explain_shows_units_facts_and_what_was_not_parsed(invoke: Invoke) -> None:
    text = invoke("check", "open", "--explain").stdout
    assert "[1-2] operative · Terms\n  open text of a license\n    (grant act: use)\n" in text
    assert "! not parsed: gibberish" in text
    record = json.loads(invoke("check", "open", "--explain", "--format", "json").stdout)
    Draft202012Validator(report_schema()).validate(record)
    assert record["explain"]["units"][0]["unparsed"] == ["gibberish"]
    assert "explain" not in json.loads(invoke("check", "open", "--format", "json").stdout)


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_several_reports_share_one_notice(invoke: Invoke, form: str) -> None:
    text = invoke("check", "open", "missing", "closed", "--format", form).stdout
    assert text.count("not legal advice") == 1
    assert "not legal advice" in text.rstrip().splitlines()[-1]
    assert "3 inputs: 1 open, 1 not open, 1 not read." in text


def test_output_goes_to_a_file_and_replaces_it(invoke: Invoke, files: Path) -> None:
    (files / "report").write_text("old")
    os.chmod(files / "report", 0o640)
    result = invoke("check", "closed", "--format", "json", "--output", "report")
    assert (result.exit_code, result.stdout) == (1, "")
    assert json.loads((files / "report").read_bytes())["overall"] == "not-open"
    assert (files / "report").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in files.iterdir() if "report" in path.name] == ["report"]


def test_an_interrupted_run_leaves_the_file_as_it_was(
    invoke: Invoke, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    (files / "report").write_text("old")
    monkeypatch.setattr("osdcheck.analysis.analyze", interrupt, raising=False)
    assert invoke("check", "open", "--output", "report").exit_code == 130
    assert (files / "report").read_text() == "old"
    assert [path.name for path in files.iterdir() if "report" in path.name] == ["report"]


def test_output_keeps_a_link_a_link(invoke: Invoke, files: Path) -> None:
    (files / "link").symlink_to(files / "target")
    invoke("check", "open", "--format", "json", "--output", "link")
    assert (files / "link").is_symlink()
    assert json.loads((files / "target").read_bytes())["overall"] == "open"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_and_is_no_verdict(invoke: Invoke) -> None:
    result = invoke("check", "open", "--output", "/dev/full")
    assert result.exit_code == 70
    assert "/dev/full cannot be written" in result.stderr


def test_a_defect_asks_for_a_report_and_shows_no_traceback(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = invoke("check", "crash")
    assert "INTERNAL ERROR" in result.stdout
    assert "please report it" in result.stderr
    assert "Traceback" not in result.output
    assert "\x1b" not in result.output
    monkeypatch.setenv("OSDCHECK_DEBUG", "1")
    assert "Traceback" in invoke("check", "crash").stderr


def test_a_broken_table_is_a_defect(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    from osdcheck.errors import DataError

    def broken(*args: object, **options: object) -> None:
        raise DataError("osd.toml", "clause 3", "no title")

    monkeypatch.setattr("osdcheck.analysis.analyze", broken, raising=False)
    assert invoke("check", "open").exit_code == 70


def test_a_defect_outside_an_analysis_has_the_same_code(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **options: object) -> None:
        raise RuntimeError("no layout")

    monkeypatch.setattr("osdcheck.cli.check.layout", broken)
    result = invoke("check", "open")
    assert result.exit_code == 70
    assert "please report it" in result.stderr


def test_a_file_name_that_is_no_utf8(invoke: Invoke, files: Path) -> None:
    name = os.fsdecode(b"na\xffme")
    (files / name).write_text("open text")
    record = json.loads(invoke("check", name, "--format", "json").stdout)
    assert record["source"]["name"] == name
    assert "na\\udcffme" in invoke("check", name).stdout


def test_a_hostile_file_name_steers_no_terminal(invoke: Invoke) -> None:
    result = invoke("check", "evil\x1b[2J\rname")
    assert not set(result.output) & {"\x1b", "\r"}
    assert "evil\\x1b[2J" in result.stderr
