"""How well and how fast known licenses are identified, beside ScanCode in the same run.

``python benchmarks/identification.py``: copies, mutations, import. ``--scancode`` adds the comparison, each
side in a process of its own; the ratio of processor seconds is the one that other work on the machine does
not distort. Texts that are equal by the SPDX matching guidelines (a title apart, say) are one class: a copy
of one that is identified as another of its class is right.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from copies import Mutation, mutated, wrapped_copy

from osdcheck.identity.identify import Identified, identify_text
from osdcheck.identity.records import LicenseRecord, find_record, records, text_of

SEED = 20
LEAST_WORDS = 5
LEAST_MUTATED = 60
"""Words of the shortest text that is changed: in a shorter one a change leaves another text."""

PEAK = """
import re, resource, sys
try:
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
except OSError:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = most / (1024 * 1024 if sys.platform == "darwin" else 1024)
print(peak)
"""
"""Prints the greatest resident size of the process in megabytes, its parent's not counted."""
OURS = """
import json, sys, time
start = time.perf_counter()
from osdcheck import identify_license
texts = json.load(open(sys.argv[1], encoding="utf-8"))
loaded, began = time.perf_counter(), time.process_time()
for text in texts:
    identify_license(text)
print(json.dumps([time.perf_counter() - start, time.perf_counter() - loaded, time.process_time() - began]))
"""
THEIRS = """
import json, sys, time
start = time.perf_counter()
from licensedcode.cache import get_index
index = get_index()
texts = json.load(open(sys.argv[1], encoding="utf-8"))
loaded, began = time.perf_counter(), time.process_time()
for text in texts:
    list(index.match(query_string=text))
print(json.dumps([time.perf_counter() - start, time.perf_counter() - loaded, time.process_time() - began]))
"""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Identification: copies, mutations, speed.")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="copies: only every N-th license")
    parser.add_argument("--mutations", type=int, default=1000, metavar="N")
    parser.add_argument("--scancode", action="store_true", help="compare with ScanCode (some minutes)")
    parser.add_argument("--texts", type=int, default=200, metavar="N", help="texts of the comparison")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures")
    arguments = parser.parse_args()
    figures = {
        **copies(arguments.every),
        **mutations(arguments.mutations),
        **imported(),
        **(compared(arguments.texts) if arguments.scancode else {}),
    }
    for name, value in figures.items():
        print(f"{name}: {value}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def known(least_words: int) -> list[LicenseRecord]:
    """Standalone English licenses with a text."""
    return [
        record
        for record in records()
        if record.is_standalone and record.language == "en" and len(text_of(record).split()) >= least_words
    ]


def copies(every: int) -> dict[str, Any]:
    """Share of wrapped, re-cased, re-quoted copies under another copyright line that are known again."""
    rng = random.Random(SEED)
    counts: Counter[str] = Counter()
    for record in known(LEAST_WORDS)[::every]:
        text = text_of(record)
        copy = identify_text(wrapped_copy(text, rng))
        found = [match.id for match in copy.identity.matches]
        same = found == [record.id] or found == [match.id for match in identify_text(text).identity.matches]
        counts.update(copies=1, right=same, exact=copy.record is not None)
        if not same:
            print(f"  copy of {record.id}: {copy.identity.expression}")
    total = counts["copies"]
    return {
        "copies": total,
        "copies_identified_percent": round(100 * counts["right"] / total, 2),
        "copies_exact_percent": round(100 * counts["exact"] / total, 2),
    }


def mutations(wanted: int) -> dict[str, Any]:
    """Changed copies that are called exact (none may be), and those whose family is found."""
    rng = random.Random(SEED)
    pool = known(LEAST_MUTATED)
    counts: Counter[str] = Counter()
    seconds = 0.0
    while counts["mutations"] < wanted:
        base, other = rng.choice(pool), rng.choice(pool)
        mutation = mutated(base.id, text_of(base), (other.id, text_of(other)), rng)
        if mutation is None:
            continue
        start = time.perf_counter()
        found = identify_text(mutation.text)
        seconds += time.perf_counter() - start
        exact, family = _exact(found), _right_family(found, base)
        counts.update(mutations=1, exact=exact, family=family)
        counts[f"made: {mutation.sort}"] += 1
        _tell(mutation, found, exact, family)
    return {
        "mutations": counts["mutations"],
        **{name: count for name, count in sorted(counts.items()) if name.startswith("made: ")},
        "mutations_called_exact": counts["exact"],
        "mutations_right_family_percent": round(100 * counts["family"] / counts["mutations"], 2),
        "mutations_milliseconds_each": round(1000 * seconds / counts["mutations"], 1),
    }


def _exact(found: Identified) -> bool:
    return any(match.exact for match in found.identity.matches)


def _right_family(found: Identified, base: LicenseRecord) -> bool:
    matched = [find_record(match.id) for match in found.identity.matches]
    return base.family in {record.family for record in matched if record}


def _tell(mutation: Mutation, found: Identified, exact: bool, family: bool) -> None:
    if exact or not family:
        wrong = "called exact" if exact else "another family"
        print(f"  {wrong}: {mutation.sort} of {mutation.base}: {found.identity.expression}")


def imported() -> dict[str, Any]:
    """Time and memory of ``import osdcheck``, beyond those of Python itself: best of five."""
    bare = min(_run([sys.executable, "-c", "pass"])[0] for _ in range(5))
    full = min(_run([sys.executable, "-c", "import osdcheck"])[0] for _ in range(5))
    _, output = _run([sys.executable, "-c", "import osdcheck" + PEAK])
    return {
        "import_milliseconds": round(1000 * (full - bare), 1),
        "import_process_milliseconds": round(1000 * full, 1),
        "import_peak_megabytes": round(float(output), 1),
    }


def compared(count: int) -> dict[str, Any]:
    """Both sides over the same copies, and over changed copies; each side with its own start and load."""
    rng = random.Random(SEED)
    pool = known(LEAST_MUTATED)
    copied = [wrapped_copy(text_of(record), rng) for record in rng.sample(pool, count)]
    changed: list[str] = []
    while len(changed) < count // 4:
        base, other = rng.choice(pool), rng.choice(pool)
        mutation = mutated(base.id, wrapped_copy(text_of(base), rng), (other.id, text_of(other)), rng)
        changed += [mutation.text] if mutation else []
    return {**_sides("copies", copied), **_sides("changed", changed)}


def _sides(name: str, texts: list[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts), encoding="utf-8")
        ours, theirs = _side(OURS, path), _side(THEIRS, path)
    return {
        f"{name}_compared": len(texts),
        **{f"{name}_osdcheck_{key}": round(value, 2) for key, value in ours.items()},
        **{f"{name}_scancode_{key}": round(value, 2) for key, value in theirs.items()},
        f"{name}_throughput_ratio_with_start": round(theirs["seconds"] / ours["seconds"], 1),
        f"{name}_throughput_ratio_warm": round(theirs["warm_seconds"] / ours["warm_seconds"], 1),
        f"{name}_processor_ratio_warm": round(
            theirs["warm_processor_seconds"] / ours["warm_processor_seconds"], 1
        ),
        f"{name}_memory_share": round(ours["peak_megabytes"] / theirs["peak_megabytes"], 3),
    }


def _side(code: str, path: Path) -> dict[str, float]:
    _, output = _run([sys.executable, "-c", code + PEAK, str(path)])
    figures, peak = output.strip().split("\n")
    seconds, warm, processor = json.loads(figures)
    return {
        "seconds": seconds,
        "warm_seconds": warm,
        "warm_processor_seconds": processor,
        "peak_megabytes": float(peak),
    }


def _run(command: list[str]) -> tuple[float, str]:
    """Wall seconds and standard output of a process."""
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return time.perf_counter() - start, done.stdout


if __name__ == "__main__":
    main()
