from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
README = CHECKOUT / "README.md"
BEGIN, END = "<!-- report: begin -->\n```text\n", "\n```\n<!-- report: end -->"


def osdcheck(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "osdcheck", "check", *arguments],
        cwd=CHECKOUT,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        capture_output=True,
        check=False,
    )


def test_the_report_in_the_readme_is_the_one_the_command_prints(request: pytest.FixtureRequest) -> None:
    """``--snapshot-update`` puts the present report into the README."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    shown, _, after = rest.partition(END)
    printed = osdcheck("license_texts/JSON.txt")
    assert printed.returncode == 1
    report = "\n".join(line.rstrip() for line in printed.stdout.strip().splitlines())
    if request.config.getoption("update_snapshots") and after:
        README.write_text(before + BEGIN + report + END + after, encoding="utf-8")
        return
    assert shown == report


def test_the_project_passes_its_own_check() -> None:
    done = osdcheck("--no-identify", "LICENSE")
    assert done.returncode == 0, done.stdout
