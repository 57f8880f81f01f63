"""The words by which claims are read (``claims.toml``), loaded and checked once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from osdcheck.errors import DataError

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Phrases of ``claims.toml`` by what they do; a phrase is a tuple of words.

    Lists of single words are sets of strings. What each is for stands beside it in the table.
    """

    forms: frozenset[Phrase]
    verbs: frozenset[Phrase]
    names: frozenset[Phrase]
    copulas: frozenset[str]
    determiners: frozenset[str]
    own: frozenset[str]
    adverbs: frozenset[str]
    boosters: frozenset[str]
    adjectives: frozenset[str]
    breaks: frozenset[str]
    bridges: frozenset[Phrase]
    clause_breaks: frozenset[str]
    speakers: frozenset[str]
    pronouns: frozenset[str]
    whole: frozenset[str]
    part: frozenset[str]
    foreign: frozenset[str]
    choosing: frozenset[str]
    strange: frozenset[str]
    labels: frozenset[str]
    mention_heads: frozenset[str]
    own_heads: frozenset[str]
    papers: frozenset[str]
    general_heads: frozenset[str]
    distancing: frozenset[str]
    onward: frozenset[str]
    gratis: frozenset[str]
    others_sections: frozenset[Phrase]
    negators: frozenset[Phrase]
    pseudo_negators: frozenset[Phrase]
    plans: frozenset[Phrase]
    always: frozenset[Phrase]
    after: frozenset[Phrase]
    releasing: frozenset[str]
    presenting: frozenset[str]
    title_openers: frozenset[str]
    title_closers: frozenset[str]
    lessons: frozenset[str]
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
    hypothetical: frozenset[str]
    license_words: frozenset[str]
    soon: frozenset[str]
    opening_verbs: frozenset[str]
    title_fillers: frozenset[str]
    keywords: frozenset[str]


@cache
def load_wording() -> Wording:
    """The table; raises :class:`~osdcheck.errors.DataError` when it is malformed."""
    path = files("osdcheck") / "tables" / "claims.toml"
    try:
        return _wording(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise DataError("claims.toml", "file", f"{error!r}") from error


def _wording(table: dict[str, Any]) -> Wording:
    words, subjects, stance = table["words"], table["subjects"], table["stance"]
    return Wording(
        forms=_phrases([*table["forms"]["adjective"], *table["forms"]["verb"]]),
        verbs=_phrases(table["forms"]["verb"]),
        names=_phrases(table["forms"]["names"]),
        copulas=frozenset(words["copulas"]),
        determiners=frozenset(words["determiners"]),
        own=frozenset(words["own_determiners"]),
        adverbs=frozenset(words["adverbs"]),
        boosters=frozenset(words["boosters"]),
        adjectives=frozenset(words["adjectives"]),
        breaks=frozenset(words["breaks"]),
        bridges=_phrases(words["bridges"]),
        clause_breaks=frozenset(words["clause_breaks"]),
        speakers=frozenset(subjects["speakers"]),
        pronouns=frozenset(subjects["pronouns"]),
        whole=frozenset(subjects["whole"]),
        part=frozenset(subjects["part"]),
        foreign=frozenset(subjects["foreign"]),
        choosing=frozenset(subjects["choosing"]),
        strange=frozenset(subjects["strange"]),
        labels=frozenset(subjects["labels"]),
        own_heads=frozenset(table["heads"]["ours"]),
        papers=frozenset(table["heads"]["papers"]),
        mention_heads=frozenset(table["heads"]["mention"]),
        general_heads=frozenset(table["heads"]["general"]),
        distancing=frozenset(table["heads"]["distancing"]),
        onward=frozenset(table["heads"]["onward"]),
        gratis=frozenset(table["heads"]["gratis"]),
        others_sections=_phrases(table["sections"]["others"]),
        negators=_phrases(stance["negators"]),
        pseudo_negators=_phrases(stance["pseudo_negators"]),
        plans=_phrases(stance["plans"]),
        always=_phrases(stance["always"]),
        after=_phrases(stance["after"]),
        releasing=frozenset(stance["releasing"]),
        presenting=frozenset(stance["presenting"]),
        title_openers=frozenset(table["names"]["title_openers"]),
        lessons=frozenset(table["names"]["lessons"]),
        title_closers=frozenset(table["names"]["title_closers"]),
        known=frozenset(table["names"]["known"]),
        auxiliaries=frozenset(table["small"]["auxiliaries"]),
        conjunctions=frozenset(table["small"]["conjunctions"]),
        articles=frozenset(table["small"]["articles"]),
        quantifiers=frozenset(table["small"]["quantifiers"]),
        wholes=frozenset(table["small"]["wholes"]),
        phrase_ends=frozenset(table["small"]["phrase_ends"]),
        finite=frozenset(table["small"]["finite"]),
        between=frozenset(table["small"]["between"]),
        reported=frozenset(table["small"]["reported"]),
        hypothetical=frozenset(table["small"]["hypothetical"]),
        license_words=frozenset(table["small"]["license_words"]),
        soon=frozenset(table["small"]["soon"]),
        opening_verbs=frozenset(table["names"]["opening_verbs"]),
        title_fillers=frozenset(table["names"]["title_fillers"]),
        keywords=frozenset(subjects["keywords"]),
    )


def _phrases(texts: list[str]) -> frozenset[Phrase]:
    return frozenset(tuple(text.split()) for text in texts)
