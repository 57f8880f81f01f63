"""What a sentence does with a form, whoever it speaks of: asks, cites, takes back, denies, plans."""

from __future__ import annotations

from itertools import pairwise

from osdcheck.evidence.clauses import Context, head_of
from osdcheck.evidence.lapses import has_ended, only_weighed, put_off
from osdcheck.evidence.words import Word, holds, split
from osdcheck.tables.wording import load_wording

_REACH = 10
_BEHIND = 9
_NEAR = 5
_LONGEST_NAME = 7
_QUOTES = frozenset({'"', "“", "”"})


def asks(context: Context) -> bool:
    """Whether a question mark stands behind the form, an answer behind it or not."""
    return any(word.text == "?" for word in context.words[context.form.last :])


def mentions(context: Context) -> bool:
    """Whether the form is only spoken of: in another's words, of a community, of something like it."""
    asked = any(word.text == "whether" for word in context.words[: context.form.first])
    granted = any(word.text in {"under", "by"} for word in context.left[-_NEAR:])
    spoken = _of_others(head_of(context), granted=granted) or _distanced(context) or _cited(context)
    named = _within_name(context) or _storage(context)
    return asked or spoken or named or _quoted(context) or _begins_clause(context)


def _storage(context: Context) -> bool:
    """Whether the form is one of several names in a list: "S3, OSS and GCS"."""
    wording, words = load_wording(), context.words
    joints = wording.joining | {",", "/"}
    if context.form.last - context.form.first != 1 or not words[context.form.first].written.isupper():
        return False
    same = [at for at, word in enumerate(words) if word.written == words[context.form.first].written]
    beside = {
        words[at + 2 * step].written
        for at in same
        for step in (-1, 1)
        if 0 <= at + 2 * step < len(words) and words[at + step].text in joints
    }
    return any(_is_short_name(written) and written.lower() not in wording.initials for written in beside)


def _is_short_name(written: str) -> bool:
    return len(written) > 1 and written[0].isalpha() and written == written.upper()


def _begins_clause(context: Context) -> bool:
    """Whether the form is the subject of a clause behind a comma: "..., and free software may not ..."."""
    wording = load_wording()
    before = [word.text for word in context.words[max(0, context.form.first - 2) : context.form.first]]
    joined = len(before) == 2 and before[0] == "," and before[1] in wording.coordinators
    return joined and bool(context.right) and context.right[0].text in wording.finite


def denies(context: Context) -> bool:
    """Whether the clause says that it is not so, or no longer."""
    wording = load_wording()
    left = context.left[-_REACH:]
    if context.start and context.words[context.start - 1].text == ")":
        left = context.words[max(0, context.form.first - _REACH) : context.form.first]
    if (left and left[-1].text in wording.taken_back) or has_ended(context):
        return True
    at = holds(left, wording.negators)
    if at < 0 or holds(left, wording.pseudo_negators) >= 0:
        return False
    between = left[at + 1 :]
    return not any(word.text in wording.relatives | {"to"} for word in between) or len(between) < 3


def plans(context: Context) -> bool:
    """Whether it is intended, hoped for, due later or bound to a condition."""
    wording = load_wording()
    earlier = context.words[: context.start]
    led = earlier[-1].text if earlier else ""
    announced = led == ":" and any(word.text in wording.soon for word in earlier)
    titled = {word.text for word in split(context.passage.title)}
    listed = context.passage.role == "item" and bool(titled & wording.soon)
    left = _reason(context.left)
    bound = led in wording.conditions and len(left) == len(context.left)
    if context.passage.todo or listed or announced or bound or put_off(context) or only_weighed(context):
        return True
    if holds(left, wording.always) >= 0:
        return False
    if holds(left, wording.plans) >= 0:
        return True
    behind = context.words[context.form.last : context.form.last + _BEHIND]
    later = holds(behind, wording.after)
    if later > 0 and behind[later - 1].text in wording.breaks | {"or"}:
        # "Open source software, built upon Foo" and "under version 2 or later" put nothing off.
        return False
    if later < 0 or behind[later].text not in wording.conditions | wording.delays:
        return later >= 0
    # "Open source, so if you ..." opens a clause of its own.
    return later <= 3 and not any(word.text in wording.coordinators for word in behind[:later])


def _reason(left: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words of a clause that gives a reason or remark: "you can use it freely, as it is open source"."""
    wording = load_wording()
    for at in range(len(left) - 2, 0, -1):
        if left[at - 1].text == "," and left[at].text in wording.reasons | wording.relatives:
            return left[at + 1 :]
    return left


def _within_name(context: Context) -> bool:
    """Whether the form is in a name: "the open-source-portal", "Open Source Risk Engine (ORE)"."""
    end = context.words[context.form.last - 1].end
    text = context.passage.words
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum():
        return True
    if _spells(context) or _is_title(context):
        return True
    behind = context.words[context.form.last : context.form.last + _LONGEST_NAME]
    opened = next((at for at, word in enumerate(behind) if word.text == "("), 0)
    short = behind[opened + 1].written if opened and opened + 1 < len(behind) else ""
    subject = not context.left and short.isupper() and len(short) > 1
    return subject and all(one.written[0].isupper() for one in behind[:opened])


def _is_title(context: Context) -> bool:
    """Whether a paper, prize or meeting is called so: "Open Source Weekly"."""
    form = context.words[context.form.first : context.form.last]
    behind = context.words[context.form.last : context.form.last + 1]
    capital = all(word.written[0].isupper() for word in (*form, *behind))
    return capital and any(word.text in load_wording().gatherings for word in behind)


def _spells(context: Context) -> bool:
    """Whether the first letters of the words around the form spell a short name that is said as well."""
    words, first, last = context.words, context.form.first, context.form.last
    while first and words[first - 1].written[0].isupper():
        first -= 1
    while last < len(words) and words[last].written[0].isupper():
        last += 1
    initials = "".join(word.written[0] for word in words[first:last])
    said = {word.written for word in (*words[:first], *words[last:])}
    return len(initials) > 2 and initials in said


def _quoted(context: Context) -> bool:
    """Whether the form stands inside quotation marks that hold a sentence of somebody else."""
    wording = load_wording()
    before = [word.text for word in context.words[: context.form.first]]
    if before and before[-1] in _QUOTES | {"'", "‘"} and context.right and not context.right[0].is_word:
        return True
    opened = [at for at, text in enumerate(before) if text in _QUOTES - {"”"}]
    if opened[:1] == [0] and context.words[-1].text in _QUOTES:
        return True
    if not opened or "”" in before[opened[-1] :] or len(opened) % 2 == 0:
        return False
    if any(text in wording.reported for text in before[: opened[-1]]):
        return True
    behind = context.words[context.form.last :]
    closed = next((at for at, word in enumerate(behind) if word.text in _QUOTES - {"“"}), len(behind))
    if any(word.text in wording.finite for word in behind[closed + 1 : closed + 3]):
        return True
    return any(text in wording.copulas for text in before[opened[-1] + 1 :])


def _cited(context: Context) -> bool:
    """Whether the sentence, or the one before it in its entry, is the reference of a paper."""
    near = (*context.before[-1:], context.words)
    texts = {word.text for word in context.words}
    dated = any(len(text) == 4 and text.isdigit() and text[:2] in {"19", "20"} for text in texts)
    if dated and texts & load_wording().papers:
        return True
    return any(one.text == "et" and two.text == "al" for words in near for one, two in pairwise(words))


def _distanced(context: Context) -> bool:
    """Whether the next words take the form back: "open source like", "free software for personal use"."""
    wording = load_wording()
    near = [word.text for word in context.right[:3]]
    if context.form.text == "free software" and _costs_nothing(context):
        return True
    gratis = context.form.text == "free software" and near[:1] == ["for"] and wording.gratis & set(near)
    return bool(near) and (near[0] in wording.distancing or bool(gratis))


def _costs_nothing(context: Context) -> bool:
    """Whether only the price is spoken of: "free software as in beer", "a free software to do this"."""
    wording = load_wording()
    behind = context.words[context.form.last :]
    spoken = {word.text for word in context.words}
    if spoken & (wording.license_words | wording.of_freedom):
        return False
    one = bool(context.left) and context.left[-1].text == "a" and not head_of(context)
    return holds(behind, wording.no_price) >= 0 or one


def _of_others(head: list[str], *, granted: bool) -> bool:
    """Whether the noun behind the form is of people or of things at large: "open source community"."""
    wording = load_wording()
    if not head or (head[-1] in wording.license_words and granted):
        return False
    compound = head[-1] in wording.whole | wording.part and not head[0].endswith("s")
    return head[-1] in wording.mention_heads or (head[0] in wording.mention_heads and not compound)
