"""What is taken for granted of the project: "our open source SDK", "the open source edition of Foo"."""

from __future__ import annotations

from osdcheck.evidence.antecedents import resolve
from osdcheck.evidence.clauses import Context
from osdcheck.evidence.names import strangers
from osdcheck.evidence.words import Word, holds
from osdcheck.tables.wording import load_wording

_NEAR = 4
_REACH = 12


def takes_for_granted(context: Context, head: list[str]) -> bool:
    """Whether what is denied or planned is another thing: "we'll go on improving our open source SDK".

    What is about to be released is not yet there: "we'll release our open source SDK".
    """
    wording = load_wording()
    if invites(context, head):
        return True
    if not head or edition_of_own(context, head):
        return False
    last = context.left[-1].text if context.left else ""
    if last == "this":
        return True
    if last != "our" and not (last == "the" and by_name(context, head)):
        return False
    coming = wording.releasing | wording.presenting | wording.copulas
    due = wording.soon | {"will"}
    verbs = {word.text for word in context.left[-_NEAR:-1]}
    return not verbs & coming and not {word.text for word in context.right} & due


def by_name(context: Context, head: list[str]) -> bool:
    """Whether the project's own name follows: "the repository of the open source project Foo"."""
    if edition_of_own(context, head):
        return True
    spelled = "".join(word.written for word in context.words[context.form.first : context.form.last + 1])
    if context.names.is_own(spelled):
        # The form is in the name: "Open Source Together".
        return False
    if _is_done(context):
        return False
    plain = load_wording().adjectives
    called = any(
        context.names.is_own(word.written) and not word.written[0].islower() and word.text not in plain
        for word in context.right[: len(head)]
    )
    # "A list of open source Foo tools" tells of several.
    one = any(word.text == "the" for word in context.left[-2:]) or not "".join(head[-1:]).endswith("s")
    return called and one and context.names.lends(context.right[: len(head)]) is None


def _is_done(context: Context) -> bool:
    """Whether the name is what is made open, or wished so: "to open source Foo", "for an open source Foo".

    "By open sourcing Foo, we ..." tells that it was done.
    """
    behind = context.right[:1]
    if not behind or not context.names.is_own(behind[0].written):
        return False
    last = context.left[-1].text if context.left else ""
    if context.form.text == "open sourcing":
        return last not in load_wording().done_by
    return last in {"to", "a", "an"} and context.form.text in {"open source", "opensource"}


def edition_of_own(context: Context, head: list[str]) -> bool:
    """Whether it is an edition of the project: "an open source version of Foo is released"."""
    if not head or head[-1] not in load_wording().variants:
        return False
    behind = context.right[len(head) : len(head) + 2]
    # "We dropped the open source version of Foo" tells what became of it.
    left = [word.text for word in context.left]
    denied = holds(context.words[context.form.last :], load_wording().negators) >= 0
    told = not denied and (left in (["a"], ["an"], ["the"]) or left[-2:] == ["of", "the"])
    named = len(behind) > 1 and behind[0].text == "of" and context.names.matches(behind[1].written)
    return told and named


def made_after(context: Context, head: list[str]) -> bool:
    """Whether it is another's work after the project: "an open source rewrite of Foo"."""
    behind = context.right[len(head) : len(head) + 2]
    made = bool(head) and head[-1] in load_wording().remakes and len(behind) > 1 and behind[0].text == "of"
    return made and context.names.sure and context.names.among(behind[1:])


def invites(context: Context, head: list[str]) -> bool:
    """Whether a line calls to try it by what it is: "Get started with the leading open source store".

    One thing alone, of no other name, and what only one can be or what is praised.
    """
    wording = load_wording()
    left = [word.text for word in context.left]
    no_work = wording.mention_heads | wording.general_heads | wording.ideals | wording.efforts
    if context.start or not head or head[-1].endswith("s") or head[-1] in no_work or "the" not in left:
        return False
    at = left.index("the")
    between = set(left[at + 1 :])
    praised = any(word.endswith("est") for word in between) or between & (
        wording.superlatives | wording.adverbs | wording.adjectives
    )
    told = bool(praised) or (not between and (len(head) > 1 or head[-1] in wording.whole))
    return tuple(left[:at]) in wording.inviting and told and not _others(context)


def _others(context: Context) -> bool:
    """Whether a sentence names others, its first word and the form left out."""
    form = {word.text for word in context.words[context.form.first : context.form.last]}
    named = strangers(context.words[1:], context.words)
    return any(word.text not in form and not context.names.matches(word.written) for word in named)


def licensed_by_its_own(context: Context, head: list[str]) -> bool:
    """Whether its license is called so in passing: "thanks to its OSI approved license Foo is ..."."""
    wording = load_wording()
    own = bool(context.left) and (
        context.left[-1].text in {"its", "our"} or context.left[-1].text.endswith("'s")
    )
    licensed = bool(head) and any(word in wording.license_words for word in head[:2])
    return own and licensed and not _others(context) and context.names.among(context.words)


def asks_why(context: Context) -> bool:
    """Whether a question takes it for granted: "Why is Foo open source?"."""
    words, wording = context.words, load_wording()
    spoken = [at for at, word in enumerate(words[: context.form.first]) if word.is_word]
    if len(spoken) < 3 or words[spoken[0]].text != "why" or words[spoken[1]].text not in wording.copulas:
        return False
    subject = words[spoken[1] + 1 : context.form.first]
    denied = holds(words[: context.form.last], wording.negators) >= 0
    return not denied and resolve(context, subject) in {"self", "part"}


def licensed_so(context: Context, head: list[str]) -> tuple[Word, ...] | None:
    """What is licensed so that the form explains its license: "Foo is under Bar (an OSI approved license)".

    The words of the subject, which may be none; ``None`` where it explains no license.
    """
    wording, words = load_wording(), context.words
    if not head or head[-1] not in wording.license_words:
        return None
    first = context.form.first
    mark = next((at for at in range(first - 1, max(-1, first - _REACH), -1) if words[at].text in "(,"), -1)
    inside = {word.text for word in words[mark + 1 : first]}
    if mark < 1 or inside & (wording.releasing | wording.copulas) or not inside & wording.determiners:
        return None
    under = max((at for at, word in enumerate(words[:mark]) if word.text == "under"), default=0)
    verb = next((at for at in range(under - 1, -1, -1) if words[at].text in wording.releasing), -1)
    if verb < 0 or under - verb > _NEAR or holds(words[:mark], wording.negators) >= 0:
        return None
    if any(word.text in wording.past for word in words[:under]):
        return None
    linking = wording.copulas | wording.joining
    while verb and (
        words[verb - 1].text in linking
        or (words[verb].text in wording.joining and words[verb - 1].text in wording.releasing)
    ):
        verb -= 1
    if verb and words[verb - 1].text == ",":
        # "It ships with Foo, licensed under ..." says it of the words just before.
        bound = [at for at, word in enumerate(words[: verb - 1]) if word.text in wording.breaks]
        return words[bound[-1] + 1 if bound else 0 : verb - 1]
    return words[:verb]
