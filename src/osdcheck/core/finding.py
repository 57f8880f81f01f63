"""What a license says, typed, with the words that say it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

Effect = Literal["restriction", "duty", "grant"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number a license makes something depend on.

    ``unit``: ``"monthly-active-users"``, ``"users"``, ``"revenue"``, ``"funding"``,
    ``"employees"``, ``"seats"``, ``"devices"``, ``"copies"``, ``"days"`` ... (a month is 30 days, a
    year 365); ``comparator``: ``">"``, ``">="``, ``"<"``, ``"<="`` or ``"="``; ``currency``: ISO 4217;
    ``period``: ``"month"``, ``"year"`` ...; ``as_of``: the words that name the date the number is taken at.
    """

    number: int | float
    unit: str
    comparator: str | None = None
    currency: str | None = None
    period: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """The slots behind a finding; absent ones are ``None`` (left out of ``to_dict``).

    ``text`` is the clean form of the quote; ``stem`` the clean words that introduce the list
    the quote stands in; ``grants`` names the missing grants of a ``missing-grant`` finding;
    ``modality`` is how the words bind (``"grant"``, ``"prohibition"``, ``"duty"``, ``"condition"``);
    ``license`` the known license whose text is quoted, in the report of an SPDX expression.
    """

    threshold: Threshold | None = None
    purpose: str | None = None
    party: str | None = None
    territory: str | None = None
    exception: str | None = None
    reference: str | None = None
    grants: tuple[str, ...] | None = None
    stem: str | None = None
    text: str | None = None
    modality: str | None = None
    license: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One typed statement of a license.

    ``id`` is unique in its report (``"f1"``); ``kind`` an identifier of the kinds table;
    ``clauses`` the OSD clauses it bears on (1 to 10, ascending); ``quote`` the words of the
    original file, ``original[start:end]``; ``start`` and ``end`` count characters of the
    original, ``line_start`` and ``line_end`` its lines from 1. A ``missing-grant`` has none of
    these: quote, offsets and lines are ``None``.
    """

    id: str
    kind: str
    effect: Effect
    clauses: tuple[int, ...]
    quote: str | None
    start: int | None
    end: int | None
    line_start: int | None
    line_end: int | None
    details: Details


def record_dict(record: Any) -> dict[str, Any]:
    """Fields of a frozen record as plain JSON values; ``None`` fields are left out."""
    result: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if value is None:
            continue
        if hasattr(value, "__dataclass_fields__"):
            value = record_dict(value)
        elif isinstance(value, tuple):
            value = list(value)
        result[field.name] = value
    return result
