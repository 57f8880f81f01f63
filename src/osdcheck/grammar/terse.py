"""Lines without a verb that forbid, confine or demand: "No Acme.", "Nothing military.", "Fee required."."""

from __future__ import annotations

from osdcheck.grammar.labels import CLOSED
from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match
from osdcheck.grammar.persons import NAMED, unknown
from osdcheck.grammar.words import Words

_LONGEST = 14
"""Words of such a line at most."""
_SHORTEST = 8
"""Words of a line at most that is nothing but a status, or tells what is needed."""
_NEEDS = frozenset(
    {("ACT", "request"), ("ACT", "register"), ("ACT", "pay"), ("OBJECT", "fee"), ("FEATURE", "consent")}
)
"""What somebody has to do or to have before he has a license, and not with the work."""
_ENDS = frozenset({".", "!"})
_HEADS = frozenset({"PERMIT", "OBLIGE", "PROVISO", "IF"})
_BOUNDS = frozenset({"FIELD", "PARTY", "PLACE", "TECH"})
_RESTS = frozenset({"rest", "restuse"})
_LABELS = frozenset({"ACT", "FIELD", "OBJECT", "COMMA", "STOP"})


def read_terse(source: Words, found: list[Match], small: FunctionWords) -> list[Match]:
    """Gives such a line the head or the scope word that it leaves out."""
    words = source.words
    if 0 < len(words) <= _SHORTEST and _is_status(words, small):
        return [Match("FEATURE", CLOSED, 0, len(words))]
    if not found or len(words) > _LONGEST or any(one.terminal in _HEADS for one in found):
        return found
    if small.opening_terse.isdisjoint(words):
        return _demanded(words, found, small)
    found = _unasked(words, found, small)
    if not found:
        return found
    return (
        _spared(words, found, small)
        or _names(source, found, small)
        or _barred(words, found, small)
        or _denied(words, found)
        or _closed(words, found)
        or found
    )


def _is_status(words: tuple[str, ...], small: FunctionWords) -> bool:
    """Whether a line only says what sort of work it is, one that nobody may pass on: "Closed source."."""
    said = words[:-1] if words[-1] in _ENDS else words
    if len(said) > 2 and ":" in said:
        mark = said.index(":")
        label, said = said[:mark], said[mark + 1 :]
        if not small.status_labels.issuperset(label):
            return False
        return " ".join(said) in small.statuses | small.labeled_statuses
    return " ".join(said) in small.statuses


def _unasked(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Without a "please" or "thanks" that ends a line of few words, or stands before its ban."""
    kept: list[Match] = []
    for at, one in enumerate(found):
        polite = one.terminal == "DESCRIBE" and words[one.first] in small.polite and one.last - one.first == 1
        behind = found[at + 1] if at + 1 < len(found) else None
        if polite and (at or behind) and (behind is None or behind.terminal == "STOP"):
            while kept and kept[-1].terminal == "COMMA":
                kept.pop()
        elif not (polite and behind is not None and behind.terminal == "FORBID" and behind.first == one.last):
            kept.append(one)
    return kept


def _names(source: Words, found: list[Match], small: FunctionWords) -> list[Match]:
    """What "no" stands before, where it is a name and nothing else is said: "No Acme, no Globex, please."."""
    words = source.words
    if words[0] != "no" or not source.capital:
        return []
    told = [
        at for at, word in enumerate(words) if word[0].isalnum() and word not in small.polite | small.glue
    ]
    named = [at for at in told if at in source.capital]
    if not named or any(at not in source.capital and words[at] not in small.denying for at in told):
        return []
    if any(one.terminal not in {"NO", "COMMA", "STOP", "DESCRIBE"} for one in found):
        return []
    return [
        Match("FORBID", "passive", 0, 1),
        *unknown(words, NAMED, named[0], named[-1] + 1),
        *(one for one in found if one.first > named[-1] and one.terminal == "STOP"),
    ]


def _barred(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Persons and places alone behind "no" or before "only": "No governments.", "Members only."."""
    first = found[0]
    denied = (first.terminal, first.value, first.first, first.last) == ("NO", "no", 0, 1)
    if not denied and (first.terminal != "PARTY" or words[first.last - 1] not in small.solely):
        return []
    rest = [one for one in found if one.terminal not in {"COMMA", "STOP"} and one is not first]
    taken = {at for one in found for at in range(one.first, one.last)}
    if any(word[0].isalpha() and at not in taken | _idle(words, small) for at, word in enumerate(words)):
        return []
    if first.terminal == "NO" and rest and all(one.terminal in {"PARTY", "PLACE"} for one in rest):
        return [Match("FORBID", "passive", 0, 1), *found[1:]]
    if first.terminal == "PARTY" and not rest:
        return [Match("ONLY", "only", first.first, first.first + 1), *found]
    return []


def _idle(words: tuple[str, ...], small: FunctionWords) -> set[int]:
    """Places of words that say nothing here."""
    return {at for at, word in enumerate(words) if word in small.polite or word in small.glue}


def _denied(words: tuple[str, ...], found: list[Match]) -> list[Match]:
    """What a line denies by its first word: "Nothing military.", "Not in the cloud."; or behind a label."""
    first = found[0]
    rest = [one for one in found[1:] if one.terminal not in {"COMMA", "STOP", "PREP"}]
    if first[:3] == ("NO", "nothing", 0) and rest and all(one.terminal in {"FIELD", "NO"} for one in rest):
        return [one._replace(value="no") if one.terminal == "NO" else one for one in found]
    if first.first == 0 and (first.terminal, first.value) == ("FORBID", "bare") and rest:
        beside = found[1].terminal == "PREP" or words[first.last] in {"on", "in", "for", "over", "via"}
        if beside and all(one.terminal == "TECH" for one in rest):
            return [first._replace(value="passive"), *found[1:]]
    last = next((one for one in reversed(found) if one.terminal != "STOP"), first)
    mark = next((at for at, one in enumerate(found) if one.value == ":"), 0)
    if not mark or any(one.terminal not in _LABELS for one in found[:mark]):
        return []
    if last.terminal == "FORBID" and last.value != "bare" and found[mark + 1 : mark + 2] == [last]:
        return [one._replace(value="passive") if one is last else one for one in found]
    way = found[mark + 1 : mark + 3]
    if len(way) > 1 and way[0].terminal == "FORBID" and words[way[1].first] == "without":
        # "Redistribution: not without asking", "not without our consent"
        only = Match("ONLY", "only", way[0].first, way[0].last)
        kept = way[1:] if way[1].terminal == "FEATURE" else []
        return [*found[:mark], only, *kept, *found[mark + 3 :]]
    return []


def _spared(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """What a line says that nobody needs: "No license key needed."."""
    first = found[0]
    last = words[-1 - (words[-1] in _ENDS)]
    if first[:3] != ("NO", "no", 0) or len(words) > _SHORTEST or last not in small.demanding:
        return []
    return [first._replace(terminal="DESCRIBE", value="unbound"), *found[1:]]


def _demanded(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """What a line says is needed, and says nothing else: "License key required."."""
    at = next((at for at, word in enumerate(words) if word in small.demanding), None)
    told = [one for one in found if one.terminal not in {"STOP", "BEARER"}]
    if at is None or len(words) > _SHORTEST or len(told) != 1 or told[0][:2] not in _NEEDS:
        return found
    need = told[0]
    behind = [one for one in found if one.first >= max(need.last, at)]
    if at <= need.first:
        before = [one for one in found if one.last <= at]
        head = Match("OBLIGE", "needed", at, at + 1)
        return [*before, head, need._replace(first=max(need.first, at + 1)), *behind]
    end = min(need.last, at - 1 if words[at - 1] in small.be else at)
    if end <= need.first or at + 1 < len(words) - (words[-1] in _ENDS):
        return found
    return [need._replace(last=end), Match("OBLIGE", "needed", end, at + 1), *behind]


def _closed(words: tuple[str, ...], found: list[Match]) -> list[Match]:
    """What stands before "nothing else", as all that is left."""
    at = next((at for at, one in enumerate(found) if one.terminal == "FIELD" and one.value in _RESTS), 0)
    if not at or words[found[at].first] != "nothing" or any(one.terminal == "FORBID" for one in found):
        return []
    end = at + 1 == len(found) or found[at + 1].terminal == "STOP"
    before = found[:at]
    while before and before[-1].terminal in {"COMMA", "PREP", "STOP"}:
        before.pop()
    if not end or not before or not any(one.terminal in _BOUNDS for one in before):
        return []
    return [*before, Match("ONLY", "only", found[at].first, found[at].last), *found[at + 1 :]]
