"""What the command prints and writes, and how it ends."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from cyclonedx.schema import OutputFormat, SchemaVersion
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

import osdcheck
from osdcheck.cli import main
from osdcheck.core.sbom import SbomReport
from osdcheck.render.sbom import render_sbom, sbom_schema
from osdcheck.sboms.check import open_sbom
from tests.sbom.samples import cyclonedx_text, write_spdx

Invoke = Callable[..., Result]


class _Program:
    """What click's runner wants of a command; ours ends with the codes of ``main``."""

    name = "osdcheck"

    def main(self, args: list[str], prog_name: str, **extra: Any) -> None:
        sys.exit(main(args))


@pytest.fixture
def invoke() -> Invoke:
    def run(*args: str | Path, **options: Any) -> Result:
        program: Any = _Program()
        return CliRunner().invoke(program, ["sbom", *(os.fspath(arg) for arg in args)], **options)

    return run


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> SbomReport:
    data = write_spdx("spdx-json", tmp_path_factory.mktemp("report")).read_bytes()
    return open_sbom(data, name="sample.spdx.json").report()


def one(license_id: str) -> str:
    component = {"type": "library", "name": "a", "licenses": [{"license": {"id": license_id}}]}
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component]})


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_report_for_people(report: SbomReport, form: Any, snapshot: SnapshotAssertion) -> None:
    assert render_sbom(report, form) == snapshot


def test_a_report_of_cyclonedx_for_people(snapshot: SnapshotAssertion) -> None:
    data = cyclonedx_text(OutputFormat.JSON, SchemaVersion.V1_6).encode()
    assert render_sbom(open_sbom(data, name="sample.cdx.json").report(), "text", width=72) == snapshot


def test_the_json_fits_the_published_schema(report: SbomReport) -> None:
    schema = sbom_schema()
    Draft202012Validator.check_schema(schema)
    written = json.loads(render_sbom(report, "json"))
    Draft202012Validator(schema).validate(written)
    assert written["schema"] == "osdcheck-sbom/1"
    assert written["counts"] == {"packages": 8, "open": 3, "not_open": 3, "review": 2}
    assert {row["license"] for row in written["packages"]} - {None} <= {
        row["expression"] for row in written["licenses"]
    }


@pytest.mark.parametrize("key", ["overall", "packages", "unknown"])
def test_the_schema_says_no_to_what_does_not_fit(report: SbomReport, key: str) -> None:
    written = report.to_dict()
    written[key] = "perhaps"
    assert not Draft202012Validator(sbom_schema()).is_valid(written)


def test_long_lists_are_cut_for_people_and_whole_in_json() -> None:
    components = [{"type": "library", "name": f"p{index}"} for index in range(40)]
    components += [
        {"type": "library", "name": "q", "licenses": [{"license": {"name": f"Terms {index}"}}]}
        for index in range(60)
    ]
    data = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components}).encode()
    report = osdcheck.check_sbom(data)
    text = render_sbom(report, "text")
    assert "p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11 and 28 more" in " ".join(text.split())
    assert text.count("… and 1") == 2
    assert len(json.loads(render_sbom(report, "json"))["packages"]) == 100


def test_words_of_a_document_cannot_steer_the_terminal() -> None:
    data = one("MIT").replace('"name": "a"', '"name": "a\\u001b[2J\\u202e|*b*"').replace("MIT", "BUSL-1.1")
    report = osdcheck.check_sbom(data.encode())
    for form in ("text", "markdown", "json"):
        text = render_sbom(report, form)  # type: ignore[arg-type]  # the literals are spelled above
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "\\|\\*b\\*" in render_sbom(report, "markdown")


@pytest.mark.parametrize(("license_id", "code"), [("MIT", 0), ("BUSL-1.1", 1), ("Nobody-1.0", 2)])
def test_exit_codes_are_those_of_check(invoke: Invoke, tmp_path: Path, license_id: str, code: int) -> None:
    (tmp_path / "bom.json").write_text(one(license_id))
    assert invoke(tmp_path / "bom.json").exit_code == code


def test_an_unreadable_document_is_code_3_and_says_what_to_do(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "bom.json").write_text("MIT License")
    done = invoke(tmp_path / "bom.json")
    assert done.exit_code == 3
    assert (
        "Give an SPDX (JSON, YAML, XML, RDF or tag-value) or CycloneDX (JSON or XML) document" in done.stderr
    )
    assert done.stdout == ""


def test_a_defect_is_code_70(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*arguments: Any, **options: Any) -> None:
        raise RuntimeError("lost")

    monkeypatch.setattr("osdcheck.sboms.check.judge", lost)
    (tmp_path / "bom.json").write_text(one("MIT"))
    done = invoke(tmp_path / "bom.json")
    assert done.exit_code == 70
    assert "internal error (RuntimeError: lost)" in done.stderr


def test_standard_input_is_read(invoke: Invoke) -> None:
    done = invoke("-", "--format", "json", input=one("MIT"))
    assert (done.exit_code, json.loads(done.stdout)["source"]["name"]) == (0, "-")


def test_the_annotated_document_is_written_beside_the_report(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "bom.json").write_text(one("BUSL-1.1"))
    done = invoke(tmp_path / "bom.json", "--annotate", tmp_path / "out.json", "--output", tmp_path / "report")
    assert done.exit_code == 1
    written = json.loads((tmp_path / "out.json").read_text())
    assert written["components"][0]["properties"][0] == {"name": "osdcheck:overall", "value": "not-open"}
    assert "NOT OPEN SOURCE" in (tmp_path / "report").read_text()


def test_both_outputs_cannot_go_to_the_screen(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke(tmp_path / "x", "--annotate", "-").exit_code == 64


def test_what_cannot_be_annotated_leaves_no_file(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "bom.json").write_text(one("MIT").replace("1.6", "1.2"))
    done = invoke(tmp_path / "bom.json", "--annotate", tmp_path / "out.json")
    assert done.exit_code == 3
    assert not (tmp_path / "out.json").exists()


def test_a_folder_that_is_not_there_is_wrong_usage(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "bom.json").write_text(one("MIT"))
    done = invoke(tmp_path / "bom.json", "--annotate", tmp_path / "none" / "out.json")
    assert done.exit_code == 64
    assert "--annotate" in done.stderr


def test_importing_the_door_loads_no_library_of_a_format() -> None:
    import subprocess

    code = (
        "import osdcheck.sboms.check, sys; print([m for m in ('spdx_tools', 'cyclonedx', 'rdflib', 'yaml',"
        " 'xmltodict', 'defusedxml', 'license_expression') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True)
    assert done.stdout.strip() == "[]"
