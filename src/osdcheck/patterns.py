"""Regular expressions that are compiled when they are first used, or read as they were compiled before.

The rooms that read a text have a hundred and fifty of them, and a plain license asks half: to compile these
takes a sixth of a check.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

from osdcheck.compiled import Source, compiled, keep_all

_SOURCES: list[Source] = []
"""All patterns of the modules that are loaded, each with its flags: what a first run compiles ahead."""


def lazily(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern as :func:`re.compile` makes it, in effect; what is wrong with it shows at the first use."""
    _SOURCES.append((pattern, int(flags)))
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, int(flags)))


def compile_all() -> None:
    """Compile the patterns of all modules that are loaded, and keep what they were compiled to."""
    keep_all(_SOURCES)


class _Lazy:
    """Gets its attributes from the compiled pattern, each when it is first asked for, and keeps them."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        # Compiled once: the module re remembers too few patterns to rely on.
        found = self.__dict__.get("_compiled")
        if found is None:
            found = self.__dict__["_compiled"] = compiled(*self._source, _SOURCES)
        value = self.__dict__[name] = getattr(found, name)
        return value
