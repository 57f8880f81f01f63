"""Known licenses in which one sentence was rewritten, so that one right flips: does the verdict flip with it?

Run ``python benchmarks/contrast.py``. A row names what was taken out of a license and what stands there
now, the clause that this decides and its verdict. Only the figures of the closed set are printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from analyses import check_text, run
from license_data import DATA, json_lines, license_text

SETS = ("liagent", "read", "sealed")
CLOSED = ("sealed",)


def text_of(row: dict[str, Any]) -> str:
    """The changed license: a row carries it, or names the license and the words that were changed."""
    if "text" in row:
        return str(row["text"])
    text = license_text(row["key"])
    if text.count(row["removed"]) != 1:
        raise SystemExit(f"{row['id']}: its words do not stand once in {row['key']}")
    return text.replace(row["removed"], row["added"])


def is_right(row: dict[str, Any], report: dict[str, Any]) -> bool:
    """Whether every clause of a row has the verdict that the change gives it."""
    verdicts = {clause["number"]: clause["verdict"] for clause in report["clauses"]}
    return all(verdicts[number] == row["expected"] for number in row["clauses"])


def main() -> None:
    """Print, for each set and right, how many verdicts flip and how many licenses are called open."""
    parser = argparse.ArgumentParser(description="Judge licenses in which one right was flipped.")
    parser.add_argument("--set", choices=SETS, action="append", help="only this set (repeatable)")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    parser.add_argument("--errors", action="store_true", help="list what is wrong (not of the closed set)")
    arguments = parser.parse_args()
    print(f"{'set':10}{'right':22}{'rows':>6}{'flipped':>9}{'open, though it is not':>25}")
    for name in arguments.set or SETS:
        rows = json_lines(DATA / f"contrast_{name}.jsonl")
        outcomes = list(run(check_text, [(row["id"], text_of(row)) for row in rows], arguments.jobs))
        judged = [(row, one.report) for row, one in zip(rows, outcomes, strict=True) if one.report]
        for term in ("all", *sorted({row["term"] for row in rows})):
            print(line(name, term, [one for one in judged if term in ("all", one[0]["term"])]))
        if arguments.errors and name not in CLOSED:
            for row, report in judged:
                if not is_right(row, report):
                    print("   ", row["id"], row["clauses"], row["expected"], "|", row["added"][:160])


def line(name: str, term: str, judged: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> str:
    """One row of the table."""
    right = sum(is_right(row, report) for row, report in judged)
    wrongly = sum(row["expected"] == "fail" and report["overall"] == "open" for row, report in judged)
    return f"{name:10}{term:22}{len(judged):6}{right / len(judged):9.1%}{wrongly:25}"


if __name__ == "__main__":
    main()
