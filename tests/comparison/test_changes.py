"""What a change inside a sentence is called: small licenses that differ in one thing."""

from __future__ import annotations

import pytest

from osdcheck import Comparison, Difference, compare_licenses

GRANT = (
    "Permission is hereby granted, free of charge, to any person to use, copy, modify, merge, publish,"
    " distribute, sublicense and sell copies of the Software."
)


def compared(a: str, b: str) -> Comparison:
    return compare_licenses(f"{GRANT}\n\n{a}\n".encode(), f"{GRANT}\n\n{b}\n".encode())


def the(comparison: Comparison, kind: str) -> Difference:
    (one,) = [one for one in comparison.differences if one.kind == kind]
    return one


def slots(one: Difference) -> dict[str, tuple[object, object]]:
    return {slot.slot: (slot.a, slot.b) for slot in one.details.slots}


CAP = "You may not use the Software if your products have more than {} monthly active users."
REVENUE = "You may not use the Software if your annual revenue exceeds {}."
MILITARY = "You may not use the Software for military purposes{}."


@pytest.mark.parametrize(
    ("sentence", "a", "b", "kind", "expected"),
    [
        (CAP, "700 million", "100 million", "user-cap", {"threshold.number": (700_000_000, 100_000_000)}),
        (REVENUE, "USD 10,000,000", "EUR 10,000,000", "revenue-cap", {"threshold.currency": ("USD", "EUR")}),
        (MILITARY, "", ", except with our prior written permission", "field-ban", {"exception": None}),
        (
            "You may not use the Software for {} purposes.",
            "military",
            "medical",
            "field-ban",
            {"purpose": None},
        ),
        (
            "This License is governed by the laws of {}.",
            "the State of California",
            "the Republic of Korea",
            "jurisdiction",
            {"names": ("State of California", "Republic of Korea")},
        ),
        (
            "You may not use the Software if you are located in {}.",
            "North Korea",
            "the European Union",
            None,
            {"names": None},
        ),
    ],
)
def test_what_changed_inside_is_named(
    sentence: str, a: str, b: str, kind: str | None, expected: dict[str, tuple[object, object] | None]
) -> None:
    changed = [
        one for one in compared(sentence.format(a), sentence.format(b)).differences if one.change == "changed"
    ]
    one = next(one for one in changed if kind in (None, one.kind))
    assert one.details.weight == "substantive"
    found = slots(one)
    assert set(expected) <= set(found)
    for slot, values in expected.items():
        assert found[slot] == values or (values is None and found[slot][0] != found[slot][1])


def test_a_raised_comparator_is_a_change() -> None:
    one = the(
        compared(
            "You may not use the Software if you have at least 100 employees.",
            "You may not use the Software if you have more than 100 employees.",
        ),
        "size-cap",
    )
    assert slots(one) == {"threshold.comparator": (">=", ">")}


def test_a_duty_that_became_a_condition_is_a_change() -> None:
    duty = "You must keep the copyright notice in all copies."
    condition = "You may distribute the Software provided that you keep the copyright notice in all copies."
    one = the(compared(duty, condition), "attribution")
    assert slots(one)["modality"] == ("duty", "condition")


def test_another_edition_of_the_same_license_is_cosmetic() -> None:
    one = the(
        compared(
            "You may not use it with more than 700 million monthly active users at the Falcon 2 date.",
            "You may not use it with more than 700 million monthly active users at the Falcon 3.1 date.",
        ),
        "user-cap",
    )
    assert one.details.weight == "cosmetic"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Licensee may not sell the Software.", "Licensor may not sell the Software."),
        ("within 30 days", "within 60 days"),
    ],
)
def test_parties_and_plain_numbers_are_never_cosmetic(a: str, b: str) -> None:
    from osdcheck.comparison.words import diff, is_cosmetic
    from osdcheck.tables import load_comparison

    assert not is_cosmetic(diff(a, b), load_comparison().roles)


def test_terms_that_both_define_are_never_cosmetic() -> None:
    from osdcheck.comparison.words import common_words, diff, is_cosmetic

    a = "You shall not sell the Model. The Output is yours."
    b = "You shall not sell the Output. The Model is yours."
    assert not is_cosmetic(diff(a, b), common_words([a], [b]))


def test_a_text_in_capitals_has_no_names() -> None:
    from osdcheck.comparison.words import diff, is_cosmetic

    assert not is_cosmetic(
        diff("YOU MAY USE THE WORK AT HOME", "YOU MAY USE THE WORK AT SCHOOL"), frozenset()
    )


def test_a_right_said_twice_is_no_difference() -> None:
    comparison = compared("", "You may copy and distribute the Software in any medium.")
    assert comparison.differences == ()
    assert comparison.summary == (
        "A and B differ in no restriction, duty or right that was found, but in one other passage."
    )


def test_a_definition_that_changed_is_shown_beside_the_findings() -> None:
    ban = "You may not use the Software for Excluded Purposes."
    one, other = '"Excluded Purposes" means warfare.', '"Excluded Purposes" means the sale of tobacco.'
    comparison = compared(f"{ban}\n\n{one}", f"{ban}\n\n{other}")
    (passage,) = comparison.passages
    assert (passage.a, passage.b) == ("warfare.", "the sale of tobacco.")
    assert passage.before.endswith('"Excluded Purposes" means')


def test_a_missing_right_is_told_with_its_clauses() -> None:
    comparison = compare_licenses(
        f"{GRANT}\n".encode(),
        b"You may use, copy and distribute the Software without restriction in number.\n",
    )
    assert comparison.summary.startswith("A is open source, B is not: B withholds the right to modify (3, 4)")


def test_new_restrictions_and_dropped_ones_are_told_apart() -> None:
    comparison = compared("You may not use the Software for military purposes.", CAP.format("100 million"))
    assert comparison.summary == "B adds a user cap (5) and drops the ban on fields of use (6)."
    changes = {clause.number: [one.change for one in clause.changes] for clause in comparison.clauses}
    assert changes[5] == ["added"]
    assert changes[6] == ["removed"]


def test_a_threshold_is_told_from_value_to_value() -> None:
    comparison = compared(CAP.format("700 million"), CAP.format("1.5 million"))
    assert (
        comparison.summary == "B moves the user cap from more than 700 million to more than 1.5 million (5)."
    )


def test_a_further_duty_of_a_kind_that_both_have_is_told() -> None:
    notice = "You must keep the copyright notice in all copies."
    comparison = compared(
        notice,
        f"{notice}\n\nAll advertising materials mentioning the Software must display an acknowledgement.",
    )
    assert comparison.summary == (
        "B restricts the same as A; beyond the Open Source Definition it extends the attribution duty."
    )


@pytest.mark.parametrize("side", ["A", "B"])
def test_what_is_no_license_is_not_compared(side: str) -> None:
    recipe, license_text = b"Boil the carrots for ten minutes, then add salt and cream.", GRANT.encode()
    pair = (recipe, license_text) if side == "A" else (license_text, recipe)
    assert compare_licenses(*pair).summary == (
        f"Nothing was found in {side} that a license says, so there is nothing to compare."
    )


def test_case_and_punctuation_make_no_difference() -> None:
    comparison = compared("You must keep the notice.", "YOU must keep the notice!")
    assert (comparison.differences, comparison.passages) == ((), ())


def test_a_policy_at_another_address_is_said_not_to_be_compared() -> None:
    text = (
        "You may use, copy, modify and distribute the Software.\n\nYour use of the Software must adhere to"
        " the Acceptable Use Policy (available at https://example.org/{}/use-policy), which is hereby"
        " incorporated by reference into this Agreement.\n"
    )
    old, new = (text.format(version).encode() for version in ("v1", "v2"))
    said = "each takes in a use policy of its own, which is not compared."
    assert compare_licenses(old, new).summary.endswith(said)
    assert "policy" not in compare_licenses(old, old + b"\n").summary
