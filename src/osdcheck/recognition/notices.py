"""A text that names its license and says nothing else: which licenses, and what else it says after all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from osdcheck.analysis import Analysis
from osdcheck.core.parse import Parse
from osdcheck.core.unit import Unit
from osdcheck.grammar.leanings import is_weighable, leaning_of
from osdcheck.identity.records import LicenseRecord
from osdcheck.recognition.forms import form
from osdcheck.recognition.links import are_sound, badges, is_of, unmarked
from osdcheck.recognition.naming import names_at
from osdcheck.recognition.statements import Statement, statement

_MOST_UNITS = 60
_HARMLESS = 0.3
"""Likelihood of a restriction from which on a sentence is no description."""
_SILENT = frozenset({"none", "statement"})
_GIVING = _SILENT | {"grant"}


@dataclass(frozen=True, slots=True)
class Notice:
    """What a text says as a notice.

    ``named``: the licenses of each unit that names some, those of a choice together; ``strange``: units
    that say more than a notice may; ``adds``: a license is named with something added to it.
    """

    named: Mapping[Unit, tuple[tuple[LicenseRecord, ...], ...]]
    strange: tuple[Unit, ...]
    adds: bool


def read_notice(analysis: Analysis, parses: Sequence[Parse], *, whole: bool) -> Notice:
    """The units of these parses as a notice; ``whole``: they are all that a file says."""
    if len(parses) > _MOST_UNITS:
        return Notice({}, tuple(parse.unit for parse in parses), adds=False)
    said = _offered([(parse, _statement(parse.unit, bare=whole)) for parse in parses])
    named = {parse.unit: one.choices for parse, one in said if one is not None and one.choices}
    strange = _strange(said)
    original = analysis.document.original
    spelled = badges(original)
    if not named and said and spelled:
        named = _of_badges(spelled, said[0][0].unit)
    ids = frozenset(record.id for choices in named.values() for choice in choices for record in choice)
    if named and not (are_sound(original) and all(is_of(one, ids) for one in spelled)):
        strange += [unit for unit in named if unit not in strange]
    adds = any(one is not None and one.adds for _, one in said)
    return Notice(named, tuple(strange), adds)


def _of_badges(spelled: Sequence[str], unit: Unit) -> dict[Unit, tuple[tuple[LicenseRecord, ...], ...]]:
    """The licenses that badges show, of a text that names none in its words."""
    shown = [named for one in spelled if (named := names_at(one)) is not None]
    return {unit: tuple((record,) for named in shown for record in named.records)} if shown else {}


def _statement(unit: Unit, *, bare: bool) -> Statement | None:
    return (
        None if unit.zone == "third-party" else statement(unmarked(unit.text[unit.stem_length :]), bare=bare)
    )


def _offered(said: Sequence[tuple[Parse, Statement | None]]) -> list[tuple[Parse, Statement | None]]:
    """The same with the entries of a list to choose from as one choice, where the list begins."""
    found = list(said)
    for index, (parse, one) in enumerate(said):
        if one is None or not one.opens:
            continue
        entries: list[LicenseRecord] = []
        for at in range(index + 1, len(said)):
            entry = said[at][1]
            if entry is None and said[at][0].unit.stem_length:
                # Nobody has to choose what is not known.
                entry = Statement()
            elif entry is None or not entry.choices or entry.names:
                break
            entries += [record for choice in entry.choices for record in choice]
            found[at] = said[at][0], Statement()
        found[index] = parse, Statement((tuple(entries),)) if entries else None
    return found


def _strange(said: Sequence[tuple[Parse, Statement | None]]) -> list[Unit]:
    strange: list[Unit] = []
    titles = [name for _, one in said if one is not None for name in one.called]
    is_named = False
    block = _block([parse for parse, _ in said])
    # Nothing else is spoken of that could have another license.
    sole = sum(1 for _, one in said if one is None or one.choices or one.titles or one.credited) == 1
    for at, (parse, one) in enumerate(said):
        if block and at not in block and _describes(parse):
            continue
        if one is None or (one.titles and (is_named or not _is_silent(parse))):
            strange.append(parse.unit)
            continue
        titles += one.titles
        if any(not _is_the_work(name, titles, sole=sole) for name in one.names):
            strange.append(parse.unit)
        is_named = is_named or bool(one.choices)
    return strange


def _block(parses: Sequence[Parse]) -> range:
    """The units between the marks of a notice, with these; empty where there are none, or several."""
    marks = [
        [at for at, parse in enumerate(parses) if form("block", mark).fullmatch(parse.unit.text)]
        for mark in ("begin", "end")
    ]
    if len(marks[0]) != 1 or len(marks[1]) != 1:
        return range(0)
    return range(marks[0][0], marks[1][0] + 1)


def _describes(parse: Parse) -> bool:
    """Whether a sentence outside of a notice takes nothing away by its words."""
    takes = form("block", "takes").search(parse.unit.text)
    return takes is None and _is_silent(parse, modalities=_GIVING)


def _is_silent(parse: Parse, *, modalities: AbstractSet[str] = _SILENT) -> bool:
    """Whether the grammar finds nothing in a sentence that gives, takes or demands, ``modalities`` aside."""
    spoken = any(
        fact.modality not in modalities or fact.limit or fact.exceptions or fact.conditions or fact.thresholds
        for fact in parse.facts
    )
    return not spoken and not (is_weighable(parse.unit) and leaning_of(parse.unit).score >= _HARMLESS)


def _is_the_work(name: str, titles: Sequence[str], *, sole: bool) -> bool:
    """Whether a name is the work's: the title or words with its license have it, or nothing else is said."""
    if form("beside", "telling").search(name):
        return False
    name = name.lower().removeprefix("the ").strip()
    return sole or any(_is_titled(title.lower().lstrip("#* "), name) for title in titles)


def _is_titled(title: str, name: str) -> bool:
    """Whether a title begins with the name, and does not go on as that of something else ("Foo wrapper")."""
    return title.startswith(name) and form("title").match(title, len(name)) is not None
