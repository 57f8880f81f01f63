"""Word by word: how alike two quotes are, and which words differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from osdcheck.core.comparison import Operation, WordRun

_WORD = re.compile(r"\w+(?:[.,’'/:-]+\w+)*|[^\w\s]")
_NUMBER = re.compile(r"[\d.,]+(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"N(?:o?N)*")
"""A name in a line of marks: N for a capitalized word, o for "of"."""
_LEAST_CUT = 25
"""Fewest words of a quote that was cut short."""
_HEADING = re.compile(r"^(?:[A-Z\d()&'’:-]+\s+){4,}(?=[A-Z][a-z])")
"""A heading in capitals that was read together with the sentence below it."""
_LEAST_HEADING = 4
"""Fewest words in capitals that are a heading; fewer may be stress."""
_LETTER_OR_DIGIT = re.compile(r"\w")


class Vocabulary(NamedTuple):
    """What words are in two licenses.

    ``ordinary``: no name of one of them; ``names``: written with a capital throughout and in both ("Meta",
    which stands alone and before the name of a product); ``idle``: they say nothing by themselves ("the");
    ``renamed``: pairs of words, folded, for one term that both define; ``counting``: words in front of a
    number that is no version ("USD").
    """

    ordinary: frozenset[str]
    names: frozenset[str] = frozenset()
    idle: frozenset[str] = frozenset()
    renamed: frozenset[tuple[str, str]] = frozenset()
    counting: frozenset[str] = frozenset()


def words_of(text: str) -> tuple[str, ...]:
    """Words and punctuation marks of a text, as written."""
    return tuple(_WORD.findall(text))


def folded(text: str) -> tuple[str, ...]:
    """Words of a text without case and punctuation: equal for texts that say the same."""
    return tuple(_bare(word) for word in words_of(text) if _LETTER_OR_DIGIT.match(word))


def likeness(a: Sequence[str], b: Sequence[str]) -> float:
    """Share of words that two texts have in common in the same order, 0 to 1; symmetric."""
    return float(Indel.normalized_similarity(a, b))


def vocabulary(
    a: Iterable[str],
    b: Iterable[str],
    *,
    roles: frozenset[str] = frozenset(),
    idle: frozenset[str] = frozenset(),
) -> Vocabulary:
    """Ordinary are words that are written in lower case somewhere, or used by both, and ``roles``.

    The second sort are terms that both define ("the Model", "Licensee"): swapping them changes a rule.
    """
    ours, theirs = ({word for text in side for word in words_of(text)} for side in (a, b))
    lower = {word for word in ours | theirs if word.islower()} | roles
    shared = {word.casefold() for word in ours} & {word.casefold() for word in theirs}
    return Vocabulary(frozenset(lower | shared), frozenset(shared - lower), idle)


def lower_words(text: str) -> tuple[str, ...]:
    """The words of a text that are written in lower case: the same in two editions of a license."""
    return tuple(word for word in words_of(text) if word.islower())


def proper_names(text: str, ordinary: frozenset[str]) -> str | None:
    """Names inside the sentence, each of the capitalized words that stand together ("State of California"),
    in order, once each, with commas between; ``None`` without any."""
    words = words_of(_HEADING.sub("", text))[1:]
    marks = "".join(
        "N" if word[0].isupper() and word.casefold() not in ordinary else "o" if word == "of" else "-"
        for word in words
    )
    names = (" ".join(words[one.start() : one.end()]) for one in _NAME.finditer(marks))
    return ", ".join(dict.fromkeys(names)) or None


def diff(a: str, b: str) -> tuple[WordRun, ...]:
    """Runs of equal, deleted, inserted and replaced words; case is no difference."""
    if b < a:
        # Of several shortest ways one is taken, and it must not depend on which text comes first.
        return tuple(WordRun(_operation(run.b, run.a, run.operation), run.b, run.a) for run in diff(b, a))
    ours, theirs = a.split(), b.split()
    codes = Indel.opcodes([_key(word) for word in ours], [_key(word) for word in theirs])
    runs: list[WordRun] = []
    for code in codes:
        words = ours[code.src_start : code.src_end], theirs[code.dest_start : code.dest_end]
        same = code.tag == "equal"
        if not same and runs and runs[-1].operation != "equal":
            last = runs.pop()
            words = last.a.split() + words[0], last.b.split() + words[1]
        said = " ".join(words[0]), " ".join(words[1])
        runs.append(WordRun(_operation(*said, "equal" if same else "replace"), *said))
    if runs and runs[-1].operation != "equal" and (_is_cut(a) or _is_cut(b)):
        runs.pop()
    return tuple(runs)


def _operation(a: str, b: str, kept: Operation) -> Operation:
    if a and b:
        return kept
    return "delete" if a else "insert"


def is_cosmetic(runs: Sequence[WordRun], known: Vocabulary) -> bool:
    """Whether all that differs is names, version numbers, dates, addresses or punctuation.

    A text of which most words begin with a capital tells no names from words: there nothing is cosmetic. In
    one of capitals throughout, what is written in small letters may be.
    """
    sides = [words_of(" ".join(side)) for side in ((run.a for run in runs), (run.b for run in runs))]
    if any(2 * sum(map(_is_titled, words)) > len(words) for words in sides):
        return False
    shouted = any(2 * sum(map(_is_shouted, words)) > len(words) for words in sides)
    before = "", ""
    for index, run in enumerate(runs):
        if (
            run.operation != "equal"
            and not (
                _is_naming(run.a, before[0], known, shouted) and _is_naming(run.b, before[1], known, shouted)
            )
            and not _leads_name(run, runs[index + 1 : index + 2], known.names)
        ):
            return False
        before = run.a or before[0], run.b or before[1]
    return True


def _is_titled(word: str) -> bool:
    return word[0].isupper() and not _is_shouted(word)


def _is_heading(words: Sequence[str]) -> bool:
    """Whether words in front of a sentence are a heading that was read together with it."""
    said = [word for word in words if _LETTER_OR_DIGIT.match(word)]
    return len(said) >= _LEAST_HEADING and all(word.isupper() or word.isdigit() for word in said)


def _is_shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _leads_name(run: WordRun, behind: Sequence[WordRun], names: frozenset[str]) -> bool:
    """Whether one side only has another name in front of a name: "Acme Heron", "Heron"."""
    if run.a and run.b:
        return False
    words = [word for word in words_of(run.a or run.b) if _LETTER_OR_DIGIT.match(word)]
    following = [word for one in behind for word in words_of(one.a) if _LETTER_OR_DIGIT.match(word)][:1]
    if not (words and following):
        return False
    return all(word[0].isupper() and word.casefold() in names for word in words + following)


def _is_cut(text: str) -> bool:
    # Whole quotes may end without a stop as well, such as entries of a list; those that were cut are long.
    return (text[-1:].isalnum() or text.endswith(",")) and len(text.split()) >= _LEAST_CUT


def _bare(word: str) -> str:
    """A word without case and apostrophes, which editions of a text lose."""
    return word.casefold().replace("'", "").replace("’", "")


def _key(word: str) -> str:
    if word == "(c)":
        return "©"
    return _bare(word).strip("\"'“”‘’.,;:!?()[]{}<>") or word


def is_naming(words: str, before: str, known: Vocabulary) -> bool:
    """Whether some words behind others are names, numbers of versions, or dates."""
    return _is_naming(words, before, known, False)


def _is_naming(words: str, before: str, known: Vocabulary, shouted: bool) -> bool:
    if not (before or shouted) and _is_heading(words_of(words)):
        return True
    previous = (words_of(before) or ("",))[-1]
    named = previous[:1].isupper() and previous.casefold() not in known.counting
    field = False
    for word in words_of(words):
        # "{Owner}": a field to fill with a name
        field = word in "{<" or (field and word not in "}>")
        if field or not _LETTER_OR_DIGIT.match(word) or word.casefold() in known.idle:
            continue
        number = _NUMBER.fullmatch(word) is not None
        if number:
            fits = named or _YEAR.fullmatch(word) is not None
        elif "." in word or "/" in word:
            fits = True
        else:
            fits = (
                not word.islower()
                and word.casefold() not in known.ordinary | known.counting
                and not (shouted and _is_shouted(word))
            )
            named = True
        if not fits:
            return False
    return True
