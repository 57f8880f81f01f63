"""Single sentences that grant, in unusual words: what the grammar sees of it, and what it sees with the net.

Run ``python benchmarks/granted.py``. The rows were written by one who knew the policy alone; they are scored
and not read.
"""

from __future__ import annotations

from collections import Counter

from license_data import DATA, json_lines

from osdcheck.analysis import analyze
from osdcheck.judgment.granting import needed_grants
from osdcheck.judgment.kinds import find_hits, set_aside
from osdcheck.tables import load_clauses

FIRST = "This is the license of the work that stands beside it, and no warranty comes with it."
"""A sentence before each row, so that it is read as part of a license."""


def _clauses(grant: str) -> set[int]:
    """The clauses that need this grant alone."""
    return {clause.number for clause in load_clauses() if clause.needs == (grant,)}


def main() -> None:
    """Print how many of the grants are found or left to a person, and how many are where there is none."""
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for row in json_lines(DATA / "granted_blind.jsonl"):
        analysis = analyze(f"{FIRST}\n\n{row['sentence']}\n")
        by_grammar = {hit.kind for hit in find_hits(set_aside(analysis.parses)) if hit.effect == "grant"}
        left = {clause for one in analysis.findings if one.kind == "vague" for clause in one.clauses}
        in_all = by_grammar | {grant for grant in needed_grants() if left.intersection(_clauses(grant))}
        for grant in needed_grants():
            counts["grammar alone", grant in row["grants"], grant in by_grammar] += 1
            counts["with the net", grant in row["grants"], grant in in_all] += 1
    for way in ("grammar alone", "with the net"):
        found, missed = counts[way, True, True], counts[way, True, False]
        wrong, right = counts[way, False, True], counts[way, False, False]
        print(
            f"{way}: {found} of {found + missed} grants ({found / (found + missed):.1%}), "
            f"{wrong} found where there is none of {wrong + right}"
        )


if __name__ == "__main__":
    main()
