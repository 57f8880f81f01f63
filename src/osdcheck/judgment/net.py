"""The net below the kinds: restrictions on the licensee that no kind could type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from osdcheck.core.fact import Fact
from osdcheck.core.parse import Leaning, Parse
from osdcheck.core.rows import CELLS, is_labeled
from osdcheck.core.unit import Unit, without_link
from osdcheck.judgment.clauses import needed_grants
from osdcheck.judgment.kinds import Hit
from osdcheck.judgment.marks import Sieve
from osdcheck.judgment.query import Query, compile_query
from osdcheck.tables import Reading, load_net

UNCLASSIFIED = "unclassified-restriction"


@cache
def _suspicious() -> Sieve[str]:
    return Sieve((compile_query(row), "suspicious") for row in load_net().suspicious)


@cache
def _firm() -> Sieve[str]:
    return Sieve((compile_query(row), "firm") for row in load_net().firm)


@cache
def _readings() -> tuple[tuple[Reading, tuple[Query, ...]], ...]:
    return tuple((row, tuple(map(compile_query, row.unless))) for row in load_net().harmless)


@cache
def _sieve() -> Sieve[int]:
    rows = enumerate(load_net().harmless)
    return Sieve((compile_query(when), number) for number, row in rows for when in row.when)


@lru_cache(maxsize=1024)
def reading_of(fact: Fact, unit: Unit) -> Reading | None:
    """The first reading by which a fact of a unit restricts nobody; kept for a while: it is asked again."""
    for number in sorted(_sieve().owners(fact, unit)):
        reading, unless = _readings()[number]
        if not any(query.matches(fact, unit) for query in unless):
            return reading
    return None


@cache
def _legal() -> Sieve[str]:
    return Sieve((compile_query(row), "legal") for row in load_net().legal)


_LONGEST_ROW = 80
_FEW = 12
"""Characters that a sentence has at least."""


def is_license(parses: Sequence[Parse]) -> bool:
    """Whether enough of the text speaks of rights and duties to be a license at all."""
    share = load_net().legal_share
    rest = [parse for parse in parses if parse.unit.zone != "heading"] or parses
    legal = 0
    spoken = 0
    for parse in rest:
        speaks = any(_legal().owners(fact, parse.unit) for fact in parse.facts)
        legal += speaks
        # "Copy it." counts for what it says, "Fig. 2" and the rows of a list do not count against it
        spoken += speaks or (len(parse.unit.text) > _FEW and not _is_row(parse.unit.text))
    return legal > share * spoken


def _is_row(text: str) -> bool:
    """Whether a unit is a label with its value, or a row of a table."""
    return len(text) < _LONGEST_ROW and (CELLS in text or is_labeled(text, 0))


def opens_typed_list(parses: Sequence[Parse], hits: Sequence[Hit]) -> frozenset[int]:
    """Indexes of the units that are the stem of entries below them, one of which was typed as a restriction.

    What such a stem forbids is what its entries say; by itself it says nothing more.
    """
    typed = {hit.unit.index for hit in hits if hit.effect == "restriction"}
    stems = {_stem(parse.unit) for parse in parses if parse.unit.stem_length and parse.unit.index in typed}
    return frozenset(parse.unit.index for parse in parses if parse.unit.text.strip() in stems)


def told_below(parses: Sequence[Parse], hits: Sequence[Hit]) -> frozenset[int]:
    """Indexes of the unfinished stems that forbid no more than their entries say.

    One of these was typed as a restriction, or each of them is known to be none.
    """
    unfinished = frozenset(parse.unit.index for parse in parses if parse.unfinished)
    if not unfinished:
        return frozenset()
    told = {hit.unit.index for hit in hits if hit.effect != "grant"}
    told |= {parse.unit.index for parse in parses if is_certain(parse)}
    doubtful = {
        _stem(parse.unit) for parse in parses if parse.unit.stem_length and parse.unit.index not in told
    }
    known = {parse.unit.index for parse in parses if parse.unit.text.strip() not in doubtful}
    return unfinished & (known | opens_typed_list(parses, hits))


def _stem(unit: Unit) -> str:
    return unit.text[: unit.stem_length].strip()


def understood(parses: Sequence[Parse]) -> frozenset[int]:
    """Indexes of the units that restrict nobody as far as the grammar understands them.

    Each fact has a reading that is not only presumed, or one is about a settled topic.
    """
    return frozenset(parse.unit.index for parse in parses if parse.facts and _is_understood(parse))


def _is_understood(parse: Parse) -> bool:
    settled = load_net().settled
    return all(_is_read(fact, parse.unit) for fact in parse.facts) or any(
        not settled.isdisjoint(fact.topics) for fact in parse.facts
    )


def _is_read(fact: Fact, unit: Unit) -> bool:
    reading = reading_of(fact, unit)
    return reading is not None and reading.standing != "presumed"


def is_doubtful(parse: Parse) -> bool:
    """Whether a unit may restrict the licensee for all that is certain of it."""
    return binds_licensee(parse) and not is_certain(parse)


def is_certain(parse: Parse) -> bool:
    """Whether all that a unit binds to is known for certain."""
    return _stands(parse, {"certain", "known"})


def is_known(parse: Parse) -> bool:
    """Whether all that a unit binds to is known so well that the net is not asked."""
    return _stands(parse, {"known"})


def _stands(parse: Parse, standings: AbstractSet[str]) -> bool:
    binding = [fact for fact in parse.facts if fact.modality in {"prohibition", "condition"} or fact.limit]
    readings = [reading_of(fact, parse.unit) for fact in binding or parse.facts]
    return bool(readings) and all(one is not None and one.standing in standings for one in readings)


def binds_licensee(parse: Parse) -> bool:
    """Whether a unit may bind others than those who give the license, or tell of others."""
    return not parse.facts or any(
        fact.bearer not in {"licensor", "contributor"} or fact.modality not in {"statement", "duty"}
        for fact in parse.facts
    )


def is_supported(unit: Unit, leanings: Mapping[int, Leaning]) -> bool:
    """Whether a unit leans enough to a restriction for weak evidence of one; one never weighed does."""
    leaning = leanings.get(unit.index)
    return leaning is None or leaning.score >= load_net().leaning.support


def is_likely(leaning: Leaning) -> bool:
    """Whether a sentence that is joined to others restricts by the net too."""
    return leaning.score >= load_net().leaning.joined


def find_untyped(
    parses: Sequence[Parse], hits: Sequence[Hit], leanings: Mapping[int, Leaning]
) -> tuple[Hit, ...]:
    """Units with a suspicious fact that no restriction or duty was found in and no harmless row explains.

    ``leanings``: what units lean to (by index); one that hardly leans to a restriction is left alone.
    """
    typed = {hit.unit.index for hit in hits if hit.effect != "grant"}
    typed |= opens_typed_list(parses, hits) | told_below(parses, hits)
    suspicious = _suspicious()
    found: list[Hit] = []
    for parse in parses:
        unit = parse.unit
        if unit.zone not in {"operative", "definition"} or unit.index in typed:
            continue
        if not is_supported(unit, leanings):
            continue
        facts = tuple(
            fact for fact in parse.facts if suspicious.owners(fact, unit) and not reading_of(fact, unit)
        )
        if facts and unit.zone != "definition":
            found.append(unclassified(unit, facts))
    return tuple(found)


def overrule(hits: Sequence[Hit], scores: Mapping[int, float]) -> tuple[Hit, ...]:
    """The hits but those of sentences that hardly restrict by their words.

    ``scores``: likelihoods that units restrict, by index. What the grammar and the net say of such a sentence
    cannot both be right. Where the net cannot see a kind (``unseen``), a person has to.
    """
    unseen = load_net().unseen
    kept: list[Hit] = []
    told: set[int] = set()
    for hit, stands in zip(hits, _standing(hits, scores), strict=True):
        if stands:
            kept.append(hit)
        elif not hit.sole and hit.kind in unseen and hit.unit.index not in told:
            told.add(hit.unit.index)
            reason = f"It reads like {hit.kind}, but hardly restricts by its words; a person has to read it."
            kept.append(Hit(UNCLASSIFIED, "restriction", (), "unclear", reason, hit.unit, hit.facts))
    return tuple(kept)


def _standing(hits: Sequence[Hit], scores: Mapping[int, float]) -> list[bool]:
    """Whether each hit holds against the likelihood that its unit restricts.

    A right given to some or for something takes nothing away by its words, and still is all there is where
    nothing else gives it; there a hit stands if its fact, or a proviso of the unit, narrows that right, and
    there alone one that is ``sole``.
    """
    least = load_net().leaning.overruled
    likely = [
        hit.verdict != "fail" or scores.get(hit.unit.index, 1.0) >= least or _is_firm(hit) for hit in hits
    ]
    giving = [
        hit for hit, stands in zip(hits, likely, strict=True) if stands or any(map(_may_narrow, hit.facts))
    ]
    sole = _sole_grants(giving)
    return [
        (stands and not hit.sole) or _narrows(hit, sole.get(hit.unit.index))
        for hit, stands in zip(hits, likely, strict=True)
    ]


def _is_firm(hit: Hit) -> bool:
    """Whether a fact of a hit is one that the net cannot overrule."""
    return any(_firm().owners(fact, hit.unit) for fact in hit.facts)


def _narrows(hit: Hit, sole: frozenset[Fact] | None) -> bool:
    """Whether a hit narrows a right that nothing else gives: ``sole``, the facts of its unit that give it."""
    if sole is None:
        return False
    return any(fact.modality != "grant" or fact in sole for fact in hit.facts if _may_narrow(fact))


def _may_narrow(fact: Fact) -> bool:
    """Whether a fact may give a right to some alone: the granting itself, or what it depends on."""
    return fact.modality == "grant" or fact.proviso


def _sole_grants(hits: Sequence[Hit]) -> Mapping[int, frozenset[Fact]]:
    """Facts by index of their unit, each of a needed right that no fact gives without restricting.

    What restricts and gives nothing holds for all that its unit gives.
    """
    restricting = {
        (hit.unit.index, fact if fact.modality == "grant" else None)
        for hit in hits
        if hit.effect == "restriction" and hit.verdict != "lifted"
        for fact in hit.facts
    }
    giving = [(hit.kind, hit.unit.index, fact) for hit in hits if hit.effect == "grant" for fact in hit.facts]
    narrowed = [one for one in giving if (one[1], one[2]) in restricting or (one[1], None) in restricting]
    given = {kind for kind, *_ in set(giving).difference(narrowed)}
    sole: dict[int, frozenset[Fact]] = {}
    for kind, index, fact in narrowed:
        if kind in needed_grants() - given:
            sole[index] = sole.get(index, frozenset()) | {fact}
    return sole


def can_be_overruled(unit: Unit) -> bool:
    """Whether a unit is one sentence, and so short that a few restrictive words do not drown in it."""
    net = load_net()
    said = without_link(unit.text.rstrip()).rstrip(";")
    single = unit.zone == "operative" and not any(joint in said for joint in net.joints)
    return single and len(unit.text.split()) <= net.leaning.longest


def says_several(parse: Parse) -> bool:
    """Whether a sentence says more than bans, or joins one to more: it drowns in the words of the rest."""
    spoken = [fact for fact in parse.facts if fact.head]
    bans = [one for one in spoken if one.modality == "prohibition"]
    if not any(one.head in _BANS for one in bans):
        return False
    return len(bans) < len(spoken) or any(joint in parse.unit.text for joint in load_net().ban_joints)


_BANS = frozenset({"active", "passive", "denial"})
"""Heads of what forbids somebody something, and does not only say how far the license reaches."""


_UNCOVERED = "A prohibition or condition that no kind covers; a person has to read it."


def unclassified(unit: Unit, facts: tuple[Fact, ...], reason: str = _UNCOVERED) -> Hit:
    """Hit of a unit that restricts, or may restrict, in a way no kind covers."""
    return Hit(UNCLASSIFIED, "restriction", (), "unclear", reason, unit, facts)
