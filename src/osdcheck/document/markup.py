"""HTML and Markdown licenses: recognized by their marks, read without them."""

from __future__ import annotations

import re

from osdcheck.document.offsets import Draft
from osdcheck.patterns import lazily

_HTML_START = lazily(
    r"[\s\ufeff]*+(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_HTML_BLOCK = lazily(r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|table|body|html)(?:\s[^<>]*)?/?>", re.I)
_ENOUGH_TAGS = 4
_CHARACTERS_PER_TAG = 1500
_MARKDOWN_NAME = lazily(r"\.(?:md|markdown|mdown|mkd)$", re.I)
_HEADING = lazily(r"^ {0,3}#{1,6} +\S", re.M)
_BOLD = lazily(r"\*\*[^\s*](?:[^*\n]{0,200}[^\s*])?\*\*|(?<!\w)__[^\s_](?:[^_\n]{0,200}[^\s_])?__(?!\w)")
_LINK = lazily(r"\[[^\[\]\n]{1,200}\]\((?:https?:|mailto:|#|/|\./)[^()\s]*\)")
_FENCE = lazily(r"^ {0,3}```", re.M)
_FRONT_MATTER = lazily(r"\ufeff?---[ \t]*\r?\n(?:(?:\w[\w-]*:|[ \t#-])[^\n]*\n|\r?\n)*?---[ \t]*(?:\r?\n|$)")
_COMMENT = lazily(r"\s*(?:/\*|//)")
_HASHES = lazily(r"^ {0,3}#[^\n]*\n(?= {0,3}#)", re.M)


def strip_markup(draft: Draft, name: str | None) -> Draft:
    """The draft without HTML or Markdown marks; a plain text comes back as it is.

    ``name`` may tell by its suffix; without one the text has to show several marks, since a
    plain text may hold ``<year>``, a line of stars or a ``#`` in front of its lines. A YAML front
    matter is data about the text and goes as well.
    """
    front = _FRONT_MATTER.match(draft.text)
    if front is not None:
        draft = draft.edited([(*front.span(), "")])
    text = draft.text
    if "<" in text and _is_html(text):
        # Imported here, as Markdown below: few licenses come in markup.
        from osdcheck.document.hypertext import html_edits

        return draft.edited(html_edits(text))
    if _is_markdown(text, name):
        from osdcheck.document.markdown import markdown_edits

        return draft.edited(markdown_edits(text))
    return draft


def _is_html(text: str) -> bool:
    if _HTML_START.match(text):
        return True
    tags = len(_HTML_BLOCK.findall(text))
    return tags >= _ENOUGH_TAGS and tags * _CHARACTERS_PER_TAG > len(text)


def _is_markdown(text: str, name: str | None) -> bool:
    if _COMMENT.match(text):
        return False
    headings = len(_HEADING.findall(text)) if "#" in text else 0
    if headings and len(_HASHES.findall(text)) * 2 > headings:
        return False
    if name is not None and _MARKDOWN_NAME.search(name):
        return True
    bold = len(_BOLD.findall(text)) if "**" in text or "__" in text else 0
    links = len(_LINK.findall(text)) if "](" in text else 0
    fences = len(_FENCE.findall(text)) if "```" in text else 0
    return (
        headings >= 2
        or bold >= 2
        or links >= 2
        or (headings + bold + links >= 2)
        or (fences >= 2 and headings > 0)
    )
