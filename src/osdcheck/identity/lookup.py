"""The door of the identity room: a source in, what it is known as out."""

from __future__ import annotations

import os

from osdcheck.core.document import Document
from osdcheck.core.identity import Identity, LicenseMatch
from osdcheck.document import read_document
from osdcheck.identity.identify import (
    Identified,
    has_markup,
    identify_document,
    identify_words,
    verbatim_copy,
)

_PLAIN_LINES, _MOST_LINES = 2, 20_000


def identify_license(source: str | bytes | os.PathLike[str], *, deep: bool = False) -> Identity:
    """Which licenses a text holds, without judging it; offsets count characters of the decoded file.

    ``source``: the text (``str``), a file's bytes, or the path of a file (``os.PathLike``). ``deep`` asks
    ScanCode about what is not known word for word: it finds notices and fragments, and needs the extra
    ``scancode``, 1.4 GB of memory and some seconds. ``expression`` is ``None`` when nothing is known.

    Raises :class:`~osdcheck.errors.InputError` for a source without readable text, and
    :class:`~osdcheck.errors.MissingExtra`.

    >>> identify_license("Permission is granted to dance. All rights reserved.").expression is None
    True
    """
    if (
        isinstance(source, str)
        and source.strip()
        and not deep
        and _PLAIN_LINES < len(source.splitlines()) < _MOST_LINES
    ):
        # Plain text needs no reading of its lay-out.
        copy = verbatim_copy(source)
        if copy is not None:
            return copy.identity
        if not has_markup(source):
            return identify_words(source).identity
    return identified(read_document(source), deep=deep).identity


def identified(document: Document, *, deep: bool = False) -> Identified:
    """:func:`identify_license` for a document that was read, with what the answer rests on."""
    found = identify_document(document)
    if not deep or found.record is not None:
        return found
    from osdcheck.identity.scancode import detect, joined

    known = found.identity.matches
    more = [one for one in detect(document.original).matches if not _overlaps(one, known)]
    matches = tuple(sorted((*known, *more), key=lambda match: match.start))
    expressions = [found.identity.expression] if found.identity.expression else []
    expression = joined([*expressions, *(one.id for one in more)])
    return Identified(
        Identity(expression, matches, found.identity.complete), None, found.passages, found.words
    )


def _overlaps(match: LicenseMatch, others: tuple[LicenseMatch, ...]) -> bool:
    return any(match.start < other.end and other.start < match.end for other in others)
