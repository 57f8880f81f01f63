"""Who may, in unknown words in front of the head: "beekeepers may copy it"."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import NOUNS, Match
from osdcheck.grammar.persons import BY_NAME, NAMED, REACH, SUBJECT, THAT, tells, unknown
from osdcheck.grammar.words import Words

_BETWEEN = frozenset({"COMMA", "FEATURE", "PREP", "EXCEPT"})
"""What may stand between a head and what somebody may do ("may, at no charge, copy it")."""
_ADJECTIVES = 3
"""Words that describe a person at most."""
DOING = ("er", "or", "ee", "ant", "ent", "ist", "ian", "party", "body", "one")
"""Endings of what somebody does, or may be."""
DESCRIBING = (
    "ed", "ing", "al", "ive", "ent", "ant", "ous", "ic",
    "ary", "ory", "less", "ful", "able", "ee", "er", "or", "ly",
)  # fmt: skip
"""Endings of what only describes a party ("Receiving Party")."""
_THAT = ("that",)
_ARTICLES = frozenset({"a", "an"})
_THE = frozenset({"the"})
_NAME = 2
"""Words of the name of a body at least."""
_ADDRESS = 4
"""Words of an address at most ("dear Mary Smith")."""


def acts_next(found: list[Match], index: int) -> bool:
    """Whether the subject of a head is who acts ("may copy"), not what is acted upon ("may be copied")."""
    head = found[index]
    following = next((one for one in found[index + 1 :] if one.terminal not in _BETWEEN), None)
    return head.value == "active" and following is not None and following.terminal == "ACT"


def subject(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """The words in front of a head, where none of them is known and they are no name."""
    words = source.words
    head = found[index]
    body = _body(source, found, index, small)
    if body:
        firm = not small.companies.isdisjoint(words[body.start : body.stop])
        return unknown(words, NAMED if firm else SUBJECT, body.start, body.stop)
    while index and found[index - 1].terminal == "PREP":
        index -= 1
    before = found[index - 1] if index else None
    if before is not None and before.terminal == "COMMA" and index > 1 and found[index - 2].terminal in NOUNS:
        # "any person, partnership or trust may": one list
        return []
    if before is not None and before.terminal == "COMMA" and before.last == head.first:
        return _before_apposition(source, found, index - 1, small)
    first = before.last if before is not None else 0
    if before is not None and (before.terminal == "OBLIGE" or _understands(words, before, small)):
        return _agreed(words, before, head, small)
    if before is not None and before.terminal not in {"COMMA", "STOP", "ONLY"}:
        return []
    told = [at for at in range(first, head.first) if tells(words[at], small)]
    if not told or head.first - told[0] > REACH or words[head.first - 1] in small.standing:
        return []
    span = range(first, head.first)
    if has_given_name(source, span, small):
        return unknown(words, NAMED, first, head.first)
    alone = before is not None and before.terminal == "ONLY"
    person = _is_person(source, span, small)
    if not alone and not person and _is_party(source, span, small):
        return []
    sort = NAMED if not person and _is_name(words[first : head.first], small) else SUBJECT
    return unknown(words, sort, told[0], head.first)


def _understands(words: tuple[str, ...], before: Match, small: FunctionWords) -> bool:
    """Whether those in front of a head are only told what others may ("you understand that")."""
    told = words[before.last : before.last + 2]
    return before.terminal == "BEARER" and told[1:] == _THAT and told[0] in small.understanding


def _agreed(words: tuple[str, ...], before: Match, head: Match, small: FunctionWords) -> list[Match]:
    """Who may by what another has to agree to: "you agree that Bob may", where "you" may not."""
    first = before.last
    while first < head.first and words[first - 1 : first] != _THAT:
        first += 1
    told = [at for at in range(first, head.first) if tells(words[at], small)]
    if words[first - 1 : first] != _THAT or not told or head.first - first > REACH:
        return []
    return unknown(words, THAT, told[0], head.first)


def doer(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """The name of who does what may be done: "may be copied by Bob"."""
    words = source.words
    first = found[index].last
    done = found[index - 1]
    if done.terminal != "ACTED" or done.last != found[index].first:
        return []
    end = found[index + 1].first if found[index + 1 :] else len(words)
    last = next((at for at in range(first, end) if at not in source.capital), end)
    if last == first or not all(tells(words[at], small) for at in range(first, last)):
        return []
    return unknown(words, BY_NAME, first, last)


def _body(source: Words, found: list[Match], index: int, small: FunctionWords) -> range:
    """The name of a body in front of a head, whatever phrases lie in it: "the Free Software Foundation may".

    Empty where there is none, or where it does not begin its clause.
    """
    words = source.words
    last = found[index].first
    if last < _NAME or words[last - 1] not in joined(small.bodies, small.companies):
        return range(0)
    first = last - 1
    while first and (first - 1 in source.capital or first == 1) and words[first - 1] not in _THE:
        first -= 1
    start = first - 1 if first and words[first - 1] in _THE else first
    opens = not start or any(one.last == start and one.terminal in {"COMMA", "STOP", "ONLY"} for one in found)
    return range(first, last) if last - first >= _NAME and opens else range(0)


def excepted(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """Who alone may not, in unknown words: "everybody but my brother may"."""
    words = source.words
    behind = found[index + 1 : index + 2]
    if not behind or behind[0].terminal != "PERMIT" or not acts_next(found, index + 1):
        return []
    span = range(found[index].last, behind[0].first)
    told = [at for at in span if tells(words[at], small)]
    if not told or len(span) > REACH or found[index].last - found[index].first < _NAME:
        # "unless otherwise stated, it may": not behind "everybody but"
        return []
    return unknown(words, SUBJECT, told[0], span.stop)


def _before_apposition(source: Words, found: list[Match], closing: int, small: FunctionWords) -> list[Match]:
    """The unknown words that something is put beside: "Bob, my best friend, may"."""
    opening = next((one for one in reversed(found[:closing]) if one.terminal == "COMMA"), None)
    if opening is None or opening.first > REACH or any(one.first < opening.first for one in found):
        return []
    span = range(opening.first)
    if not all(tells(source.words[at], small) for at in span) or _is_party(source, span, small):
        return []
    return unknown(source.words, NAMED, 0, opening.first)


def addressed(source: Words, found: list[Match], small: FunctionWords) -> list[Match]:
    """Whom words before a first mark speak to, where that is not whoever reads them: "Dear Bob, you may"."""
    words = source.words
    mark = found[0]
    if mark.first > _ADDRESS or words[mark.first] not in {",", ":"} or not found[1:]:
        return []
    if found[1].terminal != "PERMIT" and words[found[1].first] != "you":
        return []
    greeted = words[0] in small.greeting
    called = words[greeted : mark.first]
    if not called or not small.anyone.isdisjoint(called) or not all(tells(word, small) for word in called):
        return []
    if not greeted and not called[-1].endswith(tuple(f"{ending}s" for ending in DOING)):
        return []
    return unknown(words, SUBJECT, int(greeted), mark.first)


def beside_you(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """What is put beside "you" and does not hold of whoever has the work: "you, our customer, may"."""
    words = source.words
    first = found[index].last
    if words[found[index].first] != "you" or words[first : first + 1] != (",",):
        return []
    last = next((at for at in range(first + 1, min(first + REACH, len(words))) if words[at] == ","), 0)
    if not last or not any(one.terminal == "PERMIT" and one.first == last + 1 for one in found):
        return []
    start = first + 1
    ours = False
    while start < last and words[start] in joined(small.beside, small.possessives):
        ours = ours or words[start] in small.possessives
        start += 1
    known = next((one for one in found if one.first <= start < one.last), None)
    if start == first + 1 or start == last or words[start] in small.anyone:
        return []
    if known is not None and (known.terminal != "BEARER" or not ours):
        return []
    return unknown(words, SUBJECT, start, start + 1)


def has_given_name(source: Words, span: range, small: FunctionWords) -> bool:
    """Whether words are a given name and a family name, or several such names."""
    words = source.words[span.start : span.stop]
    if len(words) < _NAME or words[0] not in small.given_names:
        return False
    rest = range(span.start + 1, span.stop)
    return all(at in source.capital or source.words[at] in small.coordinators for at in rest)


def _is_party(source: Words, span: range, small: FunctionWords) -> bool:
    """Whether words name a party of the agreement, which may be anybody.

    Such words have a capital or a quotation mark, or are one singular word with an ending of those who do
    something ("holder may", unlike "Bob may").
    """
    words = source.words[span.start : span.stop]
    if words[0] in small.universal or words[0] in _ARTICLES or not small.companies.isdisjoint(words):
        return False
    if "of" in words or (len(words) > _NAME and words[-1] in small.bodies):
        # "the keeper of the lighthouse", "the Fedora project"
        return False
    if _is_name(words, small) and span.start not in source.capital:
        return words[0].endswith(DOING)
    return _is_name(words, small) or words[-1] == '"' or not source.capital.isdisjoint(span)


def _is_person(source: Words, span: range, small: FunctionWords) -> bool:
    """Whether a sentence begins with what looks like a person's name ("John Smith may")."""
    words = source.words[span.start : span.stop]
    if span.start or len(words) != _NAME or 1 not in source.capital:
        return False
    given, family = words
    told = small.plain | small.anyone | small.bodies | small.universal | _ARTICLES | _THE
    if not told.isdisjoint(words) or not (given.isalpha() and family.isalpha()):
        return False
    return not given.endswith(DESCRIBING) and not family.endswith(("s", "ing", *DOING))


def _is_name(words: tuple[str, ...], small: FunctionWords) -> bool:
    """Whether words look like a name: a firm, or one singular word."""
    return not small.companies.isdisjoint(words) or (len(words) == 1 and not words[0].endswith("s"))


def described(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """Unknown words in front of persons who may be anybody ("left-handed people may")."""
    words = source.words
    head = found[index]
    person = found[index - 1] if index else head
    if person.last != head.first or words[person.last - 1] not in small.persons:
        return []
    first = found[index - 2].last if index > 1 else 0
    told = range(first, person.first)
    if index > 1 and found[index - 2].terminal not in {"COMMA", "STOP"}:
        return []
    if not told or len(told) > _ADJECTIVES or any(not _sorts(words[at], small) for at in told):
        return []
    return unknown(words, SUBJECT, first, first + 1)


def _sorts(word: str, small: FunctionWords) -> bool:
    """Whether an adjective may tell some persons from others."""
    return tells(word, small) and word not in small.universal and word not in small.plain
