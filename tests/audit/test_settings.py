"""Configuration, baseline and gates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import osdcheck
from osdcheck.auditing.baseline import baseline_text, read_baseline
from osdcheck.auditing.config import load_config
from osdcheck.auditing.gates import failed_gates
from tests.audit.conftest import Repository, text

MIT, JSON = text("MIT"), text("JSON")


def accepting(**keys: str | int) -> str:
    rows = "".join(f"{key} = {value!r}\n" for key, value in keys.items()).replace("'", '"')
    return f"[[accept]]\n{rows}"


def test_excluded_files_are_not_read(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "LICENSE": MIT,
        "texts/LICENSE": JSON,
        "pyproject.toml": '[project]\nname = "x"\n[tool.osdcheck]\nexclude = ["texts/"]\n',
    }
    assert [file.path for file in osdcheck.audit(repository(files)).files] == ["LICENSE"]


def test_the_own_file_goes_before_pyproject(repository: Repository) -> None:
    root = repository(
        {"pyproject.toml": '[tool.osdcheck]\nexclude = ["a"]\n', "osdcheck.toml": 'exclude = ["b"]\n'}
    )
    assert load_config(root).exclude == ("b",)


@pytest.mark.parametrize(
    "row",
    [
        {"license": "JSON", "reason": "legal said so"},
        {"clause": 6, "reason": "legal said so"},
        {"kind": "behavioral-use", "path": "LICENSE", "reason": "legal said so"},
    ],
)
def test_accepted_findings_fail_no_gate_and_change_no_verdict(
    repository: Repository, row: dict[str, str | int]
) -> None:
    report = osdcheck.audit(repository({"LICENSE": JSON, "osdcheck.toml": accepting(**row)}))
    assert report.overall == "not-open"
    assert {finding.accepted for finding in report.clauses[5].findings} == {"legal said so"}
    assert failed_gates(report, ["not-open", "review"]) == ()


@pytest.mark.parametrize(
    "row",
    [{"clause": 5, "reason": "x"}, {"license": "MIT", "reason": "x"}, {"kind": "user-cap", "reason": "x"}],
)
def test_other_findings_still_fail(repository: Repository, row: dict[str, str | int]) -> None:
    report = osdcheck.audit(repository({"LICENSE": JSON, "osdcheck.toml": accepting(**row)}))
    (message,) = failed_gates(report, ["not-open"])
    assert message.startswith("clause 6")


@pytest.mark.parametrize(
    "content",
    [
        "exclude = 3\n",
        "excluded = []\n",
        accepting(clause=6),
        accepting(reason="x"),
        accepting(clause=11, reason="x"),
        '[[accept]]\nclause = true\nreason = "x"\n',
        accepting(kind="field-bam", reason="x"),
        "[[accept]\n",
    ],
)
def test_a_broken_configuration_is_refused(repository: Repository, content: str) -> None:
    with pytest.raises(osdcheck.ConfigError):
        osdcheck.audit(repository({"LICENSE": MIT, "osdcheck.toml": content}))


def test_a_baseline_is_void_when_the_text_changes(repository: Repository, tmp_path: Path) -> None:
    report = osdcheck.audit(repository({"LICENSE": JSON}))
    (tmp_path / "baseline.json").write_text(baseline_text(report), encoding="utf-8")
    baseline = read_baseline(tmp_path / "baseline.json")
    assert failed_gates(report, ["not-open"]) != ()
    assert failed_gates(baseline.apply(report), ["not-open"]) == ()
    changed = osdcheck.audit(repository({"LICENSE": JSON + "\nYou may not use it for military purposes.\n"}))
    assert failed_gates(baseline.apply(changed), ["not-open"]) != ()


UNHEARD_OF = f"{MIT}\nThe Software shall not be wibbled by anyone.\n"


def test_a_restriction_nobody_could_type_can_be_accepted(repository: Repository) -> None:
    settings = accepting(kind="unclassified-restriction", reason="we do not wibble")
    report = osdcheck.audit(repository({"LICENSE": UNHEARD_OF, "osdcheck.toml": settings}))
    assert (report.overall, report.review_reasons) == ("review", ("unclassified-restriction",))
    assert failed_gates(report, ["review"]) == ()


def test_a_baseline_knows_restrictions_nobody_could_type(repository: Repository, tmp_path: Path) -> None:
    report = osdcheck.audit(repository({"LICENSE": UNHEARD_OF}))
    (tmp_path / "baseline.json").write_text(baseline_text(report), encoding="utf-8")
    baseline = read_baseline(tmp_path / "baseline.json")
    assert len(failed_gates(report, ["review"])) == 1
    assert failed_gates(baseline.apply(report), ["review"]) == ()
    changed = osdcheck.audit(repository({"LICENSE": f"{UNHEARD_OF}\nYou may not sing.\n"}))
    assert len(failed_gates(baseline.apply(changed), ["review"])) == 1


@pytest.mark.parametrize(
    ("before", "after"), [("SSPL-1.0", "Elastic-2.0"), ("Unheard-1", "Unheard-2")], ids=["known", "unknown"]
)
def test_a_baseline_is_void_when_another_license_is_declared(
    repository: Repository, tmp_path: Path, before: str, after: str
) -> None:
    report = osdcheck.audit(repository({"package.json": f'{{"license": "{before}"}}'}))
    (tmp_path / "baseline.json").write_text(baseline_text(report), encoding="utf-8")
    baseline = read_baseline(tmp_path / "baseline.json")
    assert failed_gates(report, ["review"]) != ()
    assert failed_gates(baseline.apply(report), ["review"]) == ()
    changed = osdcheck.audit(repository({"package.json": f'{{"license": "{after}"}}'}))
    left = failed_gates(baseline.apply(changed), ["review"])
    assert left == failed_gates(changed, ["review"]) != ()


def test_a_baseline_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(osdcheck.ConfigError, match="No such file or directory"):
        read_baseline(tmp_path / "nowhere.json")


def test_a_baseline_knows_absent_grants_and_claims(repository: Repository, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "LICENSE": "All rights reserved.",
        "README.md": "# Foo\n\nFoo is an open source tool.\n",
    }
    report = osdcheck.audit(repository(files))
    assert len(failed_gates(report, ["contradicted-claim"])) == 1
    path = tmp_path / "baseline.json"
    path.write_text(baseline_text(report), encoding="utf-8")
    known = read_baseline(path)
    assert failed_gates(known.apply(report), ["not-open", "contradicted-claim"], baseline=known) == ()


@pytest.mark.parametrize("content", ["", "[]", '{"schema": "other"}', '{"schema": "osdcheck-baseline/1"}'])
def test_a_broken_baseline_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "b").write_text(content)
    with pytest.raises(osdcheck.ConfigError, match="--write-baseline"):
        read_baseline(tmp_path / "b")


def test_gates_tell_review_from_not_open(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": "Ask Bob. He knows what this is about.\n"}))
    assert failed_gates(report, ["not-open"]) == ()
    assert failed_gates(report, ["review"]) != ()


def test_the_report_survives_json(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": JSON}))
    assert json.loads(report.to_json()) == json.loads(json.dumps(report.to_dict()))
