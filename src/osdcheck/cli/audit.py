"""``osdcheck audit``: a repository, an archive or an environment, and what its terms come to."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from osdcheck.cli.exit_codes import EPILOG, ExitCode, exit_code
from osdcheck.cli.output import open_output
from osdcheck.cli.progress import counter
from osdcheck.errors import DataError, OsdcheckError
from osdcheck.render import Tally
from osdcheck.render.words import visible

if TYPE_CHECKING:
    from osdcheck.auditing.baseline import Baseline
    from osdcheck.auditing.config import Config
    from osdcheck.auditing.gates import Gate
    from osdcheck.core.audit import AuditReport

_Form = Literal["text", "json", "markdown", "spdx-json"]


@click.command(epilog=EPILOG)
@click.argument("path", metavar="PATH", required=False, type=click.Path())
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "spdx-json"]),
    default="text",
    show_default=True,
    help="text to read, markdown to paste, json for programs, spdx-json for an SPDX 2.3 document.",
)
@click.option("--output", metavar="FILE", help="Write the report to FILE instead of the screen.")
@click.option(
    "--fail-on",
    "gates",
    multiple=True,
    type=click.Choice(["not-open", "review", "contradicted-claim"]),
    help="Exit with 1 for this and with 0 for everything else; may be given more than once.",
)
@click.option(
    "--baseline", metavar="FILE", help="Findings in FILE do not fail a gate until their text changes."
)
@click.option("--write-baseline", metavar="FILE", help="Write what was found to FILE as a baseline.")
@click.option("--config", metavar="FILE", help="Read the configuration from FILE, not from the directory.")
@click.option(
    "--environment",
    is_flag=True,
    help="Audit every Python distribution installed here, or under the prefix PATH.",
)
@click.option("--no-gitignore", is_flag=True, help="Also read what git would ignore.")
@click.option(
    "--no-identify", is_flag=True, help="Judge the words alone; do not look up which licenses they are."
)
def audit(
    path: str | None,
    form: _Form,
    output: str | None,
    gates: tuple[Gate, ...],
    baseline: str | None,
    write_baseline: str | None,
    config: str | None,
    environment: bool,
    no_gitignore: bool,
    no_identify: bool,
) -> int:
    """Judge a whole repository by the Open Source Definition.

    PATH is a directory, or a local .zip, .whl or .tar archive. Every license-bearing file is found
    and judged, metadata is read, and the terms of the whole are concluded: grants united,
    restrictions conjoined. What contradicts each other is listed, claims of "open source" included.

    \b
    Examples:
      osdcheck audit .
      osdcheck audit --fail-on not-open --fail-on contradicted-claim .
      osdcheck audit --format markdown --output audit.md release-1.0.tar.gz
      osdcheck audit --environment
    """
    if path == "" or (path is None and not environment):
        raise click.UsageError("Name a directory or an archive, or give --environment.")
    if path is not None and "://" in path:
        raise click.UsageError("An audit reads local files; download the repository first.")
    to_screen = output is None or output == "-"
    try:
        known = _baseline(baseline)
        chosen = _config(config)
        with counter(wanted=not (to_screen and sys.stdout.isatty()) or sys.stderr.isatty()) as tick:
            report = _run(path, environment, no_gitignore, no_identify, chosen, tick)
        report = known.apply(report) if known is not None else report
    except DataError:
        raise
    except OsdcheckError as error:
        click.echo(f"osdcheck: {visible(str(error))}", err=True)
        return ExitCode.UNREADABLE
    if write_baseline is not None:
        from osdcheck.auditing.baseline import baseline_text

        with open_output(write_baseline) as write:
            write(baseline_text(report))
    with open_output(output) as write:
        write(_drawn(report, form, on_screen=to_screen and sys.stdout.isatty()))
    return _code(report, gates, known)


def _run(
    path: str | None,
    environment: bool,
    no_gitignore: bool,
    no_identify: bool,
    config: Config | None,
    tick: Callable[[str], None],
) -> AuditReport:
    if environment:
        from osdcheck.auditing.environment import audit_environment

        return audit_environment(path, identify=not no_identify, config=config, tick=tick)
    from osdcheck.auditing.run import audit as run

    assert path is not None
    return run(path, identify=not no_identify, gitignore=not no_gitignore, config=config, tick=tick)


def _baseline(file: str | None) -> Baseline | None:
    if file is None:
        return None
    from osdcheck.auditing.baseline import read_baseline

    return read_baseline(Path(file))


def _config(file: str | None) -> Config | None:
    if file is None:
        return None
    from osdcheck.auditing.config import read_config

    return read_config(Path(file))


def _drawn(report: AuditReport, form: _Form, *, on_screen: bool) -> str:
    match form:
        case "text":
            from osdcheck.render.audit_text import audit_text

            width = shutil.get_terminal_size().columns if on_screen else 100
            color = on_screen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
            return audit_text(report, width=width, color=color)
        case "markdown":
            from osdcheck.render.audit_markdown import audit_markdown

            return audit_markdown(report)
        case "json":
            from osdcheck.render.audit_json import audit_json

            return audit_json(report)
        case "spdx-json":
            from osdcheck.sboms.audited import document_of_audit

            return document_of_audit(report)


def _code(report: AuditReport, gates: tuple[Gate, ...], baseline: Baseline | None) -> ExitCode:
    if not gates:
        word = report.overall
        return exit_code(Tally(open=word == "open", not_open=word == "not-open", review=word == "review"))
    from osdcheck.auditing.baseline import EMPTY
    from osdcheck.auditing.gates import failed_gates

    failures = failed_gates(report, gates, baseline=baseline or EMPTY)
    for failure in failures:
        click.echo(f"osdcheck: {visible(failure)}", err=True)
    return ExitCode.GATE_FAILED if failures else ExitCode.ALL_OPEN
