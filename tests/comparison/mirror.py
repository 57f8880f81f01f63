"""A comparison seen from the other side, in a form in which two of them can be compared."""

from __future__ import annotations

from typing import Any

from osdcheck import Comparison, Difference

_OTHER = {"added": "removed", "removed": "added", "changed": "changed"}
_OPERATION = {"equal": "equal", "replace": "replace", "insert": "delete", "delete": "insert"}


def seen(comparison: Comparison, *, mirrored: bool = False) -> dict[str, Any]:
    """Verdicts and changes without the summary, which speaks from the point of view of ``b``."""
    return {
        "clauses": [
            (
                clause.number,
                (clause.b, clause.a) if mirrored else (clause.a, clause.b),
                [_change(one, mirrored) for one in clause.changes],
            )
            for clause in comparison.clauses
        ],
        "passages": [
            (one.before, one.b, one.a, one.after) if mirrored else tuple(one) for one in comparison.passages
        ],
        "beyond": [_change(one, mirrored) for one in comparison.beyond_osd],
    }


def _change(one: Difference, mirrored: bool) -> tuple[Any, ...]:
    slots = [(slot.slot, slot.b, slot.a) if mirrored else tuple(slot) for slot in one.details.slots]
    runs = [
        (_OPERATION[run.operation], run.b, run.a) if mirrored else tuple(run) for run in one.details.words
    ]
    return (
        _OTHER[one.change] if mirrored else one.change,
        one.kind,
        one.b if mirrored else one.a,
        one.a if mirrored else one.b,
        one.details.weight,
        one.details.further,
        slots,
        runs,
    )
