"""How often a sentence is rightly taken for a claim that the project is open source.

Positive: asserted of the project itself, whole or part. Each row of ``data/claims.jsonl`` is read twice:
in its context with the name of its project, and as a lone sentence without one. Beside precision and
recall of claims stand those of accusations: how many of the claims that a license which is not open would
contradict are claims of the whole project indeed, and how many of these it would. The ``holdout`` part is
scored and never looked at while rules are written; ``--errors`` prints the errors of the other parts. The
parts ``later``, ``round-N`` and ``readme-N`` were collected one after the other when the rules stood,
labeled, scored, and only then learned from: the first scores (``data/claims_first.csv``) say how the rules
do on sentences nobody has seen. Each is of the rules of its day. ``readme-6`` and ``readme-11`` are scored
and their errors are not looked at, as with ``holdout``.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

from osdcheck.core.evidence import Claim
from osdcheck.evidence.claims import find_claims, weigh_claims

ROWS = Path(__file__).parent / "data" / "claims.jsonl"
FIRST = Path(__file__).parent / "data" / "claims_first.csv"
CLOSED = frozenset({"holdout", "readme-6", "readme-11"})
"""Parts whose errors nobody looks at."""


def main() -> None:
    """Print precision and recall of each part, in both ways of reading, and the first scores."""
    parser = argparse.ArgumentParser(description="Precision and recall of claims.")
    parser.add_argument("--errors", action="store_true", help="print the errors of the open parts")
    parser.add_argument("--stances", action="store_true", help="print how stances are confused")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    print(f"sentences: {len(rows)} from {len({row['source'] for row in rows})} files")
    for lone in (False, True):
        print(_line("lone sentence" if lone else "with context ", "all", rows, lone=lone))
        for part in dict.fromkeys(row["part"] for row in rows):
            chosen = [row for row in rows if row["part"] == part]
            print(_line("lone sentence" if lone else "with context ", part, chosen, lone=lone))
            if arguments.errors and part not in CLOSED:
                print_errors(chosen, lone=lone)
            if arguments.stances:
                print_confusion(chosen, lone=lone)
    print_first()


def _line(way: str, part: str, rows: list[dict[str, Any]], *, lone: bool) -> str:
    claims = "precision {:.3f}  recall {:.3f}".format(*score(rows, lone=lone))
    accusations = "accused: precision {:.3f}  recall {:.3f}".format(*accused(rows, lone=lone))
    return f"{way}  {part:8} n {len(rows):4}  {claims}  {accusations}"


def found_in(row: dict[str, Any], *, lone: bool) -> list[Claim]:
    """Claims that overlap with the sentence of a row."""
    text = row["sentence"] if lone or not row["context"] else row["context"]
    start = text.find(row["sentence"])
    end = start + len(row["sentence"])
    return [
        claim
        for claim in find_claims(text, path=path_of(row), subject=None if lone else row["subject"])
        if start < 0 or (claim.start < end and start < claim.end)
    ]


def stance_of(row: dict[str, Any], *, lone: bool) -> str:
    """Stance that is found for the sentence of a row; ``"none"`` when it is not seen at all."""
    return strongest(found_in(row, lone=lone))


def path_of(row: dict[str, Any]) -> str:
    """Path of the file a row is of, as far as its source tells it; else of a README."""
    path = str(row["source"]).rsplit(" ", 1)[-1]
    return path if path.endswith((".md", ".rst", ".html")) else "README.md"


def strongest(claims: list[Claim]) -> str:
    """``"asserted"`` when any claim is, else the stance of the first."""
    stances = [claim.stance for claim in claims]
    return "asserted" if "asserted" in stances else stances[0] if stances else "none"


def score(rows: list[dict[str, Any]], *, lone: bool) -> tuple[float, float]:
    """Precision and recall of ``asserted``."""
    pairs = Counter((row["is_claim"], stance_of(row, lone=lone) == "asserted") for row in rows)
    hits, false_alarms, misses = pairs[True, True], pairs[False, True], pairs[True, False]
    return hits / max(1, hits + false_alarms), hits / max(1, hits + misses)


def accused(rows: list[dict[str, Any]], *, lone: bool) -> tuple[float, float]:
    """Precision and recall of ``contradicted`` where the license is not open, for claims of the whole."""
    pairs = Counter[tuple[bool, bool]]()
    for row in rows:
        weighed = weigh_claims(found_in(row, lone=lone), "not-open")
        accuses = any(claim.verdict == "contradicted" for claim in weighed)
        whole = row["is_claim"] and row["scope"] == "whole"
        # A claim of a part that is taken for one of the whole accuses nobody of what he does not say.
        pairs[whole or (accuses and row["is_claim"]), accuses] += 1
    hits = pairs[True, True]
    return hits / max(1, hits + pairs[False, True]), hits / max(1, hits + pairs[True, False])


def print_first() -> None:
    """Precision and recall of each set of fresh sentences, before anything was learned from it."""
    print("first scores (precision, recall): in context; as lone sentences")
    with FIRST.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            context = f"{row['context_precision']:>5} {row['context_recall']:>5}"
            lone = f"{row['lone_precision']:>5} {row['lone_recall']:>5}"
            print(f"  {row['part']:8} n {row['sentences']:>3}  {context}   {lone}")


def print_errors(rows: list[dict[str, Any]], *, lone: bool) -> None:
    """Sentences that are wrongly taken for a claim (``+``) or missed (``-``)."""
    for row in rows:
        stance = stance_of(row, lone=lone)
        if row["is_claim"] != (stance == "asserted"):
            print(f"  {'-' if row['is_claim'] else '+'} {row['stance']} as {stance}: {row['sentence'][:170]}")


def print_confusion(rows: list[dict[str, Any]], *, lone: bool) -> None:
    """Labeled stance, found stance, and how often."""
    for (labeled, found), count in sorted(
        Counter((r["stance"], stance_of(r, lone=lone)) for r in rows).items()
    ):
        print(f"    {labeled:14} {found:14} {count}")


if __name__ == "__main__":
    main()
