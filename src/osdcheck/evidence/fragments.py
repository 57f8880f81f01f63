"""Taglines, list entries and table cells: "The open source Bar", "- Fully open source", "Core: open source"."""

from __future__ import annotations

import re
from typing import Literal

from osdcheck.evidence.names import Names, Who, strangers
from osdcheck.evidence.words import Form, Word, split
from osdcheck.tables.wording import load_wording

_ADJECTIVE = re.compile(
    r".{2,}(?:ive|al|ous|ful|less|able|ible|ern|ic|ary|ent|ant|ed|ing|est|y|ish)$|.*-.*|\d+"
)
_OPENERS = frozenset({":", "—", "–", "-", "−", "|", "·", "•", "→"})
_ASIDE = frozenset({"(", "["})
_KEYWORDS = frozenset("tags tag keywords keyword topics topic categories category labels".split())
_MOST_LABEL = 7


def fragment(
    words: tuple[Word, ...],
    start: int,
    form: Form,
    head: list[str],
    *,
    names: Names,
    role: str,
    title: str,
    lead: str,
) -> Who | Literal["carried"]:
    """Whom a form without a verb before it speaks of, between ``start`` and the form.

    ``"carried"`` when it goes on with the subject of the words before ``start``.
    """
    opening = words[start : form.first]
    if not _qualifies(opening):
        return "general"
    mark = words[start - 1].text if start else ""
    if _about_others(title, lead, role) and mark not in _OPENERS:
        return "general" if not any(names.matches(word.written) for word in words[:start]) else "self"
    if mark in _ASIDE:
        return _aside(words, start, names)
    if mark in _OPENERS:
        return _labeled(words, start, names, others=_about_others(title, lead, role))
    if mark and mark not in {".", "!", "?", "⭐", "»", "…"}:
        return "carried"
    return _bare(words, opening, form, head, role)


def _qualifies(opening: tuple[Word, ...]) -> bool:
    """Whether only articles, adverbs and adjectives stand before the form."""
    wording = load_wording()
    known = wording.determiners | wording.adverbs | wording.adjectives | wording.boosters | {"yes"}
    for word in opening:
        if word.is_word and word.text not in known and not _ADJECTIVE.fullmatch(word.text):
            return False
        if word.text in wording.breaks and word.text not in wording.adjectives:
            return False
    return len(opening) <= 12


def _bare(words: tuple[Word, ...], opening: tuple[Word, ...], form: Form, head: list[str], role: str) -> Who:
    """A form at the start of a line or sentence."""
    wording = load_wording()
    spoken = [word.text for word in opening if word.is_word]
    article = any(word in wording.determiners for word in spoken)
    if head and not article and (head[-1] in wording.general_heads or head[0] in wording.general_heads):
        return "general"
    if not head and not spoken:
        rest = [word for word in words[form.last :] if word.is_word]
        if role == "cell" or (role in {"heading", "text"} and not rest):
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


def _aside(words: tuple[Word, ...], start: int, names: Names) -> Who | Literal["carried"]:
    """A form in brackets speaks of the words before them."""
    before = tuple(word for word in words[max(0, start - 5) : start - 1] if word.is_word)
    if any(names.matches(word.written) for word in before):
        return "self"
    copulas = load_wording().copulas
    if any(word.text in copulas for word in words[: start - 1]) and not strangers(before[-2:], words):
        return "carried"
    return "other" if strangers(before, words) else "general"


def _labeled(words: tuple[Word, ...], start: int, names: Names, *, others: bool) -> Who | Literal["carried"]:
    """A form behind a colon or dash: "Core: open source", "Redis - open source store"."""
    wording = load_wording()
    label = tuple(word for word in words[: start - 1] if word.is_word)
    if not label:
        return "self" if not others else "general"
    if any(names.matches(word.written) for word in label):
        return "part" if label[-1].text in wording.part else "self"
    if any(word.text in wording.copulas for word in label):
        return "carried"
    if label[-1].text in _KEYWORDS:
        return "general"
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
    return "self" if not names.own and label[0].text not in wording.known else "other"


def _about_others(title: str, lead: str, role: str) -> bool:
    """Whether the list or section tells of others' work."""
    if role == "heading":
        return False
    phrases = load_wording().others_sections
    for text in (title, lead):
        folded = [word.text for word in split(text) if word.is_word]
        if any(
            tuple(folded[at : at + size]) in phrases
            for size in (1, 2)
            for at in range(len(folded) - size + 1)
        ):
            return True
    return False
