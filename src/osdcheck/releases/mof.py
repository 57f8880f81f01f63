"""The class of the Model Openness Framework, by the rules of its own tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from osdcheck.core.release import Component, MofClass, MofResult, Release
from osdcheck.tables.releases import MofRules, MofStep, load_mof

_Status = Literal["included", "unlicensed", "invalid", "missing"]


def mof_result(release: Release) -> MofResult:
    """Class, progress and what stands in its way.

    Rules of lfai/model_openness_tool (``ModelEvaluator``, 2026): a required component counts when it is
    there under a license whose id is open, letter for letter; classes are cumulative, and the
    progress of a class is 0 while the one before it is not complete; a research paper takes the
    place of a technical report that does not count. What is not known to be there is missing.
    """
    rules = load_mof()
    status = {one.id: _status(one, rules) for one in release.components}
    progress: dict[MofClass, float] = {step.id: 0.0 for step in rules.steps}
    reached: MofClass = "none"
    for number, step in enumerate(rules.steps, 1):
        progress[step.id] = _progress(rules.steps[:number], status, rules)
        if progress[step.id] < 100:
            break
        reached = step.id
    required = [name for step in rules.steps for name in step.required]
    replaced = {name for name, by in rules.substitutes if status[by] != "missing"}
    return MofResult(
        reached,
        tuple((name, progress[name]) for name in ("I", "II", "III")),
        tuple(name for name in required if status[name] == "missing" and name not in replaced),
        tuple(name for name in required if status[name] == "unlicensed"),
        tuple(name for name in required if status[name] == "invalid"),
    )


def _status(component: Component, rules: MofRules) -> _Status:
    # A part of a component, or its use from afar, is not the component.
    if component.presence != "yes" or component.access == "api-only":
        return "missing"
    if component.terms.license is None:
        return "unlicensed"
    return "included" if component.terms.id in rules.open_ids else "invalid"


def _progress(steps: Sequence[MofStep], status: Mapping[str, _Status], rules: MofRules) -> float:
    """Percent of the last of ``steps``; all before it are complete."""
    required = [name for step in steps for name in step.required]
    counted = {name for name in required if status[name] == "included"}
    total = len(required)
    for name, by in rules.substitutes:
        if name in required and name not in counted and status[by] == "included":
            if by in required:
                # Both would be counted once more: the class asks for one component less.
                total -= 1
            else:
                counted.add(by)
    return min(100.0, len(counted) / total * 100)
