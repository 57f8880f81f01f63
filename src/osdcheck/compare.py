"""Compares two licenses: two sources in, what differs clause by clause out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from osdcheck.analysis import analyze, find_contained, judge_together
from osdcheck.check import check_license
from osdcheck.comparison import Rules, Side, compare_sides
from osdcheck.comparison.spelling import spelling
from osdcheck.core.comparison import Comparison
from osdcheck.core.report import ExpressionNode, Report
from osdcheck.document import read_document
from osdcheck.expressions import check_expression
from osdcheck.identity.records import find_record, text_of
from osdcheck.recognition.incorporated import taken_in_by_name
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
    return compare_sides(_with_contained(a, b), _with_contained(b, a), rules=_rules(), names=_names())


def _with_contained(side: Side, other: Side) -> Side:
    """A license with what refers to a list of its own text, where one of the two refers to a list."""
    found = {one.kind for of in (side, other) for one in of.report.findings}
    kinds = _rules().contained.keys() & found
    if not (kinds and side.original and side.report.findings):
        return side
    return replace(side, contained=find_contained(side.original, kinds))


def read_side(source: str | bytes | os.PathLike[str]) -> Side:
    """A source judged, with its words; sources and errors as in :func:`compare_licenses`."""
    report = check_license(source)
    if report.expression is not None:
        return _known(report)
    document = read_document(source)
    return _with_taken_in(report, document.clean, document.original)


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
        key = node.report.source.name
        return _with_taken_in(own, _clean_text(key), _text(key))
    names = dict.fromkeys(_leaves(node)) if node is not None else {}
    return Side(report, _joined(map(_clean_text, names)))


def _with_taken_in(report: Report, text: str, original: str) -> Side:
    """A text, and the known texts that hold with it because it takes them in by name.

    A text that is judged by its own words may do so as well ("This version incorporates the terms of ..."):
    without the other text it says but half of what holds. Its verdicts stay those of its own words.
    """
    taken = report.incorporated
    if not taken and report.findings:
        taken = tuple(key for key in taken_in_by_name(text) if key not in _known_as(report))
        others = [(key, analyze(_text(key), name=key)) for key in taken]
        if others:
            findings = judge_together(analyze(text), others).report.findings
            findings = (*report.findings, *(one for one in findings if one.details.license in taken))
            report = replace(report, findings=findings, incorporated=taken)
    return Side(report, _joined([text, *map(_clean_text, taken)]), original)


def _known_as(report: Report) -> frozenset[str]:
    return frozenset(match.id for match in report.license.matches) if report.license else frozenset()


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(text for text in texts if text)


def _clean_text(name: str | None) -> str:
    text = _text(name)
    return read_document(text.encode()).clean if text.strip() else ""


def _text(name: str | None) -> str:
    record = find_record(name) if name else None
    return text_of(record) if record is not None else ""


def _leaves(node: ExpressionNode) -> Iterator[str]:
    if node.report is not None and node.report.source.name is not None:
        yield node.report.source.name
    for operand in node.operands:
        yield from _leaves(operand)


@cache
def _rules() -> Rules:
    table = load_comparison()
    return Rules(*table[:-1], spelling=spelling(**table.spelling._asdict()))


@cache
def _names() -> Mapping[str, str]:
    return {kind.id: kind.name for kind in load_kinds()}
