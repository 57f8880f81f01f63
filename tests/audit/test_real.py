"""Audits of real repositories: classics, released models, this project, an installed environment."""

from __future__ import annotations

import hashlib
import re
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

import osdcheck
from tests.audit.conftest import Repository, text

CHECKOUT = Path(__file__).resolve().parents[2]
CLASSICS = Path(__file__).parent / "data" / "classics"
ROWS = re.findall(
    r"^\| (\S+) \| `([^`]+)` \| .* \| `([0-9a-f]{64})` \|$", (CLASSICS / "SOURCES.md").read_text(), re.M
)


def test_every_file_of_the_classics_is_the_one_whose_source_is_named() -> None:
    found = {f"{name}/{file}": digest for name, file, digest in ROWS}
    real = {
        path.relative_to(CLASSICS).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in CLASSICS.rglob("*")
        if path.is_file() and path.name != "SOURCES.md"
    }
    assert found == real
    assert {name for name, _, _ in ROWS} == {
        "chromium", "firefox", "git", "linux", "mysql", "php", "python"
    }  # fmt: skip


# Chromium, Firefox and MySQL take ten seconds each: benchmarks/audit_classics.py audits all seven.
@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("git", "GPL-2.0-only"),
        ("linux", "GPL-2.0-only WITH Linux-syscall-note"),
        ("php", "PHP-3.01"),
        ("python", "Python-2.0.1"),
    ],
)
def test_classics_are_open(name: str, expression: str) -> None:
    report = osdcheck.audit(CLASSICS / name)
    assert (report.overall, report.expression, report.errors) == ("open", expression, ())
    assert all(clause.verdict == "pass" and clause.reason for clause in report.clauses)
    if name == "linux":
        # A text that is not open and that no file refers to is named apart, with its path and its clause.
        apart = {project.path: project for project in report.projects if project.kind == "third-party"}
        clear = apart["LICENSES/preferred/BSD-3-Clause-Clear"]
        unclear = [clause for clause in clear.clauses if clause.verdict == "unclear"]
        assert [clause.number for clause in unclear] == [6, 7]
        assert unclear[0].findings[0].line_start is not None
        assert {file.path: file.counted for file in report.files}["LICENSES/preferred/GPL-2.0"] == "whole"


def test_this_project_is_open_by_its_own_configuration() -> None:
    report = osdcheck.audit(CHECKOUT)
    assert (report.overall, report.expression) == ("open", "Apache-2.0")
    assert [file.path for file in report.files if file.project == ""] == ["LICENSE"]
    assert [project for project in report.projects if project.overall != "open"] == []
    assert report.source_code.verdict == "present"


def test_a_model_with_a_policy_is_judged_with_it(repository: Repository) -> None:
    card = "---\nlicense: other\nlicense_name: llama3.1\nlicense_link: LICENSE\n---\n# Llama\n"
    files: dict[str, str | bytes] = {
        "LICENSE": text("llama-3.1"),
        "USE_POLICY.md": "# Use Policy\n\nYou agree you will not use Llama for military purposes.\n",
        "README.md": card + "\nLlama is an open source model.\n",
        "model-00001.safetensors": b"",
        "config.json": "{}",
    }
    report = osdcheck.audit(repository(files))
    assert report.overall == "not-open"
    assert {5, 6} <= {clause.number for clause in report.clauses if clause.verdict == "fail"}
    policy = next(file for file in report.files if file.role == "policy")
    assert report.expression == f"LicenseRef-scancode-llama-3.1-license-2024 AND {policy.reference}"
    assert report.source_code.verdict == "absent"
    assert [(claim.path, claim.verdict) for claim in report.claims] == [("README.md", "contradicted")]


def test_an_open_model_with_a_card(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "README.md": "---\nlicense: apache-2.0\n---\n# OLMo\n",
        "LICENSE": text("Apache-2.0"),
        "modeling_olmo.py": "class Model: ...\n",
        "pytorch_model.bin": b"",
    }
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.expression, report.conflicts) == ("open", "Apache-2.0", ())


def make_distribution(folder: Path, name: str, license_text: str, **fields: str) -> None:
    info = folder / f"{name}-1.0.dist-info"
    (info / "licenses").mkdir(parents=True)
    head = "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in fields.items())
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n{head}")
    (info / "licenses" / "LICENSE").write_text(license_text)
    (info / "RECORD").write_text(
        f"{info.name}/METADATA,,\n{info.name}/licenses/LICENSE,,\n{info.name}/RECORD,,\n{name}/__init__.py,,\n"
    )


def test_every_distribution_of_an_environment_is_audited(tmp_path: Path) -> None:
    packages = tmp_path / "lib" / "python3.11" / "site-packages"
    make_distribution(packages, "good", text("MIT"), License_Expression="MIT")
    make_distribution(packages, "bad", text("Elastic-2.0"), License_Expression="Elastic-2.0")
    report = osdcheck.audit_environment(tmp_path)
    assert [(one.path, one.kind, one.overall) for one in report.projects] == [
        ("bad 1.0", "distribution", "not-open"),
        ("good 1.0", "distribution", "open"),
    ]
    assert report.overall == "not-open"
    assert {finding.path for clause in report.clauses for finding in clause.findings} == {
        "bad-1.0.dist-info/licenses/LICENSE"
    }


@pytest.mark.parametrize("broken", ["METADATA", "RECORD"])
def test_a_distribution_that_cannot_be_read_does_not_stop_the_audit(tmp_path: Path, broken: str) -> None:
    make_distribution(tmp_path, "good", text("MIT"), License_Expression="MIT")
    make_distribution(tmp_path, "odd", text("MIT"), License_Expression="MIT")
    (tmp_path / "odd-1.0.dist-info" / broken).write_bytes(b"\x9c\xff\x00,\x80" * 9)
    report = osdcheck.audit_environment(tmp_path)
    assert [(one.path, one.overall) for one in report.projects][:1] == [("good 1.0", "open")]
    assert [(one.path, one.type) for one in report.errors] == [("odd-1.0.dist-info", "UnreadableInput")]
    assert report.overall != "open"


def test_an_environment_without_distributions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(osdcheck.UnreadableInput, match="no Python distribution"):
        osdcheck.audit_environment(tmp_path)


def test_the_running_environment_has_this_project() -> None:
    from osdcheck.auditing.environment import audit_environment

    assert distribution("osdcheck") is not None
    seen: list[str] = []

    class Enough(Exception):
        pass

    def tick(name: str) -> None:
        seen.append(name)
        if len(seen) == 3:
            raise Enough

    with pytest.raises(Enough):
        audit_environment(tick=tick)
    assert all(re.fullmatch(r"\S+ \S+", name) for name in seen), sys.prefix


@pytest.mark.parametrize(
    ("tag", "clause"), [("gemma", 7), ("bigscience-bloom-rail-1.0", 6), ("llama3.1", 5), ("cc-by-nc-4.0", 6)]
)
def test_a_card_alone_declares_known_terms(repository: Repository, tag: str, clause: int) -> None:
    report = osdcheck.audit(
        repository({"README.md": f"---\nlicense: {tag}\n---\n# Model\n", "model.gguf": b""})
    )
    assert report.overall == "not-open"
    assert clause in {one.number for one in report.clauses if one.verdict == "fail"}
    assert [(one.path, one.field, one.expression) for one in report.declared] == [
        ("README.md", "license", tag)
    ]
