"""Labels and rows that refuse: "Resale: withheld", "Commercial use: contact us", "Not included: sale"."""

from __future__ import annotations

from osdcheck.core.ticks import NO
from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import Match, shows
from osdcheck.grammar.words import Words

_LONGEST_LABEL, _LONGEST_VALUE, _LONGEST_BAN = 8, 6, 12
_ENDS = frozenset({".", "!"})
_DASHES = frozenset({"-", "--", "–", "—"})
_HEADS = frozenset({"PERMIT", "OBLIGE", "DESCRIBE", "PROVISO", "IF"})
_RIGHTS = frozenset(
    (
        "use", "access", "copy", "modify", "derive", "rework", "distribute", "sell", "rent", "deal",
        "combine", "host", "sublicense", "charge", "publicperform", "train",
    )
)  # fmt: skip
"""Acts that an open license permits."""
_WORKS = frozenset({"work", "copy", "derivative", "source", "binary", "right"})
_NAMED = frozenset({"FIELD", "PARTY"})
_ACTS = frozenset({"ACT"})
_CONTENTS = frozenset({("FIELD", "evaluation"), ("FIELD", "education"), ("FIELD", "research")})
"""What may be a part of a work that a copy comes without ("Tests: not included")."""
_BESIDE = frozenset({"PREP", "COMMA", "STOP", "PLACE", "TECH", "PRODUCT", "FEATURE", "MEASURE"})
_NOTHING = frozenset({("none",), ("nothing",)})
_OWED = frozenset({"register", "pay", "request", "notify"})
"""What a label says is not owed, where it denies it ("Registration: none")."""


def read_refusals(source: Words, found: list[Match], stem: int, small: FunctionWords) -> list[Match]:
    """Reads what a label is denied as forbidden, and what it is had for as what has to be had first.

    A label that refuses by itself, above a list (the first ``stem`` words) or before a colon, forbids what
    it stands before. What is no right, no use and nobody's is left alone ("Not included: support").
    """
    words = source.words
    if stem and refuses(words[:stem], small):
        return _banned(words, found, stem, small) or found
    mark = _mark(source, stem)
    if not stem < mark <= stem + _LONGEST_LABEL:
        return found
    first = mark + (words[mark : mark + 1] == (":",))
    label = words[stem:mark]
    if refuses(label, small):
        return _banned(words, found, first, small, after=stem) or found
    value = _value(source, first, small)
    if len(value) > _LONGEST_VALUE:
        return found
    named = [one for one in found if stem <= one.first and one.last <= mark]
    judged = _judged(source, named, range(stem, mark), value, first, small)
    return found if judged is None else [*(one for one in found if one.last <= stem), *judged]


def _judged(
    source: Words,
    named: list[Match],
    label: range,
    value: tuple[str, ...],
    first: int,
    small: FunctionWords,
) -> list[Match] | None:
    """What a label and its value come to; ``None`` where neither refuses, permits nor asks for anything.

    ``named``: what was found in the label; ``first``: place of the first word of the value.
    """
    words = source.words
    permitted = _permits(value, small)
    denied = not permitted and _denies(value, small)
    if denied and named and all(_is_owed(words, one) for one in named):
        return []
    if value in _NOTHING and small.changed.issuperset(words[label.start : label.stop]):
        # "Changes: none": nothing has been changed
        return [Match("DESCRIBE", "unbound", label.start, label.stop)]
    way = "" if permitted or denied else way_to(value, small)
    if not (permitted or denied or way) or not _is_right(words, named, label, small, value=value):
        return None
    if permitted:
        return [*_done(named), Match("PERMIT", "passive", first, first + 1)]
    if denied:
        at = min(first, len(words) - 1)
        return [*_done(named), Match("FORBID", "passive", at, at + 1)]
    called = any(one.terminal == "PARTY" for one in named) and not shows(named, _ACTS)
    mark = label.stop
    if called:
        return [*named, Match("OBLIGE", "active", mark, mark + 1), Match("ACT", way, first, first + 1)]
    if way == "pay" and not any(one.terminal == "OBJECT" for one in named):
        at = label.start
        return [Match("OBLIGE", "active", at, at + 1), Match("ACT", way, at, at + 1), *named]
    leave = Match("FEATURE", "consent", first, first + 1)
    if {one[:2] for one in named} == {("ACT", "distribute")}:
        return [*named, Match("ONLY", "only", mark, mark + 1), leave]
    consent = Match("EXCEPT", "except", first, first + 1), leave
    return [*named, Match("FORBID", "passive", mark, mark + 1), *consent]


def _is_owed(words: tuple[str, ...], one: Match) -> bool:
    """Whether a label names what somebody may have to do or to pay first ("Registration", "Charges")."""
    charges = one.value == "charge" and not words[one.first].endswith("ing")
    return one.terminal == "ACT" and (one.value in _OWED or charges)


def refuses(label: tuple[str, ...], small: FunctionWords) -> bool:
    """Whether a label says of what stands behind it that it is not given ("Rights withheld")."""
    said = {word for word in label if word[0].isalpha()}
    known = joined(small.refusing_beside, small.refusing, small.included, small.denying)
    if not said or len(label) > _LONGEST_BAN or not said <= known:
        return False
    core = not said.isdisjoint(small.refusing)
    if said.isdisjoint(small.denying):
        return core
    return not core and not said.isdisjoint(small.included)


def _mark(source: Words, stem: int) -> int:
    """Place of the colon, or of the first word of the second cell of a row of two; zero where none is."""
    if len(source.cells) == 1:
        return source.cells[0]
    words = source.words
    return words.index(":", stem) if ":" in words[stem:] else 0


def _value(source: Words, first: int, small: FunctionWords) -> tuple[str, ...]:
    value = [word for word in source.words[first:] if word not in small.polite and word != ","]
    while value and value[-1] in _ENDS:
        value.pop()
    if not value and source.cells and source.last_cell in _DASHES:
        return ("no",)
    return tuple(value)


def _denies(value: tuple[str, ...], small: FunctionWords) -> bool:
    """Whether a value only says no: "no", "nothing", "not included", "withheld", a cross."""
    if not value:
        return False
    if any(word in NO for word in value):
        return all(word in NO or word in small.denied_values for word in value)
    first, rest = value[0], value[1:]
    if first in small.denying and rest:
        return all(word in small.included or word in small.refusing_beside for word in rest)
    return all(word in small.denied_values or word in small.glue for word in value)


def way_to(value: tuple[str, ...], small: FunctionWords) -> str:
    """How something is had: by asking ("request"), by paying, or neither."""
    said = frozenset(value)
    if said & small.contacting and said <= small.contacting | small.asked:
        return "request"
    if said & small.charging and said <= small.charging | small.asked | small.solely:
        return "pay"
    if (
        said & small.obtained
        and said <= small.obtained | small.obtaining | small.asked | small.demanding
        and (said & (small.obtaining | small.demanding))
    ):
        return "request"
    return ""


def _is_right(
    words: tuple[str, ...],
    named: list[Match],
    label: range,
    small: FunctionWords,
    *,
    value: tuple[str, ...] = (),
) -> bool:
    """Whether a label names nothing but what an open license permits, or whom it permits it."""
    told = [one for one in named if one.terminal not in _BESIDE]
    if any(one[:2] == ("PARTY", "others") for one in told):
        return False
    if not any(_tells(one) for one in told) or not all(_tells(one) or one[:2] in _things() for one in told):
        return False
    if not {"included", "include", "part"}.isdisjoint(value) and all(one[:2] in _CONTENTS for one in told):
        return False
    taken = {at for one in named for at in range(one.first, one.last)}
    return all(
        at in taken or not words[at][0].isalpha() or words[at] in small.scoping or words[at] in small.glue
        for at in label
    )


def _tells(one: Match) -> bool:
    if one.terminal == "ACT":
        return one.value in _RIGHTS
    return one.terminal in _NAMED or one[:2] == ("OBJECT", "derivative")


def _things() -> frozenset[tuple[str, str]]:
    return frozenset(("OBJECT", one) for one in _WORKS)


def _done(named: list[Match]) -> list[Match]:
    """What is permitted or not, where a label only names persons: their use of the work."""
    first = named[0]
    if shows(named, _ACTS) or first.terminal != "PARTY":
        return named
    return [
        Match("ACT", "use", first.first, first.last),
        Match("PREP", "by", first.first, first.last),
        *named,
    ]


def _permits(value: tuple[str, ...], small: FunctionWords) -> bool:
    """Whether a value says that nothing stands against it ("no limits", "no problem")."""
    return (
        value[:1] != () and value[0] in small.absent and len(value) > 1 and small.bounds.issuperset(value[1:])
    )


def _banned(
    words: tuple[str, ...], found: list[Match], first: int, small: FunctionWords, *, after: int = 0
) -> list[Match]:
    """What a refusing label stands before, as forbidden; nothing where that is no right and nobody."""
    behind = [one for one in found if one.first >= first]
    if len(words) - first > _LONGEST_BAN or any(one.terminal in _HEADS for one in behind):
        return []
    told = [one for one in behind if one.terminal not in _BESIDE]
    if told and told[0][:2] == ("OBJECT", "right"):
        # "the right to sell": what it is a right to
        behind.remove(told.pop(0))
    if not told or not _tells(told[0]) or _describes(words, told[0], behind, small):
        return []
    if not all(_tells(one) or one[:2] in _things() for one in told):
        return []
    before = [one for one in found if one.last <= after]
    return [*before, Match("FORBID", "passive", after, after + 1), *behind]


def _describes(words: tuple[str, ...], one: Match, behind: list[Match], small: FunctionWords) -> bool:
    """Whether what looks like an act only describes the unknown thing behind it ("training data")."""
    following = words[one.last : one.last + 1]
    if words[one.last - 1] in small.stuff:
        return True
    if one.terminal != "ACT" or not following or not following[0].isalpha():
        return False
    known = any(other.first <= one.last < other.last for other in behind)
    return not known and not joined(small.glue, small.links, small.coordinators).issuperset(following)
