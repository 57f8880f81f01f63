"""``osdcheck licenses``: the known licenses, their verdicts, and who ruled on them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

import click

from osdcheck.cli.exit_codes import ExitCode
from osdcheck.cli.output import open_output
from osdcheck.cli.progress import progress
from osdcheck.core.report import Overall
from osdcheck.render.licenses import LicenseRow, ListFormat, describe, list_licenses, show_json
from osdcheck.render.words import visible

if TYPE_CHECKING:
    from osdcheck.catalog import LicenseEntry, VerdictTable
    from osdcheck.identity.records import LicenseRecord, RecordKind

_FEW = 40
"""Verdicts that are computed without being asked for: that many take a second or two."""

_MOST_NAMED = 10
_KINDS = ("software", "content", "ai-model", "dataset", "policy", "exception")


@click.command()
@click.argument("words", metavar="[show ID | QUERY]", nargs=-1)
@click.option("--verdict", type=click.Choice(get_args(Overall)), help="Only licenses with this verdict.")
@click.option(
    "--authority",
    "authorities",
    metavar="WHO[:WHAT]",
    multiple=True,
    help="Only those ruled on so, as in OSI:approved, FSF:nonfree or Debian; may be repeated.",
)
@click.option("--kind", "kinds", type=click.Choice(_KINDS), multiple=True, help="Only this kind.")
@click.option(
    "--format",
    "form",
    type=click.Choice(get_args(ListFormat)),
    default="text",
    show_default=True,
    help="How to write it; csv is for lists.",
)
@click.option("--text", "words_only", is_flag=True, help="With show: write the text of the license alone.")
@click.option("--output", metavar="FILE", help="Write to FILE instead of the screen.")
def licenses(
    words: tuple[str, ...],
    verdict: Overall | None,
    authorities: tuple[str, ...],
    kinds: tuple[RecordKind, ...],
    form: ListFormat,
    words_only: bool,
    output: str | None,
) -> int:
    """List the licenses osdcheck knows, or show one.

    QUERY is part of a name or an id. The verdict is that of the text; what the OSI approved is open.
    Exit code 0, whatever the verdicts are; 64 when there is no such license.

    \b
    Examples:
      osdcheck licenses llama
      osdcheck licenses --kind ai-model --verdict open
      osdcheck licenses --authority OSI:approved --authority FSF:nonfree
      osdcheck licenses show Llama-3.1
    """
    if words[:1] == ("show",):
        if verdict or authorities or kinds:
            raise click.UsageError("show takes one license and no filter.")
        _show(" ".join(words[1:]), form=form, text_alone=words_only, output=output)
        return ExitCode.ALL_OPEN
    if words_only:
        raise click.UsageError("--text goes with show: osdcheck licenses show MIT --text.")
    _list(" ".join(words), verdict, authorities, kinds, form=form, output=output)
    return ExitCode.ALL_OPEN


def _list(
    query: str,
    verdict: Overall | None,
    authorities: Sequence[str],
    kinds: Sequence[RecordKind],
    *,
    form: ListFormat,
    output: str | None,
) -> None:
    from osdcheck.analysis import tool
    from osdcheck.catalog import authorities_named, find_licenses, load_verdicts

    try:
        wanted = [authorities_named(one) for one in authorities]
    except ValueError as error:
        raise click.BadParameter(visible(str(error)), param_hint="--authority") from None
    table = load_verdicts()

    def compute(missing: Sequence[LicenseRecord]) -> None:
        if verdict is not None or len(missing) <= _FEW:
            _compute(table, missing)

    entries = find_licenses(
        query, verdict=verdict, authorities=wanted, kinds=kinds, table=table, compute=compute
    )
    table.save()
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() and output is None else 160
    with open_output(output) as write:
        write(list_licenses([_row(entry) for entry in entries], tool(), form, width=width))
    if any(entry.verdict is None for entry in entries):
        click.echo(
            "osdcheck: the stored verdicts are older than the grammar; --verdict computes them anew.",
            err=True,
        )


def _compute(table: VerdictTable, missing: Sequence[LicenseRecord]) -> None:
    with progress(len(missing), wanted=True) as ticker:
        for record in missing:
            ticker.advance(record.id)
            table.compute(record)


def _show(name: str, *, form: ListFormat, text_alone: bool, output: str | None) -> None:
    from osdcheck.catalog import LicenseEntry, TextVerdict, report_of
    from osdcheck.identity.authorities import decisions_for
    from osdcheck.identity.records import text_of

    if form == "csv":
        raise click.UsageError("csv is for lists.")
    record = _record(name)
    if text_alone:
        with open_output(output) as write:
            write(text_of(record))
        return
    report = report_of(record)
    verdict = TextVerdict(
        report.text_overall or report.overall,
        tuple(clause.number for clause in report.clauses if clause.verdict == "fail"),
        tuple(clause.number for clause in report.clauses if clause.verdict == "unclear"),
    )
    row = _row(LicenseEntry(record, decisions_for(record.id), verdict))
    with open_output(output) as write:
        if form == "json":
            write(show_json(row, report))
            return
        from osdcheck.render import Judged, Tally, layout

        pieces = layout(form, count=1)
        tally = Tally(open=1)
        write(describe(row, markdown=form == "markdown"))
        write(pieces.opening + pieces.entry(Judged(report)) + pieces.closing(tally))


def _record(name: str) -> LicenseRecord:
    """The license of that name, or the only one whose names hold its words; says so where it is no id."""
    from osdcheck.catalog import VerdictTable, find_licenses
    from osdcheck.identity.names import choices_for, find_known, nearest_ids

    family = choices_for(name) or ()
    if family:
        raise click.UsageError(f"{visible(name)!r} names a family of licenses. Choose {_any(family)}.")
    known = find_known(name) if name.strip() else None
    if known is not None and known.expression is not None:
        raise click.UsageError(
            f"{visible(name)!r} stands for an expression: osdcheck check --expression {known.expression!r}"
        )
    if known is not None and known.record is not None:
        for note in known.notes:
            click.echo(f"osdcheck: {visible(note)}", err=True)
        return known.record
    found = find_licenses(name, table=VerdictTable({})) if name.strip() else ()
    if len(found) == 1:
        only = found[0].record
        click.echo(f"osdcheck: {visible(name)!r} was read as {only.id}, the only one called so.", err=True)
        return only
    if found:
        some = _any([entry.record.id for entry in found[:_MOST_NAMED]])
        more = f" or one of {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
        raise click.UsageError(f"{visible(name)!r}: several licenses are called so. Choose {some}{more}.")
    some = _any(nearest_ids(name))
    hint = f" Did you mean {some}?" if some else " osdcheck licenses lists those it knows."
    raise click.UsageError(f"{visible(name)!r}: no license of this name is known.{hint}")


def _any(ids: Sequence[str]) -> str:
    return f"{', '.join(ids[:-1])} or {ids[-1]}" if len(ids) > 1 else "".join(ids)


def _row(entry: LicenseEntry) -> LicenseRow:
    record, verdict = entry.record, entry.verdict
    return LicenseRow(
        record.id,
        record.key,
        record.name,
        record.kind,
        record.family,
        record.version,
        record.category,
        record.aliases,
        record.is_deprecated,
        entry.overall,
        verdict.overall if verdict else None,
        verdict.failed if verdict else (),
        verdict.unclear if verdict else (),
        entry.decisions,
    )
