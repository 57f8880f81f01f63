"""What takes long to make of the files of the project, kept between runs beside the compiled modules.

Python keeps compiled modules in ``__pycache__``; what is made of grammars and tables is kept there as well,
under the same rules: nothing is written where Python writes no bytecode or may not write, and what was made
of other files is not used.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import TypeVar

from osdcheck.version import __version__

Value = TypeVar("Value")


def kept(name: str, sources: Iterable[bytes], make: Callable[[], Value]) -> Value:
    """What ``make`` gives, made anew when ``sources`` are not those of the last time.

    They are all that it depends on; the value has to mean the same when written as JSON and read again.
    """
    digest = sha256(__version__.encode())
    for source in sources:
        digest.update(b"%d\n" % len(source) + source)
    key = digest.hexdigest()
    path = Path(cache_from_source(__file__)).with_name(f"osdcheck.{name}.json")
    with suppress(OSError, ValueError):
        first, _, rest = path.read_bytes().partition(b"\n")
        if first.decode() == key:
            found: Value = json.loads(rest)
            return found
    value = make()
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _write(path, f"{key}\n{json.dumps(value)}")
    return value


def _write(path: Path, text: str) -> None:
    """Writes a file in one step: another process sees all of it or nothing."""
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
