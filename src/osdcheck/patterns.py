"""Regular expressions that are compiled when they are first used.

The rooms that read a text have a hundred and fifty of them, and a plain license asks a third: to compile all
would take a tenth of a check.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def lazily(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern as :func:`re.compile` makes it, in effect; what is wrong with it shows at the first use."""
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))


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
            found = self.__dict__["_compiled"] = re.compile(*self._source)
        value = self.__dict__[name] = getattr(found, name)
        return value
