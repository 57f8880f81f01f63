"""Edits compose, and every clean character knows where it came from."""

from __future__ import annotations

import pytest

from osdcheck.core.span import Span
from osdcheck.document.offsets import Draft, line_of


def test_an_untouched_text_is_one_run() -> None:
    _, offsets = Draft.of("abc").finish()
    assert (offsets.clean, offsets.original, offsets.widths) == ((0,), (0,), (0,))
    assert offsets.span(1, 3) == Span(1, 3)


def test_no_edit_changes_nothing() -> None:
    draft = Draft.of("abc")
    assert draft.edited([]) is draft


def test_a_replacement_stands_for_all_it_replaces() -> None:
    clean, offsets = Draft.of("a &amp; b").edited([(2, 7, "&")]).finish()
    assert clean == "a & b"
    assert offsets.span(2, 3) == Span(2, 7)
    assert offsets.span(4, 5) == Span(8, 9)


def test_one_character_may_become_several() -> None:
    clean, offsets = Draft.of("o\ufb03ce").edited([(1, 2, "ffi")]).finish()
    assert clean == "office"
    assert offsets.span(2, 3) == Span(1, 2)
    assert offsets.span(0, 6) == Span(0, 4)


def test_white_space_maps_to_what_it_replaces() -> None:
    clean, offsets = Draft.of("a\n # b").edited([(1, 5, " ")]).finish()
    assert clean == "a b"
    assert offsets.span(0, 2) == Span(0, 2)
    assert offsets.span(2, 3) == Span(5, 6)
    assert len(offsets.clean) == 2


def test_passes_compose() -> None:
    draft = (
        Draft.of("x&lt;&lt;yz").edited([(1, 5, "<"), (5, 9, "<")]).edited([(1, 3, '"')]).edited([(0, 1, "")])
    )
    clean, offsets = draft.finish()
    assert clean == '"yz'
    assert offsets.span(0, 1) == Span(1, 9)
    assert offsets.span(1, 3) == Span(9, 11)


def test_everything_may_go() -> None:
    clean, offsets = Draft.of("abc").edited([(0, 3, "")]).finish()
    assert clean == ""
    assert offsets.span(0, 0) == Span(3, 3)


@pytest.mark.parametrize("edits", [[(2, 1, "")], [(1, 1, "x")], [(0, 9, "")], [(0, 2, ""), (1, 3, "")]])
def test_bad_edits_are_refused(edits: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="edit"):
        Draft.of("abc").edited(edits)


def test_other_characters_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="stand for"):
        Draft.of("abc").recolored("ab")


def test_a_line_ends_at_each_kind_of_line_end() -> None:
    text = "a\nb\r\nc\rd\n"
    index = line_of(text)
    assert [index.line(offset) for offset in range(len(text))] == [1, 1, 2, 2, 2, 3, 3, 4, 4]
    assert index.line(len(text)) == 5
    assert line_of("").line(0) == 1
