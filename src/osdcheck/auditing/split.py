"""License files that hold more than one license, taken apart."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from osdcheck.auditing.bundled import bundled_from, portion_of
from osdcheck.auditing.bundles import Bundle, bundles, has_bundles
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.roles import Role
from osdcheck.auditing.texts import Judge, doubtful
from osdcheck.core.audit import Counted
from osdcheck.document.decode import decode

_RIGHTS = frozenset({"grant-use", "grant-copy", "grant-modify", "grant-redistribute"})
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
    if cut is not None:
        return _parted(path, role, judge, text[:cut], text, cut)
    return _without_bundles(path, text, role, judge)


def _without_bundles(path: str, text: str, role: Role, judge: Judge) -> tuple[Paper, ...]:
    """A license and the works that single sentences of it bundle; nothing where it gives no right.

    What a license says that is not known may be about the project as well: then it stays unclear.
    """
    if not has_bundles(text):
        return ()
    known = judge.judge_part(text, path, start=0, line=1).report.license
    matches = known.matches if known is not None else ()
    own, papers = text, []
    for one in bundles(text, matches):
        paper = _bundle_paper(path, text, one, judge)
        if paper is not None:
            papers.append(paper)
            own = own[: one.start] + _BLANKED.sub(" ", own[one.start : one.end]) + own[one.end :]
    license_text = judge.judge_part(own, path, start=0, line=1)
    if not papers or not (license_text.approved or "grant-redistribute" in license_text.grants):
        return ()
    return (Paper(path, role.id, role.counts, license_text.sha256, license_text), *papers)


def _bundle_paper(path: str, text: str, one: Bundle, judge: Judge) -> Paper | None:
    """What is said of a work of others; ``None`` where the words may be terms of the project.

    So they may where the sentence itself takes something, and where what follows gives no right.
    """
    words = text[one.start : one.end].rstrip()
    line = text.count("\n", 0, one.start) + 1
    last = line + words.count("\n")
    part = judge.judge_part(words, path, start=one.start, line=line)
    fails = [each.finding.start for each in part.weighed if each.verdict == "fail"]
    pointing = one.said == one.end
    unread = pointing and "unclassified-restriction" in part.report.review_reasons
    if unread or any(start is None or start < one.said for start in fails):
        return None
    if fails and not _RIGHTS & part.grants:
        return None
    paper = Paper(path, "third-party", "apart", part.sha256, part, line, last, work=one.work)
    if not part.terms:
        return replace(paper, counted="neutral")
    if one.known or not part.restricts:
        return paper
    # A text that nobody knows may go on to speak of the project.
    unclear = doubtful(part)
    return replace(paper, role="notice", counted="restrictions", text=unclear, aside=unclear)


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
