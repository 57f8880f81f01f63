"""The phrase lexicon: TOML tables of entries as one automaton over words.

Where two entries give the same words, the more specific one (which stands for fewer phrases) wins;
two equally specific ones with different meanings are an error. The notation is in ``phrases.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from osdcheck.errors import DataError
from osdcheck.grammar.automaton import Automaton, Node, write_automaton
from osdcheck.grammar.phrases import Meaning, Notation
from osdcheck.kept import kept
from osdcheck.resources import data_folder, package_folder, read_bytes, read_table

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_TOPICS = "topics.toml"
_NO_PHRASES = frozenset({"contractions.toml", "verbs.toml", "function_words.toml", "names.toml", _TOPICS})
_READERS = ("lexicon.py", "automaton.py", "numbers.py", "phrases.py", "inflect.py")
"""Modules by which files become what is kept of a lexicon."""


class FunctionWords(NamedTuple):
    """Sets of small words (``function_words.toml``) that readings and attachment go by."""

    glue: frozenset[str]
    be: frozenset[str]
    participles: frozenset[str]
    base_participles: frozenset[str]
    numerals: frozenset[str]
    labels: frozenset[str]
    comparing: frozenset[str]
    in_numbers: frozenset[str]
    links: frozenset[str]
    holders: frozenset[str]
    qualifiers: frozenset[str]
    owners: frozenset[str]
    companies: frozenset[str]
    numbering: frozenset[str]
    bodies: frozenset[str]
    titles: frozenset[str]
    makers: frozenset[str]
    takers: frozenset[str]
    things: frozenset[str]
    coordinators: frozenset[str]
    alternatives: frozenset[str]
    further_denials: frozenset[str]
    giving: frozenset[str]
    holding: frozenset[str]
    enabling: frozenset[str]
    entitlements: frozenset[str]
    absent: frozenset[str]
    nearby: frozenset[str]
    before_no_verb: frozenset[str]
    exclusive: frozenset[str]
    demonstratives: frozenset[str]
    joints: frozenset[str]
    joining: frozenset[str]
    finite: frozenset[str]
    resuming: frozenset[str]
    choices: frozenset[str]
    open_complement: frozenset[str]
    narrowing: frozenset[str]
    waiting: frozenset[str]
    purposes: frozenset[str]
    imperatives: frozenset[str]
    nominal: frozenset[str]
    permissions: frozenset[str]
    listing_leave: frozenset[str]
    listing_bans: frozenset[str]
    asking: frozenset[str]
    prepositions: frozenset[str]
    hours: frozenset[str]
    weeks: frozenset[str]
    months: frozenset[str]
    years: frozenset[str]
    monthly: frozenset[str]
    quarterly: frozenset[str]
    yearly: frozenset[str]
    partial: frozenset[str]
    pointing: frozenset[str]
    attributed: frozenset[str]
    later: frozenset[str]
    editions: frozenset[str]
    persons: frozenset[str]
    relatives: frozenset[str]
    helping: frozenset[str]
    universal: frozenset[str]
    coming: frozenset[str]
    having: frozenset[str]
    standing: frozenset[str]
    toward: frozenset[str]
    letting: frozenset[str]
    understanding: frozenset[str]
    granting: frozenset[str]
    allowed: frozenset[str]
    papers: frozenset[str]
    leading: frozenset[str]
    taking: frozenset[str]
    wishing: frozenset[str]
    parting: frozenset[str]
    parted: frozenset[str]
    opening: frozenset[str]
    opened: frozenset[str]
    behind: frozenset[str]
    verbs: frozenset[str]
    announcing: frozenset[str]
    labels_whom: frozenset[str]
    labels_where: frozenset[str]
    labels_when: frozenset[str]
    labels_what_for: frozenset[str]
    leading_labels: frozenset[str]
    closed_kinds: frozenset[str]
    contacting: frozenset[str]
    asked: frozenset[str]
    about_copy: frozenset[str]
    necessary: frozenset[str]
    labels_open: frozenset[str]
    labels_loose: frozenset[str]
    labels_kind: frozenset[str]
    counting: frozenset[str]
    technical: frozenset[str]
    copied: frozenset[str]
    aging: frozenset[str]
    priced: frozenset[str]
    moments: frozenset[str]
    boundless: frozenset[str]
    plain: frozenset[str]
    telling: frozenset[str]
    having_it: frozenset[str]
    lasting: frozenset[str]
    amid: frozenset[str]
    uncounted: frozenset[str]
    beginnings: frozenset[str]
    dating: frozenset[str]
    ending: frozenset[str]
    spanning: frozenset[str]
    placing: frozenset[str]
    unbounded: frozenset[str]
    lasting_rights: frozenset[str]
    calendar: frozenset[str]
    events: frozenset[str]
    sites: frozenset[str]
    leaving: frozenset[str]
    leaves: frozenset[str]
    endless: frozenset[str]
    demonstrative: frozenset[str]
    days_named: frozenset[str]
    turns: frozenset[str]
    counts: frozenset[str]
    craving: frozenset[str]
    anyone: frozenset[str]
    greeting: frozenset[str]
    permitting: frozenset[str]
    at_need: frozenset[str]
    timing: frozenset[str]
    beside: frozenset[str]
    possessives: frozenset[str]
    agreeing: frozenset[str]
    given_names: frozenset[str]
    denying: frozenset[str]
    opening_terse: frozenset[str]
    polite: frozenset[str]
    demanding: frozenset[str]
    nobody: frozenset[str]
    statuses: frozenset[str]
    labeled_statuses: frozenset[str]
    status_labels: frozenset[str]
    doubting: frozenset[str]
    sparing: frozenset[str]
    asking_persons: frozenset[str]
    refused: frozenset[str]
    refusing: frozenset[str]
    refusing_beside: frozenset[str]
    included: frozenset[str]
    denied_values: frozenset[str]
    bounds: frozenset[str]
    limiting: frozenset[str]
    closed_seats: frozenset[str]
    reckoned: frozenset[str]
    doing: frozenset[str]
    stuff: frozenset[str]
    everybody: frozenset[str]
    owed: frozenset[str]
    learning: frozenset[str]
    keeping: frozenset[str]
    wide_answers: frozenset[str]
    affirming: frozenset[str]
    closing: frozenset[str]
    flat: frozenset[str]
    asked_leave: frozenset[str]
    asked_whom: frozenset[str]
    asked_places: frozenset[str]
    charging: frozenset[str]
    obtained: frozenset[str]
    obtaining: frozenset[str]
    written_here: frozenset[str]
    singles: frozenset[str]
    stipulations: frozenset[str]
    solely: frozenset[str]
    agreed: frozenset[str]
    before_agreed: frozenset[str]
    scoping: frozenset[str]
    widening: frozenset[str]
    showing: frozenset[str]
    forbidden: frozenset[str]
    several: frozenset[str]
    changed: frozenset[str]


@cache
def joined(*words: frozenset[str]) -> frozenset[str]:
    """The words of any of some sets, joined once: readings ask for them at every sentence."""
    return frozenset[str]().union(*words)


class Lexicon:
    """Phrases of one language, longest first, with the small words that go with them."""

    def __init__(self, automaton: Automaton, words: FunctionWords, terminals: AbstractSet[str]) -> None:
        self.words = words
        self.terminals = terminals
        self.node = automaton.node
        self.ends = automaton.ends
        self.longest = automaton.longest
        self.start = automaton.start()

    def first(self, word: str) -> Node | None:
        """Where a first word leads, ``None`` when no phrase begins with it."""
        number = self.start.paths.get(word)
        return self.node(number) if number is not None else None

    def terminal_of(self, phrase: Sequence[str]) -> str:
        """Terminal of exactly these words; empty when they are no phrase."""
        node = self.start
        for word in phrase:
            number = node.paths.get(word)
            if number is None:
                return ""
            node = self.node(number)
        return node.meaning.terminal if node.meaning is not None else ""


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """Lexicon of a language, from ``grammars/<language>/*.toml``.

    Raises :class:`~osdcheck.errors.DataError` for a malformed file or phrase.
    """
    folder = data_folder("grammars") / language
    paths = [path for path in sorted(folder.iterdir(), key=lambda item: item.name) if _holds_phrases(path)]
    return _lexicon(f"{language}.lexicon", folder, paths)


@cache
def load_topics(language: str = "en") -> Lexicon:
    """Phrases that tell what a fact is about, from ``grammars/<language>/topics.toml``.

    They stand apart from the lexicon: they become no token, and take no words from its phrases.
    """
    folder = data_folder("grammars") / language
    return _lexicon(f"{language}.topics", folder, [folder / _TOPICS])


def _holds_phrases(path: Traversable) -> bool:
    return path.name.endswith(".toml") and path.name not in _NO_PHRASES


def _lexicon(name: str, folder: Traversable, paths: Sequence[Traversable]) -> Lexicon:
    small, verbs = folder / "function_words.toml", folder / "verbs.toml"
    # An installation of compiled modules alone has none of them; its version speaks for them.
    code = [path for module in _READERS if (path := package_folder() / "grammar" / module).is_file()]
    files_read = (*paths, small, verbs, *code)
    sources = [part for path in files_read for part in (path.name.encode(), read_bytes(path))]
    book = kept(name, sources, lambda: _book(paths, small, verbs))
    words = {name: frozenset(words) for name, words in book["words"].items()}
    return Lexicon(Automaton(book["automaton"]), FunctionWords(**words), frozenset(book["terminals"]))


def _book(paths: Sequence[Traversable], small: Traversable, verbs: Traversable) -> dict[str, Any]:
    """What a lexicon is made of, in lists, strings and bytes."""
    entries = [entry for path in paths for entry in _entries(path)]
    return {
        "words": read_table(small)["words"],
        "terminals": sorted({entry.terminal for entry in entries}),
        "automaton": write_automaton(entries, Notation(read_table(verbs)["irregular"])),
    }


def _entries(path: Traversable) -> Iterator[Meaning]:
    """The entries of a file; raises :class:`~osdcheck.errors.DataError` for what is no list of phrases."""
    for terminal, rows in read_table(path).items():
        for value, texts in rows.items() if isinstance(rows, dict) else [("", None)]:
            if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
                raise DataError(path.name, f"{terminal} {value}".strip(), "is no list of phrases")
            yield from (Meaning(terminal, value, path.name, text) for text in texts)
