"""Where reports go: standard output, or a file that appears as a whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

import click

Write = Callable[[str], None]


@contextmanager
def open_output(path: str | None, *, option: str = "--output") -> Iterator[Write]:
    """A function that writes text as UTF-8, to standard output for ``None`` and ``"-"``.

    A regular file is replaced only when the block ends without an error. Raises
    ``click.BadParameter`` for ``option`` when the file cannot be created, ``click.ClickException``
    when writing fails later.
    """
    if path is None or path == "-":
        yield _stdout_writer()
        return
    target = Path(os.path.realpath(path))
    # A device or a pipe is written to; replacing it by a file would break it.
    direct = target.exists() and not target.is_file()
    try:
        file = target.open("wb") if direct else _draft_beside(target)
    except OSError as error:
        reason = f"{path!r} cannot be written: {error.strerror or error}."
        raise click.BadParameter(reason, param_hint=option) from None
    try:
        with file:
            yield partial(_write, file, path)
        if not direct:
            if target.exists():
                os.chmod(file.name, stat.S_IMODE(target.stat().st_mode))
            os.replace(file.name, target)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        if not direct:
            with suppress(FileNotFoundError):
                os.unlink(file.name)


def _draft_beside(target: Path) -> BinaryIO:
    if not target.parent.is_dir():
        raise FileNotFoundError(None, f"there is no folder {target.parent}")
    import secrets

    # Not the tempfile module: its files are readable by their owner alone, also after renaming.
    return open(target.parent / f".{target.name}.{secrets.token_hex(4)}.tmp", "xb")


def silence_stdout() -> None:
    """Send what is still buffered nowhere, so that the interpreter's last flush does not fail."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stdout_writer() -> Write:
    reading = True

    def write(text: str) -> None:
        # The verdicts are still wanted when nobody reads the report: they are the exit code.
        nonlocal reading
        if not reading:
            return
        try:
            _write(sys.stdout.buffer, "standard output", text)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            reading = False
            silence_stdout()
        except OSError as error:
            raise _failed("standard output", error) from error

    return write


def _write(file: BinaryIO, name: str, text: str) -> None:
    # File names may hold bytes that are no UTF-8; their escapes are also valid inside JSON strings.
    data = text.encode("utf-8", "backslashreplace")
    try:
        file.write(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _failed(name, error) from error


def _failed(name: str, error: OSError) -> click.ClickException:
    return click.ClickException(f"{name} cannot be written: {error.strerror or error}.")
