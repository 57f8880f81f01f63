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
    from osdcheck.comparison.words import Vocabulary, diff, is_cosmetic
    from osdcheck.tables import load_comparison

    assert not is_cosmetic(diff(a, b), Vocabulary(load_comparison().roles))


def test_terms_that_both_define_are_never_cosmetic() -> None:
    from osdcheck.comparison.words import diff, is_cosmetic, vocabulary

    a = "You shall not sell the Model. The Output is yours."
    b = "You shall not sell the Output. The Model is yours."
    assert not is_cosmetic(diff(a, b), vocabulary([a], [b]))


def test_a_text_in_capitals_has_no_names() -> None:
    from osdcheck.comparison.words import Vocabulary, diff, is_cosmetic

    nothing = Vocabulary(frozenset())
    at_home, at_school = "YOU MAY USE THE WORK AT HOME", "YOU MAY USE THE WORK AT SCHOOL"
    assert not is_cosmetic(diff(at_home, at_school), nothing)
    assert not is_cosmetic(diff(at_home.title(), at_school.title()), nothing)
    assert is_cosmetic(diff(at_home, f"Release Date: January 21, 2025 {at_home}"), nothing)


def test_a_right_said_twice_is_no_difference() -> None:
    comparison = compared("", "You may copy and distribute the Software in any medium.")
    assert comparison.differences == ()
    assert comparison.summary == (
        "A and B differ in no restriction, duty or right that was found, but in one other passage, where B"
        " adds “You may copy and distribute the Software in any medium” behind “distribute, sublicense and"
        " sell copies of the Software”."
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
    free = b"You may use, copy, modify and distribute the Software.\n"
    assert "what the use policy of B says is not compared" in compare_licenses(free, new).summary
    assert "what the use policy of A says is not compared" in compare_licenses(new, free).summary


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (
            "If you sue anyone over patents in the Software, your license ends.",
            "If you sue Acme over patents, your license ends.",
            "changes “anyone over patents in the Software” to “Acme over patents” in the patent retaliation",
        ),
        (
            "You must indemnify the authors against claims by your customers.",
            "You must indemnify the authors against all claims.",
            "changes “claims by your customers” to “all claims” in the duty to indemnify",
        ),
        (
            "Users outside the United States may not use the Software.",
            "Users in the United States may not use the Software.",
            "changes “outside” to “in” in the territory limit (5)",
        ),
        (
            "You may not use the Software in China.",
            "You may not use the Software in China, Russia or Iran.",
            "adds “Russia or Iran” to the territory limit (5)",
        ),
        (
            "The Software may be used by schools only.",
            "The Software may be used by schools and hospitals only.",
            "adds “and hospitals” to the limit to some persons or groups (5)",
        ),
        (
            "This License is governed by the laws of France.",
            "This License is governed by the laws of the State of California.",
            "changes “France” to “the State of California” in the choice of law",
        ),
        (
            "Google may not use the Software.",
            "Microsoft may not use the Software.",
            "changes “Google” to “Microsoft” in the",
        ),
        (
            "You must publish the source of your changes within 30 days.",
            "You must publish the source of your changes within 90 days.",
            "changes “30” to “90” in the duty to offer source",
        ),
        (
            'You must display the words "Built with Falcon" on your website.',
            'Redistribution is permitted provided that you display "Built with Falcon" on your website.',
            "makes the naming duty a condition",
        ),
        (
            "You may not use the Software for commercial purposes.",
            "You may not use the Software for commercial purposes, except for internal evaluation.",
            "B adds an exception to the ban on commercial use (1, 6).",
        ),
    ],
)
def test_few_words_that_differ_are_quoted(a: str, b: str, said: str) -> None:
    comparison = compared(a, b)
    assert said in comparison.summary
    weights = [one.details.weight for one in comparison.differences if one.change == "changed"]
    assert weights[0] in ("substantive", "wording")


def test_a_duty_that_depends_on_something_else_has_changed() -> None:
    one = the(
        compared(
            "If you modify the Software, you must offer the source to all who use it over a network.",
            "If you offer the Software as a service, you must make the source available for download.",
        ),
        "network-source",
    )
    assert slots(one)["condition"] == ("you modify the Software", "you offer the Software as a service")
    assert one.details.weight == "substantive"


def test_an_article_is_no_difference() -> None:
    comparison = compared("You must keep a copy of the notice.", "You must keep a copy of notice.")
    assert [one.details.weight for one in comparison.differences if one.change == "changed"] in (
        [],
        ["cosmetic"],
    )


def test_a_name_in_front_of_a_name_is_a_name() -> None:
    cap = "If you have more than 700 million monthly active users on the {} release date, you must ask Acme."
    comparison = compared(cap.format("Acme Falcon 3"), cap.format("Falcon 4"))
    assert {one.details.weight for one in comparison.differences} == {"cosmetic"}


def test_an_entry_without_a_stop_is_no_quote_that_was_cut() -> None:
    ban = "You may not use the Software for:\n\n  - {}\n  - nuclear power\n"
    kinds = [one.kind for one in compared(ban.format("warfare"), ban.format("gambling")).differences]
    assert "field-ban" in kinds


def test_a_field_to_fill_is_a_name() -> None:
    ban = "Neither the name of {} nor the names of its contributors may be used to endorse products."
    comparison = compared(ban.format("the ORGANIZATION"), ban.format("{Owner Organization}"))
    assert {one.details.weight for one in comparison.differences} == {"cosmetic"}


def test_words_that_another_statement_tells_of_are_not_told_twice() -> None:
    grant = "We grant You {} a non-exclusive, non-transferable and royalty-free license to use the Software."
    comparison = compared(grant.format("worldwide,"), grant.format("for Germany only,"))
    assert comparison.summary.startswith("B adds a territory limit (5)")
    assert "rewords the bar on passing rights on (7)" in comparison.summary


def test_a_heading_read_with_its_sentence_is_no_name() -> None:
    law = "This License is governed by the laws of France."
    heading = "NOTICE PURSUANT TO SECTION NINE OF THE LICENSE"
    comparison = compared(law, f"{heading}\n{law}")
    assert {one.details.weight for one in comparison.differences} <= {"cosmetic"}
