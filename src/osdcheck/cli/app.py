"""The command group, and how every way to end becomes an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import click

from osdcheck.cli.check import check
from osdcheck.cli.exit_codes import EPILOG, ExitCode
from osdcheck.cli.output import close_broken_stdout


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="osdcheck", prog_name="osdcheck", message="%(prog)s %(version)s")
def app() -> None:
    """Is this license open source? Read any license text and find out.

    osdcheck reads the text itself, word by word; it needs to know neither the license nor its name.
    For each of the ten clauses of the Open Source Definition it says whether the license meets it,
    and shows the words, with their line, that decide.

    \b
    Start with:
      osdcheck check LICENSE
    """


app.add_command(check)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (see :class:`ExitCode`).

    ``arguments`` are those behind the program's name; by default those of the process.
    """
    try:
        result = app.main(arguments, prog_name="osdcheck", standalone_mode=False)
        return int(result or ExitCode.ALL_OPEN)
    except click.ClickException as error:
        # Click would exit with 2, which says "review" here, or 1, which says "not open".
        error.show()
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nInterrupted.", err=True)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        close_broken_stdout()
        return ExitCode.ALL_OPEN
    except Exception as error:
        click.echo(f"osdcheck: {defect_message(error)}", err=True)
        show_traceback()
        return ExitCode.INTERNAL


def defect_message(error: Exception) -> str:
    """What to say about an error that is not the user's."""
    from osdcheck.render.words import visible

    return visible(
        f"internal error ({type(error).__name__}: {error}). This is a defect of osdcheck: please report it"
        " with the license text; OSDCHECK_DEBUG=1 shows where it happened."
    )
