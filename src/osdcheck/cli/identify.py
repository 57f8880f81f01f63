"""``osdcheck identify``: which licenses stand in files, without judging them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal

import click

from osdcheck.cli.exit_codes import ExitCode
from osdcheck.cli.inputs import attempt, input_names
from osdcheck.cli.output import open_output
from osdcheck.core.identity import Identity
from osdcheck.core.report import Source
from osdcheck.render import Failure
from osdcheck.render.identity import identity_dict, identity_text
from osdcheck.render.words import visible

Known = tuple[Source, Identity]

_EPILOG = f"""\b
Exit codes:
  {ExitCode.ALL_OPEN:>3}  all files were looked at, whatever stands in them
  {ExitCode.UNREADABLE:>3}  at least one could not be read (the others are still named)
  {ExitCode.USAGE:>3}  the command was not understood
  {ExitCode.INTERNAL:>3}  an error of osdcheck itself
"""


@click.command(epilog=_EPILOG)
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path())
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="text to read, json or jsonl (one object a line) for programs.",
)
@click.option("--output", metavar="FILE", help="Write to FILE instead of the screen.")
@click.option(
    "--files-from", metavar="FILE", help="Read more paths from FILE, one a line (- for standard input)."
)
@click.option(
    "--deep", is_flag=True, help="Ask ScanCode about what is not known word for word (1.4 GB of memory)."
)
def identify(
    paths: tuple[str, ...],
    form: Literal["text", "json", "jsonl"],
    output: str | None,
    files_from: str | None,
    deep: bool,
) -> int:
    """Say which known licenses stand in a file, and where.

    "word for word" means that the file is that license and no more, by the matching guidelines of
    SPDX; anything else is named with how much of the known text is there. To see what was changed,
    and what that does, run osdcheck check.

    \b
    Examples:
      osdcheck identify LICENSE
      osdcheck identify --format json LICENSE NOTICE
      osdcheck identify --deep src/main.c
    """
    names = input_names(paths, files_from)
    code = ExitCode.ALL_OPEN
    write_one = _writer(form, len(names))
    with open_output(output) as write:
        write("[\n" if form == "json" and len(names) > 1 else "")
        for index, name in enumerate(names):
            found = attempt(name, partial(_look_up, deep=deep))
            if isinstance(found, Failure):
                click.echo(f"osdcheck: {visible(found.message)}", err=True)
                code = max(code, ExitCode.INTERNAL if found.defect else ExitCode.UNREADABLE)
            write((",\n" if index and form == "json" else "") + write_one(found))
        write("\n]\n" if form == "json" and len(names) > 1 else "\n" if form == "json" else "")
    return code


def _look_up(source: bytes | Path, name: str, *, deep: bool) -> Known:
    from osdcheck.document import read_document
    from osdcheck.identity.lookup import identified

    document = read_document(source, name=name)
    read = Source(document.name, document.sha256, len(document.original))
    return read, identified(document, deep=deep).identity


def _writer(form: str, count: int) -> Callable[[Known | Failure], str]:
    if form == "text":
        return lambda found: "" if isinstance(found, Failure) else identity_text(*found)
    indent = 2 if form == "json" else None
    return lambda found: (
        json.dumps(_values(found), ensure_ascii=True, indent=indent) + ("" if form == "json" else "\n")
    )


def _values(found: Known | Failure) -> dict[str, Any]:
    if isinstance(found, Failure):
        return {"source": {"name": found.name}, "error": {"type": found.type, "message": found.message}}
    return identity_dict(*found)
