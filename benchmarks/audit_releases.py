"""Audits of checkouts as a model hub has them: real papers, and the names of all other files.

Usage: python benchmarks/audit_releases.py FOLDER [NAME ...]

FOLDER holds one folder for each release with its license, policy, card and README, and a ``FILES.txt``
that lists what else is in it. The listed files are made empty in a temporary checkout, so that
source, weights and binaries are told by their names.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from audit_classics import HEAD, row

LISTING = "FILES.txt"


def checkout(release: Path, root: Path) -> Path:
    """A folder with the papers of a release and an empty file for every other name."""
    target = root / release.name
    shutil.copytree(release, target)
    listing = target / LISTING
    names = listing.read_text(encoding="utf-8").splitlines() if listing.is_file() else []
    listing.unlink(missing_ok=True)
    for name in names:
        path = (target / name.strip()).resolve()
        if name.strip() and path.is_relative_to(target.resolve()) and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    return target


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    names = options.names or sorted(path.name for path in options.folder.iterdir() if path.is_dir())
    print(HEAD)
    with tempfile.TemporaryDirectory() as temporary:
        for name in names:
            print(row(checkout(options.folder / name, Path(temporary))), flush=True)


if __name__ == "__main__":
    main()
