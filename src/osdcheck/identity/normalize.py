"""What two texts are compared by: their words, free of everything the matching guidelines ignore.

Letter case, white space, quotes, dashes, markup signs and comment leaders are no part of a word; words
with several spellings take the first of the table ``equivalents.toml``. Numbers keep their points and
commas, signs of currency and percent are words. A punctuation mark that ends a word in a sentence
counts too, because it can change what is said.
"""

from __future__ import annotations

import re
import tomllib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MARKS = frozenset(",;:.?!")
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*[^\W_]*|[^\W_]+|[$€£¥%©]|(?<=\w)\+"
    r"""|(?<=[\w"'“”‘’«»„)\]>*])[,;:.?!](?=[\s"'“”‘’«»„)\]*_]|$)"""
)
_NOTICE = re.compile(
    r"^[^\w\n(©]*(?:(?:portions|parts)\s+)?"
    r"(?:copyright\b\W{0,4}(?:\(c\)|©|(?=\d{4}|[<\[{]|xxxx|yyyy|years?\b|by\b))"
    r"|(?:\(c\)|©)\W{0,4}(?:copyright\b|(?=\d{4})))"
    r"[^\n]*$|^[^\w\n]*all rights reserved[^\w\n]*$",
    re.MULTILINE,
)
_OPERATIVE = re.compile(
    r"\b(?:may|shall|must|can|cannot|will|not|no|only|unless|except|without|permi\w+|grant\w*|prohibit\w*"
    r"|allow\w*|use[ds]?|using|licen[cs]e[ed]?|subject|provided|forbid\w*|free\b(?! software foundation))\b"
)
_FIRST_LINE = re.compile(r"[^\n]*\n")
_LONGEST_NOTICE = 240
_LIST_NUMBER = re.compile(
    r"^[^\w\n(]*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,5})(?:\.\)|[.)])|o)(?=[^\S\n]+\S)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a text in order, with their places.

    ``words``: normalized; ``marks``: the punctuation behind each, or ``""``; ``starts`` and ``ends``:
    characters of the text; ``ignored``: 1 for a word of a copyright notice or the number of a list
    entry, else 0.
    """

    words: tuple[str, ...]
    marks: tuple[str, ...]
    starts: array[int]
    ends: array[int]
    ignored: bytes

    def __len__(self) -> int:
        return len(self.words)


def compared(text: str, *, list_numbers: bool = True, notices: bool = False) -> str:
    """Words and punctuation of a text, one a line; what exact matching compares.

    ``list_numbers`` keeps the numbers and letters in front of list entries, ``notices`` the copyright
    notices inside the text: lines that were broken anew can hide where a notice ends.
    """
    text = lowered(text)
    text = without_first_notices(text) if notices else mask_notices(text)
    if not list_numbers:
        text = _LIST_NUMBER.sub(_blank, text)
    same = _spellings()
    line = "\n".join([same.get(word, word) for word in _TOKEN.findall(text)]).replace("ß", "ss")
    line = f"\n{line.rstrip(',;:.?!').rstrip()}\n"
    for phrase, form in _phrases():
        line = line.replace("\n" + "\n".join(phrase) + "\n", f"\n{form}\n")
    return line


def words_of(text: str) -> Words:
    """All words of a text with their places, those to ignore marked."""
    low = lowered(text)
    bare = _LIST_NUMBER.sub(_blank, mask_notices(low))
    same = _spellings()
    found = _TOKEN.findall(low)
    places = [one.start() for one in _TOKEN.finditer(low)]
    follows = [word if word in MARKS else "" for word in found[1:]] + [""]
    kept = [at for at, word in enumerate(found) if word not in MARKS]
    words = [same.get(word := found[at], word) for at in kept]
    if "ß" in low:
        words = [word.replace("ß", "ss") for word in words]
    starts = [places[at] for at in kept]
    return _join_phrases(
        words,
        [follows[at] for at in kept],
        starts,
        [places[at] + len(found[at]) for at in kept],
        [bare[start] == " " for start in starts],
    )


def lowered(text: str) -> str:
    """The text in small letters, of the same length."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := one.lower()) == 1 else one for one in text)


def mask_notices(text: str) -> str:
    """A text in small letters with its copyright notices blanked, character for character.

    A line that says more than who holds the copyright stays.
    """
    return _NOTICE.sub(_blank_notice, text)


def has_inner_notices(text: str) -> bool:
    """Whether copyright notices stand behind the first words of a text."""
    return _NOTICE.search(without_first_notices(lowered(text))) is not None


def has_list_numbers(text: str) -> bool:
    """Whether a line begins with the number or letter of a list entry."""
    return _LIST_NUMBER.search(lowered(text)) is not None


def without_first_notices(text: str) -> str:
    """A text in small letters without the copyright notices it begins with."""
    at = 0
    while (line := _FIRST_LINE.match(text, at)) is not None:
        if line[0].strip() and mask_notices(line[0]).strip():
            break
        at = line.end()
    return text[at:]


def is_operative(text: str) -> bool:
    """Whether words in small letters say what somebody may, must or cannot do."""
    return _OPERATIVE.search(text) is not None


def _blank_notice(found: re.Match[str]) -> str:
    line = found[0]
    if len(line) > _LONGEST_NOTICE or _OPERATIVE.search(line):
        return line
    return " " * len(line)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _join_phrases(
    words: list[str], marks: list[str], starts: list[int], ends: list[int], ignored: list[bool]
) -> Words:
    """Make one word of each phrase that stands for one."""
    firsts = _first_words()
    gone: set[int] = set()
    for at in [at for at, word in enumerate(words) if word in firsts]:
        for phrase, form in firsts[words[at]] if at not in gone and words[at] in firsts else ():
            last = at + len(phrase) - 1
            if tuple(words[at : last + 1]) == phrase and not any(marks[at:last]):
                words[at], marks[at], ends[at] = form, marks[last], ends[last]
                gone.update(range(at + 1, last + 1))
                break
    kept = [at for at in range(len(words)) if at not in gone] if gone else range(len(words))
    return Words(
        tuple([words[at] for at in kept]),
        tuple([marks[at] for at in kept]),
        array("l", [starts[at] for at in kept]),
        array("l", [ends[at] for at in kept]),
        bytes([ignored[at] for at in kept]),
    )


@cache
def _spellings() -> Mapping[str, str]:
    """Every spelling of one word to the first one; the sign of copyright to its letter."""
    return {word: form for phrase, form in _table() if len(phrase) == 1 for word in phrase} | {"©": "c"}


@cache
def _phrases() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Phrases of several words that stand for one."""
    return tuple((phrase, form) for phrase, form in _table() if len(phrase) > 1)


@cache
def _first_words() -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    firsts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, form in _phrases():
        firsts.setdefault(phrase[0], []).append((phrase, form))
    return firsts


def _table() -> list[tuple[tuple[str, ...], str]]:
    path = files("osdcheck") / "tables" / "equivalents.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    table: list[tuple[tuple[str, ...], str]] = [
        (("copyright", "c"), "copyright"),
        (("c", "copyright"), "copyright"),
    ]
    for form, variants in rows.items():
        for spelling in (form, *variants):
            phrase = tuple(re.split(r"[\s-]", spelling))
            if phrase != (form,):
                table.append((phrase, form.replace(" ", "")))
    return table
