"""What the words above a list say of its entries: "Allowed", "What you cannot do", "Limitations"."""

from __future__ import annotations

from osdcheck.core.ticks import TICKS, YES
from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match, shows

_PERSONS = frozenset({"BEARER"})
_RIGHTS = frozenset(
    ("ACT", act)
    for act in ("use", "copy", "modify", "derive", "distribute", "sell", "sublicense", "host", "rent")
)
_THINGS = frozenset(("OBJECT", thing) for thing in ("work", "copy", "derivative"))
_HEADS = frozenset({"PERMIT", "FORBID", "OBLIGE", "DESCRIBE", "NO"})


def read_announcement(
    words: tuple[str, ...], found: list[Match], stem: int, small: FunctionWords
) -> list[Match]:
    """Puts a head in place of the first ``stem`` words, where these only name what stands below them.

    An entry that begins or ends with a tick or a cross of its own is read in the same way.
    """
    # a line that is nothing but such words and names nobody says nothing else either
    alone = not shows(found, _PERSONS)
    stem_end = stem or (len(words) if alone else 0)
    label = " ".join(filter(str.isalpha, words[:stem_end]))
    if label in small.listing_leave or label in small.listing_bans:
        terminal = "PERMIT" if label in small.listing_leave else "FORBID"
        return [Match(terminal, "active", 0, stem_end), *(one for one in found if one.first >= stem_end)]
    if stem or not words or shows(found, _HEADS):
        return found
    if words[0] in TICKS:
        return [Match("PERMIT" if words[0] in YES else "FORBID", "active", 0, 1), *found]
    last = len(words) - 1
    if words[last] in TICKS and _is_judged(words, found, small):
        # the cell of a table, or behind a colon: "Commercial use: (cross)"
        before = [one for one in found if one.terminal != "STOP"]
        return [*before, Match("PERMIT" if words[last] in YES else "FORBID", "passive", last, last + 1)]
    return found


def _is_judged(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> bool:
    """Whether a line names one thing that everybody may do with an open work, and one mark alone behind it.

    A cross behind a duty ("Disclose source") says that there is none.
    """
    told = [one for one in found if one.terminal not in {"STOP", "PREP"}]
    judged = [one for one in told if one.terminal == "FIELD" or one[:2] in _RIGHTS]
    beside = [one for one in told if one not in judged]
    if len(judged) != 1 or any(one[:2] not in _THINGS for one in beside):
        return False
    taken = {at for one in found for at in range(one.first, one.last)}
    idle = (at for at, word in enumerate(words) if word.isalpha() and word not in small.glue)
    return taken.issuperset(idle) and sum(word in TICKS for word in words) == 1
