"""A text cut into words and punctuation once, with the marks of what the matching guidelines leave out.

Letter case, white space, quotes, dashes, markup signs and comment leaders are no part of a word. Numbers
keep their points and commas, signs of currency and the percent sign of a number are words. A punctuation
mark that ends a word in a sentence counts too, because it can change what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import compress, islice

MARKS = frozenset(",;:.?!")

# A word, a number, a mark, a sign. What must stand in front of a mark is looked at last: words come first.
_TOKEN = re.compile(
    r"[^\W\d_][^\W_]*|\d+(?:[.,]\d+)*[^\W_]*"
    r"""|[,;:.?!](?=[\s"'“”‘’«»„)\]*_]|$)(?<=[\w"'“”‘’«»„)\]>*].)"""
    r"|[$€£¥©]|%(?<=\d%)|%(?<=\d %)|%(?<=\d\n%)(?=[.,;:)])|\+(?<=\w\+)"
)
_PLAIN_TOKEN = re.compile(
    r"[a-z][a-z0-9]*|[0-9]+(?:[.,][0-9]+)*[a-z0-9]*"
    r"""|[,;:.?!](?=[\s"')\]*_]|$)(?<=[a-z0-9_"')\]>*].)"""
    r"|\$|%(?<=[0-9]%)|%(?<=[0-9] %)|%(?<=[0-9]\n%)(?=[.,;:)])|\+(?<=[a-z0-9_]\+)",
    re.ASCII,
)
"""The same for a text of ASCII signs: twice as quick."""
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
_PLAIN_SIGNS = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("‐‑‒–—―−•·…", "-"),
    "\N{NO-BREAK SPACE}": " ",
}
"""Signs between words, and ASCII signs that say the same to :data:`_TOKEN`."""
_FIRST_LINE = re.compile(r"[^\n]*\n")
_LONGEST_NOTICE = 240
_LIST_NUMBER = re.compile(
    r"^[^\w\n(]*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,5})(?:\.\)|[.)])|o)(?=[^\S\n]+\S)", re.MULTILINE
)


_NOTICE_FLAG, _NUMBER_FLAG = 1, 2
_SELECTED = {
    dropped: bytes(not flag & dropped for flag in range(256))
    for dropped in (_NOTICE_FLAG, _NUMBER_FLAG, _NOTICE_FLAG | _NUMBER_FLAG)
}
"""For the flags that are dropped: 1 for the flags of what is left."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and punctuation marks in order: ``found`` as they stand in ``low``, the text in small letters
    and with plain quotes and dashes.

    ``flags``: 1 for one in a copyright notice, 2 for the number of a list entry, else 0; ``first``: how
    many the notices have that the text begins with.
    """

    low: str
    found: list[str]
    flags: bytes
    first: int

    @property
    def has_inner_notices(self) -> bool:
        """Whether copyright notices stand behind the first words."""
        return _NOTICE_FLAG in self.flags[self.first :]

    @property
    def has_list_numbers(self) -> bool:
        """Whether a line begins with the number or letter of a list entry."""
        return _NUMBER_FLAG in self.flags

    def left(self, *, list_numbers: bool = True, notices: bool = False) -> list[str]:
        """What is left without notices, and with or without list numbers.

        ``notices`` keeps the notices inside the text and leaves out those it begins with: lines that were
        broken anew can hide where a notice ends.
        """
        found, flags = self.found, self.flags
        dropped = 0 if list_numbers else _NUMBER_FLAG
        if notices:
            found, flags = found[self.first :], flags[self.first :]
        else:
            dropped |= _NOTICE_FLAG
        if not dropped or flags.count(0) == len(flags):
            return found
        return list(compress(found, flags.translate(_SELECTED[dropped])))

    @property
    def has_ignored(self) -> bool:
        """Whether there is anything that counts in no comparison."""
        return self.flags.count(0) < len(self.flags)

    def ignored(self) -> bytes:
        """1 for what counts in no comparison, else 0."""
        return self.flags.translate(_IGNORED)

    def within(self, spans: Iterable[tuple[int, int]]) -> bytes:
        """1 for what stands in one of the spans, which are in order and begin and end with a sign."""
        flags, find = bytearray(), _token(self.low).findall
        at = 0
        for start, end in spans:
            # One more character: what stands behind a mark decides whether it counts.
            flags += bytes(len(find(self.low, at, start + 1)))
            flags += b"\1" * len(find(self.low, start + 1, end))
            at = end
        return bytes(flags) + bytes(len(self.found) - len(flags))

    def spans(self) -> Iterator[tuple[int, int]]:
        """Place of every word and mark in the text."""
        return map(re.Match.span, _token(self.low).finditer(self.low))

    def span(self, number: int) -> tuple[int, int]:
        """Place of one word or mark."""
        return next(islice(_token(self.low).finditer(self.low), number, None)).span()


_IGNORED = bytes(flag > 0 for flag in range(256))


def tokens_of(text: str) -> Tokens:
    """The words and marks of a text."""
    low = _plain(lowered(text))
    spans: list[tuple[int, int, int]] = []
    masked = _masked(low, spans)
    spans += [(*one.span(), _NUMBER_FLAG) for one in _LIST_NUMBER.finditer(masked)]
    found: list[str] = []
    flags, find = bytearray(), _token(low).findall
    at = 0
    # Flagged stretches begin and end between words, so the pieces have the words of the whole.
    for start, end, flag in sorted(spans):
        for piece, value in ((find(low, at, start), 0), (find(low, start, end), flag)):
            found += piece
            flags += bytes([value]) * len(piece)
        at = end
    found += find(low, at)
    flags += bytes(len(found) - len(flags))
    if "ß" in low:
        found = [word.replace("ß", "ss") for word in found]
    begin = len(low) - len(without_first_notices(low)) if spans else 0
    first = len(find(low, 0, begin)) if begin else 0
    return Tokens(low, found, bytes(flags), first)


def _plain(low: str) -> str:
    """The text with the commonest signs between its words as ASCII, which can be read twice as quickly."""
    if not low.isascii():
        for sign, plain in _PLAIN_SIGNS.items():
            low = low.replace(sign, plain)
    return low


def _token(low: str) -> re.Pattern[str]:
    return _PLAIN_TOKEN if low.isascii() else _TOKEN


def either(one: bytes, other: bytes) -> bytes:
    """Flags that are set in one of two."""
    return bytes(map(max, one, other))


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
    return _masked(text, [])


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


def _masked(text: str, spans: list[tuple[int, int, int]]) -> str:
    """The text without its notices, whose places are added to ``spans``."""

    def blank(found: re.Match[str]) -> str:
        line = found[0]
        if len(line) > _LONGEST_NOTICE or is_operative(line):
            return line
        spans.append((*found.span(), _NOTICE_FLAG))
        return " " * len(line)

    return _NOTICE.sub(blank, text)
