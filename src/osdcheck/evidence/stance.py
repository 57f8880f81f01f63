"""What a sentence does with the words "open source": claims them of the project, or anything else.

Nothing is taken for a claim by default: a form becomes one only where the words before it lead to a
subject that is the project, and the words behind it do not turn it into a mere mention.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from osdcheck.core.evidence import ClaimScope, ClaimStance
from osdcheck.evidence.antecedents import (
    carried,
    last_subject,
    of_somebody,
    resolve,
    told_of_others,
    topic_of,
)
from osdcheck.evidence.clauses import Context, following, governor, head_of
from osdcheck.evidence.fragments import fragment
from osdcheck.evidence.names import Names, strangers
from osdcheck.evidence.subjects import Who, who_is
from osdcheck.evidence.words import Word, holds
from osdcheck.tables.wording import load_wording

_TAKEN_BACK = frozenset({"no", "formerly", "previously", "originally", "initially"})
_PREPOSITIONS = frozenset({"with", "on", "upon", "by", "using", "in", "from", "for", "around"})
_NO_WORKS = frozenset({"program", "programs", "work", "works", "efforts"})


class Reading(NamedTuple):
    """Stance and scope of one form."""

    stance: ClaimStance
    scope: ClaimScope = "whole"
    certain: bool = True


MENTION = Reading("mention")
OTHER = Reading("other-project")


def read_stance(context: Context) -> Reading:
    """Stance and scope of one form in its sentence, and whether the words are tied to the project."""
    reading = _stance(context)
    return reading._replace(certain=context.names.sure or _speaks_of_itself(context))


def _speaks_of_itself(context: Context) -> bool:
    """Whether the sentence is a title or says "we", "our" or "this": no name is needed to know whose it is."""
    wording = load_wording()
    selves = wording.own | wording.speakers
    before = context.words[: context.form.first]
    return context.passage.role == "heading" or any(word.text in selves for word in before)


def _stance(context: Context) -> Reading:
    if _asked(context.words):
        return Reading("question")
    reading = MENTION if _quoted(context) else _assertion(context)
    named = head_of(context) and context.left[-1:] and context.left[-1].text == "this"
    if reading.stance == "asserted" and named:
        # "When you deploy this open source project" claims it whatever becomes of the rest.
        return reading
    if _negated(context):
        return Reading("negated", reading.scope) if reading.stance != "other-project" else reading
    if reading.stance in {"asserted", "mention"} and _planned(context):
        return Reading("plan", reading.scope)
    return reading


def _asked(words: tuple[Word, ...]) -> bool:
    tail = [word.text for word in words[-4:]]
    return "?" in tail


def _quoted(context: Context) -> bool:
    """Whether the form stands inside quotation marks that hold a sentence of somebody else."""
    before = [word.text for word in context.words[: context.form.first]]
    if before and before[-1] in {'"', "“", "'", "‘"} and context.right and not context.right[0].is_word:
        return True
    opened = [at for at, text in enumerate(before) if text in {'"', "“"}]
    last = context.words[-1].text
    if opened[:1] == [0] and last in {'"', "”"}:
        return True
    if not opened or before[opened[-1] :].count("”") or (before.count('"') + before.count("“")) % 2 == 0:
        return False
    closed = next(
        (at for at, word in enumerate(context.words) if at >= context.form.last and word.text in {'"', "”"}),
        0,
    )
    cited = any(word.text in load_wording().finite for word in context.words[closed + 1 : closed + 3])
    if closed and cited:
        return True
    inside = [word for word in context.words[opened[-1] + 1 : context.form.first] if word.is_word]
    return any(word.text in load_wording().copulas for word in inside)


def _negated(context: Context) -> bool:
    wording = load_wording()
    left = context.left[-10:]
    if context.start and context.words[context.start - 1].text == ")":
        left = context.words[max(0, context.form.first - 10) : context.form.first]
    if left and left[-1].text in _TAKEN_BACK:
        return True
    at = holds(left, wording.negators)
    if at < 0 or holds(left, wording.pseudo_negators) >= 0:
        return False
    between = left[at + 1 :]
    return not any(word.text in {"that", "which", "who", "to"} for word in between) or len(between) < 3


def _planned(context: Context) -> bool:
    wording = load_wording()
    if context.passage.todo:
        return True
    if context.start and context.words[context.start - 1].text in load_wording().hypothetical:
        return True
    earlier = context.words[: context.start]
    if earlier and earlier[-1].text == ":" and any(word.text in load_wording().soon for word in earlier):
        return True
    if holds(context.left, wording.always) >= 0:
        return False
    if holds(context.left, wording.plans) >= 0:
        return True
    behind = context.words[context.form.last : context.form.last + 9]
    later = holds(behind, wording.after)
    if later < 0:
        return False
    if behind[later].text not in {"when", "if", "years", "after", "once", "upon"}:
        return True
    return later <= 3 and not _consequence(behind[:later])


def _consequence(between: tuple[Word, ...]) -> bool:
    """Whether a new clause opens before a condition: "open source, so if you ..."."""
    return any(word.text in {"so", "and", "but"} for word in between)


def _assertion(context: Context) -> Reading:
    """Stance apart from negation and plans."""
    head = head_of(context)
    asked = any(word.text == "whether" for word in context.words[: context.form.first])
    if asked or _generic_head(head) or _qualified(context) or _cited(context):
        return MENTION
    sort, at = governor(context)
    match sort:
        case "copula":
            return _copular(context, at)
        case "trailing":
            return _reading(topic_of(context, at))
        case "maker":
            reading = _by_maker(context, context.words[context.start : at])
            return _released(context) if reading.stance == "asserted" else reading
        case "speaker":
            return _released(context)
        case "as" | "under":
            return _passive(context, at)
        case "presenting":
            return _presented(context, at, head)
        case "own":
            return _owned(head, context.words[at].text)
        case "apposition":
            return _apposition(context, at)
        case "start":
            return _fragment(context, head)
        case _:
            return MENTION


def _owned(head: list[str], owner: str) -> Reading:
    """ "Our open source bar": a claim where what is owned is a work, not "our open source values"."""
    wording = load_wording()
    if head and (
        (owner != "this" and head[-1] in _NO_WORKS)
        or not set(head) & (wording.whole | wording.part | wording.own_heads)
    ):
        return MENTION
    return Reading("asserted", "part" if head and head[-1] in wording.part else "whole")


def _cited(context: Context) -> bool:
    """Whether the sentence, or the one before it in its entry, is the reference of a paper."""
    near = (*context.before[-1:], context.words)
    texts = {word.text for word in context.words}
    dated = any(len(text) == 4 and text.isdigit() and text[:2] in {"19", "20"} for text in texts)
    if dated and texts & load_wording().papers:
        return True
    return any(one.text == "et" and two.text == "al" for words in near for one, two in pairwise(words))


def _qualified(context: Context) -> bool:
    """Whether the next words take the form back: "open source like", "free software for personal use"."""
    wording = load_wording()
    near = [word.text for word in context.right[:3]]
    if not near:
        return False
    free = context.form.text == "free software" and near[0] == "for"
    return near[0] in wording.distancing or (free and any(word in wording.gratis for word in near[1:]))


def _generic_head(head: list[str]) -> bool:
    wording = load_wording()
    heads = wording.mention_heads
    if not head:
        return False
    compound = head[-1] in wording.whole | wording.part and not head[0].endswith("s")
    return head[-1] in heads or (head[0] in heads and not compound)


def _copular(context: Context, at: int) -> Reading:
    """ "Foo is open source"; of the past, "was open sourced" and "was the first open source ..." last."""
    copula = context.words[at].text
    between = {word.text for word in context.words[at + 1 : context.form.first]}
    past = copula in {"was", "were"} and not context.form.text.endswith("sourced")
    if past and not between & {"first", "only"}:
        return MENTION
    if context.form.text.endswith("sourced") and told_of_others(context, context.words[context.start : at]):
        return OTHER
    if of_somebody(context, context.words[context.start : at], at):
        return OTHER
    contracted = ("'" in copula or "’" in copula) and not copula.endswith("t")
    return _of_subject(context, context.words[context.start : at + contracted])


def _of_subject(context: Context, subject: tuple[Word, ...]) -> Reading:
    """A form that is said of a subject: whose is it?"""
    if subject and subject[-1].text in {"which", "that", "who"} and len(subject) > 1:
        return _relative(context, subject[:-1])
    if any(word.text in load_wording().reported for word in subject):
        return MENTION
    told = max((at for at, word in enumerate(subject[:-1]) if word.text == "that" and at), default=-1)
    subject = subject[told + 1 :]
    return _reading(resolve(context, last_subject(subject)))


def _by_maker(context: Context, maker: tuple[Word, ...]) -> Reading:
    """ "Acme has open sourced it": of a maker whose name is not known to be the project's, others tell it."""
    unsure = not context.names.own or context.names.supposed
    unknown = unsure and bool(strangers(maker, context.words))
    ours = any(word.text in load_wording().own | {"it", "this"} for word in context.right[:3])
    return OTHER if unknown and not ours else _of_subject(context, maker)


def _relative(context: Context, before: tuple[Word, ...]) -> Reading:
    """ "..., which is open source": said of the words just before; those behind a verb must be its own."""
    words = tuple(word for word in before if word.text != ",")
    breaks = load_wording().breaks
    cut = next((at for at in range(len(words) - 1, -1, -1) if words[at].text in breaks), -1)
    tail = words[cut + 1 :]
    own = any(context.names.matches(word.written) for word in tail) or any(
        word.text in load_wording().own for word in tail
    )
    return _reading(who_is(tail, context.names)) if own or cut < 0 else OTHER


def _reading(who: Who) -> Reading:
    if who in {"self", "none"}:
        return Reading("asserted")
    if who == "part":
        return Reading("asserted", "part")
    return OTHER if who == "other" else MENTION


def _released(context: Context) -> Reading:
    """ "We open-source ...": a claim, of a part where one is named; not in "where we open-source things"."""
    opening = [word.text for word in context.words[max(0, context.start - 1) : context.form.first]]
    if any(word in {"where", "why", "how", "what", "which", "that"} for word in opening):
        return MENTION
    near = [word.text for word in context.right[:9]]
    parts = load_wording().part
    cut = near.index("of") if "of" in near else len(near)
    listed = sum(word in {"and", ","} for word in near) > 1
    return Reading(
        "asserted", "part" if not listed and any(word in parts for word in near[:cut]) else "whole"
    )


def _passive(context: Context, at: int) -> Reading:
    """ "Released as open source", "distributed under an OSI-approved license"."""
    wording = load_wording()
    if at == context.start and context.words[at].text == "as":
        return _in_the_role(context)
    near = [word.text for word in context.words[max(context.start, at - 14) : at]]
    if not any(word in wording.releasing for word in near):
        return MENTION
    if any(word in wording.own for word in near[-4:]):
        return Reading("asserted")
    opening = context.words[context.start : at]
    for index, word in enumerate(opening):
        if word.text in wording.copulas or word.text in {"has", "have"}:
            return _of_subject(context, opening[:index])
    if opening and opening[0].text in wording.releasing | wording.adverbs:
        return _reading(carried(context) if context.start else "none")
    first = next((number for number, word in enumerate(opening) if word.text in wording.releasing), 0)
    return _of_subject(context, opening[:first])


def _in_the_role(context: Context) -> Reading:
    """ "As an open source project, we ...": a claim when the project goes on to speak."""
    comma = next((at for at, word in enumerate(context.right) if word.text == ","), None)
    if comma is None:
        return MENTION
    who = who_is(context.right[comma + 1 : comma + 4], context.names)
    return Reading("asserted") if who in {"self", "part"} else MENTION


def _presented(context: Context, at: int, head: list[str]) -> Reading:
    """ "This repository provides an open source version", "Introducing Foo, the open source Bar"."""
    wording = load_wording()
    between = [word.text for word in context.words[at + 1 : context.form.first]]
    if not any(word in wording.determiners for word in between):
        return MENTION
    subject = context.words[context.start : at]
    who = resolve(context, last_subject(subject))
    if who == "none" and not context.words[at].text.endswith("ing") and context.words[at].text != "welcome":
        return MENTION
    if who in {"self", "none"}:
        return Reading("asserted", "part" if head and head[-1] in wording.part else "whole")
    return _reading(who)


def _apposition(context: Context, comma: int) -> Reading:
    """ "Foo, an open source bar": what is said is said of the words before the comma."""
    opening = context.words[context.start : comma]
    heads = {word.text for word in context.right[:3]}
    if heads & load_wording().license_words and any(
        word.text in load_wording().releasing for word in opening
    ):
        return _of_subject(context, tuple(word for word in opening if word.text != ","))
    if _presents(opening) and (
        opening[0].text in load_wording().presenting or who_is(opening[:1], context.names) == "self"
    ):
        return Reading("asserted")
    nearest = _name_before(last_subject(opening), context.names)
    if any(context.names.is_own(word.written) for word in nearest):
        return Reading("asserted")
    if opening[0].text in load_wording().title_openers | load_wording().breaks:
        return OTHER
    named = strangers(nearest, opening)
    if not named and _tagline(context, opening):
        return Reading("asserted")
    if not named or (
        context.names.unclaimed and not any(word.text in load_wording().known for word in named)
    ):
        return Reading("asserted") if named and len(nearest) == len(opening) <= 3 else MENTION
    return OTHER


def _tagline(context: Context, opening: tuple[Word, ...]) -> bool:
    """Whether only a noun phrase opens the text: "Customer support suite, an open source alternative"."""
    wording = load_wording()
    verbs = wording.copulas | wording.finite | wording.breaks | wording.articles | wording.foreign
    return context.start == 0 and len(opening) <= 5 and not any(word.text in verbs for word in opening)


def _presents(opening: tuple[Word, ...]) -> bool:
    """Whether a verb presents what follows it: "we built Foo, ...", not "it was built with Foo, ..."."""
    presenting = load_wording().presenting
    return any(
        one.text in presenting and two.text not in _PREPOSITIONS
        for one, two in pairwise((*opening, opening[-1]))
    )


def _goes_on(right: tuple[Word, ...]) -> bool:
    """Whether the words behind a form hold a verb of their own: then it is no line by itself."""
    return any(
        word.text in load_wording().finite
        and 0 < at < len(right) - 1
        and right[at - 1].text not in {"that", "which", "who", ","}
        for at, word in enumerate(right)
        if not any(one.text in {"that", "which", "who", "to", "so"} for one in right[:at])
    )


def _name_before(words: tuple[Word, ...], names: Names) -> tuple[Word, ...]:
    """The words at the end that are written like a name, or are one of the project's."""
    first = len(words)
    while first and (words[first - 1].written[0].isupper() or names.matches(words[first - 1].written)):
        first -= 1
    return words[first:]


def _fragment(context: Context, head: list[str]) -> Reading:
    wording = load_wording()
    behind = [word.text for word in following(context)]
    if behind and (behind[0] in wording.determiners | wording.own or behind[0] in wording.finite):
        return MENTION
    if _goes_on(following(context)) or (head and wording.finite.intersection(behind[len(head) :][:1])):
        return MENTION
    who = fragment(
        context.words, context.start, context.form, head, names=context.names, passage=context.passage
    )
    return _reading(carried(context) if who == "carried" else who)
