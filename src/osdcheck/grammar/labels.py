"""A term told by its label alone: "Territory: Japan", "Licensee: the Smith family"."""

from __future__ import annotations

from osdcheck.grammar.adjuncts import WHEN, WHERE
from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import NOUNS, Match
from osdcheck.grammar.persons import SUBJECT

_LONGEST_LABEL, _LONGEST_VALUE = 3, 8

_ACTS = frozenset({"ACT", "COMMA", "FIELD"})
"""What a label is made of that names what may be done."""
_WAYS = frozenset(
    {("OBJECT", "license"), ("OBJECT", "fee"), ("FEATURE", "consent"), ("FEATURE", "forfee")},
)
"""What has to be had first."""

_PLAIN = NOUNS | {"PREP", "COMPARE", "COMMA"}
"""What a value is made of."""


def read_labels(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Reads a label that confines, and the few words behind it, as "only" with what it holds for.

    A value that takes in everything ("Territory: worldwide") confines nothing.
    """
    if ":" not in words[1 : _LONGEST_LABEL + 1]:
        return found
    colon = words.index(":")
    label = " ".join(words[:colon])
    behind = [match for match in found if match.first > colon]
    end = next((match.first for match in behind if match.terminal == "STOP"), len(words))
    value = words[colon + 1 : end]
    sort = _sort(label, small)
    if not sort or not 0 < len(value) <= _LONGEST_VALUE:
        return found
    if not small.boundless.isdisjoint(value):
        return found
    if any(match.first < end and match.terminal not in _PLAIN for match in behind):
        return found
    noun = Match("UNKNOWN", " ".join(value), colon + 1, end)
    return [Match("ONLY", "only", 0, colon + 1), Match("PREP", sort, colon + 1, colon + 2), noun, *behind]


def read_act_labels(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Reads "Sale: by agreement" as "sale only by agreement": what stands behind an act is the way to it.

    "Forbidden: sale" and "Excluded: lawyers" forbid what stands behind them.
    """
    if words[1:2] == (":",) and words[0] in joined(small.refused, small.forbidden):
        return [Match("FORBID", "passive", 0, 1), *(one for one in found if one.first > 1)]
    mark = next((at for at, one in enumerate(found) if one.terminal == "STOP"), 0)
    if not mark or found[mark].value != ":" or any(one.terminal not in _ACTS for one in found[:mark]):
        return found
    behind = found[mark + 1 :]
    end = next((at for at, one in enumerate(behind) if one.terminal == "STOP"), len(behind))
    way = behind[:end]
    if not any((one.terminal, one.value) in _WAYS for one in way):
        return found
    if any(one.terminal not in {"PREP", "OBJECT", "FEATURE", "BEARER"} for one in way):
        return found
    colon = found[mark]
    return [*found[:mark], Match("ONLY", "only", colon.first, colon.last), *behind]


def _sort(label: str, small: FunctionWords) -> str:
    """Preposition of what a label tells: whom, where, when or what for something is licensed."""
    if label in small.labels_whom:
        return SUBJECT
    if label in small.labels_where:
        return WHERE
    if label in small.labels_when:
        return WHEN
    return "for" if label in small.labels_what_for else ""
