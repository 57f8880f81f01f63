"""The report in one sentence: what the release calls itself, what speaks against it, what it is."""

from __future__ import annotations

from collections.abc import Sequence

from osdcheck.core.evidence import Claim
from osdcheck.core.release import DefinitionResult, Release, ReleaseClass, ReleaseFinding
from osdcheck.releases.derivatives import WEIGHTS
from osdcheck.releases.words import class_words, is_plural, listed, sentence
from osdcheck.tables.releases import part

_MOST_QUESTIONS = 3
_WATCHED = ("datasets", "data-information", "training-code", "data-preprocessing-code", "inference-code")


def headline(
    release: Release,
    release_class: ReleaseClass,
    possible: Sequence[ReleaseClass],
    osaid: DefinitionResult,
    claims: Sequence[Claim],
    findings: Sequence[ReleaseFinding],
) -> str:
    """One sentence that ends with the class, or with the range that is left open."""
    parts = _claimed(claims)
    if osaid.verdict == "met":
        parts.append("data information, code and weights are released under open terms")
    else:
        parts += [*_weights(release, findings), *_missing(release, osaid)]
    return sentence(f"{'; '.join(parts)}: {_class(release_class, possible)}")


def _class(release_class: ReleaseClass, possible: Sequence[ReleaseClass]) -> str:
    others = [one for one in possible if one != release_class]
    if release_class == "unknown":
        return listed([class_words(one) for one in possible], last="or")
    if not others:
        return class_words(release_class)
    return f"{class_words(release_class)}, or {listed([class_words(one) for one in others], last='or')}"


def _claimed(claims: Sequence[Claim]) -> list[str]:
    asserted = [one for one in claims if one.stance == "asserted" and one.scope == "whole"]
    return ["calls itself open source"] if asserted else []


def _weights(release: Release, findings: Sequence[ReleaseFinding]) -> list[str]:
    weights = release.component(WEIGHTS)
    if weights.presence == "no":
        return ["the weights are not released"]
    if weights.access == "api-only":
        return ["the weights can be used through an interface only"]
    terms = weights.terms
    said = ["nothing says whether the weights are released"] if weights.presence == "unknown" else []
    if terms.verdict == "not-open":
        said.append(f"the license of the weights ({terms.license}) {terms.reason}")
    elif weights.presence in {"yes", "partial"} and terms.license is None:
        said.append("no license is named for the weights")
    elif weights.presence == "unknown":
        return said
    elif terms.verdict in {"review", "unknown"} and terms.license is not None:
        said.append(f"the license of the weights ({terms.license}) {terms.reason or 'is not known'}")
    elif terms.verdict == "open":
        said.append(f"the weights are under {terms.license}")
    said += [
        "its base model's terms are not known"
        for one in findings
        if one.kind == "unknown-base" and terms.verdict == "open"
    ]
    return said


def _missing(release: Release, osaid: DefinitionResult) -> list[str]:
    gone = [name for name in _WATCHED if release.component(name).presence == "no"]
    if "datasets" in gone and "data-information" in gone:
        gone.remove("data-information")
    if release.component("data-information").presence == "yes":
        gone = [name for name in gone if name != "datasets"]
    said = []
    if gone:
        phrases = [part(name).phrase for name in gone]
        verb = "are" if len(phrases) > 1 or is_plural(phrases[0]) else "is"
        said.append(f"{listed(phrases)} {verb} not released")
    if osaid.verdict == "unknown":
        questions = list(dict.fromkeys(question for one in osaid.requirements for question in one.questions))
        more = [f"{len(questions) - _MOST_QUESTIONS} more"] if len(questions) > _MOST_QUESTIONS else []
        said.append(f"open: {listed([*questions[:_MOST_QUESTIONS], *more])}")
    return said
