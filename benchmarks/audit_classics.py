"""Audits of the seven classics: verdict, license, time, and what is named apart.

Usage: python benchmarks/audit_classics.py [FOLDER ...]

Without folders, those of ``tests/audit/data/classics``. Any other directory or archive will do.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import osdcheck

CLASSICS = Path(__file__).resolve().parents[1] / "tests" / "audit" / "data" / "classics"

HEAD = (
    "| audited | verdict (clauses) | license | texts | conflicts, claims | named apart (clauses) | CPU s |\n"
    "|---|---|---|--:|---|---|--:|"
)


def row(path: Path) -> str:
    """One line of the table."""
    started = time.process_time()
    report = osdcheck.audit(path)
    seconds = time.process_time() - started
    failing = [str(clause.number) for clause in report.clauses if clause.verdict != "pass"]
    apart = [project for project in report.projects if project.overall != "open"]
    names = "; ".join(
        f"{project.path} {project.expression or ''} ({', '.join(str(one.number) for one in project.clauses)})"
        for project in apart[:6]
    )
    more = f" and {len(apart) - 6} more" if len(apart) > 6 else ""
    verdict = report.overall + (f" ({', '.join(failing)})" if failing else "")
    said = [conflict.kind for conflict in report.conflicts]
    said += [f"claim {claim.verdict}" for claim in report.claims]
    counts = ", ".join(f"{said.count(one)} {one}" for one in dict.fromkeys(said))
    texts = str(len(report.files))
    cells = (path.name, verdict, report.expression or "", texts, counts, names + more, f"{seconds:.1f}")
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    folders = parser.parse_args().folders or sorted(path for path in CLASSICS.iterdir() if path.is_dir())
    print(HEAD)
    for folder in folders:
        print(row(folder), flush=True)


if __name__ == "__main__":
    main()
