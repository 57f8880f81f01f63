"""English by which audits read prose (``audit_words.toml``), compiled and checked once."""

from __future__ import annotations

import re
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
class TopWords:
    """What tells a comment at the top of a source that may narrow it (``marks``, in lower case).

    ``legal``: by which it shows that it is about rights; ``work``: how a sentence in it speaks of the file;
    ``aside``: of what a sentence speaks that does not.
    """

    marks: tuple[bytes, ...]
    legal: Pattern
    work: Pattern
    aside: Pattern


@dataclass(frozen=True, slots=True)
class AlternativeWords:
    """Patterns of sentences about a license for money; what each is for stands in the table.

    ``words``: in lower case, those that take nothing back.
    """

    about: Pattern
    adds: Pattern
    demands: Pattern
    avoid: Pattern
    said: Pattern
    passing: Pattern
    inside: Pattern
    concerns: Pattern
    denies: Pattern
    names: Pattern
    words: frozenset[str]

    def knows(self, sentence: str) -> bool:
        """Whether all words of a sentence are known, names and addresses left out."""
        rest = self.names.sub(" ", sentence).lower().replace("’", "'")
        return self.words.issuperset(_WORD.findall(rest))


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
class UnstatedWords:
    """By which a project without a license file shows that it is licensed, and by which it denies that."""

    said: Pattern
    denied: Pattern


@dataclass(frozen=True, slots=True)
class AuditWords:
    """Patterns of audits; what each is for, and whether it has to fit as a whole, stands in the table.

    ``nothing``: values of license fields in lower case that give no right; ``reserved`` and ``pointing``:
    by which a text reserves all rights, and by which it does not; ``whole``: the work as a list of people
    names it; ``offering``: how a README says what the project is licensed under; ``pointed``: a license file
    that a section names; ``binding``: by which a sentence makes a ``policy`` a term; ``common``: words that
    name no work; ``spoken``: what takes the place of the beginning of a ``promise``.
    """

    title: Pattern
    statement: StatementWords
    rider: RiderWords
    top: TopWords
    alternative: AlternativeWords
    idioms: Idioms
    include: Pattern
    see: Pattern
    file: Pattern
    nothing: frozenset[str]
    policy: Pattern
    binding: Pattern
    promise: Pattern
    spoken: str
    reserved: Pattern
    pointing: Pattern
    whole: Pattern
    offering: Pattern
    pointed: Pattern
    common: frozenset[str]
    unstated: UnstatedWords


@cache
def load_audit_words() -> AuditWords:
    """The table; raises :class:`~osdcheck.errors.DataError` when it is malformed."""
    table = read_table(files("osdcheck.tables") / _FILE)
    try:
        field, gate = table["field"], table["gate"]
        return AuditWords(
            title=_pattern(table["section"]["title"]),
            statement=_statement(table["statement"]),
            rider=_rider(table["rider"]),
            top=_top(table["top"]),
            alternative=_alternative(table["alternative"]),
            idioms=_idioms(table["idiom"]),
            include=re.compile(table["page"]["include"], re.IGNORECASE | re.MULTILINE),
            see=_pattern(field["see"]),
            file=_pattern(field["file"]),
            nothing=frozenset(field["nothing"]),
            policy=_pattern(table["policy"]["name"]),
            binding=_pattern(table["policy"]["binding"]),
            promise=_pattern(gate["promise"]),
            spoken=gate["spoken"],
            reserved=_pattern(table["reserved"]["said"]),
            pointing=_pattern(table["reserved"]["pointing"]),
            whole=_pattern(table["people"]["whole"]),
            offering=_pattern(table["readme"]["offering"]),
            pointed=_pattern(table["readme"]["pointed"]),
            common=frozenset(table["idiom"]["common"]),
            unstated=UnstatedWords(*(_pattern(table["unstated"][one]) for one in ("said", "denied"))),
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


def _top(row: dict[str, Any]) -> TopWords:
    legal, work, aside = (_pattern(row[name]) for name in ("legal", "work", "aside"))
    marks = tuple(mark.encode("utf-8") for mark in row["marks"])
    return TopWords(marks, legal, work, aside)


def _alternative(row: dict[str, Any]) -> AlternativeWords:
    names = (one.name for one in fields(AlternativeWords) if one.name != "words")
    return AlternativeWords(**{name: _pattern(row[name]) for name in names}, words=frozenset(row["words"]))


def _idioms(row: dict[str, Any]) -> Idioms:
    rows = (Idiom(_pattern(one["said"]), one["means"], one.get("sure", True)) for one in row["row"])
    return Idioms(_pattern(row["aside"]), tuple(rows))


def _pattern(source: str) -> Pattern:
    return re.compile(source, re.IGNORECASE)
