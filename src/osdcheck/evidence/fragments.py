"""Taglines, list entries, table cells: "The open source Bar", "- Fully open source", "Core: open source"."""

from __future__ import annotations

import re
from typing import Literal

from osdcheck.evidence.names import Names, strangers
from osdcheck.evidence.subjects import Who, who_is
from osdcheck.evidence.prose import Passage
from osdcheck.evidence.words import Form, Word, split
from osdcheck.tables.wording import Phrase, load_wording

_ADJECTIVE = re.compile(
    r".{2,}(?:ive|al|ous|ful|less|able|ible|ern|ic|ary|ent|ant|ed|ing|est|y|ish)$|.*-.*|\d+"
)
_MOST_LABEL = 7


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
    others = _about_others(passage) or _numbered(passage, names)
    opening = words[start : form.first]
    if len(opening) > 1 and opening[0].text.endswith("ing") and opening[1].text in load_wording().indefinite:
        return "general"
    if not qualifies(opening):
        opening = _last_of_list(opening)
    article = any(word.text in load_wording().determiners for word in opening)
    if passage.role == "cell" and not any(names.matches(word.written) for word in words if word.is_word):
        # Tables compare, or list what is used: a cell alone tells of no one.
        return "general"
    if form.text == "open sourcing":
        return _announced(words[form.last :], names)
    if not qualifies(opening) or (not article and _in_general(head)):
        return "general"
    mark = words[start - 1].text if start else ""
    if passage.role == "item" and not mark and _led_by_another(passage, names):
        return "other"
    if others and mark not in load_wording().dividers:
        return "general" if not any(names.matches(word.written) for word in words[:start]) else "self"
    if mark in {"(", "["}:
        return _aside(words, start, names)
    if mark in load_wording().dividers:
        if passage.role == "item" and mark == ":" and article and _names_a_thing(words[: start - 1], names):
            return "other"
        return _labeled(words, start, names, others=others)
    if mark and mark not in load_wording().stops:
        return "carried"
    return _bare(words, opening, form, head, passage.role)


def qualifies(opening: tuple[Word, ...]) -> bool:
    """Whether only articles, adverbs and adjectives stand before the form."""
    wording = load_wording()
    known = wording.determiners | wording.adverbs | wording.adjectives | wording.boosters
    for word in opening:
        if word.is_word and word.text not in known and not _ADJECTIVE.fullmatch(word.text):
            return False
        if word.text in wording.breaks and word.text not in wording.adjectives:
            return False
    return len(opening) <= 12


def _last_of_list(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """ "Fast, small, 100% open source": of a list of qualities the last, stressed one; else all words."""
    commas = [at for at, word in enumerate(words) if word.text == ","]
    tail = words[commas[-1] + 1 :] if commas else ()
    stressed = bool(tail) and tail[0].text in load_wording().boosters
    return tail if stressed else words


def _announced(behind: tuple[Word, ...], names: Names) -> Who:
    """ "Open-sourcing Acme": a claim about one's own."""
    return "self" if any(names.matches(word.written) for word in behind[:3] if word.is_word) else "general"


def _in_general(head: list[str]) -> bool:
    heads = load_wording().general_heads
    return bool(head) and (head[-1] in heads or head[0] in heads)


def _bare(words: tuple[Word, ...], opening: tuple[Word, ...], form: Form, head: list[str], role: str) -> Who:
    """A form at the start of a line or sentence."""
    wording = load_wording()
    spoken = [word.text for word in opening if word.is_word]
    article = any(word in wording.determiners for word in spoken)
    behind = words[form.last].text if form.last < len(words) else ""
    if not spoken and (_told(words[form.last :], form) or (not head and behind in wording.onward)):
        return "general"
    if not spoken and behind == "or":
        return "general"
    if not head and not spoken and behind == "!":
        return "self"
    if not head and not spoken and not form.text.startswith("free"):
        if role == "text" and words[form.last :][:1] and words[form.last].text in {".", "!"}:
            return "self"
        rest = [word for word in words[form.last :] if word.is_word]
        if role in {"heading", "text"} and not rest:
            return "general"
        if role == "heading":
            return "self" if rest and rest[0].text in {"and", "under"} else "general"
    if (
        role == "heading"
        and not article
        and not any(word in wording.boosters for word in spoken)
        and len(words) <= 4
    ):
        return "general" if head else "self"
    return "self"


def _told(behind: tuple[Word, ...], form: Form) -> bool:
    """Whether something is told of open source at large: "open source reinforces our ...", "free software
    centered around ..."."""
    wording = load_wording()
    following = [word.text for word in behind[:2]]
    if not following or not behind[0].is_word:
        return False
    # "Open source maximizes trust" and "open source tools": neither is said of the project.
    verb = following[0].endswith("s") and not following[0].endswith(("ss", "'s"))
    made = wording.releasing | wording.presenting | {"based"}
    mass = form.text.endswith("software") and following[0].endswith("ed") and following[0] not in made
    return verb or mass


def _aside(words: tuple[Word, ...], start: int, names: Names) -> Who | Literal["carried"]:
    """A form in brackets speaks of the words before them."""
    before = tuple(word for word in words[max(0, start - 5) : start - 1] if word.is_word)
    nearest = before[-1:]
    if strangers(nearest, words) and not any(names.matches(word.written) for word in nearest):
        return "other"
    if any(names.matches(word.written) for word in before):
        return "self"
    copulas = load_wording().copulas
    if any(word.text in copulas for word in words[: start - 1]) and not strangers(before[-2:], words):
        return "carried"
    return "other" if strangers(before, words) else "general"


def _led_by_another(passage: Passage, names: Names) -> bool:
    """Whether the list says what somebody else's work has: "Foo has the following features:"."""
    wording = load_wording()
    lead = split(passage.lead)
    verb = next((at for at, word in enumerate(lead[:8]) if word.text in wording.copulas | wording.having), 0)
    return bool(verb) and who_is(lead[:verb], names) == "other"


def _names_a_thing(label: tuple[Word, ...], names: Names) -> bool:
    """Whether a list entry tells of one thing among others: "Foo Plugin: A free, open source plugin"."""
    wording = load_wording()
    spoken = [word for word in label if word.is_word]
    common = wording.labels | wording.whole | wording.part
    own = any(names.matches(word.written) for word in spoken)
    return bool(strangers(tuple(spoken), label)) and not own and spoken[0].text not in common


def _labeled(words: tuple[Word, ...], start: int, names: Names, *, others: bool) -> Who | Literal["carried"]:
    """A form behind a colon or dash: "Core: open source", "Redis - open source store"."""
    wording = load_wording()
    label = tuple(word for word in words[: start - 1] if word.is_word)
    if not label:
        return "self" if not others else "general"
    if label[-1].text in load_wording().keywords or _begins(label, wording.others_sections):
        return "general"
    if any(names.matches(word.written) for word in label):
        return "part" if label[-1].text in wording.part else "self"
    if any(word.linked for word in label):
        return "other"
    if any(word.text in wording.copulas for word in label):
        return "carried"
    if others or len(label) > _MOST_LABEL:
        return "general"
    if label[0].text in wording.labels or label[-1].text in wording.whole:
        return "part" if label[-1].text in wording.part else "self"
    if len(label) == 1 and label[0].text in wording.part:
        return "part"
    if (
        label[0].written[0].isupper()
        and all(word.written[0].islower() for word in label[1:])
        and len(label) > 1
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


def _about_others(passage: Passage) -> bool:
    """Whether the list or section tells of others' work."""
    if passage.role == "heading":
        return False
    phrases = load_wording().others_sections
    for text in (passage.title, passage.lead):
        folded = [word.text for word in split(text) if word.is_word]
        if any(
            tuple(folded[at : at + size]) in phrases
            for size in (1, 2)
            for at in range(len(folded) - size + 1)
        ):
            return True
    return False
