"""Words of a passage with their places, and the forms ("open source") among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from osdcheck.tables.wording import Phrase, load_wording

_TOKEN = re.compile(r"\w+(?:[.'’/+-]+\w+)*[+#]*|[^\w\s]")
_COMPOUND = re.compile(
    r"open-?sourc|osi-|-osi\b|free[-/](?:software|libre|open)|libre|\bf?l?oss\b|fully-open", re.I
)
_PART = re.compile(r"\w+(?:[.'’+]+\w+)*[+#]*")
_MOST_WORDS = 400
_GAP = " " * 12


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: lower-case ``text``, as written, and ``start`` and ``end`` in the passage.

    ``linked``: a gap as long as an address follows, which a link leaves when its target is blanked out.
    """

    text: str
    written: str
    start: int
    end: int
    linked: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it holds a letter or digit."""
        return self.written[0].isalnum() or self.written[0] == "_"


@dataclass(frozen=True, slots=True)
class Form:
    """Words ``[first, last)`` that call something open source; ``verb`` when they can be one."""

    first: int
    last: int
    text: str
    verb: bool


def split(text: str) -> tuple[Word, ...]:
    """Words and marks of a passage; a compound is one word unless a form stands in it."""
    words: list[Word] = []
    for match in _TOKEN.finditer(text):
        written = match.group()
        pieces = [match]
        if ("-" in written or "/" in written) and _COMPOUND.search(written):
            pieces = list(_PART.finditer(text, match.start(), match.end()))
        words.extend(
            Word(_folded(one.group()), one.group(), *one.span(), text.startswith(_GAP, one.end()))
            for one in pieces
        )
        if len(words) >= _MOST_WORDS:
            break
    return tuple(words)


def _folded(written: str) -> str:
    """A word as the table writes it: lower case, with straight apostrophes."""
    return written.lower().replace("’", "'")


def find_forms(words: tuple[Word, ...]) -> Iterator[Form]:
    """Forms in order, the longest at each place; names that hold one ("Free Software Foundation") are not."""
    wording = load_wording()
    position = 0
    while position < len(words):
        named = _longest(words, position, wording.names)
        if named and words[position + named - 1].written.islower():
            named = 0 if _longest(words, position, wording.proper) == named else named
        if named and not (position and words[position - 1].text in wording.own):
            position += named
            continue
        size = _longest(words, position, wording.forms)
        if not size or (size > 1 and _longest(words, position + size - 1, wording.forms) > 1):
            # "Fully open" gives way to the "open source" that its last word begins.
            position += 1
            continue
        phrase = tuple(word.text for word in words[position : position + size])
        yield Form(position, position + size, " ".join(phrase), phrase in wording.verbs)
        position += size
        if [word.text for word in words[position : position + 3 : 2]] == ["(", ")"]:
            # "Open source software (OSS)" says it once.
            position += 3


def _longest(words: tuple[Word, ...], position: int, phrases: frozenset[Phrase]) -> int:
    for size in range(min(6, len(words) - position), 0, -1):
        if tuple(word.text for word in words[position : position + size]) in phrases:
            return size
    return 0


def holds(words: tuple[Word, ...], phrases: frozenset[Phrase]) -> int:
    """Where the last phrase of a set begins among the words; -1 when none is there."""
    for position in range(len(words) - 1, -1, -1):
        if _longest(words, position, phrases):
            return position
    return -1
