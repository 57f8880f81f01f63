"""What a file is to an audit, told by its path alone; the rows stand in ``tables/audit.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from osdcheck.core.audit import Counted, FileRole
from osdcheck.evidence.fields import has_fields
from osdcheck.tables import load_audit
from osdcheck.tables.comments import load_comments

LICENSES: frozenset[FileRole] = frozenset({"license", "license-text", "model-license", "eula"})
"""Roles of files that hold the license of a project, or one of several."""
BINDING: frozenset[FileRole] = LICENSES | {"exception", "patents", "policy", "rider"}
"""Roles of files without which nobody can tell what the license of a project is."""


@dataclass(frozen=True, slots=True)
class _Row:
    role: FileRole
    counts: Counted
    name: re.Pattern[str]
    folders: frozenset[str]
    inside: frozenset[str]
    parent: bool
    beside: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """The tables of :mod:`osdcheck.tables`, compiled."""

    roles: tuple[_Row, ...]
    not_text: frozenset[str]
    not_license: re.Pattern[str]
    sidecar: re.Pattern[str]
    reuse: str
    pages: tuple[str, ...]
    manuals: frozenset[str]
    people: re.Pattern[str]
    readme: re.Pattern[str]
    website: frozenset[str]
    vendored: frozenset[str]
    tests: frozenset[str]
    test_data: frozenset[str]
    transparent: frozenset[str]
    transparent_suffixes: tuple[str, ...]
    manifests: frozenset[str]
    manifest_suffixes: tuple[str, ...]
    skipped: frozenset[str]
    generated: re.Pattern[str]
    weights: frozenset[str]
    binary: frozenset[str]
    data: frozenset[str]
    alternative: re.Pattern[str]
    edition: re.Pattern[str]
    talk: re.Pattern[str]
    copyleft: frozenset[str]
    strong: frozenset[str]
    never_alternative: frozenset[str]


@cache
def rules() -> Rules:
    """The rows, ready to be matched."""
    table = load_audit()
    return Rules(
        roles=tuple(_row(row) for row in table["role"]),
        not_text=frozenset(table["not_text"]["suffixes"]),
        not_license=re.compile(table["not_license"]["name"]),
        sidecar=re.compile(table["sidecar"]["name"]),
        reuse=table["reuse"]["folder"],
        pages=tuple(table["page"]["suffixes"]),
        manuals=frozenset(table["page"]["folders"]),
        people=re.compile(table["people"]["name"]),
        readme=re.compile(table["readme"]["name"]),
        website=frozenset(table["readme"]["website"]),
        vendored=frozenset(table["vendored"]["folders"]),
        tests=frozenset(table["vendored"]["tests"]),
        test_data=frozenset(table["vendored"]["read"]),
        transparent=frozenset(table["transparent"]["folders"]),
        transparent_suffixes=tuple(table["transparent"]["suffixes"]),
        manifests=frozenset(table["manifest"]["names"]),
        manifest_suffixes=tuple(table["manifest"]["suffixes"]),
        skipped=frozenset(table["skip"]["folders"]),
        generated=re.compile("|".join(table["source"]["generated"])),
        weights=frozenset(table["weights"]["suffixes"]),
        binary=frozenset(table["binary"]["suffixes"]),
        data=frozenset(table["data"]["suffixes"]),
        alternative=re.compile(table["alternative"]["name"]),
        edition=re.compile(table["alternative"]["open"]),
        talk=re.compile(table["talk"]["name"]),
        copyleft=frozenset(table["alternative"]["copyleft"]),
        strong=frozenset(table["alternative"]["strong"]),
        never_alternative=frozenset(table["alternative"]["kinds"]),
    )


def _row(row: dict[str, Any]) -> _Row:
    return _Row(
        row["id"],
        row["counts"],
        re.compile(row["name"]),
        frozenset(row.get("folder", ())),
        frozenset(row.get("inside", ())),
        row.get("parent", False),
        row.get("only_beside_license", False),
    )


@dataclass(frozen=True, slots=True)
class Role:
    """Role of a license-bearing file and how its terms count.

    ``beside``: it is one only where a license file stands in the same folder.
    """

    id: FileRole
    counts: Counted
    beside: bool = False


@lru_cache(maxsize=4096)
def _named(name: str, parent: str) -> Role | None:
    if suffix_of(name) in rules().not_text:
        return None
    if rules().not_license.fullmatch(name):
        return None
    for row in rules().roles:
        if row.folders and not row.inside and parent not in row.folders:
            continue
        if not row.inside and row.name.fullmatch(name):
            return Role(row.role, row.counts, row.beside)
    return None


def role_of(path: str) -> Role | None:
    """Role of the file at ``path`` (relative, with ``/``); ``None`` for a file that bears no license.

    >>> role_of("LICENSES/MIT.txt").id, role_of("docs/USE_POLICY.md").id, role_of("src/license.py")
    ('license-text', 'policy', None)
    """
    if is_sidecar(path):
        return None
    *folders, name = path.lower().split("/")
    for row in rules().roles:
        if row.inside and row.folders.intersection(folders) and row.inside.intersection(folders):
            return Role(row.role, row.counts)
    # LICENSES/preferred/MIT: folders of a folder of licenses sort its texts.
    inner = [folder for folder in folders if folder in {"licenses", "licences"}]
    parent = folders[-1] if folders else ""
    if inner and inner[0] == folders[0]:
        parent = inner[0]
    return _named(name, parent)


def is_sidecar(path: str) -> bool:
    """Whether the file carries the SPDX header of the file beside it."""
    return rules().sidecar.fullmatch(path.rsplit("/", 1)[-1]) is not None


def suffix_of(name: str) -> str:
    """Letters behind the last dot, in lower case; empty when there is none."""
    head, dot, tail = name.rpartition(".")
    return tail.lower() if dot and head else ""


def is_no_license(path: str) -> bool:
    """Whether a file is by its name a list of authors, a history or the like."""
    return rules().not_license.fullmatch(path.rsplit("/", 1)[-1].lower()) is not None


def is_page(path: str) -> bool:
    """Whether the file is by its suffix a page, as manuals are made of."""
    return path.lower().endswith(rules().pages)


def is_in_manual(path: str) -> bool:
    """Whether a page stands below a folder of documentation."""
    return is_page(path) and not rules().manuals.isdisjoint(path.lower().split("/")[:-1])


def is_reuse_text(path: str) -> bool:
    """Whether the file stands in the folder in which REUSE keeps license texts."""
    return rules().reuse in path.split("/")[:-1]


def may_be_alternative(path: str) -> bool:
    """Whether the file is by its name a license for money.

    >>> may_be_alternative("LICENSE-COMMERCIAL"), may_be_alternative("LICENSE-COMMERCIAL-ADDENDUM")
    (True, False)
    """
    name = path.rsplit("/", 1)[-1].lower()
    return rules().alternative.fullmatch(name) is not None or may_be_edition(path)


def may_be_edition(path: str) -> bool:
    """Whether such a license may by its name be one for another edition than the one that is here."""
    return rules().edition.fullmatch(path.rsplit("/", 1)[-1].lower()) is not None


def is_talk(path: str) -> bool:
    """Whether the file is by its name a page that may tell who needs a license for money."""
    return rules().talk.fullmatch(path.rsplit("/", 1)[-1].lower()) is not None


def is_people(path: str) -> bool:
    """Whether the file is by its name a list of people to thank."""
    return rules().people.fullmatch(path.rsplit("/", 1)[-1].lower()) is not None


def is_readme(path: str) -> bool:
    """Whether the file is a README or a model or dataset card."""
    name = path.rsplit("/", 1)[-1].lower()
    return rules().readme.fullmatch(name) is not None and suffix_of(name) not in rules().not_text


def is_website(path: str) -> bool:
    """Whether the file is a page the project shows to the world."""
    return path.lower() in rules().website


def is_manifest(path: str) -> bool:
    """Whether the folder of this file is a project of its own."""
    name = path.rsplit("/", 1)[-1].lower()
    return name in rules().manifests or name.endswith(rules().manifest_suffixes) or has_fields(path)


def is_weights(path: str) -> bool:
    """Whether the file holds weights of a model, by its suffix."""
    return suffix_of(path.rsplit("/", 1)[-1]) in rules().weights


def is_source(path: str) -> bool:
    """Whether the file is source code, by its suffix or name; minified and bundled files are not."""
    language = load_comments().of(path)
    return language is not None and language.code and not _is_generated(path)


def may_have_top(path: str) -> bool:
    """Whether the file is one, source code or not, that may begin with a comment about itself."""
    return load_comments().of(path) is not None and not _is_generated(path)


def _is_generated(path: str) -> bool:
    return rules().generated.fullmatch(path.rsplit("/", 1)[-1].lower()) is not None
