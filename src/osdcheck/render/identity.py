"""What ``osdcheck identify`` prints: which licenses stand in a file, and where."""

from __future__ import annotations

from typing import Any

from osdcheck.core.identity import Identity, identity_values
from osdcheck.core.report import Source
from osdcheck.render.known import INCOMPLETE, match_words
from osdcheck.render.words import source_title, visible

SCHEMA = "osdcheck-identity/1"


def identity_dict(source: Source, identity: Identity) -> dict[str, Any]:
    """One file as JSON values, in the shape ``osdcheck-identity/1``."""
    return {
        "schema": SCHEMA,
        "source": {"name": source.name, "sha256": source.sha256, "characters": source.characters},
        "license": identity_values(identity),
    }


def identity_text(source: Source, identity: Identity) -> str:
    """One file as lines: its expression, and each match with its characters."""
    head = f"{source_title(source.name)}: {visible(identity.expression or 'no known license')}\n"
    lines = "".join(
        f"  {visible(match.id)}: {match_words(match)}; characters {match.start} to {match.end}\n"
        for match in identity.matches
    )
    return head + lines + ("" if identity.complete else f"  {INCOMPLETE}\n")
