"""Enumerators: what stands before a list item, at the start of a line or inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from osdcheck.patterns import lazily

Key = tuple[str, str]
"""Brackets and counting system of an enumerator: entries of one list share it."""

_LINE = lazily(
    r"(?P<bullet>[-*+•·‣▪◦●○■□–—]|o(?=\s))\s+(?=\S)"
    r"|(?P<word>(?:section|article|clause|part|§|art\.|sec\.)\s*)?(?P<open>[(\[]?)"
    r"(?:(?P<multi>\d{1,2}(?:\.\d{1,2})+)|(?P<num>\d{1,2})|(?P<roman>[ivx]{2,5}|[IVX]{2,5})|"
    r"(?P<letter>[A-Za-z]))"
    r"(?P<close>\.\)|[)\].:]|\s[-–—:](?=\s)|(?=\s|$))\s*(?=\S|$)",
    re.IGNORECASE,
)
_INLINE = lazily(
    r"(?:(?<=[\s;,:.])|(?<=[\"”'’]))(?:"
    r"\((?P<enclosed>[A-Za-z]|[ivx]{2,5}|[IVX]{2,5}|\d{1,2})\)(?:,(?=\s\w)|(?=\s?[\w\"“'‘(]))"
    r"|(?<!\d\.)(?P<closed>[a-z]|[ivx]{2,5}|\d{1,2})\)(?=\s[\w\"“'‘(])"
    r"|(?<=[:;.,]\s)(?P<dotted>\d{1,2}|[a-z])\.(?=\s[\w\"“'‘(])"
    r"|(?<=[:;.,]\s)(?P<bullet>[-*•])(?=\s\w))\s?"
)
_MAY_BE_INLINE = lazily(r"[)*•:;.,](?:(?<=[)*•])|\s(?:\d|[a-z]\.|-))")
"""What stands in every sentence that has one; quick to look for, and most have none."""
_REFERENCE = lazily(
    r"(?:\b(?:sub)?(?:sections?|clauses?|paragraphs?|items?|articles?|exhibits?|parts?|points?|options?|"
    r"conditions?|steps?)|§|\b(?:sec|art|para|no)\.)\s*[\d.]*\s*$",
    re.IGNORECASE,
)
_REFERS_ON = lazily(r"\s*(?:and|or|above|below|through|to\s*\(|hereof|of this)\b", re.IGNORECASE)
_MOST_INLINE = 3000
"""Enumerators in one paragraph; a text with more is no list, and holding them all costs memory."""
_ROMAN: Mapping[str, int] = {"i": 1, "v": 5, "x": 10}


class Mark(NamedTuple):
    """An enumerator: clean range ``[start, end)`` (blank behind it included), list and rank.

    ``readings`` holds every way to count it, best first: ``"i"`` is the first roman number and
    the ninth letter. ``named`` marks ``Section 3`` and its like.
    """

    start: int
    end: int
    readings: tuple[tuple[Key, int], ...]
    named: bool = False

    def follows(self, key: Key, last: int) -> bool:
        """Whether this is the next entry (a gap of two is forgiven) of a list at ``last``."""
        return any(
            one == key and (one[1] == "bullet" or last < rank <= last + 3) for one, rank in self.readings
        )

    def opens(self) -> Key | None:
        """The list this would be the first entry of."""
        return next((key for key, rank in self.readings if rank == 1), None)


def line_mark(text: str, start: int, end: int) -> Mark | None:
    """Enumerator at the start of the line ``text[start:end]``, if there is one."""
    match = _LINE.match(text, start, end)
    if match is None:
        return None
    if match["bullet"]:
        return Mark(start, match.end(), (((match["bullet"], "bullet"), 1),))
    opening, closing, named = match["open"], match["close"].strip(), bool(match["word"])
    if opening and closing not in (")", "]", ".)"):
        return None
    following = text[match.end() : match.end() + 1]
    if match["multi"]:
        depth = match["multi"].count(".")
        return Mark(
            start, match.end(), ((("multi", str(depth)), int(match["multi"].rsplit(".", 1)[1])),), named
        )
    # "§1 All persons may": nothing closes the number, but a sentence begins behind it
    bare = match["word"] is not None and match["word"][0] == "§" and following.isupper()
    if (not closing and not bare) or (closing == ":" and not named):
        return None
    if match["letter"] and closing == "." and not match.group()[-1:].isspace() and following:
        return None
    form = "word" if named else opening + closing
    label = match["num"] or match["roman"] or match["letter"]
    return Mark(start, match.end(), _readings(form, label), named) if label.isascii() else None


def inline_marks(text: str, start: int, end: int) -> list[Mark]:
    """Enumerators inside ``text[start:end]`` that are no references (``Section 3(a)``).

    None at all when there are thousands of them.
    """
    marks: list[Mark] = []
    if _MAY_BE_INLINE.search(text, start, end) is None:
        return marks
    for match in _INLINE.finditer(text, start, end):
        if _REFERS_ON.match(text, match.end(), end) or _REFERENCE.search(
            text, max(start, match.start() - 24), match.start()
        ):
            continue
        if len(marks) == _MOST_INLINE:
            return []
        if match["bullet"]:
            marks.append(Mark(match.start(), match.end(), (((match["bullet"], "bullet"), 1),)))
            continue
        group = match.lastgroup or "enclosed"
        form = {"enclosed": "()", "closed": ")", "dotted": "."}[group]
        marks.append(Mark(match.start(), match.end(), _readings(form, match[group])))
    return marks


def _readings(form: str, label: str) -> tuple[tuple[Key, int], ...]:
    if label.isdigit():
        return (((form, "digit"), int(label)),)
    case = "upper" if label.isupper() else "lower"
    found: list[tuple[Key, int]] = []
    lowered = label.lower()
    if set(lowered) <= set("ivx"):
        found.append(((form, f"roman-{case}"), _roman(lowered)))
    if len(label) == 1:
        found.append(((form, f"letter-{case}"), ord(lowered) - ord("a") + 1))
    return tuple(found)


def _roman(label: str) -> int:
    values = [_ROMAN[character] for character in label]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
