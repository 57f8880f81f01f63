"""A commercial license that is offered beside an open one: a choice that nobody has to make."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from osdcheck.auditing.conclude import All, Choice, Leaf, Terms, Unknown, conclude
from osdcheck.auditing.hearing import Matter, Said, heard
from osdcheck.auditing.meaning import known_as, matches
from osdcheck.auditing.named_files import is_list
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.parts import owner
from osdcheck.auditing.roles import LICENSES, is_reuse_text, may_be_alternative, may_be_edition, rules
from osdcheck.auditing.searched import Searched, may_offer, name_of, offers_by
from osdcheck.evidence.license_names import Expression, Named, Node, Symbol, family_of, symbols
from osdcheck.tables.audit_words import load_audit_words

_RIGHTS = frozenset({"grant-use", "grant-copy", "grant-modify", "grant-redistribute"})
_PAID = re.compile(r"commercial|proprietary|unlicensed", re.IGNORECASE)


def candidates(papers: Sequence[Paper], named: Sequence[Named]) -> tuple[Paper, ...]:
    """License files that may be an alternative: by their names, and as terms that are complete.

    Those that metadata or a header names are none: an expression tells how they count. Nor are those of
    which a folder holds a copy of its own.
    """
    found = [paper for paper in papers if _may_be(paper)]
    if not found:
        return ()
    wanted = [one for each in named if each.expression is not None for one in symbols(each.expression)]
    files = {name_of(each.file) for each in named if each.file and not is_list(each)}
    places: dict[str, set[str]] = {}
    for paper in papers:
        places.setdefault(paper.sha256, set()).add(paper.path)
    return tuple(
        paper
        for paper in found
        if len({owner(one) for one in places[paper.sha256]}) == 1
        and name_of(paper.path) not in files
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


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of licenses for money beside open terms.

    ``terms``: those of the rest with theirs as a choice; ``None`` where all hold together. ``basis``: what
    makes them a choice, or leaves it to a person (``doubtful``); ``binding``: what makes all hold.
    """

    terms: Terms | None
    basis: tuple[str, ...] = ()
    binding: str | None = None
    doubtful: bool = False


def ruled(
    others: Sequence[Paper],
    terms: Terms,
    papers: Sequence[Paper],
    named: Sequence[Named],
    tree: Searched,
) -> Ruling:
    """Whether licenses for money are a choice: ``others``, options of ``terms``, or what pages offer.

    ``terms``: of all but ``others``; ``papers``: all of the part; ``named``: what its metadata and headers
    declare; ``tree``: searched for what is said of such a license.
    """
    home = owner(others[0].path) if others else _home(papers, named)
    bound = bool(others) or _has_option(terms)
    beside = [one for one in tree.papers(home) if may_offer(one.path)]
    named_so = bound or any(may_be_alternative(one.path) for one in beside)
    if not named_so and not any(map(offers_by, beside)):
        return Ruling(terms)
    conclusion = conclude(terms)
    if conclusion.overall != "open":
        return Ruling(None if others else terms)
    offered = _declared_offer(named)
    if others and offered is False:
        return Ruling(None)
    bases = [leaf for leaf in conclusion.counted if leaf.share == "whole"]
    families = {family_of(one) for leaf in bases for one in _ids(leaf)}
    left = {leaf.path for leaf in conclusion.left_out if leaf.path is not None}
    matter = Matter(
        home,
        {one.path for one in others} | {path for path in left if _is_paid(path)},
        {name_of(path) for path in left} | set(_unknown(terms)),
        left.union(tree.approved),
        bool(families) and families <= rules().strong,
        _known_options(named),
    )
    said = list(heard(matter, tree))
    binding = next((one for one in said if one.speaks == "binds" and one.place != "page"), None)
    if binding is not None and bound:
        return Ruling(None if others else _conjoined(terms), binding=binding.quoted)
    # Where a README alone speaks of such a license, much that it says is not about it.
    added = (one for one in said if one.speaks in {"binds", "adds"} or (named_so and _is_doubtful(one)))
    doubt = next(added, None)
    basis: list[str] = []
    if others:
        near = [one for one in said if one.place == "near"]
        why = _why(near, others, families, declared=bool(offered))
        if why is None and doubt is None:
            return Ruling(None)
        kept = ", ".join(dict.fromkeys(leaf.path or leaf.name or "" for leaf in bases))
        names = ", ".join(paper.path for paper in others)
        if why is not None:
            basis.append(f"{kept} is enough by itself; {names} is the other choice: {why}.")
        terms = Choice((terms, *(Leaf(one.text, one.path) for one in others if one.text is not None)))
    if doubt is not None:
        basis.append(f"A person has to tell whether the license for money is a choice: {doubt.quoted}.")
    return Ruling(terms, tuple(basis), doubtful=doubt is not None)


def _known_options(named: Iterable[Named]) -> frozenset[str]:
    """How licenses are written that somebody may choose from, where no sentence is understood with the name.

    Where one of them is for money, sentences are understood with more names.
    """
    table = load_audit_words().alternative
    found: set[str] = set()
    for one in named:
        if not isinstance(one.expression, Node) or one.expression.operator != "OR":
            continue
        options = [option for option in symbols(one.expression) if option.ids]
        paid = any(_PAID.search(option.name) for option in symbols(one.expression))
        understood = table.names if paid else table.open
        found |= {option.name for option in options if not understood.search(option.name)}
    return frozenset(one for one in found if not _PAID.search(one))


def _is_paid(path: str) -> bool:
    return may_be_alternative(path) or _PAID.search(path) is not None


def _home(papers: Sequence[Paper], named: Sequence[Named]) -> str:
    """The folder of a part: that of what stands highest in it."""
    folders = [owner(paper.speaks_at) for paper in papers] + [owner(one.declared.path) for one in named]
    return min(folders, key=len, default="")


def _is_doubtful(one: Said) -> bool:
    """Whether a sentence of the project that is not understood may bind somebody."""
    return one.speaks == "unknown" and one.place in {"near", "page"}


def _has_option(terms: Terms) -> bool:
    """Whether an expression makes a choice of what is open and what is not, or not known."""
    if isinstance(terms, Leaf | Unknown):
        return False
    if isinstance(terms, Choice) and len({conclude(one).overall == "open" for one in terms.operands}) > 1:
        return True
    return any(map(_has_option, terms.operands))


def _unknown(terms: Terms) -> Iterator[str]:
    """Names of terms that are not there."""
    if isinstance(terms, Unknown):
        yield terms.name
    elif not isinstance(terms, Leaf):
        for one in terms.operands:
            yield from _unknown(one)


def _conjoined(terms: Terms) -> Terms:
    """The terms with all options of such a choice holding together."""
    if isinstance(terms, Leaf | Unknown):
        return terms
    operands = tuple(map(_conjoined, terms.operands))
    return All(operands) if isinstance(terms, All) or _has_option(terms) else Choice(operands)


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
    declared: bool,
) -> str | None:
    """Why a license for money is a choice; ``None`` where nothing says so."""
    copyleft = bool(families) and rules().copyleft.issuperset(families)
    names = [name_of(paper.path) for paper in others]
    for one in said:
        words = one.paragraph.lower()
        # Beside a license that lets terms be added, it has to be said with that and not of other work.
        meant = copyleft or any(re.search(rf"\b{re.escape(word)}\b", words) for word in (*families, *names))
        if one.speaks == "offers" and meant:
            return one.quoted
    if declared:
        return "the metadata says so"
    if copyleft and not any(may_be_edition(paper.path) for paper in others):
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
