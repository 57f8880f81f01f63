"""What was read in one license: its restrictive passages, typed or not, and the phrases that fired."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from license_data import license_text

from osdcheck.analysis import analyze
from osdcheck.core.fact import Atom, Fact
from osdcheck.core.parse import Parse
from osdcheck.grammar.lexer import lex
from osdcheck.grammar.lexicon import load_lexicon
from osdcheck.grammar.words import split_words
from osdcheck.judgment.kinds import find_hits, set_aside
from osdcheck.judgment.net import reading_of
from osdcheck.judgment.query import WORK
from osdcheck.judgment.signs import find_signs

Sort = Literal["prohibition", "exclusivity", "condition", "narrowed-grant"]

SORTS: tuple[Sort, ...] = ("prohibition", "exclusivity", "condition", "narrowed-grant")
NET = "unclassified-restriction"
_STEM = re.compile(r"(?::|\b(?:not|to|that|if|who|which))\s*$")
"""How a text ends whose sentence goes on in the entries of a list."""
_CONTEXT = 60
"""Characters shown before and behind a fact."""
VOID = "set-aside"
"""Reading of a fact that no kind is looked for in."""
SILENT_ZONES = frozenset({"heading", "definition", "disclaimer", "preamble", "how-to-apply", "third-party"})
NARROWING = frozenset({"field", "party", "place", "product", "tech", "measure", "unknown"})
EXPLOITING = frozenset(
    {
        "use",
        "access",
        "copy",
        "modify",
        "derive",
        "distribute",
        "publicperform",
        "deal",
        "sell",
        "rent",
        "combine",
        "host",
        "sublicense",
    }
)
"""Acts on the work that a license is needed for."""
WIDE = ("any", "all", "every", "others", "public", "world")

CUES: dict[Sort, re.Pattern[str]] = {
    "prohibition": re.compile(
        r"\b(?:(?:may|shall|must|can|will|should)\s+not|cannot|(?<!unless\s)prohibited|forbidden|barred"
        r"|off[ -]limits|not\s+(?:permitted|allowed|licensed|authori[sz]ed|entitled|open)"
        r"|no\s+(?:right|permission|license)s?)\b",
        re.I,
    ),
    "exclusivity": re.compile(
        r"\b(?:only|solely|exclusively|confined|reserved|restricted|(?<!not )limited)"
        r"\s+(?:to|for|by|in|if)\b",
        re.I,
    ),
    "condition": re.compile(
        r"\b(?:provided,?\s+(?:that|you|however)|so\s+long\s+as|(?<!for\s)as\s+long\s+as|on\s+(?:the\s+)?condition"
        r"|conditioned\s+(?:up)?on)\b(?!.{0,30}\bfollowing\b)",
        re.I,
    ),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit that restricts the licensee in one way, or seems to.

    ``read``: a fact came out; ``kind``: a restriction or duty was found in the unit; ``reading``: why the
    net below the kinds is silent on each of its facts, empty where it is not or has no reason;
    ``silent``: it stands in a zone that the net does not watch.
    """

    sort: Sort
    pattern: str
    read: bool
    kind: str
    reading: str
    silent: bool
    text: str

    @property
    def typed(self) -> bool:
        """Whether the passage was understood: as a kind, or as something that restricts nobody."""
        return bool(self.kind or self.reading)


@dataclass(frozen=True, slots=True)
class Survey:
    """One license; ``phrases`` are ``CLASS value: words``, ``kinds`` the kinds found."""

    key: str
    overall: str
    passages: tuple[Passage, ...] = ()
    phrases: frozenset[str] = field(default_factory=frozenset)
    kinds: frozenset[str] = field(default_factory=frozenset)
    error: str | None = None


def survey(key: str) -> Survey:
    """Analyze one license of the license data; an error becomes part of the survey."""
    try:
        analysis = analyze(license_text(key))
    except Exception as error:
        return Survey(key, "error", error=f"{type(error).__name__}: {error}")
    phrases = frozenset(name for parse in analysis.parses for name in _phrases(parse.unit.text))
    kinds = frozenset(finding.kind for finding in analysis.report.findings)
    return Survey(key, analysis.report.overall, passages_of(analysis.parses), phrases, kinds)


def passages_of(parses: Sequence[Parse]) -> tuple[Passage, ...]:
    """The restrictive passages of a license, each with what it was understood as."""
    weighty = set_aside(parses)
    hits = find_hits(weighty)
    hits = (*hits, *find_signs(weighty, frozenset(hit.unit.index for hit in hits), {}))
    kinds = {hit.unit.index: hit.kind for hit in hits if hit.effect != "grant"}
    stems = {parse.unit.text[: parse.unit.stem_length].strip() for parse in parses if parse.unit.stem_length}
    return tuple(
        one
        for parse, heavy in zip(parses, weighty, strict=True)
        # What the parser leaves to the entries below it, which repeat it, is counted there.
        if parse.facts or parse.unit.text.strip() not in stems
        for one in _passages(parse, frozenset(heavy.facts), kinds.get(parse.unit.index, ""))
    )


def _passages(parse: Parse, weighty: frozenset[Fact], kind: str) -> Iterator[Passage]:
    """One passage for each sort of restriction in a unit, read from its facts or told by a cue."""
    unit = parse.unit
    if unit.zone == "heading":
        return
    silent = unit.zone in SILENT_ZONES
    sorts: dict[Sort, list[Fact]] = {}
    for fact in parse.facts:
        sort = sort_of(fact, unit.text)
        if sort is not None:
            sorts.setdefault(sort, []).append(fact)
    for sort, facts in sorts.items():
        readings = [VOID if fact not in weighty else _understood(fact, parse) for fact in facts]
        left = [fact for fact, reading in zip(facts, readings, strict=True) if not reading]
        left = [fact for fact in left if _says_something(fact)] or left[: len(facts) == len(left)]
        reading = "" if left else readings[0]
        fact = (left or facts)[0]
        words = unit.text[max(0, fact.start - _CONTEXT) : fact.end + _CONTEXT]
        yield Passage(sort, pattern_of(fact), True, kind, reading, silent, words)
    if sorts or silent or any(_explained(fact, parse) for fact in parse.facts):
        return
    for sort, cue in CUES.items():
        match = cue.search(unit.text)
        if match and not _is_stem(unit.text, match.end()):
            pattern = f"unread: {' '.join(match.group().lower().split())}"
            yield Passage(sort, pattern, False, kind, "", silent, unit.text)
            return


def _says_something(fact: Fact) -> bool:
    """Whether a fact names more than who is bound ("you may not and will not ...": the second head does)."""
    return bool(fact.acts or fact.limit or any(atom.sort != "bearer" for atom in fact.slots))


def _understood(fact: Fact, parse: Parse) -> str:
    reading = reading_of(fact, parse.unit)
    return reading.id if reading is not None and reading.standing != "presumed" else ""


def _explained(fact: Fact, parse: Parse) -> bool:
    return (
        fact.bearer in ("licensor", "contributor")
        or fact.modality == "statement"
        or reading_of(fact, parse.unit) is not None
    )


def sort_of(fact: Fact, text: str) -> Sort | None:
    """Which restrictive sort a fact on the licensee is, if any; ``text`` is that of its unit.

    What ends in a stem ("You may not:") is restricted in the entries, which repeat the stem.
    """
    if fact.bearer in ("licensor", "contributor") or _is_stem(text, fact.end):
        return None
    if fact.modality == "prohibition":
        return "prohibition"
    if fact.limit and fact.modality in ("grant", "condition", "none"):
        return "exclusivity"
    if fact.modality == "condition" and (fact.acts or fact.thresholds or _sorts(fact) & NARROWING):
        return "condition"
    if fact.modality == "grant" and _of_work(fact) and any(_narrows(atom) for atom in fact.slots):
        return "narrowed-grant"
    return None


def _is_stem(text: str, end: int) -> bool:
    return len(text) - end < _CONTEXT and bool(_STEM.search(text))


def _sorts(fact: Fact) -> set[str]:
    return {atom.sort for atom in fact.slots | fact.conditions | fact.subject}


def _of_work(fact: Fact) -> bool:
    return any(act.name in EXPLOITING and act.object in (*WORK, "derivative") for act in fact.acts)


def _narrows(atom: Atom) -> bool:
    """Whether a slot of a grant narrows it: whose the work is, or from where, does not."""
    aside = atom.prep in ("", "of", "by", "from", "as")
    return atom.sort in NARROWING and not aside and not atom.value.startswith(WIDE)


def pattern_of(fact: Fact) -> str:
    """A fact without its particulars: modality, acts, and the sorts of its slots."""
    acts = "+".join(sorted({f"{act.name} {act.object}".strip() for act in fact.acts})[:3])
    parts = [f"{fact.modality}/{fact.head}", acts or "no act"]
    for name in ("limit", "slots", "subject", "conditions"):
        sorts = Counter(f"{atom.prep} {atom.sort}".strip() for atom in getattr(fact, name))
        if sorts:
            parts.append(f"{name}: {', '.join(sorted(sorts))}")
    return "; ".join(parts)


def _phrases(text: str) -> Iterator[str]:
    words = split_words(text)
    for match in lex(words, load_lexicon(), {}):
        surface = " ".join(words.words[match.first : match.last])
        if match.terminal not in ("COMMA", "STOP", "QUANTITY", "UNKNOWN", "FIGURE"):
            yield f"{match.terminal} {match.value}: {surface}"
