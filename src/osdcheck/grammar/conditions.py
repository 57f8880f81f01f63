"""What has to be so, in unknown words: "if you are nice", "when it rains"."""

from __future__ import annotations

from itertools import takewhile

from osdcheck.grammar.adjuncts import WHEN
from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import Match
from osdcheck.grammar.persons import BOUNDS, CONDITION, of_another, tells, unknown

_TOLD = 2
"""Words of a condition on the world at least."""
_IT = frozenset({"it"})


def provided(
    words: tuple[str, ...],
    found: list[Match],
    index: int,
    small: FunctionWords,
    water: frozenset[int],
) -> list[Match]:
    """What a condition says of persons or of the world, where no word of it is known."""
    if words[found[index].first - 1 : found[index].first] == ("even",):
        return []
    inside = list(takewhile(lambda one: one.terminal not in BOUNDS, found[index + 1 :]))
    behind = found[index + 1 + len(inside) :]
    clause = range(found[index].last, behind[0].first if behind else len(words))
    known = [one for one in inside if one.terminal != "PREP"]
    timed = words[found[index].first] in small.timing
    owning = small.owners if timed else frozenset[str]()
    if any(one.terminal == "BEARER" and words[one.first] not in owning for one in known):
        return _personal(words, found, known, clause, small)
    if found[index].terminal == "EXCEPT" or words[found[index].first] in small.relatives:
        return []
    if not water.isdisjoint(clause) or not small.stipulations.isdisjoint(words[clause.start : clause.stop]):
        # "subject to those restrictions"
        return []
    if any(words[one.first] != "it" for one in known):
        return []
    return _happening(words, found[index], clause, small)


def _personal(
    words: tuple[str, ...], found: list[Match], known: list[Match], clause: range, small: FunctionWords
) -> list[Match]:
    """What somebody has to be or to have done: "if you are nice"."""
    if any(one.terminal != "BEARER" for one in known) or words[known[0].last - 1] in small.holders:
        return []
    told = [
        at
        for at in range(known[0].last, clause.stop)
        if tells(words[at], small) and words[at] not in small.helping
    ]
    if not told or words[told[0]] in small.coming:
        return []
    if words[told[0]] in small.having and not of_another(words, found, told[0], small):
        return []
    return unknown(words, CONDITION, told[0], told[0] + 1)


def _happening(words: tuple[str, ...], opens: Match, clause: range, small: FunctionWords) -> list[Match]:
    """What has to happen that no phrase knows: "when it rains", "after sunset", "if the sun shines"."""
    helping = joined(small.helping, _IT)
    told = [at for at in clause if tells(words[at], small) and words[at] not in helping]
    doing = told and words[told[0]].endswith(("ing", "ed"))
    if not told or doing or words[told[0]] in joined(small.at_need, small.coming, small.endless):
        return []
    if words[opens.first] in small.timing or not small.calendar.isdisjoint(words[at] for at in told):
        return unknown(words, WHEN, told[0], told[0] + 1)
    if len(told) < _TOLD or "it" in words[clause.start : clause.stop]:
        # "if need be", "if it helps"
        return []
    return unknown(words, CONDITION, told[0], told[0] + 1)
