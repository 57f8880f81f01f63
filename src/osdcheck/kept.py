"""What takes long to make of the files of the project, kept between runs beside the compiled modules.

Python keeps compiled modules in ``__pycache__``; what is made of grammars and tables is kept there as well,
under the same rules: nothing is written where Python writes no bytecode or may not write, and what was made
of other files is not used. It is written as Python writes what it compiles, for one version of Python each.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.util import cache_from_source, source_hash
from pathlib import Path
from typing import Any, TypeVar

from osdcheck.version import __version__

Value = TypeVar("Value", str, dict[str, Any])


def kept(name: str, sources: Iterable[bytes], make: Callable[[], Value]) -> Value:
    """What ``make`` gives, made anew when ``sources`` are not those of the last time.

    They are all that it depends on; the value is made of lists, tuples, mappings, numbers, strings and bytes.
    """
    sources = list(sources)
    found: Value | None = remembered(name, sources)
    if found is None:
        found = make()
        keep(name, sources, found)
    return found


def remembered(name: str, sources: Iterable[bytes]) -> Any:
    """What was kept under a name for the same sources, ``None`` if nothing was."""
    key = _key(sources)
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = memoryview(_path(name).read_bytes())
        if data[: len(key)] == key:
            return marshal.loads(data[len(key) :])
    return None


def keep(name: str, sources: Iterable[bytes], value: Any) -> None:
    """Keep a value for the next time, where that is allowed and possible."""
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _write(_path(name), _key(sources) + marshal.dumps(value))


def may_keep() -> bool:
    """Whether :func:`keep` is likely to keep anything."""
    folder = _path("").parent
    return not sys.dont_write_bytecode and os.access(folder if folder.is_dir() else folder.parent, os.W_OK)


def _path(name: str) -> Path:
    return Path(cache_from_source(__file__)).with_name(f"osdcheck.{name}.{sys.implementation.cache_tag}.kept")


def _key(sources: Iterable[bytes]) -> bytes:
    """A digest of sources, as Python makes one of the source of a module."""
    parts = [b"%d\n" % len(source) + source for source in (__version__.encode(), *sources)]
    return source_hash(b"".join(parts))


def _write(path: Path, data: bytes) -> None:
    """Writes a file in one step: another process sees all of it or nothing."""
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
