"""The clause a form stands in: where it ends, and which word before the form governs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from osdcheck.evidence.fragments import qualifies
from osdcheck.evidence.names import Names
from osdcheck.evidence.prose import Passage
from osdcheck.evidence.words import Form, Word
from osdcheck.tables.wording import load_wording

_LONGEST_REMARK = 10
_REACH = 16
"""How many words before a form are looked through for what governs it."""


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a form: the words of its sentence, the form, its clause and whose text it is.

    ``start`` and ``end`` bound the clause; ``before`` are the words of the sentences just before, nearest
    last.
    """

    words: tuple[Word, ...]
    form: Form
    start: int
    end: int
    names: Names
    passage: Passage
    before: tuple[tuple[Word, ...], ...] = ()

    @property
    def left(self) -> tuple[Word, ...]:
        """Words of the clause before the form."""
        return self.words[self.start : self.form.first]

    @property
    def right(self) -> tuple[Word, ...]:
        """Words of the clause behind the form."""
        return self.words[self.form.last : self.end]


def context_of(
    words: tuple[Word, ...],
    form: Form,
    names: Names,
    passage: Passage,
    *,
    before: tuple[tuple[Word, ...], ...] = (),
) -> Context:
    """The clause of a form, up to the nearest mark or conjunction on either side."""
    wording = load_wording()
    start = form.first
    while start and not _breaks(words, start - 1, wording.clause_breaks):
        start -= 1
    end = form.last
    while end < len(words) and not _breaks(words, end, wording.clause_breaks):
        end += 1
    return Context(words, form, start, end, names, passage, before)


def _breaks(words: tuple[Word, ...], index: int, marks: frozenset[str]) -> bool:
    word = words[index]
    if word.text == "-":
        # With blanks around it; "-lfoo" is a name.
        behind = words[index + 1 :][:1]
        apart = not behind or word.end < behind[0].start or behind[0].text == "-"
        return apart and index > 0 and words[index - 1].end < word.start
    if word.text == "but" and index and words[index - 1].text in load_wording().all_but:
        # "It is anything but open source", not "everything but the logo is".
        behind = words[index + 1 :][:1]
        counted = words[index - 1].text != "anything"
        return counted and bool(behind) and behind[0].text in load_wording().articles
    return word.text in marks


Governor = Literal[
    "copula",
    "speaker",
    "as",
    "under",
    "presenting",
    "own",
    "object",
    "apposition",
    "trailing",
    "start",
    "break",
]


def governor(context: Context) -> tuple[Governor, int]:
    """The nearest word before the form that says what it is said of, and its index."""
    if (kept := _kept(context)) is not None:
        return "object", kept
    index = context.form.first
    lowest = max(context.start, index - _REACH)
    while index > lowest:
        index -= 1
        found = _governs(context, index, whole=lowest == context.start)
        if found is not None:
            return found
    return ("start", context.start) if lowest == context.start else ("break", index)


def _governs(context: Context, index: int, *, whole: bool) -> tuple[Governor, int] | None:
    """What the word at ``index`` does to the form; ``None`` when the reading goes on to its left."""
    wording = load_wording()
    text = context.words[index].text
    if text in wording.copulas:
        return "copula", index
    if text in wording.own:
        plain = qualifies(context.words[index + 1 : context.form.first]) or _serves_as(context, index)
        made = index > context.start and context.words[index - 1].text in wording.causing
        return ("own", index) if plain else ("object", index) if made and not head_of(context) else None
    if text == ",":
        return _behind_comma(context, index)
    if text in wording.noun_openers:
        return _before_article(context, index)
    if index and (context.words[index - 1].text, text) in wording.bridges:
        return None
    if _gathered(context, index):
        return None
    if [word.text for word in context.words[max(0, index - 3) : index]] == ["one", "of", "the"]:
        return None
    speaks = text in wording.speakers or _has_done(context, index)
    if speaks and context.form.verb and _released_by(context, index):
        return "speaker", index
    return _limits(context, index, whole=whole)


def _limits(context: Context, index: int, *, whole: bool) -> tuple[Governor, int] | None:
    """Prepositions and verbs that take the form for themselves."""
    wording = load_wording()
    text = context.words[index].text
    if text == "as":
        return "as", index
    if text in {"under", "by"} or (text == "with" and _license_ahead(context)):
        return ("under", index) if _license_ahead(context) else ("break", index)
    if text == "of" and _inside_name(context, index):
        return None
    if text in wording.breaks and not ((whole and _adjectival(context, index)) or _quality(context, index)):
        return _past_break(context, index)
    return ("break", index) if _participle(context, index) else None


def _past_break(context: Context, index: int) -> tuple[Governor, int]:
    """Where a break leaves the form: "is free for all and fully open source" says it of the subject."""
    wording = load_wording()
    between = [word.text for word in context.words[index + 1 : context.form.first]]
    joined = max((at for at, text in enumerate(between) if text == "and"), default=-1)
    stressed = joined >= 0 and bool(between[joined + 1 :]) and set(between[joined + 1 :]) <= wording.adverbs
    earlier = range(index - 1, context.start - 1, -1)
    verb = next((at for at in earlier if context.words[at].text in wording.copulas), -1)
    if stressed and verb >= 0 and not head_of(context):
        return "copula", verb
    return "break", index


def _participle(context: Context, index: int) -> bool:
    """Whether a noun does something with the form: "a table listing out open source tools"."""
    wording = load_wording()
    word, before = context.words[index], context.words[index - 1] if index > context.start else None
    if (
        before is None
        or not before.is_word
        or not word.text.endswith("ing")
        or word.text in wording.adjectives
    ):
        return False
    return not before.text.endswith("est") and before.text not in (
        wording.determiners | wording.own | wording.adverbs | wording.adjectives | wording.copulas
    )


def _released_by(context: Context, speaker: int) -> bool:
    """Whether the form is what a speaker does ("we have open sourced it"), and not what he loves."""
    between = context.words[speaker + 1 : context.form.first]
    known = load_wording().adverbs | load_wording().between
    return all(word.is_word and word.text in known for word in between) and any(
        word.is_word for word in context.right
    )


def _kept(context: Context) -> int | None:
    """Where the object begins that is made or kept so: "help us keep Foo free and open source"."""
    wording = load_wording()
    for index in range(context.form.first - 2, context.start - 1, -1):
        first = context.words[index + 1]
        mine = first.text in wording.own | wording.kept or context.names.is_own(first.written)
        if context.words[index].text in wording.causing and mine and not head_of(context):
            return index + 1
    return None


def _has_done(context: Context, index: int) -> bool:
    """Whether the project's own name does something: "Foo has open-sourced its models"."""
    word, behind = context.words[index], context.words[index + 1]
    return behind.text in load_wording().perfect and context.names.is_own(word.written)


def _behind_comma(context: Context, index: int) -> tuple[Governor, int] | None:
    """ "Foo, open source bar" with the project's own name; "Foo does bar, open sourced under ..."."""
    if index > context.start and context.names.is_own(context.words[index - 1].written):
        offered = context.words[index + 1].text == "your"
        named = qualifies(context.words[index + 1 + offered : context.form.first])
        return ("apposition", index) if named else None
    trailing = index == context.form.first - 1 and context.form.text.endswith("sourced")
    if trailing and context.right and context.right[0].text in load_wording().passive_ends:
        return "trailing", index
    return None


def _inside_name(context: Context, index: int) -> bool:
    """Whether an "of" stands in a name: "the University of Illinois Open Source License"."""
    around = context.words[max(0, index - 1) : index + 2]
    return len(around) == 3 and around[0].written[0].isupper() and around[2].written[0].isupper()


def _serves_as(context: Context, index: int) -> bool:
    """ "Our identity as open source software"."""
    between = [word.text for word in context.words[index + 1 : context.form.first]]
    return len(between) <= 4 and between[-1:] == ["as"]


def _adjectival(context: Context, index: int) -> bool:
    """Whether a word such as "powered" only qualifies in a fragment ("cloud based open source ERP")."""
    following = context.words[index + 1]
    wording = load_wording()
    return context.words[index].text in wording.adjectives and following.text not in wording.noun_openers


def _gathered(context: Context, index: int) -> bool:
    """Whether the project by name is what the form is a collection of: "Foo is a collection of ..."."""
    wording = load_wording()
    told = [word.text for word in context.words[context.start : index + 1]]
    if told[-3:] != ["a", "collection", "of"] or index != context.form.first - 1:
        return False
    subject = context.words[context.start : index - 3]
    # "Awesome Foo" is a list of others' works.
    listed = "awesome" in told
    return told[-4:-3] != [] and told[-4] in wording.copulas and not listed and context.names.among(subject)


def _quality(context: Context, index: int) -> bool:
    """Whether a participle is one of several qualities: "a fully supported, open source app"."""
    before, word, behind = (context.words[index + step].text for step in (-1, 0, 1))
    return index > 0 and word.endswith("ed") and before in load_wording().boosters and behind == ","


def _before_article(context: Context, index: int) -> tuple[Governor, int] | None:
    """What an article before the form hangs on: "provides an open source tool", ", an open source tool"."""
    wording = load_wording()
    if index == context.start:
        return "start", context.start
    before = context.words[index - 1].text
    if before == ",":
        return "apposition", index - 1
    if before == "into" and index > 1 and context.words[index - 2].text in wording.growing:
        return "copula", index - 2
    if before in wording.licensing_verbs and _license_ahead(context):
        return "copula", index - 1
    if before == "you" and index > 1:
        index, before = index - 1, context.words[index - 2].text
    if index > 1 and (context.words[index - 2].text, before) in wording.bridges:
        return None
    if before in wording.presenting and before not in wording.copulas:
        infinitive = index > 1 and context.words[index - 2].text == "to"
        return ("break" if infinitive else "presenting"), index - 1
    return None


def _license_ahead(context: Context) -> bool:
    near = context.words[context.form.last : context.form.last + 5]
    return any(word.text in load_wording().license_words for word in near)


def head_of(context: Context) -> list[str]:
    """Words of the noun phrase that the form begins: "project" of "open source project licensed under"."""
    wording = load_wording()
    head: list[str] = []
    ahead = following(context)[:6]
    before = [word.text for word in context.left[-4:]]
    singular = bool({"a", "an"}.intersection(before))
    # "Our open source sponsors": here it is no verb.
    nouns = {word for word in wording.mention_heads if word.endswith("s")}
    for word in ahead:
        if not word.is_word and word.text not in {"&", "/"}:
            break
        if (
            (word.text in wording.breaks and (head or word.text not in nouns))
            or word.text in wording.copulas
            or word.text in wording.head_ends
            or (word.text == "and" and not (singular and head and head[-1].endswith("ing")))
        ):
            break
        if word.is_word:
            head.append(word.text)
    return head


def following(context: Context) -> tuple[Word, ...]:
    """Words behind the form; a remark in brackets is passed over."""
    behind = context.words[context.end : context.end + _LONGEST_REMARK]
    closed = next((at for at, word in enumerate(behind) if word.text == ")"), 0)
    if not closed or behind[0].text != "(":
        return context.right
    start = end = context.end + closed + 1
    while end < len(context.words) and not _breaks(context.words, end, load_wording().clause_breaks):
        end += 1
    return (*context.right, *context.words[start:end])
