"""License files that hold more than one license, taken apart."""

from __future__ import annotations

import hashlib
import re

from osdcheck.auditing.bundled import bundled_from, portion_of
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.roles import Role
from osdcheck.auditing.texts import Judge
from osdcheck.core.audit import Counted
from osdcheck.document.decode import decode

_BLANKED = re.compile(r"[^\n]")


def split(path: str, data: bytes, role: Role, judge: Judge) -> tuple[Paper, ...]:
    """The license of a file and what stands apart in it; nothing where it is one license, or leaves none.

    Apart stand the terms of some folders where the rest has a license, and the licenses of bundled work.
    Raises :class:`~osdcheck.errors.InputError` for what holds no readable text.
    """
    digest = hashlib.sha256(data).hexdigest()
    if digest in judge.undivided:
        return ()
    parted = _taken_apart(path, decode(data, path), role, judge)
    if not parted:
        judge.undivided.add(digest)
    return parted


def _taken_apart(path: str, text: str, role: Role, judge: Judge) -> tuple[Paper, ...]:
    portion = portion_of(text)
    if portion is not None:
        start, rest, end = portion
        own = text[:start] + _BLANKED.sub(" ", text[start:end]) + text[end:]
        parted = _parted(path, role, judge, own, text[:rest], start)
        if parted:
            return parted
    cut = bundled_from(text)
    return _parted(path, role, judge, text[:cut], text, cut) if cut is not None else ()


def _parted(path: str, role: Role, judge: Judge, own: str, text: str, start: int) -> tuple[Paper, ...]:
    """A license and what stands apart, from ``start`` on in ``text``; nothing where it gives no right."""
    license_text = judge.judge_part(own, path, start=0, line=1)
    if "grant-redistribute" not in license_text.grants and not license_text.approved:
        return ()
    first, last = text.count("\n", 0, start) + 1, text.count("\n") + 1
    apart = judge.judge_part(text[start:], path, start=start, line=first)
    end = own.count("\n") + (0 if own.endswith("\n") else 1)
    counted: Counted = "apart" if apart.terms else "neutral"
    return (
        Paper(path, role.id, role.counts, license_text.sha256, license_text, 1, end),
        Paper(path, "third-party", counted, apart.sha256, apart, first, last),
    )
