"""YAML of strangers in one pass over its events: no recursion, no growth, a fifth of the library's time.

PyYAML's events are as fast as its C parser; what it builds of them in Python is not. Only the types that
an SPDX document has are told apart: true, false, null and whole numbers. Dates, decimal numbers and words
such as ``no`` stay the strings they are written as.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from osdcheck.errors import InvalidSbom

MOST_GROWTH = 2_000_000
"""Values that the aliases of a document may stand for, beyond those written out."""

_CORRECT = "Correct the file, or write it again with the tool that made it"
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}
_TAGS = re.compile(r"tag:yaml\.org,2002:(str|int|bool|null|map|seq|timestamp|float)")
_MERGE = "<<"


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been read: ``size`` counts its values, aliases written out."""

    value: dict[Any, Any] | list[Any]
    anchor: str | None
    size: int = 1
    key: Any = None
    keyed: bool = False


@dataclass(slots=True)
class _Builder:
    source: str
    deepest: int
    root: list[Any] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    grown: int = 0

    def open(self, value: dict[Any, Any] | list[Any], anchor: str | None) -> None:
        if len(self.stack) >= self.deepest:
            raise InvalidSbom(self.source, f"YAML nested deeper than {self.deepest} levels", _CORRECT)
        self.stack.append(_Open(value, anchor))

    def close(self) -> None:
        done = self.stack.pop()
        if isinstance(done.value, dict) and _MERGE in done.value:
            done.value = self._merged(done.value)
        self.put(done.value, done.anchor, done.size)

    def put(self, value: Any, anchor: str | None, size: int) -> None:
        """Add a value to the innermost open collection."""
        if anchor is not None:
            self.anchors[anchor] = value, size
        if not self.stack:
            self.root.append(value)
            return
        inner = self.stack[-1]
        inner.size += size
        if isinstance(inner.value, list):
            inner.value.append(value)
        elif inner.keyed:
            inner.value[inner.key] = value
            inner.keyed = False
        elif isinstance(value, dict | list):
            raise InvalidSbom(self.source, "a YAML key that is no text", _CORRECT)
        else:
            inner.key, inner.keyed = value, True

    def alias(self, name: str) -> None:
        if any(one.anchor == name for one in self.stack):
            raise InvalidSbom(self.source, "a YAML value that contains itself", _CORRECT)
        if name not in self.anchors:
            raise InvalidSbom(self.source, f"a YAML alias *{name} of nothing", _CORRECT)
        value, size = self.anchors[name]
        self.grown += size
        if self.grown > MOST_GROWTH:
            problem = f"YAML aliases that stand for more than {MOST_GROWTH:,} values"
            raise InvalidSbom(self.source, problem, "Write the document without aliases")
        self.put(value, None, size)

    def _merged(self, value: dict[Any, Any]) -> dict[Any, Any]:
        found = value.pop(_MERGE)
        merged: dict[Any, Any] = {}
        for part in reversed(found if isinstance(found, list) else [found]):
            if not isinstance(part, dict):
                raise InvalidSbom(self.source, "a YAML merge of what has no fields", _CORRECT)
            merged.update(part)
        return {**merged, **value}


def load_yaml(text: str, source: str, *, deepest: int) -> Any:
    """Values of a YAML document of at most ``deepest`` levels.

    Raises :class:`~osdcheck.errors.InvalidSbom` for what is no YAML, for deep nesting, for types of
    other languages and for aliases that stand for more than :data:`MOST_GROWTH` values.
    """
    import yaml

    builder = _Builder(source, deepest)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            match event:
                case yaml.ScalarEvent():
                    builder.put(_scalar(event, source), event.anchor, 1)
                case yaml.CollectionStartEvent():
                    _refuse_tag(event.tag, source)
                    empty: dict[Any, Any] | list[Any] = (
                        {} if isinstance(event, yaml.MappingStartEvent) else []
                    )
                    builder.open(empty, event.anchor)
                case yaml.CollectionEndEvent():
                    builder.close()
                case yaml.AliasEvent():
                    builder.alias(event.anchor or "")
                case _:
                    pass
    except (yaml.YAMLError, ValueError) as error:
        said = str(error).strip().splitlines()
        reason = said[0][:200] if said else type(error).__name__
        raise InvalidSbom(source, f"not readable as YAML ({reason})", _CORRECT) from error
    if len(builder.root) != 1:
        raise InvalidSbom(
            source, f"{len(builder.root)} YAML documents in one file", "Give each a file of its own"
        )
    return builder.root[0]


def _scalar(event: Any, source: str) -> Any:
    value: str = event.value
    if event.tag is not None:
        _refuse_tag(event.tag, source)
        return value
    if not event.implicit[0]:
        return value
    if value in _WORDS:
        return _WORDS[value]
    return int(value) if _INTEGER.fullmatch(value) else value


def _refuse_tag(tag: str | None, source: str) -> None:
    if tag not in {None, "!"} and not _TAGS.fullmatch(str(tag)):
        raise InvalidSbom(source, f"a YAML value of the type {tag}", "Write the document with plain values")
