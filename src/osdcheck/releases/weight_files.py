"""A GGUF or safetensors file on its own: its header is all that is read."""

from __future__ import annotations

from pathlib import Path

from osdcheck.core.release import BaseModel, Component, Evidence, Release, Terms
from osdcheck.errors import UnreadableInput
from osdcheck.evidence.weights import gguf_fields, safetensors_fields
from osdcheck.releases.assemble import complete
from osdcheck.releases.terms import terms_of_name

HEAD = 16_000_000
"""Bytes read of a weights file: GGUF keeps its strings in front, safetensors its whole header."""
_LICENSE_KEYS = ("general.license", "license", "general.license.name", "license_name")


def read_weights(path: Path) -> Release:
    """Release of which only the weights are known.

    Raises :class:`~osdcheck.errors.MetadataError` for a file that is not of its format and
    :class:`~osdcheck.errors.UnreadableInput` for one that cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(HEAD)
    except OSError as error:
        raise UnreadableInput(str(path), f"cannot be read ({error.strerror})", "Check its rights") from error
    source = path.name
    read = gguf_fields if path.suffix.lower() == ".gguf" else safetensors_fields
    fields = read(source, data)
    key = next((one for one in _LICENSE_KEYS if fields.get(one, "").strip()), None)
    terms = Terms()
    if key is not None:
        evidence = Evidence("license", source, field=key, quote=fields[key].strip())
        terms = terms_of_name(fields[key].strip(), evidence=(evidence,))
    here = Evidence("presence", source, note="the file itself")
    weights = Component("model-parameters-final", "yes", "public", terms, (here,))
    return Release(
        name=fields.get("general.name", "").strip() or path.stem,
        kind="weights",
        source=source,
        components=complete({weights.id: weights}),
        producer=fields.get("general.organization") or None,
        base_models=tuple(
            BaseModel(value, evidence=(Evidence("license", source, field=name, quote=value),))
            for name, value in fields.items()
            if name.startswith("general.base_model.") and name.endswith(".name") and value.strip()
        ),
    )
