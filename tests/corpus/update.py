"""Rewrites the expectations of corpus cases that no longer hold: ``python -m tests.corpus.update [FILE...]``.

Titles, comments, attributes and inputs stay as they are, and so do cases that hold. A case whose attributes
promise what the engine does not keep is refused: it is left alone, named, and the exit code is 1.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.corpus.cases import (
    CORPUS,
    FOLDERS,
    HEAD,
    PART,
    Case,
    broken_promises,
    facts_hold,
    findings_hold,
    load_cases,
    run_case,
)


def updated(path: Path) -> tuple[str, tuple[str, ...]]:
    """New text of a file, and the cases that were refused, each with the reason."""
    blocks: list[str] = []
    refused: list[str] = []
    changed = False
    for case in load_cases(path):
        parts, problems = _expectations(case)
        if problems:
            refused.append(f"{path}:{case.line}: {case.title}: {'; '.join(problems)}")
        changed = changed or parts != case.parts
        blocks.append(_block(case, parts))
    return "\n".join(blocks) if changed else path.read_text(encoding="utf-8"), tuple(refused)


def _expectations(case: Case) -> tuple[tuple[str, ...], list[str]]:
    if case.values("skip"):
        return case.parts, []
    outcome = run_case(case)
    problems = broken_promises(case, outcome)
    if problems:
        return case.parts, problems
    fresh: list[str] = []
    if case.facts is not None:
        fresh.append(case.facts if facts_hold(case, outcome) else outcome.facts)
    if case.findings is not None:
        held = findings_hold(case, outcome)
        fresh.append(case.findings if held else "\n".join(map(str, outcome.restrictions)))
    return tuple(fresh), problems


def _block(case: Case, parts: Sequence[str]) -> str:
    expectations = "".join(f"{PART}\n{part}\n" if part else f"{PART}\n" for part in parts)
    return f"{HEAD}\n{case.head}{HEAD}\n{case.body}{expectations}"


def main(arguments: Sequence[str]) -> int:
    """Updates the named files, or all; the exit code is 1 when a case was refused."""
    paths = [Path(one).resolve() for one in arguments]
    paths = paths or sorted(path for folder in FOLDERS for path in (CORPUS / folder).glob("*.txt"))
    status = 0
    for path in paths:
        text, refused = updated(path)
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"rewritten: {path}")
        for line in refused:
            print(f"refused: {line}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
