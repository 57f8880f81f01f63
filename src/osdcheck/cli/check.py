"""``osdcheck check``: judge files and print what was found."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from osdcheck.cli.exit_codes import EPILOG, exit_code
from osdcheck.cli.inputs import input_names, judge_input
from osdcheck.cli.output import open_output
from osdcheck.cli.progress import progress
from osdcheck.render import Entry, ExplainedUnit, Failure, Format, Judged, Tally, layout
from osdcheck.render.words import visible

if TYPE_CHECKING:
    from osdcheck.analysis import Analysis

_FORMATS = ["text", "json", "jsonl", "markdown"]


@click.command(epilog=EPILOG)
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path())
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="text to read, markdown to paste, json or jsonl (one object a line) for programs.",
)
@click.option("--output", metavar="FILE", help="Write the report to FILE instead of the screen.")
@click.option(
    "--files-from", metavar="FILE", help="Read more paths from FILE, one a line (- for standard input)."
)
@click.option(
    "--expression",
    metavar="EXPR",
    help='Judge an SPDX expression instead of files: "GPL-2.0-only WITH Classpath-exception-2.0 OR MIT".',
)
@click.option("--explain", is_flag=True, help="Also show how the text was read, sentence by sentence.")
@click.option(
    "--no-identify", is_flag=True, help="Judge the words alone; do not look up which license it is."
)
@click.option("--deep", is_flag=True, help="Also ask ScanCode which license it is (1.4 GB of memory).")
def check(
    paths: tuple[str, ...],
    form: Format,
    output: str | None,
    files_from: str | None,
    expression: str | None,
    explain: bool,
    no_identify: bool,
    deep: bool,
) -> int:
    """Judge license texts by the Open Source Definition.

    PATH is a file with a license: plain text, Markdown or HTML; - reads standard input. Several may
    be named; a file that cannot be read does not stop the others.

    \b
    Examples:
      osdcheck check LICENSE
      osdcheck check --format markdown --output report.md LICENSE
      curl -s https://example.org/license.txt | osdcheck check -
      osdcheck check --expression "MIT OR GPL-3.0-only"
    """
    if expression is not None:
        return _check_expression(
            expression, paths, files_from, form=form, output=output, explain=explain, identify=not no_identify
        )
    names = input_names(paths, files_from)
    to_stdout = output is None or output == "-"
    on_screen = to_stdout and sys.stdout.isatty()
    pieces = layout(form, count=len(names), width=_width(on_screen), color=on_screen and _color_allowed())
    if no_identify and deep:
        raise click.UsageError("--no-identify and --deep contradict each other.")
    judge = partial(_judge, explain=explain, identify=not no_identify, deep=deep)
    tally = Tally()
    with open_output(output) as write, progress(len(names), wanted=not on_screen) as ticker:
        write(pieces.opening)
        for index, name in enumerate(names):
            ticker.advance(name)
            entry = judge_input(name, judge)
            if isinstance(entry, Failure) and not on_screen:
                ticker.say(f"osdcheck: {visible(entry.message)}")
            write((pieces.separator if index else "") + pieces.entry(entry))
            tally = _count(tally, entry)
        write(pieces.closing(tally))
    return exit_code(tally)


def _check_expression(
    expression: str,
    paths: tuple[str, ...],
    files_from: str | None,
    *,
    form: Format,
    output: str | None,
    explain: bool,
    identify: bool,
) -> int:
    from osdcheck.errors import ExpressionError
    from osdcheck.expressions import check_expression

    if paths or files_from is not None or explain:
        raise click.UsageError("--expression judges known licenses: it takes no files and no --explain.")
    try:
        entry = Judged(check_expression(expression, identify=identify))
    except ExpressionError as error:
        raise click.UsageError(f"{visible(str(error))}\n\n{error.pointed}") from error
    on_screen = output in (None, "-") and sys.stdout.isatty()
    pieces = layout(form, count=1, width=_width(on_screen), color=on_screen and _color_allowed())
    tally = _count(Tally(), entry)
    with open_output(output) as write:
        write(pieces.opening + pieces.entry(entry) + pieces.closing(tally))
    return exit_code(tally)


def _judge(source: bytes | Path, name: str, *, explain: bool, identify: bool, deep: bool) -> Judged:
    from osdcheck.analysis import analyze

    analysis = analyze(source, name=name)
    report = analysis.report
    if identify:
        from osdcheck.recognition import recognize

        report = recognize(analysis, deep=deep)
    return Judged(report, _explained(analysis) if explain else None)


def _explained(analysis: Analysis) -> tuple[ExplainedUnit, ...]:
    from osdcheck.document import line_of

    document, index = analysis.document, line_of(analysis.document.original)
    units = []
    for parse in analysis.parses:
        unit = parse.unit
        # The lines of an item are its own: the stem above it may stand pages away.
        own = [piece for piece in unit.pieces if piece.end > unit.stem_length] or list(unit.pieces)
        span = document.offsets.span(own[0].clean_start, own[-1].clean_start + own[-1].end - own[-1].start)
        units.append(
            ExplainedUnit(
                line_start=index.line(span.start),
                line_end=index.line(max(span.start, span.end - 1)),
                zone=unit.zone,
                section=unit.section,
                item=unit.item,
                text=unit.text,
                facts=tuple(str(fact) for fact in parse.facts),
                unparsed=tuple(parse.unparsed),
            )
        )
    return tuple(units)


def _count(tally: Tally, entry: Entry) -> Tally:
    if isinstance(entry, Failure):
        if entry.defect:
            return tally._replace(defects=tally.defects + 1)
        return tally._replace(unread=tally.unread + 1)
    match entry.report.overall:
        case "open":
            return tally._replace(open=tally.open + 1)
        case "not-open":
            return tally._replace(not_open=tally.not_open + 1)
        case "review":
            return tally._replace(review=tally.review + 1)


def _width(on_screen: bool) -> int:
    if not on_screen:
        return 100
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _color_allowed() -> bool:
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
