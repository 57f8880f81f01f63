"""Rights given for something or to somebody: whatever the purpose, whoever the person, in plain frames."""

from __future__ import annotations

from itertools import product

import pytest

from osdcheck import check_license

FOR = (
    "Everyone may use, copy, change, distribute and sell it for {} purposes.",
    "Permission is granted to use, copy, modify, publish, distribute and sell the software for {} purposes.",
    "The software may be used, copied, modified, distributed and sold for {} purposes.",
    "For {} purposes, anybody may use, copy, modify, distribute and sell the software.",
    "We license you to use, copy, change, distribute and sell it for {} ends.",
    "Use, copying, modification, distribution and sale for {} purposes are permitted.",
)
SOME_PURPOSES = (
    "peaceful",
    "military",
    "medical",
    "humanitarian",
    "agricultural",
    "charitable",
    "religious",
    "educational",
    "private",
    "civilian",
    "non-commercial",
    "academic",
    "journalistic",
    "environmental",
    "domestic",
    "statistical",
    "athletic",
    "therapeutic",
    "literary",
    "ethical",
    "philanthropic",
    "research",
    "preservation",
)
ALL_PURPOSES = (
    "any",
    "all",
    "whatever",
    "all kinds of",
    "commercial and non-commercial",
    "public and private",
)
TO = (
    "I grant to {} the right to use, copy, change, distribute and sell it.",
    "Permission is granted to {} to use, copy, modify, publish, distribute and sell the software.",
    "The software may be used, copied, modified, distributed and sold by {}.",
    "{} may use, copy, modify, distribute and sell the software.",
    "This license lets {} use, copy, change, distribute and sell it.",
    "The right to use, copy, change, distribute and sell the work is given to {}.",
)
SOME_PERSONS = (
    "schools",
    "students",
    "farmers",
    "charities",
    "subscribers",
    "our customers",
    "natural persons",
    "startups",
    "hobbyists",
    "veterans",
    "teachers",
    "churches",
    "registered users",
    "museums",
    "vegetarians",
    "my students",
)
ALL_PERSONS = (
    "everyone",
    "all persons",
    "any person or entity",
    "the public",
    "all comers",
    "every recipient",
    "individuals and organizations",
    "any natural or legal person",
    "all users",
    "all interested parties",
)
DISCLAIMER = "\n\nThe software comes without any warranty.\n"


def _overall(frame: str, words: str) -> str:
    text = frame.format(words)
    return check_license(text[0].upper() + text[1:] + DISCLAIMER, identify=False).overall


@pytest.mark.parametrize(("frame", "purpose"), list(product(FOR, SOME_PURPOSES)))
def test_a_right_for_some_purposes_is_not_open(frame: str, purpose: str) -> None:
    assert _overall(frame, purpose) != "open"


@pytest.mark.parametrize(("frame", "purpose"), list(product(FOR, ALL_PURPOSES)))
def test_a_right_for_all_purposes_is_open(frame: str, purpose: str) -> None:
    assert _overall(frame, purpose) == "open"


@pytest.mark.parametrize(("frame", "persons"), list(product(TO, SOME_PERSONS)))
def test_a_right_given_to_some_is_not_open(frame: str, persons: str) -> None:
    assert _overall(frame, persons) != "open"


@pytest.mark.parametrize(("frame", "persons"), list(product(TO, ALL_PERSONS)))
def test_a_right_given_to_all_is_open(frame: str, persons: str) -> None:
    assert _overall(frame, persons) == "open"


OTHERS = (
    "You agree that Acme may copy, modify and distribute the software.",
    "You understand that Acme may use, copy, modify and distribute the software.",
    "The software may be copied, modified and distributed by Acme.",
    "Only Mary Smith may copy, modify and distribute the software.",
    "Acme Corp. may copy, modify and distribute the software.",
)


@pytest.mark.parametrize("sentence", OTHERS)
def test_what_is_granted_to_others_is_no_grant(sentence: str) -> None:
    report = check_license(f"{sentence} It comes with no warranty.", identify=False)
    assert report.overall != "open"
    assert not [finding for finding in report.findings if finding.effect == "grant"]


def test_a_name_among_those_who_may_takes_nothing_from_them() -> None:
    text = "You and Acme may copy, modify and distribute the software. It was written by Mary Smith."
    given = {one.kind for one in check_license(text, identify=False).findings if one.effect == "grant"}
    assert {"grant-copy", "grant-modify", "grant-redistribute"} <= given


def test_a_condition_in_brackets_leaves_the_grant() -> None:
    text = (
        "We grant you a worldwide (subject to applicable laws) license to copy, change and redistribute it."
    )
    given = {one.kind for one in check_license(text, identify=False).findings if one.effect == "grant"}
    assert {"grant-copy", "grant-modify", "grant-redistribute"} <= given
