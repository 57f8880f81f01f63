"""A checkout in the style of Hugging Face or GitHub: which parts its files show."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files as package_files
from pathlib import Path

from osdcheck.core.evidence import Card
from osdcheck.core.release import (
    Access,
    BaseModel,
    Component,
    Evidence,
    Presence,
    Release,
    ReleaseFinding,
    Terms,
)
from osdcheck.errors import InputError
from osdcheck.evidence.cards import read_card
from osdcheck.evidence.claims import find_claims
from osdcheck.evidence.yamlsafe import load_yaml
from osdcheck.releases.assemble import LONGEST_QUOTE, complete
from osdcheck.releases.checkout_terms import CheckoutTerms, checkout_terms
from osdcheck.releases.files import list_files, read_text
from osdcheck.releases.openness_tool import read_mof
from osdcheck.releases.patterns import first_match
from osdcheck.releases.terms import terms_of_name
from osdcheck.tables.releases import load_parts, load_release_words, part, read_table

WEIGHTS = "model-parameters-final"
MOST_BASES = 20
"""Longest chain of base models that is followed."""
_RANK: tuple[Presence, ...] = ("unknown", "no", "partial", "yes")
_TEXTS = ("README.md", "MODEL_CARD.md", "README.rst", "README.txt", "README")
_CITATION = re.compile(r"^\s*@(?:article|misc|inproceedings|techreport)\s*\{", re.I | re.M)


@dataclass(frozen=True, slots=True)
class _Row:
    part: str
    patterns: tuple[str, ...]
    presence: Presence
    note: str | None


@cache
def _rows() -> tuple[_Row, ...]:
    table = read_table(package_files("osdcheck.tables") / "release_files.toml")
    return tuple(
        _Row(row["id"], tuple(row["patterns"]), row.get("presence", "yes"), row.get("note"))
        for row in table["part"]
    )


def read_checkout(folder: Path, name: str) -> Release:
    """Release that the files of a folder show.

    What is not there is unknown: code and data are often published elsewhere. Unreadable files are
    left out. Raises :class:`~osdcheck.errors.MetadataError` for a card whose front matter is broken.
    """
    names = list_files(folder)
    texts = _pages(folder, names)
    cards = [card for path, content in texts.items() if (card := read_card(content, path)) is not None]
    card = cards[0] if cards else None
    terms = checkout_terms(folder, names, card, pages=texts)
    found = _from_files(names)
    for component in (*_from_texts(texts, card), *_from_config(_read(folder, "config.json", names))):
        found[component.id] = _better(found.get(component.id), component)
    access, gate, barriers = _gate(card)
    licensed = {
        one.id: replace(one, access=_access(one, access), terms=_terms(one, terms)) for one in found.values()
    }
    licensed.setdefault(WEIGHTS, Component(WEIGHTS, terms=terms.by_kind.get("weights", Terms())))
    listed = _listed(folder, names)
    for component in listed:
        if licensed.get(component.id, Component("")).presence == "unknown" != component.presence:
            licensed[component.id] = component
    return Release(
        name=name,
        kind="checkout",
        source=name,
        components=complete(licensed),
        claims=tuple(
            claim
            for path, content in texts.items()
            for claim in find_claims(content, path=path, subject=name)
        ),
        base_models=_bases(folder, card, name),
        gate=gate,
        remarks=(*terms.findings, *barriers),
    )


def _pages(folder: Path, names: Sequence[str]) -> dict[str, str]:
    """READMEs and cards at the top of a folder, by their paths."""
    return {one: content for one in _TEXTS if (content := _read(folder, one, names)) is not None}


def _read(folder: Path, path: str, names: Sequence[str]) -> str | None:
    if path not in names:
        return None
    try:
        return read_text(folder / path)
    except InputError:
        return None


def _from_files(names: Sequence[str]) -> dict[str, Component]:
    found: dict[str, Component] = {}
    for row in _rows():
        path = first_match(names, row.patterns)
        if path is not None:
            evidence = (Evidence("presence", path, note=row.note),)
            component = Component(row.part, row.presence, evidence=evidence)
            found[row.part] = _better(found.get(row.part), component)
    return found


def _better(one: Component | None, other: Component) -> Component:
    return other if one is None or _RANK.index(other.presence) > _RANK.index(one.presence) else one


def _from_texts(texts: Mapping[str, str], card: Card | None) -> list[Component]:
    found: list[Component] = []
    if card is not None:
        found.append(Component("model-card", "yes", evidence=(Evidence("presence", card.path, line=1),)))
        if card.datasets:
            said = Evidence(
                "presence",
                card.path,
                line=card.line_of("datasets") or None,
                field="datasets",
                quote=", ".join(card.datasets)[:LONGEST_QUOTE],
                note="data sets are named; whether these are all is not said",
            )
            found.append(Component("data-information", "partial", evidence=(said,)))
        if card.line_of("model-index"):
            said = Evidence("presence", card.path, line=card.line_of("model-index"), field="model-index")
            found.append(Component("evaluation-results", "yes", evidence=(said,)))
    for path, content in texts.items():
        for component, match in (
            ("evaluation-results", _table_below(content)),
            ("research-paper", _CITATION.search(content)),
        ):
            if match is not None:
                line = content.count("\n", 0, match.start()) + 1
                quote = " ".join(match[0].split())[:LONGEST_QUOTE]
                found.append(
                    Component(
                        component, "yes", evidence=(Evidence("presence", path, line=line, quote=quote),)
                    )
                )
    return found


def _table_below(content: str) -> re.Match[str] | None:
    """A heading about results with a table below it."""
    for match in load_release_words().results.finditer(content):
        section = re.split(r"^#+\s", content[match.end() : match.end() + 4000], maxsplit=1, flags=re.M)[0]
        if re.search(r"^\s*\||<table", section, re.M):
            return match
    return None


def _gate(card: Card | None) -> tuple[Access, tuple[Evidence, ...], tuple[ReleaseFinding, ...]]:
    """How one gets what lies behind the card, where it says so, and barriers beside the license."""
    if card is None or not card.extra_gated:
        return "public", (), ()
    words = tuple(
        Evidence(
            "access",
            card.path,
            line=card.line_of(name.split(".")[0]) or None,
            field=name,
            quote=" ".join(value.split())[:LONGEST_QUOTE],
        )
        for name, value in card.extra_gated
    )
    closed = tuple(
        one
        for one in words
        if one.field == "extra_gated_eu_disallowed" and (one.quote or "").lower() == "true"
    )
    barriers = (
        ReleaseFinding(
            "territorial-gate",
            "Access is closed to the European Union, whatever the license says (compare OSD 5).",
            evidence=closed,
        ),
    ) if closed else ()  # fmt: skip
    approval = any(load_release_words().approval.search(value) for _, value in card.extra_gated)
    return ("gated-manual" if approval else "gated-auto"), words, barriers


def _access(component: Component, gate: Access) -> Access | None:
    """A gate on the Hub is before the files; the card itself is always public."""
    if component.presence not in {"yes", "partial"}:
        return None
    documents = {one.id for one in load_parts() if one.kind == "document"}
    return "public" if component.id in documents else gate


def _from_config(content: str | None) -> tuple[Component, ...]:
    """Code that runs the model, where its settings name an architecture of the transformers library."""
    try:
        config = json.loads(content or "")
    except (ValueError, RecursionError):
        return ()
    if not isinstance(config, dict) or "transformers_version" not in config or config.get("auto_map"):
        return ()
    names = config.get("architectures")
    if not isinstance(names, list) or not names:
        return ()
    proof = Evidence(
        "presence",
        "config.json",
        field="architectures",
        quote=", ".join(map(str, names))[:LONGEST_QUOTE],
        note="run by the transformers library, not by code of this release",
    )
    return (Component("inference-code", "partial", None, terms_of_name("Apache-2.0"), (proof,)),)


def _terms(component: Component, terms: CheckoutTerms) -> Terms:
    if component.terms.license is not None:
        return component.terms
    kind = "weights" if component.id.startswith("model-parameters") else part(component.id).kind
    return terms.by_kind.get(kind, Terms())


def _listed(folder: Path, names: Sequence[str]) -> tuple[Component, ...]:
    """Components of a ``mof.yml`` that the checkout carries."""
    path = next((one for one in ("mof.yml", "mof.yaml", "MOF.yml") if one in names), None)
    if path is None:
        return ()
    try:
        content = read_text(folder / path)
        return read_mof(load_yaml(content, path)[0], content, path).components
    except InputError:
        return ()


def _bases(folder: Path, card: Card | None, name: str) -> tuple[BaseModel, ...]:
    """Models that the card says it was made from; a checkout of one beside this one is followed further."""
    found: list[BaseModel] = []
    seen = {name.casefold()}
    waiting = [(folder, card)]
    while waiting and len(found) < MOST_BASES:
        place, current = waiting.pop(0)
        for base in current.base_model if current is not None else ():
            if base.casefold() in seen or current is None:
                continue
            seen.add(base.casefold())
            proof = Evidence(
                "license",
                current.path if place == folder else f"{place.name}/{current.path}",
                line=current.line_of("base_model") or None,
                field="base_model",
                quote=base,
            )
            beside, terms = _beside(folder, base), Terms()
            if beside is not None:
                names = list_files(beside)
                base_card = _card(beside, names)
                pages = _pages(beside, names)
                found_there = checkout_terms(beside, names, base_card, pages=pages)
                terms = found_there.by_kind.get("weights", Terms())
                waiting.append((beside, base_card))
            found.append(BaseModel(base, terms, current.base_model_relation, (proof,)))
    return tuple(found)


def _beside(folder: Path, base: str) -> Path | None:
    """The checkout of a base model next to this one, by the last part of its name."""
    leaf = base.rsplit("/", 1)[-1]
    if leaf in {"", ".", ".."} or "\\" in leaf or "\0" in leaf:
        return None
    path = folder.resolve().parent / leaf
    return path if path.is_dir() and path != folder.resolve() else None


def _card(folder: Path, names: Sequence[str]) -> Card | None:
    """The card of a checkout; ``None`` where there is none that can be read."""
    for path in _TEXTS:
        content = _read(folder, path, names)
        if content is None:
            continue
        try:
            card = read_card(content, path)
        except InputError:
            continue
        if card is not None:
            return card
    return None
