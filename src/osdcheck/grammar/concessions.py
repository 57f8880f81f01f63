"""What makes no difference: "even if ...", "regardless of ..." take nothing back from a ban."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match, shows

CONCEDE = "CONCEDE"
"""Terminal of the lexicon that opens a concession; no grammar knows it."""
_CONCEDES = frozenset({CONCEDE})
_CONTRASTS = frozenset({"CONTRAST"})
_SECRET = ("FEATURE", "confidential/duty")
_ALL = ("FIELD", "any")
_HEADS = frozenset({"PERMIT", "FORBID", "OBLIGE"})
_ENDS = frozenset({"STOP", "PROVISO", "CONTRAST"})


def read_concessions(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Drops what a concession to a ban holds: "may not be sold, even if it was changed" has no condition.

    One that stands in front ends with its clause, one behind the head with the sentence or where the next
    clause says who may or must. Elsewhere "even if it was changed" is a condition as any other, for it
    tells that it may be changed.
    """
    if shows(found, _CONTRASTS):
        found = _read_but(found)
    if not shows(found, _CONCEDES):
        return found
    kept: list[Match] = []
    head = ""
    conceding = False
    for index, match in enumerate(found):
        if match.terminal == CONCEDE:
            conceding = (head or _next_head(found, index)) == "FORBID"
            if not conceding and match.value == "if":
                kept.append(match._replace(terminal="IF"))
            continue
        conceding = conceding and not _closes(words, found, index, small, headed=bool(head))
        if not conceding:
            if match.terminal in _HEADS:
                denied = match.terminal == "PERMIT" and bool(kept) and kept[-1].terminal == "NO"
                head = "FORBID" if denied else match.terminal
            elif match.terminal == "STOP":
                head = ""
            kept.append(match)
    return kept


def _read_but(found: list[Match]) -> list[Match]:
    """Reads "any purpose but trade" as what is excepted from all, "but keep it to yourself" as a duty."""
    return [
        _but(match, found[at - 1 : at], found[at + 1 : at + 2]) if match.terminal == "CONTRAST" else match
        for at, match in enumerate(found)
    ]


def _but(match: Match, before: list[Match], behind: list[Match]) -> Match:
    if behind and behind[0][:2] == _SECRET:
        return match._replace(terminal="OBLIGE", value="active")
    if before and before[0][:2] == _ALL and before[0].last == match.first:
        return match._replace(terminal="EXCEPT", value="except")
    return match


def _next_head(found: list[Match], index: int) -> str:
    """The head behind the comma that ends a concession in front."""
    behind = found[index:]
    ends = next((at for at, match in enumerate(behind) if match.terminal == "COMMA"), len(behind))
    return next((match.terminal for match in behind[ends:] if match.terminal in _HEADS), "")


def _closes(
    words: tuple[str, ...], found: list[Match], index: int, small: FunctionWords, *, headed: bool
) -> bool:
    match = found[index]
    if match.terminal in _ENDS:
        return True
    if match.terminal != "COMMA":
        return False
    following = [one.terminal for one in found[index + 1 : index + 3]]
    goes_on = any(word in small.coordinators for word in words[match.last : match.last + 1])
    return not headed or (goes_on and following[:1] == ["BEARER"] and following[-1] in _HEADS)
