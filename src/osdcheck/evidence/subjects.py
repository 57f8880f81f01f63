"""Whether the subject of a sentence is the project at hand, a part of it, or something else."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from osdcheck.evidence.names import Names, is_known, noun_phrase, sets_apart, strangers
from osdcheck.evidence.words import Word
from osdcheck.tables.wording import load_wording

Who = Literal["self", "part", "other", "general", "pronoun", "none"]


def who_is(subject: tuple[Word, ...], names: Names) -> Who:
    """Whom the words before a verb speak of; ``"none"`` when there is no word."""
    words = noun_phrase(subject)
    if not words:
        return "none"
    if words[0].text.endswith("ed") and names.is_own(subject[-1].written):
        return "self"
    if names.among(words):
        return _named(words, names)
    lower = [word.text for word in words]
    if (who := _pronoun(lower)) is not None:
        return who
    if _in_general(lower) or _of_many(subject, words) or sets_apart(words):
        return "general"
    if lower[0] == "our" and lower[-1] in load_wording().part:
        # "Our Python client"
        return "part"
    if named := strangers(words, subject):
        alone = "and" not in lower and not names.foreign.intersection(lower)
        elsewhere = any(is_known(word) or word.linked for word in named)
        return _named(words, names) if names.unclaimed and alone and not elsewhere else "other"
    wording = load_wording()
    if len(lower) == 1 and not names.own and lower[0] not in wording.whole | wording.part:
        return "self"
    return _complement(subject, names) or _common(lower)


def _pronoun(lower: list[str]) -> Who | None:
    """ "We" and "I" are the project; "it" is what stands before."""
    wording = load_wording()
    if lower[0] in wording.pronouns and (len(lower) == 1 or lower[0] not in wording.own | {"these"}):
        return "self" if lower[0] in {"this", "everything"} else "pronoun"
    spoken = "we" in lower or lower[0] == "i" or (len(lower) == 1 and lower[0] in wording.speakers)
    return "self" if spoken else None


def _in_general(lower: list[str]) -> bool:
    """Whether the subject is your things, things of a number or things of others: "most packages"."""
    wording = load_wording()
    theirs = any(word in wording.foreign for word in lower) and lower[-1] not in wording.whole | wording.part
    return lower[0] in wording.quantifiers or lower[-1] in wording.foreign or theirs


def _of_many(subject: tuple[Word, ...], words: tuple[Word, ...]) -> bool:
    """Whether the words behind a plural head say which are meant: "libraries used by Foo"."""
    wording = load_wording()
    plain = [word.text for word in subject if word.is_word]
    rest = plain[plain.index(words[-1].text) + 1 :]
    plural = words[-1].text.endswith("s") and words[0].text not in wording.own
    if not plural or not rest or rest[0] not in wording.phrase_ends - wording.neutral_ends:
        return False
    return not any(one in wording.own and two in wording.whole for one, two in pairwise(rest))


def _complement(subject: tuple[Word, ...], names: Names) -> Who | None:
    """What is behind the head: "the core of a product" is any core, "the page for Acme" a part of Acme."""
    words = [word for word in subject if word.is_word]
    at = next((at for at, word in enumerate(words) if at and word.text in {"of", "for"}), len(words))
    behind = words[at + 1 : at + 5]
    if behind and behind[0].text in load_wording().unspecific:
        return "general"
    named = strangers(tuple(behind), subject)
    if (
        words[at : at + 1]
        and words[at].text == "of"
        and names.sure
        and named
        and not names.among(tuple(behind))
    ):
        # "The server of Foo" is Foo's.
        return "other"
    whole = words[at - 1].text in load_wording().whole | load_wording().wholes
    return "part" if not whole and names.among(tuple(behind)) else None


def _common(lower: list[str]) -> Who:
    """A subject of common nouns: "this tool", "the core", "packages"."""
    wording = load_wording()
    nouns = [word for word in lower if word in wording.part or word in wording.whole]
    if lower[-1] in wording.pages and lower[0] != "this":
        return "part"
    mine = lower[0] in wording.own
    if not nouns:
        licensed = lower[-1] in wording.license_words and lower[0] in wording.articles
        return "self" if mine or licensed else "general"
    if nouns[-1] in wording.part or "core" in lower:
        return "part"
    if lower[-1].endswith("s") and nouns[-1] != lower[-1]:
        return "general"
    return "self" if mine or lower[0] in wording.articles or nouns[-1] == lower[-1] else "general"


def _named(words: tuple[Word, ...], names: Names) -> Who:
    """A subject that holds the project's name: the project, or a part called after it."""
    wording = load_wording()
    if words[0].text in wording.own and any(
        not names.matches(word.written) for word in strangers(words[1:], words)
    ):
        return "other"
    if _possesses_another(words, names):
        return "other"
    rest = [word.text for word in words if not names.matches(word.written)]
    if rest and rest[-1] in wording.foreign and rest[-1] == words[-1].text:
        # "Foo's competitors are open source"
        return "general"
    parted = bool(rest) and rest[-1] in wording.part and rest[-1] == words[-1].text
    return "part" if parted or "core" in rest else "self"


def _possesses_another(words: tuple[Word, ...], names: Names) -> bool:
    """Whether another is named by what it is to the project: "Foo's competitor Bar"."""
    owned = len(words) > 2 and words[0].text.endswith("'s") and names.matches(words[0].written[:-2])
    last = words[-1:]
    return owned and bool(strangers(last, words)) and not names.among(last)
