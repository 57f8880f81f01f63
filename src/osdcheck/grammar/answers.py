"""Questions with their answers as what they come to: "May I sell it? No." forbids."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match
from osdcheck.grammar.scoping import confines

_HEADS = frozenset({"PERMIT", "FORBID", "OBLIGE"})
_ASKED = 4
"""Words of an answer among which it says yes or no."""
_PAUSES = frozenset({",", ".", "!", ";", ":", "-"})
_SURROUNDINGS = frozenset({"PRODUCT", "TECH"})
_PLAIN = frozenset({"COMMA", "STOP", "PREP"})
_NAMED = frozenset({"FIELD", "PARTY", "PLACE"})
_SUBJECTS = frozenset({"BEARER", "PARTY", "NO", "PREP"})


def read_answers(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Turns the head of a question that is denied into a ban, and who asks into who is licensed.

    "Is it forbidden to sell it? No." forbids nothing.
    """
    if "?" not in words:
        return found
    mark = next((at for at, one in enumerate(found) if one.terminal == "STOP" and one.value == "?"), 0)
    head = next((at for at, one in enumerate(found[:mark]) if one.terminal in _HEADS), None)
    if (
        head is None
        or found[mark].last == len(words)
        or any(one.terminal in _SUBJECTS for one in found[:head])
        or (found[head].terminal == "PERMIT" and not _asks_leave(words, found[head:mark], small))
    ):
        # "You may copy it, may you not?": no question
        return found
    denial = _denial(words, found[mark].last, small)
    asked = [_licensee(words, one, small) for one in found[head + 1 : mark]]
    behind = found[mark:]
    opening = found[head]
    if denial and opening.terminal != "PERMIT":
        opening = opening._replace(terminal="DESCRIBE", value="unbound")
    elif denial:
        opening = opening._replace(terminal="FORBID", value="active")
        behind = [one for one in behind if not denial[0] <= one.first < denial[1]]
        if behind[1:2] and behind[1].terminal == "EXCEPT":
            # "Not without asking": the exception belongs to the ban
            del behind[0]
    elif opening.terminal == "PERMIT" and _confines(words, behind, small):
        # "Yes, at home."
        named = [one for one in behind[1:] if one.terminal != "COMMA"]
        behind = [behind[0], Match("ONLY", "only", behind[0].last, behind[0].last + 1), *named]
    return [*found[:head], opening, *asked, *behind]


def _confines(words: tuple[str, ...], behind: list[Match], small: FunctionWords) -> bool:
    """Whether an answer agrees and names some purposes or persons alone."""
    said = [one for one in behind[1:] if one.terminal not in _PLAIN]
    agreed = not small.agreeing.isdisjoint(words[behind[0].last : behind[0].last + _ASKED])
    told = bool(said) and all(one.terminal in _NAMED for one in said)
    return agreed and told and confines(words, said, small)


def _asks_leave(words: tuple[str, ...], question: list[Match], small: FunctionWords) -> bool:
    """Whether somebody asks what he may do, and not what the work can do, or on what it runs."""
    if any(one.terminal in _SURROUNDINGS for one in question):
        return False
    first, last = question[0].first, question[-1].last
    return not small.asking_persons.isdisjoint(words[first:last]) or any(
        one.terminal == "PARTY" for one in question
    )


def _licensee(words: tuple[str, ...], one: Match, small: FunctionWords) -> Match:
    """Who asks ("may I", "can our firm") as whoever reads it."""
    if one.terminal == "BEARER" and words[one.first] in small.asking_persons:
        return one._replace(value="licensee")
    return one


def _denial(words: tuple[str, ...], start: int, small: FunctionWords) -> tuple[int, int] | None:
    """Where an answer says no by itself ("Sorry, no."); not where it says what not ("No fee")."""
    for at in range(start, min(start + _ASKED, len(words))):
        if words[at] in small.agreeing | small.doubting:
            return None
        ends = at + 1 == len(words) or words[at + 1] in _PAUSES | small.asking_persons | small.sparing
        if words[at] in small.denying and ends:
            return at, at + 1
    return None
