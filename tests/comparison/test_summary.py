"""What the one sentence says: in which order, in whose words, and what it leaves to the list."""

from __future__ import annotations

import pytest

from osdcheck import compare_licenses
from osdcheck.render.compare import comparison_layout
from tests.comparison.mirror import seen
from tests.comparison.test_changes import GRANT, compared, slots, the

CURE = "Your rights end if You breach this License and do not cure the breach within {} days."
SECTIONS = (
    "You must keep the copyright notice in all copies.",
    "If you sue anyone over patents in the Software, your license ends.",
    "The Software comes without any warranty, and nobody is liable for damage.",
)


def test_the_only_passage_is_quoted() -> None:
    assert compared(CURE.format(30), CURE.format(60)).summary == (
        "A and B differ in no restriction, duty or right that was found, but in one other passage, where B"
        " changes “30” to “60” behind “License and do not cure the breach within”."
    )


def test_sections_in_another_order_say_the_same() -> None:
    ordered, shuffled = (
        "\n\n".join(f"{number}. {section}" for number, section in enumerate(sections, 1))
        for sections in (SECTIONS, SECTIONS[::-1])
    )
    comparison = compared(ordered, shuffled)
    assert (comparison.differences, comparison.passages) == ((), ())


def test_entries_in_another_order_say_the_same() -> None:
    ban = "You may not use the Software:\n\n(a) {};\n\n(b) {};\n\n(c) for gambling.\n"
    one, other = "for the surveillance of persons", "to harass other people"
    comparison = compared(ban.format(one, other), ban.format(other, one))
    assert (comparison.differences, comparison.passages) == ((), ())


def test_the_weightiest_duties_come_first() -> None:
    duties = (
        "You must keep the copyright notice in all copies. You must state that you changed the files."
        " Derivative works must be distributed under this License. If you sue anyone over patents in the"
        " Software, your license ends."
    )
    assert compared("", duties).summary == (
        "B restricts the same as A; beyond the Open Source Definition it adds a share-alike duty, a patent"
        " retaliation clause, a duty to mark changes and an attribution duty."
    )


def test_a_law_that_changes_in_two_sentences_is_quoted_once() -> None:
    law = "This License is governed by the laws of {0}.\n\nThe courts of {0} have exclusive jurisdiction."
    assert compared(law.format("Texas"), law.format("Ohio")).summary.endswith(
        "it changes “Texas” to “Ohio” in the choice of law."
    )


def test_a_period_is_told_from_value_to_value() -> None:
    cap = "You may not use the Software if your {} revenue exceeds USD 10,000."
    assert compared(cap.format("annual"), cap.format("monthly")).summary == (
        "B moves the revenue cap from more than USD 10,000 a year to more than USD 10,000 a month (5)."
    )


def test_words_in_another_order_are_no_quote() -> None:
    mark = "You must cause {} to carry prominent notices stating that you changed the files."
    comparison = compared(mark.format("modified files"), mark.format("files modified"))
    assert "“" not in comparison.summary


def test_an_exception_from_a_duty_is_told() -> None:
    names = "You may not use the name of the author to endorse products{}."
    assert compared(names.format(""), names.format(" without its written permission")).summary.endswith(
        "it adds an exception to the ban on endorsement by name."
    )


def test_a_condition_that_only_one_duty_has_is_a_change() -> None:
    one = the(
        compared(
            "If you modify the Software, you must offer the source to all who use it over a network.",
            "You must treat any use of the Software over a network as a distribution.",
        ),
        "network-source",
    )
    assert slots(one)["condition"] == ("you modify the Software", None)


def test_a_field_that_needs_leave_is_told_beside_an_open_license() -> None:
    assert compared("", "Use in weapons requires permission.").summary == (
        "A is open source, B is not: B adds a ban on fields of use (6)."
    )


@pytest.mark.parametrize(
    ("sentence", "duty"),
    [
        ("Derivative works must be licensed under the GPL.", "a share-alike duty"),
        ("You must publish your changes within 30 days.", "a duty to offer source"),
        ("You must treat use over a network as distribution.", "a duty to offer source over a network"),
    ],
)
def test_duties_in_plain_words(sentence: str, duty: str) -> None:
    assert compared("", sentence).summary.endswith(f"it adds {duty}.")


def test_the_other_way_round_is_the_mirror_image() -> None:
    one, other = compared(*SECTIONS[:2]), compared(*SECTIONS[1::-1])
    assert seen(other) == seen(one, mirrored=True)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_long_address_is_shown_whole(width: int) -> None:
    address = f"https://example.org/{'policies/' * 12}use"
    policy = "Your use must comply with the Acceptable Use Policy (available at {})."
    comparison = compare_licenses(
        f"{GRANT}\n\n{policy.format(address)}\n".encode(),
        f"{GRANT}\n\n{policy.format('our site')}\n".encode(),
    )
    text = comparison_layout(comparison, "text", width=width)
    assert "…" not in "".join(line for line in text.splitlines() if "policies/" in line)
    assert text.count("policies/") + text.count("policie\n") >= 1
    assert max(map(len, text.splitlines())) <= width


TERMS = """"{0}" means the software and its documentation. "{1}" means a work based on the {0}.

If you offer a {1} over a network, you must offer its source code. You may not use the {0} in China.
"""


def test_terms_that_are_called_otherwise_say_the_same() -> None:
    comparison = compared(
        TERMS.format("Program", "Derivative"), TERMS.format("Covered Code", "Modified Version")
    )
    assert {one.details.weight for one in comparison.differences} == {"cosmetic"}
    assert comparison.passages == ()
    assert comparison.summary == "B says the same as A; names, versions or dates differ."


def test_a_term_with_another_meaning_is_another_term() -> None:
    wider = TERMS.replace(
        "the software and its documentation", "the software, its documentation and the output"
    )
    comparison = compared(TERMS.format("Program", "Derivative"), wider.format("Covered Code", "Derivative"))
    assert "substantive" in {one.details.weight for one in comparison.differences}


def test_words_that_narrow_a_ban_add_no_other_one() -> None:
    ban = "You may not offer the Software as a hosted service{}."
    assert compared(ban.format(""), ban.format(" that competes with ours")).summary == (
        "B adds “that competes with ours” to the ban on hosted services (6)."
    )


@pytest.mark.parametrize(
    ("a", "b"), [("10 million", "ten million"), ("5", "five"), ("10,000,000", "10 million")]
)
def test_a_number_in_words_is_the_same_number(a: str, b: str) -> None:
    cap = "You may not use the Software if your products have more than {} users."
    comparison = compared(cap.format(a), cap.format(b))
    assert (comparison.differences, comparison.passages) == ((), ())


@pytest.mark.parametrize(("a", "b"), [("EUR 500", "EUR 900"), ("USD 500", "EUR 500")])
def test_an_amount_is_no_version(a: str, b: str) -> None:
    fee = "You must pay an annual fee of {} for each user."
    assert f"“{a.split()[a[:3] == b[:3]]}”" in compared(fee.format(a), fee.format(b)).summary


def test_days_at_the_start_of_a_sentence_are_no_version() -> None:
    source = "Within {} days You must publish the source of your changes."
    assert "“30” to “60”" in compared(source.format(30), source.format(60)).summary


def test_one_word_for_the_work_throughout_is_no_difference() -> None:
    ban = "You shall not sell the {0}. You shall not decompile the {0}. You may not use the {0} in China."
    grant = GRANT.replace("Software", "{}")
    texts = (f"{grant.format(word)}\n\n{ban.format(word)}\n".encode() for word in ("Software", "Product"))
    assert compare_licenses(*texts).summary == "B says the same as A; names, versions or dates differ."


def test_words_in_two_statements_are_told_once() -> None:
    grant = "We grant You a personal, non-transferable license to use the Software for {} only."
    summary = compared(
        grant.format("internal business purposes"), grant.format("research at schools")
    ).summary
    assert summary.count("research at schools") == 1


def test_statements_at_the_same_place_are_in_one_order_from_both_sides() -> None:
    common = "You may not use the Software for gambling."
    texts = (
        f"Military use of anything here is forbidden. {common}",
        f"Surveillance by means of the Software shall not take place. {common}",
    )
    there, back = compared(*texts), compared(*reversed(texts))
    assert {one.change for one in there.differences} == {"added", "removed"}
    assert seen(back) == seen(there, mirrored=True)


def test_a_right_that_both_withhold_is_not_given() -> None:
    use_only = b"You are granted a license to use and copy the Software."
    no_changes = b"You are granted a license to use, copy and distribute the Software."
    assert "gives the right to redistribute" in compare_licenses(use_only, no_changes).summary
    for comparison in (compare_licenses(use_only, no_changes), compare_licenses(no_changes, use_only)):
        assert "the right to modify" not in comparison.summary
