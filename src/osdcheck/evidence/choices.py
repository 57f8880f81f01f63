"""Choices among licenses in prose: "A, B or C at your option", and "either of" before a list."""

from __future__ import annotations

import re

from osdcheck.tables.audit_words import load_audit_words

_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]+(?=\S)")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])|<[^<>]*>")
_REMARK = re.compile(r"\s*\([^()]*\)")
_PLAIN = re.compile(r"\((?!.*licen[cs]e)(?:for |the )*[a-z][a-z ]+\)", re.IGNORECASE)
_LAST = re.compile(r",?\s+(or|and/or|and)\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s+(?!(?:version|v\.?\s*\d|\d))", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?:under\s+)?(?:the|an?)\s+(?:(?:terms|conditions)\s+of\s+(?:the\s+)?)?", re.IGNORECASE
)
_EDGE = " \t,;."


def in_line(text: str) -> str:
    """The text with each list of licenses that one may choose from as a sentence.

    A list is a choice where the line before it ends with words such as "either of", or its items with "or";
    not where a remark in brackets says what part an item is for.

    >>> in_line("Under either of\\n\\n- MIT\\n- ISC\\n\\nat your option.")
    'Under either of MIT or ISC\\nat your option.'
    """
    lines = text.splitlines()
    done: list[str] = []
    at = 0
    while at < len(lines):
        items, end = _items(lines, at)
        lead = next((line for line in reversed(done) if line.strip()), "")
        led = load_audit_words().statement.lead.search(lead.rstrip()) is not None
        joined = any(_joins(one) for one in items[:-1])
        if len(items) < 2 or not (led or joined) or any(map(_of_a_part, items)):
            done.append(lines[at])
            at += 1
            continue
        while done and not done[-1].strip():
            done.pop()
        names = " or ".join(map(_name, items))
        done[-1:] = [f"{done[-1].rstrip(': ')} {names}" if done and led else names]
        while end < len(lines) and not lines[end].strip():
            end += 1
        goes_on = end < len(lines) and load_audit_words().statement.option.match(" " + lines[end].lstrip())
        done += [] if goes_on else [""]
        at = end
    return "\n".join(done)


def _items(lines: list[str], start: int) -> tuple[list[str], int]:
    """Items of the list that begins at a line, continued lines joined, and the line behind it."""
    items: list[str] = []
    at = start
    while at < len(lines):
        item = _ITEM.match(lines[at])
        if item:
            items.append(lines[at][item.end() :].strip())
        elif items and lines[at].strip() and lines[at][:1].isspace():
            items[-1] += " " + lines[at].strip()
        elif not items or lines[at].strip() or not any(map(_ITEM.match, lines[at + 1 : at + 2])):
            break
        at += 1
    return items, at


def _of_a_part(item: str) -> bool:
    """Whether a remark is in plain words: no place of the text, which has dots or slashes."""
    return any(_PLAIN.fullmatch(remark.group().strip()) for remark in _REMARK.finditer(_LINK.sub("", item)))


def _joins(item: str) -> bool:
    return re.search(r"[,;]?\s+or[,;]?$", item, re.IGNORECASE) is not None


def _name(item: str) -> str:
    """What an item names, without links, remarks in brackets and the word that joins it to the next."""
    plain = _LINK.sub(lambda match: match[1] or "", item)
    while (rest := _REMARK.sub("", plain)) != plain:
        plain = rest
    return re.sub(r"[,;]?\s+or[,;]?$", "", plain.strip(), flags=re.IGNORECASE).strip(_EDGE)


def enumerated(words: str, *, chosen: bool) -> str:
    """Names with commas between them as an expression, the last "or" or "and" standing for the commas.

    ``chosen``: whether one may choose, so that "and" tells of choices. Words without a conjunction, and
    those that hold both, stay as they are.

    >>> enumerated("MIT, the ISC license or Apache License, Version 2.0", chosen=False)
    'MIT OR ISC license OR Apache License, Version 2.0'
    """
    joints = {joint[1].lower() for joint in _LAST.finditer(words)}
    if len(joints) != 1 or (not _COMMA.search(_LAST.sub(" or ", words)) and not chosen):
        return words
    operator = " AND " if joints == {"and"} and not chosen else " OR "
    parts = [part for one in _LAST.split(words)[::2] for part in _COMMA.split(one)]
    names = [
        _ARTICLE.sub("", part.strip(), count=1) if _ARTICLE.match(part.strip()) else part for part in parts
    ]
    return operator.join(name.strip() for name in names)
