"""Taglines, list entries, table cells: "The open source Bar", "- Fully open source", "Core: open source"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

from osdcheck.evidence.names import Names, is_known, strangers
from osdcheck.evidence.prose import Passage
from osdcheck.evidence.subjects import Who, who_is
from osdcheck.evidence.words import Form, Word, find_forms, split
from osdcheck.tables.wording import Phrase, load_wording

_ADJECTIVE = re.compile(
    r".{2,}(?:ive|al|ous|ful|less|able|ible|ern|ic|ary|ent|ant|ed|ing|est|y|ish)$|.*-.*|\d+"
)
_MOST_LABEL = 7
_MOST_LACKED = 3
"""Words of a quality that says what is not there: "no ads"."""
_LEAST_TAGLINE = 2
"""Nouns behind a form below the title that say more than what sort of thing a list holds."""
TITLE = 2
"""Blocks at the start of a text of which a heading is its title; later ones are of sections."""


def fragment(
    words: tuple[Word, ...],
    start: int,
    form: Form,
    head: list[str],
    *,
    names: Names,
    passage: Passage,
) -> Who | Literal["carried"]:
    """Whom a form without a verb before it speaks of, between ``start`` and the form.

    ``"carried"`` when it goes on with the subject of the words before ``start``.
    """
    wording = load_wording()
    others = about_others(passage) or _numbered(passage, names)
    opening = words[start : form.first]
    if _of_several(opening, head) or _listed_link(words, names, passage):
        return "general"
    spoken = [word.text for word in opening if word.is_word]
    if len(spoken) > 1 and spoken[0].endswith("ing") and spoken[1] in wording.noun_openers:
        # "Scaling the open source edition"
        return "general"
    if not qualifies(opening):
        opening = _last_of_list(opening)
    article = any(word.text in wording.determiners for word in opening)
    if passage.role == "cell" and not names.among(words):
        # Tables compare, or list what is used: a cell alone tells of no one.
        return "general"
    if form.text == "open sourcing":
        return _announced(words[form.last :], names)
    stressed = bool({word.text for word in opening} & wording.boosters)
    tagline = passage.role == "text" and passage.block == TITLE and len(head) > _LEAST_TAGLINE
    if not qualifies(opening) or (not (article or stressed or tagline) and _in_general(head)):
        opens = passage.role == "heading" or all(
            word.written[0].isupper() or word.text in wording.joining for word in words
        )
        titled = opens and passage.block <= TITLE and bool(head)
        return "self" if titled and _is_name(opening, names) else "general"
    mark = words[start - 1].text if start else ""
    if passage.role == "item" and not mark and _led_by_another(passage, names):
        return "other"
    if others and mark not in wording.dividers:
        return "general" if not names.among(words[:start]) else "self"
    if mark in {"(", "["}:
        return _aside(words, start, names)
    if mark in wording.dividers:
        return _labeled(words, start, names, others=others)
    if mark and mark not in wording.stops:
        return "carried"
    return _bare(words, opening, form, head, passage)


def _of_several(opening: tuple[Word, ...], head: list[str]) -> bool:
    """Whether it tells of several: "Linux and Open Source Platform", "The best open source tools"."""
    if len(opening) > 1 and opening[-1].text in load_wording().joining:
        beside = opening[-2]
        if is_known(beside) or (not head and beside.text in load_wording().editions):
            return True
    praised = {word.text for word in opening} & load_wording().superlatives
    counted = bool(opening) and opening[-1].text in load_wording().wholes
    return (bool(praised) and head[-1:] != [] and head[-1].endswith("s")) or (
        counted and any(noun.endswith("s") for noun in head)
    )


def _listed_link(words: tuple[Word, ...], names: Names, passage: Passage) -> bool:
    """Whether a numbered heading is a link to something else: "4. [An open-source ...](paper)"."""
    numbered = passage.role == "heading" and words[0].written.isdigit()
    return numbered and any(word.linked for word in words) and not names.among(words)


def _is_name(opening: tuple[Word, ...], names: Names) -> bool:
    """Whether only the project's name stands before the form: "Foo Open Source Edition"."""
    spoken = [word for word in opening if word.is_word]
    return bool(spoken) and names.matches(spoken[0].written) and all(w.written[0].isupper() for w in spoken)


def qualifies(opening: tuple[Word, ...]) -> bool:
    """Whether only articles, adverbs and adjectives stand before the form."""
    wording = load_wording()
    known = wording.determiners | wording.adverbs | wording.adjectives | wording.boosters
    placed = bool(opening) and opening[0].text in wording.articles and opening[-1].text in {",", "and", "&"}
    for before, word in zip((None, *opening), opening, strict=False):
        bridged = before is not None and (before.text, word.text) in wording.bridges
        # Between an article and a comma an adjective is told by its place: "a clean, open source app".
        by_place = placed and word.written.islower() and word.text not in wording.breaks
        plain = word.text in known or bridged or by_place or _ADJECTIVE.fullmatch(word.text)
        if word.is_word and not plain:
            return False
    return len(opening) <= 12


def _last_of_list(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """ "Fast, small, 100% open source": of a list of qualities the last, stressed one; else all words."""
    commas = [at for at, word in enumerate(words) if word.text == ","]
    parts = [words[one + 1 : two] for one, two in pairwise((-1, *commas))] if commas else []
    if commas and commas[-1] == len(words) - 1 and any(one[:1] and one[0].text == "no" for one in parts):
        parts = [one for one in parts if not (one and one[0].text == "no" and len(one) <= _MOST_LACKED)]
        return () if all(map(qualifies, parts)) else words
    tail = words[commas[-1] + 1 :] if commas else ()
    stressed = bool(tail) and tail[0].text in load_wording().boosters
    return tail if stressed else words


def _announced(behind: tuple[Word, ...], names: Names) -> Who:
    """ "Open-sourcing Acme": a claim about one's own."""
    return "self" if names.among(behind[:3]) else "general"


def _in_general(head: list[str]) -> bool:
    heads = load_wording().general_heads
    return bool(head) and (head[-1] in heads or head[0] in heads)


def _bare(
    words: tuple[Word, ...], opening: tuple[Word, ...], form: Form, head: list[str], passage: Passage
) -> Who:
    """A form at the start of a line or sentence."""
    wording = load_wording()
    role = passage.role
    section = role == "heading" and passage.block > TITLE
    titled = role == "heading" and not section and len(head) > 1 and head[-1] in wording.whole
    short = role == "heading" and bool(head) and len(words) <= 4 and not titled
    spoken = {word.text for word in opening if word.is_word}
    behind = words[form.last :]
    next_word = behind[0].text if behind else ""
    stressed = bool(spoken & (wording.determiners | wording.boosters))
    if spoken:
        # "Sustainable open source: ..." is about open source.
        defined = next_word == ":" and not spoken & (wording.adjectives | wording.adverbs)
        return "general" if not stressed and (short or defined) else "self"
    if _told(behind, form) or next_word == "or" or (not head and next_word in wording.onward):
        return "general"
    if section and head and not wording.whole & {head[0], head[-1]}:
        return "general"
    if head or form.text.startswith("free") or next_word == "!":
        return "general" if short else "self"
    said = any(word.is_word for word in behind)
    if role == "heading":
        return "self" if said and {word.text for word in behind} & {"and", "under"} else "general"
    return "self" if said or role == "item" or next_word in wording.stops else "general"


def _told(behind: tuple[Word, ...], form: Form) -> bool:
    """Whether something is told of open source at large: "open source reinforces our ...", "free software
    centered around ..."."""
    wording = load_wording()
    following = [word.text for word in behind[:2]]
    if following and not behind[0].is_word:
        if [word.text for word in behind[:1]] == [":"] and _of_means(behind[1:]):
            return True
        # "Free software: the software is ..." defines the words.
        return form.text.endswith("software") and _defines(
            [w.text for w in behind if w.text not in {"(", ")"}]
        )
    if not following:
        return False
    # "Open source maximizes trust" and "open source tools": neither is said of the project.
    verb = following[0].endswith("s") and not following[0].endswith(("ss", "'s"))
    made = wording.releasing | wording.presenting | {"based"}
    mass = form.text.endswith("software") and following[0].endswith("ed") and following[0] not in made
    return verb or mass


def _of_means(behind: tuple[Word, ...]) -> bool:
    """Whether a label only tells what was used: "Open source: built with open source libraries"."""
    made = (
        len(behind) > 1 and behind[0].text in load_wording().breaks and behind[0].text.endswith(("ed", "t"))
    )
    return made and behind[1].text in load_wording().prepositions and any(find_forms(behind))


def _defines(behind: list[str]) -> bool:
    """Whether a colon and a sentence follow, behind a remark at most."""
    at = behind.index(":") if ":" in behind[:3] else len(behind)
    return behind[at + 1 : at + 2] != [] and behind[at + 1] in load_wording().articles | {"both"}


def _aside(words: tuple[Word, ...], start: int, names: Names) -> Who:
    """A form in brackets speaks of the words before them."""
    before = tuple(word for word in words[max(0, start - 5) : start - 1] if word.is_word)
    if len(words) > 1 and words[0].text in load_wording().license_words and words[1].text == ":":
        return "self"
    nearest = before[-1:]
    if strangers(nearest, words) and not names.among(nearest):
        return "other"
    if names.among(before):
        return "self"
    return "other" if strangers(before, words) else "general"


def _led_by_another(passage: Passage, names: Names) -> bool:
    """Whether the list says what somebody else's work has: "Foo has the following features:"."""
    wording = load_wording()
    lead = split(passage.lead)
    verb = next((at for at, word in enumerate(lead[:8]) if word.text in wording.copulas | wording.having), 0)
    return bool(verb) and who_is(lead[:verb], names) == "other"


def _labeled(words: tuple[Word, ...], start: int, names: Names, *, others: bool) -> Who | Literal["carried"]:
    """A form behind a colon or dash: "Core: open source", "Redis - open source store"."""
    wording = load_wording()
    marks = [at for at, word in enumerate(words[: start - 1]) if word.text in wording.dividers]
    label = tuple(word for word in words[marks[-1] + 1 if marks else 0 : start - 1] if word.is_word)
    if any(form.text.endswith("software") for form in find_forms(label)):
        return "general"
    if not label:
        return "self" if not others else "general"
    if label[-1].text in load_wording().keywords or _begins(label, wording.others_sections):
        return "general"
    if names.among(label):
        called = len(label) > 1 and all(names.is_own(word.written) for word in label)
        parted = label[-1].text in wording.part and not called
        return "part" if parted else "self"
    if any(word.linked for word in label):
        return "other"
    if any(word.text in wording.copulas for word in label):
        return "carried"
    if others or len(label) > _MOST_LABEL or label[0].text in wording.prepositions:
        return "general"
    quality = label[0].text in wording.labels | wording.part
    named = [word for word in strangers(label, words) if word.text not in wording.labels]
    if quality or (label[-1].text in wording.whole and not named):
        return "part" if label[-1].text in wording.part else "self"
    if (
        len(label) > 1
        and label[0].written[0].isupper()
        and all(one.written[0].islower() for one in label[1:])
    ):
        return "self"
    return "self" if names.unclaimed and label[0].text not in wording.known else "other"


def _begins(label: tuple[Word, ...], phrases: frozenset[Phrase]) -> bool:
    """Whether a label begins with one of the phrases: "Built with Foo: open source ..."."""
    return any(tuple(word.text for word in label[:size]) in phrases for size in (1, 2))


def _numbered(passage: Passage, names: Names) -> bool:
    """Whether the heading counts another's name among several: "2. Foo"."""
    title = split(passage.title.rsplit(" / ", 1)[-1])
    first = next((at for at, word in enumerate(title) if word.is_word), len(title))
    named = tuple(word for word in title[first + 1 :] if word.is_word)
    if passage.role == "heading" or not named or not title[first].written.isdigit():
        return False
    return named == tuple(strangers(named, title)) and not any(map(names.matches, (w.written for w in named)))


def about_others(passage: Passage) -> bool:
    """Whether the list or section tells of others' work."""
    phrases = load_wording().others_sections
    titles = (split(title) for title in passage.title.split(" / "))
    if any(tuple(word.text for word in title if word.is_word) in load_wording().listings for title in titles):
        return True
    for text in (passage.title, passage.lead):
        folded = [word.text for word in split(text) if word.is_word]
        if any(
            tuple(folded[at : at + size]) in phrases
            for size in (1, 2)
            for at in range(len(folded) - size + 1)
        ):
            return True
    return False
