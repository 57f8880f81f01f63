"""Open licenses put together by rule from harmless parts: how many are called something else.

Run ``python benchmarks/composed.py``. A part that is understood alone may be lost beside another one, or in
another order; no collection holds each part beside each other.
"""

from __future__ import annotations

import argparse
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import Any

from license_data import DATA

from osdcheck import check_license

SEED = 7


def sentences(parts: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Every beginning before every grant of every list of rights, each with its beginning."""
    for beginning, grant, rights in product(parts["beginnings"], parts["grants"], parts["rights"]):
        yield beginning or "(none)", _capital(f"{beginning}{grant} {rights}")


def wholes(parts: dict[str, list[str]], number: int) -> Iterator[tuple[str, str]]:
    """So many licenses of a grant and two conditions, drawn at random, each with its layout."""
    chance = random.Random(SEED)
    for _ in range(number):
        layout, grant, reach = (chance.choice(parts[name]) for name in ("layouts", "grants", "reaches"))
        first, second = chance.sample(parts["conditions"], 2)
        text = layout.format(
            Grant=grant,
            grant=grant[0].lower() + grant[1:],
            reach=reach,
            first=first,
            second=second,
            First=_capital(first),
            Second=_capital(second),
        )
        yield layout, re.sub(r" +(?=[ ,.;])", "", text)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def main() -> None:
    """Print how many are not open, and by what part."""
    parser = argparse.ArgumentParser(description="Judge open licenses composed of harmless parts.")
    parser.add_argument("--wholes", type=int, default=900, help="of several sentences (default: 900)")
    parser.add_argument("--errors", action="store_true", help="list what is not open")
    arguments = parser.parse_args()
    parts: dict[str, Any] = tomllib.loads((DATA / "composed.toml").read_text(encoding="utf-8"))
    for name, texts in (
        ("sentence", sentences(parts["sentence"])),
        ("whole", wholes(parts["whole"], arguments.wholes)),
    ):
        counts: Counter[str] = Counter()
        where: Counter[str] = Counter()
        for part, text in texts:
            overall = check_license(text, identify=False).overall
            counts[overall] += 1
            if overall != "open":
                where[part] += 1
                if arguments.errors:
                    print(f"  {overall}: {text!r}")
        print(f"{name}: {counts.total()}, " + ", ".join(f"{counts[one]} {one}" for one in sorted(counts)))
        for part, number in where.most_common():
            print(f"  {number} {part!r}")


if __name__ == "__main__":
    main()
