"""Sentences that narrow a license, judged as terms that stand beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from osdcheck.auditing.paper import Paper
from osdcheck.auditing.riders import taken_away
from osdcheck.auditing.texts import Judge, Text
from osdcheck.auditing.tops import quoted_from
from osdcheck.core.audit import Counted, FileRole
from osdcheck.errors import InputError
from osdcheck.evidence.sections import Section


def rider_paper(
    judge: Judge,
    path: str,
    sentence: Section,
    *,
    role: FileRole = "readme-section",
    head: str = "",
    counted: Counted = "whole",
) -> list[Paper]:
    """The paper of a sentence that takes something away; empty where it does not.

    ``head``: the top of the source that it stands in, as it is written.
    """
    start, line = sentence.start, sentence.line_start
    try:
        judged = judge.judge_part(sentence.text, path, start=start, line=line, supplement=True)
    except InputError:
        return []
    judged = replace(judged, weighed=taken_away(judged))
    if not judged.weighed:
        return []
    if head:
        judged = quoted_from(judged, head)
        counted = "restrictions"
    return [Paper(path, role, counted, judged.sha256, judged, line, sentence.line_end, aside=judged)]


def is_repeated(paper: Paper, others: Iterable[Paper]) -> bool:
    """Whether a section of the same file that holds the words takes the same away already."""
    first, last = paper.line_start or 0, paper.line_end or 0
    taken = set(_taken(paper.text, first, last))
    beside = (one for one in others if one.path == paper.path and (one.line_start or 0) <= first)
    return bool(taken) and any(
        last <= (one.line_end or 0) and taken.issubset(_taken(one.aside, first, last)) for one in beside
    )


def _taken(text: Text | None, first: int, last: int) -> Iterator[str]:
    """Kinds of what fails a clause in some lines."""
    for one in text.weighed if text is not None else ():
        if one.verdict == "fail" and first <= (one.finding.line_start or 0) <= last:
            yield one.finding.kind
