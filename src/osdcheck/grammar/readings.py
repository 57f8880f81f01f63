"""Second looks at what was found: numbers, passive verbs, pronouns, names beside products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile

from osdcheck.grammar.lalr import Token
from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import Match, shows
from osdcheck.grammar.quantities import parse_amount
from osdcheck.grammar.words import Words

_AMOUNTS = frozenset({"FIGURE", "DIGIT", "TENS", "SCALE", "CURRENCY"})
_MADE = frozenset({"product", "service"})
"""What a licensee may make of the work, whatever name it bears."""
_ADJECTIVES = frozenset({"modify", "derive"})
"""Acts whose participle tells of a thing what it is ("as it is or modified")."""
HEADS = frozenset({"PERMIT", "FORBID", "OBLIGE", "STOP"})
_COMPOUND = 2
"""Words of a verb whose last one is inflected ("fine-tune")."""
_CAN = frozenset({"PERMIT"})
_STOPS = frozenset({"STOP"})
_FRAGMENT = 3
"""Tokens of "not in Japan" at least."""
_SCOPES = frozenset({"IF", "EXCEPT", "ONLY", "PROVISO", "FORBID", "STOP"})


def is_label(words: tuple[str, ...], position: int, small: FunctionWords) -> bool:
    """Whether a figure names something (a version, a section, a year) rather than counts it."""
    word = words[position]
    at = position - 2 if position > 1 and words[position - 1] == ":" else position - 1
    before = words[at] if position else ""
    if before in small.labels or word.count(".") > 1:
        return True
    following = words[position + 1] if position + 1 < len(words) else ""
    if "." in word and before == "(" and following == ")":
        return True
    year = len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"}
    return year and not (following and following[0].isalpha() and before in small.comparing)


def read_amounts(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Merges runs of number words into one ``QUANTITY``; number words that form none are water."""
    if not shows(found, _AMOUNTS):
        return found
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
            # "seven hundred (700) million": the scale belongs to the number behind the bracket too.
            scaled = gap == (")",) and found[index].terminal == "SCALE"
            if not scaled and any(word not in small.in_numbers for word in gap):
                break
            run.append(found[index])
            index += 1
        tokens: list[Token] = []
        for number, match in enumerate(run):
            if number and "(" in words[run[number - 1].last : match.first]:
                tokens.append(Token("GLOSS", "("))
            tokens.append(Token(match.terminal, match.value))
        bare_scale = len(tokens) == 1 and tokens[0].type == "SCALE"
        amount = None if bare_scale else parse_amount(tokens)
        if amount is not None:
            value = f"{amount.number}" + (f" {amount.currency}" if amount.currency else "")
            result.append(Match("QUANTITY", value, run[0].first, run[-1].last, amount))
    return result


def read_name(words: Words, match: Match, small: FunctionWords) -> Match:
    """A product noun beside a name ("Acme boards", "chips made by Acme") is a named product."""
    before = _adjacent(words.words, match.first, small)
    behind = range(match.last, min(len(words.words), match.last + 6))
    inside = range(match.first, match.last)
    owned = match.first and words.words[match.first - 1] in small.owners
    by = next((index for index in behind if words.words[index] in small.makers), None)
    maker = by is not None and _is_maker(words, [index for index in behind if index > by], small)
    # "the Product", "a portable Device": the capital is that of a defined term
    generic = match.last - match.first == 1 and (
        match.value == "product" or words.words[match.first] in small.things
    )
    if match.value in _MADE and before.start and words.words[before.start - 1] in small.holders:
        # "your Value Added Products": what the licensee makes ties to nobody's product
        return match
    beside = before if generic else (*before, *inside)
    names = (index for index in beside if words.words[index] not in small.qualifiers)
    if owned or maker or any(index in words.capital for index in names):
        return match._replace(value=match.value + "/named")
    return match


def _is_maker(words: Words, behind: Sequence[int], small: FunctionWords) -> bool:
    """Whether a name is the first with a capital there, and not who has or what runs on a product."""
    first = next((index for index in behind if index in words.capital), None)
    return first is not None and words.words[first] not in small.takers


def in_name(words: Words, match: Match, known: Callable[[str], object]) -> bool:
    """Whether a calling or a country is part of a name ("Acme Mining Company", "given by Acme Australia")."""
    if match.terminal == "PLACE":
        beside = (match.first - 1, match.last)
        return any(
            0 < index < len(words.words) and index in words.capital and known(words.words[index]) is None
            for index in beside
        )
    named = all(index in words.capital for index in range(max(match.first - 1, 1), match.last))
    if match.first < 2:
        # The first word of a sentence always has a capital: it is a name when no phrase begins with it.
        named = named and match.first == 1 and known(words.words[0]) is None
    return named and match.value.startswith("profession") and not words.words[match.last - 1].endswith("s")


def _adjacent(words: tuple[str, ...], first: int, small: FunctionWords) -> range:
    """Indexes of up to three words before ``first`` that belong to the same noun."""
    start = first
    while (
        start
        and first - start < 3
        and words[start - 1] not in small.links
        and words[start - 1].replace("'", "").isalnum()
    ):
        start -= 1
    return range(start, first)


def read_voices(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Marks passive verbs, and reads participles that only describe a noun ("works derived from").

    "the modified program" is a derivative.
    """
    result: list[Match] = []
    governed = False
    for match in found:
        governed = _governs(words, match) if match.terminal in HEADS else governed
        if match.terminal == "ACT" and _participle(words, match, small):
            last = next((one for one in reversed(result) if one.terminal != "COMMA"), None)
            if _passive(words, match, last, small) or (governed and _goes_on(words, match, small)):
                match = match._replace(terminal="ACTED")
                governed = True
            elif (
                last is not None
                and last.terminal in {"OBJECT", "PRODUCT", "TERM"}
                and last.last == match.first
            ):
                continue
            elif last is not None and last.terminal in _SCOPES:
                match = match._replace(terminal="ACTED")
            elif match.value in _ADJECTIVES:
                match = match._replace(terminal="OBJECT", value="derivative")
            elif words[match.first] not in small.base_participles:
                continue
        result.append(match)
    return result


def _governs(words: tuple[str, ...], match: Match) -> bool:
    """Whether a participle that no phrase may know follows what permits ("may be harvested and sold")."""
    behind = words[match.last : match.last + 1]
    return (
        match.terminal == "PERMIT"
        and words[match.last - 1] == "be"
        and bool(behind)
        and behind[0].endswith("ed")
    )


def _passive(words: tuple[str, ...], match: Match, last: Match | None, small: FunctionWords) -> bool:
    """Whether a participle stands under a form of "be", alone or in a list ("be copied, changed or sold")."""
    if words[match.first] in small.be or any(
        word in small.be for word in words[max(0, match.first - 2) : match.first]
    ):
        return True
    if last is not None and last.terminal == "ACTED" and in_one_list(words, last, match, small):
        return True
    return words[match.last - 1] not in small.base_participles and _in_list(words, match.first, small)


def _in_list(words: tuple[str, ...], at: int, small: FunctionWords) -> bool:
    """Whether a word goes on a list of participles, known or not, that begins at a form of "be"."""
    steps = 0
    forms = joined(small.participles, small.base_participles)
    while at and (word := words[at - 1]) not in small.be:
        steps += word.endswith("ed") or word in forms
        if not (word.endswith(("ed", "ly")) or word in forms or word in small.coordinators):
            return False
        at -= 1
    return at > 0 and steps > 0


def _goes_on(words: tuple[str, ...], match: Match, small: FunctionWords) -> bool:
    """Whether a participle goes on with an earlier passive verb ("used by all for all ends and sold")."""
    return match.value not in _ADJECTIVES and words[match.first - 1] in small.coordinators


def _participle(words: tuple[str, ...], match: Match, small: FunctionWords) -> bool:
    word = words[match.first]
    if match.first and words[match.first - 1] == "to" and word in small.base_participles:
        return False
    if word in small.be and match.last - match.first > 1:
        word = words[match.first + 1]
    if match.last - match.first == _COMPOUND and words[match.last - 1].endswith("ed"):
        # "fine-tuned"
        return True
    return word.endswith("ed") or word in small.participles


def in_one_list(words: tuple[str, ...], first: Match, second: Match, small: FunctionWords) -> bool:
    """Whether two verbs are of one list: only "and", commas and the like stand between them."""
    between = words[first.last : second.first]
    # a list of participles may hold some that no phrase knows ("copied, printed and changed")
    return all(word in small.glue or word == "," or word.endswith("ed") for word in between)


def read_relatives(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Leaves out "who" behind a comma and before a head, and "can" behind "who" where another head follows.

    "Farmers, who may copy it" says that they may; "whoever can swim may copy it" says it behind.
    """
    if not shows(found, _CAN):
        return found
    return [
        match
        for index, match in enumerate(found)
        if not (
            (match.terminal == "IF" and _tells_on(words, found, index, small))
            or (match.terminal == "PERMIT" and _able(words, found, index, small))
        )
    ]


def _tells_on(words: tuple[str, ...], found: list[Match], index: int, small: FunctionWords) -> bool:
    match = found[index]
    return (
        words[match.first] in small.relatives
        and 0 < index < len(found) - 1
        and found[index - 1].terminal == "COMMA"
        and found[index + 1].terminal == "PERMIT"
        and found[index + 1].first == match.last
    )


def _able(words: tuple[str, ...], found: list[Match], index: int, small: FunctionWords) -> bool:
    match = found[index]
    if words[match.first : match.last] != ("can",) or not match.first:
        return False
    following = found[index + 1] if index + 1 < len(found) else match
    return (
        (words[match.first - 1] == "whoever" or words[match.first - 1] in small.relatives)
        and following.terminal == "PERMIT"
        and following.first > match.last
    )


def read_rests(found: list[Match]) -> list[Match]:
    """Takes a few words without a head to the sentence that gives before them: "You may copy it. Only once."

    "Friends only" is "only friends", and "not on Sundays" is "except on Sundays"; "Not in Japan." alone is
    read in the same way.
    """
    if _denies_alone(found):
        return _confining(found)
    sentences = found[:-1]
    if not shows(sentences, _STOPS) or not any(
        one.terminal == "STOP" and one.value == "." for one in sentences
    ):
        return found
    result: list[Match] = []
    index = 0
    while index < len(found):
        rest = _rest(found, index)
        if rest:
            result += _confining(rest)
            index += 1 + len(rest)
        else:
            result.append(found[index])
            index += 1
    return result


def _denies_alone(found: list[Match]) -> bool:
    """Whether "not" and a place are all that is said."""
    if len(found) < _FRAGMENT or (found[0].terminal, found[0].value) != ("FORBID", "bare"):
        return False
    together = found[0].first == 0 and found[1].terminal == "PREP" and found[1].first == found[0].last
    return together and all(one.terminal in {"PREP", "PLACE", "COMMA", "STOP"} for one in found[1:])


def _rest(found: list[Match], index: int) -> list[Match]:
    """What stands between a full stop and the next, where it has no head of its own and confines."""
    given = any(one.terminal == "PERMIT" for one in found[:index])
    if (found[index].terminal, found[index].value) != ("STOP", ".") or not given:
        return []
    rest = list(takewhile(lambda one: one.terminal != "STOP", found[index + 1 :]))
    if not rest or any(one.terminal in {"PERMIT", "OBLIGE", "DESCRIBE", "ACT"} for one in rest):
        return []
    first, last = rest[0], rest[-1]
    denies = (first.terminal, first.value) == ("FORBID", "bare") or (first.terminal, first.value) == (
        "NO",
        "no",
    )
    confines = first.terminal in {"ONLY", "EXCEPT"} or last.terminal == "ONLY" or last.value == "behind"
    return rest if confines or (denies and len(rest) > 1 and rest[1].terminal in {"PREP", "IF"}) else []


def _confining(rest: list[Match]) -> list[Match]:
    first, last = rest[0], rest[-1]
    if first.terminal in {"FORBID", "NO"}:
        return [first._replace(terminal="EXCEPT", value="except"), *rest[1:]]
    if last.terminal == "ONLY" and first.terminal not in {"ONLY", "EXCEPT"}:
        return [last._replace(first=first.first, last=first.first + 1), *rest[:-1]]
    return rest
