"""The tables about model releases: their parts, the definitions of openness, what others said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

from osdcheck.core.release import Access, MofClass, RequirementVerdict
from osdcheck.errors import DataError
from osdcheck.resources import read_table as read_table

TermsAsked = Literal["any", "open", "open-content", "osi-approved"]
_ACCESS = frozenset({"public", "gated-auto", "gated-manual", "on-request", "api-only"})
_TERMS = frozenset({"any", "open", "open-content", "osi-approved"})
_VERDICTS = frozenset({"met", "not-met", "unknown"})


@dataclass(frozen=True, slots=True)
class Part:
    """A row of the components table; ``short`` heads a column, ``phrase`` stands in sentences."""

    id: str
    name: str
    kind: Literal["code", "data", "document"]
    short: str
    phrase: str


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """Which ways to get a part are good enough, and which leave it open; all others are not."""

    met: frozenset[Access]
    unknown: frozenset[Access]


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a definition asks of the parts of a release.

    ``every``: all of these parts; ``some``: one of these; ``perhaps``: parts that may do in place of
    ``some``, which a person has to see; ``absent``: parts that must not be obtainable; ``definition``:
    id of another definition that must be met. ``extra``: parts that count among ``some`` when the
    release has the fact ``extra_fact``. ``terms``: ``"open"`` asks for the ten clauses of the Open
    Source Definition, ``"open-content"`` takes a license made for data or documents as well,
    ``"osi-approved"`` asks for an approval beside the clauses. ``partial``: verdict on a part that is
    there only in part.
    """

    id: str
    name: str
    asks: str
    every: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    definition: str | None = None
    extra: tuple[str, ...] = ()
    extra_fact: str | None = None
    terms: TermsAsked = "any"
    access: AccessPolicy | None = None
    partial: RequirementVerdict = "unknown"


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a definition, reached when all requirements it ``needs`` are met."""

    id: str
    name: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition of openness as data: requirements over components, and levels over requirements."""

    id: str
    name: str
    date: str
    source: str
    requirements: tuple[Requirement, ...]
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class MofStep:
    """One class of the Model Openness Framework: what it adds to the classes before it."""

    id: MofClass
    required: tuple[str, ...]
    optional: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MofRules:
    """Classes of the framework from the widest to the narrowest, and the licenses it calls open.

    ``content_ids``: those among them that are made for data and documents.
    """

    steps: tuple[MofStep, ...]
    substitutes: tuple[tuple[str, str], ...]
    open_ids: frozenset[str]
    content_ids: frozenset[str]


def _folder() -> Traversable:
    return files("osdcheck.tables")


@cache
def load_parts() -> tuple[Part, ...]:
    """All parts that a release can have, in the order of reports."""
    rows = read_table(_folder() / "components.toml")["component"]
    return tuple(Part(row["id"], row["name"], row["kind"], row["short"], row["phrase"]) for row in rows)


@cache
def part_names() -> dict[str, str]:
    """Ids of the parts by id and by name in lower case."""
    return {key: part.id for part in load_parts() for key in (part.id, part.name.casefold())}


@cache
def part(name: str) -> Part:
    """The part of that id."""
    return next(one for one in load_parts() if one.id == name)


@cache
def load_definitions() -> tuple[Definition, ...]:
    """Every definition of the folder but the Model Openness Framework, which has rules of its own.

    Raises :class:`~osdcheck.errors.DataError` for a definition that names unknown parts,
    requirements, access policies or definitions.
    """
    tables = [
        (path.name, read_table(path))
        for path in sorted((_folder() / "definitions").iterdir(), key=lambda one: one.name)
        if path.name.endswith(".toml")
    ]
    found = tuple(read_definition(table, name) for name, table in tables if table["kind"] != "classes")
    known = {one.id for one in found}
    for one in found:
        for requirement in one.requirements:
            if requirement.definition is not None and requirement.definition not in known - {one.id}:
                raise DataError(one.id, requirement.id, f"unknown definition {requirement.definition!r}")
    return found


def read_definition(table: dict[str, Any], file: str) -> Definition:
    """A definition from its TOML table; raises :class:`~osdcheck.errors.DataError` for a faulty one."""
    policies = {
        name: AccessPolicy(frozenset(row["met"]), frozenset(row.get("unknown", ())))
        for name, row in table.get("access", {}).items()
    }
    if any((policy.met | policy.unknown) - _ACCESS for policy in policies.values()):
        raise DataError(file, "access", f"ways of access are {', '.join(sorted(_ACCESS))}")
    requirements = tuple(_requirement(row, policies, file) for row in table["requirement"])
    known = {one.id for one in requirements}
    levels = tuple(Level(row["id"], row["name"], tuple(row["needs"])) for row in table.get("level", ()))
    for level in levels:
        if not set(level.needs) <= known:
            raise DataError(file, level.id, f"unknown requirements {sorted(set(level.needs) - known)}")
    return Definition(table["id"], table["name"], table["date"], table["source"], requirements, levels)


_REQUIREMENT_KEYS = frozenset(
    {"id", "name", "asks", "all", "any", "perhaps", "absent", "definition", "if_fact", "terms", "access",
     "partial"}
)  # fmt: skip


def _requirement(row: dict[str, Any], policies: dict[str, AccessPolicy], file: str) -> Requirement:
    unknown = set(row) - _REQUIREMENT_KEYS
    extra = row.get("if_fact", {})
    named = {*row.get("all", ()), *row.get("any", ()), *row.get("perhaps", ()), *row.get("absent", ()),
             *extra.get("any", ())}  # fmt: skip
    if unknown or not named <= set(part_names()):
        raise DataError(
            file, row["id"], f"unknown keys or parts {sorted(unknown or named - set(part_names()))}"
        )
    if sum(key in row for key in ("all", "any", "absent", "definition")) != 1:
        raise DataError(file, row["id"], "a requirement has one of all, any, absent, definition")
    terms, partial, access = row.get("terms", "any"), row.get("partial", "unknown"), row.get("access")
    if terms not in _TERMS or partial not in _VERDICTS or (access is not None and access not in policies):
        raise DataError(file, row["id"], "unknown terms, partial or access")
    return Requirement(
        id=row["id"],
        name=row["name"],
        asks=row["asks"],
        every=tuple(row.get("all", ())),
        some=tuple(row.get("any", ())),
        perhaps=tuple(row.get("perhaps", ())),
        absent=tuple(row.get("absent", ())),
        definition=row.get("definition"),
        extra=tuple(extra.get("any", ())),
        extra_fact=extra.get("fact"),
        terms=terms,
        access=policies[access] if access is not None else None,
        partial=partial,
    )


@cache
def load_mof() -> MofRules:
    """The rules of the Model Openness Framework."""
    table = read_table(_folder() / "definitions" / "mof.toml")
    steps = tuple(
        MofStep(row["id"], tuple(row["required"]), tuple(row["optional"])) for row in table["class"]
    )
    named = {name for step in steps for name in (*step.required, *step.optional)}
    if not named <= set(part_names()):
        raise DataError("mof.toml", "class", f"unknown parts {sorted(named - set(part_names()))}")
    spdx = read_table(_folder() / "spdx_open.toml")
    return MofRules(
        steps,
        tuple((row["component"], row["by"]) for row in table["substitute"]),
        frozenset(
            {*spdx["osi_approved"], *spdx["fsf_libre"], *table["open"]["data"], *table["open"]["other"]}
        ),
        frozenset(table["open"]["data"]),
    )


@dataclass(frozen=True, slots=True)
class ReleaseWords:
    """Patterns and words of ``release_words.toml``; what each is for stands there."""

    approval: re.Pattern[str]
    gated: re.Pattern[str]
    manual: re.Pattern[str]
    results: re.Pattern[str]
    parts: re.Pattern[str]
    unsaid: frozenset[str]
    plurals: frozenset[str]


@cache
def load_release_words() -> ReleaseWords:
    """The table; raises :class:`~osdcheck.errors.DataError` when it is malformed."""
    file = "release_words.toml"
    table = read_table(_folder() / file)
    try:
        return ReleaseWords(
            approval=re.compile(table["gate"]["approval"], re.I),
            gated=re.compile(table["gate"]["gated"], re.I),
            manual=re.compile(table["gate"]["manual"], re.I),
            results=re.compile(table["readme"]["results"], re.I | re.M),
            parts=re.compile(table["notes"]["parts"], re.I | re.S),
            unsaid=frozenset(table["card"]["unsaid"]),
            plurals=frozenset(table["grammar"]["plurals"]),
        )
    except (KeyError, TypeError, re.error) as error:
        raise DataError(file, "file", f"{error!r}") from error
