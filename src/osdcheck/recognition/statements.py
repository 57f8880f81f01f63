"""A line of a notice, taken apart: which licenses it names, and whether it says anything else.

What a statement may consist of stands in ``tables/notices.toml``. It is a list of what is allowed: a word
that no form has accounted for leaves the whole line open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from osdcheck.identity.names import choices_for, find_known
from osdcheck.identity.records import LicenseRecord, find_record
from osdcheck.recognition.forms import form, forms, heads
from osdcheck.recognition.leads import pattern
from osdcheck.recognition.naming import OR, Named, names_at

_LONGEST = 1_000
_LONGEST_TITLE = 320
_LICENSE = re.compile(r"licen[cs]", re.IGNORECASE)
_HYPHENED = re.compile(r"(?<=\w)-(?=licen[cs]ed\b)", re.IGNORECASE)
"""In "MIT-licensed" the license ends before the hyphen."""
_REPEATED = re.compile(r"\(([^()]{2,60})\)")


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a notice that is accounted for in full.

    ``choices``: the licenses named, those of a choice together; ``names``: what the work is called where a
    license is said to be that of something with a name; ``called``: what it is called in words that
    go with a license; ``credited``: whether it says whose the work is; ``titles``: words that nothing
    accounts for, which may be a title or a description; ``opens``: a list of licenses to choose
    from has to follow;
    ``adds``: something is added to the license.
    """

    choices: tuple[tuple[LicenseRecord, ...], ...] = ()
    names: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    credited: bool = False
    titles: tuple[str, ...] = ()
    opens: bool = False
    adds: bool = False


def statement(text: str, *, bare: bool) -> Statement | None:
    """The line as a statement of a notice; ``None`` where it says more than a notice may.

    ``bare``: a license that is named and no more counts.
    """
    if len(text) > _LONGEST or form("words", "pathless").search(text):
        return None
    text = _HYPHENED.sub(" ", text)
    found = [_part(part, bare=bare) for part in form("cut").split(text) if part.strip()]
    parts = [one for one in found if one is not None]
    if len(parts) < len(found):
        return None
    return Statement(
        tuple(choice for one in parts for choice in one.choices),
        tuple(name for one in parts for name in one.names),
        tuple(name for one in parts for name in one.called),
        any(one.credited for one in parts),
        tuple(title for one in parts for title in one.titles),
        any(one.opens for one in parts),
        any(one.adds for one in parts),
    )


def _part(text: str, *, bare: bool) -> Statement | None:
    choices: list[tuple[LicenseRecord, ...]] = []
    names: list[str] = []
    called: list[str] = []
    adds = credited = False
    at = _behind_joint(text, 0)
    first = at
    while at < len(text):
        if form("offer").fullmatch(text, at):
            return Statement(tuple(choices), tuple(names), opens=True)
        named = _naming(text, at, start=at == first, bare=bare)
        if named is not None:
            several, name, at, added = named
            adds = adds or added
            choices += several
            names += [name] if name else []
        else:
            found = _beside(text, at)
            if found is None:
                return _title(text[at:].strip()) if at == first else None
            name, at, credit = found
            called += [name] if name else []
            credited = credited or credit
        at = _behind_joint(text, at)
    return Statement(tuple(choices), tuple(names), tuple(called), credited, adds=adds)


def _title(text: str) -> Statement | None:
    """Words that may be a title or a description: none tells of rights, duties, persons or money."""
    if len(text) > _LONGEST_TITLE or form("beside", "telling").search(_without_exempt(text)):
        return None
    return None if form("beside", "label").match(text) else Statement(titles=(text,))


def _behind_joint(text: str, at: int) -> int:
    found = form("joint").match(text, at)
    return found.end() if found else at


def _beside(text: str, at: int) -> tuple[str, int, bool] | None:
    """A statement beside the name: what it calls the work, its end, whether it says whose it is."""
    matches = [(found, False) for one in forms("beside", "whole") if (found := one.match(text, at))]
    for one in forms("beside", "credited"):
        found = one.match(text, at)
        if found and form("beside", "telling").search(_without_exempt(found.group())) is None:
            matches.append((found, True))
    longest, credit = max(matches, key=lambda pair: pair[0].end(), default=(None, False))
    if longest is None or longest.end() == at:
        return None
    return longest.groupdict().get("called") or "", longest.end(), credit


def _without_exempt(text: str) -> str:
    return form("beside", "exempt").sub(" ", text)


def _naming(
    text: str, at: int, *, start: bool, bare: bool
) -> tuple[list[tuple[LicenseRecord, ...]], str, int, bool] | None:
    """What a sentence that begins here names, the name of the work, its end, and whether it adds."""
    for begin, name, short in _beginnings(text, at, start=start, bare=bare):
        named = names_at(text[begin:])
        if named is None:
            continue
        end = len(text) - len(named.behind)
        if short and short != "is" and not _LICENSE.search(text[begin : end + 10]):
            # "It uses zlib" tells of a library.
            continue
        choices = _choices(named, text[at:end])
        last = _behind(text, end, named.records)
        if choices and form("edge").match(text, last) and not (short and _is_title_of(text, end, last)):
            found = form("added").match(text, _behind_joint(text, last))
            return choices, name, found.end() if found else last, found is not None
    return None


def _beginnings(text: str, at: int, *, start: bool, bare: bool) -> Iterator[tuple[int, str, str]]:
    for head in heads():
        if head.start and not start:
            continue
        found = head.pattern.match(text, at)
        if found is not None and found.end() > at:
            words = found.groupdict()
            yield found.end(), words.get("named") or "", (words.get("short") or "").lower().split(" ")[0]
    if bare and start:
        yield at, "", ""


def _is_title_of(text: str, end: int, last: int) -> bool:
    """Whether a name goes on as that of something else: "it is MIT Scheme"."""
    return end == last and text[end : end + 1].isspace() and text[end:].strip(" .") != ""


def _choices(named: Named, said: str) -> list[tuple[LicenseRecord, ...]]:
    """The licenses that are named, those of a choice together; none where nobody can tell what is offered."""
    offered = pattern("offer", "said").search(said) or pattern("offer", "left").search(named.behind)
    if len(named.records) > 1 and (offered or named.joints == {OR}):
        return [named.records]
    # Of "A and B or C" nobody can tell what is offered.
    return [] if OR in named.joints else [(one,) for one in named.records]


def is_told(text: str, at: int, records: Sequence[LicenseRecord]) -> bool:
    """Whether the words behind a license's name are told in full, with those that add to it."""
    last = _behind_joint(text, _behind(text, at, records))
    found = form("added").match(text, last)
    return _behind_joint(text, found.end() if found else last) >= len(text)


def _behind(text: str, at: int, records: Sequence[LicenseRecord]) -> int:
    """How far the words behind a name say where the license stands, which version, and whose the work is."""
    rows = forms("tail", "plain")
    while True:
        begin = _behind_joint(text, at)
        found = [match for one in rows if (match := one.match(text, begin)) and _holds(match)]
        end = max((match.end() for match in found), default=begin)
        repeated = _REPEATED.match(text, begin)
        if repeated and _is_same(repeated[1], records):
            end = max(end, repeated.end())
        if end == begin:
            return at
        at = end


def _holds(match: re.Match[str]) -> bool:
    words = match.groupdict()
    if words.get("exception"):
        record = find_record(words["exception"].strip().rstrip("."))
        return record is not None and record.is_exception
    return (
        not words.get("holder") or form("beside", "telling").search(_without_exempt(words["holder"])) is None
    )


def _is_same(name: str, records: Sequence[LicenseRecord]) -> bool:
    """Whether words in parentheses name the license once more."""
    ids = {record.id for record in records}
    known = find_known(name)
    if known is not None and known.record is not None:
        return known.record.id in ids
    return bool(ids.intersection(choices_for(name) or ()))
