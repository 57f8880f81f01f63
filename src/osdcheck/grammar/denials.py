"""Denials said in a roundabout way: to nobody, not without leave, only if somebody agrees."""

from __future__ import annotations

from itertools import pairwise

from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match, shows
from osdcheck.grammar.readings import HEADS

_DESCRIBES = frozenset({"DESCRIBE"})
_NOS = frozenset({"NO"})
_FORBIDS = frozenset({"FORBID"})
_PROVISOS = frozenset({"PROVISO"})
_TOWARD = frozenset({("PREP", "by"), ("PREP", "to")})
_FEATURES = frozenset({"FEATURE"})


def read_denials(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Reads "nor to ..." behind "it is not forbidden to ..." as what is not forbidden either.

    What the licensor "does not agree to" is refused; a licensee who does not agree gets no license.
    """
    if shows(found, _FEATURES):
        found = [_as_refusal(found, index) for index in range(len(found))]
    if shows(found, _NOS):
        found = _by_nobody(words, found, small)
    if shows(found, _FORBIDS):
        found = _without_leave(words, found)
    if shows(found, _PROVISOS):
        found = _by_consent(words, found, small)
    if not shows(found, _DESCRIBES):
        return found
    result: list[Match] = []
    unbound = False
    for match in found:
        if match.terminal == "FORBID" and unbound and words[match.first] in small.further_denials:
            match = match._replace(terminal="DESCRIBE", value="unbound")
        if match.terminal == "DESCRIBE":
            unbound = match.value == "unbound"
        elif match.terminal in HEADS:
            unbound = False
        result.append(match)
    return result


def _without_leave(words: tuple[str, ...], found: list[Match]) -> list[Match]:
    """Reads "shall not" before "be allowed to", or "do not" before "have the right to", as one ban."""
    merged = {
        match
        for before, match in pairwise(found)
        if (before.terminal, before.value, before.last) == ("FORBID", "active", match.first)
        and (match.terminal, match.value) == ("PERMIT", "active")
        # who is "no longer authorized" lost his rights by what he did
        and words[before.last - 1] != "longer"
    }
    return [match for match in found if match not in merged]


def _by_consent(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Reads "only if we agree" as "only with our consent"."""
    for at in range(len(found) - 1):
        proviso, who = found[at : at + 2]
        if proviso.terminal != "PROVISO" or words[proviso.first] not in small.solely:
            continue
        if who[:2] != ("BEARER", "licensor") or who.first != proviso.last:
            continue
        told = next((at for at in range(who.last, len(words)) if words[at] not in small.before_agreed), 0)
        if told and words[told] in small.agreed:
            only = Match("ONLY", "only", proviso.first, proviso.last)
            leave = Match("FEATURE", "consent", who.first, told + 1)
            return [*found[:at], only, leave, *(one for one in found[at + 2 :] if one.first > told)]
    return found


def _by_nobody(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Reads "may be changed by nobody", or "given to nobody", as a ban."""
    for at in range(2, len(found)):
        before, match = found[at - 1 : at + 1]
        if match.terminal != "NO" or before[:2] not in _TOWARD or words[match.first] not in small.nobody:
            continue
        head = next((place for place in range(at - 2, -1, -1) if found[place].terminal in HEADS), None)
        if head is not None and found[head].terminal == "PERMIT":
            ban = found[head]._replace(terminal="FORBID", value="active")
            return [*found[:head], ban, *found[head + 1 : at - 1], *found[at + 1 :]]
    return found


def _as_refusal(found: list[Match], index: int) -> Match:
    match = found[index]
    if index and (match.terminal, match.value) == ("FEATURE", "disagree"):
        before = found[index - 1]
        if (before.terminal, before.value) == ("BEARER", "licensor") and before.last == match.first:
            return match._replace(terminal="FORBID", value="denial")
    return match
