"""A commercial license that is offered beside an open one: a choice that nobody has to make."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from osdcheck.auditing.conclude import Choice, Leaf, Terms, conclude, leaves
from osdcheck.auditing.meaning import known_as, matches
from osdcheck.auditing.named_files import is_list
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.parts import owner, vendored_root
from osdcheck.auditing.riders import is_warning
from osdcheck.auditing.roles import (
    LICENSES,
    is_readme,
    is_reuse_text,
    is_source,
    is_website,
    may_be_alternative,
    role_of,
    rules,
)
from osdcheck.auditing.tops import top_comments
from osdcheck.auditing.tree import Entry, bytes_wanted
from osdcheck.document.decode import decode
from osdcheck.errors import InputError
from osdcheck.evidence.license_names import Expression, Named, Symbol, family_of, symbols
from osdcheck.tables.audit_words import load_audit_words

Speaks = Literal["adds", "offers", "passing", "unknown"]
"""What a sentence makes of a commercial license; one that is not understood is ``unknown``."""

_Block = list[tuple[int, str]]
"""The sentences of a paragraph or item of a list, each with the line it begins on."""
_RIGHTS = frozenset({"grant-use", "grant-copy", "grant-modify", "grant-redistribute"})
_DESCRIPTIONS = frozenset({"metadata", "pkg-info"})
_BREAK = re.compile(
    r"(\n[ \t]*\n|\n(?=[ \t]*(?:[-*+•#>|]|\d{1,2}[.)])[ \t]))|(?<=[.!?])\s+(?=[A-Z*_\"“(\[`])"
)
_HYPHENS = {ord(char): "-" for char in "\N{HYPHEN}\N{NON-BREAKING HYPHEN}"}
_LONGEST = 800
_QUOTED = 160
_PAID = re.compile(r"commercial|proprietary|unlicensed", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about a commercial license: where it stands and what it makes of it.

    ``near``: in a paper of the same project, and not in one of a folder or a source below it.
    """

    path: str
    line: int
    words: str
    speaks: Speaks
    near: bool


def candidates(papers: Sequence[Paper], named: Sequence[Named]) -> tuple[Paper, ...]:
    """License files that may be an alternative: by their names, and as terms that are complete.

    Those that metadata or a header names are none: an expression tells how they count. Nor are those of
    which a folder holds a copy of its own.
    """
    found = [paper for paper in papers if _may_be(paper)]
    if not found:
        return ()
    wanted = [one for each in named if each.expression is not None for one in symbols(each.expression)]
    files = {each.file.rsplit("/", 1)[-1].lower() for each in named if each.file and not is_list(each)}
    places: dict[str, set[str]] = {}
    for paper in papers:
        places.setdefault(paper.sha256, set()).add(paper.path)
    return tuple(
        paper
        for paper in found
        if len(places[paper.sha256]) == 1
        and paper.path.rsplit("/", 1)[-1].lower() not in files
        and not any(matches(paper, one) for one in wanted)
    )


def _may_be(paper: Paper) -> bool:
    text = paper.text
    if text is None or paper.role not in LICENSES or paper.counted != "whole" or paper.idle or paper.scoped:
        return False
    if not may_be_alternative(paper.path) or is_reuse_text(paper.path) or paper.stated is not None:
        return False
    own = {one.finding.kind for one in text.own}
    return text.overall != "open" and bool(own & _RIGHTS) and not own & rules().never_alternative


def with_alternatives(
    others: Sequence[Paper],
    terms: Terms,
    papers: Sequence[Paper],
    named: Sequence[Named],
    entries: Sequence[Entry],
) -> tuple[Terms, str] | None:
    """The ``terms`` of the rest with those of ``others`` as a choice, and why; ``None`` where they add to it.

    ``papers``: all of the part; ``named``: what its metadata and headers declare; ``entries``: the files
    of the tree, searched for what is said of such a license.
    """
    if conclude(terms).overall != "open":
        return None
    bases = [leaf for leaf in leaves(terms) if leaf.share == "whole"]
    families = {family_of(one) for leaf in bases for one in _ids(leaf)}
    copyleft = bool(families) and families <= rules().copyleft
    offered = _declared_offer(named)
    if offered is False:
        return None
    aside = {paper.path for paper in papers if paper.text is not None and paper.text.approved}
    said: list[Said] = []
    for one in _heard(others, entries, aside, copyleft=copyleft and families <= rules().strong):
        if one.speaks == "adds" or (one.near and one.speaks == "unknown"):
            return None
        if one.near:
            said.append(one)
    why = _why(said, others, families, copyleft=copyleft, declared=bool(offered))
    if why is None:
        return None
    kept = ", ".join(dict.fromkeys(leaf.path or leaf.name or "" for leaf in bases))
    left = ", ".join(paper.path for paper in others)
    choices = tuple(Leaf(paper.text, paper.path) for paper in others if paper.text is not None)
    return Choice((terms, *choices)), f"{kept} is enough by itself; {left} is the other choice: {why}."


def without_excused(paper: Paper, texts: Sequence[Paper]) -> Paper:
    """A section of a README without what it takes from nobody.

    That is what warns of use too early, and what it takes from those who avoid copyleft where the license of
    ``texts`` is such: whoever keeps a source closed has to buy another one by the open license itself.
    """
    aside = paper.aside
    if aside is None or paper.counted != "whole" or not aside.restricts:
        return paper
    copyleft = _copyleft(texts)
    kept = tuple(one for one in aside.weighed if not _is_excused(one.finding.quote, copyleft=copyleft))
    return replace(paper, aside=replace(aside, weighed=kept)) if len(kept) < len(aside.weighed) else paper


def _copyleft(texts: Sequence[Paper]) -> bool:
    """Whether all whole licenses among papers are known for certain and such that a source has to be open."""
    whole = [paper.text for paper in texts if paper.role in LICENSES and paper.counted == "whole"]
    held = [one for one in whole if one is not None and one.terms]
    families = {family_of(name) for one in held for name in known_as(one.license or "?")}
    return bool(held) and all(one.certain for one in held) and families <= rules().strong


def _is_excused(quote: str | None, *, copyleft: bool) -> bool:
    table, words = load_audit_words().alternative, " ".join((quote or "").split())
    if len(words) > _LONGEST:
        return False
    avoids = copyleft and bool(table.avoid.search(words)) and not table.adds.search(words)
    return avoids or is_warning(words)


def _ids(leaf: Leaf) -> tuple[str, ...]:
    """What a text is for certain; a name that no family has for what is not known."""
    if leaf.path is not None and not leaf.text.certain:
        return ("?",)
    return known_as(leaf.text.license or leaf.name or "?")


def _why(
    said: Sequence[Said],
    others: Sequence[Paper],
    families: Collection[str],
    *,
    copyleft: bool,
    declared: bool,
) -> str | None:
    """Why a license for money is a choice; ``None`` where nothing says so."""
    names = [_name(paper.path) for paper in others]
    for one in said:
        words = one.words.lower()
        # Beside a license that lets terms be added, the sentence has to be about it and not about other work.
        meant = copyleft or any(re.search(rf"\b{re.escape(word)}\b", words) for word in (*families, *names))
        if one.speaks == "offers" and meant:
            quote = one.words if len(one.words) <= _QUOTED else one.words[: _QUOTED - 1] + "…"
            return f"“{quote}” ({one.path}:{one.line})"
    if declared:
        return "the metadata says so"
    if copyleft:
        return "its name says that it is commercial, and the open license lets nobody add terms"
    return None


def _declared_offer(named: Iterable[Named]) -> bool | None:
    """Whether metadata or headers declare a paid license as one option; ``False``: as one that holds."""
    found = [one for one in named if _PAID.search(one.declared.expression)]
    if not found:
        return None
    return all(one.expression is not None and _is_option(one.expression) for one in found)


def _is_option(expression: Expression) -> bool:
    """Whether an expression is a choice and names a paid license in one option, an open one in another."""
    if isinstance(expression, Symbol) or expression.operator != "OR":
        return False
    paid = [any(_PAID.search(one.name) for one in symbols(option)) for option in expression.operands]
    return any(paid) and not all(paid)


def _heard(
    others: Sequence[Paper], entries: Sequence[Entry], aside: Collection[str], *, copyleft: bool
) -> Iterator[Said]:
    """Sentences of a tree about licenses for money, of one that is not a choice at once."""
    home = owner(others[0].path)
    names = [_name(paper.path) for paper in others]
    own = {paper.path for paper in others}
    vendored = vendored_root(home)
    for entry in entries:
        path = entry.path
        if path in aside or not (path.startswith(f"{home}/") if vendored else not vendored_root(owner(path))):
            continue
        if path in own:
            yield from _inside(path, _text(entry))
            continue
        papered = role_of(path) is not None or is_readme(path) or _name(path) in _DESCRIPTIONS
        if papered or is_website(path):
            yield from _sentences(path, _text(entry), names, copyleft=copyleft, near=owner(path) == home)
        elif is_source(path) and (comments := top_comments(_head(entry), path)) is not None:
            yield from _sentences(path, comments.plain, names, copyleft=copyleft, near=False)


def _sentences(path: str, text: str, names: Sequence[str], *, copyleft: bool, near: bool) -> Iterator[Said]:
    """Sentences about such a license, and those beside one that are not understood: they may limit it."""
    sectioned = near and role_of(path) is None
    for section in _sections(_blocks(text)) if sectioned else ([block] for block in _blocks(text)):
        told = [[_is_about(words, names) for _, words in block] for block in section]
        for block, about in zip(section, told, strict=True) if any(map(any, told)) else ():
            for (line, words), is_about in zip(block, about, strict=True):
                speaking: Speaks = "unknown"
                if len(words) <= _LONGEST:
                    speaking = (
                        speaks(words, copyleft=copyleft) if is_about else _beside(words, closely=any(about))
                    )
                yield Said(path, line, words[:_LONGEST], speaking, near)


def _sections(blocks: Iterable[_Block]) -> Iterator[list[_Block]]:
    """Paragraphs from one heading of a page to the next."""
    section: list[_Block] = []
    for block in blocks:
        if block[0][1].startswith("#") and section:
            yield section
            section = []
        section.append(block)
    yield section


def _is_about(words: str, names: Sequence[str]) -> bool:
    low = words.lower()
    if len(words) > _LONGEST:
        return "commercial" in low
    return load_audit_words().alternative.about.search(words) is not None or any(
        name in low for name in names
    )


def _beside(words: str, *, closely: bool) -> Speaks:
    """What a sentence makes of the license that another one is about, ``closely``: in the same paragraph."""
    table = load_audit_words().alternative
    if not closely and not table.concerns.search(words):
        return "passing"
    denies = table.denies.search(words) or table.adds.search(words)
    return "passing" if table.knows(words) and not denies else "unknown"


def _inside(path: str, text: str) -> Iterator[Said]:
    """Sentences of such a license itself that make it more than a choice."""
    inside = load_audit_words().alternative.inside
    for line, words in (one for block in _blocks(text) for one in block):
        if inside.search(words):
            yield Said(path, line, words, "adds", near=True)


def speaks(words: str, *, copyleft: bool) -> Speaks:
    """What a sentence with one blank between words makes of a license for money beside an open one.

    ``copyleft``: the open one is such, so that who wants to keep a source closed needs another.

    >>> speaks("Foo is dual-licensed under the GPL and a commercial license.", copyleft=True)
    'offers'
    """
    table = load_audit_words().alternative
    avoids = copyleft and table.avoid.search(words) is not None
    if table.adds.search(words) or (table.demands.search(words) and not avoids):
        return "adds"
    if not avoids and table.denies.search(words):
        return "unknown"
    if "?" in words or not table.knows(words):
        return "unknown"
    if avoids or table.said.search(words):
        return "offers"
    return "passing" if table.passing.search(words) else "unknown"


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


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1].lower()


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
