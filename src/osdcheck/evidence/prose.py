"""A README, card, page or source header as passages of plain words, each at its place in the original.

The document room reads licenses and folds what has no weight in one. Here badges, table cells and
list entries count, and Markdown and HTML stand mixed, so marks are blanked out in place: offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from osdcheck.evidence.hidden import BREAK, blank, is_markdown, without_code
from osdcheck.structure.sentences import find_sentences

Role = Literal["heading", "item", "cell", "text"]

LIMIT = 3_000_000
"""How much of a text is read, in characters."""
SPEAKS = re.compile(
    r"open[\s/_\u2010\u2011-]*sourc|opensourc|free[\s/-]+(?:and|/)?\s*(?:open|software|libre)|libre|\bf?l?oss\b|\bosi\b"
    r"|(?:fully|truly)[\s-]+open",
    re.I,
)
"""What every form looks like; a text without it holds no claim."""
_OPENING = 8
"""Blocks at the start of a text that are split into sentences whatever they hold: they name the project."""
_TITLED, _LISTED, _CELLED = "\x1c", "\x1e", "\x1f"
_MARK = re.compile(r"\r\n?|\n|[\x1c-\x1f]")
_VARIANTS = {0x2010: "-", 0x2011: "-", 0xA0: " ", 0x202F: " ", 0x200B: " "}
_ROLES: dict[str, Role] = {_TITLED: "heading", _LISTED: "item", _CELLED: "cell"}
_TAGGED = re.compile(r"<(?:(h[1-6]|title)|(li|dd|dt)|(td|th))\b", re.I)
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n.{0,200000}?^(?:---|\.\.\.)[ \t]*$", re.M | re.S)
_COMMENT_MARK = re.compile(r"<!--+|--+>")
_BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|blockquote|body|br|button|center|dd|details|div|dl|dt|figcaption|figure|footer|form|"
    r"h[1-6]|head|header|hr|html|li|main|nav|ol|option|p|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)"
    r"\b[^<>]{0,2000}>",
    re.I,
)
_DECLARATION = re.compile(r"<[!?](?:doctype|xml)[^<>]{0,500}>", re.I)
_TAG = re.compile(r"</?[A-Za-z][\w.:-]*(?:\s[^<>]{0,2000})?/?>")
_IMAGE = re.compile(
    r"!\[(?:[^\[\]]|\[[^\[\]]*\]){0,300}\](?:\([^()\s]{0,3000}(?:\s+\"[^\"\n]{0,300}\"|\s+'[^'\n]{0,300}')?\s*\)|\[[^\[\]]{0,100}\])"
)
_LINK_END = re.compile(
    r"\](?:\([^()\s]{0,2000}(?:\([^()\s]{0,300}\)[^()\s]{0,300})?(?:\s+\"[^\"\n]{0,300}\")?\s*\)|\[[^\[\]\n]{0,100}\])"
)
_RST_TARGET = re.compile(
    r"^[ \t]*\.\.[ \t]+(?:_[^\n:]{1,120}:|\|[^|\n]{1,120}\||image::|figure::|include::|toctree::|raw::).*$",
    re.M,
)
_RST_OPTION = re.compile(
    r"^[ \t]+:(?:alt|target|width|height|align|scale|class|name|caption):.*$|^[ \t]+:[\w -]{1,30}:[ \t]",
    re.M,
)
_RST_LINK = re.compile(r"[ \t]<[^<>\n]{1,300}>`_{1,2}")
_ADDRESS = re.compile(r"(?:https?|ftp|git|mailto):[^\s<>\"'|)\]]{1,2000}|\bwww\.[^\s<>\"'|)\]]{1,500}")
_REFERENCE = re.compile(r"^[ \t]{0,3}\[[^\[\]\n]{1,100}\]:[ \t].*$", re.M)
_LEADER = re.compile(
    r"^[ \t]*(?:///*|\*+(?=[ \t\n/])|;;+|%%*|\|\||--(?=[ \t])|dnl\b|rem\b|/\*+|#(?=[ \t#\n]))[ \t]*",
    re.M | re.I,
)
_ALERT = re.compile(r"^[ \t]*>[ \t]*\[![A-Za-z]{3,20}\][+-]?", re.M)
"""How a note of GitHub and Obsidian begins: "> [!NOTE]"."""
_MD_LEADER = re.compile(r"^[ \t]*(?://+|/\*+|\|\|)[ \t]*|^[ \t]*>+[ \t]?", re.M)
_MARKS = re.compile(r"\*{1,3}|`+|~~|(?<!\w)_{1,3}|_{1,3}(?!\w)|\\(?=[^\w\s])|^[ \t]*\\?\$+|[\[\]]")
_LEAD = re.compile(r"(\*\*[^*\n]{2,80}[^*\s.,:;!?-])\*\*(?=\s+[A-Z][\w-]* (?:is|are|was|has)\b)")
_SHORTCODE = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]{1,40}:(?![\w:])")
_ENTITY = re.compile(r"&(?:amp|nbsp|quot|#39|lt|gt|middot|mdash|ndash|bull);")
_HEADING = re.compile(r"^[ \t]{0,3}(?:#{1,6}|={1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"^[ \t]*(?:={3,}|-{3,}|~{3,}|\^{3,}|\*{3,})[ \t]*$")
_ITEM = re.compile(r"^[ \t]*(?:[-+*•✓✔✅☑➤▪◦–]|\d{1,3}[.)]|\(\w\))[ \t]+(?:\[[ xX]\][ \t]*)?")
_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence (heading, cell): characters ``[start, end)`` of the original and their words.

    ``words``: the characters with marks blanked out, as long as the original range. ``block``: number
    of the paragraph, entry or row it stands in. ``title``: the nearest heading above and those it stands
    under, but the first; ``lead``: the words that introduce its list. ``todo``: an open checkbox stands
    before it. ``level``: depth of a heading, 0 for other roles.
    """

    start: int
    end: int
    words: str
    role: Role
    block: int
    title: str = ""
    lead: str = ""
    todo: bool = False
    level: int = 0


def read_passages(text: str, path: str) -> tuple[Passage, ...]:
    """Passages of a text in order; code, front matter and addresses are left out.

    ``path`` tells Markdown by its suffix; everything else is read as plain text or HTML.
    """
    return tuple(_passages(_blanked(text[:LIMIT], markdown=is_markdown(path))))


def _blanked(text: str, *, markdown: bool) -> str:
    """The text, as long, without front matter, code, tags, images, addresses and marks."""
    text = text.translate(_VARIANTS)
    front = _FRONT.match(text)
    if front is not None:
        text = blank(front) + text[front.end() :]
    text = without_code(text, markdown=markdown)
    # What a comment says of the project is said, shown or not: who labeled such sentences called them claims.
    text = _COMMENT_MARK.sub(_apart, text)
    text = _BLOCK_TAG.sub(_tagged, text)
    for pattern in (
        _DECLARATION,
        _IMAGE,
        _RST_TARGET,
        _RST_OPTION,
        _RST_LINK,
        _REFERENCE,
        _LINK_END,
        _TAG,
        _ADDRESS,
        _SHORTCODE,
    ):
        text = pattern.sub(blank, text)
    if markdown:
        text = _ALERT.sub(_apart, text)
    text = _ENTITY.sub(
        lambda match: "&".ljust(len(match.group())) if "amp" in match.group() else blank(match), text
    )
    return (_MD_LEADER if markdown else _LEADER).sub(blank, text)


def _apart(match: re.Match[str]) -> str:
    return BREAK + blank(match)[1:]


def _tagged(match: re.Match[str]) -> str:
    """A block tag as the mark of what it opens."""
    found = _TAGGED.match(match.group())
    mark = (_TITLED, _LISTED, _CELLED)[found.lastindex - 1] if found and found.lastindex else BREAK
    return mark + blank(match)[1:]


def _lines(text: str) -> Iterator[tuple[int, int, Role | None]]:
    """Ranges of lines, and what a tag before them says they are; a block mark ends a line as well."""
    position = 0
    role: Role | None = None
    for match in _MARK.finditer(text):
        yield position, match.start(), role
        mark = match.group()
        if mark < " " and mark not in "\r\n":
            yield match.start(), match.start(), None
            role = _ROLES.get(mark)
        elif text[position : match.start()].strip():
            role = None
        position = match.end()
    yield position, len(text), role


def _passages(text: str) -> Iterator[Passage]:
    block, title, lead, last = 0, "", "", ""
    above: list[tuple[int, str]] = []
    for start, end, role in _blocks(text):
        block += 1
        # What leads an entry in bold is a label, with or without a colon.
        marked = _LEAD.sub(r"\1: ", text[start:end], count=1) if role == "item" else text[start:end]
        words = _MARKS.sub(blank, marked)
        plain = " ".join(words.split())
        if role == "heading":
            level = _level(text, start, end)
            above = [one for one in above if one[0] < level]
            title, lead = " / ".join([*(words for depth, words in above if depth > 1), plain]), ""
            above.append((level, plain))
            yield Passage(start, end, words, role, block, title, level=level)
            continue
        if role == "item" and last.endswith(":"):
            lead = last
        elif role == "text":
            lead = ""
        last = plain if role == "text" else last if role == "item" else ""
        whole = role == "cell" or (block > _OPENING and SPEAKS.search(words) is None)
        sentences = [(0, len(words))] if whole else find_sentences(words, 0, len(words))
        todo = role == "item" and text[max(0, start - 5) : start].rstrip().endswith("[ ]")
        for first, final in sentences:
            yield Passage(start + first, start + final, words[first:final], role, block, title, lead, todo)


def _level(text: str, start: int, end: int) -> int:
    """Depth of a heading by the marks before it, or the line below; 1 where there are none."""
    before = text[max(0, start - 8) : start].rstrip()
    below = text[end : end + 8].lstrip()
    return max(1, len(before) - len(before.rstrip("#=")), 2 * below.startswith("---"))


def _blocks(text: str) -> Iterator[tuple[int, int, Role]]:
    """Ranges of headings, list entries, table cells and paragraphs."""
    opened: tuple[int, Role] | None = None
    previous = (0, 0)
    for start, end, told in _lines(text):
        line = text[start:end]
        if told in {"heading", "cell"} and line.strip() and opened is None:
            yield _trimmed(text, start, end, told)
            previous = (start, end)
            continue
        if opened and opened[1] == "text" and _UNDERLINE.match(line) and opened[0] == previous[0]:
            yield previous[0], previous[1], "heading"
            opened = None
            continue
        heading, item = _HEADING.match(line), _ITEM.match(line)
        row = _ROW.match(line) is not None
        if opened and (not line.strip() or heading or item or row):
            yield _trimmed(text, opened[0], previous[1], opened[1])
            opened = None
        if heading:
            yield _trimmed(text, start + heading.end(), end, "heading")
        elif row:
            yield from _cells(text, start, end)
        elif item and line[item.end() :].strip():
            opened = (start + item.end(), "item")
        elif line.strip() and opened is None and not _UNDERLINE.match(line):
            opened = (start, told or "text")
        if line.strip():
            previous = (start, end)
    if opened:
        yield _trimmed(text, opened[0], previous[1], opened[1])


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int, Role]]:
    position = start
    for match in re.finditer(r"\|", text[start:end]):
        if text[position : start + match.start()].strip(" \t-:|"):
            yield _trimmed(text, position, start + match.start(), "cell")
        position = start + match.end()


def _trimmed(text: str, start: int, end: int, role: Role) -> tuple[int, int, Role]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), max(start, start + len(words.rstrip())), role
