"""What is in the public domain: this work, or only a part of it, an earlier one, or another one."""

from __future__ import annotations

from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match

DEDICATED, OTHER = "publicdomain", "otherdomain"
"""Features: the work is in the public domain, or something else is."""
_DOMAIN = "domain"
"""Last word of what may be said of other things too; whoever waives a copyright waives his own."""
_NAMED = frozenset({"OBJECT", "BEARER", "DOC", "TERM", "NO"})
"""What a sentence may say is in the public domain, or who says so."""


def read_dedications(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Gives the feature ``otherdomain`` to words that put something else in the public domain.

    That is a part ("some of the files are"), an earlier version, what the work is made from, or a thing that
    no phrase knows ("the icons are"); and what is only said of a sort of things ("public domain sources").
    """
    if _DOMAIN not in words:
        return found
    result: list[Match] = []
    opened = 0
    for index, match in enumerate(found):
        if match.terminal == "STOP":
            opened = index + 1
        if match.value == DEDICATED and words[match.last - 1] == _DOMAIN:
            before = found[opened:index]
            start = before[0].first if before else match.first
            first = found[opened - 1].last if opened else 0
            if _other(words, range(min(first, start), match.first), before, match, small):
                match = match._replace(value=OTHER)
        result.append(match)
    return result


def _other(
    words: tuple[str, ...], span: range, before: list[Match], match: Match, small: FunctionWords
) -> bool:
    subject = words[span.start : span.stop]
    if any(_is_unmet(words, one, small) for one in before) or not small.partial.isdisjoint(subject):
        return True
    if any(_edition(words, at, small) for at in span):
        return True
    if not small.pointing.isdisjoint(subject):
        return False
    if not small.attributed.isdisjoint(words[match.last : match.last + 1]):
        return True
    said = any(word in small.be for word in words[span.start : match.last])
    return said and subject[:1] == ("the",) and not any(one.terminal in _NAMED for one in before)


def _is_unmet(words: tuple[str, ...], match: Match, small: FunctionWords) -> bool:
    """Whether a match puts off what is said ("will be", "if it were")."""
    return match.terminal == "IF" or (match.terminal == "OBLIGE" and words[match.first] in small.later)


def _edition(words: tuple[str, ...], at: int, small: FunctionWords) -> bool:
    """Whether a numbered version is named, and not this one."""
    numbered = words[at] in small.editions and words[at + 1][:1].isdigit()
    return numbered and not (at and words[at - 1] in small.pointing)
