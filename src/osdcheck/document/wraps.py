"""Hard-wrapped lines to paragraphs: which line breaks mean something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from osdcheck.core.ticks import NO, YES
from osdcheck.document.lines import Line
from osdcheck.patterns import lazily

_ITEM = lazily(
    r"(?P<bullet>[-*+\u2022]|--|o(?=\s)|[" + YES + NO + r"]\ufe0f?)\s+(?=\S)"
    r"|\((?P<enclosed>[A-Za-z]|[ivx]{2,5}|[IVX]{2,5}|\d{1,2})\)"
    r"|(?P<number>\d{1,2})(?:[.)](?=\s|$)|\.(?=[A-Z\"]))"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,4})[.)]?(?=\s+\S|$)"
    r"|(?P<letter>[A-Za-z]|[ivx]{2,5}|[IVX]{2,5})(?:[.)](?=\s|$)|\)(?=\S))"
    r"|(?P<named>\u00a7|(?:Section|Art\.|Sec\.|Article|Clause|Exhibit|Schedule|Annex|Appendix|Attachment|"
    r"SECTION|ARTICLE|CLAUSE|EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT)\s+(?:\d{1,2}|[IVX]{1,5}|[A-Z])(?=[.:\s]|$))"
)
_REFERS = lazily(
    r"(?:(?:\b(?:sub)?(?:sections?|clauses?|paragraphs?|items?|articles?|exhibits?|conditions?|steps?|"
    r"schedules?|parts?|chapters?|versions?|terms)|\u00a7|\b(?:sec|art|no|v)\.)(?:\s*[\d.()a-z]+,?)?"
    r"|\b(?:this|the|such|see|in|of|to|under|with|than|by|from))$",
    re.IGNORECASE,
)
_ITEM_ENDS = lazily(r"(?:[.:;,!?][\"')\]]*|\b(?:and|or|and/or))$", re.IGNORECASE)
_COPYRIGHT = lazily(
    r"(?:portions\s+)?copyright\s*(?:\(c\)|\u00a9|\d{4}|[<\[]|by\b)|(?:\(c\)|\u00a9)\s*\d{4}"
    r"|all rights reserved\b",
    re.IGNORECASE,
)
_SMALL = lazily(
    r"a|an|and|any|as|at|by|for|from|in|is|it|its|no|not|of|on|or|our|that|the|this|to|with|your",
    re.IGNORECASE,
)
_DANGLING = lazily(
    r"a|an|and|any|as|at|by|for|from|in|is|of|on|or|our|that|the|this|to|with|your|nor|but|be|are|if",
    re.IGNORECASE,
)
_WORD = lazily(r"[^\W\d_][\w'&/-]*")
_FIRST_WORD = lazily(r"\S+")
_STOPS = frozenset(".:;!?")
_NARROW, _WIDE = 60, 130
_TAIL = 60
_CENTERED = 12
_MOST_HEADING_WORDS = 12


class Wrap(NamedTuple):
    """Typical width of a block, in characters, and whether its lines were wrapped at all."""

    width: int
    wrapped: bool


def typical_width(lines: Sequence[Line]) -> int:
    """Width most full lines of the text keep to, in characters; 0 for a text of short lines."""
    columns = sorted(
        line.indent + len(line.text) for line, following in pairwise(lines) if line.text and following.text
    )
    return columns[int(len(columns) * 0.9)] if columns else 0


def block_wrap(block: Sequence[Line], typical: int) -> Wrap:
    """How one block is wrapped, given the typical width of its text."""
    columns = sorted(line.indent + len(line.text) for line in block)
    if columns[len(columns) // 2] > _WIDE or columns[-1] > 2 * _WIDE:
        return Wrap(columns[-1], wrapped=False)
    if len(columns) >= 6:
        return Wrap(max(40, columns[int(len(columns) * 0.8)]), wrapped=True)
    return Wrap(max(columns[-1], min(typical, _WIDE), _NARROW), wrapped=True)


def breaks_between(block: Sequence[Line], index: int, wrap: Wrap, seen: set[str]) -> bool:
    """Whether the line break behind ``block[index]`` means something.

    ``seen`` holds the enumerators met so far, written as their list kind and value; the call
    adds the one that opens the next line.
    """
    line, following = block[index], block[index + 1]
    if _opens_item(line, following, wrap, seen) or _next_entry(block, index, seen):
        return True
    if _COPYRIGHT.match(following.text):
        return True
    centered = min(line.indent, following.indent) > _CENTERED and line.indent != following.indent
    column = len(line.text) + (0 if centered else line.indent)
    spare = wrap.width - column - 1 - len(_first_word(following.text))
    stopped = _stopped(line.text)
    lower = following.text[0].islower()
    if not wrap.wrapped:
        return stopped or not lower
    if stopped:
        shifted = abs(following.indent - line.indent) > 1 and not _ITEM.match(line.text)
        return spare > 0.1 * wrap.width or (shifted and not lower)
    if lower:
        return False
    if _COPYRIGHT.match(line.text):
        return spare > 0.1 * wrap.width
    if spare > 0.25 * wrap.width and _heading(line.text):
        return index == 0 or _after_stop(block[index - 1], wrap) or _ITEM.match(line.text) is not None
    return _heading_alone(block, index + 1, wrap) and stopped


def runs_on(line: Line, following: Line, width: int) -> bool:
    """Whether a sentence goes on over blank lines: a page was turned, or the text is double-spaced.

    ``width`` is the width a line has to come near to, in characters; 0 asks for none.
    """
    if _stopped(line.text) or not following.text[0].islower() or _ITEM.match(following.text):
        return False
    return line.indent + len(line.text) > 0.7 * width


def hyphen_cut(line: str, following: str, words: frozenset[str]) -> int:
    """How many characters at the end of a line go when a word runs over: 0, or 1 for a hyphen.

    -1 when no word runs over and a blank joins the lines. ``words`` holds the lower-case words
    of the text, hyphenated ones included: a word known without hyphen loses it.
    """
    if line[-1:] == "/" and line[-2:-1].isalnum() and following[:1].islower():
        return 0
    if line[-1:] != "-" or not line[-2:-1].isalpha() or not following[:1].isalpha():
        return -1
    left = _LEFT.search(line, max(0, len(line) - _TAIL))
    right = _RIGHT.match(following)
    if left is None or right is None:
        return -1
    head, tail = left.group(1).lower(), right.group().lower()
    if f"{head}-{tail}" in words:
        return 0
    if head + tail in words:
        return 1
    if line[left.start() - 1 : left.start()] in {"-", "/"} or not following[0].islower():
        return 0
    if _PREFIX.fullmatch(head) or _SUFFIX.fullmatch(tail) or len(head) == 1:
        return 0
    return 0 if head in words and tail in words else 1


_LEFT = lazily(r"([A-Za-z]+)-$")
_RIGHT = lazily(r"[A-Za-z]+")
_PREFIX = lazily(
    r"non|self|third|cross|end|stand|royalty|fully|machine|open|object|source|world|internet|best|"
    r"well|high|low|pre|post|multi|semi|anti|no|user|patent|trade|free|above|below|right|fine",
    re.IGNORECASE,
)
_SUFFIX = lazily(
    r"free|exclusive|transferable|based|party|parties|readable|wide|paid|up|use|licensed|off|only|"
    r"specific|related|owned|infringement|commercial|sublicensable|source|code|purpose",
    re.IGNORECASE,
)


def _stopped(text: str) -> bool:
    """Whether a line ends a sentence or introduces a list, quotes and brackets aside."""
    return text.rstrip("\"')]")[-1:] in _STOPS


def _first_word(text: str) -> str:
    match = _FIRST_WORD.match(text)
    return match.group() if match else ""


def _opens_item(line: Line, following: Line, wrap: Wrap, seen: set[str]) -> bool:
    match = _ITEM.match(following.text)
    if match is None:
        return False
    label = match[match.lastgroup or 0]
    kind = match.lastgroup or ""
    ended = _ITEM_ENDS.search(line.text, max(0, len(line.text) - _TAIL)) is not None
    if (
        kind != "bullet"
        and not _stopped(line.text)
        and _REFERS.search(line.text, max(0, len(line.text) - _TAIL))
    ):
        return False
    full = line.indent + len(line.text) + 1 + len(_first_word(following.text)) > 0.9 * wrap.width
    if kind == "bullet":
        key = f"bullet {label}"
        known = key in seen or _ITEM.match(line.text) is not None
        accepted = ended or known or not full or following.indent != line.indent
    elif kind == "enclosed":
        key = ""
        accepted = ended or not full or not _refers_on(following.text, match.end())
    elif kind == "named":
        key = ""
        accepted = ended or not full
    else:
        key = f"{kind} {label.lower()}"
        accepted = (_first(label) or _previous(kind, label) in seen) and (ended or not full)
        accepted = accepted or (ended and not full and not label.isalpha())
    if accepted and key:
        seen.add(key)
    return accepted


def _next_entry(block: Sequence[Line], index: int, seen: set[str]) -> bool:
    """Whether the next line counts on from the entry above it, however full that one's lines are.

    Both stand at one indent, and what is between them stands deeper.
    """
    following = block[index + 1]
    match = _ITEM.match(following.text)
    if match is None or match.lastgroup not in {"number", "letter"}:
        return False
    label = match[match.lastgroup]
    for line in reversed(block[: index + 1]):
        if line.indent > following.indent:
            continue
        above = _ITEM.match(line.text) if line.indent == following.indent else None
        if above is None or above.lastgroup != match.lastgroup:
            return False
        if f"{match.lastgroup} {above[match.lastgroup].lower()}" != _previous(match.lastgroup, label):
            return False
        seen.add(f"{match.lastgroup} {label.lower()}")
        return True
    return False


def note_item(line: Line, seen: set[str]) -> None:
    """Remember the enumerator a paragraph opens with."""
    match = _ITEM.match(line.text)
    if match is not None and match.lastgroup in {"bullet", "number", "dotted", "letter"}:
        seen.add(f"{match.lastgroup} {match[match.lastgroup].lower()}")


def _refers_on(text: str, position: int) -> bool:
    return _GOES_ON.match(text, position) is not None


_GOES_ON = lazily(
    r"[.,;)]|\s*(?:and|or|above|below|through|hereof|of\s+(?:this|the|section))\b", re.IGNORECASE
)


def _first(label: str) -> bool:
    return label.lower() in {"1", "a", "i"} or label.endswith((".1", ".0"))


def _previous(kind: str, label: str) -> str:
    if kind == "number":
        return f"number {int(label) - 1}"
    if kind == "dotted":
        head, _, last = label.rpartition(".")
        return f"dotted {head}.{int(last) - 1}"
    lowered = label.lower()
    if lowered in _ROMANS and _ROMANS.index(lowered):
        return f"letter {_ROMANS[_ROMANS.index(lowered) - 1]}"
    return f"letter {chr(ord(lowered[0]) - 1)}"


_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def _after_stop(line: Line, wrap: Wrap) -> bool:
    """Whether what comes after this line starts afresh: it ends a sentence, or is short."""
    if _stopped(line.text):
        return True
    return line.indent + len(line.text) < 0.6 * wrap.width and _heading(line.text)


def _heading_alone(block: Sequence[Line], index: int, wrap: Wrap) -> bool:
    line = block[index]
    if line.indent + len(line.text) > 0.6 * wrap.width or _stopped(line.text):
        return False
    return index + 1 < len(block) and not block[index + 1].text[0].islower() and _heading(line.text)


def _heading(text: str) -> bool:
    """Few words, capitals where titles have them, no word at the end that asks for another."""
    words = _WORD.findall(text)
    if not words or len(words) > _MOST_HEADING_WORDS or _DANGLING.fullmatch(words[-1]) or text[-1] in ",-":
        return False
    telling = [word for word in words if not _SMALL.fullmatch(word)]
    capital = sum(1 for word in telling if word[0].isupper())
    return bool(telling) and capital * 5 >= len(telling) * 4
