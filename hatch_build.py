"""Puts the data folders of the checkout into the wheel, and what takes long to make of them.

A static ``force-include`` would run for editable installs too and leave a frozen copy of the data
in site-packages; there ``osdcheck.resources`` reads the checkout itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA_FOLDERS = ("grammars", "license_texts")
PACKAGE = "src/osdcheck"


class DataFoldersHook(BuildHookInterface):  # type: ignore[type-arg]
    """Maps each data folder to ``osdcheck/_data/<folder>`` in standard wheels."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders to ``build_data["force_include"]``; editable builds leave them where they are.

        Both get what is kept between runs, and an editable one its bytecode: the first run is no slower than
        the others.
        """
        package = Path(self.root, PACKAGE)
        prepare(package)
        if version != "standard":
            return
        for folder in DATA_FOLDERS:
            build_data["force_include"][folder] = f"osdcheck/_data/{folder}"
        for path in sorted(package.glob("__pycache__/osdcheck.*.kept")):
            build_data["force_include"][str(path)] = f"osdcheck/__pycache__/{path.name}"


def prepare(package: Path) -> None:
    """Compile the modules and make what is kept beside them; where that fails, the first run does it."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    paths = [str(package.parent), *filter(None, [environment.get("PYTHONPATH")])]
    environment["PYTHONPATH"] = os.pathsep.join(paths)
    for command in (["compileall", "-q", str(package)], ["osdcheck.prepare"]):
        subprocess.run([sys.executable, "-m", *command], env=environment, check=False)
