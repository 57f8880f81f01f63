"""Who is permitted, where no phrase knows: the unknown words that a right is given to."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import NOUNS, Match
from osdcheck.grammar.words import Words

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
WHOM = frozenset({GRANTEE, CONDITION, WHO, SUBJECT, NAMED})
"""Prepositions that no text has: what is said of persons in unknown words."""
_ORDER = {"PREP": 0, "UNKNOWN": 1}
"""Of what begins at one word, these come first."""
_REACH = 8
"""Words that a subject, or those whom a right is given to, have at most."""
_ADJECTIVES = 3
"""Words that describe a person at most."""
_DOING = ("er", "or", "ee", "ant", "ent", "ist", "ian", "party", "body", "one")
"""Endings of what somebody does, or may be."""
_ARTICLES = frozenset({"a", "an"})
_RELATIVE = frozenset({"who", "whoever"})
_NOUNS = frozenset({"BEARER", "PARTY", "MEASURE", "PRODUCT", "TERM", "OBJECT"})
"""What unknown words in front of it only describe ("granted to all private users")."""
_BOUNDS = frozenset(
    {"COMMA", "STOP", "PERMIT", "FORBID", "OBLIGE", "DESCRIBE", "IF", "EXCEPT", "ONLY", "PROVISO"}
)
"""What ends a clause."""
_CLOSES = frozenset({"ACT", "BEARER", "NO"})
"""What has no place between persons and what they may do."""
_WORK = frozenset({"OBJECT", "ACT", "DOC", "TERM"})
"""What may be the work, or something done to it."""


def read_grantees(source: Words, found: list[Match], small: FunctionWords) -> list[Match]:
    """Adds an ``UNKNOWN`` noun where unknown words say who may ("Beekeepers may copy it").

    Of persons who may be anybody, what is told of them may be unknown ("anyone who teaches yoga may"): it has
    the preposition ``who``, and a condition on them ``if`` ("if you are nice"). What they want, how they came
    by the work (``coming``) or what of it they have or use (``having``) tells nobody from others.
    """
    words = source.words
    added: list[Match] = []
    for index, match in enumerate(found):
        if match.terminal == "PERMIT" and _acts_next(found, index):
            added += _subject(source, found, index, small) or _described(source, found, index, small)
        elif match.terminal == "PERMIT":
            added += _given(source, found, index, small)
        elif match.terminal in {"IF", "PROVISO"}:
            added += _provided(words, found, index, small)
        elif match.terminal == "BEARER" and match.value == "licensee":
            added += _told(source, found, index, small)
    if not added:
        return found
    return sorted((*found, *added), key=lambda one: (one.first, _ORDER.get(one.terminal, len(_ORDER))))


def _acts_next(found: list[Match], index: int) -> bool:
    """Whether the subject of a head is who acts ("may copy"), not what is acted upon ("may be copied")."""
    following = found[index + 1] if index + 1 < len(found) else None
    head = found[index]
    return head.value == "active" and following is not None and following.terminal == "ACT"


def _subject(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """The words in front of a head, where none of them is known and they are no name."""
    words = source.words
    head = found[index]
    while index and found[index - 1].terminal == "PREP":
        index -= 1
    before = found[index - 1] if index else None
    if before is not None and before.terminal == "COMMA" and index > 1 and found[index - 2].terminal in NOUNS:
        # "any person, partnership or trust may": one list
        return []
    first = before.last if before is not None else 0
    if before is not None and before.terminal not in {"COMMA", "STOP"}:
        return []
    unknown = [at for at in range(first, head.first) if _tells(words[at], small)]
    if not unknown or head.first - unknown[0] > _REACH or words[head.first - 1] in small.standing:
        return []
    if _is_party(source, range(first, head.first), small):
        return []
    start = unknown[0]
    sort = NAMED if _is_name(words[first : head.first], small) else SUBJECT
    return [
        Match("PREP", sort, start, start + 1),
        Match("UNKNOWN", " ".join(words[start : head.first]), start, head.first),
    ]


def _is_party(source: Words, span: range, small: FunctionWords) -> bool:
    """Whether words name a party of the agreement, which may be anybody.

    Such words have a capital or a quotation mark, or are one singular word with an ending of those who do
    something ("holder may", unlike "Bob may").
    """
    words = source.words[span.start : span.stop]
    if words[0] in small.universal or words[0] in _ARTICLES or not small.companies.isdisjoint(words):
        return False
    if _is_name(words, small) and span.start not in source.capital:
        return words[0].endswith(_DOING)
    return _is_name(words, small) or words[-1] == '"' or not source.capital.isdisjoint(span)


def _is_name(words: tuple[str, ...], small: FunctionWords) -> bool:
    """Whether words look like a name: a firm, or one singular word."""
    return not small.companies.isdisjoint(words) or (len(words) == 1 and not words[0].endswith("s"))


def _described(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
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
    return [Match("PREP", SUBJECT, first, first + 1), Match("UNKNOWN", words[first], first, first + 1)]


def _sorts(word: str, small: FunctionWords) -> bool:
    """Whether an adjective may tell some persons from others."""
    return _tells(word, small) and word not in small.universal and word not in small.plain


def _given(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """Those whom a right is given to: "is granted to beekeepers", "we let beekeepers copy it"."""
    words = source.words
    head = found[index]
    first = head.last
    later = found[index + 1 :]
    letting = not small.letting.isdisjoint(words[head.first : first])
    if head.value == "passive" and not small.toward.isdisjoint(words[first : first + 1]):
        first += 1
        later = later[1:] if later and later[0].terminal == "PREP" else later
    elif head.value != "grant" or words[head.first] not in small.granting:
        return []
    end = later[0].first if later else len(words)
    if head.value == "grant" and not letting and words[end : end + 1] != ("to",):
        # "we allow unlimited copying"
        return []
    if later and later[0].terminal in _NOUNS and not letting:
        return []
    unknown = [
        at for at in range(first, end) if _tells(words[at], small) and words[at] not in small.universal
    ]
    if not unknown or end - first > _REACH or words[unknown[0]] in small.verbs:
        return []
    determined = words[first] in small.universal | small.glue
    named = source.capital.issuperset(unknown)
    if named and not (head.value == "passive" and words[end : end + 1] == ("to",)):
        # "we grant Licensee Rights", and not "granted to Mary Smith to copy it"
        return []
    if not (named or determined or _some(words, unknown)):
        # a verb ("granted to scribble on it")
        return []
    return [
        Match("PREP", GRANTEE, first, first + 1),
        Match("UNKNOWN", " ".join(words[first:end]), first, end),
    ]


def _some(words: tuple[str, ...], places: list[int]) -> bool:
    """Whether one of the words looks like a plural."""
    return any(words[at].endswith("s") for at in places)


def _provided(words: tuple[str, ...], found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """What somebody has to be or to have done, where a condition holds persons and no word that is known."""
    if words[found[index].first - 1 : found[index].first] == ("even",):
        return []
    inside = []
    for later in found[index + 1 :]:
        if later.terminal in _BOUNDS:
            break
        inside.append(later)
    end = found[index + 1 + len(inside)].first if index + 1 + len(inside) < len(found) else len(words)
    known = [one for one in inside if one.terminal != "PREP"]
    if not known or any(one.terminal != "BEARER" for one in known):
        return []
    first = known[0].last
    if words[first - 1] in small.holders:
        return []
    told = [at for at in range(first, end) if _tells(words[at], small) and words[at] not in small.helping]
    if not told or words[told[0]] in small.coming:
        return []
    if words[told[0]] in small.having and not _of_another(words, found, told[0], small):
        return []
    return [
        Match("PREP", CONDITION, told[0], told[0] + 1),
        Match("UNKNOWN", words[told[0]], told[0], told[0] + 1),
    ]


def _told(source: Words, found: list[Match], index: int, small: FunctionWords) -> list[Match]:
    """What a clause behind persons who may be anybody says they are or do."""
    words = source.words
    bearer = found[index]
    last = words[bearer.last - 1]
    if last not in small.persons:
        return []
    at = bearer.last
    while at < len(words) and words[at] in small.relatives:
        at += 1
    if words[at : at + 1] == ("of",) and at + 1 in source.capital:
        # "users of SOFT": the work by its name
        return []
    if at == bearer.last and _placed(words, found, index, small):
        return [Match("PREP", WHO, at, at + 1), Match("UNKNOWN", words[at], at, at + 1)]
    relative = at > bearer.last or last in _RELATIVE
    while relative and at < len(words) and words[at] in small.helping:
        at += 1
    if at == len(words) or words[at] in small.coming or not words[at][0].isalpha():
        return []
    known = next((one for one in found if one.first <= at < one.last), None)
    if known is not None and (not relative or known.terminal in _BOUNDS or known.terminal == "BEARER"):
        return []
    if not (relative or words[at].endswith(("ing", "ed"))):
        return []
    if words[at] in small.having and not _of_another(words, found, at, small):
        return []
    if not small.unbounded.isdisjoint(words[at + 1 : at + 3]):
        # "users located anywhere"
        return []
    return [Match("PREP", WHO, at, at + 1), Match("UNKNOWN", words[at], at, at + 1)]


def _placed(words: tuple[str, ...], found: list[Match], index: int, small: FunctionWords) -> bool:
    """Whether persons are told by what they have or where they are: "anyone with a library card may"."""
    at = found[index].last
    if at + 1 >= len(words) or words[at] not in small.telling:
        return False
    following = (one for one in found[index + 1 :] if words[one.first] not in small.owners)
    head = next((one for one in following if one.terminal in _BOUNDS | _CLOSES), None)
    if head is None or head.terminal != "PERMIT":
        return False
    return (small.unbounded | small.pointing | small.having_it).isdisjoint(words[at + 1 : head.first])


def _of_another(words: tuple[str, ...], found: list[Match], at: int, small: FunctionWords) -> bool:
    """Whether what somebody has or does is another thing than the work ("who makes films")."""
    if not small.pointing.isdisjoint(words[at + 1 : at + 2]):
        return False
    following = [one for one in found if one.first > at]
    end = next((one.first for one in following if one.terminal in _BOUNDS), len(words))
    if any(one.terminal in _WORK and one.first < end for one in following):
        return False
    return any(_tells(words[place], small) for place in range(at + 1, end))


def _tells(word: str, small: FunctionWords) -> bool:
    return word[0].isalpha() and word not in small.glue and word not in small.links
