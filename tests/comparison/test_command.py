"""``osdcheck compare``: what it takes, what it writes, and how it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from osdcheck.render.compare import comparison_schema
from tests.cli.conftest import Invoke

TEXTS = Path(__file__).resolve().parents[2] / "license_texts"
OLD, NEW = "llama-2.txt", "llama-3.1.txt"
GRANT = "You may use, copy, modify, distribute and sell the Software without restriction.\n\n"


@pytest.fixture
def in_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TEXTS)


@pytest.mark.usefixtures("in_texts")
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_comparison_for_people(snapshot: SnapshotAssertion, invoke: Invoke, form: str) -> None:
    result = invoke("compare", OLD, NEW, "--format", form)
    assert result.exit_code == 0
    assert result.stdout == snapshot


@pytest.mark.usefixtures("in_texts")
def test_json_fits_the_schema_and_quotes_the_files(invoke: Invoke) -> None:
    record = json.loads(invoke("compare", OLD, NEW, "--format", "json").stdout)
    Draft202012Validator(comparison_schema()).validate(record)
    assert [record["a"]["name"], record["b"]["name"]] == [OLD, NEW]
    originals = {"a": Path(OLD).read_text(encoding="utf-8"), "b": Path(NEW).read_text(encoding="utf-8")}
    changes = [change for clause in record["clauses"] for change in clause["changes"]] + record["beyond_osd"]
    assert len(changes) > 5
    for change in changes:
        for side, original in originals.items():
            finding = change[side]
            if finding and finding["quote"]:
                assert original[finding["start"] : finding["end"]] == finding["quote"]


def test_a_file_and_a_known_license(invoke: Invoke) -> None:
    result = invoke("compare", TEXTS / "MIT.txt", "json")
    assert result.exit_code == 0
    assert "A is open source, B is not: B adds a code of conduct (6)." in result.stdout


@pytest.mark.parametrize("name", ["apache-2.0", "Apache 2", "The Apache License, Version 2.0"])
def test_names_are_taken_as_people_write_them(invoke: Invoke, name: str) -> None:
    record = json.loads(invoke("compare", name, "MIT", "--format", "json").stdout)
    assert record["a"]["license"] == "Apache-2.0"


def test_a_file_of_a_known_license_is_the_same_text(invoke: Invoke) -> None:
    assert "A and B are the same text." in invoke("compare", TEXTS / "MIT.txt", "mit").stdout


def test_quotes_of_a_known_license_have_lines_of_its_text(invoke: Invoke) -> None:
    text = invoke("compare", "MIT", "JSON").stdout
    assert re.search(r"B line \d+: “The Software shall be used for Good", text)


def test_an_expression_is_compared_by_its_choice(invoke: Invoke) -> None:
    record = json.loads(invoke("compare", "MIT OR SSPL-1.0", "MIT", "--format", "json").stdout)
    assert record["a"]["overall"] == "open"
    assert all(clause["changes"] == [] for clause in record["clauses"])


def test_standard_input(invoke: Invoke) -> None:
    result = invoke("compare", "-", "MIT", input=(TEXTS / "JSON.txt").read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert result.stdout.startswith("A: (standard input)")


@pytest.mark.parametrize(
    ("a", "b", "code", "message"),
    [
        ("Apach-2.0", "MIT", 64, "Did you mean Apache-2.0"),
        ("MIT", "all rights reserved", 64, "no license of this id or name is known"),
        ("missing.txt", "MIT", 3, "no such file"),
        ("missing/LICENSE", "MIT", 3, "no such file"),
        (str(TEXTS), "MIT", 3, "is a directory"),
        ("-", "-", 64, "only once"),
        ("MIT OR", "MIT", 64, "MIT OR"),
    ],
)
def test_what_cannot_be_compared_is_said(invoke: Invoke, a: str, b: str, code: int, message: str) -> None:
    result = invoke("compare", a, b)
    assert result.exit_code == code
    assert message in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("content", [b"", b"\x7fELF\x00\x01\x02\x00\x00\x00"])
def test_a_file_without_text_ends_with_3(invoke: Invoke, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad").write_bytes(content)
    assert invoke("compare", tmp_path / "bad", "MIT").exit_code == 3


def test_output_goes_to_a_file(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke("compare", "MIT", "JSON", "--output", tmp_path / "out.md", "--format", "markdown")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("## Two licenses compared\n")


@pytest.fixture
def hostile(tmp_path: Path) -> tuple[Path, Path]:
    texts = (
        "You may not use the Software for \x1b[31m military | *purposes* ~~x~~ <b>now</b> if you have more"
        " than 100 users.",
        "You may not use the Software for \x1b[31m military | *purposes* ~~y~~ <i>now</i> if you have more"
        " than 200 users.",
    )
    paths = tmp_path / "a.txt", tmp_path / "b.txt"
    for path, text in zip(paths, texts, strict=True):
        path.write_text(GRANT + text, encoding="utf-8")
    return paths


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_hostile_text_steers_no_terminal(invoke: Invoke, hostile: tuple[Path, Path], form: str) -> None:
    text = invoke("compare", *hostile, "--format", form).stdout
    assert set(re.findall(r"[\x00-\x1f\x7f-\x9f]", text)) == {"\n"}
    assert "200" in text


def test_a_hostile_text_makes_no_markup(invoke: Invoke, hostile: tuple[Path, Path]) -> None:
    from markdown_it import MarkdownIt

    html = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .render(invoke("compare", *hostile, "--format", "markdown").stdout)
    )
    assert not re.search(r"<(b|i)>", html)
    assert html.count("<tr>") == 11
    assert "<s>100</s>" in html
    assert "<strong>200</strong>" in html
    assert "*purposes*" in html


@pytest.mark.usefixtures("in_texts")
@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_text_keeps_to_its_width(width: int) -> None:
    from osdcheck import compare_licenses
    from osdcheck.render.compare import comparison_layout

    comparison = compare_licenses(Path(OLD), Path(NEW))
    text = comparison_layout(comparison, "text", width=width)
    assert [line for line in text.splitlines() if len(line) > width] == []
    colored = comparison_layout(comparison, "text", width=width, color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored).split() == text.split()


def test_a_comparison_loads_no_detection() -> None:
    from tests.meta.test_imports import loaded_after

    loaded = loaded_after("import osdcheck; osdcheck.compare_licenses(b'MIT license, use it.', 'MIT')")
    assert not loaded & {"licensedcode", "spdx_tools", "rich", "jinja2"}
