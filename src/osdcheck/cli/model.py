"""``osdcheck model``: classify model releases and print why."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from osdcheck.cli.exit_codes import MODEL_EPILOG, exit_code
from osdcheck.cli.inputs import defect
from osdcheck.cli.output import open_output
from osdcheck.cli.progress import progress
from osdcheck.errors import DataError, OsdcheckError
from osdcheck.render import Failure, Tally
from osdcheck.render.words import visible

if TYPE_CHECKING:
    from osdcheck.core.release import ModelReport

Form = Literal["text", "markdown", "json", "csv"]


@click.command(epilog=MODEL_EPILOG)
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path())
@click.option("--table", metavar="DIR", help="One row for each release in DIR, one column for each part.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "csv"]),
    default="text",
    show_default=True,
    help="text to read, markdown to paste, json for programs, csv for spreadsheets.",
)
@click.option("--strict", is_flag=True, help="Count what is unknown as not met.")
@click.option("--output", metavar="FILE", help="Write the report to FILE instead of the screen.")
def model(paths: tuple[str, ...], table: str | None, form: Form, strict: bool, output: str | None) -> int:
    """Is this model open source? Classify model releases, part by part.

    PATH is a checkout in the style of Hugging Face, a release.toml or its folder, a YAML of the Model
    Openness Tool or the European Open Source AI Index, or a .gguf or .safetensors file. The answer
    is Open Source, Shared Weights or Closed Source, with what stands against more.

    \b
    Examples:
      osdcheck model path/to/checkout
      osdcheck model --format json mof.yml
      osdcheck model --table releases/ --format markdown --output table.md
    """
    names = [*paths, *(_sources_in(table) if table is not None else ())]
    if not all(names) or not names:
        raise click.UsageError("Name a model release, or --table with a folder of them.")
    with open_output(output) as write, progress(len(names), wanted=output not in {None, "-"}) as ticker:
        entries: list[ModelReport | Failure] = []
        for name in names:
            ticker.advance(name)
            entry = _classify(name, strict=strict)
            if isinstance(entry, Failure):
                ticker.say(f"osdcheck: {visible(entry.message)}")
            entries.append(entry)
        for piece in _pieces(entries, form, as_table=table is not None or form == "csv"):
            write(piece)
    return exit_code(_tally(entries))


def _sources_in(folder: str) -> list[str]:
    from osdcheck.releases.reading import is_source

    try:
        found = sorted(Path(folder).iterdir(), key=lambda path: path.name.casefold())
    except OSError as error:
        raise click.BadParameter(
            f"{folder!r} cannot be read: {error.strerror or error}.", param_hint="--table"
        ) from None
    names = [str(path) for path in found if is_source(path) and not path.name.startswith(".")]
    if not names:
        raise click.BadParameter(f"{folder!r} holds no model releases.", param_hint="--table")
    return names


def _classify(name: str, *, strict: bool) -> ModelReport | Failure:
    """The report on one release, or why there is none: no error gets out, so the rest goes on."""
    from osdcheck.releases.conclude import check_model

    try:
        return check_model(name, strict=strict)
    except DataError as error:
        return defect(name, error)
    except OsdcheckError as error:
        return Failure(name, type(error).__name__, str(error))
    except Exception as error:
        return defect(name, error)


def _tally(entries: Sequence[ModelReport | Failure]) -> Tally:
    """Releases that are open source, that are not, and that open questions could make so."""
    failures = [one for one in entries if isinstance(one, Failure)]
    reports = [one for one in entries if not isinstance(one, Failure)]
    opened = sum(one.release_class == "open-source" for one in reports)
    review = sum(one.release_class != "open-source" and len(one.release_class_range) > 1 for one in reports)
    defects = sum(one.defect for one in failures)
    return Tally(opened, len(reports) - opened - review, review, len(failures) - defects, defects)


def _pieces(entries: Sequence[ModelReport | Failure], form: Form, *, as_table: bool) -> Iterator[str]:
    reports = [one for one in entries if not isinstance(one, Failure)]
    if form == "json":
        values = [_value(one) for one in entries]
        yield json.dumps(values if as_table or len(values) > 1 else values[0], indent=2) + "\n"
    elif as_table:
        yield _table(form)(reports)
    elif form == "markdown":
        from osdcheck.render.model_markdown import markdown_closing, model_markdown

        yield "\n".join(model_markdown(one) for one in reports)
        yield markdown_closing()
    else:
        from osdcheck.render.model_text import model_text, text_closing

        width = min(120, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 100
        yield "\n".join(model_text(one, width=width) for one in reports)
        yield text_closing()


def _value(entry: ModelReport | Failure) -> dict[str, Any]:
    if isinstance(entry, Failure):
        return {"source": {"name": entry.name}, "error": {"type": entry.type, "message": entry.message}}
    return entry.to_dict()


def _table(form: Form) -> Callable[[Sequence[ModelReport]], str]:
    from osdcheck.render.model_table import table_csv, table_markdown, table_text
    from osdcheck.tables.releases import load_parts

    columns = [one.short for one in load_parts()]
    match form:
        case "csv":
            return table_csv
        case "markdown":
            return lambda reports: table_markdown(reports, columns)
        case _:
            return lambda reports: table_text(reports, columns)
