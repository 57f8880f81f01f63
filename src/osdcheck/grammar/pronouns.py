"""What pronouns stand for: "it" and "them", and whose "their distribution" is."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match
from osdcheck.grammar.readings import in_one_list

_THIS = ("DOC", "this")
_CHANGED = "derivative"
_CHANGING = frozenset({"modify", "derive"})
"""Acts whose noun may be what they make ("make changes")."""
_PERMISSION = ("permission", "to")
_LEAVE = frozenset({"license", "right"})
_ENDS = frozenset({"PERMIT", "FORBID", "OBLIGE", "STOP"})
"""Where what a right is to ends ("the right to copy it is given"): behind it a pronoun may mean the right."""
_CONDITIONS = frozenset({"IF", "PROVISO"})
_KEPT = frozenset({"name", "notice"})
"""What a condition asks to keep, and no later pronoun means ("if you keep the notice, you may sell it")."""
_ASIDE = frozenset({"name", "notice", "license"})
_PASSING = frozenset({"under", "with", "without", "as", "like", "despite", "notwithstanding"})
"""What stands before something that no later pronoun means ("publish it under another name, and sell it")."""
_PRONOUNS = frozenset({"it", "them", "they", "its", "their"})
_DETERMINERS = frozenset({"this", "the", "such", "any", "these"})


def read_pronouns(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Gives pronouns the value of the object before them; "license" in a list of verbs is one of these."""
    result: list[Match] = []
    antecedent = thing = "work"
    changes = False
    conditional = False
    allowed = ""
    for index, match in enumerate(found):
        terminal = match.terminal
        if terminal == "OBJECT" and _among_acts(words, found, index, small):
            terminal = "ACT"
            match = match._replace(terminal=terminal, value="sublicense")
        if terminal == "OBJECT":
            pronoun = match.value == "it"
            if pronoun:
                several = changes and words[match.first] in small.several
                match = match._replace(value=_CHANGED if several else allowed or antecedent)
            kept = conditional and match.value in _KEPT
            if not ((allowed and pronoun) or kept) and _can_be_meant(words, match):
                antecedent = match.value
            thing = antecedent if antecedent not in _LEAVE else thing
            changes = match.value == _CHANGED
        elif (terminal, match.value) == _THIS:
            antecedent = "license"
        changes = changes and terminal != "PARTY"
        if (terminal == "OBJECT" or words[match.last - 1] == "to") and (
            _is_right_to(words, match, small) or (allowed and _names_thing(words, match))
        ):
            allowed = thing
        elif terminal in _ENDS:
            allowed = ""
        if terminal in _CONDITIONS or terminal in _ENDS:
            conditional = terminal in _CONDITIONS
        result.append(match)
        if terminal == "ACT":
            if changes and match.first and words[match.first - 1] in small.several:
                # "their distribution", of the changes spoken of
                result.append(match._replace(terminal="OBJECT", value=_CHANGED))
            changes = changes or (match.value in _CHANGING and words[match.last - 1] in small.changed)
    return result


def _names_thing(words: tuple[str, ...], match: Match) -> bool:
    """Whether a thing is named anew ("keep the notice; you may use the work and sell it")."""
    return match.terminal == "OBJECT" and words[match.first] not in _PRONOUNS


def _can_be_meant(words: tuple[str, ...], match: Match) -> bool:
    """Whether a pronoun may stand for an object: not a fee, nor the permission in "permission to sell it"."""
    if words[match.last - 1 : match.last + 1] == _PERMISSION:
        return False
    return match.value != "fee" and (match.value not in _ASIDE or not _in_passing(words, match))


def _is_right_to(words: tuple[str, ...], match: Match, small: FunctionWords) -> bool:
    """Whether a right, or a head that ends in one, has what it is to behind it: "the right to sell it"."""
    last = match.last
    inside = last >= 2 and words[last - 1] == "to" and words[last - 2] in small.entitlements
    behind = words[last : last + 1] == ("to",) and words[last - 1] in small.entitlements
    return inside or (match.terminal == "OBJECT" and behind)


def _in_passing(words: tuple[str, ...], match: Match) -> bool:
    """Whether an object is only how, or under what, something is done."""
    before = words[max(0, match.first - 2) : match.first]
    return not _PASSING.isdisjoint(before)


def _among_acts(words: tuple[str, ...], found: list[Match], index: int, small: FunctionWords) -> bool:
    """Whether an object is a verb in a list of verbs ("license, or rent", "or license any copies")."""
    match = found[index]
    if match.value != "license" or match.last - match.first != 1:
        return False
    before, after = (
        next((one for one in side if one.terminal != "COMMA"), None)
        for side in (reversed(found[:index]), found[index + 1 :])
    )
    if before is None or after is None or before.terminal != "ACT":
        return False
    if not in_one_list(words, before, match, small) or not in_one_list(words, match, after, small):
        return False
    if after.terminal == "ACT":
        return True
    # the last of a list: "rent, or license any copies"
    determined = after.first > match.last or after.value == "it" or words[after.first] in _DETERMINERS
    last = words[match.first - 1] in small.coordinators and determined
    return last and after.terminal == "OBJECT" and after.value in {"work", "copy", "derivative", "it"}
