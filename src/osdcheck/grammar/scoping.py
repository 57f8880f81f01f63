"""Lines that say for whom, or for what, the terms below them are: "Students:", "Evaluation license"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from osdcheck.core.fact import Fact
from osdcheck.core.parse import Parse
from osdcheck.grammar.labels import LABEL
from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import NOUNS, Match

Scope = Literal["narrow", "wide"]
"""Whether a line names some persons and purposes alone, or others too (which end what stood before)."""
LONGEST_LINE = 12
"""Words that such a line has at most."""
_FIELDS = frozenset({"noncommercial", "research", "education", "evaluation", "personal", "internal"})
_PARTIES = frozenset(
    (
        "academic", "nonprofit", "individual", "customer", "government", "minors", "private", "smallbusiness",
        "personal", "named", "profession", "near",
    )
)  # fmt: skip
_OWN_PARTIES = _PARTIES | {"inside"}
_CONFINING = frozenset({"PARTY", "FIELD", "PLACE"})
_BETWEEN = frozenset({"ACT", "COMMA"})
_BEGINNING = 2
"""Words of a meaning that say of what sort it is."""
_TELLING = frozenset({"PARTY", "FIELD", "PLACE", "MEASURE", "BEARER"})
_COUNTED = frozenset({"COMPARE", "QUANTITY"})
_KEPT = frozenset({"PARTY", "FIELD", "PLACE", "MEASURE", "COMPARE", "QUANTITY", "PREP", "COMMA"})
_LABEL = _KEPT | {"OBJECT", "STOP", "FEATURE", "BEARER", "IF"}
"""What a line is made of that only tells for whom the terms are."""
_FOREIGN = frozenset('"[]{}<>|`')
"""Marks of code and tables."""
_GIVING = frozenset({"modify", "derive", "distribute", "deal", "sell", "copy"})


def read_scope(found: Sequence[Match]) -> list[Match]:
    """The matches of such a line as "only" with what it names."""
    if found[0].terminal == "ONLY":
        return list(found)
    kept = [one for one in found if one.terminal in _KEPT]
    dangling = {
        at
        for at, one in enumerate(kept)
        if one.terminal == "PREP" and (at + 1 == len(kept) or kept[at + 1].terminal not in NOUNS)
    }
    return [Match("ONLY", "only", 0, 1), *(one for at, one in enumerate(kept) if at not in dangling)]


def scope_of(
    words: tuple[str, ...], found: Sequence[Match], small: FunctionWords, *, heading: bool
) -> Scope | None:
    """What a line scopes by its words; ``None`` where any of them says something else.

    A title of something else ("Research software", "Academic Free License") has words that tell more.
    """
    if found[:1] and found[0].terminal == "ONLY" and found[0].value == LABEL:
        # "Territory: Norway", which needs no more where it is no title
        return "narrow" if heading else None
    found = [one for one in found if one.terminal in _KEPT or not _is_plain(words, one, small)]
    if not _FOREIGN.isdisjoint(words):
        return None
    if not found or any(one.terminal not in _LABEL for one in found):
        return None
    taken = {at for one in found for at in range(one.first, one.last)}
    if any(
        word[0].isalnum() and at not in taken and word not in small.scoping for at, word in enumerate(words)
    ):
        return None
    if any(one.terminal == "OBJECT" and one.value not in {"license", "right"} for one in found):
        return None
    told = [one for one in found if one.terminal in _TELLING]
    counted = {one.terminal for one in found} >= _COUNTED
    if not told:
        return None
    if any(one.terminal == "IF" for one in found) and words[-1] != ":":
        return None
    narrow = all(_narrows(words, one, found, counted=counted) for one in told)
    feature = any(one.terminal == "FEATURE" for one in found)
    return "narrow" if narrow and not feature and small.widening.isdisjoint(words) else "wide"


def confines(words: tuple[str, ...], found: Sequence[Match], small: FunctionWords) -> bool:
    """Whether the meaning of an act (``found``) names some persons, places or purposes alone, or a number."""
    told = [one for at, one in enumerate(found) if one.terminal in _CONFINING and not _is_listed(found, at)]
    counted = {one.terminal for one in found} >= _COUNTED
    if not told and not counted:
        return False
    # "any act of ..." is how a meaning begins
    rest = words[found[0].first + _BEGINNING :]
    return small.widening.isdisjoint(rest) and all(_confines(one) for one in told)


def _is_listed(found: Sequence[Match], at: int) -> bool:
    """Whether a word is one of several verbs ("to run, study, copy")."""
    around = (*found[at - 1 : at], *found[at + 1 : at + 2])
    return len(around) > 1 and all(one.terminal in _BETWEEN for one in around)


def _confines(one: Match) -> bool:
    value = one.value.partition("/")[0]
    if one.terminal == "PLACE":
        return value != "world"
    return value in _FIELDS if one.terminal == "FIELD" else value in _OWN_PARTIES


def _is_plain(words: tuple[str, ...], one: Match, small: FunctionWords) -> bool:
    """Whether a match only says that terms apply, and to nobody in particular ("the following applies")."""
    return all(word in small.scoping for word in words[one.first : one.last])


def _narrows(words: tuple[str, ...], one: Match, found: Sequence[Match], *, counted: bool) -> bool:
    if one.terminal == "BEARER":
        return one.value == "licensee" and any(match.terminal == "IF" for match in found)
    if one.terminal == "PARTY":
        # "Government of Canada" is a letterhead, "For government" and "Government:" are none
        titled = words[-1] == ":" or any(match.terminal == "PREP" and match.first == 0 for match in found)
        return one.value.partition("/")[0] in _PARTIES and (one.value != "government" or titled)
    if one.terminal == "FIELD":
        return one.value.partition("/")[0] in _FIELDS
    if one.terminal == "PLACE":
        return words[-1] == ":" or any(match.terminal == "PREP" for match in found)
    return counted


def scoped(parses: Sequence[Parse], scopes: Mapping[int, Scope]) -> list[int]:
    """Places of the narrow lines below which rights are given that nothing else in the text gives.

    A line holds up to the next one at most. ``scopes``: by place of the unit.
    """
    places = sorted(scopes)
    gives = [_gives(parse) for parse in parses]
    first = next((at for at, parse in enumerate(parses) if parse.unit.zone != "heading"), len(parses))
    ends = [*places, len(parses)][1:]
    regions = {
        # the title of a license holds for all of it
        at: range(at + 1, end if at <= first and _names_license(parses[at]) else _end(parses, at, end))
        for at, end in zip(places, ends, strict=True)
    }
    narrow = [at for at in places if scopes[at] == "narrow"]
    inside = {unit for at in narrow for unit in regions[at]}
    if any(given for at, given in enumerate(gives) if at not in inside):
        return []
    return [at for at in narrow if any(gives[unit] for unit in regions[at])]


def _end(parses: Sequence[Parse], at: int, end: int) -> int:
    """Where what a line holds for ends: at the next heading, or at one that only says "License"."""
    body = at + 1
    while body < end and parses[body].unit.zone == "heading" and not _is_license_alone(parses[body]):
        body += 1
    return next((place for place in range(body, end) if _heads(parses[place])), end)


def _heads(parse: Parse) -> bool:
    return parse.unit.zone == "heading" or _is_license_alone(parse)


def _is_license_alone(parse: Parse) -> bool:
    return len(parse.unit.text.split()) == 1 and _names_license(parse)


def _names_license(parse: Parse) -> bool:
    atoms = (atom for fact in parse.facts for atom in fact.slots)
    return any(atom.sort == "object" and atom.value == "license" for atom in atoms)


def _gives(parse: Parse) -> bool:
    """Whether a unit gives a right to change the work or to pass it on."""
    return any(_is_gift(fact) for fact in parse.facts)


def _is_gift(fact: Fact) -> bool:
    given = fact.modality == "grant" or (fact.modality == "none" and fact.head == "")
    if any(atom.sort == "feature" and atom.value == "alike" for atom in fact.slots):
        # "Everyone else: the same terms apply"
        return True
    return given and any(act.name in _GIVING and not act.aim for act in fact.acts)
