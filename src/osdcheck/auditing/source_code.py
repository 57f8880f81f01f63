"""Whether source code is in a repository (OSD 2), told by the names of its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from osdcheck.auditing.roles import is_source, rules, suffix_of
from osdcheck.core.audit import SourceCode

_SHOWN = 3


def find_source(paths: Iterable[str]) -> SourceCode:
    """``present`` with a source file, ``absent`` with weights or binaries and none, else ``unclear``.

    >>> find_source(["model.safetensors", "LICENSE"]).verdict
    'absent'
    """
    counts: Counter[str] = Counter()
    shown: dict[str, list[str]] = {}
    table = rules()
    for path in paths:
        suffix = suffix_of(path.rsplit("/", 1)[-1])
        if is_source(path):
            sort = "source files"
        elif suffix in table.weights:
            sort = "files of model weights"
        elif suffix in table.binary:
            sort = "binaries"
        elif suffix in table.data:
            sort = "files of data"
        else:
            continue
        counts[sort] += 1
        names = shown.setdefault(sort, [])
        if len(names) < _SHOWN:
            names.append(path)
    evidence = tuple(
        f"{sort}: {count} ({', '.join(shown[sort])}{', ...' if count > _SHOWN else ''})"
        for sort, count in counts.most_common()
    )
    if counts["source files"]:
        return SourceCode("present", evidence)
    if counts["files of model weights"] or counts["binaries"]:
        return SourceCode("absent", ("no source files", *evidence))
    return SourceCode("unclear", evidence or ("no source files, weights or binaries",))
