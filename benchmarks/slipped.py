"""Open licenses into which one sentence was slipped: a restriction, or a harmless one.

Run ``python benchmarks/slipped.py --help``. Rows of the closed sets are scored and not read: only figures
are printed for them.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyses import Outcome, check_text, run
from license_data import DATA, json_lines
from listing import deciding_lines
from slipping import BASES, POSITIONS, slip

ALLOWED_OTHERS = 2
CLOSED_SETS = ("holdout", "blind", "sealed", "unseen", "fresh")
SETS = ("dev", "later", "plain", *CLOSED_SETS)


@dataclass(frozen=True, slots=True)
class Trial:
    """One sentence in one base."""

    row: dict[str, Any]
    base: str
    position: str
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a trial; ``others`` counts failing clauses that the row does not expect."""

    trial: Trial
    outcome: Outcome
    right_clause: bool
    others: int
    overall: str


def main() -> None:
    """Print the shares and, for rows that may be read, the wrong trials."""
    parser = argparse.ArgumentParser(description="Judge open licenses with one sentence more.")
    parser.add_argument("--set", choices=SETS, default="dev", help="rows (default: dev)")
    parser.add_argument("--base", action="append", choices=BASES, help="only this license (repeatable)")
    parser.add_argument("--sort", choices=("slipped", "harmless"), help="only one of the two files")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    parser.add_argument("--errors", action="store_true", help="list what is wrong (not of closed sets)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures")
    arguments = parser.parse_args()
    show = arguments.errors and arguments.set not in CLOSED_SETS
    bases = tuple(arguments.base or BASES)
    written: dict[str, Any] = {"bases": check_bases(bases, arguments.jobs)}
    for sort, report in (("slipped", report_slipped), ("harmless", report_harmless)):
        path = DATA / f"{sort}_{arguments.set}.jsonl"
        if arguments.sort in (None, sort) and path.is_file():
            written[sort] = report(judge(trials(json_lines(path), bases), arguments.jobs), show)
    if arguments.json:
        arguments.json.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def check_bases(bases: tuple[str, ...], jobs: int) -> dict[str, str]:
    """Overall verdicts of the licenses as they are: a base that is not open spoils every figure."""
    tasks = [(base, slip(base, "", "end")) for base in bases]
    overall = {
        o.name: o.report["overall"] if o.report else str(o.error) for o in run(check_text, tasks, jobs)
    }
    print("bases:", ", ".join(f"{base} {verdict}" for base, verdict in overall.items()), end="\n\n")
    return overall


def trials(rows: list[dict[str, Any]], bases: tuple[str, ...]) -> list[Trial]:
    """Each row in each base; the position rotates over both."""
    made = []
    for at, row in enumerate(rows):
        for turn, base in enumerate(bases):
            position = POSITIONS[(at + turn) % len(POSITIONS)]
            made.append(Trial(row, base, position, slip(base, row["sentence"], position)))
    return made


def judge(planned: list[Trial], jobs: int) -> list[Result]:
    """Check every trial."""
    tasks = [(f"{trial.base}+{trial.row['id']}", trial.text) for trial in planned]
    return [result_of(trial, out) for trial, out in zip(planned, run(check_text, tasks, jobs), strict=True)]


def result_of(trial: Trial, outcome: Outcome) -> Result:
    """Compare the failing clauses with the expected ones, or with the accepted set that fits best."""
    if outcome.report is None:
        return Result(trial, outcome, False, 0, "error")
    failing = {clause["number"] for clause in outcome.report["clauses"] if clause["verdict"] == "fail"}
    expected = [set(trial.row.get("clauses", ())), *map(set, trial.row.get("accept", ()))]
    met = [clauses for clauses in expected if clauses <= failing]
    others = min(len(failing - clauses) for clauses in met or expected)
    return Result(trial, outcome, bool(met), others, outcome.report["overall"])


def report_slipped(results: list[Result], show: bool) -> dict[str, Any]:
    """Print how many restrictions were found on the right clause, in all and per kind."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[result.trial.row["kind"]].append(result)
    print("slipped-in restrictions   trials  right clause  few others  both    open")
    table = {"all": results, **dict(sorted(groups.items()))}
    figures = {kind: slipped_figures(rows) for kind, rows in table.items()}
    for kind, row in figures.items():
        rates = (
            f"{row['right_clause']:12.1%}  {row['few_others']:10.1%}  {row['both']:6.1%}  {row['open']:4d}"
        )
        print(f"{kind:25} {row['trials']:6d}  {rates}")
    print()
    if show:
        print_wrong(r for r in results if not (r.right_clause and r.others <= ALLOWED_OTHERS))
    return figures


def slipped_figures(results: list[Result]) -> dict[str, Any]:
    """Shares of trials where the expected clauses fail, where few others do, and the count of open ones."""
    return {
        "trials": len(results),
        "right_clause": share(r.right_clause for r in results),
        "few_others": share(r.others <= ALLOWED_OTHERS for r in results),
        "both": share(r.right_clause and r.others <= ALLOWED_OTHERS for r in results),
        "open": sum(r.overall == "open" for r in results),
    }


def report_harmless(results: list[Result], show: bool) -> dict[str, Any]:
    """Print how many licenses stay open, in all and per sort of sentence."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[result.trial.row["sort"]].append(result)
    print("harmless sentences        trials  open")
    figures = {}
    for sort, rows in {"all": results, **dict(sorted(groups.items()))}.items():
        figures[sort] = {"trials": len(rows), "open": share(r.overall == "open" for r in rows)}
        print(f"{sort:25} {len(rows):6d}  {figures[sort]['open']:6.1%}")
    print()
    if show:
        print_wrong(r for r in results if r.overall != "open")
    return figures


def print_wrong(results: Iterable[Result]) -> None:
    """Each sentence once, with what its trials came to."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[result.trial.row["id"]].append(result)
    for name, wrong in groups.items():
        row = wrong[0].trial.row
        print(f"{name} {row.get('kind') or row['sort']} {row.get('clauses', '')}: {row['sentence']}")
        for result in wrong:
            place = f"{result.trial.base} ({result.trial.position})"
            lines = list(deciding_lines(result.outcome.report)) if result.outcome.report else []
            print(
                f"    {place}: {result.overall}; {result.outcome.error or '; '.join(lines) or 'no finding'}"
            )
    print()


def share(values: Iterable[bool]) -> float:
    """Share of true values; 1 when there is none."""
    row = list(values)
    return sum(row) / len(row) if row else 1.0


if __name__ == "__main__":
    main()
