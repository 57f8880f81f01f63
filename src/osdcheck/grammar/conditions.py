"""What has to be so, in unknown words: "if you are nice", "when it rains"."""

from __future__ import annotations

from osdcheck.grammar.adjuncts import WHEN
from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match
from osdcheck.grammar.persons import BOUNDS, CONDITION, of_another, tells, unknown


def provided(words: tuple[str, ...], found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """What a condition says of persons, where no word of it is known."""
    if words[found[index].first - 1 : found[index].first] == ("even",):
        return []
    inside = []
    for later in found[index + 1 :]:
        if later.terminal in BOUNDS:
            break
        inside.append(later)
    end = found[index + 1 + len(inside)].first if index + 1 + len(inside) < len(found) else len(words)
    known = [one for one in inside if one.terminal != "PREP"]
    if words[found[index].first] in small.timing and not _personal(words, known, small):
        return _timed(words, known, range(found[index].last, end), small)
    if not known or any(one.terminal != "BEARER" for one in known):
        return []
    first = known[0].last
    if words[first - 1] in small.holders:
        return []
    told = [at for at in range(first, end) if tells(words[at], small) and words[at] not in small.helping]
    if not told or words[told[0]] in small.coming:
        return []
    if words[told[0]] in small.having and not of_another(words, found, told[0], small):
        return []
    return unknown(words, CONDITION, told[0], told[0] + 1)


def _personal(words: tuple[str, ...], known: list[Match], small: FunctionWords) -> bool:
    """Whether a clause is about what somebody is or does."""
    return any(one.terminal == "BEARER" and words[one.first] not in small.owners for one in known)


def _timed(words: tuple[str, ...], known: list[Match], span: range, small: FunctionWords) -> list[Match]:
    """The time at which something else happens that no phrase knows: "when it rains", "after sunset"."""
    if any(words[one.first] != "it" for one in known):
        return []
    told = [at for at in span if tells(words[at], small) and words[at] not in small.helping | {"it"}]
    doing = told and words[told[0]].endswith(("ing", "ed"))
    if not told or doing or words[told[0]] in small.at_need | small.coming | small.endless:
        return []
    return unknown(words, WHEN, told[0], told[0] + 1)
