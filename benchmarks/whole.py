"""Whole licenses that nobody has seen, in words of their own: what the analyzer calls them.

Run ``python benchmarks/whole.py``. Each was written for this project by one who knew the policy
alone. All ten clauses of ``open_*`` pass; of ``narrowed_*`` three fifths grant every right to some, for
something or for a time, and the others only look like it. ``scoped_*`` grant a thing that is not the work,
stand under a heading that scopes them, or take a part, a version or all of it away again; half only look
like it. Some sets are scored and not read.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from license_data import DATA, json_lines, license_text

from osdcheck import Report, check_license

SETS = (
    "open_plain",
    "open_sealed",
    "open_odd",
    "open_later",
    "open_unseen",
    "narrowed_read",
    "narrowed_later",
    "narrowed_sealed",
    "scoped_read",
    "scoped_sealed",
)
READ = ("open_plain", "open_later", "narrowed_read", "narrowed_later", "scoped_read")
EXPECTED = ("not-open", "review", "open")
MOST_OTHERS = 2


def report_of(text: str) -> Report:
    """What the text alone is called, and why."""
    return check_license(text, identify=False)


def text_of(row: dict[str, Any]) -> str:
    """What is judged: a row may hold the place of a known license in its text, and name it."""
    text: str = row["text"]
    return text.replace("{license}", license_text(row["license"]).strip()) if "license" in row else text


def is_right(row: dict[str, Any], report: Report) -> bool:
    """Whether a license is called what it is, by a clause that fails and at most two others.

    What a person has to look at must only not be called open.
    """
    if row.get("expected") == "review":
        return report.overall != "open"
    failing = {clause.number for clause in report.clauses if clause.verdict == "fail"}
    wanted = set(row.get("clauses", ()))
    if not wanted:
        return report.overall == "open"
    return bool(wanted & failing) and len(failing - wanted) <= MOST_OTHERS


def print_part(name: str, expected: str, pairs: Sequence[tuple[dict[str, Any], Report]]) -> None:
    """One line of the table: the licenses of a set that are of one kind."""
    counts = Counter(report.overall for _, report in pairs)
    right = sum(is_right(row, report) for row, report in pairs)
    print(
        f"{name:16}{expected:10}{len(pairs):>9}{counts['open']:>8}{counts['review']:>8}{counts['not-open']:>10}"
        f"{right:>8} ({right / len(pairs):.1%})"
    )


def main() -> None:
    """Print the figures of each set, and with ``--errors`` which licenses of the read ones come out wrong."""
    parser = argparse.ArgumentParser(description="Score whole licenses.")
    parser.add_argument(
        "--set", choices=SETS, action="append", dest="sets", help="only this set (repeatable)"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    parser.add_argument("--errors", action="store_true", help="list what comes out wrong (of the read sets)")
    arguments = parser.parse_args()
    print(f"{'set':16}{'expected':10}{'licenses':>9}{'open':>8}{'review':>8}{'not-open':>10}{'right':>8}")
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for name in arguments.sets or SETS:
            rows = json_lines(DATA / f"{name}.jsonl")
            pairs = list(zip(rows, pool.map(report_of, map(text_of, rows), chunksize=4), strict=True))
            for expected in EXPECTED:
                part = [pair for pair in pairs if pair[0].get("expected", "open") == expected]
                if part:
                    print_part(name, expected, part)
            if arguments.errors and name in READ:
                for row, report in pairs:
                    if not is_right(row, report):
                        print(f"  {report.overall}: {row['name']}")


if __name__ == "__main__":
    main()
