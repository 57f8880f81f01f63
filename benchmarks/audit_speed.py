"""Time and peak memory of audits per 1,000 files, on trees made for it.

Usage: python benchmarks/audit_speed.py [--files 50000] [--keep FOLDER]

The tree is that of a large repository: sources with and without SPDX headers in nested folders, a
license file of its own in every hundredth folder (copies of a few real texts), package metadata, and a
.gitignore. No network, no ScanCode. Peak memory is that of a fresh process.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEXTS = Path(__file__).resolve().parents[1] / "license_texts"
LICENSES = ("MIT", "Apache-2.0", "GPL-3.0-only", "JSON")
PER_FOLDER = 50
HEADER = "# SPDX-License-Identifier: Apache-2.0\n"
BODY = "def work(value):\n    return value + 1\n\n\n" * 40


def make_tree(root: Path, files: int) -> None:
    """Write a tree with that many files below ``root``."""
    texts = [(TEXTS / f"{name}.txt").read_text(encoding="utf-8") for name in LICENSES]
    (root / "LICENSE").write_text(texts[1], encoding="utf-8")
    (root / "README.md").write_text(
        "# Big\n\nBig is open source.\n\n## License\n\nApache-2.0\n", encoding="utf-8"
    )
    (root / "pyproject.toml").write_text(
        '[project]\nname = "big"\nlicense = "Apache-2.0"\n', encoding="utf-8"
    )
    (root / ".gitignore").write_text("build/\n*.o\n__pycache__/\n/dist\n", encoding="utf-8")
    written = 4
    number = 0
    while written < files:
        folder = root / f"area{number % 20}" / f"part{number // 20}" / "src"
        folder.mkdir(parents=True)
        if number % 100 == 0:
            (folder.parent / "LICENSE").write_text(texts[number // 100 % 4], encoding="utf-8")
            (folder.parent / "package.json").write_text('{"license": "MIT"}', encoding="utf-8")
            written += 2
        for index in range(min(PER_FOLDER, files - written)):
            suffix = ("py", "c", "js", "txt", "png")[index % 5]
            content = (HEADER if index % 3 == 0 else "") + BODY
            (folder / f"file{index}.{suffix}").write_text(content, encoding="utf-8")
            written += 1
        number += 1


MEASURE = """
import json, resource, sys, time
started = time.perf_counter()
import osdcheck
loaded = time.perf_counter()
ticks = 0
def tick(path):
    global ticks
    ticks += not path.startswith("listing, ")
report = osdcheck.audit(sys.argv[1], tick=tick)
done = time.perf_counter()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": done - loaded, "peak": peak, "read": ticks, "licenses": len(report.files),
                  "projects": len(report.projects), "overall": report.overall}))
"""


def measure(root: Path) -> dict[str, float]:
    """Audit the tree in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(root)], capture_output=True, text=True, check=True
    )
    result: dict[str, float] = json.loads(done.stdout)
    return result


def main() -> None:
    """Make the tree, audit it, print what it took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=50_000)
    parser.add_argument("--keep", type=Path, help="make the tree here and keep it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = options.keep or Path(temporary) / "tree"
        root.mkdir(parents=True, exist_ok=True)
        started = time.perf_counter()
        if not any(root.iterdir()):
            make_tree(root, options.files)
        made = time.perf_counter() - started
        result = measure(root)
    thousands = options.files / 1000
    print(
        f"{options.files:,} files (made in {made:.1f} s), {result['read']:,} read,"
        f" {result['licenses']:,} license files, {result['projects']:,} parts: {result['overall']}"
    )
    print(f"time   {result['seconds']:8.2f} s   {result['seconds'] / thousands:8.4f} s per 1,000 files")
    megabytes = result["peak"] / 1024
    print(
        f"memory {megabytes:8.1f} MB  {megabytes / thousands:8.2f} MB per 1,000 files (peak of the process)"
    )


if __name__ == "__main__":
    main()
