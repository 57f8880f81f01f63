"""Puts the data folders of the checkout into the wheel.

A static ``force-include`` would run for editable installs too and leave a frozen copy of the data
in site-packages; there ``osdcheck.resources`` reads the checkout itself.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA_FOLDERS = ("grammars", "license_texts")


class DataFoldersHook(BuildHookInterface):  # type: ignore[type-arg]
    """Maps each data folder to ``osdcheck/_data/<folder>`` in standard wheels."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders to ``build_data["force_include"]``; editable builds stay as they are."""
        if version != "standard":
            return
        for folder in DATA_FOLDERS:
            build_data["force_include"][folder] = f"osdcheck/_data/{folder}"
