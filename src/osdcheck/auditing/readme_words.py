"""What a README says of the license outside of a section about it: in a sentence, on a badge, by a link."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial

from osdcheck.auditing.asked import asked_papers
from osdcheck.auditing.bans import ban_papers
from osdcheck.auditing.idioms import idiom_papers
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.parts import owner
from osdcheck.auditing.rider_papers import rider_paper
from osdcheck.auditing.riders import rider_sentences, sentences
from osdcheck.auditing.roles import LICENSES, role_of
from osdcheck.auditing.texts import Judge
from osdcheck.core.audit import Conflict, FileRole, Location
from osdcheck.core.evidence import Declared
from osdcheck.document.decode import decode
from osdcheck.errors import InputError
from osdcheck.evidence.badges import license_badges
from osdcheck.evidence.fragments import about_others
from osdcheck.evidence.hosts import find_names, linked_names
from osdcheck.evidence.license_names import understand
from osdcheck.evidence.names import Names
from osdcheck.evidence.prose import read_passages
from osdcheck.evidence.sections import Section
from osdcheck.evidence.statements import BADGE, SENTENCE, stated
from osdcheck.evidence.words import split
from osdcheck.tables.audit_words import load_audit_words

_ROLE: FileRole = "readme-section"
_MOST = 10
"""Sentences of one README that may name the license."""
_MOST_QUOTED = 200
_PICTURE = re.compile(r"\[?!\[[^\]\n]*\]\([^()\n]*\)(?:\]\([^()\n]*\))?|<img\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"\[[^\[\]\n]+\]\(\s*<?https?://", re.IGNORECASE)
"""What a table of other works holds beside its pictures: addresses of these."""


@dataclass(slots=True)
class Readmes:
    """READMEs whose sentences wait until all names and files of the tree are known.

    ``texts``: path, text, its sections about the license, and the text without what is harmless;
    ``pointers``: license files that sections name; ``pages``: path and text of pages that tell of the use.
    """

    texts: list[tuple[str, str, tuple[Section, ...], str]] = field(default_factory=list)
    pointers: list[tuple[str, Location]] = field(default_factory=list)
    pages: list[tuple[str, str]] = field(default_factory=list)

    def add(self, path: str, text: str, sections: Sequence[Section], cleared: str) -> None:
        """A README with its sections about the license; ``cleared``: without what takes nothing away."""
        self.texts.append((path, text, tuple(sections), cleared))

    def talk(self, path: str, data: bytes) -> None:
        """A page that may say in passing who needs a license for money; nobody expects terms in it."""
        with suppress(InputError):
            self.pages.append((path, decode(data, path)))

    def point(self, path: str, section: Section) -> None:
        """A section that names no license: it may name a file that holds it."""
        for name, line in pointed_to(section):
            quote = section.text.splitlines()[line - section.line_start].strip()[:_MOST_QUOTED]
            self.pointers.append((name, Location(path, line, line, quote)))
            break

    def read(self, names_for: Callable[[str], list[str]], judge: Judge) -> tuple[list[Declared], list[Paper]]:
        """What they declare and what they take away; ``names_for``: what the project is called."""
        declared: list[Declared] = []
        papers: list[Paper] = []
        for path, text, sections, cleared in self.texts:
            names = cache(partial(own_names, path, text, names_for))
            declared += said_on_badges(text, path)
            if not any(map(_has_words, sections)):
                declared += said_in_prose(text, path, names)
            papers += _idioms(cleared, path, judge, names)
            papers += asked_papers(cleared, path, _ROLE, judge, names)
            papers += ban_papers(cleared, path, _ROLE, judge, names, sections)
        for path, text in self.pages:
            for sentence in rider_sentences(text, ()):
                papers += rider_paper(judge, path, sentence)
            names = cache(partial(own_names, path, text, names_for))
            papers += _idioms(text, path, judge, names)
            papers += asked_papers(text, path, _ROLE, judge, names)
        return declared, papers

    def missing(self, paths: Collection[str]) -> Iterator[Conflict]:
        """License files that are named, where neither the folder nor one above it has any."""
        folders = {
            owner(path) for path in paths if (role := role_of(path)) is not None and role.id in LICENSES
        }
        known = {path.rsplit("/", 1)[-1].lower() for path in paths} if self.pointers else set()
        for name, place in self.pointers:
            above = owner(place.path)
            while above and above not in folders:
                above = above.rpartition("/")[0]
            if above not in folders and name.rsplit("/", 1)[-1].lower() not in known:
                message = f"{place.path} refers to {name}, which is not in the repository."
                yield Conflict("file-missing", message, (place,))


def _has_words(section: Section) -> bool:
    """Whether a section says anything beside its pictures."""
    return re.search(r"[^\W\d_]", _PICTURE.sub(" ", section.text)) is not None


def _idioms(text: str, path: str, judge: Judge, names: Callable[[], Names]) -> Iterator[Paper]:
    """What sentences restrict in words of no license, as terms that stand beside it."""
    return (replace(one, aside=one.text) for one in idiom_papers(text, path, _ROLE, judge, names))


def own_names(path: str, text: str, names_for: Callable[[str], list[str]]) -> Names:
    """What a README and what is around it call the project."""
    return find_names(read_passages(text, path), path=path, given=names_for(path), linked=linked_names(text))


def said_in_prose(text: str, path: str, names: Callable[[], Names]) -> Iterator[Declared]:
    """Licenses that sentences about the whole project name; ``names``: its own."""
    whole, offered = load_audit_words().whole, load_audit_words().offering
    found = []
    declared: dict[str, Declared] = {}
    for start, end, block in sentences(text):
        words = " ".join(text[start:end].split())
        match = offered.match(words)
        # "Licensed under X." behind something else is said of that.
        if whole.match(words) or (match and (_named(match) or not text[block:start].strip(" \t\r\n*_>"))):
            found.append((start, end, words))
    for start, end, words in found[:_MOST]:
        match = None if whole.match(words) else offered.match(words)
        name = _named(match) if match else ""
        if not all(names().is_own(word.written) for word in split(name)):
            continue
        line = text.count("\n", 0, start) + 1
        said = stated(text[start:end], path=path, field=SENTENCE, line=line)
        if said is not None:
            declared.setdefault(said.words, said.named.declared)
    # Where several licenses are named, they are those of several works.
    if len(declared) == 1:
        yield from declared.values()


def _named(offer: re.Match[str]) -> str:
    """The work that a sentence offers, by its name; empty where it has none."""
    return offer["name"] or offer["work"] or ""


def said_on_badges(text: str, path: str) -> Iterator[Declared]:
    """The license that badges name; nothing where they name several, which are of several works.

    A badge below a heading that is about the work of others says nothing of the project.
    """
    badges = license_badges(text, path)
    passages = read_passages(text, path) if badges else ()
    starts = [one.start for one in passages]
    found: dict[str, int] = {}
    for start, name in badges:
        above = bisect_right(starts, start)
        if not (above and about_others(passages[above - 1])) and not _is_shown(text, start):
            found[name] = start
    if len(found) != 1:
        return
    ((name, start),) = found.items()
    line = text.count("\n", 0, start) + 1
    quote = text[start:].split("\n", 1)[0].strip()[:_MOST_QUOTED]
    declared = Declared(path, BADGE, name, line, quote)
    named = understand(declared)
    if named.expression is not None and named.problem is None and not named.loose:
        yield declared


def _is_shown(text: str, at: int) -> bool:
    """Whether a badge is only shown: in a quote, behind a comment without an end, in a table of others."""
    low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[low : high if high >= 0 else len(text)].strip()
    opened = text.rfind("\n<!--", 0, at)
    if line.startswith(">") or (opened >= 0 and "-->" not in text[opened:]):
        return True
    cells = [one for one in _CELL.split(_PICTURE.sub("", line)) if one.strip()] if line.count("|") > 1 else []
    return any(_LINK.search(one) for one in cells)


def pointed_to(section: Section) -> Iterator[tuple[str, int]]:
    """License files that a section says are beside it, each with its line."""
    for match in load_audit_words().pointed.finditer(section.text):
        target = next(filter(None, match.groups()))
        role = role_of(target.rsplit("/", 1)[-1])
        if role is not None and role.id in LICENSES:
            yield target, section.line_start + section.text.count("\n", 0, match.start())
