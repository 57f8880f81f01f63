"""Leave without a head: verbs that tell what to do, and verdicts without a verb ("Copying: allowed")."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match, shows

_CLOSING = frozenset(
    (
        ".", ",", ";", "!", "(", "by", "to", "for", "too", "on", "in", "with", "within", "under", "after",
        "among", "if", "when", "only", "provided", "unless", "at", "during", "until", "without",
    )
)  # fmt: skip
_ANYBODY = frozenset({"others", "next", "business", "inside", "alternative"})
"""Persons to whom a sentence that tells what to do may pass things on, without being about them alone."""
_GIVEN = frozenset(
    (
        "use", "access", "copy", "modify", "derive", "rework", "distribute", "sell", "rent", "deal",
        "combine", "host",
    )
)  # fmt: skip
"""Acts that a sentence leaves to whoever reads it: "give it away" does, "give credit" does not."""
_TELLING = frozenset({"deal", "rework"})
"""Acts that tell whoever reads a verb without a subject that he may, whatever verb it is."""
_DONE = frozenset({"modify", "distribute", "copy", "sell"})
_NOT_TOLD = ("ing", "ed", "s", "ion", "ment", "ale", "al", "ly", "er", "ry", "ease", "ue", "ise", "en", "wn")
"""Endings of nouns and participles, which tell nobody to do anything."""
_BINDING = frozenset({"FORBID", "OBLIGE", "DESCRIBE", "NO", "IF", "ONLY", "EXCEPT", "PROVISO"})
_VERDICTS = frozenset({"PERMIT", "FORBID", "NO", "PREP", "IF", "ONLY", "FEATURE", "PROVISO", "EXCEPT", "ACT"})
"""What stands behind a label and judges it."""
_LABEL = frozenset({"ACT", "OBJECT", "COMMA", "FIELD", "PREP"})
"""What a label is made of that a verdict stands behind."""
_EXCEPTS = frozenset({"EXCEPT"})
_LEADING = frozenset({"CONTRAST", "COMMA"})
_ENDS = frozenset({".", "!", "?"})
"""Marks behind which a sentence begins; what follows ":" or ";" may go on with a ban."""


def read_imperatives(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Puts a head that permits in front of a verb that begins a sentence: "Copy it, change it, sell it".

    "Use and copying of the work are permitted" begins with a noun: a head, or a verb that asks for
    something ("Use requires a key"), follows that has no other subject. A sentence with a condition, an
    exception or a limit permits too little to be read so ("Share it if you are a student").
    A word that announces what is permitted does the same for what stands behind it ("Allowed: copying it").
    """
    result: list[Match] = []
    if words[1:2] == (":",) and words[0] in small.permissions:
        result.append(Match("PERMIT", "imperative", 0, 1))
    start = 0
    for index, match in enumerate(found):
        if start >= 0:
            whatever = match.first == start and match.terminal == "ACT" and match.value == "deal"
            begin = start if whatever else _begins(words, start, small)
            if begin <= match.first and _commands(words, found, index, begin, small):
                result.append(Match("PERMIT", "imperative", begin, begin + 1))
            start = -1
        opens = match.terminal == "STOP" and _opens_another(words, found, index, small)
        if match.first and (opens or (match.terminal in _LEADING and _follows(words, found, index, small))):
            start = match.last
        result.append(match)
    return result


def read_verdicts(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Puts a head at a word that ends a clause without a verb ("Copying: allowed", "Banks excluded")."""
    telling = (small.allowed, small.refused)
    excepting = shows(found, _EXCEPTS) and any(map(_excepts_before, found))
    if not excepting and all(some.isdisjoint(words) for some in telling):
        return found
    result: list[Match] = []
    opened = 0
    taken = {match.first: match for match in reversed(found)}
    beside = [match for match in found if taken[match.first] is not match]
    for at, word in enumerate(words):
        match = taken.get(at)
        if word in small.allowed and (match is None or match.terminal in {"ACT", "ACTED", "FEATURE"}):
            before = [one for one in result if one.first >= opened]
            ends = at + 1 == len(words) or words[at + 1] in _CLOSING
            if ends and before and _bare(words, before, at):
                result.append(Match("PERMIT", "passive", at, at + 1))
                opened = at + 1
                continue
        behind = match is not None and _excepts_before(match)
        if (behind or (match is None and word in small.refused)) and _shut_out(words, result, at):
            match = Match("FORBID", "passive", at, at + 1)
        if match is not None:
            result += [match, *(one for one in beside if one.first == at)]
            if match.terminal == "STOP" and match.value != ":":
                opened = match.last
    return result


def _excepts_before(match: Match) -> bool:
    """Whether a word excepts what stands in front of it ("Banks excluded")."""
    return match.terminal == "EXCEPT" and match.value == "behind"


def _bare(words: tuple[str, ...], before: list[Match], at: int) -> bool:
    """Whether what stands before is what may be done, up to the word or to a colon before it, and no head."""
    if any(one.terminal in _BINDING - {"NO"} or one.terminal == "PERMIT" for one in before):
        return False
    last = before[-1]
    if last.terminal == "STOP" and last.last == at and len(before) > 1:
        last = before[-2]
        return _names_acts(before[:-1]) and words[last.last] == ":"
    return last.terminal == "ACT" and last.last == at


def _shut_out(words: tuple[str, ...], before: list[Match], at: int) -> bool:
    """Whether a sentence is nothing but some persons, and a word that shuts them out."""
    ends = at + 1 == len(words) or words[at + 1] in _ENDS
    standing = [one for one in before if one.terminal != "COMMA"]
    return ends and bool(standing) and all(one.terminal in {"PARTY", "PLACE"} for one in standing)


def _names_acts(label: list[Match]) -> bool:
    """Whether a label is what may be done, to what and for what ("copying it, also for money")."""
    return any(one.terminal == "ACT" for one in label) and all(one.terminal in _LABEL for one in label)


def _opens_another(words: tuple[str, ...], found: list[Match], index: int, small: FunctionWords) -> bool:
    """Whether a sentence begins behind a mark, or what somebody is told to do behind a colon."""
    mark = found[index]
    called = mark.value == ":" and words[mark.first - 1] in small.announcing
    return mark.value in _ENDS or called or _announces(found, index)


def _follows(words: tuple[str, ...], found: list[Match], index: int, small: FunctionWords) -> bool:
    """Whether what stands before a mark leads in a command ("no license is needed, so copy it")."""
    mark = found[index]
    behind = words[mark.last : mark.last + 1]
    leads = mark.terminal == "CONTRAST" or (mark.terminal == "COMMA" and behind in {("so",), ("but",)})
    return leads and _announces(found, index)


def _announces(found: list[Match], index: int) -> bool:
    """Whether a colon stands behind what names no ban, no duty and no act ("In short: copy it")."""
    if found[index].value not in {":", ";"} and found[index].terminal == "STOP":
        return False
    for match in reversed(found[:index]):
        if match.terminal == "STOP" and match.value in _ENDS:
            return True
        if match.terminal == "IF" and match.last == found[index].first - 1:
            # "until Friday: copy it"
            continue
        if match.terminal in _BINDING or (match.terminal in {"ACT", "ACTED"} and match.value != "deal"):
            return False
        if match.value == "consent":
            return False
    return True


def _begins(words: tuple[str, ...], start: int, small: FunctionWords) -> int:
    """Where the words of a sentence begin, past what only leads in ("so", "do")."""
    while start + 1 < len(words) and words[start] in small.leading:
        start += 1
    return start


def _commands(
    words: tuple[str, ...], found: list[Match], index: int, begin: int, small: FunctionWords
) -> bool:
    """Whether a sentence begins with a verb that tells what to do, whose act a phrase knows there or soon."""
    match = found[index]
    if not _verb_first(words, match, begin, small):
        return False
    given = match.first == begin and match.terminal == "ACT" and match.value in _GIVEN
    if given and words[begin] in small.opening and match.value not in {"copy", "modify", "derive", "rework"}:
        # "make copies" is leave, "make the source available" is a duty
        return False
    if words[begin + 1 : begin + 2] == ("this",) and not small.papers.isdisjoint(
        words[begin + 2 : begin + 3]
    ):
        return False
    if given and not small.nominal.isdisjoint(words[match.last : match.last + 1]):
        return False
    if not given and words[begin] not in small.taking:
        return False
    end = len(words)
    following = found[index + 1 :]
    acts = match.terminal == "ACT"
    for place, later in enumerate(found[index + 1 :], index + 1):
        if later.terminal == "STOP" and _judged(words, found, index, place, small):
            return False
        if _to_the_giver(words, found, place):
            return False
        if later.terminal in {"STOP", "BEARER", "PARTY"}:
            end = later.first
            break
        if _commands_anew(words, found, place):
            end, following = later.first, found[index + 1 : place]
            break
        if later.terminal in {"PERMIT", "FORBID", "OBLIGE", "DESCRIBE"}:
            return False
        acts = acts or later.terminal == "ACT"
    return acts and small.asking.isdisjoint(words[begin:end]) and not _narrowed(words, following, small)


def _verb_first(words: tuple[str, ...], match: Match, begin: int, small: FunctionWords) -> bool:
    """Whether a sentence begins with a verb, and not with the noun that it may be as well ("Use of it")."""
    told = match.first == begin and _tells(words, match)
    verb = told or words[begin] in small.imperatives
    return verb and small.nominal.isdisjoint(words[begin + 1 : begin + 2])


def _tells(words: tuple[str, ...], match: Match) -> bool:
    """Whether a verb that no list of commands holds tells whoever reads it what he may do."""
    if match.terminal != "ACT":
        return False
    if match.value in _TELLING:
        return True
    word = words[match.first]
    return match.value in _DONE and not word.endswith(_NOT_TOLD) and match.last - match.first == 1


def _to_the_giver(words: tuple[str, ...], found: list[Match], place: int) -> bool:
    """Whether something is asked for by who gives the license ("send us your changes", "mail it to me")."""
    later = found[place]
    first = words[later.first]
    if (later.terminal, later.value) != ("BEARER", "licensor") and first not in {"our", "my"}:
        return False
    before = found[place - 1]
    return words[later.first - 1] == "to" or (before.terminal == "ACT" and before.value == "distribute")


def _commands_anew(words: tuple[str, ...], found: list[Match], place: int) -> bool:
    """Whether somebody is told behind a comma what not to do ("copy it, just don't sell it")."""
    before = found[place - 1].terminal
    later = found[place]
    return (
        later.terminal in {"FORBID", "DESCRIBE"}
        and before in {"COMMA", "CONTRAST"}
        and not {"do", "never"}.isdisjoint(words[later.first : later.first + 2])
    )


def _judged(words: tuple[str, ...], found: list[Match], first: int, stop: int, small: FunctionWords) -> bool:
    """Whether what looks like a command is the label of what follows, or a question not answered by yes."""
    mark = found[stop]
    behind = found[stop + 1] if stop + 1 < len(found) else None
    if mark.value == "?":
        end = behind.first if behind is not None and behind.terminal == "STOP" else len(words)
        return small.agreeing.isdisjoint(words[mark.last : end]) or _denied(found[stop + 1 :])
    if mark.value == ":" and behind is None and stop == first + 1:
        # "Donate: www.example.org"
        return True
    if mark.value != ":" or not _names_acts(found[first:stop]) or behind is None:
        return False
    return behind.terminal in _VERDICTS and behind.first == mark.last


def _denied(answer: list[Match]) -> bool:
    return any(one.terminal in {"FORBID", "NO"} for one in answer)


def _narrowed(words: tuple[str, ...], following: list[Match], small: FunctionWords) -> bool:
    """Whether something stands in the same sentence that takes back a part of what is permitted."""
    for match in following:
        if match.terminal == "STOP":
            return False
        if match.terminal in {"IF", "EXCEPT", "ONLY", "NO"}:
            return not _at_will(words, match, small)
        if match.terminal == "PARTY" and match.value not in _ANYBODY:
            # "copying among researchers"
            return True
        if match.terminal == "PREP" and match.value == "outside":
            return True
    return False


def _at_will(words: tuple[str, ...], match: Match, small: FunctionWords) -> bool:
    """Whether a condition is only that somebody wants it ("if you like")."""
    wish = words[match.last + 1 : match.last + 3]
    return match.terminal == "IF" and wish[:1] != () and wish[0] in small.wishing and wish[1:] != ("to",)
