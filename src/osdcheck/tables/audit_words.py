"""English by which audits read prose (``audit_words.toml``), compiled and checked once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from osdcheck.errors import DataError
from osdcheck.resources import read_table

_FILE = "audit_words.toml"
_WORD = re.compile(r"[^\W\d_](?:[\w'-]*\w)?")
Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class StatementWords:
    """Patterns by which sentences name the license of a project; what each is for stands in the table."""

    other: Pattern
    weights: Pattern
    code: Pattern
    own: Pattern
    caution: Pattern
    usual: Pattern
    notice: Pattern
    either: Pattern
    lead: Pattern
    option: Pattern
    tail: Pattern
    offered: Pattern
    joint: Pattern


@dataclass(frozen=True, slots=True)
class ListedWords:
    """By which a license file lists what each part is under; what each is for stands in the table."""

    lead: Pattern
    others: Pattern
    silent: Pattern
    entry: Pattern
    head: Pattern


@dataclass(frozen=True, slots=True)
class RiderWords:
    """Patterns of sentences that narrow a license, and the ``kinds`` of findings that count in them.

    ``item``: how an entry of a list begins that is about another work.
    """

    limit: Pattern
    field: Pattern
    work: Pattern
    aside: Pattern
    unready: Pattern
    item: Pattern
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class HarmlessWords:
    """Patterns of what takes nothing from a project; what each is for stands in the table."""

    about: Pattern
    part: Pattern
    whole: Pattern
    rows: tuple[tuple[Pattern, Pattern | None], ...]

    def spans(self, sentence: str) -> Iterator[tuple[int, int]]:
        """Ranges of a sentence that take nothing away."""
        for said, unless in self.rows:
            match = said.search(sentence)
            if match is not None and (unless is None or unless.search(sentence) is None):
                yield match.span()


@dataclass(frozen=True, slots=True)
class SecretWords:
    """By which a comment reserves its file; what each pattern is for stands in the table."""

    marks: tuple[bytes, ...]
    said: Pattern
    beside: Pattern
    legal: Pattern
    free: Pattern
    aside: Pattern


@dataclass(frozen=True, slots=True)
class TopWords:
    """What tells a comment at the top of a source that may narrow it (``marks``, in lower case).

    ``legal``: by which it shows that it is about rights; ``work``: how a sentence in it speaks of the file;
    ``aside``: of what a sentence speaks that does not; ``ban``: how one forbids in words of no license;
    ``named``: how one names the license of the file, which is its group; ``usual``: what may follow there;
    ``gnu``: a license of the GNU project with its ``version`` and whether ``later`` ones hold; ``choice``: by
    which another license is offered beside it; ``paid``: by which a comment names a license for money, and
    what a sentence beside it ``means`` by which the open one does not hold.
    """

    marks: tuple[bytes, ...]
    legal: Pattern
    work: Pattern
    aside: Pattern
    ban: Pattern
    named: Pattern
    usual: Pattern
    gnu: Pattern
    choice: Pattern
    paid: Pattern
    means: str


@dataclass(frozen=True, slots=True)
class AlternativeWords:
    """Patterns of sentences about a license for money; what each is for stands in the table.

    ``words``: in lower case, those that take nothing back; ``parts``: of words, one of which stands in all
    that is ``about`` such a license or that ``confines`` the open one, unless it is not in ASCII.
    """

    about: Pattern
    harmless: Pattern
    permits: Pattern
    joint: Pattern
    chooses: Pattern
    binds: Pattern
    negates: Pattern
    claims: Pattern
    confines: Pattern
    stem: Pattern
    asks: Pattern
    answers: Pattern
    above: Pattern
    apart: Pattern
    open: Pattern
    adds: Pattern
    demands: Pattern
    avoid: Pattern
    said: Pattern
    passing: Pattern
    inside: Pattern
    concerns: Pattern
    denies: Pattern
    names: Pattern
    forbids: Pattern
    wants: Pattern
    words: frozenset[str]
    parts: tuple[str, ...]

    def knows(self, sentence: str) -> bool:
        """Whether all words of a sentence are known, names and addresses left out."""
        rest = self.names.sub(" ", sentence).lower().replace("’", "'")
        return self.words.issuperset(_WORD.findall(rest))

    def means_something(self, name: str) -> bool:
        """Whether a name is a word by which a sentence is understood."""
        patterns = (self.about, self.adds, self.confines, self.concerns, self.open)
        return name.lower() in self.words or any(one.search(name) for one in patterns)


@dataclass(frozen=True, slots=True)
class Idiom:
    """How it is said, and the words it is judged as; ``sure``: what it takes away is beyond doubt."""

    said: Pattern
    means: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Idioms:
    """Sentences in words of no license, each with one that says the same in words that licenses use."""

    aside: Pattern
    rows: tuple[Idiom, ...]

    def meant(self, sentence: str) -> Idiom | None:
        """The idiom that a sentence is; ``None`` where it is none or speaks of something else."""
        if self.aside.search(sentence):
            return None
        return next((one for one in self.rows if one.said.search(sentence)), None)


@dataclass(frozen=True, slots=True)
class AskedWords:
    """By which questions with their answers, and rows of tables, sell the use of the work.

    ``means``: the words that such a thing is judged as; what the patterns are for stands in the table.
    """

    must: Pattern
    may: Pattern
    yes: Pattern
    no: Pattern
    doubted: Pattern
    aside: Pattern
    who: Pattern
    others: Pattern
    sells: Pattern
    price: Pattern
    about: Pattern
    means: str


@dataclass(frozen=True, slots=True)
class Ban(Idiom):
    """A ban: the groups of ``said`` that have names are the work; ``section``: of license sections alone."""

    section: bool = False


@dataclass(frozen=True, slots=True)
class Bans:
    """Bans by the name of the project: ``works`` stand for any work, ``kinds`` are findings that count."""

    aside: Pattern
    works: frozenset[str]
    kinds: frozenset[str]
    rows: tuple[Ban, ...]


@dataclass(frozen=True, slots=True)
class UnstatedWords:
    """By which a project without a license file shows that it is licensed, and by which it denies that."""

    said: Pattern
    denied: Pattern


@dataclass(frozen=True, slots=True)
class ServiceWords:
    """By which terms are those of a website or a service, and of the software after all."""

    told: Pattern
    service: Pattern
    software: Pattern


@dataclass(frozen=True, slots=True)
class AuditWords:
    """Patterns of audits; what each is for, and whether it has to fit as a whole, stands in the table.

    ``others``: headings about the work of others; ``nothing``: values of license fields in lower case that
    give no right; ``reserved`` and ``pointing``:
    by which a text reserves all rights, and by which it does not; ``filled``: a line that fills in a blank of
    a license that is named elsewhere; ``whole``: the work as a list of people
    names it; ``offering``: how a README says what the project is licensed under; ``pointed``: a license file
    that a section names; ``binding``: by which a sentence makes a ``policy`` a term; ``common``: words that
    name no work; ``spoken``: what takes the place of the beginning of a ``promise``.
    """

    title: Pattern
    others: Pattern
    statement: StatementWords
    listed: ListedWords
    harmless: HarmlessWords
    rider: RiderWords
    secret: SecretWords
    top: TopWords
    alternative: AlternativeWords
    idioms: Idioms
    asked: AskedWords
    bans: Bans
    include: Pattern
    see: Pattern
    file: Pattern
    nothing: frozenset[str]
    policy: Pattern
    binding: Pattern
    promise: Pattern
    spoken: str
    reserved: Pattern
    filled: Pattern
    pointing: Pattern
    whole: Pattern
    offering: Pattern
    pointed: Pattern
    common: frozenset[str]
    unstated: UnstatedWords
    service: ServiceWords


@cache
def load_audit_words() -> AuditWords:
    """The table; raises :class:`~osdcheck.errors.DataError` when it is malformed."""
    table = read_table(files("osdcheck.tables") / _FILE)
    try:
        field, gate = table["field"], table["gate"]
        return AuditWords(
            title=_pattern(table["section"]["title"]),
            others=_pattern(table["section"]["others"]),
            harmless=_harmless(table["harmless"]),
            statement=_statement(table["statement"]),
            listed=ListedWords(*(_pattern(table["listed"][one.name]) for one in fields(ListedWords))),
            rider=_rider(table["rider"]),
            secret=_secret(table["secret"]),
            top=_top(table["top"]),
            alternative=_alternative(table["alternative"]),
            idioms=_idioms(table["idiom"]),
            asked=_asked(table["asked"]),
            bans=_bans(table["ban"], frozenset(table["rider"]["kinds"])),
            include=re.compile(table["page"]["include"], re.IGNORECASE | re.MULTILINE),
            see=_pattern(field["see"]),
            file=_pattern(field["file"]),
            nothing=frozenset(field["nothing"]),
            policy=_pattern(table["policy"]["name"]),
            binding=_pattern(table["policy"]["binding"]),
            promise=_pattern(gate["promise"]),
            spoken=gate["spoken"],
            reserved=_pattern(table["reserved"]["said"]),
            filled=_pattern(table["filled"]["line"]),
            pointing=_pattern(table["reserved"]["pointing"]),
            whole=_pattern(table["people"]["whole"]),
            offering=_pattern(table["readme"]["offering"]),
            pointed=_pattern(table["readme"]["pointed"]),
            common=frozenset(table["idiom"]["common"]),
            unstated=UnstatedWords(*(_pattern(table["unstated"][one]) for one in ("said", "denied"))),
            service=ServiceWords(*(_pattern(table["service"][one.name]) for one in fields(ServiceWords))),
        )
    except (KeyError, TypeError, re.error) as error:
        raise DataError(_FILE, "file", f"{error!r}") from error


def _statement(row: dict[str, Any]) -> StatementWords:
    return StatementWords(**{one.name: _pattern(row[one.name]) for one in fields(StatementWords)})


def _rider(row: dict[str, Any]) -> RiderWords:
    limit, field, work, aside, unready, item = (
        _pattern(row[name]) for name in ("limit", "field", "work", "aside", "unready", "item")
    )
    return RiderWords(limit, field, work, aside, unready, item, frozenset(row["kinds"]))


def _harmless(row: dict[str, Any]) -> HarmlessWords:
    about, part, whole = (_pattern(row[name]) for name in ("about", "part", "whole"))
    rows = (
        (_pattern(one["said"]), _pattern(one["unless"]) if "unless" in one else None) for one in row["row"]
    )
    return HarmlessWords(about, part, whole, tuple(rows))


def _secret(row: dict[str, Any]) -> SecretWords:
    names = (one.name for one in fields(SecretWords) if one.name != "marks")
    patterns = {
        name: re.compile(row[name].replace(" ", r"\s+"), re.IGNORECASE | re.MULTILINE) for name in names
    }
    return SecretWords(tuple(mark.encode("utf-8") for mark in row["marks"]), **patterns)


def _top(row: dict[str, Any]) -> TopWords:
    names = (one.name for one in fields(TopWords) if one.name not in {"marks", "means"})
    marks = tuple(mark.encode("utf-8") for mark in row["marks"])
    return TopWords(marks, **{name: _pattern(row[name]) for name in names}, means=row["means"])


def _alternative(row: dict[str, Any]) -> AlternativeWords:
    names = (one.name for one in fields(AlternativeWords) if one.name not in {"words", "parts"})
    patterns = {name: _pattern(row[name]) for name in names}
    return AlternativeWords(**patterns, words=frozenset(row["words"]), parts=tuple(row["parts"]))


def _idioms(row: dict[str, Any]) -> Idioms:
    rows = (Idiom(_pattern(one["said"]), one["means"], one.get("sure", True)) for one in row["row"])
    return Idioms(_pattern(row["aside"]), tuple(rows))


def _asked(row: dict[str, Any]) -> AskedWords:
    names = (one.name for one in fields(AskedWords) if one.name != "means")
    return AskedWords(
        **{name: _pattern(row["if" if name == "doubted" else name]) for name in names}, means=row["means"]
    )


def _bans(row: dict[str, Any], kinds: frozenset[str]) -> Bans:
    """The rows, in which ``{name}`` stands for what names a work and ``{who}`` for who is shut out."""
    rows = []
    for one in row["row"]:
        said = one["said"].replace("{who}", row["who"]).replace("{no}", row["no"])
        # Every group has a name of its own.
        for number in range(said.count("{name}")):
            said = said.replace("{name}", f"(?P<name{number}>{row['name']})", 1)
        rows.append(Ban(_pattern(said), one["means"], one.get("sure", True), one.get("section", False)))
    return Bans(_pattern(row["aside"]), frozenset(row["works"]), kinds | set(row["kinds"]), tuple(rows))


def _pattern(source: str) -> Pattern:
    return re.compile(source, re.IGNORECASE)
