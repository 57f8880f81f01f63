"""Which license a text is, who ruled on it, and what differs from the known text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from osdcheck.core.finding import record_dict

ChangeEffect = Literal["substantive", "cosmetic"]
Agreement = Literal["agree", "disagree", "none"]
OverallBasis = Literal["text", "authority", "text+incorporated"]


@dataclass(frozen=True, slots=True)
class LicenseMatch:
    """One known license found in a text.

    ``id``: SPDX id, or ``LicenseRef-...`` where SPDX has none; ``score``: likeness of the matched
    passage and the known text, 0 to 100; ``coverage``: share of the known text that is there, 0 to
    100; ``exact``: the file is this text and no more, by the SPDX matching guidelines (a text that
    stands in full beside other words has score and coverage 100 and is not exact); ``start`` and
    ``end``: half-open range in characters of the original file.
    """

    id: str
    score: float
    coverage: float
    exact: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Identity:
    """What a text is known as: an SPDX expression (``None`` when unknown) and its matches in order.

    ``complete``: false where the file was too long to tell all known texts in it, or has too many.
    """

    expression: str | None
    matches: tuple[LicenseMatch, ...]
    complete: bool = True


def identity_values(identity: Identity) -> dict[str, Any]:
    """The expression and its matches as JSON values; ``complete`` only where it is not."""
    values: dict[str, Any] = {
        "expression": identity.expression,
        "matches": [record_dict(match) for match in identity.matches],
    }
    return values if identity.complete else values | {"complete": False}


@dataclass(frozen=True, slots=True)
class AuthorityDecision:
    """What an authority decided on the identified license.

    ``authority``: ``"OSI"``, ``"FSF"``, ``"Fedora"``, ``"Debian"``, ``"Blue Oak"``; ``decision``:
    ``"approved"``, ``"rejected"``, ``"free"``, ``"nonfree"``, ...; ``date``: ISO 8601 as far as known;
    ``source``: where the decision is written down.
    """

    authority: str
    decision: str
    date: str | None
    source: str
    category: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between a text and the nearest known one.

    ``base``: id of the known license; ``change``: what was done, in words; ``start`` and ``end``:
    the changed range in characters of the original file (a point where words were taken out);
    ``findings``: ids of findings of the report that the change added or altered; ``removed`` the
    kinds it took away; ``before`` and ``after`` the words on either side.
    """

    base: str
    change: str
    effect: ChangeEffect
    start: int
    end: int
    findings: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    clauses: tuple[int, ...] = ()
