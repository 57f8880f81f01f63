"""File name patterns of the tables: ``*`` within a folder, ``**/`` for any folders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache


def first_match(paths: Iterable[str], patterns: Sequence[str]) -> str | None:
    """The first path that one of the patterns describes, letter case ignored; the shortest folder first.

    >>> first_match(["src/train.py", "LICENSE.md"], ["**/train*.py"])
    'src/train.py'
    """
    compiled = _compiled(tuple(patterns))
    found = [path for path in paths if compiled.fullmatch(path.lower())]
    return min(found, key=lambda path: (path.count("/"), path), default=None)


@cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_translate(one)})" for one in patterns))


def _translate(pattern: str) -> str:
    parts = re.split(r"(\*\*/|\*|\[[^\]]+\])", pattern)
    special = {"**/": "(?:[^/]+/)*", "*": "[^/]*"}
    return "".join(special.get(one, one if one.startswith("[") else re.escape(one)) for one in parts)
