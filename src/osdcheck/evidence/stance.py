"""What a sentence does with the words "open source": claims them of the project, or anything else.

Four questions are asked in turn: does it claim at all, or ask, cite or speak of others' ways
(``turns``)? Of whom is the form said: which word governs it (``clauses``), and whom does that lead
to (``subjects``, ``antecedents``, ``fragments``)? Is it the whole or a part? Is it denied or planned
(``turns``)? Nothing is taken for a claim by default: a form becomes one only where the words before
it lead to the project.
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
from osdcheck.evidence.lapses import began_so, is_contrasted
from osdcheck.evidence.names import strangers
from osdcheck.evidence.presupposed import (
    asks_why,
    by_name,
    edition_of_own,
    invites,
    licensed_by_its_own,
    licensed_so,
    made_after,
    takes_for_granted,
)
from osdcheck.evidence.subjects import Who, who_is
from osdcheck.evidence.turns import asks, denies, mentions, plans
from osdcheck.evidence.words import Word
from osdcheck.tables.wording import load_wording


class Reading(NamedTuple):
    """Stance and scope of one form; ``certain`` as in :class:`~osdcheck.core.evidence.Claim`."""

    stance: ClaimStance
    scope: ClaimScope = "whole"
    certain: bool = True


MENTION = Reading("mention")
OTHER = Reading("other-project")


def read_stance(context: Context) -> Reading:
    """Stance and scope of one form in its sentence, and whether the words are tied to the project."""
    asked = asks(context)
    if asked and not asks_why(context):
        return Reading("question")
    head = head_of(context)
    reading = Reading("asserted") if asked else _read(context, head)
    lent = context.names.lends(context.words[: context.form.first])
    if lent is not None and lent.linked:
        return OTHER
    tied = context.names.sure and lent is None
    certain = tied or _speaks_of_itself(context) or _says_of_the_project(context)
    reading = reading._replace(certain=reading.certain and certain and not _of_data(context))
    if reading.stance == "asserted" and _is_parted(context):
        reading = reading._replace(scope="part")
    # "When you deploy this open source project" claims it whatever becomes of the rest.
    if not takes_for_granted(context, head) and reading.stance != "other-project":
        if denies(context):
            return Reading("negated", reading.scope)
        if plans(context):
            return Reading("plan", reading.scope)
    return reading


def _read(context: Context, head: list[str]) -> Reading:
    """Stance of a form that is not asked about, before it is seen whether it is denied or planned."""
    licensed = licensed_so(context, head)
    if licensed is not None:
        return _of_subject(context, licensed) if licensed else Reading("asserted")
    return MENTION if mentions(context) else _of_whom(context, head)


def _is_parted(context: Context) -> bool:
    """Whether it is so for the most part alone: "partly open source"."""
    wording = load_wording()
    for word in reversed(context.left):
        if word.text in wording.parting:
            return True
        if word.text not in wording.determiners | {"free", "and", "/"}:
            return False
    return False


def _speaks_of_itself(context: Context) -> bool:
    """Whether it says "we", "our" or "this": no name is needed to know whose it is."""
    wording = load_wording()
    works = wording.whole | wording.part | wording.copulas | wording.adverbs
    before = context.words[: context.form.first + 1]
    return any(
        one.text in wording.speakers | (wording.own - {"this"}) or (one.text == "this" and two.text in works)
        for one, two in pairwise(before)
    )


def _says_of_the_project(context: Context) -> bool:
    """Whether it is said of "the project" or "the code", where no sentence before speaks of another."""
    wording = load_wording()
    article, head, verb, *_ = (*(word.text for word in context.left if word.is_word), "", "", "")
    said = article == "the" and head in wording.undivided and verb in wording.copulas
    return said and not any(strangers(one[:1], one) for one in context.before)


def _of_data(context: Context) -> bool:
    """Whether "this dataset" is spoken of in a text that is not called one: it may be what it uses."""
    subject = [word.text for word in context.left if word.is_word][:2]
    data = load_wording().data
    return bool(data.intersection(subject[1:])) and not any("data" in name for name in context.names.own)


def _of_whom(context: Context, head: list[str]) -> Reading:
    """Stance by the subject that the governor of the form leads to."""
    sort, at = governor(context)
    if invites(context, head) or licensed_by_its_own(context, head):
        return Reading("asserted")
    match sort:
        case "copula":
            return _copular(context, at)
        case "trailing":
            return _said_of(topic_of(context, at))
        case "speaker":
            return _released(context)
        case "object":
            # "We decided to make this project open source."
            return _said_of(resolve(context, context.words[at : context.form.first]))
        case "as" | "under":
            return _passive(context, at)
        case "presenting":
            return _presented(context, at, head)
        case "own":
            return _owned(context, at, head)
        case "apposition":
            return _apposition(context, context.words[context.start : at])
        case "start":
            return _alone(context, head)
        case _:
            return Reading("asserted") if by_name(context, head) else MENTION


def _said_of(who: Who, head: list[str] | None = None) -> Reading:
    """A claim where it is the project or a part; ``head``: nouns behind the form that may tell a part."""
    if who in {"self", "none", "part"}:
        parted = who == "part" or (bool(head) and head is not None and head[-1] in load_wording().part)
        return Reading("asserted", "part" if parted else "whole")
    return OTHER if who == "other" else MENTION


def _owned(context: Context, at: int, head: list[str]) -> Reading:
    """ "Our open source bar": a claim, unless what is owned is no work: "our open source mission"."""
    wording = load_wording()
    others = context.words[at].text != "this"
    of_it = [word.text for word in context.words[max(0, at - 2) : at]] == ["part", "of"]
    efforts = wording.efforts | (wording.undertakings if of_it else set())
    if head and others and (head[-1] in efforts or head[0] in wording.ideals):
        return MENTION
    return _said_of("self", head)


def _copular(context: Context, at: int) -> Reading:
    """ "Foo is open source"; of the past, "was open sourced" and "was the first open source ..." last."""
    wording = load_wording()
    copula = context.words[at].text
    subject = context.words[context.start : at]
    sourced = context.form.text.endswith("sourced")
    between = {word.text for word in context.words[at + 1 : context.form.first]}
    if copula == "being" and not subject and any(w.text in wording.finite for w in context.right[:1]):
        # "Being open source is no goal"
        return MENTION
    if copula in wording.past and not sourced and not between & wording.firsts:
        return MENTION
    if (sourced and told_of_others(context, subject)) or of_somebody(context, subject, at):
        return OTHER
    contracted = ("'" in copula or "’" in copula) and not copula.endswith("t")
    return _of_subject(context, context.words[context.start : at + contracted])


def _of_subject(context: Context, subject: tuple[Word, ...]) -> Reading:
    """A form that is said of a subject: whose is it?"""
    wording = load_wording()
    if subject and subject[-1].text in wording.relatives and len(subject) > 1:
        return _relative(context, subject[:-1], context.words[context.start + len(subject)].text)
    if any(word.text in wording.reported for word in last_subject(subject)):
        return MENTION
    told = max(
        (at for at, word in enumerate(subject[:-1]) if at and _tells(context, subject, at)), default=-1
    )
    return _said_of(resolve(context, last_subject(subject[told + 1 :])))


def _tells(context: Context, subject: tuple[Word, ...], at: int) -> bool:
    """Whether a clause of its own begins: "note that ...", "contributions are welcome, as this is ..."."""
    wording = load_wording()
    behind = subject[at + 1]
    own = behind.text in wording.own | wording.pronouns or context.names.is_own(behind.written)
    return subject[at].text == "that" or (subject[at].text in wording.reasons and own)


def _relative(context: Context, before: tuple[Word, ...], verb: str) -> Reading:
    """ "..., which is open source": said of the words just before; those behind a verb must be its own."""
    wording = load_wording()
    words = tuple(word for word in before if word.text != ",")
    cut = next((at for at in range(len(words) - 1, -1, -1) if words[at].text in wording.breaks), -1)
    tail = words[cut + 1 :]
    if verb == "are" and cut > 0 and words[cut - 1].text.endswith("s") and not tail[-1].text.endswith("s"):
        # "Alternatives to Foo that are open source"
        return MENTION
    if strangers(tail[-1:], words) and not context.names.among(tail[-1:]):
        return OTHER
    own = context.names.among(tail) or any(word.text in wording.own for word in tail)
    return _said_of(who_is(tail, context.names)) if own or cut < 0 else OTHER


def _released(context: Context) -> Reading:
    """ "We open-source ...": a claim, of a part where one is named; not in "where we open-source things"."""
    wording = load_wording()
    opening = context.words[max(0, context.start - 1) : context.form.first]
    asked = [at for at, word in enumerate(opening) if word.text in wording.indirect]
    # "That's why we open-sourced it" tells the reason.
    told = asked and opening[asked[-1]].text == "why" and opening[asked[-1] - 1].text in wording.copulas
    if asked and not told:
        return MENTION
    near = [word.text for word in context.right[:9]]
    near = near[: next((at for at, text in enumerate(near) if text in wording.breaks), len(near))]
    listed = sum(word in {"and", ","} for word in near) > 1
    return Reading("asserted", "part" if not listed and wording.part & set(near) else "whole")


def _passive(context: Context, at: int) -> Reading:
    """ "Released as open source", "distributed under an OSI-approved license"."""
    wording = load_wording()
    if at == context.start and context.words[at].text == "as":
        return _in_the_role(context)
    near = [word.text for word in context.words[max(context.start, at - 14) : at]]
    if context.words[at].text == "as" and began_so(context, at):
        # What it began as it may be still; but nobody is accused by it.
        reading = _of_subject(context, context.words[context.start : at - 1])
        return MENTION if is_contrasted(context) else reading._replace(certain=False)
    if near and near[-1] in wording.copulas:
        return _copular(context, at - 1)
    if not any(word in wording.releasing for word in near):
        return MENTION
    if any(word in wording.own for word in near[-4:]):
        return Reading("asserted")
    opening = context.words[context.start : at]
    if context.words[at].text == "as" and _of_object(context, opening):
        return OTHER
    verbs = wording.copulas | wording.perfect
    verb = next((index for index, word in enumerate(opening) if word.text in verbs), None)
    if verb is None and opening[0].text in wording.releasing | wording.adverbs:
        return _said_of(carried(context) if context.start else "none")
    if verb is None:
        verb = next((index for index, word in enumerate(opening) if word.text in wording.releasing), 0)
    return _of_subject(context, opening[:verb])


def _of_object(context: Context, opening: tuple[Word, ...]) -> bool:
    """Whether what is given as such is another's by name: "Acme ships Foo as an open source fallback"."""
    wording = load_wording()
    verb = max((at for at, word in enumerate(opening) if word.text in wording.releasing), default=-1)
    active = verb > 0 and opening[verb - 1].text not in wording.speakers
    return (
        active
        and bool(strangers(opening[verb + 1 : verb + 2], context.words))
        and not (context.names.among(opening[verb + 1 :]))
    )


def _in_the_role(context: Context) -> Reading:
    """ "As an open source project, we ...": a claim when the project goes on to speak."""
    comma = next((at for at, word in enumerate(context.right) if word.text == ","), None)
    who = who_is(context.right[comma + 1 : comma + 4], context.names) if comma is not None else "none"
    return Reading("asserted") if who in {"self", "part"} else MENTION


def _presented(context: Context, at: int, head: list[str]) -> Reading:
    """ "This repository provides an open source version", "Introducing Foo, the open source Bar"."""
    who = resolve(context, last_subject(context.words[context.start : at]))
    verb = context.words[at].text
    if who == "none" and not verb.endswith("ing") and verb != "welcome":
        return MENTION
    return OTHER if context.names.sure and _names_another(context, head) else _said_of(who, head)


def _names_another(context: Context, head: list[str]) -> bool:
    """Whether what is presented is called by another's name: "they wrote the open source editor Foo"."""
    named = [word for word in following(context) if word.is_word][: len(head)]
    called = len(named) > 1 and named[-1].written[0].isupper() and named[-2].written.islower()
    return (
        called and bool(strangers(tuple(named[-1:]), context.words)) and not context.names.among(tuple(named))
    )


def _apposition(context: Context, opening: tuple[Word, ...]) -> Reading:
    """ "Foo, an open source bar": what is said is said of the words before the comma."""
    wording = load_wording()
    names = context.names
    heads = {word.text for word in context.right[:3]}
    if heads & wording.license_words and any(word.text in wording.releasing for word in opening):
        return _of_subject(context, tuple(word for word in opening if word.text != ","))
    if _presents(opening) and (opening[0].text in wording.presenting or who_is(opening[:1], names) == "self"):
        return Reading("asserted")
    nearest = last_subject(opening)
    first = len(nearest)
    while first and (nearest[first - 1].written[0].isupper() or names.matches(nearest[first - 1].written)):
        first -= 1
    nearest = nearest[first:]
    if any(names.is_own(word.written) for word in nearest):
        return Reading("asserted")
    named = strangers(nearest, opening)
    if not named:
        return Reading("asserted") if _tagline(context, opening) else MENTION
    if names.unclaimed and not any(word.text in wording.known for word in named):
        return Reading("asserted") if len(nearest) == len(opening) <= 3 else MENTION
    return OTHER


def _tagline(context: Context, opening: tuple[Word, ...]) -> bool:
    """Whether only a noun phrase opens the text: "Customer support suite, an open source alternative"."""
    wording = load_wording()
    verbs = wording.copulas | wording.finite | wording.breaks | wording.articles | wording.foreign
    return context.start == 0 and len(opening) <= 5 and not any(word.text in verbs for word in opening)


def _presents(opening: tuple[Word, ...]) -> bool:
    """Whether a verb presents what follows it: "we built Foo, ...", not "it was built with Foo, ..."."""
    wording = load_wording()
    return any(
        one.text in wording.presenting and two.text not in wording.prepositions
        for one, two in pairwise((*opening, *opening[-1:]))
    )


def _alone(context: Context, head: list[str]) -> Reading:
    """A form that no word before it governs: a tagline, a list entry, a cell."""
    wording = load_wording()
    right = following(context)
    behind = [word.text for word in right]
    if edition_of_own(context, head):
        return Reading("asserted")
    if made_after(context, head):
        return OTHER
    if behind and behind[0] in wording.determiners | wording.own | wording.finite:
        return MENTION
    if (
        _opens_another(context)
        or _goes_on(right)
        or (head and wording.finite.intersection(behind[len(head) :][:1]))
    ):
        return MENTION
    who = fragment(
        context.words, context.start, context.form, head, names=context.names, passage=context.passage
    )
    return _said_of(carried(context) if who == "carried" else who)


def _opens_another(context: Context) -> bool:
    """Whether what is opened is another's by name: "(Foo Inc.) open sourced Bar"."""
    behind = context.right[:1]
    opened = context.form.text.endswith("sourced") and bool(strangers(behind, context.words))
    return opened and not context.names.among(behind)


def _goes_on(right: tuple[Word, ...]) -> bool:
    """Whether the words behind a form hold a verb of their own: then it is no line by itself."""
    wording = load_wording()
    for at, word in enumerate(right[:-1]):
        if word.text in wording.relatives | {"to", "so"}:
            return False
        if at and word.text in wording.finite and right[at - 1].text != ",":
            return True
    return False
