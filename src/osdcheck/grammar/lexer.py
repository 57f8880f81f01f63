"""Turns the words of a unit into the tokens of ``facts.lark``: longest phrase first, water dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lark import Token

from osdcheck.grammar.lexicon import COUNTED, LEAF, Lexicon, Meaning
from osdcheck.grammar.quantities import Amount, parse_amount
from osdcheck.grammar.words import Words

NOUNS = frozenset(
    "ACT ACTED OBJECT FIELD PARTY BEARER PLACE PRODUCT TECH DOC FEATURE NO MEASURE TERM UNKNOWN QUANTITY".split()
)
_AMOUNTS = frozenset({"FIGURE", "DIGIT", "TENS", "SCALE", "CURRENCY"})
_MARKS = {",": "COMMA", ";": "STOP", ":": "STOP", ".": "STOP", "!": "STOP", "?": "STOP"}
_GLUE = frozenset({"and", "or", "and/or", "(", ")", "the", "a", "an", "any", "to", "otherwise", "&", '"'})
_NUMERALS = frozenset(
    "two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred thousand million billion dozen number".split()
)
_BE = frozenset("be is are was were been being".split())
_LINKS = frozenset("as with the of on in for to and or by from any your our its under a an into through".split())
_SCOPES = frozenset({"IF", "EXCEPT", "ONLY", "PROVISO", "FORBID", "STOP"})
_PARTICIPLES = frozenset("sold resold made built rebuilt given kept hidden taken shown sent put run rerun lent held known".split())
_LABELS = frozenset(
    "version versions v ver release section sections clause article paragraph part item no number chapter title "
    "c.f.r cfr § dfars far exhibit appendix schedule page act".split()
)
_COUNTS = frozenset("than exceeding above below least over most".split())
_AHEAD, _BEHIND = 8, 5
"""How many words after, and before, a word a number may stand that it is counted by."""
_REACH = 4
"""How many words of water may stand between a preposition and its noun."""
_OPEN_COMPLEMENT = frozenset({"for", "in", "with", "within", "to", "by", "on", "outside", "from"})


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at words ``[first, last)``."""

    terminal: str
    value: str
    first: int
    last: int
    amount: Amount | None = None
    comparator: str | None = None


def lex(words: Words, lexicon: Lexicon, terms: Mapping[str, Any]) -> list[Match]:
    """Matches of a unit in order: nouns, heads, scope words, the prepositions that have a noun, and marks.

    ``terms`` is a trie of the defined terms of the document; a term wins over a phrase of the
    lexicon of the same length.
    """
    found = _phrases(words.words, lexicon.trie, terms)
    found = _amounts(words.words, found)
    found = _voices(words.words, found)
    found = [_named(words, match) if match.terminal == "PRODUCT" else match for match in found]
    found = _prepositions(words.words, found)
    return _commas(words.words, found)


def to_tokens(matches: list[Match], words: Words) -> list[Token]:
    """Lark tokens with character offsets into the unit; ``line`` carries the index of the match."""
    return [
        Token(
            match.terminal,
            match.value,
            start_pos=words.starts[match.first],
            line=index,
            end_pos=words.ends[match.last - 1],
        )
        for index, match in enumerate(matches)
    ]


def _longest(
    trie: Mapping[str, Any], words: tuple[str, ...], start: int, counted: bool = False
) -> tuple[Any, int]:
    best: Any = None
    end = start
    stack: list[tuple[Mapping[str, Any], int]] = [(trie, start)]
    size = len(words)
    while stack:
        node, position = stack.pop()
        leaf = node.get(COUNTED) or node.get(LEAF) if counted else node.get(LEAF) or node.get(COUNTED)
        if leaf is not None and position > end:
            best, end = leaf, position
        if position < size:
            word = words[position]
            # What is pushed last is tried first: of equal lengths, the words spelled out win.
            free = node.get("_")
            if free is not None and word not in _MARKS and word not in "()":
                stack.append((free, position + 1))
            following = node.get(word)
            if following is not None:
                stack.append((following, position + 1))
    return best, end


def _phrases(
    words: tuple[str, ...], trie: Mapping[str, Any], terms: Mapping[str, Any]
) -> list[Match]:
    found: list[Match] = []
    position = 0
    numbers = [index for index, word in enumerate(words) if word in _NUMERALS or word[0].isdigit()]
    while position < len(words):
        word = words[position]
        mark = _MARKS.get(word)
        if mark is not None:
            found.append(Match(mark, word, position, position + 1))
            position += 1
            continue
        meaning, end = None, position
        if word in trie:
            counted = any(-_AHEAD <= position - number <= _BEHIND for number in numbers)
            meaning, end = _longest(trie, words, position, counted)
        if word in terms:
            term, term_end = _longest(terms, words, position)
            if term is not None and term_end >= end:
                found.append(Match("TERM", term, position, term_end))
                position = term_end
                continue
        if meaning is None:
            if word[0].isdigit() and not _label(words, position):
                found.append(Match("FIGURE", word, position, position + 1))
            position += 1
            continue
        if isinstance(meaning, Meaning) and meaning.terminal != "WATER":
            found.append(Match(meaning.terminal, meaning.value, position, end))
        position = end
    return found


def _label(words: tuple[str, ...], position: int) -> bool:
    """Whether a figure names something (a version, a section, a year) rather than counts it."""
    word = words[position]
    before = words[position - 1] if position else ""
    if before in _LABELS or word.count(".") > 1:
        return True
    following = words[position + 1] if position + 1 < len(words) else ""
    year = len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"}
    return year and not (following and following[0].isalpha() and before in _COUNTS)


def _amounts(words: tuple[str, ...], found: list[Match]) -> list[Match]:
    """Merges runs of number words into one ``QUANTITY``; number words that form none are water."""
    result: list[Match] = []
    index = 0
    while index < len(found):
        if found[index].terminal not in _AMOUNTS:
            result.append(found[index])
            index += 1
            continue
        run = [found[index]]
        index += 1
        while index < len(found) and found[index].terminal in _AMOUNTS:
            gap = words[run[-1].last : found[index].first]
            if any(word not in {"and", "(", "-", "a"} for word in gap):
                break
            run.append(found[index])
            index += 1
        tokens: list[Token] = []
        for number, match in enumerate(run):
            if number and "(" in words[run[number - 1].last : match.first]:
                tokens.append(Token("GLOSS", "("))
            tokens.append(Token(match.terminal, match.value))
        while tokens and tokens[0].type in {"SCALE"} and len(tokens) == 1:
            tokens = []
        amount = parse_amount(tokens) if tokens else None
        if amount is not None:
            value = f"{amount.number}" + (f" {amount.currency}" if amount.currency else "")
            result.append(Match("QUANTITY", value, run[0].first, run[-1].last, amount))
    return result


def _adjacent(words: tuple[str, ...], first: int) -> range:
    """Indexes of up to three words before ``first`` that belong to the same noun."""
    start = first
    while start and first - start < 3 and words[start - 1] not in _LINKS and words[start - 1].isalnum():
        start -= 1
    return range(start, first)


def _named(words: Words, match: Match) -> Match:
    """A product noun beside a name ("Acme boards", "chips made by Acme") is a named product."""
    before = _adjacent(words.words, match.first)
    behind = range(match.last, min(len(words.words), match.last + 4))
    inside = range(match.first, match.last)
    owned = match.first and words.words[match.first - 1] in {"our", "licensor's", "vendor's"}
    by = next((index for index in behind if words.words[index] in {"by", "of", "from"}), None)
    maker = by is not None and any(index in words.capital for index in behind if index > by)
    generic = match.value == "product" and match.last - match.first == 1
    beside = before if generic else (*before, *inside)
    if owned or maker or any(index in words.capital for index in beside):
        return replace(match, value=match.value + "/named")
    return match


def _voices(words: tuple[str, ...], found: list[Match]) -> list[Match]:
    """Marks passive verbs, and reads participles that only describe a noun ("works derived from").

    "the modified program" is a derivative; a pronoun stands for the object before it.
    """
    result: list[Match] = []
    antecedent = "work"
    for match in found:
        if match.terminal == "OBJECT":
            if match.value == "it":
                match = replace(match, value=antecedent)
            antecedent = match.value
        elif match.terminal == "DOC" and match.value == "this":
            antecedent = "license"
        if match.terminal == "ACT" and _participle(words, match):
            before = words[max(0, match.first - 2) : match.first]
            last = next((one for one in reversed(result) if one.terminal != "COMMA"), None)
            if words[match.first] in _BE or any(word in _BE for word in before):
                match = replace(match, terminal="ACTED")
            elif last is not None and last.terminal == "ACTED" and _joined(words, last, match):
                match = replace(match, terminal="ACTED")
            elif last is not None and last.terminal in {"OBJECT", "PRODUCT", "TERM"} and last.last == match.first:
                continue
            elif last is not None and last.terminal in _SCOPES:
                match = replace(match, terminal="ACTED")
            elif match.value in {"modify", "derive"}:
                match = replace(match, terminal="OBJECT", value="derivative")
            elif not _ambiguous(words[match.first]):
                continue
        result.append(match)
    return result


def _participle(words: tuple[str, ...], match: Match) -> bool:
    word = words[match.first]
    if word in _BE and match.last - match.first > 1:
        word = words[match.first + 1]
    return word.endswith("ed") or word in _PARTICIPLES


def _ambiguous(word: str) -> bool:
    """Participles that are base forms too ("put", "run")."""
    return word in {"put", "run", "rerun"} or word.endswith("eed")


def _joined(words: tuple[str, ...], first: Match, second: Match) -> bool:
    between = words[first.last : second.first]
    return all(word in _GLUE or word == "," for word in between)


def _prepositions(words: tuple[str, ...], found: list[Match]) -> list[Match]:
    """Keeps a preposition or comparator only where its noun follows within reach.

    A preposition with an open-class complement the lexicon does not know gets an ``UNKNOWN``
    noun, so that a purpose nobody listed is still a purpose.
    """
    result: list[Match] = []
    for index, match in enumerate(found):
        if match.terminal not in {"PREP", "COMPARE"}:
            result.append(match)
            if match.terminal == "ONLY" and words[match.last - 1] in _OPEN_COMPLEMENT:
                _open_complement(words, found, index, result)
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        limit = following.first if following else len(words)
        gap = limit - match.last
        if match.terminal == "COMPARE":
            if following is not None and following.terminal == "QUANTITY" and gap <= _REACH:
                result.append(match)
            elif "or" in words[match.first : match.last]:
                _compare_behind(result, match)
            continue
        if following is not None and following.terminal in NOUNS and gap <= _REACH:
            infinitive = match.value == "to" and following.terminal == "ACT"
            if not infinitive or not gap and words[match.first - 1] not in {"and", "or", ","}:
                result.append(match)
            continue
        if match.value in _OPEN_COMPLEMENT:
            _open_complement(words, found, index, result, match)
    return result


def _open_complement(
    words: tuple[str, ...], found: list[Match], index: int, result: list[Match], prep: Match | None = None
) -> None:
    """Adds the words behind a preposition as an ``UNKNOWN`` noun, where they hold any."""
    start = found[index].last
    limit = found[index + 1].first if index + 1 < len(found) else len(words)
    end = min(limit, start + 6)
    while end > start and words[end - 1] in _GLUE:
        end -= 1
    if any(word not in _GLUE and word[0].isalpha() for word in words[start:end]):
        if prep is not None:
            result.append(prep)
        result.append(Match("UNKNOWN", " ".join(words[start:end]), start, end))


def _compare_behind(result: list[Match], match: Match) -> None:
    """Gives "or more", "or fewer" to the number just before it."""
    for index in range(len(result) - 1, max(-1, len(result) - 3), -1):
        if result[index].terminal == "QUANTITY" and match.first - result[index].last <= _REACH:
            result[index] = replace(result[index], comparator=match.value)
            return


def _commas(words: tuple[str, ...], found: list[Match]) -> list[Match]:
    """Drops commas that only separate the members of one list."""
    result: list[Match] = []
    for index, match in enumerate(found):
        if match.terminal == "COMMA" and 0 < index < len(found) - 1:
            before, after = found[index - 1], found[index + 1]
            if after.terminal == "COMMA" or after.terminal == "STOP":
                continue
            if before.terminal in {"IF", "EXCEPT"} and before.last == match.first:
                continue
            near = all(word in _GLUE for word in words[match.last : after.first]) or before.terminal == "ACT"
            if before.terminal == after.terminal and before.terminal in NOUNS and near:
                continue
        result.append(match)
    return result
