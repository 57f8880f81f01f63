"""What every format is read into: the statements on licenses, in the order of the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from osdcheck.core.sbom import PackageKind, SbomError, SbomFormat


@dataclass(frozen=True, slots=True)
class Term:
    """One license of a statement: an SPDX ``expression`` or a mere name, and the ``text`` given with it.

    ``named``: the words are a free name, so they need not be an expression; the license is the same.
    """

    expression: str
    text: str | None = None
    named: bool = field(default=False, compare=False)


Statement = tuple[Term, ...]
"""Licenses that all apply; ``()`` says that there is none (NONE)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a document says of one package; ``None`` for a statement it does not make (NOASSERTION).

    ``broken`` marks an entry of which no license could be read at all.
    """

    id: str
    name: str
    version: str | None
    purl: str | None
    kind: PackageKind
    concluded: Statement | None
    declared: Statement | None
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What an annotation says of one package: the verdict, and the sentence with its reasons."""

    overall: str
    clauses: tuple[int, ...]
    license: str | None
    comment: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """A document as far as licenses go.

    ``texts``: the texts of the LicenseRefs the document defines; ``annotated``: gives the document
    back with one note per entry (in their order), encoded.
    """

    format: SbomFormat
    version: str
    document: str | None
    entries: tuple[Entry, ...]
    annotated: Callable[[Sequence[Note]], bytes]
    texts: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[SbomError, ...] = ()


def spdx_statement(words: object) -> Statement | None:
    """The statement of an SPDX license field: an expression, NONE or NOASSERTION.

    >>> spdx_statement("MIT")
    (Term(expression='MIT', text=None, named=False),)
    >>> spdx_statement("NONE"), spdx_statement("NOASSERTION"), spdx_statement(None)
    ((), None, None)
    """
    if not isinstance(words, str) or not words.strip() or words.strip().upper() == "NOASSERTION":
        return None
    return () if words.strip().upper() == "NONE" else (Term(" ".join(words.split())),)


def words(statement: Statement | None) -> str | None:
    """A statement as a reader sees it; ``None`` where nothing is stated."""
    if statement is None:
        return None
    if not statement:
        return "NONE"
    if len(statement) == 1:
        return statement[0].expression
    return " AND ".join(_operand(term) for term in statement)


def _operand(term: Term) -> str:
    compound = not term.named and " OR " in term.expression.upper()
    return f"({term.expression})" if compound else term.expression
