"""Which inputs a run has, and what each of them gives."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from osdcheck.cli.defects import defect_message, show_traceback
from osdcheck.errors import DataError, MissingExtra, OsdcheckError
from osdcheck.render import Entry, Failure

STDIN = "-"

Result = TypeVar("Result")

Judge = Callable[[bytes | Path, str], Entry]
"""Judges the bytes or the file; the ``str`` is what reports call it."""


def input_names(paths: tuple[str, ...], list_file: str | None) -> list[str]:
    """Paths of the command line, then those of the list, as they were given.

    Raises ``click.UsageError`` when there is nothing to do or standard input is asked for twice.
    """
    if not paths and list_file is None:
        raise click.UsageError("Name at least one license file, or - for standard input.")
    names = [*paths, *(_listed(list_file) if list_file is not None else ())]
    if names.count(STDIN) + (list_file == STDIN) > 1:
        raise click.UsageError("Standard input (-) can be read only once.")
    return names


def judge_input(name: str, judge: Judge) -> Entry:
    """The verdict on one input, or why there is none: no error gets out, so the rest goes on."""
    return attempt(name, judge)


def attempt(name: str, work: Callable[[bytes | Path, str], Result]) -> Result | Failure:
    """What ``work`` gives for one input, or why there is nothing; only a missing extra ends the run."""
    try:
        return work(stdin_bytes() if name == STDIN else Path(name), name)
    except MissingExtra as error:
        raise click.ClickException(str(error)) from error
    except OsdcheckError as error:
        if isinstance(error, DataError):
            return defect(name, error)
        return Failure(name, type(error).__name__, str(error))
    except Exception as error:
        return defect(name, error)


def defect(name: str, error: Exception) -> Failure:
    """What an error of osdcheck itself leaves of one input; the traceback is shown on request."""
    show_traceback(error)
    return Failure(name, "InternalError", defect_message(error), defect=True)


def _listed(list_file: str) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if list_file == STDIN else Path(list_file).read_bytes()
    except OSError as error:
        raise click.BadParameter(
            f"{list_file!r} cannot be read: {error.strerror or error}.", param_hint="--files-from"
        ) from None
    lines = (os.fsdecode(line.removesuffix(b"\r")) for line in data.split(b"\n"))
    return [line for line in lines if line.strip()]


def stdin_bytes() -> bytes:
    """Standard input, as far as a reader of licenses takes it."""
    from osdcheck.document import LIMIT

    # One byte beyond the limit is enough for the reader to refuse an endless stream.
    return sys.stdin.buffer.read(LIMIT + 1)
