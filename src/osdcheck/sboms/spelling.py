"""Names of licenses as metadata writes them, spelled as an SPDX expression spells them."""

from __future__ import annotations

from functools import lru_cache

from osdcheck.core.evidence import Declared
from osdcheck.evidence.license_names import Named, spelled, symbols, understand
from osdcheck.identity.names import find_known
from osdcheck.identity.records import find_record


@lru_cache(maxsize=4096)
def understood(words: str) -> Named:
    """What a license field of a document stands for, read as an audit reads the fields of metadata."""
    return understand(Declared("", "license", words, 1, words))


def is_known(words: str) -> bool:
    """Whether words are the id or the name of one license already."""
    return find_known(words) is not None


def standard(words: str) -> str | None:
    """The expression that words stand for; ``None`` for what names no license, or fits several.

    >>> standard("The Apache Software License, Version 2.0"), standard("GPL-3.0"), standard("BSD")
    ('Apache-2.0', 'GPL-3.0-only', None)
    """
    named = understood(words)
    if named.expression is None or named.problem is not None or named.loose:
        return None
    records = [find_record(one) for symbol in symbols(named.expression) for one in symbol.ids]
    return None if any(one is None or one.is_generic for one in records) else spelled(named.expression)
