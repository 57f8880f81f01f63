"""Accuracy over labeled licenses and over the lists of authorities, text alone.

Run ``python benchmarks/accuracy.py --help``. Fold 4 and the whole of ``wild_sealed`` are scored but not
read: no name, verdict or quote of one of their licenses is printed unless ``--open-fold 4`` asks for it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analyses import check_keys, check_rows
from license_data import (
    CLOSED_FOLD,
    LABELS,
    WILD,
    approved_keys,
    authority_lists,
    closed_keys,
    gold_rows,
    json_lines,
)
from listing import Listing
from scoring import Figures, figures, score_license

Row = tuple[str, Callable[[Figures], str]]

SUMMARY: tuple[Row, ...] = (
    ("licenses", lambda f: str(f.licenses)),
    ("missing", lambda f: str(f.missing)),
    ("overall_accuracy", lambda f: f"{f.accuracy:.4f}"),
    ("false_open", lambda f: f"{f.false_open} of {f.gold_not_open}"),
    ("false_not_open", lambda f: f"{f.false_not_open} of {f.gold_open}"),
    ("clause_micro precision", lambda f: f"{f.clause_micro.precision:.4f}"),
    ("clause_micro recall", lambda f: f"{f.clause_micro.recall:.4f}"),
    ("clause_micro f1", lambda f: f"{f.clause_micro.f1:.4f}"),
    ("clause_macro_f1", lambda f: f"{f.clause_macro_f1:.4f}"),
    ("kind_micro precision", lambda f: f"{f.kind_micro.precision:.4f}"),
    ("kind_micro recall", lambda f: f"{f.kind_micro.recall:.4f}"),
    ("kind_micro f1", lambda f: f"{f.kind_micro.f1:.4f}"),
    ("kind_macro_f1", lambda f: f"{f.kind_macro_f1:.4f} over {len(f.common_kinds)}"),
    ("evidence_recall", lambda f: f"{f.evidence_recall:.4f}"),
    ("duty_micro f1", lambda f: f"{f.duty_micro.f1:.4f}"),
    ("grant_micro f1", lambda f: f"{f.grant_micro.f1:.4f}"),
)


def options() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description="Accuracy of osdcheck on labeled licenses, text alone.")
    labels = (*LABELS, *WILD)
    parser.add_argument("--labels", choices=labels, default=labels[0], help="which labels (default: dev)")
    parser.add_argument("--fold", type=int, action="append", help="only this fold (repeatable)")
    parser.add_argument("--not-fold", type=int, action="append", help="all but this fold (repeatable)")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the N worst licenses")
    parser.add_argument("--kind", action="append", help="list the licenses that miss or add this kind")
    parser.add_argument("--evidence", type=int, default=0, metavar="N", help="list N gold quotes not found")
    parser.add_argument("--authority", action="store_true", help="the lists of authorities as well")
    parser.add_argument("--authority-only", action="store_true", help="the lists of authorities alone")
    parser.add_argument(
        "--open-fold", type=int, action="append", default=[], help="show details of fold 4, or of wild_sealed"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    parser.add_argument("--pred", type=Path, metavar="FILE", help="write the reports, one a line")
    parser.add_argument("--from", dest="reports", type=Path, metavar="FILE", help="score reports of --pred")
    return parser


def main() -> None:
    """Print the figures, and what they are made of."""
    arguments = options().parse_args()
    gold = gold_rows(arguments.labels)
    closed = closed_keys() | closed_keys(arguments.labels)
    if CLOSED_FOLD in arguments.open_fold:
        closed = frozenset()
    written: dict[str, Any] = {}
    if not arguments.authority_only:
        written["gold"] = judge_gold(gold, closed, arguments)
    if arguments.authority or arguments.authority_only:
        written["authority"] = judge_authorities(closed, arguments.jobs)
    if arguments.json:
        arguments.json.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def judge_gold(
    gold: list[dict[str, Any]], closed: frozenset[str], arguments: argparse.Namespace
) -> dict[str, Any]:
    """Score the labeled licenses, print, and return the figures by fold."""
    rows = [row for row in gold if chosen(row["fold"], arguments.fold, arguments.not_fold)]
    listing = Listing(closed)
    reports = reports_of(rows, arguments, listing)
    scores = [score_license(row, reports.get(row["key"])) for row in rows]
    folds = sorted({row["fold"] for row in rows})
    by_scope = {"all": figures(scores)}
    by_scope |= {f"fold {fold}": figures(s for s in scores if s.fold == fold) for fold in folds}
    print_table([[name, *map(show, by_scope.values())] for name, show in SUMMARY], ["", *by_scope])
    print_clauses(by_scope)
    print_kinds(by_scope["all"])
    listing.overall(scores)
    listing.worst(scores, arguments.errors)
    for kind in arguments.kind or ():
        listing.kind(scores, kind)
    listing.evidence(scores, arguments.evidence)
    return {scope: values.to_dict() for scope, values in by_scope.items()}


def chosen(fold: int, only: list[int] | None, without: list[int] | None) -> bool:
    """Whether a fold is asked for."""
    return (not only or fold in only) and fold not in (without or ())


def reports_of(
    rows: list[dict[str, Any]], arguments: argparse.Namespace, listing: Listing
) -> dict[str, dict[str, Any] | None]:
    """Report by key: read from ``--from``, or made now and written to ``--pred``."""
    if arguments.reports:
        return {row["key"]: row["report"] for row in json_lines(arguments.reports)}
    outcomes = check_rows(rows, arguments.jobs)
    listing.failures(outcomes.values())
    if arguments.pred:
        with arguments.pred.open("w", encoding="utf-8") as file:
            for key, outcome in outcomes.items():
                if outcome.report is not None:
                    file.write(json.dumps({"key": key, "report": outcome.report}) + "\n")
    return {key: outcome.report for key, outcome in outcomes.items()}


def judge_authorities(closed: frozenset[str], jobs: int) -> dict[str, dict[str, int]]:
    """Check the lists of authorities, print counts and what contradicts them, return the counts."""
    listing = Listing(closed)
    counts: dict[str, dict[str, int]] = {}
    for name, keys in authority_lists().items():
        outcomes = check_keys(keys, jobs)
        expected = "not-open" if name == "rejected" else "open"
        counts[name] = listing.authority(name, expected, outcomes)
    counts["approved and identified"] = listing.identified(check_keys(approved_keys(), jobs, identify=True))
    return counts


def print_table(rows: list[list[str]], head: list[str]) -> None:
    """Columns wide enough for their widest cell, the first to the left, the others to the right."""
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    for row in [head, *rows]:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        print("  ".join(cells).rstrip())
    print()


def print_clauses(by_scope: dict[str, Figures]) -> None:
    """Precision, recall and F1 per clause over all, F1 per fold."""
    total, *folds = by_scope.values()
    rows = []
    for clause, tally in total.clauses.items():
        cells = [f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"{tally.f1:.3f}"]
        cells.append(str(total.clause_support[clause]))
        rows.append([f"clause_{clause}", *cells, *(f"{fold.clauses[clause].f1:.3f}" for fold in folds)])
    head = ["", "precision", "recall", "f1", "support", *(f"f1 {name}" for name in list(by_scope)[1:])]
    print_table(rows, head)


def print_kinds(total: Figures) -> None:
    """Precision, recall and F1 per kind, most frequent first."""
    kinds = sorted(total.kinds.items(), key=lambda item: (-item[1].support, item[0]))
    rows = [
        [kind, f"{t.precision:.3f}", f"{t.recall:.3f}", f"{t.f1:.3f}"]
        + [f"{count:g}" for count in (t.support, t.misses, t.false_alarms)]
        for kind, t in kinds
    ]
    print_table(rows, ["kind", "precision", "recall", "f1", "support", "missed", "added"])


if __name__ == "__main__":
    main()
