"""Words of a unit: short forms."""

from __future__ import annotations

import pytest

from osdcheck.grammar.words import split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You don't pay", ("you", "do", "not", "pay")),
        ("They won't", ("they", "will", "not")),
        ("It can't", ("it", "cannot")),
        ("You're free", ("you", "are", "free")),
        ("Nobody's allowed", ("nobody", "is", "allowed")),
        ("it's ours", ("it", "is", "ours")),
        ("the author's name", ("the", "author's", "name")),
        ("Neil's work", ("neil's", "work")),
    ],
)
def test_short_forms_are_written_out_and_owners_are_not(text: str, words: tuple[str, ...]) -> None:
    assert split_words(text).words == words


def test_the_words_of_a_short_form_stand_where_it_stands() -> None:
    split = split_words("You don't pay")

    places = list(zip(split.words, split.starts, split.ends, strict=True))

    assert places == [("you", 0, 3), ("do", 4, 9), ("not", 4, 9), ("pay", 10, 13)]
