"""The door to model releases: a source in, a report with every definition out."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import get_args

from osdcheck.core.release import DefinitionResult, ModelReport, Release, ReleaseClass
from osdcheck.core.report import Overall
from osdcheck.errors import DataError
from osdcheck.evidence.claims import weigh_claims
from osdcheck.releases.derivatives import inherit
from osdcheck.releases.headline import headline
from osdcheck.releases.mof import mof_result
from osdcheck.releases.reading import read_source
from osdcheck.releases.statements import weigh_statements
from osdcheck.releases.views import view
from osdcheck.tables.releases import Definition, load_definitions

OSAID, TAXONOMY, G7 = "osaid-1.0", "haimes-2024", "g7-2026"
_CLASSES: frozenset[ReleaseClass] = frozenset(get_args(ReleaseClass))


def check_model(source: str | os.PathLike[str], *, strict: bool = False) -> ModelReport:
    """What a model release is, with the reasons: open source, shared weights or closed source.

    ``source``: path of a checkout in Hugging Face style, of ``release.toml`` or its folder, of a
    Model Openness Tool or Open Source AI Index YAML, of a GGUF or safetensors file. ``strict``
    counts what is unknown as not met. Raises :class:`~osdcheck.errors.InputError` (one of its
    subclasses) for a source that cannot be read. Definitions: OSAID 1.0, the taxonomy of 2024, the
    G7 vision of 2026, the Model Openness Framework, Article 53(2) of the EU AI Act.
    """
    return conclude(read_source(source), strict=strict)


def conclude(read: Release, *, strict: bool = False) -> ModelReport:
    """The verdicts on a release that has been read."""
    release, inherited = inherit(read)
    results = _results(release, strict=strict)
    osaid, taxonomy = results[OSAID], results[TAXONOMY]
    release_class = _class(taxonomy.level)
    possible = tuple(_class(one) for one in taxonomy.level_range if one != "none") or (release_class,)
    mof = mof_result(release)
    claims = weigh_claims(release.claims, _overall(release_class, osaid))
    findings = (*inherited, *release.remarks)
    return ModelReport(
        name=release.name,
        release=replace(release, claims=claims),
        release_class=release_class,
        release_class_range=possible,
        open_release=None if release_class == "unknown" else release_class != "closed-source",
        osaid=osaid,
        g7=results[G7],
        mof=mof,
        definitions=tuple(results.values()),
        components=release.components,
        claims=claims,
        sources=weigh_statements(release, release_class, possible, osaid, mof),
        findings=findings,
        open_questions=_questions(taxonomy, possible),
        headline=headline(release, release_class, possible, osaid, claims, findings),
        strict=strict,
    )


def _results(release: Release, *, strict: bool) -> dict[str, DefinitionResult]:
    """Every definition; those that refer to another come after it."""
    results: dict[str, DefinitionResult] = {}
    waiting = list(load_definitions())
    while waiting:
        ready = [one for one in waiting if _needs(one) <= set(results)]
        if not ready:
            raise DataError("definitions", waiting[0].id, "definitions that refer to each other in a circle")
        for one in ready:
            results[one.id] = view(release, one, results, strict=strict)
        waiting = [one for one in waiting if one not in ready]
    return results


def _needs(definition: Definition) -> set[str]:
    return {one.definition for one in definition.requirements if one.definition is not None}


def _class(level: str | None) -> ReleaseClass:
    return level if level in _CLASSES else "unknown"


def _overall(release_class: ReleaseClass, osaid: DefinitionResult) -> Overall:
    """What a claim to be open source is measured against."""
    if release_class == "open-source":
        return "open"
    return "not-open" if osaid.verdict == "not-met" or release_class == "closed-source" else "review"


def _questions(taxonomy: DefinitionResult, possible: tuple[ReleaseClass, ...]) -> tuple[str, ...]:
    """What would settle the class; nothing where it is settled."""
    if len(possible) < 2:
        return ()
    return tuple(dict.fromkeys(question for one in taxonomy.requirements for question in one.questions))
