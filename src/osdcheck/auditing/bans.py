"""Sentences of a README that forbid something of the project by its name: "Foo may not be used by banks."."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from osdcheck.auditing.idioms import of_another
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.riders import LONGEST, MOST, is_rider, is_warning, passage, sentences, taken_away
from osdcheck.auditing.texts import Judge, said_at
from osdcheck.auditing.tops import quoted_from
from osdcheck.core.audit import FileRole
from osdcheck.errors import InputError
from osdcheck.evidence.names import Names
from osdcheck.evidence.sections import Section
from osdcheck.tables.audit_words import Ban, Idiom, load_audit_words

_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|\]\([^()\s]*\)")
_WORD = re.compile(r"[\w.+-]+")


def ban_papers(
    text: str,
    path: str,
    role: FileRole,
    judge: Judge,
    names: Callable[[], Names],
    sections: Sequence[Section] = (),
) -> Iterator[Paper]:
    """A paper for each such sentence, the first few; those that are read as terms already are left out.

    ``names``: of the project; ``sections``: those about the license, which are read as a whole.
    """
    tried = 0
    for start, end, block in sentences(text):
        words = text[start:end]
        inside = any(one.start <= start < one.start + len(one.text) for one in sections)
        found = _ban(words, inside=inside)
        if found is None or not _is_own(found[1], names):
            continue
        tried += 1
        if tried > MOST:
            return
        if of_another(text[max(block, start - LONGEST) : start], "", names()):
            continue
        paper = _paper(passage(text, start, end), path, role, judge, found[0], read=inside or is_rider(words))
        if paper is not None:
            yield paper


def ban_paper(judge: Judge, path: str, sentence: Section, head: str) -> list[Paper]:
    """The paper of a sentence at the top of a source that is a ban or an idiom, and no rider; else empty.

    ``head``: the top of the source as it is written.
    """
    ban = _meant(sentence.text)
    if ban is None:
        return []
    paper = _paper(sentence, path, "notice", judge, ban, read=is_rider(sentence.text))
    if paper is None or paper.text is None:
        return []
    quoted = quoted_from(paper.text, head)
    return [replace(paper, text=quoted, aside=quoted)]


def _meant(words: str) -> Idiom | None:
    """A ban on the use of the file itself, or an idiom."""
    found = _ban(words)
    works = load_audit_words().bans.works | {"file", "files", "module", "header"}
    if found is not None and all(word.lower() in works for word in _WORD.findall(found[1])):
        return found[0]
    return load_audit_words().idioms.meant(" ".join(words.split()))


def _ban(words: str, *, inside: bool = False) -> tuple[Ban, str] | None:
    """What a sentence forbids, and the words that name the work, which may be none."""
    if len(words) > LONGEST:
        return None
    said = " ".join(words.split())
    table = load_audit_words().bans
    if table.aside.search(_ADDRESS.sub(" ", said)) or is_warning(said):
        return None
    for one in table.rows:
        match = one.said.search(said) if inside or not one.section else None
        if match is not None:
            return one, " ".join(filter(None, match.groupdict().values()))
    return None


def _is_own(name: str, names: Callable[[], Names]) -> bool:
    """Whether all words by which a work is named are the project's, or of works at large."""
    common = load_audit_words().bans.works
    return all(
        word.lower() in common or names().is_own(word) or names().unclaimed for word in _WORD.findall(name)
    )


def _paper(
    sentence: Section, path: str, role: FileRole, judge: Judge, ban: Idiom, *, read: bool
) -> Paper | None:
    """The sentence as the grammar understands it, else as what it means.

    ``read``: it was judged already, so that what the grammar understands is known.
    """
    start, line = sentence.start, sentence.line_start
    try:
        judged = judge.judge_part(sentence.text, path, start=start, line=line, supplement=True)
    except InputError:
        return None
    kinds = load_audit_words().bans.kinds
    weighed = tuple(one for one in judged.weighed if one.verdict == "fail" and one.finding.kind in kinds)
    if weighed:
        if read and taken_away(judged):
            return None
        judged = replace(judged, weighed=weighed)
    else:
        meant = judge.judge(ban.means.encode("utf-8"), path, supplement=True)
        judged = said_at(meant, sentence.text, start, line, sure=ban.sure)
    return Paper(path, role, "restrictions", judged.sha256, judged, line, sentence.line_end, aside=judged)
