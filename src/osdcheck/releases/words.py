"""Phrases that reasons, questions and headlines of model releases are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osdcheck.core.release import Access, ReleaseClass
from osdcheck.tables.releases import load_release_words

_ACCESS: dict[Access, tuple[str, str]] = {
    "public": ("is public", "are public"),
    "gated-auto": ("can be had after a registration", "can be had after a registration"),
    "gated-manual": ("is handed out on approval", "are handed out on approval"),
    "on-request": ("is handed out on request", "are handed out on request"),
    "api-only": ("can be used through an interface only", "can be used through an interface only"),
}
_CLASSES: dict[ReleaseClass, str] = {
    "open-source": "Open Source",
    "shared-weights": "Shared Weights",
    "closed-source": "Closed Source",
    "unknown": "Unknown",
}


def access_words(access: Access, plural: bool) -> str:
    """What a way of access means for whoever wants the part."""
    return _ACCESS[access][plural]


def class_words(name: ReleaseClass) -> str:
    """A class as it is written in prose."""
    return _CLASSES[name]


def listed(items: Sequence[str], *, last: str = "and") -> str:
    """``"a, b and c"``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def clause_list(clauses: Iterable[int]) -> str:
    """``"OSD 5 and 6"``."""
    return f"OSD {listed([str(number) for number in clauses])}"


def is_plural(phrase: str) -> bool:
    """Whether a phrase of the components table takes a plural verb."""
    return phrase.split()[-1] in load_release_words().plurals


def sentence(text: str) -> str:
    """The text with a capital at the front and a full stop at the end."""
    text = text.strip()
    return text if not text else f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
