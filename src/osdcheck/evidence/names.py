"""The names of a project, and which words of a sentence are written like names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from osdcheck.evidence.words import Word
from osdcheck.tables.wording import load_wording

_SPLIT = re.compile(r"[\s/_.-]+")
_PLAIN = re.compile(r"[^\w]+")
_COMPOUND = ("-based", "-like", "-style")
_LONGEST = 40
_LEAST_INITIALS = 3
_MOST_SUBJECT = 14
_QUALIFIED = 3
"""Dots that make a word the qualified name of a class or module."""


@dataclass(frozen=True, slots=True)
class Names:
    """Words of names, in lower case.

    ``own``: the project's; ``foreign``: of what the title says the text is about without being it ("Using
    Foo", "Foo Tutorial"). ``supposed``: the project's name is only read off the first sentence.
    ``alone``: the text is a paragraph or two. ``borrowed``: those of the project's words that may be the name
    of what it serves: "foo" of "docker-foo".
    """

    own: frozenset[str]
    foreign: frozenset[str] = frozenset()
    supposed: bool = False
    alone: bool = True
    borrowed: frozenset[str] = frozenset()

    @property
    def sure(self) -> bool:
        """Whether anything but a first sentence tells what the project is called."""
        return bool(self.own) and not self.supposed

    @property
    def unclaimed(self) -> bool:
        """Whether any name may be the project's: nothing tells its own, and there is little text."""
        return self.alone and not self.own

    def matches(self, word: str) -> bool:
        """Whether a word is, or holds, one of the names."""
        if word.count(".") >= _QUALIFIED:
            # "org.acme.rocket.Util" is a Util of Acme's Rocket.
            word = word.rsplit(".", 1)[-1]
        plain = _PLAIN.sub("", word.lower())
        if plain in self.own or (plain.endswith("s") and plain[:-1] in self.own):
            return True
        return any(part in self.own for part in _SPLIT.split(word.lower()) if len(part) > 1)

    def among(self, words: tuple[Word, ...]) -> bool:
        """Whether one of the words, or two that follow each other, are one of the names."""
        spoken = [word.written for word in words if word.is_word]
        pairs = (one + two for one, two in pairwise(spoken))
        return any(map(self.matches, spoken)) or any(map(self.is_own, (*pairs, *_initials(spoken))))

    def lends(self, words: tuple[Word, ...]) -> Word | None:
        """The last of the project's names among the words, where it stands alone and may be another's."""
        spoken = [word for word in words if word.is_word]
        at = next((at for at in range(len(spoken) - 1, -1, -1) if self.matches(spoken[at].written)), None)
        if at is None or _PLAIN.sub("", spoken[at].text) not in self.borrowed:
            return None
        beside = {word.text for word in spoken[max(0, at - 1) : at + 2]}
        return None if beside & load_wording().adapters else spoken[at]

    def is_own(self, word: str) -> bool:
        """Whether a word is one of the names, nothing added."""
        return _PLAIN.sub("", word.lower()) in self.own


def _initials(spoken: list[str]) -> Iterator[str]:
    """First letters of each run of capitalized words: "csd" of "the Combined Song Database"."""
    for capital, run in groupby(spoken, key=lambda word: word[0].isupper()):
        letters = "".join(word[0] for word in run) if capital else ""
        if len(letters) >= _LEAST_INITIALS:
            yield letters


def name_words(text: str) -> list[str]:
    """Words of a name that may stand for it, the last of them all in one."""
    wording = load_wording()
    generic = wording.title_openers | wording.whole | wording.determiners | wording.adverbs | wording.breaks
    generic |= wording.form_words
    words = [part for part in _SPLIT.split(text.lower()) if part]
    plain = [clean for part in words if (clean := _PLAIN.sub("", part))]
    # A letter is a name only where it is all of it.
    shortest = 1 if len(plain) == 1 else 2
    named = [one for one in plain if len(one) >= shortest and one not in generic and not one.isdigit()]
    joined = "".join(plain)
    return [*named, joined] if len(joined) < _LONGEST and named else named


def is_known(word: Word) -> bool:
    """Whether a word is the name of a well-known project."""
    return re.sub(r"['’]s?$", "", word.text) in load_wording().known


def sets_apart(words: tuple[Word, ...]) -> bool:
    """Whether the words speak of things beside the project: "third-party plugins", "Foo-based models"."""
    strange = load_wording().strange
    return any(word.text in strange or word.text.endswith(_COMPOUND) for word in words)


def strangers(words: tuple[Word, ...], sentence: tuple[Word, ...]) -> list[Word]:
    """Words written like names: a capital inside, digits in them, or a first word of no known sort."""
    letters = "".join(word.written for word in sentence if word.is_word)
    if len(letters) > 12 and letters.isupper():
        return []
    wording = load_wording()
    common = wording.whole | wording.part | wording.foreign | wording.adjectives | wording.adverbs
    common |= wording.determiners | wording.own | wording.quantifiers | wording.articles
    common |= wording.pronouns | wording.speakers
    return [
        word
        for word in words
        if word.is_word
        and (word.text not in common or (word.written[0].isupper() and is_known(word)))
        and (
            word.written != word.written.lower()
            or any(map(str.isdigit, word.written))
            or "_" in word.written
            or (len(words) == 1 and word.start == 0)
        )
    ]


def _is_predicate(words: list[Word], subject: tuple[Word, ...]) -> bool:
    """Whether a line begins with its verb and goes on with another one: "Runs offline, and is ..."."""
    verbs = load_wording().breaks | load_wording().presenting | load_wording().having
    led = words[0].text.endswith("s") and words[0].text in verbs
    return led and words[0].start == 0 and subject[-1].text == "and"


def noun_phrase(subject: tuple[Word, ...]) -> tuple[Word, ...]:
    """Head and modifiers of a subject: no conjunctions before it, nothing behind a preposition or verb."""
    wording = load_wording()
    words = [word for word in subject if word.is_word or word.text in {",", "("}]
    while len(words) > 2 and words[-1].text in wording.auxiliaries:
        words.pop()
    if len(words) > 1 and words[-1].text in wording.subject_pronouns:
        linking = wording.breaks | wording.copulas | wording.phrase_ends | wording.joining
        # What stands before a pronoun is an adverbial: "as always it's".
        if words[-2].text not in linking:
            return (words[-1],)
    while len(words) > 2 and words[1].text == "of" and words[0].text in wording.wholes:
        words = words[2:]
    if len(words) > 1 and words[0].text == "both":
        words = words[1:]
    while words and (words[0].text in wording.conjunctions or not any(map(str.isalpha, words[0].written))):
        words.pop(0)
    ends = wording.phrase_ends | wording.auxiliaries | {","}
    end = next((at for at, word in enumerate(words) if at and word.text in ends), len(words))
    if words and (words[0].text in wording.auxiliaries or _is_predicate(words, subject)):
        return ()
    return tuple(word for word in words[:end][:_MOST_SUBJECT] if word.is_word)
