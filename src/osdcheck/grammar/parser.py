"""Parses units: words, phrase tokens, tree, facts. No unit is dropped; what was not understood is kept."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache, lru_cache
from itertools import dropwhile, takewhile
from typing import Any

from osdcheck.core.fact import Atom, Fact
from osdcheck.core.finding import Threshold
from osdcheck.core.parse import Parse
from osdcheck.core.unit import Unit
from osdcheck.grammar.defined_acts import DefinedAct, find_defined_act, with_defined_acts
from osdcheck.grammar.definitions import Definition, find_definition, term_trie
from osdcheck.grammar.facts import read_facts
from osdcheck.grammar.grantors import grantors
from osdcheck.grammar.labels import is_term
from osdcheck.grammar.lalr import Parser
from osdcheck.grammar.lexer import NOUNS, Match, holds_term, lex, to_tokens
from osdcheck.grammar.lexicon import load_lexicon
from osdcheck.grammar.load import load_grammar
from osdcheck.grammar.parts import may_name_part, pointed_at
from osdcheck.grammar.quantities import Amount
from osdcheck.grammar.scoping import LONGEST_LINE, Scope, read_scope, scope_of, scoped
from osdcheck.grammar.stems import breaks_off, is_unfinished, narrowed_stems
from osdcheck.grammar.topics import with_topics
from osdcheck.grammar.words import Words, split_words

_TELLING = frozenset({"PARTY", "PLACE", "TECH"})
_WORKS = frozenset({"work", "source", "binary", "model"})
_SETTLED = frozenset({"OBJECT", "BEARER", "ACT", "DOC", "FEATURE", "PERMIT", "FORBID", "WATER", "PREP"})
_HEADS = frozenset({"users", "employees", "seats", "organizations"})
"""Measures that count persons; an amount of money, or a fraction, is none of these."""
_PERIOD = 5
"""Words behind a number among which the time is named that it is counted in ("USD 10,000 in any month")."""
_LONGEST_NAME = 12
"""Words at the start of a meaning among which the sort of a firm ("Ltd") stands where it is a firm's name."""
_TERMED = frozenset({"heading", "definition"})
"""Where a label may stand that confines what is licensed ("Permitted use: teaching")."""
_LINES = frozenset({"operative", "heading"})
_TELLING_ACTS = frozenset({"compete", "host", "train", "benchmark"})
_TELLING_TECH = frozenset({"remote"})


@cache
def _parser() -> Parser:
    return load_grammar("facts.lark")


def parse_units(units: Sequence[Unit]) -> tuple[Parse, ...]:
    """One :class:`~osdcheck.core.parse.Parse` for every unit, in order.

    Two passes: definitions first, then every unit with the defined terms expanded. A definition
    that nothing else uses keeps its unit but says nothing.
    """
    definitions = {
        unit.index: found
        for unit in units
        if unit.zone == "definition" and (found := find_definition(unit)) is not None
    }
    words = [split_words(unit.text) for unit in units]
    meanings = [
        (_expandable(found), meaning)
        for index, found in definitions.items()
        if (meaning := _meaning(words[index], found))
    ]
    terms = term_trie(meanings)
    names = grantors(units)
    pointed = pointed_at(words, load_lexicon().words)
    small = load_lexicon().words
    stems = narrowed_stems(units, small)
    parses: list[Parse] = []
    for unit, its_words in zip(units, words, strict=True):
        definition = definitions.get(unit.index)
        unused = definition is not None and not (
            _names_licensee(definition) or _used(definition, unit.index, words)
        )
        narrowed = stems.get(unit.text.strip())
        if unused or (narrowed is not None and breaks_off(its_words, small)):
            parses.append(Parse(unit, (), ()))
            continue
        parse = _parse(unit, its_words, {} if definition else terms, names, pointed)
        if narrowed is not None and is_unfinished(parse, its_words, narrowed, small):
            parse = parse._replace(unfinished=True)
        parses.append(parse)
    defined = _defined_acts(units, words, definitions)
    parses, confining = with_defined_acts(parses, words, defined)
    scopes = {at: read_scope(read_alone(words[at], None)[0]) for at in scoped(parses, _scopes(units, words))}
    for at, matches in (scopes | {at: list(defined[at].confined) for at in confining}).items():
        facts = _facts(matches, words[at], 0)
        parses[at] = Parse(replace(units[at], zone="operative"), facts, ())
    return tuple(parses)


def _defined_acts(
    units: Sequence[Unit], words: Sequence[Words], definitions: Mapping[int, Definition]
) -> dict[int, DefinedAct]:
    """The acts that definitions give a meaning to, by place of the unit."""
    found: dict[int, DefinedAct] = {}
    for at, unit in enumerate(units):
        definition = definitions.get(unit.index)
        matches = read_alone(words[at], None)[0] if definition else ()
        if definition and (act := find_defined_act(words[at], matches, definition)):
            found[at] = act
    return found


def _scopes(units: Sequence[Unit], words: Sequence[Words]) -> dict[int, Scope]:
    """The lines that only tell for whom, or for what, the terms below them are; by place of the unit."""
    small = load_lexicon().words
    found: dict[int, Scope] = {}
    for at, (unit, line) in enumerate(zip(units, words, strict=True)):
        if len(line.words) <= LONGEST_LINE and not unit.item and unit.zone in _LINES:
            scope = scope_of(line.words, read_alone(line, None)[0], small, heading=unit.zone == "heading")
            if scope is not None:
                found[at] = scope
    return found if "narrow" in found.values() else {}


def parse_unit(unit: Unit, terms: Mapping[str, Any]) -> Parse:
    """Facts of one unit; ``terms`` is the trie of the document's defined terms."""
    return _parse(unit, split_words(unit.text), terms)


def _parse(
    unit: Unit,
    words: Words,
    terms: Mapping[str, Any],
    names: Sequence[tuple[str, ...]] = (),
    pointed: AbstractSet[str] = frozenset(),
) -> Parse:
    if unit.stem_length or holds_term(words.words, terms):
        _, facts = read_words(words, terms, unit.stem_length, pointed)
    else:
        # Few sentences may grant a part; the others are read as the net reads them, and only once.
        matches, facts = read_alone(words, None)
        if may_name_part(words, matches):
            _, facts = read_alone(words, frozenset(pointed & set(words.words)))
    if unit.zone in _TERMED and is_term(
        words.words, read_alone(words, None)[0], load_lexicon().words, shouted=unit.text.isupper()
    ):
        unit = replace(unit, zone="operative")
    facts = with_topics(_with_alternatives(unit, facts), words, names)
    return Parse(unit, facts, () if facts else (unit.text,))


def _with_alternatives(unit: Unit, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts of an entry marked as one way of several: "only if (a) we agree, or (b) you rename it"."""
    small = load_lexicon().words
    if not unit.item or not unit.stem_length:
        return facts
    stem = unit.text[: unit.stem_length].lower().rstrip(" \n:,;(")
    last = unit.text.lower().rstrip(" \n;,.").rpartition(" ")[2]
    if not stem.endswith(tuple(f" {choice}" for choice in small.choices)) or last not in small.alternatives:
        return facts
    way = frozenset([Atom("feature", "alternatives")])
    return tuple(
        fact._replace(slots=fact.slots | way) if fact.end > unit.stem_length else fact for fact in facts
    )


@lru_cache(maxsize=1024)
def read_alone(
    words: Words, pointed: frozenset[str] | None = frozenset()
) -> tuple[tuple[Match, ...], tuple[Fact, ...]]:
    """Matches and facts of a sentence that stands alone.

    Kept for a while: what no frame understood is looked at once more when its document has been read.
    """
    matches, facts = read_words(words, {}, 0, pointed)
    return tuple(matches), facts


def read_words(
    words: Words, terms: Mapping[str, Any], stem_length: int, pointed: AbstractSet[str] | None = frozenset()
) -> tuple[list[Match], tuple[Fact, ...]]:
    """Matches and facts of one unit's words; its first ``stem_length`` characters are a list's stem."""
    stem = bisect_left(words.starts, stem_length)
    matches = lex(words, load_lexicon(), terms, stem, pointed)
    if not matches:
        return matches, ()
    return matches, _facts(matches, words, stem_length)


def _facts(matches: list[Match], words: Words, stem_length: int) -> tuple[Fact, ...]:
    tree = _parser().parse(to_tokens(matches, words))
    return read_facts(tree, thresholds(matches, words), stem_length)


def _meaning(words: Words, definition: Definition) -> str:
    """What a use of the terms brings into a fact: purposes, parties, places and telling acts, as text.

    Acts, and use from afar, count only where the term names a conduct, that is, where its meaning begins
    with an act and its last word is no thing ("Derivatives", made by whatever acts); persons, places and
    other techniques only where the meaning begins with them.
    """
    # The net reads every sentence as it stands: that is done once.
    matches, _ = read_alone(words, None)
    if may_name_part(words, matches):
        matches, _ = read_alone(words)
    body = [match for match in matches if words.starts[match.first] >= definition.body]
    first = next((match for match in body if match.terminal in NOUNS), None)
    thing = all(load_lexicon().terminal_of(term[-1:]) == "OBJECT" for term in definition.terms)
    # "large language models" are no training
    thing = thing or (first is not None and _ends_in_thing(words, first))
    # "Service" means "the software as a service that you bought", and not "offering it as a service"
    thing = thing or (first is not None and _is_service(words, first, definition))
    named = _names_company(words, definition)
    # "the Model" is "the software, with the code for training it": what the parts are for is no purpose
    described = first is not None and (first.value in _WORKS or _ends_in_thing(words, first))
    acts = not (thing or named) and first is not None and first.terminal in {"ACT", "ACTED"}
    found = dict.fromkeys(
        f"{match.terminal.lower()}/{match.value}"
        for match in (*_named_fields(definition), *body)
        if (match.terminal == "FIELD" and not named and not (described and match in body))
        or (match is first and match.terminal in _TELLING and _tells_first(words, match, named=named))
        or (acts and match.terminal == "ACT" and match.value in _TELLING_ACTS)
        or (acts and match.terminal == "TECH" and match.value in _TELLING_TECH)
    )
    return ";".join(found)


def _is_service(words: Words, first: Match, definition: Definition) -> bool:
    """Whether all terms name services or products, and the meaning does not begin with what is done."""
    lexicon = load_lexicon()
    products = all(lexicon.terminal_of(term[-1:]) == "PRODUCT" for term in definition.terms)
    return products and not words.words[first.first].endswith("ing")


def _tells_first(words: Words, match: Match, *, named: bool) -> bool:
    """Whether whom or what a meaning begins with tells some from others.

    "Individuals or entities" and "a PDF file or any other file" do not.
    """
    small = load_lexicon().words
    behind = words.words[match.last : match.last + 2]
    joined = not small.coordinators.isdisjoint(behind[:1])
    either = joined and (match.value == "individual" or not small.widening.isdisjoint(behind[1:]))
    return not either and not (named and match.terminal == "PLACE")


def _ends_in_thing(words: Words, match: Match) -> bool:
    return load_lexicon().terminal_of(words.words[match.last - 1 : match.last]) == "OBJECT"


def _named_fields(definition: Definition) -> Iterator[Match]:
    """Purposes that the terms name themselves ("Non-Commercial Use"), whatever their meaning says."""
    lexicon = load_lexicon()
    for term in definition.terms:
        if lexicon.terminal_of(term) == "FIELD":
            yield from lex(split_words(" ".join(term)), lexicon, {})


def _names_company(words: Words, definition: Definition) -> bool:
    """Whether the meaning begins with a firm's name: the words of a name are no field and no place.

    A sort of firm tells it ("Ltd"), or that the term is the first word of its own meaning, or of the first of
    several ("either (a) Acme Ireland, if ...").
    """
    body = [word for word, start in zip(words.words, words.starts, strict=True) if start >= definition.body]
    body = list(dropwhile(_counts, body))
    if any(tuple(body[: len(term)]) == term for term in definition.terms if term):
        return True
    return not load_lexicon().words.companies.isdisjoint(body[:_LONGEST_NAME])


def _counts(word: str) -> bool:
    """Whether a word only opens or numbers the parts of a meaning: a bracket, "(a)", "either"."""
    return not word.isalnum() or len(word) == 1 or word in load_lexicon().words.numbering


def _expandable(definition: Definition) -> Definition:
    """The definition without terms that the lexicon knows as things, persons or acts."""
    lexicon = load_lexicon()
    terms = tuple(term for term in definition.terms if lexicon.terminal_of(term) not in _SETTLED)
    return Definition(terms, definition.body)


def _names_licensee(definition: Definition) -> bool:
    """Whether a term stands for whoever the license is given to: that counts without a further use."""
    lexicon = load_lexicon()
    return any(lexicon.terminal_of(term) == "BEARER" for term in definition.terms)


def _used(definition: Definition, index: int, words: Sequence[Words]) -> bool:
    return any(
        _contains(other.words, term)
        for number, other in enumerate(words)
        if number != index
        for term in definition.terms
    )


def _contains(words: tuple[str, ...], term: tuple[str, ...]) -> bool:
    size = len(term)
    return (
        bool(size)
        and term[0] in words
        and any(words[start : start + size] == term for start, word in enumerate(words) if word == term[0])
    )


def _is_share(number: Match, following: list[Match]) -> bool:
    """Whether the number says how large a part is ("20% of the profits"): it bounds nobody."""
    return any(
        one.terminal == "OBJECT" and one.value == "fee" and one.first == number.last for one in following
    )


def _no_count(amount: Amount) -> bool:
    """Whether an amount cannot count persons: it is money, or no whole number."""
    return bool(amount.currency) or amount.number % 1 != 0


def _in_days(number: int | float, word: str) -> int | float:
    """Days that a number of hours, weeks, months or years comes to."""
    small = load_lexicon().words
    if word in small.hours:
        days = number / 24
        return int(days) if days.is_integer() else days
    spans = ((small.weeks, 7), (small.months, 30), (small.years, 365))
    return number * next((days for names, days in spans if word in names), 1)


def _period(unit: str, counted: Sequence[str], behind: Sequence[str]) -> str | None:
    """The time a number is counted in, by the words of what it counts, or those ``behind`` the number."""
    if unit != "revenue":
        return {"users/monthly": "month", "users/daily": "day"}.get(unit)
    small = load_lexicon().words
    spans = ((small.monthly, "month"), (small.quarterly, "quarter"), (small.yearly, "year"))
    found = (name for said in (counted, behind) for names, name in spans if not names.isdisjoint(said))
    return next(found, "year")


def thresholds(matches: list[Match], words: Words) -> tuple[Threshold, ...]:
    """Numbers of a unit with what they count, how they are compared, and over which period.

    Times are counted in days: a month is 30 of them, a year 365.
    """
    result: list[Threshold] = []
    for index, match in enumerate(matches):
        if match.terminal != "QUANTITY" or match.amount is None:
            continue
        before = matches[index - 1] if index else None
        comparator = match.comparator or (before.value if before and before.terminal == "COMPARE" else None)
        compared = comparator is not None
        near = sorted(
            (
                one
                for one in matches
                if one.terminal == "MEASURE"
                and not (_no_count(match.amount) and one.value.partition("/")[0] in _HEADS)
                # "$10 a month" are no ten months.
                and not (match.amount.currency and one.value == "days")
                and (
                    0 <= one.first - match.last <= (10 if compared else 3)
                    or (compared and match.first - one.last <= 12)
                )
            ),
            key=lambda one: one.first - match.last if one.first >= match.last else 4 + match.first - one.last,
        )
        timed = bool(near) and near[0].value == "days" and near[0].first == match.last
        if _is_share(match, matches[index + 1 : index + 2]):
            continue
        unit = "days" if timed else next((one.value for one in near if one.value != "days"), None)
        unit = unit or (near[0].value if near else ("money" if match.amount.currency and compared else None))
        if unit is None:
            continue
        counted = next((one for one in near if one.value == unit), match)
        behind = takewhile(str.isalnum, words.words[match.last : match.last + _PERIOD])
        period = _period(unit, words.words[counted.first : counted.last], tuple(behind))
        name = {
            "users/monthly": "monthly-active-users",
            "users/daily": "daily-active-users",
            "users/any": "users",
        }
        number = match.amount.number
        if unit == "days":
            span = next(one for one in near if one.value == "days")
            number = _in_days(number, words.words[span.last - 1])
        result.append(Threshold(number, name.get(unit, unit), comparator, match.amount.currency, period))
    return tuple(result)
