"""Coverage over all standalone English LicenseDB texts; needs no labels.

Of the prohibitions, exclusivities, conditions and narrowed grants on the licensee: how many a kind took,
and which patterns are most often left. Per phrase and kind: on how many license families it fires; one
family alone is a sign of a fingerprint. Texts of the closed fold are counted and not quoted.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from analyses import run
from license_data import closed_keys, license_folder, standalone_rows
from listing import cut
from survey import NET, SORTS, Passage, Survey, survey

FEWEST_FOR_SUSPICION = 3


def main() -> None:
    """Print the shares, the patterns and the suspects."""
    parser = argparse.ArgumentParser(description="How much of what licenses restrict gets a type.")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th text")
    parser.add_argument("--offset", type=int, default=0, metavar="N", help="first text of --every")
    parser.add_argument("--patterns", type=int, default=25, metavar="N", help="untyped patterns to list")
    parser.add_argument("--examples", type=int, default=2, metavar="N", help="examples of each")
    parser.add_argument("--suspects", type=int, default=25, metavar="N", help="one-family phrases to list")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures")
    arguments = parser.parse_args()
    keys = [row["key"] for row in standalone_rows()][arguments.offset :: arguments.every]
    surveys = list(run(survey, keys, arguments.jobs))
    figures = print_shares(surveys)
    print_patterns(surveys, arguments.patterns, arguments.examples)
    figures["kinds"] = print_kinds(surveys)
    figures["phrases"] = print_phrases(surveys, arguments.suspects)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def print_shares(surveys: list[Survey]) -> dict[str, Any]:
    """Overall verdicts, and the typed share of each sort of passage."""
    overall = Counter(one.overall for one in surveys)
    nets = sum(NET in one.kinds for one in surveys)
    print(f"texts: {len(surveys)} ({', '.join(f'{name} {n}' for name, n in sorted(overall.items()))})")
    print(f"texts with an {NET}: {nets}")
    for one in surveys:
        if one.error and one.key not in closed_keys():
            print(f"  error: {one.key}: {cut(one.error)}")
    passages = [passage for one in surveys for passage in one.passages if not passage.silent]
    unwatched = [passage for one in surveys for passage in one.passages if passage.silent]
    figures: dict[str, Any] = {"texts": len(surveys), "overall": dict(overall), NET: nets}
    figures["unwatched"] = share_of(unwatched)
    print(f"restrictive passages in unwatched zones: {len(unwatched)}, typed {figures['unwatched']['typed']}")
    print(f"\n{'passage':16}  {'all':>6}  {'read':>6}  {'kind':>6}  {'reading':>7}  typed share")
    for sort in ("all", *SORTS):
        rows = [passage for passage in passages if sort in ("all", passage.sort)]
        figures[sort] = share_of(rows)
        read, kind = sum(row.read for row in rows), sum(bool(row.kind) for row in rows)
        reading = figures[sort]["typed"] - kind
        share = figures[sort]["typed_share"]
        print(f"{sort:16}  {len(rows):6}  {read:6}  {kind:6}  {reading:7}  {share:.4f}")
    print()
    return figures


def share_of(passages: list[Passage]) -> dict[str, float]:
    """Counts and typed share; 1 when there is nothing to type."""
    typed = sum(passage.typed for passage in passages)
    share = typed / len(passages) if passages else 1.0
    return {"passages": len(passages), "typed": typed, "typed_share": round(share, 4)}


def print_patterns(surveys: list[Survey], number: int, examples: int) -> None:
    """The untyped patterns that most families have, with examples."""
    families: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    quoted: dict[str, list[str]] = defaultdict(list)
    for one in surveys:
        for passage in one.passages:
            if passage.typed or passage.silent:
                continue
            name = f"{passage.sort}: {passage.pattern}"
            families[name].add(family_of(one.key))
            counts[name] += 1
            if one.key not in closed_keys() and len(quoted[name]) < examples:
                quoted[name].append(f"{one.key}: {cut(passage.text)}")
    print("untyped patterns (families, passages)")
    for name in sorted(families, key=lambda name: (-len(families[name]), name))[:number]:
        print(f"{len(families[name]):5} {counts[name]:5}  {name}")
        for line in quoted[name]:
            print(f"               {line}")
    print()


def print_kinds(surveys: list[Survey]) -> dict[str, dict[str, int]]:
    """Texts and families that each kind fires on."""
    table = spread((one.key, one.kinds) for one in surveys)
    print("kinds (families, texts)")
    for name, (families, texts) in sorted(table.items(), key=lambda item: -item[1][0]):
        print(f"{families:5} {texts:5}  {name}{'   one family' if families == 1 else ''}")
    print()
    return {name: {"families": families, "texts": texts} for name, (families, texts) in table.items()}


def print_phrases(surveys: list[Survey], number: int) -> dict[str, int]:
    """How widely phrases fire, and those that fire often and on one family only."""
    table = spread((one.key, one.phrases) for one in surveys)
    suspects = [
        name
        for name, (families, texts) in table.items()
        if families == 1 and texts >= FEWEST_FOR_SUSPICION and " " in name.partition(": ")[2]
    ]
    figures = {
        "fired": len(table),
        "one_family": sum(families == 1 for families, _ in table.values()),
        "ten_families_or_more": sum(families >= 10 for families, _ in table.values()),
        "suspects": len(suspects),
    }
    print("phrases:", ", ".join(f"{name} {count}" for name, count in figures.items()))
    longest = sorted(suspects, key=lambda name: (-len(name.split()), name))
    for name in longest[:number]:
        print(f"  {table[name][1]:4} texts of one family: {name}")
    return figures


def spread(rows: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[int, int]]:
    """Families and texts per name."""
    families: dict[str, set[str]] = defaultdict(set)
    texts: Counter[str] = Counter()
    for key, names in rows:
        for name in names:
            families[name].add(family_of(key))
            texts[name] += 1
    return {name: (len(families[name]), texts[name]) for name in families}


@cache
def family_of(key: str) -> str:
    """Owner of a license as its front matter says; the first word of its key where it says none."""
    front = (license_folder() / f"{key}.LICENSE").read_text(encoding="utf-8").partition("\n---\n")[0]
    owner = re.search(r"^owner: *(.+)$", front, re.M)
    if owner is None or owner[1] in ("Unspecified", "Unknown"):
        return re.split(r"[-_.\d]", key)[0] or key
    return owner[1]


if __name__ == "__main__":
    main()
