"""The ``osdcheck`` command."""

from __future__ import annotations

import gc
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (see :func:`osdcheck.cli.app.main`)."""
    # Modules, tables and grammars are some hundred thousand objects that all stay: looking for garbage
    # among them while they are loaded takes a tenth of a check.
    gc.set_threshold(200_000, 20, 20)
    from osdcheck.cli.app import main as run

    code = run(arguments)
    # Nor has the end of the process to look through them.
    gc.freeze()
    return code
