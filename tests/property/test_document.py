"""Whatever comes in: a document or a typed error, and offsets that lead back."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from osdcheck.core.document import Document
from osdcheck.document import line_of, read_document
from osdcheck.document.offsets import Draft
from osdcheck.errors import InputError

PLAIN = "you may use copy sell it the work for war peace"
MARKS = (
    "You may not use the Software for (a) 1. 1.2 * - # // > dnl /* */ <p> </p> <li> <html> &amp; &lt; ** _ "
    "[x](y) ``` | ===== Page 3 of 9; commer- cial: \u201cAS IS\u201d \u00a0 \ufb01le \u2026 \x00 \u00ad "
    "\ud800 HEADING \ufeff \u200b \x0c"
)
BREAKS = ["\n", "\n\n", "\r\n", "\r", "  ", "\t"]
LAYOUT = st.lists(st.sampled_from([*MARKS.split(" "), *BREAKS]), max_size=120)
WORDS = st.lists(st.sampled_from(PLAIN.split()), min_size=1, max_size=60)


def read(source: str | bytes) -> Document | None:
    try:
        return read_document(source)
    except InputError:
        return None


def check_offsets(document: Document) -> None:
    offsets, size = document.offsets, len(document.original)
    assert (offsets.clean_length, offsets.original_length) == (len(document.clean), size)
    assert list(offsets.clean) == sorted(set(offsets.clean))
    last_start = last_end = 0
    for position in range(len(document.clean)):
        start, end = offsets.start_of(position), offsets.end_of(position)
        assert 0 <= last_start <= start < end <= size
        assert last_end <= end
        last_start, last_end = start, end


@given(st.binary(max_size=400))
@example(b"\xff\xfea")
@example(b"\xff\xfe\x00\xd8")
@example(b"a\rb\r\rc")
@example(b"+AGE-\xff")
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_document_or_a_typed_error(data: bytes) -> None:
    document = read(data)
    if document is not None:
        check_offsets(document)


@given(st.text(st.characters(), max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_document_or_a_typed_error(text: str) -> None:
    document = read(text)
    if document is not None:
        assert document.original == text
        check_offsets(document)


@given(LAYOUT, st.sampled_from([" ", ""]))
@settings(max_examples=400, deadline=None)
def test_layout_of_any_sort_keeps_offsets_and_leaves_no_trace(parts: list[str], glue: str) -> None:
    document = read(glue.join(parts))
    if document is None:
        return
    check_offsets(document)
    clean = document.clean
    assert clean == clean.strip()
    assert not set("\r\t\x0c\x00\u00ad\ufeff\u200b\u00a0") & set(clean)
    assert "  " not in clean
    assert "\n\n\n" not in clean
    assert not any(line != line.strip() for line in clean.split("\n"))


@given(WORDS, st.data())
@settings(max_examples=200, deadline=None)
def test_clean_words_are_the_words_of_the_original(words: list[str], data: st.DataObject) -> None:
    gaps = st.sampled_from([" ", "  ", "\n", "\r\n", "\r", "\t", "\n\n", " \n   "])
    text = "".join(word + data.draw(gaps) for word in words) + "end."
    document = read_document(text, name="x")
    start = data.draw(st.integers(0, len(document.clean)))
    end = data.draw(st.integers(start, len(document.clean)))
    span = document.offsets.span(start, end)
    assert document.clean[start:end].split() == document.original[span.start : span.end].split()


@given(st.text("ab \n", max_size=40), st.data())
@settings(max_examples=200, deadline=None)
def test_passes_compose_in_any_order(text: str, data: st.DataObject) -> None:
    draft, expected = Draft.of(text), text
    for _ in range(data.draw(st.integers(1, 3))):
        cuts = sorted(data.draw(st.sets(st.integers(0, len(expected)), max_size=8)))
        edits = [
            (start, end, data.draw(st.sampled_from(["", " ", "x", "long", "\n\n"])))
            for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        for start, end, new in reversed(edits):
            expected = expected[:start] + new + expected[end:]
        draft = draft.edited(edits)
        assert draft.text == expected
    clean, offsets = draft.finish()
    check_offsets(Document(None, "", text, clean, offsets))


@given(st.text("ab\r\n", max_size=60))
def test_lines_are_those_of_universal_newlines(text: str) -> None:
    index = line_of(text)
    for offset in range(len(text)):
        before = text[: offset + 1].replace("\r\n", "\n").replace("\r", "\n")
        inside = text[offset] == "\r" or text[offset] == "\n"
        assert index.line(offset) == before.count("\n") + 1 - inside
