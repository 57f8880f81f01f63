"""What makes no difference: "even if ...", "regardless of ...", "whether or not ..." take nothing back."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match

CONCEDE = "CONCEDE"
"""Terminal of the lexicon that opens a concession; no grammar knows it."""
_HEADS = frozenset({"PERMIT", "FORBID", "OBLIGE"})
_ENDS = frozenset({"STOP", "PROVISO", "CONTRAST"})


def read_concessions(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Drops what a concession holds: "may not be sold, even if it was changed" is no ban with a condition.

    One that stands in front ends with its clause, one behind a head with the sentence or where the next
    clause says who may or must.
    """
    if not any(match.terminal == CONCEDE for match in found):
        return found
    kept: list[Match] = []
    conceding = headed = False
    for index, match in enumerate(found):
        if match.terminal == CONCEDE:
            conceding = True
        elif conceding and _closes(words, found, index, headed, small):
            conceding = False
        if not conceding:
            headed = match.terminal in _HEADS or (headed and match.terminal != "STOP")
            kept.append(match)
    return kept


def _closes(
    words: tuple[str, ...], found: list[Match], index: int, headed: bool, small: FunctionWords
) -> bool:
    match = found[index]
    if match.terminal in _ENDS:
        return True
    if match.terminal != "COMMA":
        return False
    following = [one.terminal for one in found[index + 1 : index + 3]]
    goes_on = any(word in small.coordinators for word in words[match.last : match.last + 1])
    return not headed or (goes_on and following[:1] == ["BEARER"] and following[-1] in _HEADS)
