"""The door of the document room: a source in, a :class:`Document` out."""

from __future__ import annotations

import hashlib
import os
import re
import stat

from osdcheck.core.document import Document
from osdcheck.document.clean import clean_text
from osdcheck.document.decode import decode
from osdcheck.document.markup import strip_markup
from osdcheck.document.offsets import Draft
from osdcheck.errors import EmptyInput, InputTooLarge, PathLikeText, UnreadableInput
from osdcheck.patterns import lazily

LIMIT = 10_000_000
"""Largest input, in bytes."""

_SUFFIX = lazily(r".*\.(?:txt|md|markdown|rst|x?html?|pdf|licen[cs]e|docx?|rtf|odt|xml|json)", re.IGNORECASE)


def read_document(source: str | bytes | os.PathLike[str], *, name: str | None = None) -> Document:
    """Read a license: text (``str``), the content of a file (``bytes``) or a path.

    ``name`` is what reports call the source; a path is its own name unless another is given.
    A ``str`` is license text and is never opened. Raises
    :class:`~osdcheck.errors.UnreadableInput` for a path that is missing, forbidden or a
    directory, :class:`~osdcheck.errors.InputTooLarge` above 10,000,000 bytes,
    :class:`~osdcheck.errors.BinaryInput` for what is no text,
    :class:`~osdcheck.errors.EmptyInput` when there is no word in it, and
    :class:`~osdcheck.errors.PathLikeText` for a one-line ``str`` that looks like a path.

    >>> read_document("licenses/MIT.txt")
    Traceback (most recent call last):
    osdcheck.errors.PathLikeText: licenses/MIT.txt: ...
    """
    if isinstance(source, str):
        label = name or "<text>"
        _refuse_path(source)
        if len(source) > LIMIT:
            raise _too_large(label, len(source))
        data = source.encode("utf-8", "surrogatepass")
        _refuse_size(data, label)
        return _document(source, data, label, name)
    if isinstance(source, bytes):
        label = name or "<bytes>"
        _refuse_size(source, label)
        return _document(decode(source, label), source, label, name)
    if isinstance(source, os.PathLike):
        path = os.fsdecode(os.fspath(source))
        label = name or path
        data = _read_file(path, label)
        return _document(decode(data, label), data, label, label)
    raise TypeError(f"a license is text (str), bytes or a path, not {type(source).__name__}")


def _document(original: str, data: bytes, label: str, name: str | None) -> Document:
    draft = clean_text(strip_markup(Draft.of(original), name))
    if not draft.text:
        raise EmptyInput(label, "it holds no words", "Give a file that holds the text of a license")
    clean, offsets = draft.finish()
    return Document(name, hashlib.sha256(data).hexdigest(), original, clean, offsets)


def _read_file(path: str, label: str) -> bytes:
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > LIMIT:
                raise _too_large(label, size)
            # A device or a pipe has no size: read one byte beyond the limit to notice.
            data = file.read(LIMIT + 1)
    except FileNotFoundError:
        raise UnreadableInput(label, "no such file", "Check the spelling of the path") from None
    except IsADirectoryError:
        raise _directory(label) from None
    except PermissionError:
        if _is_directory(path):
            raise _directory(label) from None
        raise UnreadableInput(
            label, "permission denied", "Give yourself the right to read it, or pass its bytes"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableInput(label, f"cannot be read ({reason})", "Check the path and try again") from error
    _refuse_size(data, label)
    return data


def _is_directory(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except OSError:
        return False


def _directory(label: str) -> UnreadableInput:
    return UnreadableInput(label, "this is a directory", f"Name a file in it, or run: osdcheck audit {label}")


def _refuse_size(data: bytes, label: str) -> None:
    if len(data) > LIMIT:
        raise _too_large(label, len(data))


def _too_large(label: str, size: int) -> InputTooLarge:
    return InputTooLarge(
        label, f"at least {size:,} bytes, the limit is {LIMIT:,}", "Cut the file down to the license"
    )


def _refuse_path(text: str) -> None:
    problem = path_likeness(text)
    if problem is not None:
        raise PathLikeText(
            text.strip(),
            f"{problem}, and a str is read as license text",
            "Wrap it in pathlib.Path to read the file",
        )


def path_likeness(text: str) -> str | None:
    """Why a text must be a path, in words; ``None`` for what may be a license."""
    line = text.strip()
    if not line or len(line) > 1024 or "\n" in line or "\r" in line:
        return None
    blank = any(character.isspace() for character in line)
    separated = "/" in line or "\\" in line
    if not blank and (separated or _SUFFIX.fullmatch(line)):
        return "this looks like a path"
    return "a file of this name exists" if _is_file(line) else None


def _is_file(path: str) -> bool:
    try:
        return os.path.isfile(path)
    except ValueError:
        return False
