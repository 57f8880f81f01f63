"""Sentences at the top of a source that narrow the file, judged as terms that hold for it."""

from __future__ import annotations

from osdcheck.auditing.bans import ban_paper
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.rider_papers import rider_paper
from osdcheck.auditing.texts import Judge, said_at
from osdcheck.auditing.tops import quoted_from, top_bans, top_riders
from osdcheck.evidence.sections import Section


def top_papers(data: bytes, path: str, judge: Judge) -> list[Paper]:
    """A paper for each sentence of the comments before the first line of code that narrows the file.

    ``data``: the head of a source; ``path`` tells its language. The places and quotes are those of the file.
    """
    papers: list[Paper] = []
    for sentence, written, means in top_riders(data, path):
        if means is not None:
            papers.append(_paid(judge, path, sentence, written, means))
        else:
            papers += rider_paper(judge, path, sentence, role="notice", head=written)
    taken = {paper.line_start for paper in papers}
    for sentence, written in top_bans(data, path):
        if sentence.line_start not in taken:
            papers += ban_paper(judge, path, sentence, written)
    return papers


def _paid(judge: Judge, path: str, sentence: Section, head: str, means: str) -> Paper:
    """The paper of a sentence by which the file is under a license for money: judged as what it ``means``."""
    line = sentence.line_start
    judged = judge.judge(means.encode("utf-8"), path, supplement=True)
    judged = quoted_from(said_at(judged, sentence.text, sentence.start, line), head)
    return Paper(path, "notice", "restrictions", judged.sha256, judged, line, sentence.line_end, aside=judged)
