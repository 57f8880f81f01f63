"""Questions that ask for whom, where, how long or for what a work is licensed, and what they are answered.

"Who may use it? Members only." tells what the label "Users: members" would.
"""

from __future__ import annotations

from osdcheck.grammar.adjuncts import WHEN, WHERE
from osdcheck.grammar.labels import LABEL
from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import Match, shows
from osdcheck.grammar.persons import NAMED, SUBJECT, unknown

PURPOSE, COUNT = "for", "count"
_LONGEST_ANSWER, _LEAD = 7, 4
_HEADS = frozenset({"PERMIT", "FORBID", "OBLIGE", "DESCRIBE", "PROVISO", "IF", "NO"})
_ACTS = frozenset({"ACT"})
_ENDS = frozenset({".", "!"})
_READER = ("you",)
_WIDE = frozenset({("FIELD", "commercial"), ("FIELD", "any"), ("PARTY", "others")})
_PLACED = {SUBJECT: "by", WHERE: "in", WHEN: "during", PURPOSE: "for"}
_NOUNS = frozenset({"PARTY", "PLACE", "FIELD", "MEASURE", "TECH", "PRODUCT"})


def read_told(
    words: tuple[str, ...], mark: int, first: int, behind: list[Match], small: FunctionWords
) -> list[Match]:
    """ "Only" with what such a question is answered; nothing where it asks or is answered something else.

    ``mark`` is the place of the question mark, ``first`` that of the answer, ``behind`` what was found there.
    """
    sort = _sort(words[:mark], small)
    end = len(words) - (words[-1] in _ENDS)
    while first < end and words[first] in joined(small.placing, small.spanning):
        first += 1
    value = words[first:end]
    if (
        not sort
        or not value
        or len(value) > _LONGEST_ANSWER
        or shows(behind, _HEADS)
        or not _ENDS.isdisjoint(value)
    ):
        return []
    if sort == COUNT:
        return _counted(words, mark, behind, small)
    if sort == PURPOSE and shows(behind, _ACTS):
        return []
    if value[0] in small.absent:
        return []
    excepted = next((one for one in behind if one.terminal == "EXCEPT"), None)
    if excepted is not None:
        return _excepted(words, excepted, [one for one in behind if one.first >= excepted.last], end, sort)
    if (
        value == _READER
        or not small.wide_answers.isdisjoint(value)
        or any(one[:2] in _WIDE for one in behind)
    ):
        return []
    noun = Match("UNKNOWN", " ".join(value), first, end)
    return [Match("ONLY", LABEL, 0, 1), Match("PREP", sort, first, first + 1), noun]


def _sort(question: tuple[str, ...], small: FunctionWords) -> str:
    """What a question asks for; nothing where it does not ask what is permitted."""
    if small.asked_leave.isdisjoint(question):
        return ""
    lead = question[:_LEAD]
    if not small.asked_whom.isdisjoint(lead):
        return SUBJECT
    if "how" in lead:
        after = question[question.index("how") + 1 :]
        return {"long": WHEN, "many": COUNT}.get(after[0], "") if after else ""
    if "where" in lead or ("which" in lead and not small.asked_places.isdisjoint(question)):
        return WHERE
    what = not {"what", "which"}.isdisjoint(lead)
    return PURPOSE if what and "for" in (question[0], question[-1]) else ""


def _counted(words: tuple[str, ...], mark: int, behind: list[Match], small: FunctionWords) -> list[Match]:
    number = next((one for one in behind if one.terminal == "QUANTITY"), None)
    if number is None:
        return []
    people = not joined(small.persons, small.asked_whom).isdisjoint(words[:mark])
    measure = Match("MEASURE", "users" if people else "copies", mark, mark + 1)
    return [Match("ONLY", LABEL, 0, 1), measure, Match("COMPARE", "<=", mark, mark + 1), number]


def _excepted(
    words: tuple[str, ...], excepted: Match, behind: list[Match], end: int, sort: str
) -> list[Match]:
    """What everybody or everything but is permitted: "anyone but Acme", "anywhere except in China"."""
    ban = Match("FORBID", "passive", excepted.first, excepted.last)
    named = [one for one in behind if one.terminal in _NOUNS]
    at = excepted.last
    if at >= end:
        return []
    if not named:
        return [ban, *unknown(words, NAMED, at, end)]
    use = Match("ACT", "use", excepted.first, excepted.last)
    return [ban, use, Match("PREP", _PLACED[sort], at, at + 1), *named]
