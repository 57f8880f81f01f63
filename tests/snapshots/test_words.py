"""Words that reports share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osdcheck
from osdcheck.core.finding import Threshold
from osdcheck.render.known import known_sentence
from osdcheck.render.words import review_sentence, shorten, threshold_words, visible
from osdcheck.resources import data_folder


@given(st.text(), st.integers(min_value=8, max_value=80))
def test_a_shortened_text_fits_and_is_a_beginning(text: str, limit: int) -> None:
    line = visible(text)
    short = shorten(line, limit)
    assert len(short) <= max(limit, 8)
    assert line.startswith(short.removesuffix(" …"))


def test_a_text_is_cut_between_words_unless_one_word_is_most_of_it() -> None:
    assert shorten("no rights are granted here", 20) == "no rights are …"
    assert shorten("see https://example.org/a/very/long/address", 20) == "see https://exampl …"


@given(st.text(st.characters()))
def test_visible_text_is_one_line_of_harmless_characters(text: str) -> None:
    shown = visible(text)
    assert not set(shown) & {"\n", "\r", "\x1b", "\x9b", "\u202e", "\u2028", "\x00"}
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("threshold", "words"),
    [
        (
            Threshold(700_000_000, "monthly-active-users", ">", period="month"),
            "more than 700,000,000 monthly active users",
        ),
        (Threshold(1_000_000, "revenue", ">=", "USD", "year"), "at least USD 1,000,000 of revenue per year"),
        (Threshold(2.5, "seats"), "2.5 seats"),
        (Threshold(5, "employees", "<", as_of="today"), "less than 5 employees (today)"),
    ],
)
def test_thresholds_read_like_prose(threshold: Threshold, words: str) -> None:
    assert threshold_words(threshold) == words


def test_an_unknown_review_reason_is_still_said() -> None:
    assert review_sentence("two-licenses") == "Two licenses."


def test_a_text_that_is_there_many_times_is_named_once() -> None:
    text = (data_folder("license_texts") / "JSON.txt").read_text(encoding="utf-8")
    sentence = known_sentence(osdcheck.check_license(f"{text}\n\n{text}\n\n{text}"))
    assert sentence == "Known as JSON (JSON in full, with more beside it, 3 times)."
