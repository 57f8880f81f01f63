"""Sentences that narrow a license, judged as terms that stand beside it."""

from __future__ import annotations

from dataclasses import replace

from osdcheck.auditing.paper import Paper
from osdcheck.auditing.riders import taken_away
from osdcheck.auditing.texts import Judge
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
