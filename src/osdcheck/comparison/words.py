"""Word by word: how alike two quotes are, and which words differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Indel

from osdcheck.core.comparison import Operation, WordRun

_WORD = re.compile(r"\w+(?:[.,’'/:-]+\w+)*|[^\w\s]")
_NUMBER = re.compile(r"[\d.,]+(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"N(?:o?N)*")
"""A name in a line of marks: N for a capitalized word, o for "of"."""
_LETTER_OR_DIGIT = re.compile(r"\w")


def words_of(text: str) -> tuple[str, ...]:
    """Words and punctuation marks of a text, as written."""
    return tuple(_WORD.findall(text))


def folded(text: str) -> tuple[str, ...]:
    """Words of a text without case and punctuation: equal for texts that say the same."""
    return tuple(word.casefold() for word in words_of(text) if _LETTER_OR_DIGIT.match(word))


def likeness(a: Sequence[str], b: Sequence[str]) -> float:
    """Share of words that two texts have in common in the same order, 0 to 1; symmetric."""
    return float(Indel.normalized_similarity(a, b))


def common_words(a: Iterable[str], b: Iterable[str]) -> frozenset[str]:
    """Words that are no name of one license: written in lower case somewhere, or used by both.

    The second sort are terms that both define ("the Model", "Licensee"): swapping them changes a rule.
    """
    ours, theirs = ({word for text in side for word in words_of(text)} for side in (a, b))
    lower = {word for word in ours | theirs if word.islower()}
    return frozenset(lower | ({word.casefold() for word in ours} & {word.casefold() for word in theirs}))


def lower_words(text: str) -> tuple[str, ...]:
    """The words of a text that are written in lower case: the same in two editions of a license."""
    return tuple(word for word in words_of(text) if word.islower())


def proper_names(text: str, ordinary: frozenset[str]) -> str | None:
    """Names inside the sentence, each of the capitalized words that stand together ("State of California"),
    in order, once each, with commas between; ``None`` without any."""
    words = words_of(text)[1:]
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


def is_cosmetic(runs: Sequence[WordRun], ordinary: frozenset[str]) -> bool:
    """Whether all that differs is names, version numbers, dates, addresses or punctuation.

    ``ordinary``: words that are no names (:func:`common_words`). A text in capitals throughout tells no
    names from words, so there nothing is cosmetic.
    """
    sides = [" ".join(run.a for run in runs), " ".join(run.b for run in runs)]
    if any(2 * sum(word[0].isupper() for word in words_of(side)) > len(words_of(side)) for side in sides):
        return False
    before = "", ""
    for run in runs:
        if run.operation != "equal" and not (
            _is_naming(run.a, before[0], ordinary) and _is_naming(run.b, before[1], ordinary)
        ):
            return False
        before = run.a or before[0], run.b or before[1]
    return True


def _is_cut(text: str) -> bool:
    return text[-1:].isalnum() or text.endswith(",")


def _key(word: str) -> str:
    if word == "(c)":
        return "©"
    return word.casefold().strip("\"'“”‘’.,;:!?()") or word


def _is_naming(words: str, before: str, ordinary: frozenset[str]) -> bool:
    previous = (words_of(before) or ("",))[-1]
    named = previous[:1].isupper()
    for word in words_of(words):
        if not _LETTER_OR_DIGIT.match(word):
            continue
        number = _NUMBER.fullmatch(word) is not None
        if number:
            fits = named or _YEAR.fullmatch(word) is not None
        elif "." in word or "/" in word:
            fits = True
        else:
            fits = not word.islower() and word.casefold() not in ordinary
            named = True
        if not fits:
            return False
    return True
