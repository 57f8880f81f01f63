"""What was collected from a tree."""

from __future__ import annotations

from dataclasses import dataclass, field

from osdcheck.auditing.model_cards import PlacedCard
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.roles import LICENSES
from osdcheck.core.audit import AuditError, Conflict
from osdcheck.core.evidence import Claim, Declared
from osdcheck.evidence.license_names import understand


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
        """Whether anything names, holds or refuses a license."""
        named = (understand(one) for one in (*self.declared, *self.headers))
        if any(one.expression is not None or one.file is not None or one.unnamed for one in named):
            return True
        return any(
            paper.text is None or paper.counted != "neutral" or paper.role in LICENSES
            for paper in self.papers
        )
