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
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVar

from osdcheck.version import __version__

Value = TypeVar("Value", str, dict[str, Any])


def kept(name: str, sources: Iterable[bytes], make: Callable[[], Value]) -> Value:
    """What ``make`` gives, made anew when ``sources`` are not those of the last time.

    They are all that it depends on; the value is made of lists, tuples, mappings, numbers, strings and bytes.
    """
    digest = sha256(__version__.encode())
    for source in sources:
        digest.update(b"%d\n" % len(source) + source)
    key = digest.hexdigest()
    path = Path(cache_from_source(__file__)).with_name(f"osdcheck.{name}.{sys.implementation.cache_tag}.kept")
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = memoryview(path.read_bytes())
        if data[: len(key)] == key.encode():
            found: Value = marshal.loads(data[len(key) :])
            return found
    value = make()
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _write(path, key.encode() + marshal.dumps(value))
    return value


def _write(path: Path, data: bytes) -> None:
    """Writes a file in one step: another process sees all of it or nothing."""
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
