from __future__ import annotations

import csv

import pytest
from build_authorities import TABLE, table
from license_data import authority_rows

from osdcheck.core.identity import AuthorityDecision
from osdcheck.identity.authorities import AUTHORITIES, agreement, decisions_for, is_osi_approved, stance_of


def said(name: str) -> dict[str, str]:
    return {one.authority: one.decision for one in decisions_for(name)}


def ruling(authority: str, decision: str) -> AuthorityDecision:
    return AuthorityDecision(authority, decision, None, "a test")


def test_the_table_is_what_the_data_give() -> None:
    assert TABLE.read_text(encoding="utf-8") == table()


def test_every_approval_of_the_data_is_in_the_table() -> None:
    approved = {row["key"] for row in authority_rows() if row["osi_approved"] == "yes"}
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["authority"] == "OSI"]
    found = {row["key"] for row in rows if row["decision"] == "approved"}
    assert len(approved) > 130
    # The OSI's own list has some that the SPDX list does not mark.
    assert found - approved == {"cmu-uc", "curl", "ecos", "gpl-1.0", "gpl-1.0-plus"}
    assert found >= approved


def test_all_five_speak_of_a_well_known_license() -> None:
    assert said("MIT") == {
        "OSI": "approved",
        "FSF": "free",
        "Fedora": "allowed",
        "Debian": "free",
        "Blue Oak": "silver",
    }
    assert tuple(said("MIT")) == AUTHORITIES


@pytest.mark.parametrize("name", ["GPL-2.0-only", "gpl-2.0-ONLY", "gpl-2.0", "LicenseRef-scancode-gpl-2.0"])
def test_a_license_is_found_by_id_key_and_reference(name: str) -> None:
    assert is_osi_approved(decisions_for(name))


def test_an_spdx_id_wins_over_a_key_of_the_same_name() -> None:
    assert said("bsl-1.0")["OSI"] == "approved"
    assert said("LicenseRef-scancode-bsl-1.0")["OSI"] == "rejected"


def test_a_license_nobody_ruled_on_has_no_decisions() -> None:
    assert decisions_for("no-such-license") == ()


def test_each_decision_names_its_source_and_a_dated_one_its_date() -> None:
    for name in ("JSON", "Apache-2.0", "WTFPL", "GFDL-1.3-only", "Unicode-3.0"):
        assert all(len(one.source) > 10 for one in decisions_for(name))
    (osi,) = (one for one in decisions_for("WTFPL") if one.authority == "OSI")
    assert (osi.decision, osi.date) == ("not-approved", "2009-03-04")
    (osi,) = (one for one in decisions_for("MPL-2.0") if one.authority == "OSI")
    assert osi.category == "popular-strong-community"


def test_the_osi_outvotes_the_others() -> None:
    votes = (ruling("OSI", "approved"), ruling("FSF", "nonfree"), ruling("Fedora", "not-allowed"))
    assert stance_of(votes) == "open"
    assert agreement("open", votes) == "agree"
    assert agreement("not-open", votes) == agreement("review", votes) == "disagree"


@pytest.mark.parametrize(
    "votes",
    [
        (),
        (ruling("FSF", "free"), ruling("Debian", "nonfree")),
        (ruling("Blue Oak", "lead"),),
        (ruling("Debian", "unsettled"),),
        (ruling("Fedora", "allowed-fonts"),),
        (ruling("OSI", "withdrawn"),),
    ],
)
def test_no_stance_where_nobody_ruled_or_they_differ(votes: tuple[AuthorityDecision, ...]) -> None:
    assert stance_of(votes) is None
    assert agreement("open", votes) == "none"


def test_one_mind_of_the_others_counts_where_the_osi_is_silent() -> None:
    assert agreement("not-open", decisions_for("JSON")) == "agree"
    assert agreement("open", decisions_for("JSON")) == "disagree"


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("MPL-2.0", "2012-01-09"),
        ("GPL-3.0-or-later", "2007-09-05"),
        ("CAL-1.0", "2020-02-14"),
        ("Unlicense", "2020-06-12"),
        ("MIT", None),
    ],
)
def test_an_approval_has_its_date_where_the_osi_gives_one(name: str, date: str | None) -> None:
    (osi,) = [one for one in decisions_for(name) if one.authority == "OSI"]
    assert (osi.decision, osi.date) == ("approved", date)


def test_no_approval_is_dated_before_the_osi_or_in_no_known_form() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        dates = [row["date"] for row in csv.DictReader(file) if row["decision"] == "approved" and row["date"]]
    assert len(dates) > 45
    assert all("1998-02" < one < "2027" and len(one) == 10 for one in dates)
