"""Sentences that restrict commercial use in words of no license: "Commercial use requires a license."."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from osdcheck.auditing.paper import Paper
from osdcheck.auditing.riders import LONGEST, MOST, is_rider, passage, sentences, taken_away
from osdcheck.auditing.texts import Judge, said_at
from osdcheck.core.audit import FileRole
from osdcheck.errors import InputError
from osdcheck.evidence.names import Names
from osdcheck.tables.audit_words import Idiom, load_audit_words

_NAME = re.compile(r"[^\W\d_][\w.+'’-]*")
_LED = re.compile(
    r"\W*(?:the )?([^\W\d_][\w.+-]*)(?: [A-Z][\w.+-]*){0,3} (?:is|are|was|has|can|offers|provides)\b"
)
_END = re.compile(r"(?<=[.!?])\s+")
_OPENS = re.compile(r"(?:\A|[.!?:])\W*\Z")


def idiom_papers(
    text: str, path: str, role: FileRole, judge: Judge, names: Callable[[], Names] | None = None
) -> Iterator[Paper]:
    """A paper for each such sentence, the first few; those that are read as terms already are left out.

    ``names``: of the project, where known: what a sentence says of other works is then left out.
    """
    tried = 0
    for start, end, block in sentences(text):
        idiom = _meant(text, start, end)
        if idiom is None:
            continue
        tried += 1
        if tried > MOST:
            return
        before = text[max(block, start - LONGEST) : start]
        if names is not None and _of_another(before, text[start:end], idiom, names()):
            continue
        sentence = passage(text, start, end)
        line = sentence.line_start
        try:
            plain = judge.judge_part(sentence.text, path, start=start, line=line, supplement=True)
        except InputError:
            continue
        if taken_away(plain) and (names is None or is_rider(sentence.text)):
            continue
        judged = judge.judge(idiom.means.encode("utf-8"), path, supplement=True)
        judged = said_at(judged, sentence.text, start, line, sure=idiom.sure)
        yield Paper(path, role, "restrictions", judged.sha256, judged, line, sentence.line_end)


def _meant(text: str, start: int, end: int) -> Idiom | None:
    if end - start > LONGEST:
        return None
    return load_audit_words().idioms.meant(" ".join(text[start:end].split()))


def _of_another(before: str, sentence: str, idiom: Idiom, names: Names) -> bool:
    """Whether a name of another work stands before what is said, or begins the sentence before it."""
    words = " ".join(sentence.split())
    match = idiom.said.search(words)
    return of_another(before, words[: match.end() if match else 0], names)


def of_another(before: str, words: str, names: Names) -> bool:
    """Whether words, or the beginning of the sentence ``before`` them, name a work other than the project."""
    led = _LED.match(_END.split(before.strip())[-1])
    return names_another(words, names) or (led is not None and _is_strange(led[1], names))


def names_another(words: str, names: Names) -> bool:
    """Whether a word is written like a name, at the beginning as a subject, and is none of the project's."""
    for word in _NAME.finditer(words):
        first = _OPENS.search(words[: word.start()]) is not None
        subject = words.startswith((" is ", " are "), word.end())
        if (subject or not first) and _is_strange(word[0], names):
            return True
    return False


def _is_strange(word: str, names: Names) -> bool:
    """Whether a capitalized word is no name of the project, no license and no common word."""
    plain = re.sub(r"['’]s$", "", word)
    common = plain.lower() in load_audit_words().common or plain.isupper()
    return plain[0].isupper() and not (common or names.matches(plain))
