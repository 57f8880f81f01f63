"""Builds ``license_texts/verdicts.csv``: the verdict of every known text.

Run ``python benchmarks/build_verdicts.py``.

To be run after every change of the grammar, the tables or the texts; until then lists with verdicts
compute them anew (a few minutes, with a progress bar). ``--jobs`` spreads the work over processes.
``--check`` writes nothing and fails when the table does not fit.
"""

from __future__ import annotations

import argparse
from multiprocessing import get_context
from pathlib import Path

from osdcheck.catalog.verdicts import TextVerdict, load_verdicts, text_verdict, write_verdicts
from osdcheck.identity.records import find_record, records

TABLE = Path(__file__).resolve().parents[1] / "license_texts" / "verdicts.csv"


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description="Build the table of verdicts.")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail when the table does not fit"
    )
    arguments = parser.parse_args()
    if arguments.check:
        missing = load_verdicts().missing(records())
        raise SystemExit(f"{len(missing)} verdicts do not fit the data" if missing else 0)
    # The hashes are taken before the work: what changes while it goes on makes the table stale.
    load_verdicts()
    names = [record.id for record in records()]
    with get_context("spawn").Pool(arguments.jobs) as pool:
        rows = dict(zip(names, pool.imap(judged, names, chunksize=16), strict=True))
    TABLE.write_text(write_verdicts(rows), encoding="utf-8")
    print(f"{len(rows)} verdicts written")


def judged(name: str) -> TextVerdict:
    """The verdict of the text with this id."""
    record = find_record(name)
    if record is None:
        raise SystemExit(f"{name} does not find its own record")
    return text_verdict(record)


if __name__ == "__main__":
    main()
