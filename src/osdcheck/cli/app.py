"""The command group, and how every way to end becomes an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import click

from osdcheck.cli.defects import defect_message, show_traceback
from osdcheck.cli.exit_codes import EPILOG, ExitCode
from osdcheck.cli.output import silence_stdout

COMMANDS: dict[str, str] = {
    "check": "osdcheck.cli.check",
    "compare": "osdcheck.cli.compare",
    "audit": "osdcheck.cli.audit",
    "sbom": "osdcheck.cli.sbom",
    "model": "osdcheck.cli.model",
    "identify": "osdcheck.cli.identify",
    "licenses": "osdcheck.cli.licenses",
}
"""Commands in the order of the help, and the module that defines each under the same name."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run or listed: a start pays for one command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or ``None``."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        return command


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="osdcheck", prog_name="osdcheck", message="%(prog)s %(version)s")
def app() -> None:
    """Is this license open source? Read any license text and find out.

    osdcheck reads the text itself, word by word, so it also judges licenses that nobody has seen
    before. For each of the ten clauses of the Open Source Definition it says whether the license
    meets it, and shows the words that decide, with their line.

    \b
    Start with:
      osdcheck check LICENSE
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (see :class:`~osdcheck.cli.exit_codes.ExitCode`).

    ``arguments`` are those behind the program's name; by default those of the process.
    """
    try:
        return int(app.main(arguments, prog_name="osdcheck", standalone_mode=False) or ExitCode.ALL_OPEN)
    except click.UsageError as error:
        # Click itself would exit with 2, which says "review" here.
        error.show()
        return ExitCode.USAGE
    except click.ClickException as error:
        error.show()
        return ExitCode.INTERNAL
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nInterrupted.", err=True)
        return ExitCode.INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Help into a pipe that nobody reads; click would exit with 1, which says "not open".
        silence_stdout()
        return ExitCode.ALL_OPEN
    except Exception as error:
        click.echo(f"osdcheck: {defect_message(error)}", err=True)
        show_traceback(error)
        return ExitCode.INTERNAL
