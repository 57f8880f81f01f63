"""The command: formats, exit codes, and what is written where."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from syrupy.assertion import SnapshotAssertion

import osdcheck
from osdcheck.cli import main
from osdcheck.render.audit_json import audit_schema
from osdcheck.render.audit_markdown import audit_markdown
from osdcheck.render.audit_text import audit_text
from osdcheck.render.words import NOTICE
from tests.audit.conftest import Repository, text

MIT, JSON, SSPL = text("MIT"), text("JSON"), text("SSPL-1.0")
POLICY = "# Acceptable Use Policy\n\nYou agree you will not use the Model for military purposes.\n"


@pytest.fixture
def mixed(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Path:
    files: dict[str, str | bytes] = {
        "LICENSE": MIT,
        "USE_POLICY.md": POLICY,
        "README.md": "# Foo\n\nFoo is an open source model.\n",
        "package.json": '{"name": "foo", "license": "Apache-2.0"}',
        "vendor/bar/LICENSE": JSON,
        "src/main.py": "# SPDX-License-Identifier: GPL-3.0-only\n",
        "COPYING.pdf": b"%PDF-1.4\x00",
    }
    root = repository(files)
    monkeypatch.chdir(root.parent)
    return Path(root.name)


def run(*arguments: str) -> int:
    return main(["audit", *arguments])


def test_json_follows_the_published_schema(mixed: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("--format", "json", str(mixed)) == 1
    data: dict[str, Any] = json.loads(capsysbinary.readouterr().out)
    jsonschema.validate(data, audit_schema(), cls=jsonschema.Draft202012Validator)
    assert data["schema"] == "osdcheck-audit/1"
    report = osdcheck.audit(mixed)
    assert {key for key in data if key != "schema"} == {name for name in data if hasattr(report, name)}
    assert all(finding["path"] for clause in data["clauses"] for finding in clause["findings"])


def test_the_schema_refuses_what_is_no_audit() -> None:
    jsonschema.Draft202012Validator.check_schema(audit_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"schema": "osdcheck-audit/1"}, audit_schema())


def test_reports_for_people(mixed: Path, snapshot: SnapshotAssertion) -> None:
    report = osdcheck.audit(mixed)
    shown = audit_text(report)
    assert shown == snapshot(name="text")
    assert audit_markdown(report) == snapshot(name="markdown")
    assert shown.endswith(f"{NOTICE}\n")
    assert "\x1b" not in shown
    assert "\x1b" in audit_text(report, color=True)


def test_spdx_documents_are_valid(mixed: Path, tmp_path: Path) -> None:
    from spdx_tools.spdx.parser.parse_anything import parse_file
    from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

    assert run("--format", "spdx-json", "--output", str(tmp_path / "a.spdx.json"), str(mixed)) == 1
    document = parse_file(str(tmp_path / "a.spdx.json"))
    assert validate_full_spdx_document(document) == []
    assert len(document.packages) == 2
    comments = [one.annotation_comment for one in document.annotations]
    assert any("not open" in one or "not-open" in one for one in comments)


@pytest.mark.parametrize(
    ("files", "arguments", "code"),
    [
        ({"LICENSE": MIT}, [], 0),
        ({"LICENSE": JSON}, [], 1),
        ({"LICENSE": "Ask Bob about the license of this.\n"}, [], 2),
        ({"LICENSE": JSON}, ["--fail-on", "contradicted-claim"], 0),
        ({"LICENSE": JSON}, ["--fail-on", "not-open"], 1),
        ({"LICENSE": "Ask Bob about the license of this.\n"}, ["--fail-on", "not-open"], 0),
        ({"LICENSE": "Ask Bob about the license of this.\n"}, ["--fail-on", "review"], 1),
        (
            {"LICENSE": JSON, "README.md": "# F\n\nF is open source.\n"},
            ["--fail-on", "contradicted-claim"],
            1,
        ),
        ({"LICENSE": MIT, "osdcheck.toml": "bad"}, [], 3),
    ],
)
def test_exit_codes(
    repository: Repository, files: dict[str, str | bytes], arguments: list[str], code: int
) -> None:
    assert run(*arguments, str(repository(files))) == code


def test_what_cannot_be_audited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tmp_path / "missing")) == 3
    assert "no such file or directory" in capsys.readouterr().err
    assert run("https://example.org/a.zip") == 64
    assert run() == 64


@pytest.mark.parametrize("command", [["audit"], ["audit", "--environment"], ["model"]])
def test_an_empty_name_is_not_the_working_directory(command: list[str], repository: Repository) -> None:
    with contextlib.chdir(repository({"LICENSE": MIT})):
        assert main([*command, ""]) == 64


def test_a_baseline_is_written_and_read(repository: Repository, tmp_path: Path) -> None:
    root, file = str(repository({"LICENSE": JSON})), str(tmp_path / "baseline.json")
    assert run("--write-baseline", file, root) == 1
    assert run("--baseline", file, "--fail-on", "not-open", root) == 0
    (Path(root) / "LICENSE").write_text(SSPL, encoding="utf-8")
    assert run("--baseline", file, "--fail-on", "not-open", root) == 1


def test_another_configuration_can_be_named(repository: Repository, tmp_path: Path) -> None:
    config = tmp_path / "other.toml"
    config.write_text('[[accept]]\nlicense = "JSON"\nreason = "known"\n')
    assert run("--config", str(config), "--fail-on", "not-open", str(repository({"LICENSE": JSON}))) == 0


def test_help_names_the_exit_codes() -> None:
    result = CliRunner().invoke(__import__("osdcheck.cli.app", fromlist=["app"]).app, ["audit", "--help"])
    assert "Exit codes" in result.output
    assert "--fail-on" in result.output


def test_hostile_names_stay_names(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE\x1b[2J.txt": JSON, "a|b/LICENSE": MIT}))
    assert "\x1b" not in audit_text(report)
    assert "a\\|b" in audit_markdown(report)
