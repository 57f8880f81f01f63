"""Which terms a checkout sets for its weights, code, data and documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from osdcheck.core.evidence import Card
from osdcheck.core.release import Evidence, ReleaseFinding, Terms
from osdcheck.errors import InputError
from osdcheck.evidence.sections import license_sections
from osdcheck.evidence.statements import STATED, STATED_OF_WEIGHTS, section_statements
from osdcheck.releases.files import read_text
from osdcheck.releases.patterns import first_match
from osdcheck.releases.terms import joint, terms_of_name, terms_of_text
from osdcheck.tables.audit_words import load_audit_words
from osdcheck.tables.releases import load_release_words, read_table

_KINDS = ("weights", "code", "data", "document")


@dataclass(frozen=True, slots=True)
class CheckoutTerms:
    """Terms by kind of part (weights, code, data, document), and what is odd about them."""

    by_kind: Mapping[str, Terms]
    findings: tuple[ReleaseFinding, ...]


@cache
def _table() -> dict[str, Any]:
    return read_table(package_files("osdcheck.tables") / "release_files.toml")


@cache
def _rows() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple((tuple(row["patterns"]), tuple(row["covers"])) for row in _table()["license"])


def checkout_terms(
    folder: Path, names: Sequence[str], card: Card | None, *, pages: Mapping[str, str]
) -> CheckoutTerms:
    """Terms of a checkout from its license files and the license field of its card.

    A file named for one kind of part governs that kind. The card speaks for the weights; where its tag
    and a license text say different things, both apply and a finding names the conflict. For a kind that
    neither speaks of, the license sections of ``pages`` do: READMEs and cards by their paths.
    """
    texts = _texts(folder, names, card)
    tag = _tag(card)
    sections = _stated(pages)
    terms: dict[str, Terms] = {}
    findings: list[ReleaseFinding] = []
    for kind in _KINDS:
        text = texts.get(kind)
        if kind == "weights" and tag is not None and text is not None:
            terms[kind], conflict = _both(tag, text)
            findings += conflict
        elif text is not None:
            terms[kind] = text
        elif tag is not None and kind != "data":
            terms[kind] = tag
        elif (said := sections.get(kind)) is not None:
            terms[kind] = said
    policy = _policy(folder, names)
    if policy is not None:
        findings.append(policy)
        weights = terms.get("weights")
        if weights is not None and weights.verdict == "open":
            reason = "stands beside a use policy, and nothing says which of the two prevails"
            terms["weights"] = replace(weights, verdict="review", reason=reason)
    return CheckoutTerms(terms, tuple(findings))


def _policy(folder: Path, names: Sequence[str]) -> ReleaseFinding | None:
    """A use policy beside the license, where it forbids something, with what it forbids."""
    path = first_match([name for name in names if "/" not in name], _table()["policy"]["patterns"])
    terms = _file(folder, path, None) if path is not None else None
    if terms is None or terms.verdict == "open":
        return None
    bans = tuple(one for one in terms.evidence if one.quote)
    return ReleaseFinding(
        "use-policy",
        f"A use policy ({path}) stands beside the license; what it forbids restricts use (compare OSD 6).",
        evidence=bans,
    )


def _texts(folder: Path, names: Sequence[str], card: Card | None) -> dict[str, Terms]:
    """Terms of the license files, by what they cover; a file for one kind goes before one for all."""
    top = [name for name in names if "/" not in name]
    found: dict[str, Terms] = {}
    linked = card.license_link if card is not None else None
    if linked is not None and linked.removeprefix("./") in names:
        terms = _file(folder, linked.removeprefix("./"), card.license_name if card is not None else None)
        if terms is not None:
            found["weights"] = terms
    for patterns, covers in _rows():
        path = first_match(top, patterns)
        if path is not None and any(kind not in found for kind in covers):
            terms = _file(folder, path, None)
            if terms is not None:
                for kind in covers:
                    found.setdefault(kind, terms)
    return found


def _file(folder: Path, path: str, named: str | None) -> Terms | None:
    try:
        return terms_of_text(read_text(folder / path), file=path, named=named)
    except InputError:
        return None


def _stated(pages: Mapping[str, str]) -> dict[str, Terms]:
    """Terms that license sections name; of weights only where they say nothing of code or weights apart."""
    words = load_audit_words().statement
    found: dict[tuple[str, str], list[Terms]] = {}
    for path, content in pages.items():
        for section in license_sections(content):
            apart = words.code.search(section.text) or words.weights.search(section.text)
            for said in section_statements(
                section.text, title=section.title, path=path, line=section.line_start
            ):
                one = said.named.declared
                place = Evidence("license", path, line=one.line_start, field=one.field, quote=one.quote)
                terms = terms_of_name(said.words, evidence=(place,))
                whole = ("code", "document") if apart else ("weights", "code", "document")
                for kind in whole if one.field == STATED else ("weights",):
                    found.setdefault((kind, one.field), []).append(terms)
    said_of = {kind: found.get((kind, STATED_OF_WEIGHTS)) or found.get((kind, STATED), []) for kind in _KINDS}
    return {kind: joint(terms) for kind, terms in said_of.items() if terms}


def _tag(card: Card | None) -> Terms | None:
    """What the card says the license is; its ``license_name`` where the tag is ``other``."""
    if card is None:
        return None
    names = [one for one in card.license if one.casefold() not in load_release_words().unsaid]
    field = "license"
    if not names and card.license_name is not None:
        names, field = [card.license_name], "license_name"
    if not names:
        return None
    found = []
    for name in names:
        evidence = Evidence("license", card.path, line=card.line_of(field) or None, field=field, quote=name)
        found.append(terms_of_name(name, evidence=(evidence,)))
    return joint(found)


def _both(tag: Terms, text: Terms) -> tuple[Terms, list[ReleaseFinding]]:
    """The terms of the weights where the card names a license and a text lies beside it."""
    evidence = tuple(dict.fromkeys((*tag.evidence, *text.evidence)))
    if tag.verdict == "unknown":
        # The name says nothing to us, the text does.
        return replace(text, license=tag.license, evidence=evidence), []
    if tag.verdict == text.verdict and (text.id is None or tag.id is None or tag.id == text.id):
        return replace(tag, clauses=text.clauses or tag.clauses, evidence=evidence), []
    if tag.verdict == text.verdict == "not-open":
        return replace(text, license=tag.license, evidence=evidence), []
    conflict = ReleaseFinding(
        "license-conflict",
        f"The card says {tag.license}, the license file says {text.license or 'something else'}"
        f"{f', which {text.reason}' if text.reason else ''}.",
        evidence=evidence,
    )
    return joint((tag, text)), [conflict]
