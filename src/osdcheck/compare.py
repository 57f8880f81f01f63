"""Compares two licenses: two sources in, what differs clause by clause out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
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
    node = report.expression
    if node is not None and node.report is not None:
        # One license: its own report counts characters and lines of its text, under the name that was given.
        source = replace(node.report.source, name=report.source.name)
        own = replace(node.report, source=source, license=report.license)
        return Side(own, _clean_text(node.report.source.name))
    names = dict.fromkeys(_leaves(node)) if node is not None else {}
    return Side(report, "\n\n".join(text for name in names if (text := _clean_text(name))))


def _clean_text(name: str | None) -> str:
    record = find_record(name) if name else None
    text = text_of(record) if record is not None else ""
    return read_document(text.encode()).clean if text.strip() else ""


def _leaves(node: ExpressionNode) -> Iterator[str]:
    if node.report is not None and node.report.source.name is not None:
        yield node.report.source.name
    for operand in node.operands:
        yield from _leaves(operand)


@cache
def _rules() -> Rules:
    table = load_comparison()
    return Rules(table.slots, table.by_name, table.roles)


@cache
def _names() -> Mapping[str, str]:
    return {kind.id: kind.name for kind in load_kinds()}
