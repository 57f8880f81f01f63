"""What a reader of a README or page does not see as such: code, and what is commented out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

BREAK = "\x1d"
"""Stands where a stretch of code began: what is before it and behind it is no one sentence."""
_MARKDOWN = frozenset({".md", ".markdown", ".mdx", ".mdown", ".qmd", ".rmd", ".ipynb"})
_RST = frozenset({".rst", ".rest"})
_ASCIIDOC = frozenset({".adoc", ".asciidoc", ".asc"})
_FENCE = re.compile(r"^[ \t>]*(```+).*?(?:^[ \t>]*\1`*[ \t]*$|\Z)", re.M | re.S)
_WAVY = re.compile(r"^[ \t>]*(~~~+).*?(?:^[ \t>]*\1~*[ \t]*$|\Z)", re.M | re.S)
"""Code between waves, in Markdown alone: elsewhere they underline a heading."""
_DEAD = re.compile(r"<(script|style|pre|svg)\b[^>]{0,2000}>.*?(?:</\1\s*>|\Z)", re.I | re.S)
_SPAN = re.compile(r"(?<!`)(`{1,3})(?!`)[^`\n]{1,3000}\1(?!`)")
_LISTING = re.compile(r"^(-{4,}|\.{4,}|/{4,})[ \t]*\n.*?(?:^\1[ \t]*$|\Z)|^//(?!/)[^\n]*", re.M | re.S)
"""Listings, literal blocks and comments of AsciiDoc."""
_INDENTED = re.compile(r"^[ >]*(?:[ ]{4}|\t)", re.M)
_LITERAL = re.compile(
    r"[ \t]*(?:\.\.[ \t]+(?:code|code-block|sourcecode|parsed-literal|prompt)::.*"
    r"|(?!\.\.[ \t]+[\w-]).*::[ \t]*)"
)
_REMARK = re.compile(r"[ \t]*\.\.(?:[ \t]+(?!_|\[|\||[\w:-]+::).*)?")
_MOST = 300_000
"""Characters of a text in which indented code is looked for: to find it, all of Markdown has to be read."""


def is_markdown(path: str) -> bool:
    """Whether a file is Markdown by its suffix."""
    return PurePosixPath(path).suffix.lower() in _MARKDOWN


def is_asciidoc(path: str) -> bool:
    """Whether a file is AsciiDoc by its suffix."""
    return PurePosixPath(path).suffix.lower() in _ASCIIDOC


def without_code(text: str, *, markdown: bool) -> str:
    """The text, as long, without fenced code, scripts and what else HTML shows as it is."""
    for pattern in (_DEAD, _FENCE, _WAVY) if markdown else (_DEAD, _FENCE):
        text = pattern.sub(_apart, text)
    return text


def only_seen(text: str, path: str) -> str:
    """The text, as long, without all code and comments of its format."""
    markdown = is_markdown(path)
    seen = _SPAN.sub(blank, without_code(text, markdown=markdown))
    if is_asciidoc(path):
        seen = _LISTING.sub(blank, seen)
    if PurePosixPath(path).suffix.lower() in _RST:
        seen = "".join(_without_literals(seen.splitlines(keepends=True)))
    seen = _without_comments(seen)
    if markdown and len(text) <= _MOST and _INDENTED.search(seen):
        seen = _without_indented(text, seen)
    return seen


def blank(match: re.Match[str]) -> str:
    """Blanks in place of what is found, but for line breaks."""
    return _cleared(match.group())


def _cleared(words: str) -> str:
    return re.sub(r"[^\n]", " ", words)


def _apart(match: re.Match[str]) -> str:
    return BREAK + blank(match)[1:]


def _without_comments(text: str) -> str:
    """One without an end hides nothing, so that a slip of the pen does not take away all that follows."""
    parts = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts += [text[at:start], _cleared(text[start : end + 3])]
        at = end + 3
    return "".join(parts) + text[at:]


def _without_literals(lines: list[str]) -> Iterator[str]:
    """Lines of reStructuredText without literal blocks and comments, which are told by their indentation."""
    outside: int | None = None
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if outside is not None and (indent > outside or not line.strip()):
            yield _cleared(line)
            continue
        words = line.rstrip()
        remark = bool(words) and _REMARK.fullmatch(words) is not None
        outside = indent if words and (remark or _LITERAL.fullmatch(words)) else None
        yield _cleared(line) if remark else line


def _without_indented(text: str, seen: str) -> str:
    lines = seen.split("\n")
    for token in _parser().parse(text):
        if token.type == "code_block" and token.map is not None:
            for number in range(token.map[0], min(token.map[1], len(lines))):
                lines[number] = " " * len(lines[number])
    return "\n".join(lines)


@cache
def _parser() -> MarkdownIt:
    # Loaded here: few texts show a picture in an indented line.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable("inline")
