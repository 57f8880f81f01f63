"""Calls into spdx-tools, which answers bad input with whatever its inner type checks raise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from osdcheck.core.sbom import SbomError

_LONGEST = 500


def attempt(parse: Callable[..., Any], *arguments: Any) -> tuple[Any, str | None]:
    """What ``parse`` gives and ``None``, or ``None`` and what the library has against the element."""
    from spdx_tools.spdx.parser.error import SPDXParsingError

    try:
        return parse(*arguments), None
    except SPDXParsingError as error:
        return None, complaint(error.get_messages())
    except Exception as error:
        # Nothing of this program runs inside: every error is the library's way to refuse the element.
        return None, complaint([f"{type(error).__name__}: {error}"])


def complaint(messages: Sequence[object]) -> str:
    """Messages of the library on one line of at most 500 characters."""
    said = " ".join("; ".join(map(str, messages)).split())
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def refused(place: str, message: str) -> SbomError:
    """The error of an element that the library does not accept."""
    return SbomError(place, "InvalidEntry", message)
