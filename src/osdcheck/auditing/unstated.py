"""A project that neither has a license file nor declares a license: what its sources and prose say of one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from osdcheck.auditing.paper import Paper
from osdcheck.auditing.parts import owner, vendored_root
from osdcheck.auditing.readme_words import own_names, said_in_prose
from osdcheck.auditing.riders import sentences, whole_sentences
from osdcheck.auditing.roles import is_readme, is_source, role_of
from osdcheck.auditing.texts import Judge
from osdcheck.auditing.tops import quoted_from
from osdcheck.auditing.tree import Entry, Tree
from osdcheck.core.evidence import Declared
from osdcheck.document.decode import decode
from osdcheck.errors import InputError
from osdcheck.evidence.comments import read_comments
from osdcheck.evidence.headers import HEADER
from osdcheck.evidence.license_names import WORDS
from osdcheck.evidence.notebooks import is_notebook
from osdcheck.evidence.statements import STATED, stated
from osdcheck.tables.audit_words import load_audit_words

_MOST_SOURCES = 500
_MOST_TEXTS = 20
"""Sources that are read, and different comments of them that are judged."""
_MOST_WHOLE = 50
_LONGEST = 1_000_000
"""Sources of at most so many bytes that are read to their end."""
_MOST_QUOTED = 200
_RIGHTS = frozenset({"grant-redistribute", "grant-modify"})
_OWNER = re.compile(r"^.*(?:copyright|\(c\)|©).*$", re.IGNORECASE | re.MULTILINE)
_ROOT = ""


@dataclass(slots=True)
class Unstated:
    """What is found: declarations, and comments that are license texts."""

    declared: list[Declared] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)


def find_unstated(tree: Tree, judge: Judge, names_for: Callable[[str], list[str]]) -> Unstated:
    """What a tree without a license says of one in words: in READMEs and notices, and in comments of sources.

    A text in comments is the license where half of the sources have one; else, and where words name no
    license exactly, it stays unknown what they mean. ``names_for``: what the project is called at a path.
    """
    found = Unstated()
    own = [entry for entry in tree.entries if vendored_root(owner(entry.path)) is None]
    for entry in own:
        role = role_of(entry.path)
        if is_readme(entry.path):
            found.declared += _of_readme(entry, names_for)
        elif role is not None and role.id == "notice":
            found.declared += _of_notice(entry)
    sources = [entry for entry in own if is_source(entry.path) and not is_notebook(entry.path)]
    if not found.declared and sources:
        _of_sources(sources[:_MOST_SOURCES], tree, judge, found)
    return found


def _text(entry: Entry) -> str:
    try:
        return decode(entry.read(), entry.path)
    except (OSError, InputError):
        return ""


def _of_readme(entry: Entry, names_for: Callable[[str], list[str]]) -> list[Declared]:
    text = _text(entry)
    names = cache(partial(own_names, entry.path, text, names_for))
    return list(said_in_prose(text, entry.path, names)) or list(_unclear(text, entry.path))


def _of_notice(entry: Entry) -> list[Declared]:
    text = _text(entry)
    said = [
        stated(one.text, path=entry.path, field=STATED, line=one.line_start) for one in whole_sentences(text)
    ]
    exact = [one.named.declared for one in said if one is not None]
    return exact or list(_unclear(text, entry.path))


def _unclear(text: str, path: str) -> Iterator[Declared]:
    """The first sentence that says of something that it is licensed, and not of another work."""
    words = load_audit_words()
    for start, end, _ in sentences(text):
        sentence = " ".join(text[start:end].split())
        if not words.unstated.said.search(sentence) or words.unstated.denied.search(sentence):
            continue
        if not words.statement.other.search(sentence):
            line = text.count("\n", 0, start) + 1
            yield Declared(path, WORDS, sentence[:_MOST_QUOTED], line, sentence[:_MOST_QUOTED])
            return


def _of_sources(sources: Sequence[Entry], tree: Tree, judge: Judge, found: Unstated) -> None:
    judged: dict[str, Paper | None] = {}
    licensed, doubtful = 0, list[Declared]()
    texts = _speaking(sources, tree)
    for entry in sources:
        for paper, quote in _comments(entry.path, texts.get(entry.path, ""), judge, judged):
            if paper is not None:
                licensed += 1
                break
            doubtful.append(Declared(entry.path, WORDS, quote, 1, quote))
    papers = [paper for paper in judged.values() if paper is not None]
    if papers and 2 * licensed >= len(sources):
        found.papers += papers
    elif papers:
        quote = f"a license in {licensed} of {len(sources)} sources"
        found.declared.append(Declared(papers[0].path, WORDS, quote, papers[0].line_start or 1, quote))
    else:
        found.declared += doubtful[:1]


def _speaking(sources: Sequence[Entry], tree: Tree) -> dict[str, str]:
    """The sources that speak of a license, by path: at the top, or, as libraries of one file, at the end."""
    said = load_audit_words().unstated.said
    found: dict[str, str] = {}
    silent: list[str] = []
    for entry in sources:
        text = _text(entry)
        if said.search(" ".join(text.split())):
            found[entry.path] = text
        elif len(text) < entry.size <= _LONGEST:
            silent.append(entry.path)
    # At once: an archive is read through each time.
    for path, data in tree.fetch(silent[:_MOST_WHOLE]).items() if silent else ():
        text = data.decode("utf-8", "replace")
        if said.search(" ".join(text[-HEADER:].split())):
            found[path] = text
    return found


def _comments(
    path: str, text: str, judge: Judge, judged: dict[str, Paper | None]
) -> Iterator[tuple[Paper | None, str]]:
    """Comments at the top and at the end of a source that speak of rights: as papers where they give some."""
    words = load_audit_words().unstated
    start = max(0, len(text) - HEADER) if len(text) > HEADER else 0
    for at in dict.fromkeys((0, start)):
        comments = read_comments(text[at:], path, whole=True, most=HEADER)
        said = " ".join(comments.plain.split()) if comments is not None else ""
        match = words.said.search(said)
        if comments is None or match is None:
            continue
        key = " ".join(_OWNER.sub("", comments.plain).split())
        if key not in judged and len(judged) < _MOST_TEXTS:
            judged[key] = _paper(path, text, at, comments.plain, judge)
        if judged.get(key) is not None or not words.denied.search(said):
            yield judged.get(key), said[max(0, match.start() - 40) :][:_MOST_QUOTED]


def _paper(path: str, text: str, at: int, plain: str, judge: Judge) -> Paper | None:
    """The comments of a source as a paper of the root; ``None`` where they give no right."""
    line = text.count("\n", 0, at) + 1
    first = len(plain) - len(plain.lstrip())
    words = plain.strip()
    begins = line + plain.count("\n", 0, first)
    try:
        judged = judge.judge_part(words, path, start=at + first, line=begins)
    except InputError:
        return None
    if not (judged.terms and (_RIGHTS & judged.grants or judged.approved)):
        return None
    judged = quoted_from(judged, text)
    ends = begins + words.count("\n")
    return Paper(path, "notice", "whole", judged.sha256, judged, begins, ends, named_by=_ROOT)
