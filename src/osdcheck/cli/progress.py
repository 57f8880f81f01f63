"""How far a long run has come, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MANY = 8
"""Shorter runs are over before a bar says anything."""

Advance = Callable[[str], None]


@contextmanager
def progress(count: int, *, wanted: bool) -> Iterator[Advance]:
    """A function to call with the name of each input before it is read.

    The bar is drawn for many inputs, on a terminal, and when ``wanted``.
    """
    if not wanted or count < MANY or not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from osdcheck.render.words import shorten, visible

    name_column = TextColumn("{task.fields[name]}", markup=False)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), name_column)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=count, name="")
        started = 0

        def advance(name: str) -> None:
            nonlocal started
            bar.update(task, completed=started, name=shorten(visible(name), 40))
            started += 1

        yield advance
