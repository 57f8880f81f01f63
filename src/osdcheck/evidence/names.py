"""Whether the subject of a sentence is the project at hand, a part of it, or something else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Literal

from osdcheck.evidence.prose import Passage
from osdcheck.evidence.words import Word, find_forms, split
from osdcheck.tables.wording import load_wording

Who = Literal["self", "part", "other", "general", "pronoun", "none"]

_SPLIT = re.compile(r"[\s/_.-]+")
_PLAIN = re.compile(r"[^\w]+")
_FRONT_PAGES = ("readme", "model_card", "modelcard", "card", "index")
_MOST_SUBJECT = 14
_LAST_OPENING = 2
_MOST_ALONE = 2
_MOST_BEFORE_TITLE = 14
"""Words of a sentence that no title follows: headings behind it are of sections."""


@dataclass(frozen=True, slots=True)
class Names:
    """Words of names, in lower case.

    ``own``: the project's; ``foreign``: of what the title says the text is about without being it ("Using
    Foo", "Foo Tutorial"). ``supposed``: the project's name is only read off the first sentence.
    ``alone``: the text is a paragraph or two.
    """

    own: frozenset[str]
    foreign: frozenset[str] = frozenset()
    supposed: bool = False
    alone: bool = True

    @property
    def unclaimed(self) -> bool:
        """Whether any name may be the project's: nothing tells its own, and there is little text."""
        return self.alone and not self.own

    def matches(self, word: str) -> bool:
        """Whether a word is, or holds, one of the names."""
        plain = _PLAIN.sub("", word.lower())
        if plain in self.own or (plain.endswith("s") and plain[:-1] in self.own):
            return True
        return any(part in self.own for part in _SPLIT.split(word.lower()) if len(part) > 1)

    def is_own(self, word: str) -> bool:
        """Whether a word is one of the names, nothing added."""
        return _PLAIN.sub("", word.lower()) in self.own


def find_names(passages: Iterable[Passage], *, path: str, subject: str | None) -> Names:
    """Names of the project: the subject given, a README's title, or what its first sentence is about."""
    passages = tuple(passages)
    given, _ = _sorted_out(subject or "")
    # A name that the text never uses (of a temporary folder, say) tells nothing.
    certain = any(word in passage.words.lower() for word in given for passage in passages)
    alone = len({passage.block for passage in passages if passage.role != "heading"}) <= _MOST_ALONE
    if certain and not PurePosixPath(path).stem.lower().startswith(_FRONT_PAGES):
        return Names(frozenset(given), alone=alone)
    titled, foreign = _from_title(passages)
    told = titled or (set() if foreign else _from_opening(passages, given if certain else set()))
    supposed = bool(told) and not titled and not certain
    return Names(frozenset(given | told), frozenset(foreign - given - told), supposed, alone)


def _from_title(passages: Iterable[Passage]) -> tuple[set[str], set[str]]:
    """Own and foreign names in the first heading; a line without a stop that opens the text counts as one."""
    for number, passage in enumerate(passages):
        line = passage.words
        if number > 12 or (passage.role in {"text", "item"} and len(line.split()) > _MOST_BEFORE_TITLE):
            break
        title = passage.role == "heading" or (
            number == 0 and not line.rstrip().endswith((".", "!", "?", ":", ","))
        )
        words = [word for word in split(line) if word.is_word]
        if not title or not words or len(words) > (14 if passage.role == "heading" else 4):
            continue
        while words and words[0].text in load_wording().title_fillers:
            words.pop(0)
        if not words or words[0].written.isdigit():
            continue
        if _teaches(words):
            return set(), set(_name_words(line))
        if "?" in line and load_wording().known.intersection(word.text for word in words):
            return set(), set(_name_words(line))
        head = re.split(r"[:—–|(,]|\s-\s", line[words[0].start :], maxsplit=1)[0]
        if next(find_forms(split(head)), None) is None:
            return _sorted_out(head)
        return _topic(split(line)), set()
    return set(), set()


def _teaches(title: list[Word]) -> bool:
    """Whether a title is of a text about something that is not the project."""
    wording = load_wording()
    lessons = any(word.text in wording.lessons for word in title)
    return lessons or title[0].text in wording.title_openers or title[-1].text in wording.title_closers


def _sorted_out(text: str) -> tuple[set[str], set[str]]:
    """Own and foreign words of a name or title: beside others, a known name is not the project's."""
    words = _name_words(text)
    # The last word is the others in one.
    parts = {word for word in words if word != words[-1]} or set(words)
    known = load_wording().known.intersection(words)
    several = len(parts) > 1 and re.search(r"\band\b|&", text, re.I) is not None
    if parts <= known and not several:
        return set(words), set()
    return set(words) - known, set(known)


def _from_opening(passages: tuple[Passage, ...], known: set[str]) -> set[str]:
    """What the first sentence is about, where no title says it and it does not speak of a known name."""
    for number, passage in enumerate(passages):
        if (
            number > _LAST_OPENING
            or passage.role != "text"
            or any(name in passage.words.lower() for name in known)
        ):
            break
        if found := _topic(split(passage.words)):
            return found
    return set()


def _topic(words: tuple[Word, ...]) -> set[str]:
    """Name that a sentence begins with: "Foo is ...", "Foo provides ...", "Foo, a ..., ...".

    A known project is no topic: more texts speak of it than are its own, and those have a title.
    """
    wording = load_wording()
    subject = _part_of(words) or _noun_phrase(words[: _end_of_topic(words)])
    while subject and subject[0].text in wording.articles:
        subject = subject[1:]
    named = strangers(subject, words)
    idle = wording.own | wording.quantifiers | wording.speakers | wording.title_openers | wording.pronouns
    idle |= wording.foreign | {"your"}
    clause = any(word.text in wording.breaks | {"since", "as", "although", "while"} for word in subject)
    several = len(named) > 1 and any(word.text == "and" for word in subject)
    if not named or clause or several or _strange(subject) or subject[0].text in idle:
        return set()
    # A project does not link to itself by name as often as a text links to what it speaks of.
    if any(word.linked or _known(word) for word in named):
        return set()
    return set(_name_words(" ".join(word.written for word in named)))


def _part_of(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The name in "This file is part of Foo", with which source headers begin."""
    folded = [word.text for word in words[:8]]
    if folded[:1] != ["this"] or ["part", "of"] not in [folded[at : at + 2] for at in range(len(folded))]:
        return ()
    return _noun_phrase(words[folded.index("part") + 2 :])


def _end_of_topic(words: tuple[Word, ...]) -> int:
    """Where the first verb, or a mark behind a short name, ends what a sentence is about; 0 for nowhere."""
    wording = load_wording()
    verbs = wording.copulas | wording.presenting | wording.opening_verbs
    found = next((at for at, word in enumerate(words) if word.text in verbs), 0)
    mark = next((at for at, word in enumerate(words[:4]) if word.text in {",", "—", "–", ":", "-"}), 0)
    behind = words[mark + 1].text if mark and mark + 1 < len(words) else ""
    if behind and (words[mark].text != "," or behind in {"a", "an", "the"}):
        found = min(found, mark) if found else mark
    return found if found <= 8 else 0


def _name_words(text: str) -> list[str]:
    wording = load_wording()
    generic = (
        wording.title_openers
        | wording.whole
        | wording.determiners
        | wording.adverbs
        | wording.breaks
        | {"open", "source", "free"}
    )
    words = [part for part in _SPLIT.split(text.lower()) if part]
    plain = [clean for part in words if (clean := _PLAIN.sub("", part))]
    named = [word for word in plain if len(word) > 1 and word not in generic and not word.isdigit()]
    joined = "".join(plain)
    return [*named, joined] if 1 < len(joined) < 40 and named else named


def who_is(subject: tuple[Word, ...], names: Names) -> Who:
    """Whom the words before a verb speak of; ``"none"`` when there is no word."""
    words = _noun_phrase(subject)
    if not words:
        return "none"
    if words[0].text.endswith("ed") and names.is_own(subject[-1].written):
        return "self"
    if any(names.matches(word.written) for word in words):
        return _part_or_self(words, names)
    lower = [word.text for word in words]
    if (who := _pronoun(lower)) is not None:
        return who
    if _in_general(lower) or _of_many(subject, words) or _strange(words):
        return "general"
    if named := strangers(words, subject):
        alone = "and" not in lower and not names.foreign.intersection(lower)
        elsewhere = any(_known(word) or word.linked for word in named)
        return _part_or_self(words, names) if names.unclaimed and alone and not elsewhere else "other"
    wording = load_wording()
    if len(lower) == 1 and not names.own and lower[0] not in wording.whole | wording.part:
        return "self"
    return _complement(subject, names) or _common(lower)


def _pronoun(lower: list[str]) -> Who | None:
    """ "We" and "I" are the project; "it" is what stands before."""
    wording = load_wording()
    if len(lower) == 1 and lower[0] in wording.speakers:
        return "self"
    if lower[0] in wording.pronouns and (len(lower) == 1 or lower[0] not in wording.own | {"these"}):
        return "pronoun" if lower[0] not in {"this", "everything"} else "self"
    return "self" if "we" in lower or lower[0] == "i" else None


def _in_general(lower: list[str]) -> bool:
    """Whether the subject is your things, things of a number or things of others: "most packages"."""
    wording = load_wording()
    numbered = lower[0] in wording.quantifiers and (lower == ["both"] or lower[0] not in {"both", "most"})
    theirs = any(word in wording.foreign for word in lower) and lower[-1] not in wording.whole | wording.part
    return lower[0] == "your" or numbered or lower[-1] in wording.foreign or theirs


def _of_many(subject: tuple[Word, ...], words: tuple[Word, ...]) -> bool:
    """Whether the words behind a plural head say which are meant: "libraries used by Foo"."""
    wording = load_wording()
    plain = [word.text for word in subject if word.is_word]
    rest = plain[plain.index(words[-1].text) + 1 :]
    plural = words[-1].text.endswith("s") and words[0].text not in wording.own
    if not plural or not rest or rest[0] not in wording.phrase_ends - {"released", "of"}:
        return False
    return not any(one in wording.own and two in wording.whole for one, two in pairwise(rest))


def _complement(subject: tuple[Word, ...], names: Names) -> Who | None:
    """What is behind the head: "the core of a product" is any core, "the page for Acme" a part of Acme."""
    words = [word for word in subject if word.is_word]
    at = next((at for at, word in enumerate(words) if at and word.text in {"of", "for"}), len(words))
    behind = words[at + 1 : at + 5]
    if behind and behind[0].text in {"a", "an", "any", "every", "each"}:
        return "general"
    whole = words[at - 1].text in load_wording().whole | load_wording().wholes
    return "part" if not whole and any(names.matches(word.written) for word in behind) else None


def _strange(words: tuple[Word, ...]) -> bool:
    """Whether the words speak of things beside the project: "third-party plugins", "Foo-based models"."""
    strange = load_wording().strange
    return any(word.text in strange or word.text.endswith(("-based", "-like", "-style")) for word in words)


def _known(word: Word) -> bool:
    return re.sub(r"['’]s?$", "", word.text) in load_wording().known


def _common(lower: list[str]) -> Who:
    """A subject of common nouns: "this tool", "the core", "packages"."""
    wording = load_wording()
    nouns = [word for word in lower if word in wording.part or word in wording.whole]
    if not nouns:
        licensed = lower[-1] in {"license", "licence"} and lower[0] in load_wording().articles
        return "self" if lower[0] in wording.own or licensed else "general"
    if nouns[-1] in wording.part or "core" in lower:
        return "part"
    if lower[-1].endswith("s") and nouns[-1] != lower[-1]:
        return "general"
    if lower[0] in wording.own or lower[0] in load_wording().articles or nouns[-1] == lower[-1]:
        return "self"
    return "general"


def _part_or_self(words: tuple[Word, ...], names: Names) -> Who:
    parts = load_wording().part
    if words[0].text in load_wording().own and any(
        not names.matches(word.written) for word in strangers(words[1:], words)
    ):
        return "other"
    rest = [word.text for word in words if not names.matches(word.written)]
    return (
        "part"
        if (rest and (rest[-1] in parts or "core" in rest) and rest[-1] == words[-1].text) or "core" in rest
        else "self"
    )


def strangers(words: tuple[Word, ...], sentence: tuple[Word, ...]) -> list[Word]:
    """Words written like names: a capital inside, digits in them, or a first word of no known sort."""
    wording = load_wording()
    if _shouted(sentence):
        return []
    known = (
        wording.whole
        | wording.part
        | wording.foreign
        | wording.adjectives
        | wording.adverbs
        | wording.determiners
        | wording.own
    )
    return [
        word
        for word in words
        if word.is_word
        and word.text not in known
        and word.text
        not in load_wording().quantifiers | load_wording().articles | wording.pronouns | wording.speakers
        and (
            word.written != word.written.lower()
            or any(map(str.isdigit, word.written))
            or "_" in word.written
            or (len(words) == 1 and word.start == 0)
        )
    ]


def _shouted(words: tuple[Word, ...]) -> bool:
    letters = "".join(word.written for word in words if word.is_word)
    return len(letters) > 12 and letters.isupper()


def _noun_phrase(subject: tuple[Word, ...]) -> tuple[Word, ...]:
    """Head and modifiers of a subject: no conjunctions before it, nothing behind a preposition or verb."""
    words = [word for word in subject if word.is_word or word.text in {",", "("}]
    if _ends_in_pronoun(words):
        return tuple(words[-1:])
    while len(words) > 2 and words[1].text == "of" and words[0].text in load_wording().wholes:
        words = words[2:]
    while words and (
        words[0].text in load_wording().conjunctions or not words[0].is_word or words[0].written.isdigit()
    ):
        words.pop(0)
    for number, word in enumerate(words):
        if number and (
            word.text in load_wording().phrase_ends
            or word.text in load_wording().auxiliaries
            or word.text == ","
        ):
            words = words[:number]
            break
    if words and words[0].text in load_wording().auxiliaries:
        return ()
    return tuple(word for word in words[:_MOST_SUBJECT] if word.is_word)


def _ends_in_pronoun(words: list[Word]) -> bool:
    """Whether a pronoun is the subject and what stands before it an adverbial: "as always it's"."""
    wording = load_wording()
    if len(words) < 2 or words[-1].text not in {"it", "it's", "we", "we're", "that's"}:
        return False
    return words[-2].text not in wording.breaks | wording.copulas | wording.phrase_ends | {"and", "or"}
