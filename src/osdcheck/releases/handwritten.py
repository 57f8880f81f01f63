"""``release.toml``: a release described by hand, with evidence for every fact."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from osdcheck.core.evidence import Claim
from osdcheck.core.release import (
    Access,
    BaseModel,
    Component,
    Evidence,
    Fact,
    MofClass,
    Presence,
    Release,
    ReleaseClass,
    RequirementVerdict,
    Statement,
    Terms,
)
from osdcheck.errors import MalformedRelease
from osdcheck.evidence.claims import find_claims
from osdcheck.releases.assemble import complete, line_of, mapping, text
from osdcheck.releases.files import read_text
from osdcheck.releases.terms import joint, terms_of_name, terms_of_text
from osdcheck.tables.releases import part_names

_HINT = "See docs/reference/releases.md for the format"
_KEYS: dict[str, frozenset[str]] = {
    "release": frozenset({"name", "producer", "version", "date", "facts", "claims"}),
    "component": frozenset({"id", "ids", "presence", "access", "license", "license_file", "evidence"}),
    "base_model": frozenset({"name", "relation", "license", "license_file", "evidence"}),
    "statement": frozenset(
        {"by", "says", "source", "date", "class", "osaid", "mof", "only_terms", "components"}
    ),
    "gate": frozenset({"source", "quote", "note"}),
    "evidence": frozenset({"fact", "source", "line", "field", "quote", "note"}),
}
_TABLES = frozenset({"release", "component", "base_model", "statement", "gate"})


def parse_toml(content: str, source: str) -> dict[str, Any]:
    """The file as a table; raises :class:`~osdcheck.errors.MalformedRelease`."""
    try:
        return tomllib.loads(content)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise MalformedRelease(source, f"not readable as TOML ({error})", "Correct the file") from error


def read_release(value: Mapping[str, Any], folder: Path, source: str) -> Release:
    """Release that the table describes; ``folder`` is where the files it names are.

    A quote must stand in the file it is quoted from. Raises
    :class:`~osdcheck.errors.MalformedRelease` for unknown keys and values, missing files and quotes
    that are not there.
    """
    if unknown := set(value) - _TABLES:
        raise MalformedRelease(source, f"unknown tables {sorted(unknown)}", _HINT)
    reader = _Reader(folder, source)
    head = reader.table(value.get("release"), "release")
    name = text(head.get("name"))
    if name is None:
        raise MalformedRelease(source, "release.name is missing", _HINT)
    found: dict[str, Component] = {}
    for row in reader.rows(value, "component"):
        for component in reader.components(row):
            if component.id in found:
                raise MalformedRelease(source, f"component {component.id} is described twice", _HINT)
            found[component.id] = component
    return Release(
        name=name,
        kind="release",
        source=source,
        components=complete(found),
        producer=text(head.get("producer")),
        version=text(head.get("version")),
        claims=reader.claims(head.get("claims", []), name),
        base_models=tuple(reader.base(row) for row in reader.rows(value, "base_model")),
        statements=tuple(reader.statement(row) for row in reader.rows(value, "statement")),
        facts=frozenset(reader.texts(head.get("facts", []), "release.facts")),
        gate=tuple(reader.evidence({**row, "fact": "access"}) for row in reader.rows(value, "gate")),
    )


class _Reader:
    """Reads rows of one file; knows its folder and its name for messages."""

    def __init__(self, folder: Path, source: str) -> None:
        self._folder = folder
        self._source = source

    def _fail(self, problem: str) -> MalformedRelease:
        return MalformedRelease(self._source, problem, _HINT)

    def table(self, value: object, sort: str) -> Mapping[str, object]:
        row = mapping(value, self._source, sort)
        if unknown := set(row) - _KEYS[sort]:
            raise self._fail(f"{sort} has unknown keys {sorted(unknown)}")
        return row

    def rows(self, value: Mapping[str, Any], sort: str) -> list[Mapping[str, object]]:
        found = value.get(sort, [])
        if not isinstance(found, list):
            raise self._fail(f"{sort} is no list of tables (write [[{sort}]])")
        return [self.table(row, sort) for row in found]

    def texts(self, value: object, where: str) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._fail(f"{where} is no list of texts")
        return list(value)

    def one_of(self, value: object, allowed: object, where: str) -> Any:
        choices = get_args(allowed)
        if value is not None and value not in choices:
            raise self._fail(f"{where} is {value!r}, not one of {', '.join(choices)}")
        return value

    def components(self, row: Mapping[str, object]) -> list[Component]:
        names = self.texts(row["ids"], "component.ids") if "ids" in row else [text(row.get("id")) or ""]
        presence: Presence = self.one_of(row.get("presence", "unknown"), Presence, "component.presence")
        access: Access | None = self.one_of(row.get("access"), Access, "component.access")
        there = presence in {"yes", "partial"}
        if access is not None and not there:
            raise self._fail(f"component {names[0]} has an access but is not there")
        known = part_names()
        for name in names:
            if name.casefold() not in known:
                raise self._fail(f"unknown component {name!r}")
        terms, evidence = self.terms(row), self.proofs(row)
        return [
            Component(known[name.casefold()], presence, access if there else None, terms, evidence)
            for name in names
        ]

    def terms(self, row: Mapping[str, object]) -> Terms:
        """Terms of a row: its texts where there are some, else its name."""
        named = text(row.get("license"))
        given = row.get("license_file", [])
        paths = self.texts(given if isinstance(given, list) else [given], "license_file")
        found = [terms_of_text(self.read(path), file=path, named=named) for path in paths]
        if found:
            return joint(found)
        return terms_of_name(named) if named is not None else Terms()

    def proofs(self, row: Mapping[str, object]) -> tuple[Evidence, ...]:
        given = row.get("evidence", [])
        if not isinstance(given, list):
            raise self._fail("evidence is no list")
        return tuple(self.evidence(self.table(one, "evidence")) for one in given)

    def evidence(self, row: Mapping[str, object]) -> Evidence:
        source, quote = text(row.get("source")), text(row.get("quote"))
        if source is None:
            raise self._fail("evidence without a source")
        fact: Fact = self.one_of(row.get("fact", "presence"), Fact, "evidence.fact")
        line = row.get("line")
        if line is not None and not isinstance(line, int):
            raise self._fail("evidence.line is no number")
        if "://" not in source and self._path(source).is_file() and quote is not None:
            line = line_of(quote, self.read(source))
            if line is None:
                raise self._fail(f"{source} does not hold the words {quote!r}")
        return Evidence(fact, source, line, text(row.get("field")), quote, text(row.get("note")))

    def base(self, row: Mapping[str, object]) -> BaseModel:
        name = text(row.get("name"))
        if name is None:
            raise self._fail("a base_model without a name")
        return BaseModel(name, self.terms(row), text(row.get("relation")), self.proofs(row))

    def statement(self, row: Mapping[str, object]) -> Statement:
        by, says, source = (text(row.get(key)) for key in ("by", "says", "source"))
        if by is None or says is None or source is None:
            raise self._fail("a statement needs by, says and source")
        parts = mapping(row.get("components", {}), self._source, "statement.components")
        if unknown := set(parts) - set(part_names()):
            raise self._fail(f"unknown components {sorted(unknown)}")
        release_class: ReleaseClass | None = self.one_of(row.get("class"), ReleaseClass, "statement.class")
        osaid: RequirementVerdict | None = self.one_of(
            row.get("osaid"), RequirementVerdict, "statement.osaid"
        )
        mof: MofClass | None = self.one_of(row.get("mof"), MofClass, "statement.mof")
        return Statement(
            by,
            says,
            source,
            text(row.get("date")),
            release_class,
            osaid,
            mof,
            row.get("only_terms") is True,
            tuple((name, self.one_of(said, Presence, name)) for name, said in parts.items()),
        )

    def claims(self, files: object, subject: str) -> tuple[Claim, ...]:
        return tuple(
            claim
            for path in self.texts(files, "release.claims")
            for claim in find_claims(self.read(path), path=path, subject=subject)
        )

    def read(self, path: str) -> str:
        file = self._path(path)
        if not file.is_file():
            raise self._fail(f"there is no file {path}")
        return read_text(file)

    def _path(self, path: str) -> Path:
        base = self._folder.resolve()
        try:
            file = (base / path).resolve()
        except (OSError, ValueError):
            raise self._fail(f"{path!r} is no path") from None
        if not file.is_relative_to(base):
            raise self._fail(f"{path} lies outside the folder of the release")
        return file


def statement_rows(rows: Sequence[Mapping[str, Any]], source: str) -> tuple[Statement, ...]:
    """Statements of a packaged table, in the format of ``release.toml``."""
    reader = _Reader(Path(), source)
    return tuple(reader.statement(reader.table(row, "statement")) for row in rows)
