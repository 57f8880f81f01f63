"""What the edits of a copy do: which findings they bring, alter or take away."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from osdcheck.core.finding import Finding
from osdcheck.core.identity import Change
from osdcheck.core.report import Report
from osdcheck.identity.known import articles, quantity
from osdcheck.recognition.edits import Edit

MOST_CHANGES = 60
_QUOTED = 160
_LONGEST = 2000
_WORD = re.compile(r"[^\W\d_]+")
_CLOSING = frozenset('.;!?)”"’')

Signature = tuple[object, ...]


@dataclass(slots=True)
class _Effects:
    added: list[Finding] = field(default_factory=list)
    removed: list[Finding] = field(default_factory=list)
    touched: list[Finding] = field(default_factory=list)


def signature(finding: Finding) -> Signature:
    """What makes two findings the same in two texts: kind, clauses and slots, not the words."""
    details, limit = finding.details, finding.details.threshold
    threshold = limit and (limit.number, limit.unit, limit.comparator, limit.currency, limit.period)
    slots = (details.purpose, details.party, details.territory, details.grants)
    return (finding.kind, finding.clauses, threshold, *slots)


def changes_of(
    edits: Sequence[Edit], report: Report, bases: Mapping[str, Report], original: str
) -> tuple[Change, ...]:
    """The edits as changes, each substantive where it adds, alters or removes a finding.

    ``report``: findings of the copy; ``bases``: reports of the known texts by id.
    """
    here = Counter(signature(one) for one in report.findings)
    there = Counter(signature(one) for base in bases.values() for one in base.findings)
    surplus, deficit = here - there, there - here
    effects = [_Effects() for _ in edits]
    touched = _touched(report.findings)
    touched_before = {key: _touched(base.findings) for key, base in bases.items()}
    for edit, effect in zip(edits, effects, strict=True):
        found = touched(edit.start, edit.end)
        lost = touched_before[edit.known.record.id](edit.base_start, edit.base_end)
        effect.added += _taken(found, surplus)
        effect.removed += _taken(lost, deficit)
        effect.touched += [one for one in found if one not in effect.added and _alters(edit, one, original)]
    if edits and len(bases) == 1:
        _leave(edits, effects, _rest(report.findings, surplus), here=True)
        _leave(edits, effects, _rest(next(iter(bases.values())).findings, deficit), here=False)
    changes = [_change(edit, effect, original) for edit, effect in zip(edits, effects, strict=True)]
    return _most_telling(changes)


def _alters(edit: Edit, finding: Finding, original: str) -> bool:
    """Whether an edit inside a finding changes what it says, though it is a finding of the same sort.

    The same number in words does not; another number does, and a word that turns a sentence around
    ("without" for "with"); in a restriction every other word but articles and names.
    """
    if edit.restated:
        return False
    if edit.number or edit.turns:
        return True
    return finding.effect == "restriction" and _rewords(
        edit.known.text[edit.base_start : edit.base_end], original[edit.start : edit.end]
    )


def _rewords(before: str, after: str) -> bool:
    """Whether a word differs that is no article and, in small letters, no name."""
    old, new = set(_WORD.findall(before)), set(_WORD.findall(after))
    folded = {word.lower() for word in old} ^ {word.lower() for word in new}
    return any(word.islower() and word in folded and word not in articles() for word in old | new)


def _touched(findings: Sequence[Finding]) -> Callable[[int, int], list[Finding]]:
    """Which findings a range touches, in their order; a long file has thousands of both."""
    placed = sorted(
        (one.start, one.end, at)
        for at, one in enumerate(findings)
        if one.start is not None and one.end is not None
    )
    starts = [start for start, _, _ in placed]
    longest = max((end - start for start, end, _ in placed), default=0)

    def touched(start: int, end: int) -> list[Finding]:
        near = placed[bisect_left(starts, start - longest) : bisect_left(starts, max(end, start + 1))]
        return [findings[at] for at in sorted(at for _, ends, at in near if start < ends)]

    return touched


def _taken(findings: Sequence[Finding], counts: Counter[Signature]) -> list[Finding]:
    """Those of the findings that still count, taken off the counts."""
    taken = []
    for finding in findings:
        key = signature(finding)
        if counts[key] > 0:
            counts[key] -= 1
            taken.append(finding)
    return taken


def _rest(findings: Sequence[Finding], counts: Counter[Signature]) -> list[Finding]:
    """Findings that no edit touches: the last ones of each sort, which the earlier ones were matched with."""
    return _taken(tuple(reversed(findings)), counts)[::-1]


def _leave(
    edits: Sequence[Edit], effects: Sequence[_Effects], findings: Sequence[Finding], *, here: bool
) -> None:
    """Give each finding to the edit that is nearest, and one that has no words to the gravest edit."""
    for finding in findings:
        place = finding.start
        if place is None:
            at = max(range(len(edits)), key=lambda one: _weight(edits[one], effects[one]))
        elif here:
            at = min(range(len(edits)), key=lambda one: abs(edits[one].start - place))
        else:
            at = min(range(len(edits)), key=lambda one: abs(edits[one].base_start - place))
        (effects[at].added if here else effects[at].removed).append(finding)


def _weight(edit: Edit, effect: _Effects) -> tuple[int, int]:
    grants = sum(one.effect == "grant" for one in effect.removed)
    return grants, edit.out_end - edit.out + edit.put_end - edit.put


def _change(edit: Edit, effect: _Effects, original: str) -> Change:
    before = " ".join(edit.known.text[edit.base_start : edit.base_end].split())[:_LONGEST]
    end = edit.end
    while edit.put < edit.put_end and end < len(original) and original[end] in _CLOSING:
        end += 1
    after = " ".join(original[edit.start : end].split())[:_LONGEST]
    concerned = [*effect.added, *effect.touched]
    clauses = sorted({number for one in (*concerned, *effect.removed) for number in one.clauses})
    return Change(
        base=edit.known.record.id,
        change=_said(edit, before, after),
        effect="substantive" if concerned or effect.removed or _is_quantity(edit, before) else "cosmetic",
        start=edit.start,
        end=end,
        findings=tuple(one.id for one in concerned),
        removed=tuple(dict.fromkeys(one.kind for one in effect.removed)),
        before=before,
        after=after,
        clauses=tuple(clauses),
    )


def _is_quantity(edit: Edit, before: str) -> bool:
    """Whether another amount is stated: a limit counts also where no finding names it."""
    return edit.number and quantity().search(before) is not None


def _said(edit: Edit, before: str, after: str) -> str:
    times = f" ({edit.times} times)" if edit.times > 1 else ""
    if edit.mark:
        return f"punctuation: “{before}” stands as “{after}”"
    if edit.restated and before and after:
        return f"the same number written otherwise: “{_cut(before)}” became “{_cut(after)}”{times}"
    if edit.number:
        return f"number changed: “{_cut(before)}” became “{_cut(after)}”{times}"
    if edit.is_addition:
        return f"added: “{_cut(after)}”{times}"
    if edit.put == edit.put_end:
        return f"left out: “{_cut(before)}”{times}"
    return f"“{_cut(before)}” became “{_cut(after)}”{times}"


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTED else text[:_QUOTED].rsplit(" ", 1)[0] + " …"


def _most_telling(changes: Sequence[Change]) -> tuple[Change, ...]:
    """All changes, or of very many the substantive ones first; in the order of the text."""
    if len(changes) <= MOST_CHANGES:
        return tuple(changes)
    ranked = sorted(range(len(changes)), key=lambda at: (changes[at].effect != "substantive", at))
    return tuple(changes[at] for at in sorted(ranked[:MOST_CHANGES]))
