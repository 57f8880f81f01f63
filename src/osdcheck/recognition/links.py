"""Links and badges of a notice: where its words lead, which the words themselves do not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from osdcheck.identity.names import choices_for, find_known
from osdcheck.recognition.forms import form
from osdcheck.recognition.naming import names_at

_IMAGE = re.compile(r"!\[([^\]\n]{0,200})\]\(\s*<?([^()\s<>]{1,400})[^()\n]{0,100}\)")
_IMAGE_LINK = re.compile(
    r"\[!\[([^\]\n]{0,200})\]\([^()\n]{0,500}\)\]"
    r"(?:\(\s*<?([^()\s<>]{1,400})[^()\n]{0,100}\)|\[([^\[\]\n]{0,100})\])"
)
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,200})\]\(\s*<?([^()\s<>]{1,400})[^()\n]{0,100}\)")
_REFERENCE = re.compile(r"\[([^\[\]\n]{1,200})\](?:\[([^\[\]\n]{0,100})\])?(?![(:\[])")
_DEFINED = re.compile(
    r"^[ \t]{0,3}\[([^\[\]\n]{1,100})\]:[ \t]*<?(\S{1,400}?)>?(?=\s|$)[^\n]{0,200}$", re.MULTILINE
)
_HTML = re.compile(
    r"<a\s[^<>]{0,400}?href\s*=\s*[\"']?([^\"'\s<>]{1,400})[^<>]{0,200}>([^<>]{0,200})", re.IGNORECASE
)
_RST = re.compile(r"`([^`<>\n]{1,200})\s<([^<>\s]{1,400})>`_{1,2}")
_RST_IMAGE = re.compile(
    r"^[ \t]*\.\.[ \t]+(?:\|([^|\n]{1,60})\|[ \t]+)?image::[ \t]*(\S{1,400})"
    r"((?:\n?[ \t]+:[^\n]{0,300}){0,6})",
    re.MULTILINE,
)
_TARGET = re.compile(r":target:[ \t]*(\S{1,400})")
_RST_NAMED = re.compile(r"^[ \t]*\.\.[ \t]+_([^:\n]{1,100}):[ \t]*(\S{1,400})", re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][\w:-]{0,20}(?:\s[^<>]{0,400})?/?>")
_LICENSE = re.compile(r"licen[cs]", re.IGNORECASE)
_BADGE = re.compile(r"badge/licen[cs]e[-_ ](.{1,60}?)-\w+(?:\.\w+)?(?:[?#]|$)", re.IGNORECASE)
_STRUCK = re.compile(r"~~|<(?:del|s|strike)>|\[ \]", re.IGNORECASE)
"""What is struck out, and boxes that nobody ticked."""
_SOURCE = re.compile(r"\bsrc\s*=\s*[\"']?([^\"'\s<>]{1,400})", re.IGNORECASE)


def unmarked(text: str) -> str:
    """The words of a line without links, emphasis and definitions of links."""
    if _RST_IMAGE.match(text) or _DEFINED.match(text) or _RST_NAMED.match(text):
        return ""
    if "[" in text:
        for one in (_IMAGE_LINK, _IMAGE, _LINK):
            text = one.sub(r"\1", text)
        text = _REFERENCE.sub(lambda found: found[1] if found[2] is not None else found[0], text)
    if "`" in text:
        text = _RST.sub(r"\1", text)
    if "|" in text:
        text = re.sub(r"^\|([\w .-]{1,60})\|$", r"\1", text)
    return _TAG.sub(" ", text) if "<" in text else text


def are_sound(text: str) -> bool:
    """Whether each link leads where its words say: what names a license to a place of its text.

    No link of a notice may lead to other terms.
    """
    return _STRUCK.search(text) is None and all(_is_sound(words, target) for words, target in _links(text))


def _links(text: str) -> Iterator[tuple[str, str]]:
    defined = {found[1].lower(): found[2] for found in (*_DEFINED.finditer(text), *_RST_NAMED.finditer(text))}
    if "[" in text:
        for found in _IMAGE_LINK.finditer(text):
            yield found[1], found[2] or defined.get((found[3] or found[1]).lower(), "")
        for found in _LINK.finditer(text):
            yield found[1], found[2]
        for found in _REFERENCE.finditer(text):
            label = (found[2] or found[1]).lower()
            if label in defined:
                yield found[1], defined[label]
    for found in _HTML.finditer(text):
        yield found[2], found[1]
    for found in _RST.finditer(text):
        yield found[1], found[2]
    for found in _RST_IMAGE.finditer(text):
        target = _TARGET.search(found[3])
        if target:
            yield f"{found[1] or ''} {'license' if _LICENSE.search(found[2]) else ''}", target[1]
    yield from (("", target) for target in defined.values())


def _is_sound(words: str, target: str) -> bool:
    if form("words", "never").search(target):
        return False
    if not _LICENSE.search(words) and names_at(words.strip()) is None and not choices_for(words.strip()):
        return True
    return _is_place(target)


def _is_place(target: str) -> bool:
    return any(form("words", one).fullmatch(target.rstrip("/")) for one in ("file", "url")) or (
        target.startswith("#") and _LICENSE.search(target) is not None
    )


def badges(text: str) -> list[str]:
    """The names of licenses that badges spell in their address."""
    sources = [found[2] for one in (_IMAGE, _RST_IMAGE) for found in one.finditer(text)]
    sources += [found[1] for found in _SOURCE.finditer(text)]
    spelled = [unquote(found[1]) for one in sources if (found := _BADGE.search(one))]
    return [one.replace("--", "\0").replace("_", " ").replace("\0", "-") for one in spelled]


def is_of(name: str, ids: frozenset[str]) -> bool:
    """Whether a name, or the family that it names, is that of one of the licenses."""
    known = find_known(name)
    if known is not None and known.record is not None:
        return known.record.id in ids
    return bool(ids.intersection(choices_for(name) or ()))
