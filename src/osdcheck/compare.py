"""Compares two licenses: two sources in, what differs clause by clause out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache

from osdcheck.check import check_license
from osdcheck.comparison import Rules, Side, compare_sides
from osdcheck.core.comparison import Comparison
from osdcheck.document import read_document
from osdcheck.tables import load_comparison, load_kinds


def compare_licenses(a: str | bytes | os.PathLike[str], b: str | bytes | os.PathLike[str]) -> Comparison:
    """Both verdicts for each clause, and what ``a`` has and ``b`` has not, the reverse, and what changed.

    Each source is what :func:`~osdcheck.check.check_license` takes: a license text or the name of a known
    license (``str``), a file's bytes, or the path of a file (``os.PathLike``).
    """
    return compare_sides(_side(a), _side(b), rules=_rules(), names=_names())


def _side(source: str | bytes | os.PathLike[str]) -> Side:
    return Side(check_license(source), read_document(source).clean)


@cache
def _rules() -> Rules:
    table = load_comparison()
    return Rules(table.slots, table.by_name)


@cache
def _names() -> Mapping[str, str]:
    return {kind.id: kind.name for kind in load_kinds()}
