"""One sentence that says what changes for somebody who goes from the first license to the second."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from osdcheck.comparison.changes import Rules
from osdcheck.comparison.contained import INSIDE, entries_of, place_of_list
from osdcheck.comparison.quoting import change_of, passage, quoted
from osdcheck.core.comparison import Difference, Passage
from osdcheck.core.finding import Finding
from osdcheck.core.report import Overall, Report

_MISSING = "missing-grant"
_MOST = 4
"""How many rights and duties a sentence names of one sort before it counts the rest."""
_MOST_DATES = 2
_STATES: dict[Overall, str] = {
    "open": "is open source",
    "not-open": "is not open source",
    "review": "needs review",
}
_POLICY = "use-policy"
_ADDRESS = re.compile(r"https?://[^\s)>\]\"'”’]*[\w/]")
_VERBS = ("adds", "drops", "extends", "cuts back", "redraws", "rewords")


def summarize(
    a: Report,
    b: Report,
    found: Sequence[Difference],
    *,
    names: Mapping[str, str],
    rules: Rules,
    passages: Sequence[Passage] = (),
) -> str:
    """The differences in one sentence, restrictions with their clauses first.

    ``passages``: other words that differ, told when there is nothing else to tell; ``names``: what a
    kind is called, by id; an id that is missing stands for itself.
    """
    if a.source.sha256 == b.source.sha256:
        return "A and B are the same text."
    empty = [letter for letter, report in (("A", a), ("B", b)) if not report.findings]
    if empty:
        said = " and ".join(empty)
        return f"Nothing was found in {said} that a license says, so there is nothing to compare."
    within = [one for one in found if one.findings[0].effect == "restriction"]
    beyond = [one for one in found if one.findings[0].effect != "restriction"]
    withheld = {grant for one in within for item in one.findings for grant in item.details.grants or ()}
    beyond = [one for one in beyond if one.kind not in withheld]
    told, lists = _lists(within, names, rules.contained)
    rest = [one for one in within if one.kind not in told]
    deeds = [*_grants(a, b, rest, names), *_restrictions(rest, names, rules), *lists]
    aside = _beyond(beyond, names, rules)
    parts = [_listed(deeds)] if deeds else []
    dated = _dated(passages, rules) if deeds or aside else []
    if aside:
        parts.append(f"beyond the Open Source Definition it {_listed(aside)}")
    if not deeds and aside:
        parts = [f"B restricts the same as A; {parts[0]}"]
    elif deeds:
        parts[0] = f"B {parts[0]}"
    said = "; ".join([*parts, *dated]) or _nothing(found, passages, rules)
    return f"{_lead(a, b)}{said}{_policies_elsewhere(found)}{_taken_in(a, b)}."


def _lists(
    found: Sequence[Difference], names: Mapping[str, str], contents: Mapping[str, AbstractSet[str]]
) -> tuple[set[str], list[str]]:
    """What is said of lists that one license contains and the other refers to, and the kinds meant."""
    told: set[str] = set()
    deeds = []
    for one in found:
        place = place_of_list(one)
        if place is None:
            continue
        kinds = entries_of(one, found, contents)
        told |= {one.kind, *kinds}
        named = f"{_name(names, one.kind)}{_clauses([one])}"
        entries = [
            f"{_article(its)} {its}{_clauses(of for of in found if of.kind == kind)}"
            for kind, its in ((kind, _name(names, kind)) for kind in kinds)
        ]
        said = f", with {_listed(entries)}" if entries else ""
        if place.b == INSIDE:
            deeds.append(f"puts its {named} into the text{said}, where A only refers to one")
        else:
            deeds.append(f"only refers to its {named}, where A puts one into the text{said}")
    return told, deeds


def _policies_elsewhere(found: Sequence[Difference]) -> str:
    """That policies at an address were not compared, where they differ or only one license takes one in."""
    for one in found:
        if one.kind != _POLICY or (one.change != "changed" and one.details.further):
            continue
        place = place_of_list(one)
        if place is not None or one.change != "changed":
            there = "A" if one.change == "removed" or (place is not None and place.a != INSIDE) else "B"
            return f", and what the use policy of {there} says is not compared"
        places = [set(_ADDRESS.findall(side.quote or "")) for side in one.findings]
        if not places[0] & places[1] and (any(places) or one.details.weight == "substantive"):
            return ", and each takes in a use policy of its own, which is not compared"
    return ""


def _taken_in(a: Report, b: Report) -> str:
    """Other licenses whose terms a text makes its own by naming them, and that were compared as such."""
    said = [
        f"{letter} takes in {_listed(report.incorporated)}, which is compared as a part of it"
        for letter, report in (("A", a), ("B", b))
        if report.incorporated
    ]
    return f" ({'; '.join(said)})" if said else ""


def _lead(a: Report, b: Report) -> str:
    if a.overall == b.overall:
        return ""
    if {a.overall, b.overall} == {"open", "not-open"}:
        short = "is" if b.overall == "open" else "is not"
        return f"A {_STATES[a.overall]}, B {short}: "
    return f"A {_STATES[a.overall]}, B {_STATES[b.overall]}: "


def _nothing(found: Sequence[Difference], passages: Sequence[Passage], rules: Rules) -> str:
    count = len(passages)
    others = {0: "", 1: ", but in one other passage"}.get(count, f", but in {count} other passages")
    if any(one.details.weight == "cosmetic" for one in found):
        return f"B says the same as A; names, versions or dates differ{others and ', and other passages'}"
    dated = _dated(passages, rules)
    if (said := passage(passages, rules.joints)) is not None:
        others = f", but in one other passage, where B {said}"
    elif dated:
        others += f"; {'; '.join(dated)}"
    return f"A and B differ in no restriction, duty or right that was found{others}"


def _dated(passages: Sequence[Passage], rules: Rules) -> list[str]:
    """The dates that are terms and differ where no finding tells of them, the first few, each once."""
    told = []
    for one in passages:
        sides = (rules.spelling.dates(f"{one.before} {side} {one.after}") for side in (one.a, one.b))
        if len(set(sides)) > 1 and (said := passage([one], rules.joints)) is not None:
            told.append(f"it {said}")
    return list(dict.fromkeys(told))[:_MOST_DATES]


def _grants(a: Report, b: Report, found: Sequence[Difference], names: Mapping[str, str]) -> list[str]:
    """Rights that only one of the two withholds; one that both do may stand in different findings."""
    missing_a, missing_b = (_withheld(report.findings) for report in (a, b))
    deeds = []
    for change, verb, missing, kept in (
        ("added", "withholds", missing_b, missing_a),
        ("removed", "gives", missing_a, missing_b),
    ):
        grants = [grant for grant in missing if grant not in kept]
        said = [one for one in found if one.kind == _MISSING and one.change == change]
        if grants:
            deeds.append(
                f"{verb} {_listed([f'the {_name(names, grant)}' for grant in grants])}{_clauses(said)}"
            )
    return deeds


def _withheld(findings: Sequence[Finding]) -> tuple[str, ...]:
    missing = (one for one in findings if one.kind == _MISSING)
    return tuple(dict.fromkeys(grant for one in missing for grant in one.details.grants or ()))


def _restrictions(found: Sequence[Difference], names: Mapping[str, str], rules: Rules) -> list[str]:
    groups: dict[str, list[Difference]] = {}
    for one in sorted(found, key=lambda one: (_numbers([one]) or [11], one.kind)):
        if one.kind != _MISSING and one.details.weight in ("substantive", "wording"):
            groups.setdefault(one.kind, []).append(one)
    for kind in _retold(groups, rules):
        found = [one for one in found if one.kind != kind]
        del groups[kind]
    verbs: dict[str, list[str]] = {verb: [] for verb in _VERBS}
    changed: list[str] = []
    swaps: dict[tuple[str, str], list[str]] = {}
    for kind, every in groups.items():
        group = [one for one in every if one.details.weight == "substantive"]
        name, clauses = _name(names, kind), _clauses(every)
        only = {one.change for one in group if not one.details.further}
        if only == {"added"}:
            verbs["adds"].append(f"{_article(name)} {name}{clauses}")
        elif not _told_apart(every[0], found) and (swap := quoted(every, rules.joints)):
            swaps.setdefault(swap, []).append(f"{name}{clauses}")
        elif verb := _whole_change(group, only):
            verbs[verb].append(f"the {name}{clauses}")
        else:
            changed.append(f"{change_of(group, name)}{clauses}")
    said = {verb: f"{verb} {_listed(things)}" for verb, things in verbs.items() if things}
    last = [said.pop("rewords")] if "rewords" in said else []
    return [*said.values(), *_swapped(swaps), *changed, *last]


def _swapped(swaps: Mapping[tuple[str, str], Sequence[str]]) -> list[str]:
    """What words do to statements, each change once however many statements it is in."""
    return [
        f"{before} {_listed([names[0], *(f'the {name}' for name in names[1:])])}{behind}"
        for (before, behind), names in swaps.items()
    ]


def _retold(groups: Mapping[str, Sequence[Difference]], rules: Rules) -> list[str]:
    """Kinds that only some words more make of a statement that both have, where it is told by these words.

    "... as a service that competes with ours" narrows a ban on services, and adds no ban on competing. A kind
    that bears on a clause that the statement does not bear on is told.
    """
    told = [
        group[0]
        for group in groups.values()
        if group[0].details.weight == "wording" and quoted(group, rules.joints)
    ]
    return [
        kind
        for kind, group in groups.items()
        if all(any(_is_part(one, whole) for whole in told if whole.kind != kind) for one in group)
    ]


def _is_part(one: Difference, whole: Difference) -> bool:
    """Whether a statement of one license stands in the words of one that both have, on the same clauses."""
    if one.change == "changed" or one.details.further or whole.a is None or whole.b is None:
        return False
    side = whole.b if one.change == "added" else whole.a
    part = one.findings[0]
    within = all(set(part.clauses) <= set(both.clauses) for both in (whole.a, whole.b))
    return within and (part.start, part.end) == (side.start, side.end)


def _told_apart(one: Difference, found: Sequence[Difference]) -> bool:
    """Whether other words of a statement may be a statement of their own, which only one license has."""
    if one.details.weight != "wording":
        return False
    places = ((one.a and one.a.start, "removed"), (one.b and one.b.start, "added"))
    return any(
        other.change == change and not other.details.further and other.findings[0].start == start
        for start, change in places
        for other in found
    )


def _whole_change(group: Sequence[Difference], only: AbstractSet[str]) -> str | None:
    """Verb for what happens to a restriction as a whole; ``None`` where one of its statements changed."""
    if not group:
        return "rewords"
    if only == {"removed"}:
        return "drops"
    sorts = {one.change for one in group}
    if "changed" in sorts:
        return None
    return "extends" if sorts == {"added"} else "cuts back" if sorts == {"removed"} else "redraws"


def _beyond(found: Sequence[Difference], names: Mapping[str, str], rules: Rules) -> list[str]:
    kinds: dict[str, list[Difference]] = {}
    rank = {kind: place for place, kind in enumerate(rules.rank)}
    for one in sorted(found, key=lambda one: (rank.get(one.kind, len(rank)), one.kind)):
        if one.details.weight in ("substantive", "wording"):
            kinds.setdefault(one.kind, []).append(one)
    swaps: dict[tuple[str, str], list[str]] = {}
    excepted: list[str] = []
    told: set[str] = set()
    for kind, group in kinds.items():
        if swap := quoted(group, rules.joints):
            swaps.setdefault(swap, []).append(_name(names, kind))
        elif _excepts(group):
            excepted.append(change_of(group, _name(names, kind)))
        else:
            continue
        told.add(kind)
    verbs = {kind: _verb(group) for kind, group in kinds.items() if kind not in told}
    deeds = []
    for verb in ("adds", "drops", "extends", "cuts back", "changes", "rewords"):
        kept = [_name(names, kind) for kind, its in verbs.items() if its == verb]
        said = [f"{_article(name) if verb == 'adds' else 'the'} {name}" for name in kept]
        if len(said) > _MOST + 1:
            said = [*said[:_MOST], f"{len(said) - _MOST} more"]
        if said:
            deeds.append(f"{verb} {_listed(said)}")
    return [*deeds, *_swapped(swaps), *excepted]


def _excepts(group: Sequence[Difference]) -> bool:
    """Whether all that happens to a duty is that it gets or loses an exception."""
    return len(group) == 1 and [slot.slot for slot in group[0].details.slots] == ["exception"]


def _verb(group: Sequence[Difference]) -> str:
    """What happens to a right or duty.

    Where both have statements of it that the other lacks, they are mostly one duty told in other sentences,
    and a list of differences shows them. Whether other words mean the same, nobody but a person can tell.
    """
    group = [one for one in group if one.details.weight == "substantive"]
    sorts = {one.change for one in group}
    if "changed" in sorts:
        return "changes"
    if len(sorts) != 1:
        return "rewords"
    further = all(one.details.further for one in group)
    if "added" in sorts:
        return "extends" if further else "adds"
    return "cuts back" if further else "drops"


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
