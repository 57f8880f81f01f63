"""Works of others that sentences of a license file or a notice bundle, each with its license or a pointer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise
from posixpath import dirname, join, normpath
from typing import NamedTuple

from osdcheck.core.identity import LicenseMatch
from osdcheck.tables import load_audit

LEAST = 400
"""Characters of terms that must stand before the first of them in a license file."""
_SURE = 90.0
_NEAR = 600
"""Characters between such a sentence and the known license that belongs to it."""
_JOINED = 40
_LONGEST = 2_000
"""Characters of a paragraph that are read."""
_MOST_READ = 1_000
MOST = 200
"""Works of one file beyond which it is left as it is."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_RULE = re.compile(r"^[ \t]*[-=*_#~]{5,}[ \t]*$", re.MULTILINE)
_COPYRIGHT = re.compile(r"(?:copyright|\(c\)|©)[^\n]*", re.IGNORECASE)
_CAPITAL = re.compile(r"\b[A-Z][\w&-]*")
_FORMS = frozenset({"the", "copyright", "c", "inc", "ltd", "llc", "gmbh", "ag", "corp", "corporation", "co"})
_PATH = re.compile(r"(?<![\w/:])[\w@+.-]+(?:/[\w@+.-]+)*")
_WORK = re.compile(
    r"[^,.;:()\n]{1,80}?(?=\s+(?:which|that|licen[cs]ed|under|developed|is|are|from|by)\b|[,.;:()\n]|\Z)"
)


class Bundle(NamedTuple):
    """A stretch of a text that is about a work of others.

    ``said``: where the words end that say so; ``work``: what it is called; ``known``: its license is a known
    text or stands elsewhere, so that all of the stretch is about it.
    """

    start: int
    said: int
    end: int
    work: str
    known: bool


@cache
def _words() -> tuple[re.Pattern[str], ...]:
    table = load_audit()["bundled"]
    return tuple(re.compile(table[one]) for one in ("lead", "terms", "own", "ours", "takes"))


def bundles(text: str, matches: Sequence[LicenseMatch]) -> tuple[Bundle, ...]:
    """The bundled works of a license file in their order; ``matches``: the known licenses in it.

    >>> bundles("MIT License", ())
    ()
    """
    within = [(one.start, one.end) for one in matches]
    leads = [
        one
        for one in _leads(text)
        if one.start >= LEAST and not any(start < one.start < end for start, end in within)
    ]
    if len(leads) > MOST:
        return ()
    ends = [*(one.start for one in leads[1:]), *([len(text)] if leads else ())]
    found = (_bundle(text, lead, limit, matches) for lead, limit in zip(leads, ends, strict=True))
    takes = _words()[-1]
    return tuple(one for one in found if not takes.search(text, one.start, one.said))


def has_bundles(text: str) -> bool:
    """Whether a license file may bundle works of others: known licenses in it need not be looked for else."""
    return any(one.start >= LEAST for one in _leads(text))


def _leads(text: str) -> Iterator[Bundle]:
    """Paragraphs that begin by saying that another work is bundled, and speak of its license."""
    lead, terms, own, ours, _ = _words()
    holders: frozenset[str] | None = None
    at = 0
    for _ in range(_MOST_READ):
        match = lead.search(text, at)
        if match is None:
            return
        if holders is None:
            # Who holds the rights in the project is told before anything else.
            holders = _holders(text[: match.start()])
        longest = min(len(text), match.end() + _LONGEST)
        stop = _PARAGRAPH.search(text, match.end(), longest)
        at = end = stop.start() if stop else longest
        said = text[match.start() : end]
        found = _WORK.match(text, match.end())
        work = " ".join(found[0].split()) if found else ""
        named = _capitals(work)
        if named and named <= holders:
            continue
        if work and terms.search(said) and not own.search(said) and not ours.search(work):
            yield Bundle(match.start(), end, end, work, True)


def _holders(text: str) -> frozenset[str]:
    return frozenset().union(*(_capitals(one[0]) for one in _COPYRIGHT.finditer(text)))


def _capitals(words: str) -> frozenset[str]:
    """Words that are written like names, in lower case."""
    return frozenset(one.lower() for one in _CAPITAL.findall(words)) - _FORMS


def _bundle(text: str, lead: Bundle, limit: int, matches: Sequence[LicenseMatch]) -> Bundle:
    """The stretch up to the end of its license; a pointer to one is a paragraph."""
    following = [one for one in matches if lead.start < one.start < limit]
    if (
        following
        and following[0].start - lead.end <= _NEAR
        and not _parted(text, lead.end, following[0].start)
    ):
        first, end = following[0], following[0].end
        for before, after in pairwise(following):
            if after.start - before.end > _JOINED:
                break
            end = after.end
        if min(first.score, first.coverage) >= _SURE:
            return lead._replace(said=min(first.start, lead.end), end=max(end, lead.end))
    if not text[: lead.end].rstrip().endswith(":"):
        return lead
    rule = _RULE.search(text, _body(text, lead.end), limit)
    return lead._replace(end=rule.start() if rule else limit, known=False)


def _body(text: str, at: int) -> int:
    """Where the words behind a sentence begin, a rule drawn below it passed over."""
    rule = _RULE.match(text, at + len(text[at:]) - len(text[at:].lstrip()))
    return rule.end() if rule else at


def _parted(text: str, start: int, end: int) -> bool:
    """Whether a rule with words in front of it stands between two places."""
    rule = _RULE.search(text, start, end)
    return rule is not None and bool(text[start : rule.start()].strip())


def pointers(text: str, path: str, papers: Collection[str], *, all_of_it: bool) -> Iterator[tuple[str, str]]:
    """License files that a text says are of bundled works, each with what the work is called.

    ``text`` stands at ``path``; ``papers``: paths of the license files that are there; ``all_of_it``: the
    text is about bundled works as a whole.
    """
    said = [(text, "")] if all_of_it else [(text[one.start : one.end], one.work) for one in _leads(text)]
    home = dirname(path)
    names = {one.rsplit("/", 1)[-1] for one in papers}
    for words, work in said:
        for match in _PATH.finditer(words):
            name = match[0].rstrip(".")
            if name.rsplit("/", 1)[-1] not in names:
                continue
            for place in dict.fromkeys((normpath(join(home, name)), normpath(name))):
                if place in papers and place != path:
                    yield place, work
