"""``osdcheck licenses`` and ``osdcheck check --expression``, with the real analysis."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from osdcheck.analysis import tool
from osdcheck.catalog import load_verdicts, text_verdict, texts_digest
from osdcheck.catalog.verdicts import TextVerdict, write_verdicts
from osdcheck.identity.records import find_record, records, text_of
from osdcheck.render.json_report import report_schema
from osdcheck.render.licenses import licenses_schema
from tests.cli.conftest import Invoke


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own for every test."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    return tmp_path / "cache"


def listed(invoke: Invoke, *arguments: str) -> list[dict[str, str]]:
    result = invoke("licenses", *arguments, "--format", "csv")
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(result.stdout.splitlines()))


def test_a_query_finds_names_with_verdicts(invoke: Invoke) -> None:
    rows = {row["id"]: row for row in listed(invoke, "llama", "community")}
    assert "LicenseRef-scancode-llama-3.1-license-2024" in rows
    assert {row["verdict"] for row in rows.values()} == {"not-open"}
    assert all("llama" in row["name"].lower() for row in rows.values())


def test_filters_narrow_the_list(invoke: Invoke) -> None:
    rows = listed(invoke, "--authority", "OSI:approved", "--authority", "fsf:nonfree")
    assert {"NASA-1.3", "Watcom-1.0"} <= {row["id"] for row in rows}
    assert {row["verdict"] for row in rows} == {"open"}
    assert {row["text_verdict"] for row in rows} == {"open", "not-open"}
    models = listed(invoke, "--kind", "ai-model", "gemma")
    assert {row["kind"] for row in models} == {"ai-model"}
    assert listed(invoke, "llama", "--kind", "ai-model", "--verdict", "open") == []


def test_every_license_is_listed(invoke: Invoke) -> None:
    assert len(listed(invoke)) == len(records())


def test_json_fits_its_schema(invoke: Invoke) -> None:
    validator = Draft202012Validator(licenses_schema())
    data = json.loads(invoke("licenses", "Elastic", "--format", "json").stdout)
    validator.validate(data)
    assert any(row["id"] == "Elastic-2.0" and row["overall"] == "not-open" for row in data["licenses"])
    shown = json.loads(invoke("licenses", "show", "MIT", "--format", "json").stdout)
    validator.validate(shown)
    Draft202012Validator(report_schema()).validate(shown["report"])
    assert shown["license"]["authorities"][0]["decision"] == "approved"


@pytest.mark.parametrize(
    "name", ["Llama-3.1", "llama3.1", "Llama 3.1 Community License Agreement", "llama-3.1-license-2024"]
)
def test_show_finds_a_license_by_id_key_alias_and_name(invoke: Invoke, name: str) -> None:
    result = invoke("licenses", "show", name)
    assert result.exit_code == 0
    for words in ("NOT OPEN SOURCE", "OSI: rejected", "700,000,000", "not legal advice"):
        assert words in result.stdout


@pytest.mark.parametrize(
    ("name", "says"),
    [("Gemma", "gemma-tou-2025-03-24"), ("falcon", "falcon-2-11b-1.0"), ("gpl-2.0", "GPL-2.0-only")],
)
def test_show_says_which_license_a_short_name_stands_for(invoke: Invoke, name: str, says: str) -> None:
    result = invoke("licenses", "show", name)
    assert (result.exit_code, result.stderr.count("\n")) == (0, 1)
    assert says in result.stderr
    assert invoke("licenses", "show", "MIT").stderr == ""


def test_show_in_markdown_and_the_text_alone(invoke: Invoke) -> None:
    markdown = invoke("licenses", "show", "JSON", "--format", "markdown").stdout
    assert "- FSF: nonfree" in markdown
    assert "| 6 |" in markdown
    record = find_record("JSON")
    assert record is not None
    assert invoke("licenses", "show", "JSON", "--text").stdout == text_of(record)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "GLP-3.0"], "GPL-3.0-only"),
        (["show", "bsd"], "BSD-3-Clause"),
        (["show"], "no license"),
        (["show", "eCos-2.0"], "--expression"),
        (["show", "MIT", "--kind", "software"], "no filter"),
        (["show", "MIT", "--format", "csv"], "lists"),
        (["MIT", "--text"], "show"),
        (["show", "Llama"], "LicenseRef-scancode-llama-4-cla-2025"),
        (["show", "gpl"], "GPL-2.0-or-later"),
        (["show", "hunyuan"], "LicenseRef-osdcheck-hunyuan-video or"),
        (["--authority", "pope"], "OSI"),
        (["--authority", "OSI:foo"], "approved, deferred, not-approved, rejected, withdrawn"),
        (["--authority", "Blue Oak:approved"], "bronze, gold, lead, model, silver"),
        (["--authority", "FSF:"], "free, nonfree"),
        (["--verdict", "maybe"], "maybe"),
    ],
)
def test_wrong_usage(invoke: Invoke, arguments: list[str], says: str) -> None:
    result = invoke("licenses", *arguments)
    assert result.exit_code == 64
    assert says in result.stderr


def test_computed_verdicts_are_kept_under_the_hashes_of_their_data(invoke: Invoke, cache: Path) -> None:
    table = load_verdicts()
    record = find_record("Elastic-2.0")
    assert record is not None
    table.rows.clear()
    verdict = table.compute(record)
    assert verdict == text_verdict(record)
    table.save()
    (kept,) = cache.rglob("verdicts-*.csv")
    assert kept.name == f"verdicts-{tool().data}-{texts_digest()}.csv"
    assert kept.read_text().splitlines()[0] == f"# data {tool().data} texts {texts_digest()}"
    assert f"Elastic-2.0,not-open,{' '.join(map(str, verdict.failed))}," in kept.read_text()


def test_a_table_of_other_data_or_a_broken_one_counts_for_nothing(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    monkeypatch.setattr("osdcheck.catalog.verdicts.data_folder", lambda name: folder)
    texts_digest.cache_clear()
    try:
        good = write_verdicts({"MIT": TextVerdict("open", (), ())})
        for content, count in (
            (good, 1),
            (good.replace("# data ", "# data 0"), 0),
            (good.replace("open", "ajar"), 0),
            (good[:40], 0),
            ("", 0),
        ):
            (folder / "verdicts.csv").write_text(content)
            assert len(load_verdicts().rows) == count
    finally:
        texts_digest.cache_clear()


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("JSON OR MIT", 0),
        ("MIT AND JSON", 1),
        ("LicenseRef-scancode-public-domain", 2),
        ("GLP-3.0", 64),
        ("MIT OR", 64),
        ("", 64),
    ],
)
def test_exit_code_of_an_expression(invoke: Invoke, expression: str, code: int) -> None:
    assert invoke("check", "--expression", expression).exit_code == code


def test_an_expression_takes_no_files(invoke: Invoke) -> None:
    assert invoke("check", "--expression", "MIT", "LICENSE").exit_code == 64
    assert invoke("check", "--expression", "MIT", "--explain").exit_code == 64


def test_an_error_points_at_the_place(invoke: Invoke) -> None:
    result = invoke("check", "--expression", "MIT OR GLP-3.0")
    assert "Did you mean GPL-3.0-only" in result.stderr
    assert "  MIT OR GLP-3.0\n         ^^^^^^^\n" in result.stderr


def test_text_and_markdown_show_the_choice(invoke: Invoke) -> None:
    text = invoke("check", "--expression", "JSON OR MIT").stdout
    assert "One of these may be chosen." in text
    assert text.index("MIT: open source") < text.index("This choice passes.")
    markdown = invoke("check", "--expression", "JSON OR MIT", "--format", "markdown").stdout
    assert "- `MIT`: **open source**. This choice passes." in markdown
    closed = invoke("check", "--expression", "JSON OR SSPL-1.0").stdout
    assert "none is open" in closed


def test_json_of_an_expression(invoke: Invoke, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    arguments = ["--expression", "Apache-2.0 WITH commons-clause", "--format", "json", "--output", target]
    assert invoke("check", *arguments).exit_code == 1
    data = json.loads(target.read_text())
    Draft202012Validator(report_schema()).validate(data)
    assert data["expression"]["operator"] == "WITH"
    assert {row["number"] for row in data["clauses"] if row["verdict"] == "fail"} == {1, 6}
