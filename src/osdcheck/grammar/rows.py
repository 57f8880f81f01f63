"""Numbers for a hundred thousand names, looked up in the bytes of a file without reading it all.

A check asks for some hundred names; to make a dictionary of all took a tenth of its time.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate
from zlib import crc32

from osdcheck.grammar.numbers import numbers_of, written_numbers

_IN_ONE = 8
"""Names that share a drawer, on average."""
_END = b"\n"


class Rows:
    """Names in drawers by their CRC-32; numbered as they come when all drawers are laid end to end.

    ``starts``: where each drawer begins in ``names``, and where the last ends; ``firsts``: number of the
    first name of each.
    """

    def __init__(self, names: bytes, starts: array[int], firsts: array[int]) -> None:
        self._names = names
        self._starts = starts
        self._firsts = firsts

    def get(self, name: str) -> int | None:
        """Number of the name, ``None`` when it has none."""
        key = name.encode()
        drawer = crc32(key) % len(self._firsts)
        names, start, end = self._names, self._starts[drawer], self._starts[drawer + 1]
        key += _END
        found = names.find(key, start, end)
        while found > start and names[found - 1] != _END[0]:
            found = names.find(key, found + 1, end)
        return None if found < 0 else self._firsts[drawer] + names.count(_END, start, found)

    def __iter__(self) -> Iterator[str]:
        yield from self._names.decode().split(_END.decode())[:-1]


def write_rows(names: Iterable[str]) -> tuple[list[str], list[bytes]]:
    """The names in the order of their numbers, and the three parts that :func:`read_rows` takes.

    No name may be empty or hold a line break.
    """
    known = sorted(set(names))
    drawers: list[list[str]] = [[] for _ in range(len(known) // _IN_ONE + 1)]
    for name in known:
        drawers[crc32(name.encode()) % len(drawers)].append(name)
    bodies = [b"".join(name.encode() + _END for name in drawer) for drawer in drawers]
    starts = accumulate(map(len, bodies), initial=0)
    *firsts, _ = accumulate(map(len, drawers), initial=0)
    order = [name for drawer in drawers for name in drawer]
    return order, [b"".join(bodies), written_numbers(starts), written_numbers(firsts)]


def read_rows(names: bytes, starts: bytes, firsts: bytes) -> Rows:
    """Rows from the parts that :func:`write_rows` gives."""
    return Rows(names, numbers_of(starts), numbers_of(firsts))
