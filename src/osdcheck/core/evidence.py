"""What a repository or a release says of itself: declared licenses, card fields, claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ClaimScope = Literal["whole", "part"]
ClaimStance = Literal["asserted", "negated", "plan", "question", "other-project", "mention"]
ClaimVerdict = Literal["supported", "contradicted", "unsupported"]


@dataclass(frozen=True, slots=True)
class Declared:
    """A license that a metadata file names.

    ``field``: where in the file's own terms (``"project.license"``, ``"SPDX-License-Identifier"``);
    ``expression``: the value as written, an SPDX expression or a name; fields that name a file
    (``"project.license-files"``) carry the file name. ``line_start`` counts from 1 (0 for a binary
    header); ``quote``: the words of the file around the value.
    """

    path: str
    field: str
    expression: str
    line_start: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that speaks of open source, free software or OSI approval.

    ``start`` and ``end``: half-open range of the sentence in characters of the original text;
    ``quote``: those characters; ``form``: the words that make it ("open source", "badge: ...");
    ``scope``: whether it is about the whole project or a part of it; ``stance``: what the sentence
    does with the words. Only ``"asserted"`` is a claim about the project itself. ``verdict`` is
    ``None`` until the claim is weighed, and stays so for every other stance. ``certain``: whether the
    words tie it to the project: they name it, or speak of themselves ("we", "this project"), or stand in
    a text whose project is known. A claim that is not certain is never contradicted.
    """

    path: str
    line_start: int
    line_end: int
    start: int
    end: int
    quote: str
    form: str
    scope: ClaimScope
    stance: ClaimStance
    verdict: ClaimVerdict | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """Front matter of a Hugging Face model or dataset card.

    Every field holds the words of the card, empty when absent. ``license``: the license tags (one,
    rarely more); ``base_model``: the models it was made from; ``base_model_relation``:
    ``"finetune"``, ``"adapter"``, ``"merge"``, ``"quantized"`` or what the card says;
    ``extra_gated``: the ``extra_gated_*`` fields as name and value, nested ones by their keys;
    ``lines``: line of each top-level field, from 1.
    """

    path: str
    license: tuple[str, ...] = ()
    license_name: str | None = None
    license_link: str | None = None
    base_model: tuple[str, ...] = ()
    base_model_relation: str | None = None
    extra_gated: tuple[tuple[str, str], ...] = ()
    datasets: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    pipeline_tag: str | None = None
    language: tuple[str, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()

    def line_of(self, field: str) -> int:
        """Line of a top-level field in the card, from 1; 0 when the card has no such field."""
        return dict(self.lines).get(field, 0)
