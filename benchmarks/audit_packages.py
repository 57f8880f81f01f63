"""Audits of source distributions of well-known PyPI packages, one of them source-available.

Usage: python benchmarks/audit_packages.py FOLDER

The archives are fetched with pip into FOLDER (those there already are kept) and audited as they are;
nothing is unpacked to disk and nothing of a package is run but what pip runs to read its metadata.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from audit_classics import HEAD, row

PACKAGES = (
    "arize-phoenix",
    "attrs",
    "certifi",
    "chardet",
    "click",
    "docutils",
    "psycopg2",
    "pycountry",
    "requests",
    "tqdm",
)
"""Permissive, weak and strong copyleft, several at once; arize-phoenix is source-available (Elastic-2.0)."""


def fetch(folder: Path) -> list[Path]:
    """Archives of the packages, in their order; one that cannot be had is said and left out."""
    found = []
    for name in PACKAGES:
        stem = name.replace("-", "_")
        if not list(folder.glob(f"{stem}-*.tar.gz")):
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", name, name]
            subprocess.run(command, cwd=folder, check=False)
        archives = sorted(folder.glob(f"{stem}-*.tar.gz"))
        if archives:
            found.append(archives[-1])
        else:
            print(f"{name}: no source distribution", file=sys.stderr)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    archives = fetch(folder)
    print(HEAD)
    for archive in archives:
        print(row(archive), flush=True)


if __name__ == "__main__":
    main()
