from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def test_the_report_in_the_readme_is_the_one_the_command_prints() -> None:
    """When this fails after a wanted change, put what the command prints into README.md."""
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<!-- report: begin -->\n```text\n")[2].partition("\n```\n<!-- report: end -->")[
        0
    ]
    printed = subprocess.run(
        [sys.executable, "-m", "osdcheck", "check", "license_texts/JSON.txt"],
        cwd=CHECKOUT,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        capture_output=True,
        check=False,
    )
    assert printed.returncode == 1
    lines = [line.rstrip() for line in printed.stdout.strip().splitlines()]
    assert shown.splitlines() == lines


def test_the_project_passes_its_own_check() -> None:
    own = [sys.executable, "-m", "osdcheck", "check", "--no-identify", "LICENSE"]
    done = subprocess.run(own, cwd=CHECKOUT, encoding="utf-8", capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
