"""Hugging Face model and dataset cards: the YAML front matter that says how a release is licensed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from osdcheck.core.evidence import Card
from osdcheck.errors import MetadataError
from osdcheck.evidence.yamlsafe import load_yaml

_FENCE = re.compile(r"(?:\ufeff)?---[ \t]*\r?\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.M)
_TELLING = frozenset(
    {
        "license", "license_name", "license_link", "base_model", "base_model_relation", "datasets",
        "tags", "pipeline_tag", "language", "library_name", "task_categories", "dataset_info",
        "model-index", "configs", "licenses", "inference", "widget", "metrics", "model_name",
    }
)  # fmt: skip


def front_matter(text: str) -> tuple[str, int] | None:
    """YAML between the ``---`` fences a text begins with, and how many lines stand before it."""
    first = _FENCE.match(text)
    if first is None:
        return None
    last = _END.search(text, first.end())
    if last is None:
        return None
    return text[first.end() : last.start()], text.count("\n", 0, first.end())


def read_card(text: str, path: str) -> Card | None:
    """Card whose front matter the text begins with; ``None`` when it has none that speaks of a release.

    Fields as documented for the Hugging Face Hub (``license: other`` comes with ``license_name`` and
    ``license_link``). Raises :class:`~osdcheck.errors.MetadataError` for front matter that is not
    YAML.

    >>> read_card("---\\nlicense: other\\nlicense_name: llama3\\n---\\n# Llama", "README.md").license_name
    'llama3'
    """
    found = front_matter(text)
    if found is None:
        return None
    source, before = found
    if not any(re.search(rf"^{re.escape(name)}\s*:", source, re.M) for name in _TELLING) and (
        "extra_gated_" not in source
    ):
        return None
    value, lines = load_yaml(source, path)
    if not isinstance(value, dict):
        raise MetadataError(path, "front matter that is no YAML mapping", "Write fields as `name: value`")
    fields = {str(key): content for key, content in value.items()}
    return Card(
        path=path,
        license=_texts(fields.get("license", fields.get("licenses"))),
        license_name=_text(fields.get("license_name")),
        license_link=_text(fields.get("license_link")),
        base_model=_texts(fields.get("base_model")),
        base_model_relation=_text(fields.get("base_model_relation")),
        extra_gated=tuple(
            pair
            for name, content in fields.items()
            if name.startswith("extra_gated_")
            for pair in _flat(name, content)
        ),
        datasets=_texts(fields.get("datasets")),
        tags=_texts(fields.get("tags")),
        pipeline_tag=_text(fields.get("pipeline_tag")),
        language=_texts(fields.get("language", fields.get("languages"))),
        lines=tuple((name, line + before) for name, line in lines.items()),
    )


def _text(value: Any) -> str | None:
    texts = _texts(value)
    return texts[0] if texts else None


def _texts(value: Any) -> tuple[str, ...]:
    if value is None or isinstance(value, dict):
        return ()
    if isinstance(value, list | tuple):
        return tuple(text for item in value for text in _texts(item))
    text = str(value).strip()
    return (text,) if text else ()


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, content in value.items():
            yield from _flat(f"{name}.{key}", content)
    elif isinstance(value, list):
        for content in value:
            yield from _flat(name, content)
    elif value is not None:
        yield name, str(value).strip()
