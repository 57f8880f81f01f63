"""A list of forbidden uses that one license refers to and the other has in its own text."""

from __future__ import annotations

import pytest

from osdcheck import compare_licenses
from tests.comparison.mirror import seen
from tests.comparison.test_changes import GRANT, compared, slots, the

ELSEWHERE = "Your use of the Model must comply with the {} (available at https://example.org/uses)."
INSIDE = """Your use of the Model must comply with the {}.

Prohibited Uses

You agree not to use the Model:

(a) to harass other people;

(b) for military purposes.
"""


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Acceptable Use Policy", "Acceptable Use Policy"),
        ("Acceptable Use Policy", "Code of Conduct"),
        ("Prohibited Use Policy", "Use Restrictions"),
    ],
)
def test_a_list_that_moves_into_the_text_is_not_dropped(a: str, b: str) -> None:
    comparison = compared(ELSEWHERE.format(a), INSIDE.format(b))
    assert slots(the(comparison, "use-policy"))["place"] == ("elsewhere", "in the text")
    assert comparison.summary == (
        "B puts its use policy (6) into the text, with a code of conduct (6) and a ban on fields of use (6),"
        " where A only refers to one, and what the use policy of A says is not compared."
    )


def test_a_list_that_moves_out_of_the_text_is_not_added() -> None:
    policy = "Acceptable Use Policy"
    comparison = compared(INSIDE.format(policy), ELSEWHERE.format(policy))
    assert slots(the(comparison, "use-policy"))["place"] == ("in the text", "elsewhere")
    assert comparison.summary == (
        "B only refers to its use policy (6), where A puts one into the text, with a code of conduct (6) and"
        " a ban on fields of use (6), and what the use policy of B says is not compared."
    )


def test_the_mirror_image_of_a_list_that_moves() -> None:
    texts = ELSEWHERE.format("Acceptable Use Policy"), INSIDE.format("House Rules")
    one, other = compared(*texts), compared(*reversed(texts))
    assert seen(other) == seen(one, mirrored=True)


def test_a_license_without_any_policy_drops_it() -> None:
    comparison = compared(ELSEWHERE.format("Acceptable Use Policy"), "")
    assert "drops the use policy (6), and what the use policy of A says is not compared" in comparison.summary


def test_a_list_without_a_policy_is_none() -> None:
    ban = "You may not use the Software for military purposes."
    comparison = compared(ELSEWHERE.format("Acceptable Use Policy"), ban)
    assert "adds a ban on fields of use (6) and drops the use policy (6)" in comparison.summary


def test_a_policy_without_an_address_is_not_compared_either() -> None:
    comparison = compare_licenses(
        f"{GRANT}\n".encode(),
        f"{GRANT}\n\nYou must abide by the Acceptable Use Policy when you use the Model.\n".encode(),
    )
    assert "what the use policy of B says is not compared" in comparison.summary
