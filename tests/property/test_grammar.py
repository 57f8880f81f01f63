"""Whatever comes in: a tree for any tokens, a report with quotes in place, verdicts that survive layout."""

from __future__ import annotations

import pickle
import re
import textwrap
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from osdcheck import check_license
from osdcheck.analysis import analyze
from osdcheck.core.report import Report
from osdcheck.core.unit import Piece, Unit
from osdcheck.document import line_of
from osdcheck.errors import ExpressionError, InputError
from osdcheck.grammar import lexer
from osdcheck.grammar.definitions import find_definition
from osdcheck.grammar.facts import read_facts
from osdcheck.grammar.lalr import Parser, Token
from osdcheck.grammar.load import load_grammar
from osdcheck.grammar.parser import parse_unit
from osdcheck.grammar.quantities import parse_amount
from osdcheck.quotes import LIMIT
from osdcheck.resources import data_folder
from tests.grammar.written_out import entries, irregular_verbs, written_out

MARKS = (",", ";", ".", ":", "(", ")", '"', "foo", "and", "7", "1,000", "2.5")
VALUES = ("work", "active", "passive", "grant", "no", "nothing", "licensee", "licensor", "contributor", "for")


def declared(grammar: str) -> list[str]:
    text = (data_folder("grammars") / grammar).read_text(encoding="utf-8")
    return [name for line in re.findall(r"^%declare (.+)$", text, re.M) for name in line.split()]


NEEDS_A_NOUN = {"PREP", "COMPARE"}
NOUNS = sorted(name for name in declared("facts.lark") if name in lexer.NOUNS)
STEPS = st.one_of(
    st.sampled_from([(name,) for name in declared("facts.lark") if name not in NEEDS_A_NOUN]),
    st.sampled_from([("PREP", noun) for noun in NOUNS]),
    st.sampled_from([("COMPARE", "QUANTITY"), ("PREP", "COMPARE", "QUANTITY")]),
)


@cache
def facts_parser() -> Parser:
    return load_grammar("facts.lark")


def tokens(names: list[str], values: list[str]) -> list[Token]:
    return [
        Token(name, value, 2 * index, 2 * index + 1)
        for index, (name, value) in enumerate(zip(names, values, strict=True))
    ]


@given(st.lists(STEPS, max_size=25), st.data())
@settings(max_examples=500, deadline=None)
def test_every_sequence_the_lexer_can_make_is_parsed_and_read(
    steps: list[tuple[str, ...]], data: st.DataObject
) -> None:
    names = [name for step in steps for name in step]
    size = len(names)
    values = data.draw(st.lists(st.sampled_from(VALUES), min_size=size, max_size=size))
    facts = read_facts(facts_parser().parse(tokens(names, values)), ())
    assert all(0 <= fact.start <= fact.end <= 2 * size for fact in facts)
    heads = sum(name in {"PERMIT", "FORBID", "OBLIGE", "DESCRIBE"} for name in names)
    provisos = names.count("PROVISO")
    assert len(facts) <= heads + provisos + 1


@cache
def texts() -> dict[str, list[str]]:
    """Entries of the lexicon by terminal."""
    found: dict[str, list[str]] = {}
    for _, terminal, text in entries():
        found.setdefault(terminal, []).append(text)
    return found


@cache
def phrases(text: str) -> list[str]:
    """Phrases that an entry stands for, with ``foo`` for a free word."""
    return [" ".join(words).replace("_", "foo") for words in sorted(written_out(text, irregular_verbs()))]


def unit_of(text: str) -> Unit:
    return Unit(0, text, (Piece(0, len(text), 0),), 0, "operative", "")


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_phrases_of_the_lexicon_in_any_order_are_parsed(data: st.DataObject) -> None:
    by_terminal = texts()
    names = data.draw(st.lists(st.sampled_from([*sorted(by_terminal), *MARKS]), min_size=1, max_size=20))
    drawn = [data.draw(st.sampled_from(by_terminal[one])) if one in by_terminal else one for one in names]
    text = " ".join(one if one in MARKS else data.draw(st.sampled_from(phrases(one))) for one in drawn)
    parse = parse_unit(unit_of(text), {})
    assert all(0 <= fact.start <= fact.end <= len(text) for fact in parse.facts)
    assert bool(parse.facts) != bool(parse.unparsed)
    assert all(str(fact).startswith(f"({fact.modality}") for fact in parse.facts)


@given(st.lists(st.sampled_from(declared("quantities.lark")), max_size=8), st.data())
def test_number_tokens_are_a_number_or_nothing(names: list[str], data: st.DataObject) -> None:
    size = len(names)
    values = data.draw(st.lists(st.sampled_from(["1", "20", "100", "1000000"]), min_size=size, max_size=size))
    amount = parse_amount(tokens(names, values))
    assert amount is None or amount.number >= 0


@given(st.text(st.sampled_from("ABab \"'(),;./-means the\n"), max_size=120))
def test_any_words_are_a_definition_or_none(text: str) -> None:
    found = find_definition(unit_of(" ".join(text.split())))
    assert found is None or 0 < found.body <= len(text)


def check_quotes(report: Report, original: str) -> None:
    index = line_of(original)
    for finding in report.findings:
        if finding.quote is None:
            assert finding.kind == "missing-grant"
            assert finding.details.grants
            assert (finding.start, finding.end, finding.line_start, finding.line_end) == (None,) * 4
            continue
        assert finding.start is not None
        assert finding.end is not None
        assert original[finding.start : finding.end] == finding.quote
        assert finding.quote.strip()
        assert len((finding.details.text or "").split()) <= LIMIT == 80
        assert finding.line_start == index.line(finding.start)
        assert finding.line_end == index.line(max(finding.start, finding.end - 1))
        assert finding.clauses == tuple(sorted(set(finding.clauses)))
    assert [clause.number for clause in report.clauses] == list(range(1, 11))
    ids = [finding.id for finding in report.findings]
    assert len(set(ids)) == len(ids)
    assert all(set(clause.findings) <= set(ids) for clause in report.clauses)


WORDS = (
    "You may not use copy sell the Software Model for military research purposes only except provided that "
    '"X" means shall must keep this notice ( a ) 1. - ; , : // # * > without permission no right is granted '
    "700 million users EUR 8m \u201cAS IS\u201d <p> </p> [a](b)"
)
LEGAL = st.sampled_from([*WORDS.split(), "\n", "\n\n", "\r\n", "\x0c", "\u00a0", "\ufeff"])


@given(st.lists(LEGAL, max_size=80).map(" ".join))
@example("")
@example("\ud800")
@example("You may not " * 60)
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_report_or_a_typed_error(text: str) -> None:
    try:
        report = check_license(text, identify=False)
    except (InputError, ExpressionError):
        return
    if report.expression is None:
        check_quotes(report, text)


@given(st.text(st.characters(), max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_characters_are_a_report_or_a_typed_error(text: str) -> None:
    try:
        report = check_license(text, identify=False)
    except (InputError, ExpressionError):
        return
    if report.expression is None:
        check_quotes(report, text)


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_a_report_or_a_typed_error(data: bytes) -> None:
    try:
        report = check_license(data, identify=False)
    except InputError:
        return
    assert report.overall in {"open", "not-open", "review"}


TEXTS = {
    path.name.removesuffix(".txt"): path.read_text(encoding="utf-8")
    for path in sorted(data_folder("license_texts").iterdir(), key=lambda path: path.name)
    if path.name.endswith(".txt")
}


@cache
def report_of(name: str) -> Report:
    return check_license(TEXTS[name], identify=False)


def summary(report: Report) -> tuple[dict[int, str], set[str]]:
    verdicts = {clause.number: clause.verdict for clause in report.clauses}
    return verdicts, {finding.kind for finding in report.findings}


@pytest.mark.parametrize("name", TEXTS)
def test_quotes_of_real_licenses_stand_where_they_are_said_to(name: str) -> None:
    report = report_of(name)
    assert any(finding.quote for finding in report.findings)
    check_quotes(report, TEXTS[name])
    assert all(len((finding.quote or "").split()) <= LIMIT for finding in report.findings)


@pytest.mark.parametrize("name", TEXTS)
def test_reports_are_values(name: str) -> None:
    report = report_of(name)
    copy = pickle.loads(pickle.dumps(report))
    again = check_license(TEXTS[name], identify=False)
    assert copy == again == report
    assert hash(copy) == hash(again) == hash(report)


@pytest.mark.parametrize("name", TEXTS)
def test_no_words_are_lost_on_the_way_to_facts(name: str) -> None:
    analysis = analyze(TEXTS[name])
    assert len(analysis.parses) == len(analysis.units)
    for unit, parse in zip(analysis.units, analysis.parses, strict=True):
        assert parse.unit is unit


_LISTED = re.compile(r"\s*(?:[-*\u2022]|\(?[0-9a-zA-Z]{1,4}[.)])\s")


def rewrapped(text: str) -> str:
    """Paragraphs filled to 72 columns; those that hold list entries, tables or headings keep their lines."""
    blocks = re.split(r"(\n[ \t]*\n)", text)
    return "".join(
        block if index % 2 or not prose(block) else filled(block) for index, block in enumerate(blocks)
    )


def prose(block: str) -> bool:
    lines = [line for line in block.split("\n") if line.strip()]
    indents = {len(line) - len(line.lstrip()) for line in lines[1:]}
    return len(lines) > 0 and len(block) > 72 and len(indents) < 2 and not any(map(_LISTED.match, lines[1:]))


def filled(block: str) -> str:
    lines = block.strip("\n").split("\n")
    first = re.match(r"\s*", lines[0]).group()  # type: ignore[union-attr]
    rest = re.match(r"\s*", lines[-1]).group() if len(lines) > 1 else first  # type: ignore[union-attr]
    body = " ".join(line.strip() for line in lines)
    before = block[: len(block) - len(block.lstrip("\n"))]
    after = block[len(block.rstrip("\n")) :]
    wrapped = textwrap.fill(
        body, 72, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    return before + wrapped + after


def commented(text: str, leader: str) -> str:
    return "\n".join(f"{leader} {line}".rstrip() for line in text.split("\n"))


def boxed(text: str) -> str:
    return "/*\n" + "\n".join(f" * {line}".rstrip() for line in text.split("\n")) + "\n */\n"


def typographic(text: str) -> str:
    opened = re.sub(r'(^|[\s(\[])"', "\\1\u201c", text)
    return opened.replace('"', "\u201d").replace("'", "\u2019").replace(" - ", " \u2013 ")


LAYOUTS = {
    "rewrapped": rewrapped,
    "hash comments": lambda text: commented(text, "#"),
    "slash comments": lambda text: commented(text, "//"),
    "block comment": boxed,
    "typographic": typographic,
    "Windows lines": lambda text: text.replace("\n", "\r\n"),
    "no-break blanks": lambda text: text.replace(". ", ".\u00a0"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", TEXTS)
def test_layout_changes_neither_kinds_nor_verdicts(name: str, layout: str) -> None:
    text = LAYOUTS[layout](TEXTS[name])
    report = check_license(text, identify=False)
    check_quotes(report, text)
    assert summary(report) == summary(report_of(name))
