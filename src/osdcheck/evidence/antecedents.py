"""Whom a sentence goes on to speak of: the subject a clause carries on, and what "it" stands for."""

from __future__ import annotations

from osdcheck.evidence.clauses import Context
from osdcheck.evidence.names import strangers
from osdcheck.evidence.subjects import Who, who_is
from osdcheck.evidence.words import Word
from osdcheck.tables.wording import load_wording


def topic_of(context: Context, at: int) -> Who:
    """Subject of the clause up to ``at``: the words before its first verb."""
    opening = context.words[context.start : at]
    copulas = load_wording().copulas
    verb = next((number for number, word in enumerate(opening) if word.text in copulas), len(opening))
    return resolve(context, opening[:verb])


def last_subject(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words behind the last comma, unless they only go on with what stands before it."""
    for index in range(len(words) - 1, -1, -1):
        if words[index].text == ",":
            tail = [word for word in words[index + 1 :] if word.is_word]
            if tail and tail[0].text not in load_wording().onward_links:
                return words[index + 1 :]
            return words
    return words


def resolve(context: Context, subject: tuple[Word, ...]) -> Who:
    """Whom a subject speaks of, a pronoun's antecedent and a carried-on subject included."""
    who = who_is(subject, context.names)
    if who == "none" and context.start:
        return carried(context)
    if who == "self" and [word.text for word in subject if word.is_word] == ["this"]:
        return "other" if _about_another(context) else "self"
    if who == "self" and subject[0].text in {"this", "the"} and _chosen(context, subject):
        # "We picked Foo because this model is open source."
        return "other"
    if who == "self" and _points_back(context, subject):
        return "other"
    if who != "pronoun":
        return who
    return "other" if _chosen(context, subject) else _antecedent(context, subject)


def carried(context: Context) -> Who:
    """A clause without a subject goes on with the subject of the sentence."""
    earlier = context.words[: context.start]
    copulas = load_wording().copulas
    for index, word in enumerate(earlier):
        if word.text in copulas and index:
            who = who_is(last_subject(earlier[:index]), context.names)
            return who if who != "pronoun" else _antecedent(context, earlier[:index])
    return _before_aside(context, earlier)


def _before_aside(context: Context, earlier: tuple[Word, ...]) -> Who:
    """A clause behind a remark in brackets goes on with the words before it: "the backup (Foo) is ..."."""
    opened = next((index for index, word in enumerate(earlier) if word.text == "("), 0)
    if earlier[-1].text != ")" or not opened:
        return "none"
    if context.names.among(earlier[opened + 1 : -1]):
        return "self"
    marks = [at for at, word in enumerate(earlier[:opened]) if word.text in load_wording().dividers | {";"}]
    return who_is(earlier[marks[-1] + 1 if marks else 0 : opened], context.names)


def _antecedent(context: Context, subject: tuple[Word, ...]) -> Who:
    """What "it" stands for: a name earlier in the sentence, else the subject of a sentence just before."""
    first = next((word.start for word in subject if word.is_word), 0)
    earlier = tuple(word for word in context.words[: context.form.first] if word.start < first)
    if any(_picks_another(words, context) for words in context.before[-1:]):
        return "other"
    told = [one[:6] for one in reversed(context.before) if one[0].text not in load_wording().pronouns]
    for words in (earlier, *told):
        if context.names.among(words):
            return "self"
        foreign = strangers(words, words)
        named = [
            word
            for word in foreign
            if word.start or word.text in load_wording().known or words is not earlier
        ]
        inside = words is earlier and bool(named) and named[0].start > 0
        if named and (
            context.names.own or inside or any(word.text in load_wording().known for word in named)
        ):
            return "other" if _topical(words, named) else "self"
    return "self"


def _topical(words: tuple[Word, ...], named: list[Word]) -> bool:
    """Whether the names are what the words are about, not a sentence's first word by chance."""
    known = load_wording().known
    return (
        any(word.text in known for word in named)
        or named[0].start > words[0].start
        or (len(words) > 1 and words[1].text in load_wording().copulas | {":", "(", ","})
    )


def _picks_another(words: tuple[Word, ...], context: Context) -> bool:
    """Whether a sentence says that another's work was chosen: "For this we chose the Foo project"."""
    wording = load_wording()
    at = next((at for at, word in enumerate(words) if word.text in wording.choosing and at), None)
    if at is None or context.names.among(words):
        return False
    return bool(strangers(words[at + 1 : at + 5], words))


def _about_another(context: Context) -> bool:
    """Whether the sentence before, in the same paragraph, begins with another's name."""
    words = context.before[-1][:8] if context.before else ()
    first = words[1:] if words and words[0].text in load_wording().articles else words
    if not first or context.names.among(words):
        return False
    shaped = any(mark.isupper() for mark in first[0].written[1:])
    return shaped and bool(strangers(first[:1], words))


def _points_back(context: Context, subject: tuple[Word, ...]) -> bool:
    """Whether "this model" is one that the sentence before picked: "We use Foo. This model ..."."""
    spoken = [word.text for word in subject if word.is_word]
    if len(spoken) != 2 or spoken[0] != "this" or spoken[1] in load_wording().undivided:
        return False
    return any(
        _picks_another(words, context) and spoken[1] not in {word.text for word in words}
        for words in context.before[-1:]
    )


def _chosen(context: Context, subject: tuple[Word, ...]) -> bool:
    """Whether "it" is what the sentence says was chosen: "we use Foo because it is open source"."""
    first = next((word.start for word in subject if word.is_word), 0)
    earlier = tuple(word for word in context.words[: context.form.first] if word.start < first)
    main, wording = earlier[:-1], load_wording()
    if context.names.among(main) or not any(word.text in wording.reasons for word in earlier[-2:]):
        return False
    return any(
        word.text in wording.choosing
        and (at + 1 == len(main) or main[at + 1].text not in wording.pronouns | wording.own)
        for at, word in enumerate(main)
    )


def told_of_others(context: Context, subject: tuple[Word, ...]) -> bool:
    """Whether somebody named made the subject open, and it is not the project by name or noun.

    "Foo was open-sourced by Acme" is how others tell it.
    """
    wording = load_wording()
    near = [word for word in context.right[:8] if word.is_word]
    at = next((at for at, word in enumerate(near) if word.text == "by"), None)
    agent = tuple(near[at + 1 : at + 4]) if at is not None else ()
    if not agent:
        return False
    known = any(context.names.matches(word.written) for word in (*subject, *agent))
    own = known and not context.names.supposed
    ours = bool(subject) and subject[0].text in wording.own and subject[-1].text in wording.whole
    return not own and not ours and bool(strangers(agent, context.words) or agent[0].text == "the")


def of_somebody(context: Context, subject: tuple[Word, ...], copula: int) -> bool:
    """Whether a named subject is said to be somebody else's, where the project's name is not known.

    "Foo is Acme's open source model", "Foo is open source but the dashboard requires their cloud".
    """
    if not strangers(subject, context.words) or (context.names.sure and context.names.among(subject)):
        return False
    between = context.words[copula + 1 : context.form.first]
    possessed = any(word.text.endswith("'s") for word in strangers(between, context.words))
    behind = [word.text for word in context.words[context.form.last :]]
    contrast = behind[behind.index("but") :] if "but" in behind else []
    return possessed or "their" in contrast or "theirs" in contrast
