"""Prepositions find their nouns, comparators their numbers, and list commas go."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import NOUNS, Match, shows

_HEADS = frozenset({"PERMIT", "FORBID", "OBLIGE"})
_COMMAS = frozenset({"COMMA"})
_REACH = 4
"""How many words of water may stand between a preposition and its noun."""


def attach(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Keeps a preposition or comparator only where its noun follows within reach.

    A preposition with an open-class complement the lexicon does not know gets an ``UNKNOWN``
    noun, so that a purpose nobody listed is still a purpose.
    """
    result: list[Match] = []
    for index, match in enumerate(found):
        if match.terminal not in {"PREP", "COMPARE"}:
            result.append(match)
            if match.terminal == "ONLY":
                _confine(words, found, index, result, small)
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        limit = following.first if following else len(words)
        gap = limit - match.last
        if match.terminal == "COMPARE":
            if following is not None and following.terminal == "QUANTITY" and gap <= _REACH:
                result.append(match)
            elif following is not None and following.terminal == "DOC" and gap <= _REACH:
                # "under the Apache License 2.0" counts nothing: the number is part of a name.
                word = words[match.last - 1]
                if word in small.prepositions:
                    result.append(match._replace(terminal="PREP", value=word))
            elif small.alternatives & set(words[match.first : match.last]):
                _compare_behind(result, match)
            continue
        if following is not None and following.terminal in NOUNS and gap <= _REACH:
            infinitive = match.value == "to" and following.terminal == "ACT"
            beside = words[match.first - 1] in small.coordinators or _listed(words, found, index)
            if not infinitive or (not gap and not beside):
                result.append(match)
            continue
        if match.value in small.open_complement:
            _open_complement(words, found, index, result, small, match)
    return result


_ASKED = frozenset({("FEATURE", "consent"), ("ACT", "request"), ("ACT", "notify"), ("ACT", "pay")})


def _listed(words: tuple[str, ...], found: list[Match], index: int) -> bool:
    """Whether an infinitive behind a semicolon stands beside an earlier one ("to use it; to change it").

    It does not where it tells what one has to ask for ("to use it; to change it you need our leave").
    """
    if words[found[index].first - 1] != ";" or any((one.terminal, one.value) in _ASKED for one in found):
        return False
    return any(one.terminal == "ACT" and words[one.first - 1] == "to" for one in found[:index])


def _confine(
    words: tuple[str, ...], found: list[Match], index: int, result: list[Match], small: FunctionWords
) -> None:
    """Gives an *only* that asks for a complement the words behind it, whatever they are.

    "For the sole purpose of" is "only for": what follows gets that preposition.
    """
    last = found[index].last
    if words[last - 1] in small.open_complement:
        _open_complement(words, found, index, result, small)
    elif words[last - 1] == "of" and words[last - 2] in small.purposes:
        following = found[index + 1] if index + 1 < len(found) else None
        prep = Match("PREP", "for", last - 1, last)
        if following is not None and following.terminal in NOUNS and following.first - last <= _REACH:
            result.append(prep)
        else:
            _open_complement(words, found, index, result, small, prep)


def _open_complement(
    words: tuple[str, ...],
    found: list[Match],
    index: int,
    result: list[Match],
    small: FunctionWords,
    prep: Match | None = None,
) -> None:
    """Adds the words behind a preposition as an ``UNKNOWN`` noun, where they hold any."""
    start = found[index].last
    limit = found[index + 1].first if index + 1 < len(found) else len(words)
    end = min(limit, start + 6)
    while end > start and words[end - 1] in small.glue:
        end -= 1
    if any(word not in small.glue and word[0].isalpha() for word in words[start:end]):
        if prep is not None:
            result.append(prep)
        text = " ".join(words[start:end])
        # "for any end whatever" is no purpose among others
        value = f"any/{text}" if words[start] in small.universal else text
        result.append(Match("UNKNOWN", value, start, end))


def _compare_behind(result: list[Match], match: Match) -> None:
    """Gives "or more", "or fewer" to the number just before it."""
    for index in range(len(result) - 1, max(-1, len(result) - 3), -1):
        if result[index].terminal == "QUANTITY" and match.first - result[index].last <= _REACH:
            result[index] = result[index]._replace(comparator=match.value)
            return


def drop_list_commas(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Drops commas that only separate the members of one list."""
    if not shows(found, _COMMAS):
        return found
    result: list[Match] = []
    for index, match in enumerate(found):
        if match.terminal == "COMMA" and match.value != ")" and 0 < index < len(found) - 1:
            before, after = _member_before(found, index), found[index + 1]
            if after.terminal == "COMMA" or after.terminal == "STOP":
                continue
            if before.terminal in {"IF", "EXCEPT"} and before.last == match.first:
                continue
            if _opens_acts(before, match, after):
                continue
            near = (
                all(word in small.glue for word in words[match.last : after.first])
                or before.terminal == "ACT"
            )
            if (
                before.terminal == after.terminal
                and before.terminal in NOUNS
                and near
                and not _opens_grant(found, index)
            ):
                continue
        result.append(match)
    return result


def _opens_grant(found: list[Match], index: int) -> bool:
    """Whether a comma ends what a grant depends on ("provided that you keep the notice, leave is given")."""
    given = found[index + 2] if index + 2 < len(found) else None
    if given is None or given.terminal != "PERMIT" or given.value != "passive":
        return False
    before = [match.terminal for match in found[:index]]
    return "PROVISO" in before and "PERMIT" not in before


def _opens_acts(before: Match, comma: Match, after: Match) -> bool:
    """Whether an act that no phrase knows opens a list of them ("no right to receive, use or copy")."""
    one_word = comma.first - before.last == 1 and after.first == comma.last
    return one_word and before.terminal in _HEADS and before.value == "active" and after.terminal == "ACT"


def _member_before(found: list[Match], index: int) -> Match:
    """What stands before a comma, past a member of the list that no phrase knows ("used, shown, sold")."""
    before = found[index - 1]
    if before.terminal == "COMMA" and before.value != ")" and index > 1:
        earlier = found[index - 2]
        if earlier.last == before.first and found[index].first - before.last == 1:
            return earlier
    return before
