"""Copies of known texts as they are found in the wild, and changed copies, made from a seed."""

from __future__ import annotations

import random
import re
import textwrap
from dataclasses import dataclass

HOLDERS = (
    "Ada Lovelace",
    "Initech GmbH",
    "The Fooproject Authors",
    "Zhang Wei and contributors",
    "Acme, Inc.",
)
_NOTICE = re.compile(r"^\W*(?:copyright\s*(?:\(c\)|©|\d{4})|\(c\)\s*\d{4}|©).*$", re.I | re.M)


def wrapped_copy(text: str, rng: random.Random) -> str:
    """The text hard-wrapped at another width, in another letter case, with other quotes and holder."""
    blocks = re.split(r"\n[^\S\n]*\n", text)
    width = rng.choice((50, 64, 72, 79, 100))
    filled = [
        textwrap.fill(" ".join(b.split()), width, break_on_hyphens=False, break_long_words=False)
        for b in blocks
    ]
    copy = "\n\n".join(one for one in filled if one)
    copy = rng.choice((str.upper, str.lower, str.title, str))(copy)
    copy = requoted(copy, rng)
    notice = f"Copyright (c) {rng.randint(1995, 2026)} {rng.choice(HOLDERS)}"
    return f"{notice}\n\n{copy}\n"


def requoted(text: str, rng: random.Random) -> str:
    """The text with quotes and dashes of another style."""
    style = rng.choice(("curly", "straight", "single"))
    if style == "straight":
        return text.translate(str.maketrans("“”‘’–—", "\"\"''--"))
    if style == "single":
        return text.replace('"', "'").replace("“", "‘").replace("”", "’")
    text = re.sub(r'"(?=\w)', "“", text).replace('"', "”")
    return text.replace("'", "’").replace(" - ", " – ")


RIDERS = (
    "You may not use the Software for military purposes.",
    "This license does not permit use by any organization with more than 250 employees.",
    "The Software may not be offered to third parties as a hosted service.",
    "No part of the Software may be used to train machine learning models.",
    "Use is limited to non-commercial research.",
    "Each recipient must register with the Licensor before use.",
)
_SENTENCE = re.compile(r"[^.;]{20,}[.;]")
_NUMBERED = re.compile(r"(?<![\w.])\d+(?![\w.])")


@dataclass(frozen=True, slots=True)
class Mutation:
    """A changed copy: what was done, and the id of the license it was made from (and merged with)."""

    sort: str
    base: str
    text: str
    other: str | None = None


def mutated(base: str, text: str, other: tuple[str, str], rng: random.Random) -> Mutation | None:
    """One changed copy of a text, or ``None`` where this sort of change cannot be made."""
    sort = rng.choice(
        ("word swap", "word replaced", "dropped sentence", "added rider", "changed number", "merged license")
    )
    match sort:
        case "word swap" | "word replaced":
            changed = _reworded(text, sort, rng)
        case "dropped sentence":
            changed = _without_sentence(text, rng)
        case "added rider":
            changed = _with_rider(text, rng)
        case "changed number":
            changed = _renumbered(text, rng)
        case _:
            changed = _merged(text, other[1], rng)
    if changed is None or changed.lower().split() == text.lower().split():
        return None
    return Mutation(sort, base, changed, other[0] if sort == "merged license" else None)


def _reworded(text: str, sort: str, rng: random.Random) -> str | None:
    body = _body(text)
    notices = [found.span() for found in _NOTICE.finditer(body)]
    spans = [
        found.span()
        for found in re.finditer(r"[A-Za-z]{3,}", body)
        if not any(start <= found.start() < end for start, end in notices)
    ]
    if len(spans) < 12:
        return None
    at = rng.randrange(len(spans) - 1)
    (start, end), (next_start, next_end) = spans[at], spans[at + 1]
    if sort == "word replaced":
        return body[:start] + rng.choice(("banana", "never", "always", "merchant", "quantum")) + body[end:]
    if body[start:end].lower() == body[next_start:next_end].lower():
        return None
    return body[:start] + body[next_start:next_end] + body[end:next_start] + body[start:end] + body[next_end:]


def _body(text: str) -> str:
    """The text behind its title and copyright lines, which a copy may change freely."""
    blocks = re.split(r"(\n[^\S\n]*\n)", text)
    at = next(
        (n for n, block in enumerate(blocks) if len(block.split()) > 15 and not _NOTICE.search(block)), 0
    )
    return "".join(blocks[at:])


def _without_sentence(text: str, rng: random.Random) -> str | None:
    body = _body(text)
    found = [one for one in _SENTENCE.finditer(body) if len(re.findall(r"[A-Za-z]{2,}", one[0])) > 2]
    if len(found) < 4:
        return None
    one = rng.choice(found[1:-1])
    if _says_copyright(one[0]):
        return None
    return body[: one.start()] + body[one.end() :]


def _says_copyright(piece: str) -> bool:
    """Whether a piece holds a notice that a copy may add or drop."""
    return _NOTICE.search(piece) is not None or "rights reserved" in piece.lower()


def _with_rider(text: str, rng: random.Random) -> str:
    blocks = re.split(r"\n[^\S\n]*\n", text)
    blocks.insert(rng.randint(1, len(blocks)), rng.choice(RIDERS))
    return "\n\n".join(blocks)


def _renumbered(text: str, rng: random.Random) -> str | None:
    body = _body(text)
    found = [one for one in _NUMBERED.finditer(body) if not _list_number(body, one.start())]
    if not found:
        return None
    one = rng.choice(found)
    return body[: one.start()] + str(int(one[0]) + rng.randint(1, 90)) + body[one.end() :]


def _list_number(text: str, at: int) -> bool:
    """Whether a number opens its line, or stands in a copyright notice: both are free to change."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return not line.strip(" \t(*#-") or "copyright" in line.lower() or "(c)" in line.lower()


def _merged(text: str, other: str, rng: random.Random) -> str:
    if rng.random() < 0.5:
        return f"{text.rstrip()}\n\n{other.strip()}\n"
    blocks = re.split(r"\n[^\S\n]*\n", text)
    pieces = [one for one in re.split(r"\n[^\S\n]*\n", other) if len(one.split()) > 15]
    pieces = [one for one in pieces if not _says_copyright(one)] or [other]
    blocks.insert(rng.randint(1, len(blocks)), rng.choice(pieces))
    return "\n\n".join(blocks)
