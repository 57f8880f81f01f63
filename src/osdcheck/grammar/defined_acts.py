"""What a defined act stands for: "Use" means to run, copy and modify, or to use at home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from osdcheck.core.fact import Act, Atom, Fact
from osdcheck.core.parse import Parse
from osdcheck.grammar.adjuncts import WHEN
from osdcheck.grammar.definitions import Definition
from osdcheck.grammar.labels import LABEL
from osdcheck.grammar.lexer import lex
from osdcheck.grammar.lexicon import FunctionWords, joined, load_lexicon
from osdcheck.grammar.match import Match, shows
from osdcheck.grammar.scoping import confines, read_scope
from osdcheck.grammar.words import Words, split_words

_ACTS = frozenset({"ACT", "ACTED"})
_RIGHTS = frozenset({"use", "access", "copy", "modify", "derive", "distribute", "sell", "deal", "host"})
"""Acts that a license may give a right to."""
_UNDONE = frozenset(
    {"FORBID", "EXCEPT", "NO", "IF", "CONTRAST", "OBLIGE", "PERMIT", "DESCRIBE", "ONLY", "PROVISO"}
)
"""What a meaning that only says what the act is does not hold."""
_PLAIN = frozenset({"ACT", "ACTED", "COMMA", "STOP"})
_WORKS = frozenset({"work", "copy", "derivative"})
_BOUNDING = frozenset({"QUANTITY", "MEASURE", "PLACE", "PRODUCT", "TECH", "DOC", "PARTY", "FIELD"})
_UNBOUND = frozenset({("PARTY", "others"), ("FIELD", "any"), ("FIELD", "commercial")})
_PAID = frozenset({("ACT", "pay"), ("OBJECT", "fee")})
_DENYING = frozenset({"DESCRIBE", "NO"})
_FORMS = frozenset({"binaryform", "forfee", "consent"})
"""What of a meaning leaves a part of the work out, or has to be had first."""
_SPAN = ("FEATURE", "trial")
_CUT = frozenset({_SPAN, ("FEATURE", "unmodified"), ("FEATURE", "privilege")})
_MACHINES = frozenset({("PRODUCT", "device"), ("MEASURE", "devices")})
_BEARERS = frozenset({"BEARER"})
_CUTTING = frozenset({"FORBID", "NO", "IF"})
_OWED = frozenset({("ACT", "pay"), ("ACT", "register"), ("ACT", "request")})
_DEEDS = frozenset({"ACT", "ACTED", "UNKNOWN"})
_TOLD = frozenset({"ACT", "PARTY", "FIELD", "PLACE", "BEARER"})
_DOCS = frozenset({"DOC"})
_PAPERS = frozenset({"name", "patent", "warranty", "notice", "license", "part", "right"})
_DENIED = frozenset({"FORBID", "NO"})
_AROUND = 3
"""Words near a match that bear on it."""
_INCLUDING = frozenset({"include", "includes"})
_CHANGED, _ALIKE = "withmod", "alike"
_CHANGED_WORK = "derivative"


class DefinedAct(NamedTuple):
    """An act (``name``) that a license defines; ``capital``: whether it writes it with a capital letter.

    ``acts``: those that its meaning names, where it is nothing but acts on the work; ``changed``: whether
    they hold for changed works too; ``wide``: whether its meaning names nobody and nothing that could
    confine it; ``confined``: the act as "only" with the persons and purposes that its meaning confines it
    to, or nothing.
    """

    name: str
    capital: bool
    acts: tuple[str, ...]
    changed: bool
    wide: bool
    confined: tuple[Match, ...]


def find_defined_act(words: Words, found: Sequence[Match], definition: Definition) -> DefinedAct | None:
    """The act that a definition gives a meaning to; ``None`` where its terms are no acts.

    ``found``: the matches of the definition, with no term expanded.
    """
    body = [match for match in found if words.starts[match.first] >= definition.body]
    names = {match.value for term in definition.terms for match in _verbs(term)}
    if len(names) != 1 or not names <= _RIGHTS:
        return None
    (name,) = names
    plain = _is_plain(words, body, definition)
    acts = dict.fromkeys(match.value for match in body if plain and match.terminal in _ACTS)
    features = {match.value for match in body if match.terminal == "FEATURE"}
    whole = not shows(body, _UNDONE)
    confined: tuple[Match, ...] = ()
    if (
        whole
        and not _only_includes(words, definition)
        and _ALIKE not in features
        and confines(words.words, body, load_lexicon().words)
    ):
        confined = (*_about(name), *read_scope(body))
    elif _ALIKE not in features and _is_deed(body) and not _only_includes(words, definition):
        confined = bounded(words.words, body, name, load_lexicon().words)
    return DefinedAct(
        name,
        capital=_is_capital(words, found, name),
        acts=tuple(acts),
        changed=plain and _CHANGED in features,
        wide=whole and (_ALIKE in features or not any(map(_bounds, body))),
        confined=confined,
    )


def _about(name: str) -> tuple[Match, Match]:
    return Match("FEATURE", "defined", 0, 1), Match("ACT", name, 0, 1)


def _is_deed(body: Sequence[Match]) -> bool:
    """Whether a meaning begins with what is done ("to run it"), and not with a thing."""
    first = next((one for one in body if one.terminal != "PREP"), None)
    return first is not None and first.terminal in _DEEDS


def bounded(
    words: tuple[str, ...], body: Sequence[Match], name: str, small: FunctionWords
) -> tuple[Match, ...]:
    """The act as confined by the form, the machines, the time or the price that a meaning names; or nothing.

    "In source or object code", "on any computer" and "whoever pays" confine nothing.
    """
    for at, one in enumerate(body):
        if one[:2] in _PAID and not shows(body, _DENYING) and _is_owed(words, body, at, small):
            fee = Match("OBJECT", "fee", len(words) - 1, len(words))
            return (Match("OBLIGE", "active", 0, 1), Match("ACT", "pay", 0, 1), fee)
        if one.terminal not in _DENIED and _is_wide(words, one, small):
            continue
        if one.terminal == "FEATURE" and one.value in _FORMS:
            return (*_about(name), Match("ONLY", "only", 0, 1), one)
        owned = shows((*body[max(0, at - 1) : at], *body[at + 1 :]), _BEARERS)
        if one[:2] in _MACHINES and owned:
            return (*_about(name), Match("ONLY", "only", 0, 1), Match("MEASURE", "devices", 0, 1))
        beside = body[at + 1 :]
        if one[:2] in _CUT or (one.terminal in _CUTTING and _cuts(words, one, beside, small)):
            noun = Match("UNKNOWN", " ".join(words[one.first :]), one.first, len(words))
            sort = WHEN if one[:2] == _SPAN else "for"
            return (Match("ONLY", LABEL, 0, 1), Match("PREP", sort, one.first, one.last), noun)
    return ()


def _cuts(words: tuple[str, ...], one: Match, beside: Sequence[Match], small: FunctionWords) -> bool:
    """Whether a denial or a condition is about what may be done, or by whom, and not about papers."""
    if words[one.first] in small.relatives or shows(beside, _DOCS):
        return False
    named = [match for match in beside if match.terminal == "OBJECT"]
    if any(match.value in _PAPERS for match in named):
        return False
    if one.terminal == "IF":
        return not named and (not shows(beside, _DEEDS) or any(match[:2] in _OWED for match in beside))
    return bool(named) or shows(beside, _TOLD)


def _is_wide(words: tuple[str, ...], one: Match, small: FunctionWords) -> bool:
    """Whether what stands around a match, or behind it, takes in everything."""
    around = (*words[max(0, one.first - _AROUND) : one.first], *words[one.last :])
    if "else" in around and around[around.index("else") - 1] in small.nobody:
        # "for oneself and nobody else"
        return False
    return not joined(small.wide_answers, small.alternatives, small.widening, small.universal).isdisjoint(
        around
    )


def _is_owed(words: tuple[str, ...], body: Sequence[Match], at: int, small: FunctionWords) -> bool:
    """Whether something has to be paid: "must pay a royalty", "for which a fee is due", "the user pays"."""
    before = body[at - 1] if at else None
    if body[at].terminal == "ACT":
        return before is not None and (before.terminal == "OBLIGE" or before[:2] == ("BEARER", "licensee"))
    return not small.owed.isdisjoint(words[body[at].last : body[at].last + _AROUND])


def _is_plain(words: Words, body: Sequence[Match], definition: Definition) -> bool:
    """Whether a meaning is nothing but acts on the work: each of its words is one, or joins them."""
    small = load_lexicon().words
    taken: set[int] = set()
    for match in body:
        named = match.terminal == "OBJECT" and match.value in _WORKS
        changed = match.terminal == "FEATURE" and match.value == _CHANGED
        if match.terminal in _PLAIN or named or changed or match.terminal == "PREP":
            taken.update(range(match.first, match.last))
        else:
            return False
    first = next((at for at, start in enumerate(words.starts) if start >= definition.body), len(words.words))
    rest = [word for at, word in enumerate(words.words) if at >= first and at not in taken]
    ends = [match for match in body if match.terminal == "STOP"]
    return len(ends) <= 1 and all(
        not word[0].isalnum() or word in small.glue or word in small.coordinators for word in rest
    )


def _only_includes(words: Words, definition: Definition) -> bool:
    """Whether a definition tells some of what an act is, and leaves open what else ("Use includes ...")."""
    before = [word for word, start in zip(words.words, words.starts, strict=True) if start < definition.body]
    return not _INCLUDING.isdisjoint(before)


def _bounds(match: Match) -> bool:
    return match.terminal in _BOUNDING and (match.terminal, match.value) not in _UNBOUND


def _verbs(term: tuple[str, ...]) -> Iterator[Match]:
    if load_lexicon().terminal_of(term) == "ACT":
        yield from (
            one for one in lex(split_words(" ".join(term)), load_lexicon(), {}) if one.terminal == "ACT"
        )


def with_defined_acts(
    parses: Sequence[Parse], words: Sequence[Words], defined: Mapping[int, DefinedAct]
) -> tuple[list[Parse], list[int]]:
    """The parses with the acts that a granted term stands for; the places of the meanings that confine one.

    ``defined``: by place of the unit that defines.
    """
    meant = {one.name: one for one in defined.values()}.values()
    result = list(parses)
    given: set[str] = set()
    for at, parse in enumerate(parses):
        if not meant or at in defined or not any(_grants(fact) for fact in parse.facts):
            continue
        found = lex(words[at], load_lexicon(), {})
        named = [one for one in meant if _names(words[at], found, one)]
        given.update(one.name for one in named)
        facts = tuple(_filled(fact, named) for fact in parse.facts)
        if facts != parse.facts:
            result[at] = parse._replace(facts=facts)
    confining = [at for at, one in defined.items() if one.confined and one.name in given]
    for at, one in defined.items():
        if one.wide and one.name in given and at not in confining:
            # what such a meaning names is what the grant gives
            result[at] = result[at]._replace(facts=())
    return result, confining


def _grants(fact: Fact) -> bool:
    return fact.modality == "grant"


def _names(words: Words, found: Sequence[Match], one: DefinedAct) -> bool:
    """Whether a unit speaks of an act as the license defines it."""
    if one.capital:
        return _is_capital(words, found, one.name)
    return any(match.terminal == "ACT" and match.value == one.name for match in found)


def _is_capital(words: Words, found: Sequence[Match], name: str) -> bool:
    return any(
        match.terminal == "ACT" and match.value == name and words.has_capital(match.first) for match in found
    )


def _filled(fact: Fact, meant: Sequence[DefinedAct]) -> Fact:
    """A grant with what its acts stand for, done to the same things."""
    if not _grants(fact) or fact.limit:
        return fact
    objects = {act.name: act.object for act in fact.acts if not act.aim}
    more = {
        name: Act(name, objects[one.name])
        for one in meant
        if objects.get(one.name, _CHANGED_WORK) != _CHANGED_WORK
        for name in one.acts
        if name not in objects
    }
    features = [Atom("feature", _CHANGED) for one in meant if one.changed and one.name in objects]
    if not more and not features:
        return fact
    return fact._replace(acts=(*fact.acts, *more.values()), slots=fact.slots.union(features))
