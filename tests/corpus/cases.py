"""Corpus files of kinds and grammar: fenced cases, read, judged and compared.

====|
Title
# why
:kind field-ban
====|
input
----|
expectation

The expectation of a case under ``kinds/`` is its findings, one a line: ``kind effect [clauses] "quote"``;
nothing means that the input restricts nobody. Elsewhere it is the facts of the input (of one that is refused,
the name of the error), and behind a second ``----|``, if there is one, the findings. White space says nothing
in either; of two quotes one has to hold the other. Only restrictions are compared; for duties and grants the
attributes tell what has to be found.

``:kind ID`` promises a finding of that kind, ``:none ID`` none (a near miss), ``:zone Z`` that every unit of
the input is read in that zone. ``:latent TEXT`` tells that the input restricts nobody until the paragraph
TEXT stands below it. The findings are those of the input as a paragraph of an open license, or with
``:host none`` as a license of its own. ``:skip REASON`` leaves the case out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from osdcheck.analysis import Analysis, analyze
from osdcheck.core.finding import Finding
from osdcheck.core.unit import Unit
from osdcheck.document import read_document
from osdcheck.errors import InputError
from osdcheck.grammar.parser import parse_units
from osdcheck.resources import data_folder
from osdcheck.structure import find_units
from osdcheck.tables import load_kinds

CORPUS = Path(__file__).resolve().parent
GRAMMAR = ("negation", "scope", "definitions", "quantities", "errors")
FOLDERS = ("kinds", *GRAMMAR)
HEAD, PART = "====|", "----|"
WITH_VALUE = frozenset({"kind", "none", "zone", "latent", "host", "skip"})
_DISCLAIMER = "THE SOFTWARE IS PROVIDED"
_LINE = re.compile(
    r'(?P<kind>[\w-]+) (?P<effect>restriction|duty|grant) \[(?P<clauses>[\d, ]*)\] "(?P<quote>.+)"'
)


class CorpusError(ValueError):
    """A corpus file that breaks the format; the message names file, line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One line of a findings part."""

    kind: str
    effect: str
    clauses: tuple[int, ...]
    quote: str

    def __str__(self) -> str:
        return f'{self.kind} {self.effect} [{", ".join(map(str, self.clauses))}] "{self.quote}"'


@dataclass(frozen=True, slots=True)
class Case:
    """A case as written: ``head`` and ``body`` are lines between its fences, ``parts`` what is expected."""

    path: Path
    line: int
    title: str
    head: str
    body: str
    attributes: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]

    @property
    def folder(self) -> str:
        return self.path.parent.name

    @property
    def id(self) -> str:
        return f"{self.folder}/{self.path.name}::{self.title}"

    @property
    def text(self) -> str:
        return self.body.strip("\n")

    @property
    def facts(self) -> str | None:
        return None if self.folder == "kinds" else self.parts[0]

    @property
    def findings(self) -> str | None:
        return self.parts[0] if self.folder == "kinds" else self.parts[1] if len(self.parts) > 1 else None

    def values(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.attributes if key == name)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the engine makes of a case: its facts as text, its findings, and the zones of its units."""

    facts: str
    restrictions: tuple[Expected, ...]
    kinds: frozenset[str]
    zones: tuple[str, ...]
    alone: tuple[Expected, ...]


def load_cases(path: Path) -> list[Case]:
    """Cases of one file, in order; raises :class:`CorpusError` with the line of what cannot be read."""
    blocks = list(_blocks(path))
    if not blocks:
        raise CorpusError(f"{path}:1: no case in this file")
    return [_case(path, line, *rest) for line, *rest in blocks]


def load_folder(folder: str) -> list[Case]:
    """Cases of every file of a folder."""
    return [case for path in sorted((CORPUS / folder).glob("*.txt")) for case in load_cases(path)]


def _blocks(path: Path) -> Iterator[tuple[int, str, str, tuple[str, ...]]]:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    fences = [number for number, line in enumerate(lines) if line.rstrip() == HEAD]
    for number, line in enumerate(lines, 1):
        if re.fullmatch(r"(={2,}|-{2,})\|?", line.rstrip()) and line.rstrip() not in {HEAD, PART}:
            raise CorpusError(f"{path}:{number}: a fence is {HEAD} or {PART}, not {line.rstrip()}")
    if len(fences) % 2:
        raise CorpusError(f"{path}:{fences[-1] + 1}: the fences {HEAD} do not pair up")
    if "".join(lines[: fences[0] if fences else None]).strip():
        raise CorpusError(f"{path}:1: text before the first {HEAD}")
    for start, end, following in zip(fences[::2], fences[1::2], [*fences[2::2], len(lines)], strict=True):
        rest = lines[end + 1 : following]
        cuts = [index for index, line in enumerate(rest) if line.rstrip() == PART]
        if not cuts:
            raise CorpusError(f"{path}:{end + 1}: no {PART} after the input")
        parts = tuple(
            "".join(rest[low + 1 : high]).strip()
            for low, high in zip(cuts, [*cuts[1:], len(rest)], strict=True)
        )
        yield start + 1, "".join(lines[start + 1 : end]), "".join(rest[: cuts[0]]), parts


def _case(path: Path, line: int, head: str, body: str, parts: tuple[str, ...]) -> Case:
    lines = [one.strip() for one in head.splitlines() if one.strip()]
    if not lines or lines[0][0] in "#:":
        raise CorpusError(f"{path}:{line}: a case starts with its title")
    attributes: list[tuple[str, str]] = []
    for one in lines[1:]:
        name, _, value = one[1:].partition(" ")
        if one.startswith(":"):
            if name not in WITH_VALUE or not value.strip():
                raise CorpusError(f"{path}:{line}: {one}: known are {sorted(WITH_VALUE)}, each with a value")
            attributes.append((name, value.strip()))
        elif not one.startswith("#"):
            raise CorpusError(f"{path}:{line}: {one}: after the title come # comments and :attributes")
    most = 1 if path.parent.name == "kinds" else 2
    if len(parts) > most:
        raise CorpusError(f"{path}:{line}: more than {most} expectations")
    case = Case(path, line, lines[0], head, body, tuple(attributes), parts)
    known = {kind.id for kind in load_kinds()}
    if unknown := {*case.values("kind"), *case.values("none")} - known:
        raise CorpusError(f"{path}:{line}: no such kind: {sorted(unknown)}")
    if case.findings is not None:
        read_findings(case)
    return case


def read_findings(case: Case) -> tuple[Expected, ...]:
    """Findings part of a case; raises :class:`CorpusError` for a line or a quote that is none."""
    found: list[Expected] = []
    source = flat(" ".join((case.text, *case.values("latent"))))
    for line in (case.findings or "").splitlines():
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise CorpusError(
                f'{case.path}:{case.line}: not of the form kind effect [clauses] "quote": {line}'
            )
        if flat(match["quote"]) not in source:
            raise CorpusError(f"{case.path}:{case.line}: not a slice of the input: {match['quote']}")
        clauses = tuple(int(number) for number in match["clauses"].split(",") if number.strip())
        found.append(Expected(match["kind"], match["effect"], clauses, match["quote"]))
    return tuple(found)


def flat(text: str) -> str:
    """Text with every run of white space as one blank."""
    return " ".join(text.split())


@cache
def _host() -> tuple[str, str]:
    text = (data_folder("license_texts") / "MIT.txt").read_text(encoding="utf-8")
    before, mark, after = text.partition(_DISCLAIMER)
    return before, mark + after


def run_case(case: Case) -> Outcome:
    """Reads the input, alone for its facts and as a paragraph of an open license for its findings."""
    latent = case.values("latent")
    host = ("", "") if case.values("host") else _host()
    within, findings = _judged("\n\n".join((case.text, *latent)), host)
    units = _units_inside(within, case.text, len(host[0])) if case.text.strip() else ()
    restrictions = tuple(_expected(one) for one in findings if one.effect == "restriction")
    alone = _judged(case.text, host)[1] if latent else ()
    return Outcome(
        facts_text(case.text),
        restrictions,
        frozenset(one.kind for one in findings),
        tuple(unit.zone for unit in units),
        tuple(_expected(one) for one in alone if one.effect == "restriction"),
    )


def facts_text(text: str) -> str:
    """Facts of a text that stands alone, one after another; of a text that is refused the error's name."""
    try:
        document = read_document(text, name="case")
    except InputError as error:
        return type(error).__name__
    return "\n".join(str(fact) for parse in parse_units(find_units(document)) for fact in parse.facts)


def _judged(text: str, host: tuple[str, str]) -> tuple[Analysis, tuple[Finding, ...]]:
    before, after = host
    analysis = analyze(f"{before}{text}\n\n{after}" if after else text, name="case")
    start, end = len(before), len(before) + len(text)
    return analysis, tuple(
        one
        for one in analysis.findings
        if one.start is not None and one.end is not None and start <= one.start and one.end <= end
    )


def _units_inside(analysis: Analysis, text: str, start: int) -> tuple[Unit, ...]:
    end = start + len(text)
    inside: list[Unit] = []
    for unit in analysis.units:
        low, high = unit.clean_range(unit.stem_length, len(unit.text))
        span = analysis.document.offsets.span(low, high)
        if start <= span.start and span.end <= end:
            inside.append(unit)
    return tuple(inside)


def _expected(finding: Finding) -> Expected:
    return Expected(finding.kind, finding.effect, finding.clauses, flat(finding.quote or ""))


def broken_promises(case: Case, outcome: Outcome) -> list[str]:
    """What the attributes of a case say and the engine does not hold; no expectation can mend these."""
    missing = [kind for kind in case.values("kind") if kind not in outcome.kinds]
    present = [kind for kind in case.values("none") if kind in outcome.kinds]
    problems = [f":kind {kind}, but there is no such finding" for kind in missing]
    problems += [f":none {kind}, but there is such a finding" for kind in present]
    for zone in case.values("zone"):
        if set(outcome.zones) != {zone}:
            problems.append(f":zone {zone}, but the input is read as {', '.join(outcome.zones) or 'nothing'}")
    if case.values("latent") and outcome.alone:
        alone = "; ".join(map(str, outcome.alone))
        problems.append(f":latent, but there are findings without its context: {alone}")
    return problems


def same_findings(expected: Iterable[Expected], got: Iterable[Expected]) -> bool:
    """Whether both hold the same kinds and clauses, with quotes of which one holds the other."""
    left = list(got)
    for one in expected:
        match = next((two for two in left if _same(one, two)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _same(one: Expected, two: Expected) -> bool:
    first, second = flat(one.quote), flat(two.quote)
    alike = (one.kind, one.effect, one.clauses) == (two.kind, two.effect, two.clauses)
    return alike and (first in second or second in first)


def facts_hold(case: Case, outcome: Outcome) -> bool:
    """Whether the facts part of a case, if it has one, is what the engine reads."""
    return case.facts is None or case.facts.split() == outcome.facts.split()


def findings_hold(case: Case, outcome: Outcome) -> bool:
    """Whether the findings part of a case, if it has one, is what the engine finds."""
    return case.findings is None or same_findings(read_findings(case), outcome.restrictions)


def check_case(case: Case) -> str | None:
    """What is wrong with a case, with all that is needed to see why; ``None`` when it holds."""
    outcome = run_case(case)
    problems = broken_promises(case, outcome)
    report = ["input:", case.text, ""]
    if not facts_hold(case, outcome):
        problems.append("the facts differ")
        report += ["expected facts:", case.facts or "", ""]
    if not findings_hold(case, outcome):
        problems.append("the findings differ")
    if case.findings is not None:
        report += ["expected findings:", case.findings or "(none)", ""]
    if not problems:
        return None
    got = "\n".join(map(str, outcome.restrictions)) or "(none)"
    report += ["findings got:", got, "", "facts got:", outcome.facts or "(none)"]
    return "\n".join([f"{case.path}:{case.line}: {'; '.join(problems)}", "", *report])
