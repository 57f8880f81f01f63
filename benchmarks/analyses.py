"""Runs checks over many texts, on one process or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from license_data import license_text, row_text

import osdcheck


@dataclass(frozen=True, slots=True)
class Outcome:
    """Report of one text as a dict, or the error that stands in its place."""

    name: str
    report: dict[str, Any] | None
    error: str | None = None


def check_text(task: tuple[str, str], *, identify: bool = False) -> Outcome:
    """Check ``(name, text)``; whatever goes wrong becomes an outcome, so that the run goes on."""
    name, text = task
    try:
        return Outcome(name, osdcheck.check_license(text, identify=identify).to_dict())
    except Exception as error:
        return Outcome(name, None, f"{type(error).__name__}: {error}")


def check_key(key: str) -> Outcome:
    """Check the license of a LicenseDB key."""
    return check_text((key, license_text(key)))


def identify_key(key: str) -> Outcome:
    """Check the license of a LicenseDB key, and look up which one it is."""
    return check_text((key, license_text(key)), identify=True)


def check_keys(keys: Iterable[str], jobs: int, *, identify: bool = False) -> dict[str, Outcome]:
    """Outcome by key, in the order given."""
    check = identify_key if identify else check_key
    return {outcome.name: outcome for outcome in run(check, list(keys), jobs)}


def check_rows(rows: Iterable[dict[str, Any]], jobs: int) -> dict[str, Outcome]:
    """Outcome by key for labeled licenses, in the order given."""
    tasks = [(row["key"], row_text(row)) for row in rows]
    return {outcome.name: outcome for outcome in run(check_text, tasks, jobs)}


def run(function: Any, tasks: list[Any], jobs: int) -> Iterator[Any]:
    """Results of ``function`` over ``tasks`` in order; ``jobs`` processes, none extra for 1."""
    if jobs <= 1:
        yield from map(function, tasks)
        return
    with get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(function, tasks, chunksize=8)
