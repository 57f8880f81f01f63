"""YAML of strangers: plain values with the lines of their keys, no aliases to blow up, no deep nesting."""

from __future__ import annotations

from typing import Any

from osdcheck.errors import MetadataError

MOST_NODES = 200_000
MOST_DEPTH = 60
LIMIT = 5_000_000
"""Longest YAML text that is read, in characters."""
_HINT = "Correct the YAML, or leave the file out"


def load_yaml(text: str, path: str) -> tuple[Any, dict[str, int]]:
    """Value of the first YAML document, and the line (from 1) of each top-level key.

    Aliases are refused when they would multiply the values beyond 200,000 nodes. Raises
    :class:`~osdcheck.errors.MetadataError` for what is no YAML, for more than 60 levels and for
    more than 5,000,000 characters.
    """
    import yaml

    if len(text) > LIMIT:
        raise MetadataError(path, f"more than {LIMIT:,} characters of YAML", _HINT)
    try:
        _refuse_depth(text, path)
        loader = yaml.SafeLoader(text)
        try:
            node = loader.get_node() if loader.check_node() else None
            if node is None:
                return None, {}
            _count(node, path)
            value = loader.construct_document(node)
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OverflowError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise MetadataError(path, f"not readable as YAML ({reason})", _HINT) from error
    lines: dict[str, int] = {}
    if isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            lines.setdefault(str(key.value), key.start_mark.line + 1)
    return value, lines


def _refuse_depth(text: str, path: str) -> None:
    """Walk the events before anything is built: the composer recurses, the event stream does not."""
    import yaml

    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH:
            raise MetadataError(path, f"YAML nested deeper than {MOST_DEPTH} levels", _HINT)
        if number > 4 * MOST_NODES:
            raise MetadataError(path, f"more than {MOST_NODES:,} YAML values", _HINT)


def _count(node: Any, path: str) -> None:
    """Refuse documents whose aliases stand for more than :data:`MOST_NODES` values, or for themselves."""
    sizes: dict[int, int] = {}
    open_nodes: set[int] = set()

    def size(current: Any) -> int:
        key = id(current)
        if key in sizes:
            return sizes[key]
        if key in open_nodes:
            raise MetadataError(path, "a YAML value that contains itself", _HINT)
        open_nodes.add(key)
        total = 1
        if not isinstance(current.value, str):
            for child in current.value:
                parts = child if isinstance(child, tuple) else (child,)
                total += sum(size(part) for part in parts)
        open_nodes.discard(key)
        sizes[key] = total
        if total > MOST_NODES:
            raise MetadataError(path, f"more than {MOST_NODES:,} YAML values with its aliases", _HINT)
        return total

    size(node)
