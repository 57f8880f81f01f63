"""A right is given by many verbs, and to whom stands between them and it: to anybody, or only to some."""

from __future__ import annotations

import pytest

import osdcheck

ACTS = "use, copy, modify and distribute the Software, modified or not"
GRANTS = [
    "the Agency bestows upon {} the freedom to",
    "the owner hands {} a licence to",
    "the author gives leave to {} to",
    "the copyright holders empower {} to",
    "the University confers on {}, without charge, the authority to",
    "the project agrees that {} may",
    "{} shall have, at no cost, the right to",
    "{} shall be entitled to",
    "{} receive from the Agency, for no payment, the right to",
    "{} hold a licence to",
    "{} have permission from the authors to",
    "{} need no further permission to",
]
ANYBODY = ["all users", "all who receive it", "all human beings", "all persons and organisations"]
SOME = ["teachers", "subscribers", "the citizens of Norway", "members of the club"]


def overall(grant: str, whom: str) -> str:
    sentence = grant.format(whom)
    text = f"{sentence[0].upper()}{sentence[1:]} {ACTS}.\n\nThe Software comes without any warranty.\n"
    return osdcheck.check_license(text, identify=False).overall


@pytest.mark.parametrize("grant", GRANTS)
@pytest.mark.parametrize("whom", ANYBODY)
def test_what_everybody_is_given_is_open(grant: str, whom: str) -> None:
    assert overall(grant, whom) == "open"


@pytest.mark.parametrize("grant", GRANTS)
@pytest.mark.parametrize("whom", SOME)
def test_what_some_are_given_is_not(grant: str, whom: str) -> None:
    assert overall(grant, whom) == "not-open"


@pytest.mark.parametrize(
    "ban",
    [
        "You will not use, or allow others to use, the Software to train models.",
        "Nobody has the right to sell the Software.",
        "Licensee does not acquire a license to sell the Software.",
    ],
)
def test_a_denied_verb_gives_nothing(ban: str) -> None:
    text = f"Permission is granted to anyone to {ACTS}.\n\n{ban}\n"
    assert osdcheck.check_license(text, identify=False).overall == "not-open"
