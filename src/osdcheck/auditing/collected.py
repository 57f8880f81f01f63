"""What was collected from a tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from osdcheck.auditing.meaning import known_as
from osdcheck.auditing.model_cards import PlacedCard
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.roles import LICENSES
from osdcheck.core.audit import AuditError, Conflict
from osdcheck.core.evidence import Claim, Declared
from osdcheck.evidence.headers import NOTICE
from osdcheck.evidence.license_names import WORDS, symbols, understand, version_free
from osdcheck.evidence.statements import may_be_open


@dataclass(slots=True)
class Collected:
    """What a tree holds.

    ``headers``: the SPDX headers of sources; ``others``: licenses of bundled work, of no effect on
    the rest; ``manifests``: files that declare a license for the folder they stand in; ``names``: the
    names of all files, in lower case; ``notes``: conflicts with what is not in the tree;
    ``unread``: metadata that cannot be read.
    """

    papers: list[Paper] = field(default_factory=list)
    declared: list[Declared] = field(default_factory=list)
    headers: list[Declared] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    errors: list[AuditError] = field(default_factory=list)
    others: list[Declared] = field(default_factory=list)
    manifests: list[str] = field(default_factory=list)
    names: frozenset[str] = frozenset()
    cards: list[PlacedCard] = field(default_factory=list)
    notes: list[Conflict] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def is_said(self) -> bool:
        """Whether anything names, holds or refuses a license; an open one in words of a source is none."""
        headers = [one for one in self.headers if not _in_words(one)]
        named = (understand(one) for one in (*self.declared, *headers))
        if any(one.expression is not None or one.file is not None or one.unnamed for one in named):
            return True
        return any(
            paper.text is None or paper.counted != "neutral" or paper.role in LICENSES
            for paper in self.papers
        )

    def hear(self, declared: Sequence[Declared], papers: Sequence[Paper]) -> None:
        """Takes in what READMEs and sources say where nothing else does.

        A sentence in a few sources that names an open license leaves it to a person what it is for, unless a
        text or an exact name is found beside it; where that is of the same license, it says no more.
        """
        in_words = [one for one in self.headers if _in_words(one)]
        exact = bool(papers) or any(understand(one).expression is not None for one in declared)
        if in_words and not exact:
            first = in_words[0]
            declared = declared or [replace(first, field=WORDS, expression=first.quote or first.expression)]
        texts = [paper.text for paper in papers if paper.text is not None]
        held = _families(one for text in texts for one in (*text.taken_in, *known_as(text.license or "")))
        self.headers = [
            one for one in self.headers if one not in in_words or (exact and not held & _named_by(one))
        ]
        self.declared.extend(declared)
        self.papers.extend(papers)


def _families(ids: Iterable[str]) -> frozenset[str]:
    return frozenset(map(version_free, ids))


def _named_by(header: Declared) -> frozenset[str]:
    expression = understand(header).expression
    return (
        _families(one for symbol in symbols(expression) for one in symbol.ids) if expression else frozenset()
    )


def _in_words(header: Declared) -> bool:
    if header.field != NOTICE:
        return False
    named = understand(header)
    return named.expression is not None and may_be_open(named)
