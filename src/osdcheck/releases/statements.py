"""What others say of a release, beside the verdict: where they agree and where they part."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from osdcheck.core.release import (
    DefinitionResult,
    MofResult,
    Release,
    ReleaseClass,
    Statement,
    StatementAgreement,
    WeighedStatement,
)
from osdcheck.releases.handwritten import statement_rows
from osdcheck.releases.words import class_words, listed
from osdcheck.tables.releases import part, read_table

_GRAVEST_FIRST: tuple[StatementAgreement, ...] = ("disagree", "undecided", "agree")
_VERDICT_WORDS = {"met": "met", "not-met": "not met", "unknown": "open"}


def weigh_statements(
    release: Release,
    release_class: ReleaseClass,
    possible: tuple[ReleaseClass, ...],
    osaid: DefinitionResult,
    mof: MofResult,
) -> tuple[WeighedStatement, ...]:
    """Statements on the release, packaged ones first, each with its agreement.

    Only what can be compared is: a class, a verdict on the Open Source AI Definition, a class of the
    Model Openness Framework, the presence of parts. A score is no class and is never compared.
    """
    return tuple(
        _weigh(one, release, release_class, possible, osaid, mof)
        for one in (*_packaged(release.name), *release.statements)
    )


def _weigh(
    one: Statement,
    release: Release,
    release_class: ReleaseClass,
    possible: tuple[ReleaseClass, ...],
    osaid: DefinitionResult,
    mof: MofResult,
) -> WeighedStatement:
    votes: list[StatementAgreement] = []
    differences: list[str] = []
    if one.release_class is not None:
        vote: StatementAgreement = "agree" if one.release_class == release_class else "disagree"
        if vote == "disagree" and one.release_class in possible:
            vote = "undecided"
        votes.append(vote)
        if vote != "agree":
            differences.append(f"here {class_words(release_class)}, there {class_words(one.release_class)}")
    if one.osaid is not None:
        vote = _verdict_vote(one, osaid)
        votes.append(vote)
        if vote != "agree":
            differences.append(f"the Open Source AI Definition is {_VERDICT_WORDS[osaid.verdict]} here")
    if one.only_terms and osaid.verdict == "not-met" and (lacking := _lacking(osaid)):
        differences.append(f"here it is not the license alone: {listed(lacking)}")
    if one.mof is not None:
        votes.append("agree" if one.mof == mof.mof_class else "disagree")
        if one.mof != mof.mof_class:
            differences.append(
                f"class of the Model Openness Framework: here {mof.mof_class}, there {one.mof}"
            )
    for name, said in one.components:
        ours = release.component(name).presence
        votes.append("agree" if ours == said else "undecided" if "unknown" in {ours, said} else "disagree")
        if ours != said:
            differences.append(f"{part(name).phrase}: here {ours}, there {said}")
    return WeighedStatement(one, _joint(votes), "; ".join(differences))


def _verdict_vote(one: Statement, osaid: DefinitionResult) -> StatementAgreement:
    if one.osaid == osaid.verdict:
        return "agree"
    return "undecided" if "unknown" in {one.osaid, osaid.verdict} else "disagree"


def _lacking(osaid: DefinitionResult) -> list[str]:
    """Requirements that fail or stay open for another reason than terms."""
    return [
        one.name for one in osaid.requirements if one.verdict == "not-met" and "not released" in one.reason
    ]


def _joint(votes: list[StatementAgreement]) -> StatementAgreement:
    return next((one for one in _GRAVEST_FIRST if one in votes), "not-comparable")


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", name.strip().casefold().rsplit("/", 1)[-1])


def _packaged(name: str) -> tuple[Statement, ...]:
    plain = _plain(name)
    return tuple(statement for pattern, statement in _table() if pattern.fullmatch(plain))


@cache
def _table() -> tuple[tuple[re.Pattern[str], Statement], ...]:
    rows = read_table(files("osdcheck.tables") / "release_statements.toml")["statement"]
    patterns = [
        re.compile("|".join(re.escape(_plain(one)).replace(r"\*", ".*") for one in row.pop("releases")))
        for row in rows
    ]
    return tuple(zip(patterns, statement_rows(rows, "release_statements.toml"), strict=True))
