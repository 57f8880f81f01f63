"""What a tree says of a commercial license: sentences that offer it, add it or say nothing that is known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from osdcheck.auditing.offers import LONGEST, Speaks, beside, is_about, speaks
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.parts import owner, vendored_root
from osdcheck.auditing.roles import (
    is_readme,
    is_source,
    is_talk,
    is_website,
    may_be_alternative,
    role_of,
    rules,
)
from osdcheck.auditing.tops import top_comments
from osdcheck.auditing.tree import Entry, bytes_wanted
from osdcheck.document.decode import decode
from osdcheck.errors import InputError
from osdcheck.evidence.comments import read_comments
from osdcheck.tables.audit_words import load_audit_words

Place = Literal["near", "page", "source", "elsewhere"]
"""Where it stands: in a paper or README of the project, on a page that tells of its use, in a comment at the
top of a source, or in a paper of a folder below."""

_Block = list[tuple[int, str]]
"""The sentences of a paragraph or item of a list, each with the line it begins on."""
_DESCRIPTIONS = frozenset({"metadata", "pkg-info"})
_BREAK = re.compile(
    r"(\n[ \t]*\n|\n(?=[ \t]*(?:[-*+•#>|]|\d{1,2}[.)])[ \t]))|(?<=[.!?])\s+(?=[A-Z*_\"“(\[`])"
)
_ITEM = re.compile(r"(?:[-*+•]|\d{1,2}[.)])\s+")
_HYPHENS = {ord(char): "-" for char in "\N{HYPHEN}\N{NON-BREAKING HYPHEN}"}
_QUOTED = 160


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about a commercial license: where it stands and what it makes of it."""

    path: str
    line: int
    words: str
    speaks: Speaks
    place: Place

    @property
    def quoted(self) -> str:
        """The sentence, cut where it is long, with its place."""
        quote = self.words if len(self.words) <= _QUOTED else self.words[: _QUOTED - 1] + "…"
        return f"“{quote}” ({self.path}:{self.line})"


def heard(
    others: Sequence[Paper], home: str, entries: Sequence[Entry], aside: Collection[str], *, copyleft: bool
) -> Iterator[Said]:
    """Sentences of a tree about the licenses for money ``others``, and of these themselves.

    ``home``: folder of the project; ``aside``: paths of papers that speak of no such license;
    ``copyleft``: see :func:`speaks`.
    """
    names = [name_of(paper.path) for paper in others]
    own = {paper.path for paper in others}
    vendored = vendored_root(home)
    for entry in entries:
        path = entry.path
        if path in own:
            yield from _inside(path, _text(entry))
            continue
        if path in aside or not (path.startswith(f"{home}/") if vendored else not vendored_root(owner(path))):
            continue
        place = place_of(path, home)
        if place is not None:
            text = _comments(entry) if is_source(path) else _text(entry)
            yield from _sentences(path, text, names, copyleft=copyleft, place=place)


def place_of(path: str, home: str) -> Place | None:
    """Where the sentences of a file stand, seen from the project at ``home``; ``None``: nothing is read."""
    if is_talk(path) and speaks_for(path, home):
        return "page"
    role = role_of(path)
    papered = (role is not None and not role.beside) or is_readme(path) or name_of(path) in _DESCRIPTIONS
    if papered or is_website(path):
        return "near" if owner(path) == home else "elsewhere"
    return "source" if is_source(path) else None


def may_offer(path: str) -> bool:
    """Whether the file may by its name offer a license for money: one itself, a page about it, a README."""
    return may_be_alternative(path) or is_readme(path)


def offers_by(entry: Entry) -> bool:
    """Whether a file that may offer such a license calls the project dual-licensed."""
    return load_audit_words().alternative.claims.search(_text(entry)) is not None


def speaks_for(path: str, home: str) -> bool:
    """Whether a page stands at the top of the project at ``home`` or in a folder of its manual."""
    above, _, folder = path.rpartition("/")[0].rpartition("/")
    return owner(path) == home or (above == home and folder.lower() in rules().manuals)


def _sentences(path: str, text: str, names: Sequence[str], *, copyleft: bool, place: Place) -> Iterator[Said]:
    """Sentences about such a license, and those beside one that are not understood: they may limit it."""
    table = load_audit_words().alternative
    read = list(_read(_with_stems(_blocks(text)), names, confined=place in {"near", "page"}))
    sectioned = place == "near" and role_of(path) is None
    for section in _sections(read) if sectioned else ([block] for block in read):
        said = [one for block in section for one in block]
        if not any(one.about for one in said):
            continue
        chosen = any(table.chooses.search(one.words) for one in said)
        for block in section:
            closely = any(one.about for one in block)
            for one in block:
                if len(one.words) > LONGEST:
                    speaking: Speaks = "unknown"
                elif place == "source" and closely and table.apart.search(one.words):
                    speaking = "binds"
                elif one.about:
                    speaking = speaks(one.words, copyleft=copyleft, chosen=chosen, answer=one.following)
                else:
                    speaking = beside(one.words, closely=closely, page=place == "page", copyleft=copyleft)
                if place == "source" and speaking == "adds":
                    # A comment at the top speaks of the file it stands in.
                    speaking = "binds"
                yield Said(path, one.line, one.words[:LONGEST], speaking, place)


@dataclass(frozen=True, slots=True)
class _Sentence:
    line: int
    words: str
    about: bool
    following: str


def _read(blocks: Iterable[_Block], names: Sequence[str], *, confined: bool) -> Iterator[list[_Sentence]]:
    """The blocks with whether each sentence is about such a license, and what follows it.

    ``confined``: what the open license is for counts as well.
    """
    table = load_audit_words().alternative
    held = list(blocks)
    words = [said for block in held for _, said in block]
    at = 0
    for block in held:
        found = []
        for line, said in block:
            at += 1
            about = is_about(said, names) or (confined and table.confines.search(said) is not None)
            found.append(_Sentence(line, said, about, words[at] if at < len(words) else ""))
        yield found


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


def name_of(path: str) -> str:
    """The name of a file in lower case, without its folder."""
    return path.rsplit("/", 1)[-1].lower()


def _comments(entry: Entry) -> str:
    """Comments of a source: those before its first line of code, of a page that tells of its use all."""
    if is_talk(entry.path):
        comments = read_comments(decode(_head(entry), entry.path), entry.path, whole=True)
    else:
        comments = top_comments(_head(entry), entry.path)
    return comments.plain if comments is not None else ""


def _head(entry: Entry) -> bytes:
    try:
        return entry.read()[: bytes_wanted(entry.path)]
    except (OSError, InputError):
        # The audit says so of each file that it asks for.
        return b""


def _text(entry: Entry) -> str:
    try:
        return decode(entry.read(), entry.path)
    except (OSError, InputError):
        return ""
