"""What is not so yet, or no more: put off to a date, only weighed or tried, given up, long over."""

from __future__ import annotations

import re
from itertools import pairwise

from osdcheck.evidence.clauses import Context, head_of
from osdcheck.evidence.words import Word, holds
from osdcheck.tables.wording import load_wording

_YEAR = re.compile(r"(?:19|20|21)\d\d")
_DATED = 5
"""Words of a date behind the one that leads it: "on the first of May 2030"."""
_FAR = 8


def put_off(context: Context) -> bool:
    """Whether it is so from a time on: "two years after each release, Foo is open source".

    What is so today is told without its date, or in the past tense; where a date may lie behind us ("as of
    2021 Foo is open source") nobody is accused by it.
    """
    wording = load_wording()
    left = context.left
    texts = {word.text for word in left}
    if holds(left, wording.delayed) >= 0:
        return True
    if not texts & wording.present or texts & wording.lasting:
        return False
    if holds(left, wording.events) >= 0 or _counted(left):
        return True
    behind = context.words[context.form.last : context.form.last + _DATED]
    return any(
        _led(left, at) and _dated(left[at + 1 :])
        for at in range(len(left))
        if left[at].text in wording.dating
    ) or any(
        _dated(behind[at + 1 :]) for at in range(len(behind)) if behind[at].text in wording.dating_behind
    )


def _led(left: tuple[Word, ...], at: int) -> bool:
    """Whether a date begins the clause or stands between commas; not in "founded in 2011"."""
    return not at or left[at - 1].text in {",", "as"}


def _counted(left: tuple[Word, ...]) -> bool:
    """ "Four years after ...", "three months from ..."."""
    wording = load_wording()
    return any(one.text in wording.units and two.text in wording.counting for one, two in pairwise(left))


def _dated(words: tuple[Word, ...]) -> bool:
    """Whether a date with a year follows, of nothing but numbers, months and the like."""
    wording = load_wording()
    for word in words[:_DATED]:
        if _YEAR.fullmatch(word.text):
            return True
        if not (word.text[0].isdigit() or word.text in wording.calendar or not word.is_word):
            return False
    return False


def only_weighed(context: Context) -> bool:
    """Whether somebody tried, weighed, refused or stopped it: "we considered making Foo open source"."""
    wording = load_wording()
    left = context.left
    at = next((at for at in range(len(left) - 1, -1, -1) if left[at].text in wording.weighing), -1)
    if at < 0:
        return False
    between = [word.text for word in left[at + 1 :]]
    if len(between) > _FAR or set(between) & (wording.joining | wording.relatives | {","}):
        return False
    if not between:
        return context.form.text == "open sourcing"
    turned = [text for text in between if text not in wording.pronouns | {"us", "me"}]
    return bool(turned) and (turned[0] in wording.weighed_ends or turned[0].endswith("ing"))


def began_so(context: Context, at: int) -> bool:
    """Whether the "as" at an index tells what a thing began as: "started as an open source project"."""
    wording = load_wording()
    before = [word.text for word in context.words[max(context.start, at - 3) : at]]
    return any(text in wording.beginnings for text in before)


def is_contrasted(context: Context) -> bool:
    """Whether the sentence goes on to tell that it has changed: "..., but is now proprietary"."""
    return holds(context.words[context.form.last :], load_wording().turned) >= 0


def has_ended(context: Context) -> bool:
    """Whether an edition came to its end: "the open source version of Foo was discontinued"."""
    wording = load_wording()
    head = head_of(context)
    if not head or head[-1] not in wording.variants:
        return False
    return any(word.text in wording.ended for word in (*context.left, *context.right))
