"""Rights that a verb gives or tells to be held, whoever has them ("hands all comers a licence to use it").

What stands between the verb and its right is not fixed, so no phrase can hold both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import Match, shows

_ACTS = frozenset({"ACT"})
_DUTIES = frozenset({"OBLIGE"})
_PLAIN = frozenset({"ACT", "OBJECT", "FIELD", "FEATURE", "MEASURE"})
"""What a verb of giving, alone or with its right, may have been taken for."""
_HEADS = frozenset({"FORBID", "PERMIT", "OBLIGE"})
_SCOPES = frozenset({"IF", "EXCEPT", "PROVISO", "ONLY", "NO"})
_ENDS = frozenset({"STOP", "FORBID", "NO", "PERMIT", "OBLIGE", "DESCRIBE", "IF", "ONLY", "PROVISO"})
"""What a verb cannot reach beyond."""
_STOPS = frozenset({"STOP"})
_MARKS = frozenset({"COMMA", "STOP"})
_COLON = ":"
"""What a right may stand behind ("the following freedoms: the freedom to ...")."""
_MODALS = (("shall",), ("will",))
_REACH = 20
"""Words between a verb and the right it gives."""


def read_rights(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Adds a head where a verb gives, or somebody holds, a right to do something, or lets somebody do it."""
    if not shows(found, _ACTS):
        return found
    if shows(found, _DUTIES):
        found = _without_assent(found, words)
    verbs = joined(small.giving, small.holding, small.enabling)
    places = [place for place, word in enumerate(words) if word in verbs]
    if not places:
        return found
    found = [match for match in found if not _tells_anybody(words, match, small)]
    at = {place: match for match in found for place in range(match.first, match.last)}
    heads = [head for place in places if (head := _head(words, place, at, small)) is not None]
    if not heads:
        return found
    taken = {head.first for head in heads}
    # "shall have the right": what has to be is that somebody may
    modal = {head.first for head in heads if words[head.first - 1 : head.first] in _MODALS}
    # who gives is nobody whom it is given to
    givers = {place for head in heads if head.value == "grant" for place in _clause(head.first, at)}
    rest = (
        match
        for match in found
        if match.first not in taken
        and not (match.terminal == "OBLIGE" and match.last in modal)
        and not (match.terminal == "PARTY" and match.first in givers)
    )
    return sorted((*rest, *heads), key=lambda match: match.first)


def _clause(place: int, at: Mapping[int, Match]) -> Iterator[int]:
    """The places before a verb, back to the beginning of its clause."""
    while place and (place - 1 not in at or at[place - 1].terminal not in _MARKS):
        place -= 1
        yield place


def _without_assent(found: list[Match], words: tuple[str, ...]) -> list[Match]:
    """Leaves out who agrees or declares that others may ("the owners agree that anybody may copy it")."""
    for index, assent in enumerate(found):
        if assent.terminal != "OBLIGE" or "that" not in words[assent.last - 1 : assent.last + 1]:
            continue
        first = next((at for at in range(index, 0, -1) if found[at - 1].terminal in _MARKS), 0)
        giver = {(match.terminal, match.value) for match in found[first:index]}
        if ("BEARER", "licensee") not in giver and _others_may(found[index + 1 :]):
            return [*found[:first], *found[index + 1 :]]
    return found


def _others_may(behind: list[Match]) -> bool:
    head = next((match for match in behind if match.terminal in _ENDS), None)
    if head is None or head.terminal != "PERMIT":
        return False
    return all(match.value != "licensor" for match in behind[: behind.index(head)])


def _tells_anybody(words: tuple[str, ...], match: Match, small: FunctionWords) -> bool:
    """Whether a condition only tells those who have the work ("all who receive it", "confers upon you")."""
    if match.terminal != "IF" or not match.first:
        return False
    first, behind = words[match.first], words[match.last : match.last + 2]
    if first in small.relatives:
        return behind[:1] != () and behind[0] in joined(small.coming, small.having) and behind[1:] == ("it",)
    return first == "upon" and words[match.first - 1] in small.giving


def _head(words: tuple[str, ...], place: int, at: Mapping[int, Match], small: FunctionWords) -> Match | None:
    word = words[place]
    if not _is_verb(words, place, at, small):
        return None
    if word in small.holding and _right(words, place, at, small):
        return Match("PERMIT", "active", place, place + 1)
    if (word in small.giving and _right(words, place, at, small)) or (
        word in small.enabling and _deed(words, place, at)
    ):
        return Match("PERMIT", "grant", place, place + 1)
    return None


def _is_verb(words: tuple[str, ...], place: int, at: Mapping[int, Match], small: FunctionWords) -> bool:
    """Whether a word may be the verb of its sentence, neither denied nor under another one."""
    before = words[place - 1] if place else ""
    if before in small.before_no_verb or (words[place] in small.entitlements and before not in small.nearby):
        return False
    match = at.get(place)
    if match is not None and (match.terminal not in _PLAIN or match.first != place):
        return False
    if before in small.coordinators and _is_act(at, place - 2):
        # "to use it or allow others to"
        return False
    spans = match is not None and match.last - match.first > 1
    if words[place - 1 : place] in _MODALS:
        place -= 1
    return not (
        _is_governed(place, at, _HEADS, _STOPS) or (spans and _is_governed(place, at, _SCOPES, _MARKS))
    )


def _is_governed(
    place: int, at: Mapping[int, Match], terminals: AbstractSet[str], bounds: AbstractSet[str]
) -> bool:
    """Whether one of the terminals stands before a word and behind the last bound; a colon bounds nothing."""
    for before in range(place - 1, -1, -1):
        match = at.get(before)
        if match is not None and match.terminal in bounds and match.value != _COLON:
            return False
        if match is not None and match.terminal in terminals:
            return True
    return False


def _right(words: tuple[str, ...], verb: int, at: Mapping[int, Match], small: FunctionWords) -> bool:
    """Whether a right to do something follows a verb in its clause, with words between or not."""
    named, reach = False, verb + _REACH
    for place in range(verb + 1, len(words) - 1):
        if place > reach or _ends(at, place) or words[place] in small.exclusive:
            return False
        if named and words[place] == "to" and (_is_act(at, place + 1) or _is_act(at, place + 2)):
            return True
        if words[place] in small.entitlements and words[place - 1] not in small.absent:
            named, reach = True, place + _REACH
    return False


def _deed(words: tuple[str, ...], verb: int, at: Mapping[int, Match]) -> bool:
    """Whether somebody and what he is let do follow a verb."""
    for place in range(verb + 1, min(verb + _REACH, len(words) - 1)):
        if _ends(at, place) or (_is_act(at, place) and words[place - 1] != "to"):
            return False
        if words[place] == "to" and place > verb + 1 and _is_act(at, place + 1):
            return True
    return False


def _ends(at: Mapping[int, Match], place: int) -> bool:
    return place in at and at[place].terminal in _ENDS and at[place].value != _COLON


def _is_act(at: Mapping[int, Match], place: int) -> bool:
    return place in at and at[place].terminal == "ACT"
