"""``osdcheck compare``: two licenses side by side."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from osdcheck.cli.exit_codes import ExitCode
from osdcheck.cli.inputs import STDIN, stdin_bytes
from osdcheck.cli.output import open_output
from osdcheck.errors import DataError, ExpressionError, InputError, OsdcheckError
from osdcheck.render.compare import CompareFormat, comparison_layout
from osdcheck.render.words import visible

if TYPE_CHECKING:
    from osdcheck.comparison import Side

_EPILOG = f"""\b
Exit codes:
  {ExitCode.ALL_OPEN:>3}  the comparison was written, whatever it says
  {ExitCode.UNREADABLE:>3}  a file could not be read
  {ExitCode.USAGE:>3}  the command was not understood, or a name is no known license
  {ExitCode.INTERNAL:>3}  an error of osdcheck itself
"""


@click.command(epilog=_EPILOG)
@click.argument("a")
@click.argument("b")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="text to read, markdown to paste, json for programs.",
)
@click.option("--output", metavar="FILE", help="Write the comparison to FILE instead of the screen.")
def compare(a: str, b: str, form: CompareFormat, output: str | None) -> int:
    """Compare two licenses by the Open Source Definition, clause by clause.

    A and B are files, or names of known licenses: SPDX ids, expressions of them, and what people call
    them. What exists as a file is read; - reads standard input.

    \b
    Examples:
      osdcheck compare LICENSE Apache-2.0
      osdcheck compare llama-2.txt llama-3.1.txt
      osdcheck compare AGPL-3.0-only SSPL-1.0 --format markdown
    """
    if a == b == STDIN:
        raise click.UsageError("Standard input (-) can be read only once.")
    from osdcheck.compare import compare_read

    try:
        comparison = compare_read(_side(a), _side(b))
    except DataError:
        raise
    except OsdcheckError as error:
        click.echo(f"osdcheck: {visible(str(error))}", err=True)
        return ExitCode.UNREADABLE if isinstance(error, InputError) else ExitCode.USAGE
    on_screen = (output is None or output == STDIN) and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if on_screen else 100
    color = on_screen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    with open_output(output) as write:
        write(comparison_layout(comparison, form, width=width, color=color))
    return ExitCode.ALL_OPEN


def _side(argument: str) -> Side:
    from osdcheck.compare import known_side, read_side
    from osdcheck.document import path_likeness

    if argument == STDIN:
        side = read_side(stdin_bytes())
        return replace(side, report=replace(side.report, source=replace(side.report.source, name=STDIN)))
    if os.path.exists(argument):
        return read_side(Path(argument))
    try:
        return known_side(argument)
    except ExpressionError:
        # What looks like a path was meant as one: the file is missing, not a license of that name.
        if path_likeness(argument):
            return read_side(Path(argument))
        raise
