"""A release under a definition: three-valued requirements over components, levels over requirements.

``met``, ``not-met`` and ``unknown`` are combined as Kleene did: a conjunction is as good as its worst
part, a disjunction as its best. Nothing here knows a definition or a component by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from osdcheck.core.release import (
    Component,
    DefinitionResult,
    Evidence,
    Release,
    RequirementResult,
    RequirementVerdict,
)
from osdcheck.releases.words import access_words, is_plural, listed, sentence
from osdcheck.tables.releases import Definition, Level, Requirement, load_mof, part

_ORDER: dict[RequirementVerdict, int] = {"not-met": 0, "unknown": 1, "met": 2}


@dataclass(frozen=True, slots=True)
class _Answer:
    """Verdict on one part with the words for it; ``question`` what would settle an unknown."""

    verdict: RequirementVerdict
    reason: str
    evidence: tuple[Evidence, ...] = ()
    question: str = ""


def worst(verdicts: Sequence[RequirementVerdict]) -> RequirementVerdict:
    """Conjunction; ``met`` for none."""
    return min(verdicts, key=_ORDER.__getitem__, default="met")


def best(verdicts: Sequence[RequirementVerdict]) -> RequirementVerdict:
    """Disjunction; ``not-met`` for none."""
    return max(verdicts, key=_ORDER.__getitem__, default="not-met")


def view(
    release: Release, definition: Definition, others: Mapping[str, DefinitionResult], *, strict: bool
) -> DefinitionResult:
    """The release under a definition; ``others`` holds the results of definitions it refers to.

    ``strict`` counts what is unknown as not met.
    """
    results = tuple(_requirement(release, one, others) for one in definition.requirements)
    if strict:
        results = tuple(map(_strict, definition.requirements, results))
    verdict = worst([one.verdict for one in results])
    if not definition.levels:
        return DefinitionResult(definition.id, definition.name, verdict, results, reason=_overall(results))
    by_id = {one.id: one for one in results}
    verdicts = {level.id: worst([by_id[need].verdict for need in level.needs]) for level in definition.levels}
    reached = next((level for level in definition.levels if verdicts[level.id] == "met"), None)
    possible = _possible(definition.levels, verdicts)
    return DefinitionResult(
        definition.id,
        definition.name,
        "met" if reached else best(list(verdicts.values())),
        results,
        level=reached.id if reached else None,
        level_range=possible,
        reason=_level_reason(definition.levels, reached, by_id),
    )


def _strict(requirement: Requirement, result: RequirementResult) -> RequirementResult:
    if result.verdict != "unknown":
        return result
    # What is not known to be there counts as absent, which is what such a requirement asks for.
    verdict: RequirementVerdict = "met" if requirement.absent else "not-met"
    return replace(result, verdict=verdict, reason=f"{result.reason} Counted as absent.", questions=())


def _possible(levels: Sequence[Level], verdicts: Mapping[str, RequirementVerdict]) -> tuple[str, ...]:
    possible: list[str] = []
    for level in levels:
        if verdicts[level.id] != "not-met":
            possible.insert(0, level.id)
        if verdicts[level.id] == "met":
            return tuple(possible)
    return ("none", *possible)


def _overall(results: Sequence[RequirementResult]) -> str:
    return " ".join(one.reason for one in results if one.verdict != "met") or "All requirements are met."


def _level_reason(
    levels: Sequence[Level], reached: Level | None, results: Mapping[str, RequirementResult]
) -> str:
    """Why it is this level and not the one above it."""
    place = levels.index(reached) if reached is not None else len(levels)
    above = levels[place - 1] if place else None
    reasons = [f"{reached.name}."] if reached is not None else ["No level is reached."]
    if above is not None:
        for need in above.needs:
            if results[need].verdict != "met" and results[need].reason not in reasons:
                reasons.append(results[need].reason)
    return " ".join(reasons)


def _requirement(
    release: Release, requirement: Requirement, others: Mapping[str, DefinitionResult]
) -> RequirementResult:
    if requirement.definition is not None:
        return _by_definition(requirement, others[requirement.definition])
    if requirement.absent:
        answers = [_withheld(release.component(name), requirement) for name in requirement.absent]
        return _all(requirement, answers)
    if requirement.every:
        return _all(requirement, [_part(release.component(name), requirement) for name in requirement.every])
    return _any(release, requirement)


def _by_definition(requirement: Requirement, other: DefinitionResult) -> RequirementResult:
    questions = tuple(question for one in other.requirements for question in one.questions)
    missing = [one.name for one in other.requirements if one.verdict != "met"]
    reason = (
        f"The {other.name} is met."
        if not missing
        else f"The {other.name} {'is not met' if other.verdict == 'not-met' else 'may be met'};"
        f" it wants: {listed(missing)}."
    )
    return RequirementResult(requirement.id, requirement.name, other.verdict, reason, (), questions)


def _all(requirement: Requirement, answers: Sequence[_Answer]) -> RequirementResult:
    verdict = worst([one.verdict for one in answers])
    told = [one for one in answers if one.verdict == verdict]
    return _result(requirement, verdict, told)


def _any(release: Release, requirement: Requirement) -> RequirementResult:
    names = requirement.some
    if requirement.extra_fact is not None and requirement.extra_fact in release.facts:
        names = (*names, *requirement.extra)
    answers = [_part(release.component(name), requirement) for name in names]
    verdict = best([one.verdict for one in answers])
    told = [one for one in answers if one.verdict == verdict]
    # Of a part that is there more can be said than that nothing is known.
    told = [one for one in told if one.evidence] or told
    there = [name for name in requirement.perhaps if release.component(name).presence in {"yes", "partial"}]
    if verdict == "unknown" and there:
        phrases = listed([part(name).phrase for name in there])
        told = [
            _Answer(
                verdict,
                f"{told[0].reason.rstrip('.')}; {phrases} may do in its place, which a person has to see",
                told[0].evidence,
                f"whether {phrases} {'does' if len(there) == 1 else 'do'} for: {requirement.name}",
            )
        ]
    return _result(requirement, verdict, told[:1] if verdict == "met" else told)


def _result(
    requirement: Requirement, verdict: RequirementVerdict, answers: Sequence[_Answer]
) -> RequirementResult:
    reasons = list(dict.fromkeys(sentence(one.reason) for one in answers))
    return RequirementResult(
        requirement.id,
        requirement.name,
        verdict,
        " ".join(reasons),
        tuple(dict.fromkeys(evidence for one in answers for evidence in one.evidence)),
        tuple(dict.fromkeys(one.question for one in answers if one.question)) if verdict == "unknown" else (),
    )


def _part(component: Component, requirement: Requirement) -> _Answer:
    """One part against presence, access and terms; the first that is worst gives the words."""
    answers = [_presence(component, requirement)]
    if component.presence in {"yes", "partial"}:
        answers += [_access(component, requirement), _terms(component, requirement)]
    elif component.presence == "unknown" and component.terms.verdict == "not-open":
        # Wherever the part is, terms that are known to fail decide.
        answers.append(_terms(component, requirement))
    verdict = worst([one.verdict for one in answers])
    told = [one for one in answers if one.verdict == verdict]
    reason = "; ".join(one.reason for one in told if one.reason)
    question = "; ".join(one.question for one in told if one.question)
    evidence = tuple(item for one in told for item in one.evidence)
    return _Answer(verdict, reason, evidence, question)


def _withheld(component: Component, requirement: Requirement) -> _Answer:
    answer = _presence(component, requirement)
    if component.presence in {"yes", "partial"} and requirement.access is not None:
        access = _access(component, requirement)
        if access.verdict != "met":
            flipped: RequirementVerdict = "met" if access.verdict == "not-met" else "unknown"
            return _Answer(flipped, access.reason, access.evidence, access.question)
    verdicts: dict[RequirementVerdict, RequirementVerdict] = {"met": "not-met", "not-met": "met"}
    return replace(answer, verdict=verdicts.get(answer.verdict, "unknown"))


def _presence(component: Component, requirement: Requirement) -> _Answer:
    phrase = part(component.id).phrase
    verb = "are" if is_plural(phrase) else "is"
    match component.presence:
        case "yes":
            return _Answer("met", f"{phrase} {verb} released", component.evidence)
        case "no":
            return _Answer("not-met", f"{phrase} {verb} not released", component.evidence)
        case "partial":
            question = f"whether the part of {phrase} that is released is enough"
            return _Answer(
                requirement.partial,
                f"{phrase} {verb} released in part",
                component.evidence,
                question if requirement.partial == "unknown" else "",
            )
        case "unknown":
            return _Answer(
                "unknown", f"nothing says whether {phrase} {verb} released", (), f"where {phrase} {verb}"
            )


def _access(component: Component, requirement: Requirement) -> _Answer:
    policy, access = requirement.access, component.access
    if policy is None:
        return _Answer("met", "")
    phrase = part(component.id).phrase
    found = tuple(one for one in component.evidence if one.fact == "access")
    if access is None:
        return _Answer("unknown", f"nothing says how one gets {phrase}", found, f"how one gets {phrase}")
    words = f"{phrase} {access_words(access, is_plural(phrase))}"
    if access in policy.met:
        return _Answer("met", words if access != "public" else "", found)
    if access in policy.unknown:
        return _Answer("unknown", words, found, f"who gets {phrase}")
    return _Answer("not-met", words, found)


def _terms(component: Component, requirement: Requirement) -> _Answer:
    if requirement.terms == "any":
        return _Answer("met", "")
    phrase, terms = part(component.id).phrase, component.terms
    where = f"the license of {phrase}"
    if terms.license is None:
        return _Answer("unknown", f"no license is named for {phrase}", terms.evidence, f"{where}")
    named = f"{where} ({terms.license})"
    match terms.verdict:
        case "not-open":
            return _Answer("not-met", f"{named} {terms.reason or 'is not open'}", terms.evidence)
        case "review" | "unknown":
            if requirement.terms == "open-content" and terms.id in load_mof().content_ids:
                return _Answer("met", f"under {terms.license}", terms.evidence)
            reason = terms.reason or "could not be judged"
            return _Answer("unknown", f"{named} {reason}", terms.evidence, named)
        case "open":
            if requirement.terms == "osi-approved" and not terms.osi_approved:
                return _Answer(
                    "unknown",
                    f"{named} passes the ten clauses, but no approval by the OSI is known",
                    terms.evidence,
                    f"whether the OSI would approve {terms.license}",
                )
            return _Answer("met", f"under {terms.license}", terms.evidence)
