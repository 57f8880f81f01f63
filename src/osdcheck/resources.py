"""Finds the data folders of the project, in an installed package and in a checkout, and reads tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Compiled: the lexicon and the tables of one check load in a quarter of the time of the module in the
# standard library, which is the same code.
import tomli

from osdcheck.errors import DataError
from osdcheck.kept import kept

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def data_folder(name: str) -> Traversable:
    """Folder ``grammars`` or ``license_texts``: in the package, else in the checkout around it.

    Raises :class:`~osdcheck.errors.DataError` when neither has it.
    """
    packaged = package_folder() / "_data" / name
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise DataError(name, "folder", "not found in the package nor in a checkout; reinstall osdcheck")


def package_folder() -> Traversable:
    """The folder of the package; where it stands in an archive, what gives its files."""
    folder = Path(__file__).parent
    if folder.is_dir():
        return folder
    # Loads a dozen modules that nothing else of a check needs.
    from importlib.resources import files

    return files("osdcheck")


def read_table(path: Traversable) -> dict[str, Any]:
    """A TOML table of the project; raises :class:`~osdcheck.errors.DataError`."""
    return _parsed(path, read_bytes(path))


def read_large_table(path: Traversable) -> dict[str, Any]:
    """The same for a table without dates that takes long to parse: kept between runs."""
    data = read_bytes(path)
    return kept(path.name, [data], lambda: _parsed(path, data))


def read_bytes(path: Traversable) -> bytes:
    """A file of the project; raises :class:`~osdcheck.errors.DataError`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(path.name, "file", str(error)) from error


def state(path: Traversable) -> bytes:
    """What is another after a change of the file: its name, size and time, as Python knows its modules.

    Where it is no file of a folder (a package in an archive), its bytes.
    """
    if not isinstance(path, Path):
        return read_bytes(path)
    found = path.stat()
    return f"{path.name} {found.st_size} {found.st_mtime_ns}".encode()


def _parsed(path: Traversable, data: bytes) -> dict[str, Any]:
    try:
        return tomli.loads(data.decode())
    except ValueError as error:
        raise DataError(path.name, "file", str(error)) from error
