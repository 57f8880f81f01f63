"""Compares two licenses: two sources in, what differs clause by clause out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache

from osdcheck.check import check_license
from osdcheck.comparison import Rules, Side, compare_sides
from osdcheck.core.comparison import Comparison
from osdcheck.core.report import ExpressionNode, Report
from osdcheck.document import read_document
from osdcheck.expressions import check_expression
from osdcheck.identity.records import find_record, text_of
from osdcheck.tables import load_comparison, load_kinds

__all__ = ["compare_licenses", "compare_read", "known_side", "read_side"]


def compare_licenses(a: str | bytes | os.PathLike[str], b: str | bytes | os.PathLike[str]) -> Comparison:
    """Both verdicts for each clause, and what ``a`` has and ``b`` has not, the reverse, and what changed.

    Each source is what :func:`~osdcheck.check.check_license` takes: a license text, an SPDX expression or
    the name of a known license (``str``), a file's bytes, or the path of a file (``os.PathLike``).

    Raises :class:`~osdcheck.errors.InputError` (one of its subclasses) for a source that holds no readable
    text, and :class:`~osdcheck.errors.ExpressionError` for a name that nobody knows.

    >>> compare_licenses("MIT", "JSON").summary
    'A is open source, B is not: B adds a code of conduct (6).'
    """
    return compare_read(read_side(a), read_side(b))


def compare_read(a: Side, b: Side) -> Comparison:
    """The comparison of two licenses that were judged before."""
    return compare_sides(a, b, rules=_rules(), names=_names())


def read_side(source: str | bytes | os.PathLike[str]) -> Side:
    """A source judged, with its words; sources and errors as in :func:`compare_licenses`."""
    report = check_license(source)
    return _known(report) if report.expression is not None else Side(report, read_document(source).clean)


def known_side(name: str) -> Side:
    """A known license, or an SPDX expression of several, judged.

    Raises :class:`~osdcheck.errors.ExpressionError`, with the nearest names, for anything else.
    """
    return _known(check_expression(name))


def _known(report: Report) -> Side:
    names = dict.fromkeys(_leaves(report.expression)) if report.expression else {}
    found = [record for name in names if (record := find_record(name)) is not None]
    texts = [text for record in found if (text := text_of(record)).strip()]
    return Side(report, "\n\n".join(read_document(text.encode()).clean for text in texts))


def _leaves(node: ExpressionNode) -> Iterator[str]:
    if node.report is not None and node.report.source.name is not None:
        yield node.report.source.name
    for operand in node.operands:
        yield from _leaves(operand)


@cache
def _rules() -> Rules:
    table = load_comparison()
    return Rules(table.slots, table.by_name)


@cache
def _names() -> Mapping[str, str]:
    return {kind.id: kind.name for kind in load_kinds()}
