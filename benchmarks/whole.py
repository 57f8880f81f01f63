"""Whole open licenses that nobody has seen, in words of their own: how many the analyzer calls open.

Run ``python benchmarks/whole.py``. Each was written for this project by one who knew the policy alone, so
that all ten clauses pass; ``plain`` may be read, ``sealed`` and ``odd`` are scored and not read.
"""

from __future__ import annotations

import argparse
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from license_data import DATA, json_lines

from osdcheck import check_license

SETS = ("plain", "sealed", "odd")
READ = "plain"


def overall(text: str) -> str:
    """What the text alone is called."""
    return check_license(text, identify=False).overall


def main() -> None:
    """Print the figures of each set, and with ``--errors`` which licenses of the read one are not open."""
    parser = argparse.ArgumentParser(description="Score whole open licenses.")
    parser.add_argument(
        "--set", choices=SETS, action="append", dest="sets", help="only this set (repeatable)"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    parser.add_argument("--errors", action="store_true", help="list what is not open (of the read set)")
    arguments = parser.parse_args()
    print(f"{'set':8}{'licenses':>10}{'open':>8}{'review':>8}{'not-open':>10}")
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for name in arguments.sets or SETS:
            rows = json_lines(DATA / f"open_{name}.jsonl")
            found = list(pool.map(overall, [row["text"] for row in rows], chunksize=4))
            counts = Counter(found)
            print(
                f"{name:8}{len(rows):>10}{counts['open']:>8}{counts['review']:>8}{counts['not-open']:>10}"
                f"   {counts['open'] / len(rows):.1%} open"
            )
            if arguments.errors and name == READ:
                for row, verdict in zip(rows, found, strict=True):
                    if verdict != "open":
                        print(f"  {verdict}: {row['name']}")


if __name__ == "__main__":
    main()
