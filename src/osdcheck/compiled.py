"""Regular expressions as the engine runs them, kept between runs as Python keeps compiled modules.

To compile one takes some hundred times as long as to read what it was compiled to. The module :mod:`re` has
no way in for that, so this calls the engine below it as :mod:`re` does. What was kept for another engine is
not used, the engine refuses a program that is none, and whatever fails here, :mod:`re` compiles as ever.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

from osdcheck.kept import keep, may_keep, remembered

Source = tuple[str | bytes, int]
"""A pattern with its flags."""
_NAME = "patterns"


def compiled(pattern: str | bytes, flags: int, others: Iterable[Source]) -> re.Pattern[Any]:
    """The pattern as :func:`re.compile` makes it.

    One that was not kept is compiled, and where that can be kept, ``others`` with it: the first run does
    it for the next.
    """
    programs = _programs()
    key = _key(pattern, flags)
    if key not in programs and may_keep():
        missing = [one for one in others if _key(*one) not in programs]
        programs |= {_key(*one): _program(*one) for one in dict.fromkeys([(pattern, flags), *missing])}
        keep(_NAME, _engine(), programs)
    found = _made(pattern, programs.get(key))
    return re.compile(pattern, flags) if found is None else found


def keep_all(patterns: Iterable[Source]) -> None:
    """Keep what these patterns are compiled to, and nothing else."""
    keep(_NAME, _engine(), {_key(*one): _program(*one) for one in patterns})


@cache
def _programs() -> dict[str, Any]:
    return remembered(_NAME, _engine()) or {}


def _engine() -> list[bytes]:
    """What a program depends on beside its pattern."""
    engine: Any = import_module("_sre")
    return [f"{engine.MAGIC} {engine.CODESIZE} {sys.byteorder}".encode()]


def _key(pattern: str | bytes, flags: int) -> str:
    return f"{flags} {pattern!r}"


def _program(pattern: str | bytes, flags: int) -> tuple[Any, ...]:
    """What the engine needs of a pattern; empty where it cannot be told, or the pattern is malformed."""
    with suppress(Exception):
        found = re.compile(pattern, flags)
        parser: Any = import_module("re._parser")
        compiler: Any = import_module("re._compiler")
        code = array("I", compiler._code(parser.parse(pattern, flags), flags))
        return found.flags, code.tobytes(), found.groups, dict(found.groupindex)
    return ()


def _made(pattern: str | bytes, program: tuple[Any, ...] | None) -> re.Pattern[Any] | None:
    """The pattern of a program, if the engine takes it."""
    if program:
        with suppress(Exception):
            engine: Any = import_module("_sre")
            flags, code, groups, named = program
            names = {number: name for name, number in named.items()}
            listed = tuple(names.get(number) for number in range(groups + 1))
            made: re.Pattern[Any] = engine.compile(
                pattern, flags, array("I", code).tolist(), groups, named, listed
            )
            return made
    return None
