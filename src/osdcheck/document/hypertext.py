"""HTML to text as edits, so that every character keeps its place.

The parser of the standard library is used because it tells where each tag stands; the faster
trees (selectolax, lxml) give text without positions.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal

from osdcheck.document.offsets import Edit, line_feeds
from osdcheck.patterns import lazily

_BLOCK = lazily(
    r"address|article|aside|blockquote|body|caption|center|d[dlt]|div|figure|footer|form|h[1-6r]|header|html|"
    r"legend|main|menu|nav|[ou]l|p|pre|section|table|tbody|tfoot|thead|title"
)
_HIDDEN = frozenset({"head", "script", "style", "template", "noscript"})
_SPACE = lazily(r"\s{2,}|[\r\n\t\f]")
# An opening bracket that the next one comes before its closing bracket is no tag.
_UNCLOSED = lazily(r"<(?![!?])(?=[^<>]*+(?:<|\Z))")
_PLUG = "\x01"
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")

_Kind = Literal["start", "end", "data", "reference", "nothing"]


@dataclass(frozen=True, slots=True)
class _Token:
    at: int
    kind: _Kind
    name: str
    attributes: tuple[tuple[str, str | None], ...] = ()


class _Scanner(HTMLParser):
    """Collects the tokens of a page with the offsets at which they begin."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.tokens: list[_Token] = []
        self._lines = line_feeds(text)
        self.feed(parsable(text))
        self.close()

    def _add(self, kind: _Kind, name: str = "", attributes: tuple[tuple[str, str | None], ...] = ()) -> None:
        line, column = self.getpos()
        self.tokens.append(_Token(self._lines[line - 1] + column, kind, name, attributes))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add("start", tag, tuple(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add("start", tag, tuple(attrs))
        if tag in _HIDDEN:
            self._add("end", tag)

    def handle_endtag(self, tag: str) -> None:
        self._add("end", tag)

    def handle_data(self, data: str) -> None:
        if not self.tokens or self.tokens[-1].kind != "data":
            self._add("data")

    def handle_entityref(self, name: str) -> None:
        self._add("reference")

    def handle_charref(self, name: str) -> None:
        self._add("reference")

    def handle_comment(self, data: str) -> None:
        self._add("nothing")

    def handle_decl(self, decl: str) -> None:
        self._add("nothing")

    def handle_pi(self, data: str) -> None:
        self._add("nothing")

    def unknown_decl(self, data: str) -> None:
        self._add("nothing")


def parsable(text: str) -> str:
    """The page, of the same length, without what makes the parser slow or raise.

    The parser searches the rest of the page again for each tag or comment that is never
    closed, and refuses marked sections (``<![...``) it does not know.
    """
    text = _UNCLOSED.sub(_PLUG, text).replace("<![", "<!x")
    for opening, closing in (("<!--", "-->"), ("<", ">")):
        closed = text.rfind(closing) + 1
        text = text[:closed] + text[closed:].replace(opening, _PLUG + opening[1:])
    return text


@dataclass(slots=True)
class _Page:
    """Where in the page we are: what is hidden, which lists are open."""

    hidden: str | None = None
    literal: int = 0
    fresh: bool = False
    lists: list[tuple[str, int]] = field(default_factory=list)

    def written(self, token: _Token) -> str:
        """Text that a tag is replaced by."""
        if token.kind == "start":
            return self._opened(token)
        if token.name == "pre":
            self.literal = max(0, self.literal - 1)
        if token.name in {"ol", "ul", "menu"} and self.lists:
            self.lists.pop()
        if token.name in {"li", "tr"}:
            return "\n"
        return "\n\n" if _BLOCK.fullmatch(token.name) else ""

    def _opened(self, token: _Token) -> str:
        if token.name == "li":
            self.fresh = True
            return "\n" + self._label()
        if token.name in {"br", "tr"}:
            return "\n"
        if token.name in {"td", "th"}:
            return " "
        if token.name == "pre":
            self.literal += 1
        if token.name in {"ol", "ul", "menu"}:
            attributes = dict(token.attributes)
            start = attributes.get("start") or "1"
            style = (attributes.get("type") or "1") if token.name == "ol" else "-"
            self.lists.append((style, int(start) if start.isdecimal() and len(start) < 4 else 1))
        # A paragraph at the start of a list entry stays on the line of its bullet.
        if _BLOCK.fullmatch(token.name) and not (self.fresh and token.name in {"p", "div"}):
            return "\n\n"
        return ""

    def _label(self) -> str:
        style, number = self.lists[-1] if self.lists else ("-", 1)
        if style == "-":
            return "- "
        self.lists[-1] = (style, number + 1)
        if style in "aA" and number <= 26:
            label = chr(ord(style) + number - 1)
        elif style in "iI" and number <= len(_NUMERALS):
            label = _NUMERALS[number - 1] if style == "i" else _NUMERALS[number - 1].upper()
        else:
            label = str(number)
        return f"{label}. "


def html_edits(text: str) -> Iterator[Edit]:
    """Edits that turn a page into text: blocks apart, list entries with their enumerators.

    Tags, comments, scripts, styles and the head go; character references become what they
    stand for; white space is folded as a browser does outside ``<pre>``.
    """
    tokens = _Scanner(text).tokens
    page = _Page()
    if tokens and tokens[0].at > 0:
        yield 0, tokens[0].at, ""
    for index, token in enumerate(tokens):
        end = tokens[index + 1].at if index + 1 < len(tokens) else len(text)
        if end <= token.at:
            if token.kind == "end" and token.name == page.hidden:
                page.hidden = None
            continue
        if page.hidden is not None:
            if token.kind == "end" and token.name == page.hidden:
                page.hidden = None
            yield token.at, end, ""
        elif token.kind == "start" and token.name in _HIDDEN:
            page.hidden = token.name
            yield token.at, end, ""
        else:
            yield from _visible(text, token, end, page)


def _visible(text: str, token: _Token, end: int, page: _Page) -> Iterator[Edit]:
    if token.kind == "data":
        if text[token.at : end].strip():
            page.fresh = False
        if not page.literal:
            for match in _SPACE.finditer(text, token.at, end):
                yield match.start(), match.end(), " "
    elif token.kind == "reference":
        page.fresh = False
        source = text[token.at : end]
        meant = html.unescape(source)
        if meant != source:
            yield token.at, end, " " if meant.isspace() else meant
    elif token.kind == "nothing":
        yield token.at, end, ""
    else:
        yield token.at, end, page.written(token)
