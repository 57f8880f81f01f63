"""How far a long run has come, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import click

from osdcheck.render.words import shorten, visible

MANY = 8
"""Shorter runs are over before a bar says anything."""


class Ticker(NamedTuple):
    """What a run tells while it goes on: ``advance`` before each input, ``say`` for a message."""

    advance: Callable[[str], None]
    say: Callable[[str], None]


@contextmanager
def progress(count: int, *, wanted: bool) -> Iterator[Ticker]:
    """Progress of a run over ``count`` inputs; ``advance`` is called with the name of each.

    The bar is drawn for many inputs, on a terminal, and when ``wanted``.
    """
    if not wanted or count < MANY or not sys.stderr.isatty():
        yield Ticker(lambda name: None, lambda message: click.echo(message, err=True))
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    name_column = TextColumn("{task.fields[name]}", markup=False)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), name_column)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=count, name="")
        started = 0

        def advance(name: str) -> None:
            nonlocal started
            bar.update(task, completed=started, name=shorten(visible(name), 40))
            started += 1

        # Written past the bar, a message would end up in the middle of it.
        yield Ticker(advance, lambda message: bar.console.print(Text(message), soft_wrap=True))


STEP = 0.2
"""Seconds between two redraws of a counter."""


@contextmanager
def counter(*, wanted: bool) -> Iterator[Callable[[str], None]]:
    """What a run of unknown length is at, and how far; ``tick`` with each thing it turns to.

    It is drawn on a terminal only, and when ``wanted``.
    """
    if not wanted or not sys.stderr.isatty():
        yield lambda name: None
        return
    from time import monotonic

    read, shown = 0, 0.0

    def tick(name: str) -> None:
        nonlocal read, shown
        read += 1
        if monotonic() - shown > STEP:
            shown = monotonic()
            click.echo(f"\r\x1b[K{read:>7}  {shorten(visible(name), 60)}", err=True, nl=False)

    try:
        yield tick
    finally:
        click.echo("\r\x1b[K", err=True, nl=False)
