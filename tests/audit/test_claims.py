"""Whom a README accuses itself of: claims of the whole, of a part, and what must not be taken for either."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from osdcheck.core.evidence import Claim
from osdcheck.evidence.claims import find_claims, weigh_claims

SENTENCES = tomllib.loads((Path(__file__).parent / "data" / "claims.toml").read_text(encoding="utf-8"))


def claims(sentence: str) -> tuple[Claim, ...]:
    text = f"# Foo\n\nFoo runs workflows.\n\n{sentence}\n"
    return weigh_claims(find_claims(text, path="README.md", subject="foo"), "not-open")


@pytest.mark.parametrize("sentence", SENTENCES["whole"])
def test_a_claim_of_the_whole_is_contradicted(sentence: str) -> None:
    assert "contradicted" in {one.verdict for one in claims(sentence)}


@pytest.mark.parametrize("sentence", SENTENCES["part"])
def test_a_claim_of_a_part_is_not_contradicted(sentence: str) -> None:
    found = claims(sentence)
    assert {one.verdict for one in found} <= {"unsupported", None}
    assert any(one.scope == "part" and one.stance == "asserted" for one in found)


@pytest.mark.parametrize("sentence", SENTENCES["none"])
def test_nobody_is_accused_by_what_he_did_not_claim(sentence: str) -> None:
    assert "contradicted" not in {one.verdict for one in claims(sentence)}


@pytest.mark.parametrize("mark", ["[!NOTE]\n> ", "[!IMPORTANT]\n> ", "[!TIP] ", "[!info]- "])
def test_the_mark_of_a_note_is_no_part_of_the_quote(mark: str) -> None:
    (claim,) = find_claims(f"# Foo\n\n> {mark}Foo is open source.\n", path="README.md", subject="foo")
    assert (claim.quote, claim.line_start) == ("Foo is open source.", 3 + mark.count("\n"))
