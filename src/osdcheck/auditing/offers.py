"""What a sentence makes of a license for money beside an open one."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from osdcheck.tables.audit_words import load_audit_words

Speaks = Literal["binds", "adds", "offers", "passing", "unknown"]
"""What a sentence makes of a commercial license: it binds for certain or may do so (``adds``), or it is a
choice; one that is not understood is ``unknown``."""
_FILE = re.compile(r"\s*\([\w/-]*[\w-]\.(?:md|txt|rst|html?)\)")
"""The file of a license, named behind it in brackets."""
LONGEST = 800
"""Characters of a sentence beyond which it is not read, and of which nobody can say what it makes."""


def is_about(words: str, names: Collection[str]) -> bool:
    """Whether a sentence is about such a license; ``names``: what its files are called, in lower case."""
    low = words.lower()
    if len(words) > LONGEST:
        return "commercial" in low
    return load_audit_words().alternative.about.search(words) is not None or any(
        name in low for name in names
    )


def beside(words: str, *, closely: bool, page: bool, copyleft: bool) -> Speaks:
    """What a sentence makes of the license that another one is about, ``closely``: in the same paragraph.

    A page that tells of other things as well concerns the choice where it names the open license.
    """
    table = load_audit_words().alternative
    if table.harmless.search(words):
        return "passing"
    excused = copyleft and table.avoid.search(words) is not None
    narrows = table.adds.search(words) or (table.denies.search(words) and not excused)
    if page:
        named = table.open.search(words) and not table.passing.search(words)
        return "unknown" if named and narrows else "passing"
    if not closely and not table.concerns.search(words):
        return "passing"
    return "passing" if table.knows(words) and not narrows else "unknown"


def speaks(words: str, *, copyleft: bool, chosen: bool = False, answer: str = "") -> Speaks:
    """What a sentence with one blank between words makes of a license for money beside an open one.

    ``copyleft``: the open one is such, so that who wants to keep a source closed needs another;
    ``chosen``: a sentence beside says that whoever gets the work chooses; ``answer``: the next sentence.

    >>> speaks("Foo is dual-licensed under the GPL and a commercial license.", copyleft=True)
    'offers'
    """
    table = load_audit_words().alternative
    if "?" in words or (words.startswith("#") and table.asks.search(words)):
        return _asks(words, answer, copyleft=copyleft)
    words = _FILE.sub("", words)
    known = table.knows(words)
    if table.harmless.search(words) or (known and table.permits.search(words)):
        return "passing"
    avoids = copyleft and table.avoid.search(words) is not None
    joint = chosen and table.joint.search(words) is not None
    if table.adds.search(words) or (table.demands.search(words) and not avoids and not joint):
        certain = table.binds.search(words) and not table.negates.search(words)
        return "binds" if certain else "adds"
    excused = avoids or table.wants.search(words) is not None
    if not known or (table.denies.search(words) and not excused):
        return "unknown"
    if avoids or joint or table.said.search(words):
        return "offers"
    return "passing" if table.passing.search(words) else "unknown"


def _asks(words: str, answer: str, *, copyleft: bool) -> Speaks:
    """A question says nothing by itself: not where its answer is understood, or is read as well."""
    table = load_audit_words().alternative
    if table.adds.search(answer):
        return "unknown"
    if table.asks.search(words):
        told = bool(table.about.search(answer)) or (copyleft and bool(table.avoid.search(answer)))
        told = told or (bool(table.passing.search(answer)) and table.knows(answer))
    else:
        told = table.knows(answer) and bool(table.answers.search(f"{words} {answer}"))
    return "passing" if told else "unknown"
