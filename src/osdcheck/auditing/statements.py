"""Short statements of a license: "MIT", or a sentence that the project is under the Apache License."""

from __future__ import annotations

import re
from dataclasses import dataclass

from osdcheck.auditing.names import Named, spelled, understand
from osdcheck.core.evidence import Declared
from osdcheck.recognition.incorporated import name_starts

STATED = "license section"
"""Field of a declaration that a section of a README makes."""
_LONGEST = 1_200
_MOST_WORDS = 16
_MOST_SENTENCES = 12
_MARKUP = re.compile(
    r"!\[[^\]]*\]\([^)]*\)|\[([^\[\]]*)\](?:\([^)]*\)|\[[^\]]*\])|<[^<>]{0,300}>|[*`]{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)"
)
_RST_LINK = re.compile(r"`([^`<>\n]{1,120})\s*<[^<>\n]{1,300}>`_{0,2}")
_NOTICE = re.compile(r"(?:copyright\b|©|\(c\)|&copy;)[^.\n]*", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z(\"“])|\n\s*\n")
_EITHER = re.compile(r"(?:(?:either|both|one)(?: of)?|the|an?)\s+", re.IGNORECASE)
_OPTION = re.compile(r",?\s*at your (?:own )?(?:option|choice)\b", re.IGNORECASE)
_EDGE = " .,;:\"'“”‘’()[]"


@dataclass(frozen=True, slots=True)
class Statement:
    """A declaration made in prose, and the expression it stands for."""

    named: Named

    @property
    def words(self) -> str:
        """The expression with the ids its names stand for."""
        assert self.named.expression is not None
        return spelled(self.named.expression)


def stated(text: str, *, path: str, field: str, line: int) -> Statement | None:
    """What a short text says its project is licensed under; ``None`` when it does not say so exactly.

    ``text`` begins on ``line`` (from 1) of the file at ``path``. A bare name and sentences like "is
    licensed under X" count; names that fit several licenses, sentences about a part and denials do not.
    """
    plain = _plain(text)
    if not plain or len(plain) > _LONGEST:
        return None
    found = (
        [name]
        if (name := _sound(plain, path, field, line)) is not None
        else _in_sentences(plain, path, field, line)
    )
    if not found:
        return None
    names = list(dict.fromkeys(one.declared.expression for one in found))
    said = names[0] if len(names) == 1 else " AND ".join(f"({name})" for name in names)
    at = line + _line_of(text, names[0])
    quote = text.splitlines()[at - line].strip() if text.splitlines() else said
    return Statement(understand(Declared(path, field, said, at, quote[:200])))


def _plain(text: str) -> str:
    """The words without markup and copyright lines; paragraphs stay apart."""
    bare = _MARKUP.sub(lambda match: match[1] or " ", _RST_LINK.sub(r"\1", text))
    bare = _NOTICE.sub(" ", bare)
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", bare)]
    return "\n\n".join(part for part in paragraphs if part.strip(_EDGE + "-=#"))


def _in_sentences(plain: str, path: str, field: str, line: int) -> list[Named]:
    found: list[Named] = []
    for sentence in _SENTENCE.split(plain)[:_MOST_SENTENCES]:
        words = " ".join(sentence.split())
        for start in name_starts(words):
            named = _longest(words[start:], path, field, line)
            if named is not None:
                found.append(named)
                break
    return found


def _longest(rest: str, path: str, field: str, line: int) -> Named | None:
    """The longest beginning of some words that is an expression over known licenses."""
    rest = _OPTION.sub("", rest)
    while match := _EITHER.match(rest):
        rest = rest[match.end() :]
    ends = [found.end() for found in re.finditer(r"\S+", rest)][:_MOST_WORDS]
    for end in reversed(ends):
        named = _sound(rest[:end], path, field, line)
        if named is not None:
            return named
    return None


def _sound(words: str, path: str, field: str, line: int) -> Named | None:
    name = words.strip(_EDGE)
    if not name or len(name) > 200:
        return None
    named = understand(Declared(path, field, name, line, name))
    sound = named.expression is not None and named.problem is None and not named.loose
    return named if sound else None


def _line_of(text: str, name: str) -> int:
    """How many lines below the first the name stands; its first word where it is broken over lines."""
    for wanted in (name, name.split()[0]):
        at = text.lower().find(wanted.lower())
        if at >= 0:
            return text.count("\n", 0, at)
    return 0
