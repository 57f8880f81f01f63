"""Looks licenses up by what they are called, what they are for, and who ruled on them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from osdcheck.catalog.verdicts import TextVerdict, VerdictTable
from osdcheck.core.identity import AuthorityDecision
from osdcheck.core.report import Overall
from osdcheck.identity.authorities import AUTHORITIES, decisions_for, is_osi_approved, possible_decisions
from osdcheck.identity.records import LicenseRecord, RecordKind, records


@dataclass(frozen=True, slots=True)
class LicenseEntry:
    """One known license of a list: its record, who ruled how, and the verdict.

    ``verdict`` is that of its text, ``None`` where it was not computed; ``overall`` counts the
    approval of the OSI as well.
    """

    record: LicenseRecord
    decisions: tuple[AuthorityDecision, ...]
    verdict: TextVerdict | None

    @property
    def overall(self) -> Overall | None:
        """``open`` for what the OSI approved, else the verdict of the text."""
        if is_osi_approved(self.decisions) and self.verdict is not None:
            return "open"
        return self.verdict.overall if self.verdict else None


def find_licenses(
    query: str = "",
    *,
    verdict: Overall | None = None,
    authorities: Sequence[tuple[str, str | None]] = (),
    kinds: Collection[RecordKind] = (),
    table: VerdictTable,
    compute: Callable[[Sequence[LicenseRecord]], None] | None = None,
) -> tuple[LicenseEntry, ...]:
    """Known licenses whose names hold every word of ``query``, in the order of their ids.

    ``authorities``: pairs of an authority and its decision (``None`` for any), all of which must have
    been made; ``kinds``: any of them. ``compute`` is called with the records whose verdict ``table``
    lacks before one is looked at, and has to add them to the table.
    """
    words = query.lower().split()
    found = [
        (record, decisions_for(record.id))
        for record in records()
        if (not kinds or record.kind in kinds) and _is_called(record, words)
    ]
    ruled = [pair for pair in found if all(_has(pair[1], wanted) for wanted in authorities)]
    if compute is not None:
        compute(table.missing(record for record, _ in ruled))
    entries = (LicenseEntry(record, decisions, table.rows.get(record.id)) for record, decisions in ruled)
    return tuple(entry for entry in entries if verdict is None or entry.overall == verdict)


def authorities_named(wanted: str) -> tuple[str, str | None]:
    """Authority and decision of ``"OSI:approved"`` or ``"debian"``, in any case.

    Raises ``ValueError`` that names what is known.
    """
    name, colon, said = wanted.partition(":")
    for authority in AUTHORITIES:
        if authority.lower().replace(" ", "") == name.strip().lower().replace(" ", "").replace("-", ""):
            decision, possible = said.strip().lower(), possible_decisions(authority)
            if colon and decision not in possible:
                raise ValueError(f"{said.strip()!r} is no decision of {authority}: {', '.join(possible)}")
            return authority, decision or None
    raise ValueError(f"{name!r} is none of {', '.join(AUTHORITIES)}")


def _is_called(record: LicenseRecord, words: Sequence[str]) -> bool:
    names = " ".join((record.id, record.key, record.name, record.short_name, *record.aliases)).lower()
    return all(word in names for word in words)


def _has(decisions: Sequence[AuthorityDecision], wanted: tuple[str, str | None]) -> bool:
    authority, decision = wanted
    return any(
        one.authority == authority and (decision is None or one.decision == decision) for one in decisions
    )
