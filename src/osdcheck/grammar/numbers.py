"""Whole numbers as bytes, the same on every machine: 32 bits each, the lowest byte first."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable

_SORT = "i"
_SHORT, _LONG = "H", "Q"


def written_numbers(numbers: Iterable[int]) -> bytes:
    """The numbers, from -2**31 to 2**31 - 1, as bytes."""
    return _turned(array(_SORT, numbers)).tobytes()


def numbers_of(data: bytes) -> array[int]:
    """The numbers that :func:`written_numbers` wrote."""
    numbers = array(_SORT)
    numbers.frombytes(data)
    return _turned(numbers)


def short_numbers_of(data: bytes) -> array[int]:
    """Numbers from 0 to 2**16 - 1, of two bytes each."""
    return _turned(array(_SHORT, data))


def long_numbers_of(data: bytes) -> array[int]:
    """Numbers from 0 to 2**64 - 1, of eight bytes each."""
    return _turned(array(_LONG, data))


def _turned(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
