"""Rendered reports as they were looked at and approved; one snapshot for each format."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from osdcheck.render import Entry, Format, layout
from tests.snapshots.samples import CRASH, ENTRIES, GRANTS, HOSTILE, MISSING, OPEN, TALLY, Judged


def drawn(
    form: Format, *, width: int = 100, color: bool = False, entries: tuple[Entry, ...] = ENTRIES
) -> str:
    pieces = layout(form, count=len(entries), width=width, color=color)
    return pieces.opening + pieces.separator.join(map(pieces.entry, entries)) + pieces.closing(TALLY)


@pytest.mark.parametrize("width", [50, 80, 100, 120])
def test_text(snapshot: SnapshotAssertion, width: int) -> None:
    assert drawn("text", width=width) == snapshot


def test_markdown(snapshot: SnapshotAssertion) -> None:
    assert drawn("markdown") == snapshot


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json(snapshot: SnapshotAssertion, form: Format) -> None:
    assert drawn(form) == snapshot


@pytest.mark.parametrize("width", [50, 72, 80, 100, 120])
def test_text_keeps_to_its_width_where_nothing_must_stay_whole(width: int) -> None:
    text = drawn("text", width=width)
    whole = re.compile(r":\d+: [a-z-]+: “|: missing-grant: |^ {4}[(]|^ {6}")
    assert [line for line in text.splitlines() if len(line) > width and not whole.search(line)] == []


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_last_line_says_that_this_is_no_legal_advice(form: Format) -> None:
    assert "not legal advice" in drawn(form).rstrip("\n").rsplit("\n", 1)[-1]


def test_the_place_of_a_message_is_in_one_piece() -> None:
    heads = [line for line in drawn("text", width=50).splitlines() if re.match(r"\S+:\d+: [a-z-]+: “", line)]
    assert [head.split(": ")[0] for head in heads] == [
        f"licenses/llama-3.1.txt:{n}" for n in (82, 90, 75, 78, 101)
    ]


def test_rights_given_by_the_same_words_share_a_row() -> None:
    both = (GRANTS[0], replace(GRANTS[0], id="f12", kind="grant-copy"))
    text = drawn("text", entries=(Judged(replace(OPEN, findings=both)),))
    assert "  grant-use, grant-copy  line 40: “You are granted" in text
    assert text.count("You are granted") == 1


def test_color_only_when_asked_for() -> None:
    assert "\x1b" not in drawn("text")
    assert "\x1b[1;31m" in drawn("text", color=True)


def test_colors_change_no_word() -> None:
    colored = re.sub(r"\x1b\[[0-9;]*m", "", drawn("text", color=True))
    assert [line.rstrip() for line in colored.splitlines()] == drawn("text").splitlines()


@pytest.mark.parametrize("form", ["text", "markdown", "json", "jsonl"])
def test_a_hostile_text_steers_no_terminal(form: Format) -> None:
    text = drawn(form, entries=(Judged(HOSTILE), MISSING))
    assert set(re.findall(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", text)) == {"\n"}


def test_a_hostile_text_keeps_the_markdown_table() -> None:
    table = [
        line for line in drawn("markdown", entries=(Judged(HOSTILE), MISSING)).splitlines() if line[:1] == "|"
    ]
    assert len(table) == 12
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {5}


def test_a_hostile_text_makes_no_markup() -> None:
    from markdown_it import MarkdownIt

    html = (
        MarkdownIt("commonmark").enable("table").render(drawn("markdown", entries=(Judged(HOSTILE), MISSING)))
    )
    assert "&lt;b&gt;war&lt;/b&gt;" in html
    assert "*for*" in html
    assert not re.search(r"<(b|a|code>it)\b", html)
    assert html.count("<tr>") == 11


def test_json_of_one_input_is_an_object_and_of_several_an_array() -> None:
    assert json.loads(drawn("json", entries=(MISSING,)))["error"]["type"] == "UnreadableInput"
    assert [list(item) for item in json.loads(drawn("json", entries=(MISSING, CRASH)))] == [
        ["source", "error"]
    ] * 2
    assert json.loads(drawn("json", entries=())) == []


def test_escapes_in_json_change_no_value() -> None:
    (record,) = map(json.loads, drawn("jsonl", entries=(Judged(HOSTILE),)).splitlines())
    assert record == json.loads(HOSTILE.to_json())
