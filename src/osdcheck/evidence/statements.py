"""Short statements of a license: "MIT", or a sentence that the project is under the Apache License."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from osdcheck.catalog import report_of
from osdcheck.core.evidence import Declared
from osdcheck.evidence.choices import enumerated, in_line
from osdcheck.evidence.labels import Subject, as_sentences, labeled, of_weights, subject_of
from osdcheck.evidence.license_names import Named, spelled, symbols, understand
from osdcheck.identity.records import find_record
from osdcheck.recognition.leads import name_starts
from osdcheck.tables.audit_words import StatementWords, load_audit_words

STATED = "license section"
"""Field of a declaration that a section of a README makes."""
STATED_OF_WEIGHTS = "license section (weights)"
"""The same, said of the weights of a model alone."""
SENTENCE = "license sentence"
"""Field of a declaration that a sentence of a README outside of such a section makes."""
BADGE = "license badge"
"""Field of a declaration that a badge makes."""
PROSE = frozenset({STATED, SENTENCE, BADGE})
"""Fields of declarations in prose, which are less exact than those of metadata."""
_LONGEST = 1_200
_LONGEST_MARKUP = 8_000
_MOST_WORDS = 24
_MOST_SENTENCES = 12
_MOST_OF_TITLE = 12
_MARKUP = re.compile(
    r"!\[[^\]]*\]\([^)]*\)|\[([^\[\]]*)\](?:\([^)]*\)|\[[^\]]*\])|<[^<>]{0,300}>|[*`]{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)"
)
_RST_LINK = re.compile(r"`([^`<>\n]{1,120})\s*<[^<>\n]{1,300}>`_{0,2}")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z(\"“])|\n\s*\n")
_OPERATOR = re.compile(r"\s(?:AND|OR)\s", re.IGNORECASE)
_LOOSE = re.compile(r"\bor,\s+", re.IGNORECASE)
_EDGE = " .,;:\"'“”‘’"


@dataclass(frozen=True, slots=True)
class Statement:
    """A declaration made in prose, and the expression it stands for."""

    named: Named

    @property
    def words(self) -> str:
        """The expression with the ids its names stand for."""
        assert self.named.expression is not None
        return spelled(self.named.expression)


def stated(text: str, *, path: str, field: str, line: int) -> Statement | None:
    """What a short text says its project is licensed under; ``None`` when it does not say so exactly.

    ``text`` begins on ``line`` (from 1) of the file at ``path``. A bare name and sentences like "is
    licensed under X" count; names that fit several licenses, sentences about other works and denials do
    not, and a text that also says something else states nothing.
    """
    found, whole = _found(text)
    return _joined(text, [name for name, _ in found] if whole else [], path=path, field=field, line=line)


def section_statements(text: str, *, title: str, path: str, line: int) -> Iterator[Statement]:
    """What a section of a README says of the project, and of the weights of a model."""
    if _words().other.search(title):
        return
    found, _ = _found(text)
    if subject_of(title) == "weights":
        found = [(name, True) for name, _ in found]
    for field, names in (
        (STATED, [name for name, part in found if not part]),
        (STATED_OF_WEIGHTS, [name for name, part in found if part]),
    ):
        said = _joined(text, names, path=path, field=field, line=line)
        if said is not None:
            yield said


def _found(text: str) -> tuple[list[tuple[str, bool]], bool]:
    """Names of licenses that a text states, each with whether it is said of model weights alone.

    And whether no sentence was passed over that names a license of something else. Words that may take
    something away again leave nothing stated: then the text has to be read as terms.
    """
    plain = _plain(text) if len(text) <= _LONGEST_MARKUP else ""
    if not plain or len(plain) > _LONGEST:
        return [], True
    name = _sound(plain)
    if name is not None:
        return [(name, False)], True
    rest = _words().usual.sub(" ", plain)
    found, whole = _in_sentences(rest)
    for known in (part for name, _ in found for part in (name, *_OPERATOR.split(name))):
        rest = rest.replace(known, " ")
    # What is said of the weights apart takes nothing from the license of the code.
    rest = " ".join(one for one in _SENTENCE.split(rest) if not (of_weights(one) and whole))
    return ([], whole) if _words().caution.search(rest) else (found, whole)


def _joined(text: str, names: Sequence[str], *, path: str, field: str, line: int) -> Statement | None:
    distinct = list(dict.fromkeys(names))
    if not distinct:
        return None
    said = " AND ".join(f"({one})" if _OPERATOR.search(one) else one for one in distinct)
    said = distinct[0] if len(distinct) == 1 else said
    below = _line_of(text, distinct[0])
    quote = text.splitlines()[below].strip()
    return Statement(understand(Declared(path, field, said, line + below, quote[:200])))


def _words() -> StatementWords:
    return load_audit_words().statement


def _plain(text: str) -> str:
    """The words without markup and copyright lines; paragraphs stay apart."""
    bare = _RST_LINK.sub(r"\1", as_sentences(in_line(text)))
    for _ in range(2):
        # A badge is an image within a link.
        bare = _MARKUP.sub(lambda match: match[1] or " ", bare)
    bare = _words().joint.sub("\n\n", _words().notice.sub(" ", bare))
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", bare)]
    return "\n\n".join(part for part in paragraphs if part.strip(_EDGE + "()[]-=#"))


def _in_sentences(plain: str) -> tuple[list[tuple[str, bool]], bool]:
    found: list[tuple[str, bool]] = []
    whole = True
    sentences = _SENTENCE.split(plain)[:_MOST_SENTENCES]
    # "Choose whichever you like.", behind the names
    chosen = any(_words().option.fullmatch(one.strip(_EDGE)) for one in sentences)
    for number, sentence in enumerate(sentences):
        words = " ".join(sentence.split())
        for start, subject in _starts(words, first=number == 0):
            name = _longest(words[start:], chosen=chosen)
            if name is None:
                continue
            if not name or subject == "other":
                # Another work, or terms that are told further on.
                whole = False
            else:
                found.append((name, subject == "weights"))
            break
    return found, whole


def _starts(words: str, *, first: bool) -> Iterator[tuple[int, Subject]]:
    """Where in a sentence a name may begin, and what it is then said of."""
    label = labeled(words)
    if label is not None:
        yield label[1], subject_of(label[0], label=True)
    leads = [*name_starts(words), *(lead.end() for lead in _words().offered.finditer(words))]
    for start in leads or ([0] if first else []):
        yield start, subject_of(words[:start])


def _longest(rest: str, *, chosen: bool = False) -> str | None:
    """The longest beginning of some words that is an expression; ``None`` where more is said behind it.

    ``chosen``: a sentence beside says that one may choose.
    """
    rest, options = _words().option.subn("", rest)
    options += chosen
    # "MIT or, at your option, the Apache License"
    rest = _LOOSE.sub("or ", rest)
    while match := _words().either.match(rest):
        rest = rest[match.end() :]
        options += match[0].lower().startswith(("either", "between"))
    ends = [found.end() for found in re.finditer(r"\S+", rest)][:_MOST_WORDS]
    for end in reversed(ends):
        name = _sound(enumerated(rest[:end], chosen=options > 0))
        if name is not None:
            return name if _words().tail.fullmatch(rest[end:]) else ""
    return None


def _sound(words: str) -> str | None:
    """The words as the name of one license or an expression over known ones."""
    for edge in (_EDGE, f"{_EDGE}()[]"):
        name = words.strip(edge)
        if not name or len(name) > 200 or name.endswith("+"):
            continue
        named = understand(Declared("", STATED, name, 0, name))
        if (
            named.expression is not None
            and named.problem is None
            and not (named.loose and may_be_open(named))
        ):
            return name
    return None


def may_be_open(named: Named) -> bool:
    """Whether one of the licenses that a name fits is open; where none is, it is known enough."""
    assert named.expression is not None
    ids = [one for symbol in symbols(named.expression) for one in symbol.ids]
    records = [record for one in ids if (record := find_record(one)) is not None]
    return not records or any(report_of(one).overall == "open" for one in records)


def _line_of(text: str, name: str) -> int:
    """How many lines below the first the name stands; its first word where it is broken over lines."""
    for wanted in (name, name.split()[0]):
        at = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text, re.IGNORECASE)
        if at is not None:
            return text.count("\n", 0, at.start())
    return 0


def shows_another(text: str) -> bool:
    """Whether a page says nothing of its own but a title: it shows the text of another file.

    So does one that only fills in the blanks of a license that is named elsewhere.

    >>> shows_another("License\\n=======\\n\\n.. include:: ../LICENSE\\n")
    True
    >>> shows_another("YEAR: 2020\\nCOPYRIGHT HOLDER: Jane Doe\\n")
    True
    """
    if len(text) > _LONGEST_MARKUP:
        return False
    words = load_audit_words()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and all(words.filled.fullmatch(line) for line in lines):
        return True
    rest, shown = words.include.subn(" ", text)
    return bool(shown) and len(re.findall(r"\w+", rest)) <= _MOST_OF_TITLE
