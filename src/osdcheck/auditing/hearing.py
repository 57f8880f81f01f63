"""What a tree says of a commercial license: sentences that offer it, add it or say nothing that is known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from osdcheck.auditing.offers import LONGEST, Speaks, beside, is_about, speaks
from osdcheck.auditing.parts import owner
from osdcheck.auditing.roles import is_readme, is_source, role_of
from osdcheck.auditing.searched import Place, Searched, comments_of, place_of, text_of
from osdcheck.auditing.tree import Entry
from osdcheck.tables.audit_words import load_audit_words

_Block = list[tuple[int, str]]
"""The sentences of a paragraph or item of a list, each with the line it begins on."""
_BREAK = re.compile(
    r"(\n[ \t]*\n|\n(?=[ \t]*(?:[-*+•#>|]|\d{1,2}[.)])[ \t]))|(?<=[.!?])\s+(?=[A-Z*_\"“(\[`])"
)
_ITEM = re.compile(r"(?:[-*+•]|\d{1,2}[.)])\s+")
_HYPHENS = {ord(char): "-" for char in "\N{HYPHEN}\N{NON-BREAKING HYPHEN}"}
_QUOTED = 160
_HEADING = re.compile(r"(?:\s|<[^<>\n]*>)*#\s+([\w][\w.+-]{1,40})[ \t#]*\n")
_FIRST = 2_000
_OWN = "it"
"""How the project is called where its name stands."""
_LICENSE = "the license"
"""How a known license is called."""
_TOLD = re.compile(r"[-_.]|commercial|proprietary", re.IGNORECASE)
"""What the name of a file has that is no word of prose."""
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)|\[\s*\]\([^()\n]*\)")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about a commercial license: where it stands and what it makes of it.

    ``paragraph``: the words of all sentences that stand with it.
    """

    path: str
    line: int
    words: str
    speaks: Speaks
    place: Place
    paragraph: str = ""

    @property
    def quoted(self) -> str:
        """The sentence, cut where it is long, with its place."""
        quote = self.words if len(self.words) <= _QUOTED else self.words[: _QUOTED - 1] + "…"
        return f"“{quote}” ({self.path}:{self.line})"


@dataclass(frozen=True, slots=True)
class Matter:
    """What is heard of.

    ``home``: folder of the project; ``papers``: paths of the licenses for money that are there; ``names``:
    those of others; ``aside``: paths of papers that speak of no such license; ``copyleft``: the open license
    is such, so that who wants to keep a source closed needs another; ``known``: how known licenses are
    written that are declared as a choice, none of them for money.
    """

    home: str
    papers: Collection[str]
    names: Collection[str]
    aside: Collection[str]
    copyleft: bool
    known: Collection[str] = ()


def heard(matter: Matter, tree: Searched) -> Iterator[Said]:
    """Sentences of a tree about licenses for money, and of these themselves."""
    home = matter.home
    names = frozenset(one.lower() for name in (*matter.papers, *matter.names) for one in _called(name))
    within = list(tree.within(home))
    title = _title(within, home)
    licenses = _any_of(matter.known)
    for entry in within:
        path = entry.path
        if path in matter.papers:
            yield from _inside(path, text_of(entry))
            continue
        place = place_of(path, home) if path not in matter.aside else None
        if place is not None:
            text = comments_of(entry) if is_source(path) else text_of(entry)
            page = _Page(path, place, names, title, licenses, matter.copyleft)
            yield from _sentences(text, page)


def _called(path: str) -> tuple[str, ...]:
    """The name of a file or license, with and without what stands behind a dot, if it is no word of prose."""
    name = path.rsplit("/", 1)[-1]
    return tuple(one for one in (name, name.rsplit(".", 1)[0]) if _TOLD.search(one))


def _title(entries: Sequence[Entry], home: str) -> re.Pattern[str] | None:
    """What the README of a project calls it in its first heading, where that is one plain word."""
    for entry in entries:
        if is_readme(entry.path) and owner(entry.path) == home:
            match = _HEADING.match(text_of(entry)[:_FIRST])
            if match and not load_audit_words().alternative.means_something(match[1]):
                # With another name behind it, it is a part of that of somebody else.
                end = r"(?:['’]s\b)?(?![\w/-]|\.\w| (?-i:[A-Z][a-z]))"
                return re.compile(rf"(?<![\w/.-]){re.escape(match[1])}{end}", re.IGNORECASE)
    return None


@dataclass(frozen=True, slots=True)
class _Page:
    path: str
    place: Place
    names: Collection[str]
    title: re.Pattern[str] | None
    licenses: re.Pattern[str] | None
    copyleft: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    """``plain``: what is read, the project not called by its name; ``following``: the next sentence."""

    line: int
    words: str
    plain: str
    about: bool
    following: str


def _sentences(text: str, page: _Page) -> Iterator[Said]:
    """Sentences about such a license, and those beside one that are not understood: they may limit it."""
    chooses = load_audit_words().alternative.chooses
    read = list(_read(_with_stems(_blocks(text)), page))
    sectioned = page.place == "near" and role_of(page.path) is None
    for section in _sections(read) if sectioned else ([block] for block in read):
        said = [one for block in section for one in block]
        if not any(one.about for one in said):
            continue
        chosen = any(chooses.search(one.plain) for one in said)
        for block in section:
            closely = any(one.about for one in block)
            paragraph = " ".join(one.words[:LONGEST] for one in block)
            for one in block:
                speaking = _speaking(one, page, chosen=chosen, closely=closely)
                yield Said(page.path, one.line, one.words[:LONGEST], speaking, page.place, paragraph)


def _speaking(one: _Sentence, page: _Page, *, chosen: bool, closely: bool) -> Speaks:
    if len(one.words) > LONGEST:
        return "unknown"
    source = page.place == "source"
    if source and closely and load_audit_words().alternative.apart.search(one.plain):
        return "binds"
    if not one.about:
        return beside(one.plain, closely=closely, page=page.place == "page", copyleft=page.copyleft)
    speaking = speaks(one.plain, copyleft=page.copyleft, chosen=chosen, answer=one.following)
    # A comment at the top speaks of the file it stands in.
    return "binds" if source and speaking == "adds" else speaking


def _read(blocks: Iterable[_Block], page: _Page) -> Iterator[list[_Sentence]]:
    """The blocks with whether each sentence is about such a license, and what follows it."""
    confines = load_audit_words().alternative.confines
    own = page.place in {"near", "page"}
    held = list(blocks)
    plain = [_plain(said, page) for block in held for _, said in block]
    at = 0
    for block in held:
        found = []
        for line, said in block:
            words = plain[at]
            at += 1
            about = _may_be(words, page.names) and (
                is_about(words, page.names) or (own and confines.search(words) is not None)
            )
            found.append(_Sentence(line, said, words, about, plain[at] if at < len(plain) else ""))
        yield found


def _plain(said: str, page: _Page) -> str:
    """A sentence without the names of the project and of licenses that it may be choosing from."""
    for pattern, instead in ((page.licenses, _LICENSE), (page.title, _OWN)):
        said = pattern.sub(instead, said) if pattern else said
    return said


def _any_of(names: Collection[str]) -> re.Pattern[str] | None:
    """Any of some names, with what links and a list put around it; ``None`` where there is none."""
    if not names:
        return None
    some = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w/.-])\[?(?:{some})(?![\w/-]|\.\w)(?:\]\([^()\s]*\))?", re.IGNORECASE)


def _may_be(words: str, names: Collection[str]) -> bool:
    """Whether a sentence holds a part of a word without which it is not about such a license."""
    low = words.lower()
    stems = load_audit_words().alternative.parts
    return not low.isascii() or any(one in low for one in stems) or any(one in low for one in names)


def _with_stems(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """The blocks with the entries of a list read as one sentence each with the open end of what leads it."""
    stem = ""
    held: _Block = []
    for block in blocks:
        mark = _ITEM.match(block[0][1])
        if mark and stem:
            line, first = block[0]
            held = []
            yield [(line, f"{stem} {first[mark.end() :]}"), *block[1:]]
            continue
        if held:
            yield held
            held = []
        last = block[-1][1]
        stem = last.rstrip(" :,*") if load_audit_words().alternative.stem.search(last) else ""
        if stem and len(block) > 1:
            yield block[:-1]
        if stem:
            held = block[-1:]
        else:
            yield block
    if held:
        yield held


def _sections(blocks: Iterable[list[_Sentence]]) -> Iterator[list[list[_Sentence]]]:
    """Paragraphs from one heading of a page to the next."""
    section: list[list[_Sentence]] = []
    for block in blocks:
        if block[0].words.startswith("#") and section:
            yield section
            section = []
        section.append(block)
    yield section


def _inside(path: str, text: str) -> Iterator[Said]:
    """Sentences of such a license itself that make it more than a choice, or may do so."""
    table = load_audit_words().alternative
    for line, words in (one for block in _blocks(text) for one in block):
        if table.inside.search(words):
            yield Said(path, line, words, "binds", "near")
        elif table.above.search(words):
            yield Said(path, line, words, "unknown", "near")


def _blocks(text: str) -> Iterator[_Block]:
    """Paragraphs and items of lists: their sentences in one line each, with the line they begin on.

    Code is read as well: what stands in it may bind.
    """
    # A badge is no sentence.
    for _ in range(2):
        text = _PICTURE.sub(lambda one: " " * len(one[0]), text)
    text = text.translate(_HYPHENS)
    at, line = 0, 1
    block: _Block = []
    ends = [(one.start(), one.end(), one[1] or one[0].count("\n") > 1) for one in _BREAK.finditer(text)]
    for end, following, last in (*ends, (len(text), len(text), True)):
        said = text[at:end]
        blank = len(said) - len(said.lstrip())
        block.append((line + said.count("\n", 0, blank), " ".join(said.split())))
        line += text.count("\n", at, following)
        at = following
        if last:
            yield block
            block = []
