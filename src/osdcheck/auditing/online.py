"""Terms of a website or an online service, which stand in a repository and are none of its software."""

from __future__ import annotations

import re
from dataclasses import replace

from osdcheck.auditing.paper import Paper
from osdcheck.auditing.texts import doubtful
from osdcheck.tables.audit_words import load_audit_words

_ADDRESS = re.compile(r"https?://[^\s,;)]+|\b[\w-]+(?:\.[\w-]+)+\b")


def of_service(paper: Paper, words: str) -> Paper:
    """The paper as one that takes nothing from the project, where its ``words`` are about a service alone.

    Where they speak of software as well, what it takes away stays unclear.
    """
    text, table = paper.text, load_audit_words().service
    # "app.foo.org" is no app.
    words = " ".join(_ADDRESS.sub("it", words).split())
    if paper.role != "eula" or text is None or not text.terms or not table.told.search(words):
        return paper
    taken = [one.finding.quote or "" for one in text.weighed if one.verdict == "fail"]
    if not all(table.service.search(one) and not table.software.search(one) for one in taken):
        return paper
    if not table.software.search(words):
        return replace(paper, counted="neutral")
    unclear = doubtful(text)
    return replace(paper, role="notice", counted="restrictions", text=unclear, aside=unclear)
