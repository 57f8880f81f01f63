"""What readings of persons share: prepositions of what is said of them, and words that tell some apart."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match

GRANTEE = "grantee"
"""Preposition of those whom a right is given to ("granted to beekeepers")."""
CONDITION = "if"
"""Preposition of what somebody has to be or to have done ("if you are nice")."""
WHO = "who"
"""Preposition of what tells some persons from others ("anyone who has registered")."""
NAMED = "named"
"""Preposition of an unknown subject that looks like a name ("Bob may")."""
SUBJECT = "subject"
"""Preposition of an unknown subject ("beekeepers may")."""
THAT = "that"
"""Preposition of who may, by the words of somebody else ("you agree that Bob may")."""
BY_NAME = "by name"
"""Preposition of a name behind what is done ("may be copied by Bob")."""
WHOM = frozenset({GRANTEE, CONDITION, WHO, SUBJECT, NAMED, THAT, BY_NAME})
"""Prepositions that no text has: what is said of persons in unknown words."""
REACH = 8
"""Words that a subject, or those whom a right is given to, have at most."""
BOUNDS = frozenset(
    {"COMMA", "STOP", "PERMIT", "FORBID", "OBLIGE", "DESCRIBE", "IF", "EXCEPT", "ONLY", "PROVISO"}
)
"""What ends a clause."""
_WORK = frozenset({"OBJECT", "ACT", "DOC", "TERM"})
"""What may be the work, or something done to it."""


def unknown(words: tuple[str, ...], sort: str, first: int, last: int) -> list[Match]:
    """A noun of unknown words ``[first, last)`` under a preposition that no text has."""
    return [
        Match("PREP", sort, first, first + 1),
        Match("UNKNOWN", " ".join(words[first:last]), first, last),
    ]


def tells(word: str, small: FunctionWords) -> bool:
    """Whether a word may say anything: it is none that only joins others."""
    return word[0].isalpha() and word not in small.glue and word not in small.links


def of_another(words: tuple[str, ...], found: list[Match], at: int, small: FunctionWords) -> bool:
    """Whether what somebody has or does is another thing than the work ("who makes films")."""
    if not small.pointing.isdisjoint(words[at + 1 : at + 2]):
        return False
    following = [one for one in found if one.first > at]
    end = next((one.first for one in following if one.terminal in BOUNDS), len(words))
    if any(one.terminal in _WORK and one.first < end for one in following):
        return False
    return any(tells(words[place], small) for place in range(at + 1, end))
