"""The words by which claims are read (``claims.toml``), loaded and checked once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from osdcheck.errors import DataError
from osdcheck.resources import read_table

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Phrases of ``claims.toml`` by what they do; a phrase is a tuple of words.

    Lists of single words are sets of strings. What each is for stands beside it in the table.
    """

    forms: frozenset[Phrase]
    verbs: frozenset[Phrase]
    names: frozenset[Phrase]
    proper: frozenset[Phrase]
    form_words: frozenset[str]
    unspecific: frozenset[str]
    noun_openers: frozenset[str]
    prepositions: frozenset[str]
    past: frozenset[str]
    perfect: frozenset[str]
    firsts: frozenset[str]
    coordinators: frozenset[str]
    neutral_ends: frozenset[str]
    passive_ends: frozenset[str]
    head_ends: frozenset[str]
    badge_groups: frozenset[str]
    delays: frozenset[str]
    reasons: frozenset[str]
    onward_links: frozenset[str]
    stops: frozenset[str]
    having: frozenset[str]
    relatives: frozenset[str]
    indirect: frozenset[str]
    superlatives: frozenset[str]
    editions: frozenset[str]
    kept: frozenset[str]
    causing: frozenset[str]
    joining: frozenset[str]
    dividers: frozenset[str]
    copulas: frozenset[str]
    growing: frozenset[str]
    licensing_verbs: frozenset[str]
    determiners: frozenset[str]
    own: frozenset[str]
    adverbs: frozenset[str]
    boosters: frozenset[str]
    adjectives: frozenset[str]
    breaks: frozenset[str]
    bridges: frozenset[Phrase]
    clause_breaks: frozenset[str]
    speakers: frozenset[str]
    subject_pronouns: frozenset[str]
    pronouns: frozenset[str]
    whole: frozenset[str]
    undivided: frozenset[str]
    data: frozenset[str]
    part: frozenset[str]
    foreign: frozenset[str]
    choosing: frozenset[str]
    strange: frozenset[str]
    labels: frozenset[str]
    mention_heads: frozenset[str]
    efforts: frozenset[str]
    undertakings: frozenset[str]
    ideals: frozenset[str]
    variants: frozenset[str]
    papers: frozenset[str]
    general_heads: frozenset[str]
    distancing: frozenset[str]
    onward: frozenset[str]
    gratis: frozenset[str]
    others_sections: frozenset[Phrase]
    listings: frozenset[Phrase]
    negators: frozenset[Phrase]
    taken_back: frozenset[str]
    pseudo_negators: frozenset[Phrase]
    plans: frozenset[Phrase]
    always: frozenset[Phrase]
    after: frozenset[Phrase]
    releasing: frozenset[str]
    presenting: frozenset[str]
    title_openers: frozenset[str]
    lessons: frozenset[str]
    brands: frozenset[str]
    adapters: frozenset[str]
    known: frozenset[str]
    auxiliaries: frozenset[str]
    conjunctions: frozenset[str]
    articles: frozenset[str]
    quantifiers: frozenset[str]
    wholes: frozenset[str]
    phrase_ends: frozenset[str]
    finite: frozenset[str]
    between: frozenset[str]
    reported: frozenset[str]
    conditions: frozenset[str]
    license_words: frozenset[str]
    soon: frozenset[str]
    opening_verbs: frozenset[str]
    title_fillers: frozenset[str]
    keywords: frozenset[str]
    delayed: frozenset[Phrase]
    present: frozenset[str]
    lasting: frozenset[str]
    events: frozenset[Phrase]
    units: frozenset[str]
    counting: frozenset[str]
    dating: frozenset[str]
    dating_behind: frozenset[str]
    calendar: frozenset[str]
    weighing: frozenset[str]
    weighed_ends: frozenset[str]
    beginnings: frozenset[str]
    ended: frozenset[str]
    turned: frozenset[Phrase]
    all_but: frozenset[str]
    done_by: frozenset[str]
    parting: frozenset[str]
    pages: frozenset[str]
    gatherings: frozenset[str]
    inviting: frozenset[Phrase]
    remakes: frozenset[str]
    initials: frozenset[str]
    no_price: frozenset[Phrase]
    of_freedom: frozenset[str]


@cache
def load_wording() -> Wording:
    """The table; raises :class:`~osdcheck.errors.DataError` when a list is missing or of no use."""
    table = read_table(files("osdcheck") / "tables" / "claims.toml")
    lists = {name: texts for section in table.values() for name, texts in section.items()}
    wanted = {field.name: field.type for field in fields(Wording)}
    for name in wanted.keys() ^ lists.keys():
        raise DataError("claims.toml", name, "no such list" if name in wanted else "nothing reads this list")
    read: dict[str, Any] = {
        name: frozenset(tuple(text.split()) if "Phrase" in str(kind) else text for text in lists[name])
        for name, kind in wanted.items()
    }
    return Wording(**read)
