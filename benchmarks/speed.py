"""Time and memory: a cold check of one license, and warm analyses over the gold texts.

Figures are of this machine. The peer in the same run, so that two machines can be compared, is a fixed
amount of work of the Python interpreter (a regular expression over the same texts).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from license_data import gold_rows, license_text

import osdcheck

COLD_TEXT = "llama-3.1-license-2024"
PEER_PATTERN = re.compile(r"\b(?:may|shall|must|not|only|unless|except|provided)\b[^.;]{0,200}", re.I)
PEER_ROUNDS = 20


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Speed of osdcheck, cold and warm.")
    parser.add_argument("--runs", type=int, default=5, help="cold runs (default: 5)")
    parser.add_argument("--texts", type=int, metavar="N", help="warm: only the first N texts")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures")
    arguments = parser.parse_args()
    texts = [license_text(row["key"]) for row in gold_rows("dev")][: arguments.texts]
    figures = {**cold(arguments.runs), **warm(texts), **peer(texts)}
    figures["warm_to_peer"] = round(figures["analyses_per_second"] / figures["peer_texts_per_second"], 4)
    for name, value in figures.items():
        print(f"{name}: {value}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def cold(runs: int) -> dict[str, Any]:
    """Median wall time of a new process that checks one file, and its greatest resident size."""
    seconds, peaks = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "LICENSE"
        path.write_text(license_text(COLD_TEXT), encoding="utf-8")
        command = [sys.executable, "-m", "osdcheck", "check", "--no-identify", "--format", "json", str(path)]
        for _ in range(runs):
            started = time.perf_counter()
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            seconds.append(time.perf_counter() - started)
            # Linux counts in kilobytes, macOS in bytes.
            peaks.append(usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in (0, 1, 2):
                raise SystemExit(f"the cold check ended with {process.returncode}: {' '.join(command)}")
    return {"cold_seconds": round(statistics.median(seconds), 3), "cold_peak_megabytes": round(max(peaks), 1)}


def warm(texts: list[str]) -> dict[str, Any]:
    """Full analyses a second on one core, after one to load grammar and tables."""
    osdcheck.check_license(texts[0], identify=False)
    slowest = 0.0
    started = time.perf_counter()
    for text in texts:
        before = time.perf_counter()
        osdcheck.check_license(text, identify=False)
        slowest = max(slowest, time.perf_counter() - before)
    spent = time.perf_counter() - started
    characters = sum(map(len, texts))
    return {
        "texts": len(texts),
        "analyses_per_second": round(len(texts) / spent, 1),
        "characters_per_second": round(characters / spent),
        "slowest_seconds": round(slowest, 3),
    }


def peer(texts: list[str]) -> dict[str, Any]:
    """Texts a second that one regular expression finds the modal words of."""
    started = time.perf_counter()
    for _ in range(PEER_ROUNDS):
        for text in texts:
            PEER_PATTERN.findall(text)
    spent = time.perf_counter() - started
    return {"peer_texts_per_second": round(PEER_ROUNDS * len(texts) / spent, 1)}


if __name__ == "__main__":
    main()
