"""One sentence that says what changes for somebody who goes from the first license to the second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from osdcheck.core.comparison import Difference, SlotChange
from osdcheck.core.finding import Threshold
from osdcheck.core.report import Overall, Report

_MISSING = "missing-grant"
_MOST = 4
"""How many rights and duties a sentence names of one sort before it counts the rest."""
_COMPARATORS = {">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most "}
_STATES: dict[Overall, str] = {
    "open": "is open source",
    "not-open": "is not open source",
    "review": "needs review",
}
_OF_SLOT = {"purpose": "purpose", "party": "persons meant by", "territory": "territory"}


def summarize(a: Report, b: Report, found: Sequence[Difference], *, names: Mapping[str, str]) -> str:
    """The differences in one sentence, restrictions with their clauses first.

    ``names``: what a kind is called, by id; an id that is missing stands for itself.
    """
    if a.source.sha256 == b.source.sha256:
        return "A and B are the same text."
    within = [one for one in found if one.findings[0].effect == "restriction"]
    beyond = [one for one in found if one.findings[0].effect != "restriction"]
    withheld = {grant for one in within for item in one.findings for grant in item.details.grants or ()}
    beyond = [one for one in beyond if one.kind not in withheld]
    deeds = [*_grants(within, names), *_restrictions(within, names)]
    aside = _beyond(beyond, names)
    parts = [_listed(deeds)] if deeds else []
    if aside:
        parts.append(f"beyond the Open Source Definition it {_listed(aside)}")
    if not deeds and aside:
        parts = [f"B restricts the same as A; {parts[0]}"]
    elif deeds:
        parts[0] = f"B {parts[0]}"
    return f"{_lead(a, b)}{'; '.join(parts) or _nothing(found)}."


def _lead(a: Report, b: Report) -> str:
    if a.overall == b.overall:
        return ""
    if {a.overall, b.overall} == {"open", "not-open"}:
        short = "is" if b.overall == "open" else "is not"
        return f"A {_STATES[a.overall]}, B {short}: "
    return f"A {_STATES[a.overall]}, B {_STATES[b.overall]}: "


def _nothing(found: Sequence[Difference]) -> str:
    if any(one.details.weight == "wording" for one in found):
        return "B says the same as A in other words"
    if found:
        return "B says the same as A; names, versions or dates differ"
    return "A and B differ in no restriction, duty or right that was found"


def _grants(found: Sequence[Difference], names: Mapping[str, str]) -> list[str]:
    deeds = []
    for change, verb in (("added", "withholds"), ("removed", "gives")):
        missing = [one for one in found if one.kind == _MISSING and one.change == change]
        grants = dict.fromkeys(grant for one in missing for item in one.findings for grant in _ids(item))
        if grants:
            said = _listed([f"the {_name(names, grant)}" for grant in grants])
            deeds.append(f"{verb} {said}{_clauses(missing)}")
    return deeds


def _ids(finding: object) -> tuple[str, ...]:
    return getattr(getattr(finding, "details", None), "grants", None) or ()


def _restrictions(found: Sequence[Difference], names: Mapping[str, str]) -> list[str]:
    groups: dict[str, list[Difference]] = {}
    for one in sorted(found, key=lambda one: (_numbers([one]) or [11], one.kind)):
        if one.kind != _MISSING and one.details.weight in ("substantive", "wording"):
            groups.setdefault(one.kind, []).append(one)
    added, dropped, reworded, changed = [], [], [], []
    for kind, every in groups.items():
        group = [one for one in every if one.details.weight == "substantive"]
        name, clauses = _name(names, kind), _clauses(every)
        if not group:
            reworded.append(f"the {name}{clauses}")
            continue
        only = {one.change for one in group if not one.details.further}
        if only == {"added"}:
            added.append(f"{_article(name)} {name}{clauses}")
        elif only == {"removed"}:
            dropped.append(f"the {name}{clauses}")
        else:
            changed.append(f"{_change(group, name)}{clauses}")
    deeds = [f"adds {_listed(added)}"] if added else []
    deeds += [f"drops {_listed(dropped)}"] if dropped else []
    return deeds + changed + ([f"rewords {_listed(reworded)}"] if reworded else [])


def _change(group: Sequence[Difference], name: str) -> str:
    inner = next((one for one in group if one.change == "changed"), None)
    if inner is None:
        sorts = {one.change for one in group}
        verb = "extends" if sorts == {"added"} else "cuts back" if sorts == {"removed"} else "redraws"
        return f"{verb} the {name}"
    limits = [one.details.threshold for one in inner.findings]
    slots = {slot.slot: slot for slot in inner.details.slots}
    if limits[0] and limits[1] and any(slot.startswith("threshold.") for slot in slots):
        return f"moves the {name} from {_limit(limits[0])} to {_limit(limits[1])}"
    if "exception" in slots:
        return f"{_exception(slots['exception'])} the {name}"
    changed = next((word for slot, word in _OF_SLOT.items() if slot in slots), None)
    return f"changes the {changed} of the {name}" if changed else f"changes the {name}"


def _exception(slot: SlotChange) -> str:
    if slot.a is None:
        return "adds an exception to"
    return "drops the exception from" if slot.b is None else "changes the exception to"


def _limit(limit: Threshold) -> str:
    comparator = _COMPARATORS.get(limit.comparator or "", "")
    currency = f"{limit.currency} " if limit.currency else ""
    return f"{comparator}{currency}{_number(limit.number)}"


def _number(number: int | float) -> str:
    for size, word in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if number >= size and number % (size / 10) == 0:
            return f"{number / size:g} {word}"
    return f"{number:,}"


def _beyond(found: Sequence[Difference], names: Mapping[str, str]) -> list[str]:
    new = [one for one in found if one.details.weight == "substantive" and not one.details.further]
    deeds = []
    for change, verb, article in (
        ("added", "adds", ""),
        ("removed", "drops", "the "),
        ("changed", "changes", "the "),
    ):
        kinds = dict.fromkeys(one.kind for one in new if one.change == change)
        said = [_name(names, kind) for kind in kinds]
        said = [f"{article or _article(name) + ' '}{name}" for name in said]
        if len(said) > _MOST + 1:
            said = [*said[:_MOST], f"{len(said) - _MOST} more"]
        if said:
            deeds.append(f"{verb} {_listed(said)}")
    return deeds


def _name(names: Mapping[str, str], kind: str) -> str:
    return names.get(kind, kind.replace("-", " "))


def _article(name: str) -> str:
    return "an" if name[:1] in "aeiou" and not name.startswith("use") else "a"


def _numbers(found: Iterable[Difference]) -> list[int]:
    return sorted({number for one in found for item in one.findings for number in item.clauses})


def _clauses(found: Iterable[Difference]) -> str:
    numbers = ", ".join(map(str, _numbers(found)))
    return f" ({numbers})" if numbers else ""


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
