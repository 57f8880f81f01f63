"""``osdcheck sbom``: judge the packages of a software bill of materials."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from osdcheck.cli.defects import defect_message, show_traceback
from osdcheck.cli.exit_codes import EPILOG, ExitCode, exit_code
from osdcheck.cli.inputs import STDIN
from osdcheck.cli.output import open_output
from osdcheck.cli.progress import progress
from osdcheck.core.report import Overall
from osdcheck.core.sbom import SbomReport
from osdcheck.errors import DataError, OsdcheckError
from osdcheck.render import Tally
from osdcheck.render.sbom import SbomOutput, render_sbom
from osdcheck.render.words import visible
from osdcheck.sboms.check import Sbom, open_sbom


@click.command(epilog=EPILOG)
@click.argument("file", metavar="FILE", type=click.Path())
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="text to read, markdown to paste, json for programs.",
)
@click.option("--output", metavar="FILE", help="Write the report to FILE instead of the screen.")
@click.option(
    "--annotate",
    metavar="OUT",
    help="Also write the document to OUT, with the verdict on each package as an annotation (SPDX)"
    " or as properties (CycloneDX).",
)
def sbom(file: str, form: SbomOutput, output: str | None, annotate: str | None) -> int:
    """Judge the license of every package of a software bill of materials.

    FILE is a document of SPDX 2 (JSON, YAML, XML, RDF or tag-value), SPDX 3 (JSON-LD) or CycloneDX
    (JSON or XML); - reads standard input. The license that the document concludes for a package goes
    before the one the package declares.

    \b
    Examples:
      osdcheck sbom bom.spdx.json
      osdcheck sbom --format markdown --output licenses.md bom.cdx.xml
      osdcheck sbom --annotate judged.spdx.json bom.spdx.json
    """
    if annotate == STDIN and output in {None, STDIN}:
        raise click.UsageError("Report and document cannot both go to standard output: give --output.")
    on_screen = output in {None, STDIN} and sys.stdout.isatty()
    try:
        document, report = _judged(file, wanted=not on_screen)
        annotated = document.annotated(report) if annotate is not None else None
    except DataError as error:
        return _failed(file, error)
    except OsdcheckError as error:
        click.echo(f"osdcheck: {visible(str(error))}", err=True)
        return ExitCode.UNREADABLE
    except Exception as error:
        return _failed(file, error)
    if annotate is not None and annotated is not None:
        with open_output(annotate, option="--annotate") as write:
            write(annotated.decode("utf-8"))
    with open_output(output) as write:
        write(render_sbom(report, form, width=shutil.get_terminal_size().columns if on_screen else 100))
    return exit_code(_tally(report.overall))


def _judged(file: str, *, wanted: bool) -> tuple[Sbom, SbomReport]:
    from osdcheck.sboms.read import LIMIT

    # One byte beyond the limit is enough for the reader to refuse an endless stream.
    source = sys.stdin.buffer.read(LIMIT + 1) if file == STDIN else Path(file)
    document = open_sbom(source, name=file)
    with progress(document.licenses, wanted=wanted) as ticker:
        return document, document.report(tick=ticker.advance)


def _tally(overall: Overall) -> Tally:
    match overall:
        case "open":
            return Tally(open=1)
        case "not-open":
            return Tally(not_open=1)
        case "review":
            return Tally(review=1)


def _failed(file: str, error: Exception) -> int:
    show_traceback(error)
    click.echo(f"osdcheck: {visible(file)}: {defect_message(error)}", err=True)
    return ExitCode.INTERNAL
