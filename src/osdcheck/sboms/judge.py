"""From an inventory to a report: which statement counts, and what follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from osdcheck.core.report import Overall, Tool
from osdcheck.core.sbom import SbomBasis, SbomLicense, SbomPackage, SbomReason, SbomReport, SbomSource
from osdcheck.sboms.inventory import Entry, Inventory, Statement, words
from osdcheck.sboms.verdicts import TEXT_DIFFERS, Judged, Verdicts, worst

Tick = Callable[[str], None]
"""Called with the words of each distinct statement before it is judged."""


def statements(inventory: Inventory) -> tuple[Statement, ...]:
    """The distinct statements of a document in order: what there is to judge."""
    stated = (one for entry in inventory.entries for one in (entry.concluded, entry.declared))
    return tuple(dict.fromkeys(one for one in stated if one is not None))


def judge(inventory: Inventory, source: SbomSource, tool: Tool, *, tick: Tick | None = None) -> SbomReport:
    """The report of a document; the work grows with its distinct licenses, not with its packages."""
    verdicts = Verdicts(inventory.texts)
    names = _Names()
    judged: dict[Statement, Judged] = {}
    for statement in statements(inventory):
        if tick is not None:
            tick(words(statement) or "")
        judged[statement] = verdicts.of(statement)
        names.give(statement)
    packages = tuple(_package(entry, judged, names.given) for entry in inventory.entries)
    return SbomReport(
        source,
        tool,
        inventory.format,
        inventory.version,
        inventory.document,
        worst(package.overall for package in packages),
        packages,
        _licenses(packages, judged, names.given),
        inventory.errors,
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """A name for each statement: its words, with a number where the same words have other texts."""

    given: dict[Statement, str] = field(default_factory=dict)
    _taken: Counter[str] = field(default_factory=Counter)

    def give(self, statement: Statement) -> None:
        said = words(statement) or ""
        self._taken[said] += 1
        number = self._taken[said]
        self.given[statement] = said if number == 1 else f"{said} #{number}"


@dataclass(frozen=True, slots=True)
class _Choice:
    """The statement that counts for a package, and why the verdict is not simply that of its license."""

    statement: Statement | None
    basis: SbomBasis
    reason: SbomReason


def _choose(entry: Entry) -> _Choice:
    """Concluded goes before declared, as somebody has looked; a license goes before none."""
    if entry.concluded:
        choice = _Choice(entry.concluded, "concluded", "judged")
    elif entry.declared:
        contradicted = entry.concluded is not None
        choice = _Choice(entry.declared, "declared", "contradiction" if contradicted else "judged")
    elif entry.concluded is not None:
        choice = _Choice((), "concluded", "no-license")
    elif entry.declared is not None:
        choice = _Choice((), "declared", "no-license")
    else:
        choice = _Choice(None, "none", "no-statement")
    return _Choice(choice.statement, choice.basis, "unreadable") if entry.broken else choice


def _package(entry: Entry, judged: Mapping[Statement, Judged], names: Mapping[Statement, str]) -> SbomPackage:
    choice = _choose(entry)
    verdict = Judged("review") if choice.statement is None else judged[choice.statement]
    overall, reason = verdict.overall, choice.reason
    if reason in {"contradiction", "unreadable"}:
        overall = worst([overall, "review"])
    elif verdict.problem is not None:
        reason = "unknown-expression"
    return SbomPackage(
        entry.id,
        entry.name,
        entry.version,
        entry.purl,
        entry.kind,
        words(entry.concluded),
        words(entry.declared),
        choice.basis,
        names[choice.statement] if choice.statement else None,
        overall,
        reason,
        tuple(clause.number for clause in verdict.clauses if clause.verdict == "fail"),
        _note(entry, choice, overall, judged),
    )


def _note(entry: Entry, choice: _Choice, overall: Overall, judged: Mapping[Statement, Judged]) -> str:
    match choice.reason:
        case "no-statement":
            return "The document does not say which license applies."
        case "no-license":
            return "There is no license, so nobody but the owner has any right."
        case "contradiction":
            return "The concluded license is NONE, yet a license is declared."
        case "unreadable":
            return "Part of this entry could not be read."
        case _:
            pass
    if choice.statement is not None and TEXT_DIFFERS in judged[choice.statement].review_reasons:
        return "Id and text differ: the text given for it is judged worse than the license of that id."
    other = entry.declared if choice.basis == "concluded" else None
    if other and other != choice.statement and judged[other].overall != overall:
        return f"The declared license {words(other)} is judged {judged[other].overall}."
    several = overall != "open" and choice.statement is not None and len(choice.statement) > 1
    return "Several licenses are listed; all of them are taken to apply." if several else ""


def _licenses(
    packages: tuple[SbomPackage, ...], judged: Mapping[Statement, Judged], names: Mapping[Statement, str]
) -> tuple[SbomLicense, ...]:
    counts = Counter(package.license for package in packages)
    return tuple(
        SbomLicense(
            names[statement],
            one.overall,
            one.text,
            one.review_reasons,
            one.clauses,
            counts[names[statement]],
            one.problem,
            one.nearest,
        )
        for statement, one in judged.items()
        if statement
    )
