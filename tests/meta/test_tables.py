"""The kind tables agree with the policy, and the corpus shows every kind at work."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources.abc import Traversable
from typing import Any

import pytest

from osdcheck.tables import Kind, load_clauses, load_kinds, load_precedents
from tests.corpus.cases import FOLDERS, Case, load_folder
from tests.grammar.written_out import entries, irregular_verbs, written_out

POLICY: dict[str, tuple[tuple[int, ...], ...]] = {
    "no-redistribution": ((1, 7), (1,)),
    "no-sale": ((1,),),
    "royalty": ((1,),),
    "copy-limit": ((1,),),
    "source-withheld": ((2,), (2, 4)),
    "no-modification": ((3, 4), (3,)),
    "no-modified-redistribution": ((3, 4),),
    "derivative-terms": ((3,),),
    "user-cap": ((5,),),
    "revenue-cap": ((5,),),
    "size-cap": ((5,),),
    "competitor-ban": ((6,),),
    "excluded-party": ((5,),),
    "eligible-party-only": ((5,),),
    "territory": ((5,),),
    "export-condition": ((5,),),
    "licensor-privilege": ((5,),),
    "noncommercial": ((1, 6),),
    "purpose-only": ((6,),),
    "field-ban": ((6,),),
    "behavioral-use": ((6,),),
    "hosted-service-ban": ((6,),),
    "benchmark-ban": ((6,),),
    "model-training-ban": ((6, 9),),
    "use-policy": ((6,),),
    "lawful-use": ((6,),),
    "no-patent-license": ((6, 7),),
    "personal-license": ((7,),),
    "separate-agreement": ((7,),),
    "confidentiality": ((7,),),
    "revocable": ((7,),),
    "product-tied": ((8,), (1, 8)),
    "other-software": ((9,),),
    "technology-tied": ((10,),),
    "badge": ((10,),),
}
"""Restriction kinds of the policy with their clauses: the default first, then those of its other cases."""

BESIDE_THE_POLICY: dict[str, tuple[tuple[int, ...], ...]] = {
    "vague": ((1, 3, 4, 7),),
    "excluded-part": ((1, 3),),
}
"""What the policy calls unclear without naming a kind: rights in another text or in vague words, and parts
under other terms.
"""

UNCLEAR = {
    "vague": {"unclear"},
    "excluded-part": {"unclear"},
    "use-policy": {"fail", "unclear"},
    "lawful-use": {"fail", "unclear"},
    "no-patent-license": {"unclear"},
    # who has to ask for leave may get it: "banks need my permission"
    "excluded-party": {"fail", "unclear"},
    # a ban on copying beside a grant to copy: the text contradicts itself
    "copy-limit": {"fail", "unclear"},
    # what the net would overrule as a failure is left to a person
    "no-modification": {"fail", "unclear"},
    "separate-agreement": {"fail", "unclear"},
    "revocable": {"fail", "unclear"},
    # "not designed, licensed or intended for": less than a ban, more than a warning
    "field-ban": {"fail", "unclear"},
}
"""Kinds that leave a clause open in some case; every other kind fails its clauses."""

DUTIES = {
    "attribution",
    "state-changes",
    "share-alike",
    "network-source",
    "source-offer",
    "naming",
    "non-endorsement",
    "patent-retaliation",
    "include-license",
    "indemnity",
    "jurisdiction",
}
GRANTS = {
    "grant-use",
    "grant-copy",
    "grant-modify",
    "grant-redistribute",
    "grant-sell",
    "grant-sublicense",
    "grant-patent",
}
LONGEST_PHRASE = 9
"""Fixed words; a phrase with more is a sentence of somebody's license."""

KINDS = {kind.id: kind for kind in load_kinds()}
RESTRICTIONS = [kind for kind in load_kinds() if kind.effect == "restriction"]
CASES = {folder: load_folder(folder) for folder in FOLDERS}
ALL = [case for cases in CASES.values() for case in cases if not case.values("skip")]


def promising(attribute: str, kind: str) -> list[Case]:
    return [case for case in ALL if kind in case.values(attribute)]


def test_kinds_are_those_of_the_policy() -> None:
    by_effect = {
        effect: [kind.id for kind in KINDS.values() if kind.effect == effect] for effect in ("duty", "grant")
    }
    assert {kind.id for kind in RESTRICTIONS} == {*POLICY, *BESIDE_THE_POLICY}
    assert set(by_effect["duty"]) == DUTIES
    assert set(by_effect["grant"]) == GRANTS
    assert len(KINDS) == len(load_kinds())


@pytest.mark.parametrize("kind", RESTRICTIONS, ids=lambda kind: kind.id)
def test_clauses_are_those_of_the_policy(kind: Kind) -> None:
    found = {case.clauses for case in kind.cases}
    default, *others = {**POLICY, **BESIDE_THE_POLICY}[kind.id]
    assert default in found
    assert found <= {default, *others}
    assert {case.verdict for case in kind.cases} <= UNCLEAR.get(kind.id, {"fail"})


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_a_kind_row_is_whole(kind: Kind) -> None:
    assert kind.cases
    assert all(case.when for case in kind.cases)
    numbers = {clause.number for clause in load_clauses()}
    for case in kind.cases:
        assert set(case.clauses) <= numbers
        assert list(case.clauses) == sorted(set(case.clauses))
        assert bool(case.clauses) == (kind.effect == "restriction")
    assert set(kind.precedents) <= {precedent.id for precedent in load_precedents()}
    assert set(kind.unless_kinds) <= set(KINDS)
    assert kind.since.replace(".", "").isdigit()
    assert kind.reason.endswith(".")


def test_clauses_need_known_grants() -> None:
    assert [clause.number for clause in load_clauses()] == list(range(1, 11))
    assert {grant for clause in load_clauses() for grant in clause.needs} <= GRANTS


def test_precedents_are_cited_and_sourced() -> None:
    cited = {one for kind in load_kinds() for one in kind.precedents}
    assert all(precedent.source.startswith("https://") for precedent in load_precedents())
    assert len({precedent.id for precedent in load_precedents()}) == len(load_precedents())
    assert cited <= {precedent.id for precedent in load_precedents()}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_of_the_corpus_has_cases(folder: str) -> None:
    assert CASES[folder]


@pytest.mark.parametrize("kind", RESTRICTIONS, ids=lambda kind: kind.id)
def test_a_restriction_has_three_positives_and_two_near_misses(kind: Kind) -> None:
    assert len(promising("kind", kind.id)) >= 3
    assert len(promising("none", kind.id)) >= 2


@pytest.mark.parametrize("kind", sorted(DUTIES | GRANTS))
def test_a_duty_or_grant_has_a_positive_and_a_near_miss(kind: str) -> None:
    assert promising("kind", kind)
    assert promising("none", kind)


def test_titles_are_unique_within_a_file() -> None:
    counts = Counter(case.id for cases in CASES.values() for case in cases)
    assert [name for name, count in counts.items() if count > 1] == []


def test_inputs_are_unique() -> None:
    counts = Counter(
        (case.folder, case.text, case.values("latent")) for cases in CASES.values() for case in cases
    )
    assert [key for key, count in counts.items() if count > 1] == []


def test_no_phrase_of_the_lexicon_is_a_sentence() -> None:
    irregular = irregular_verbs()
    long = [
        f"{name}: {entry}"
        for name, _, entry in entries()
        if any(fixed_words(words) > LONGEST_PHRASE for words in written_out(entry, irregular))
    ]
    assert long == []


def fixed_words(words: tuple[str, ...]) -> int:
    return sum(1 for word in words if word != "_")


def toml(path: Traversable) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
