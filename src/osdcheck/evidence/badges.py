"""Badges that call a project open source: their alternative text, and what their address spells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from osdcheck.core.evidence import ClaimStance
from osdcheck.evidence.hidden import is_asciidoc, only_seen
from osdcheck.evidence.words import find_forms, split
from osdcheck.tables.wording import load_wording

_ALT = r"!\[((?:[^\[\]]|\[[^\[\]]*\]){0,300})\]"
_MARKDOWN = re.compile(_ALT + r"\(\s*<?([^()\s<>]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?)")
_REFERENCE = re.compile(_ALT + r"(?!\()(?:\[([^\[\]\n]{0,100})\])?")
_TARGET = re.compile(r"^[ >]{0,8}\[([^\[\]\n]{1,100})\]:[ \t]*\n?[ \t]*<?([^\s<>]{1,2000})", re.M)
_ASCIIDOC = re.compile(
    r"(?<![^\s|(>\[\]])image::?([^\s\[\]]{1,2000})\[\"?([^\]\n\",=]{0,300})(?:[\",=][^\]\n]{0,2000})?\]"
)
_HTML = re.compile(r"<img\b[^<>]{0,3000}>", re.I)
_ATTRIBUTE = re.compile(r"\b(alt|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_RST = re.compile(
    r"^[ \t]*\.\.[ \t]+(?:\|[^|\n]{0,100}\|[ \t]+)?(?:image|figure)::[ \t]*(\S{1,2000})"
    r"((?:\n[ \t]+:[^\n]{0,400}){0,8})",
    re.M,
)
_RST_ALT = re.compile(r":alt:[ \t]*([^\n]+)")
_STATIC = re.compile(r"/(?:static/v1\?.*?label=|badge/)([^?#]*)", re.I)
_WORDED = re.compile(
    r"(?:(?:software|code|project)\s+)?licen[cs]e\s*[:\u2013\u2014-]\s*(\S.{0,60}?)\s*", re.I
)
_HOSTS = re.compile(
    r"shields\.io|badgen\.net|badge|forthebadge|frapsoft|open-?source[\w-]*\.(?:svg|png)|osi-approved", re.I
)
_DENIED = re.compile(r"[-_ :](?:no|false|never|not[ _-]yet|nope)\b|\b(?:not|closed|non)[ _-]", re.I)
_PLANNED = re.compile(r"\b(?:soon|planned|coming|pending|todo|tbd)\b", re.I)
_PICTURE = re.compile(r"open-source|os/v\d/|/os/|osi-approved", re.I)


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge: its range in the text, the words on it and what they do."""

    start: int
    end: int
    label: str
    stance: ClaimStance


def find_badges(text: str, path: str) -> tuple[Badge, ...]:
    """Badges that say open source, in order.

    ``path`` tells the markup: Markdown, reStructuredText, AsciiDoc or HTML. Those in code, as an example,
    and those that are commented out are nobody's words.
    """
    found = (_badge(*image) for image in _images(text, path))
    return tuple(sorted((badge for badge in found if badge is not None), key=lambda badge: badge.start))


def license_badges(text: str, path: str) -> list[tuple[int, str]]:
    """Badges that name a license: where each begins, and the name.

    It stands in the address, or where no address has one in the words beside it.

    >>> license_badges("![](https://img.shields.io/badge/license-BSD--3--Clause-blue.svg)", "README.md")
    [(0, 'BSD-3-Clause')]
    """
    spelled, worded = [], []
    for start, _, alt, address in _images(text, path):
        if not _HOSTS.search(address):
            continue
        static = _STATIC.search(unquote(address))
        name = _license_on(static.group(1)) if static else None
        said = _WORDED.fullmatch(alt)
        if name:
            spelled.append((start, name))
        elif said:
            worded.append((start, said[1]))
    return spelled or worded


def _license_on(path: str) -> str | None:
    """The message of a badge whose label is "license"; its last part is the color."""
    path = re.sub(r"\.(?:svg|png)$", "", path)
    slashed = re.match(r"licen[cs]e/([^/]+)", path, re.I)
    if slashed:
        return slashed[1].replace("_", " ").replace("--", "-").strip() or None
    parts = re.split(r"(?<!-)-(?!-)", path)
    if len(parts) < 3 or not re.fullmatch(r"(?:(?:software|code|project)[ _])?licen[cs]e", parts[0], re.I):
        return None
    return "-".join(parts[1:-1]).replace("--", "-").replace("_", " ").strip() or None


def _images(text: str, path: str) -> Iterator[tuple[int, int, str, str]]:
    if not _HOSTS.search(text):
        return
    text = only_seen(text, path)
    if is_asciidoc(path):
        for match in _ASCIIDOC.finditer(text):
            yield match.start(), match.end(), match.group(2), match.group(1)
    yield from _references(text)
    for match in _MARKDOWN.finditer(text):
        yield match.start(), min(match.end() + 1, len(text)), match.group(1), match.group(2)
    for match in _HTML.finditer(text):
        parts = {
            one.group(1).lower(): next(filter(None, one.groups()[1:]), "")
            for one in _ATTRIBUTE.finditer(match.group())
        }
        yield match.start(), match.end(), parts.get("alt", ""), parts.get("src", "")
    for match in _RST.finditer(text):
        alt = _RST_ALT.search(match.group(2))
        yield match.start(), match.end(), alt.group(1) if alt else "", match.group(1)


def _references(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Pictures of Markdown whose address stands elsewhere."""
    targets = {_label(match[1]): match[2] for match in reversed(list(_TARGET.finditer(text)))}
    for match in _REFERENCE.finditer(text) if targets else ():
        address = targets.get(_label(match[2] or match[1]))
        if address is not None:
            yield match.start(), match.end(), match[1], address


def _label(words: str) -> str:
    return " ".join(words.split()).casefold()


def _badge(start: int, end: int, alt: str, address: str) -> Badge | None:
    if not _HOSTS.search(address):
        return None
    path = unquote(address)
    static = _STATIC.search(path)
    spelled = _spelled(static.group(1)) if static else ""
    picture = _PICTURE.search(path.rsplit("/", 1)[-1]) or re.search(r"frapsoft\.com/os/|/os/v\d/", path)
    label = next((words for words in (alt, spelled) if _says(words)), "")
    if not label and picture:
        label = alt or "open source"
    if not label:
        return None
    words = f"{alt} {spelled}"
    stance: ClaimStance = "asserted"
    if _DENIED.search(words):
        stance = "negated"
    elif _PLANNED.search(words):
        stance = "plan"
    return Badge(start, end, " ".join(label.split()), stance)


def _spelled(path: str) -> str:
    """Label and message of a static badge; its last part is the color (``label-message-color``)."""
    parts = re.split(r"(?<!-)-(?!-)", path.rsplit("/", 1)[-1] if path.count("-") == 0 else path)
    shown = parts[:-1] if len(parts) > 2 else parts
    return " ".join(shown).replace("_", " ").replace("--", "-").replace("/", " ")


def _says(words: str) -> bool:
    """Whether the words are short and say it of the project, not "Open Source Helpers" or "Built on FOSS"."""
    tokens = split(words.replace("_", " "))
    forms = list(find_forms(tokens))
    if not forms or len(tokens) > 8:
        return False
    if any(word.text in load_wording().breaks for word in tokens[: forms[0].first]):
        return False
    behind = [word.text for word in tokens[forms[0].last :] if word.is_word]
    return not behind or behind[0] not in load_wording().badge_groups
