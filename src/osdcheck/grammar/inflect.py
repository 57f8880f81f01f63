"""English inflection for lexicon entries: ``sell~v`` stands for every form of the verb."""

from __future__ import annotations

from collections.abc import Mapping

_VOWELS = "aeiou"


def verb_forms(verb: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Base, third person, past, participle and -ing form of a verb written in lower case."""
    if verb in irregular:
        return (verb, *irregular[verb])
    third = plural(verb)
    if verb.endswith("ie"):
        return verb, third, verb + "d", verb[:-2] + "ying"
    if verb.endswith("e"):
        ing = verb + "ing" if verb.endswith(("ee", "oe", "ye")) else verb[:-1] + "ing"
        return verb, third, verb + "d", ing
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb, third, verb[:-1] + "ied", verb + "ing"
    return verb, third, verb + "ed", verb + "ing"


def plural(noun: str) -> str:
    """Regular plural of a noun (or third person of a verb) written in lower case."""
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun + "s"
