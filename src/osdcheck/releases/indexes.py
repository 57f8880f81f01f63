"""Entries of "Opening up ChatGPT" and of its successor, the European Open Source AI Index."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Literal

from osdcheck.core.release import Access, BaseModel, Component, Evidence, Presence, Release, Terms
from osdcheck.releases.assemble import LONGEST_QUOTE, complete, mapping, text
from osdcheck.releases.spellings import wording
from osdcheck.releases.terms import terms_of_name
from osdcheck.tables.releases import load_release_words, part, read_table

Index = Literal["osai", "ouc"]
_PRESENCE: dict[str, Presence] = {"open": "yes", "partial": "partial", "closed": "no"}
_ORDER: tuple[Presence, ...] = ("no", "unknown", "partial", "yes")
_BY_KIND = {"code": "code", "data": "data", "document": "document"}
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class _Row:
    """Fields of an index that are read as parts, and what each class makes of them."""

    fields: tuple[str, ...]
    parts: tuple[str, ...]
    means: Mapping[str, str]
    presence: Mapping[str, Presence]


@dataclass(frozen=True, slots=True)
class _Guide:
    name: str
    head: str
    licenses: str
    license_fields: tuple[str, ...]
    base: str
    rows: tuple[_Row, ...]


@cache
def _guide(index: Index) -> _Guide:
    table = read_table(files("osdcheck.tables") / "index_fields.toml")[index]
    rows = tuple(
        _Row(
            tuple(row["fields"]),
            tuple(row["parts"]),
            row.get("means", {}),
            {**_PRESENCE, **{key: row[key] for key in ("partial", "closed") if key in row}},
        )
        for row in table["part"]
    )
    return _Guide(
        table["name"], table["head"], table["licenses"], tuple(table["license_fields"]), table["base"], rows
    )


def index_of(value: Mapping[str, object]) -> Index | None:
    """Which index an entry belongs to, by the fields it has."""
    if "system" in value and "weights_endmodel" in value:
        return "osai"
    return "ouc" if "project" in value and "llmweights" in value else None


def read_index(value: object, lines: Mapping[str, int], source: str, index: Index) -> Release:
    """Release that a parsed entry describes; ``lines`` are those of its top-level fields.

    ``open``, ``partial`` and ``closed`` are statements about a part; a field left empty says
    nothing. Raises :class:`~osdcheck.errors.MalformedRelease`.
    """
    guide = _guide(index)
    fields = mapping(value, source, "the file")
    head = mapping(fields.get(guide.head), source, guide.head)
    name = text(head.get("name")) or PurePath(source).stem
    terms = _licenses(fields, head, lines, source, guide)
    found: dict[str, Component] = {}
    for row in guide.rows:
        component = _component(row, fields, lines, source)
        for one in row.parts:
            kind = "weights" if one == "model-parameters-final" else part(one).kind
            there = component.presence in {"yes", "partial"}
            found[one] = replace(component, id=one, terms=terms.get(kind, Terms()) if there else Terms())
    weights = found["model-parameters-final"]
    return Release(
        name=name,
        kind=index,
        source=source,
        components=complete(found),
        producer=text(mapping(fields.get("org") or {}, source, "org").get("name")),
        base_models=_bases(text(head.get(guide.base)), name, guide, source, lines),
        gate=tuple(one for one in weights.evidence if one.fact == "access")
        if weights.access not in {None, "public"}
        else (),
    )


def _bases(
    base: str | None, name: str, guide: _Guide, source: str, lines: Mapping[str, int]
) -> tuple[BaseModel, ...]:
    """The base model that an entry names, unless it bears the name of the system."""
    if base is None or wording(base) != "license" or name.casefold() in base.casefold():
        return ()
    field = f"{guide.head}.{guide.base}"
    proof = Evidence("license", source, line=lines.get(guide.head), field=field, quote=base)
    return (BaseModel(base, evidence=(proof,)),)


def _component(row: _Row, fields: Mapping[str, object], lines: Mapping[str, int], source: str) -> Component:
    presences: list[Presence] = []
    evidence: list[Evidence] = []
    notes = ""
    for name in row.fields:
        entry = fields.get(name)
        given = (text(entry.get("class")) if isinstance(entry, dict) else text(entry)) or ""
        presence = row.presence.get(given.casefold(), "unknown") if given else "unknown"
        presences.append(presence)
        said = (text(entry.get("notes")) if isinstance(entry, dict) else None) or ""
        notes += f" {said}"
        if given:
            evidence.append(
                Evidence(
                    "presence",
                    source,
                    line=lines.get(name),
                    field=name,
                    quote=" ".join(f"{given}; {said}".split())[:LONGEST_QUOTE].rstrip("; "),
                    note=row.means.get(given.casefold()),
                )
            )
    presence = min(presences, key=_ORDER.index)
    access = _access(presence, notes)
    if access not in {None, "public"}:
        evidence.append(Evidence("access", source, field=row.fields[0], quote=notes.strip()[:LONGEST_QUOTE]))
    return Component("", presence, access, evidence=tuple(evidence))


def _access(presence: Presence, notes: str) -> Access | None:
    if presence not in {"yes", "partial"}:
        return None
    if presence == "yes" or not load_release_words().gated.search(notes):
        return "public"
    return "gated-manual" if load_release_words().manual.search(notes) else "gated-auto"


def _licenses(
    fields: Mapping[str, object],
    head: Mapping[str, object],
    lines: Mapping[str, int],
    source: str,
    guide: _Guide,
) -> dict[str, Terms]:
    """Terms by kind of part, and for the weights: notes such as "Weights: MIT. Code: not released."."""
    entry = fields.get(guide.licenses)
    block = mapping(entry, source, guide.licenses) if isinstance(entry, dict) else {}
    notes, line = text(block.get("notes")) or "", lines.get(guide.licenses)
    given = {
        kind.casefold(): words.strip().rstrip(".")
        for kind, words in load_release_words().parts.findall(notes)
    }
    whole = next((words for words in (text(head.get(one)) for one in guide.license_fields) if words), None)
    terms: dict[str, Terms] = {}
    for kind in ("weights", *_BY_KIND):
        words, field = given.get(kind), f"{guide.licenses}.notes"
        if words is None and whole is not None and _covers(kind, block):
            words, field = whole, f"{guide.head}.license"
        if words is not None:
            terms[kind] = _terms(words, Evidence("license", source, line=line, field=field, quote=words))
    return terms


def _covers(kind: str, block: Mapping[str, object]) -> bool:
    """Whether the license of the end model is said to be that of this kind of part too.

    The class ``open`` means "fully covered by a true OSI-approved license, including all data sources
    and training pipeline code".
    """
    return kind == "weights" or (text(block.get("class")) or "").casefold() == "open"


def _terms(words: str, evidence: Evidence) -> Terms:
    if wording(words) in {"absent", "none"}:
        return Terms(None, evidence=(evidence,))
    terms = terms_of_name(words, evidence=(evidence,))
    plain = _REMARK.sub("", words)
    if terms.verdict == "unknown" and plain not in {"", words}:
        # "Apache 2.0 (model weights only)": the remark is no part of the name.
        return terms_of_name(plain, evidence=(evidence,))
    return terms
