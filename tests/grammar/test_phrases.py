"""The automaton finds what entries stand for when written out, the longest and most specific first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osdcheck.errors import DataError
from osdcheck.grammar.automaton import Automaton, Node, write_automaton
from osdcheck.grammar.lexer import lex
from osdcheck.grammar.lexicon import Lexicon, load_lexicon
from osdcheck.grammar.phrases import FREE, Meaning, Notation, breadth
from osdcheck.grammar.words import split_words
from tests.grammar.written_out import written_out

WORDS = ("use", "sell", "make~v", "copy~n", "_", "of")
NOTATION = st.recursive(
    st.sampled_from(WORDS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: f"[{'|'.join(parts)}]"),
    ),
    max_leaves=8,
)
IRREGULAR = {"make": ("makes", "made", "making")}


def lexicon(*entries: tuple[str, str]) -> Lexicon:
    """A lexicon of (terminal, text); each entry has its text as value."""
    meanings = [Meaning(name, text, "test.toml", text) for name, text in entries]
    automaton = Automaton(write_automaton(meanings, Notation(IRREGULAR)))
    return Lexicon(automaton, load_lexicon().words, frozenset(name for name, _ in entries))


def readable(text: str) -> bool:
    return () not in written_out(text, IRREGULAR)


def sequences(known: Lexicon) -> dict[tuple[str, ...], Meaning]:
    """All word sequences the automaton gives a meaning to."""
    found: dict[tuple[str, ...], Meaning] = {}
    todo: list[tuple[tuple[str, ...], Node]] = [((), known.start)]
    while todo:
        words, node = todo.pop()
        meaning = node.meaning or node.counted
        if meaning is not None:
            found[words] = meaning
        todo.extend(((*words, word), known.node(number)) for word, number in node.paths.items())
        if node.free:
            todo.append(((*words, FREE), known.node(node.free)))
    return found


@given(NOTATION.filter(readable))
@settings(max_examples=200, deadline=None)
def test_an_entry_stands_for_what_it_says_written_out(text: str) -> None:
    wanted = written_out(text, IRREGULAR)
    assert set(sequences(lexicon(("ACT", text)))) == wanted
    meaning = Meaning("ACT", "x", "test.toml", text)
    assert breadth(frozenset(Notation(IRREGULAR).read(meaning))) == len(wanted)


@given(st.lists(NOTATION.filter(readable), min_size=2, max_size=4, unique=True))
@settings(max_examples=200, deadline=None)
def test_the_most_specific_of_several_entries_wins(texts: list[str]) -> None:
    written = {text: written_out(text, IRREGULAR) for text in texts}
    wanted: dict[tuple[str, ...], str] = {}
    tied = False
    for words in frozenset[tuple[str, ...]]().union(*written.values()):
        having = sorted((len(written[text]), text) for text in texts if words in written[text])
        wanted[words] = having[0][1]
        tied = tied or (len(having) > 1 and having[0][0] == having[1][0])
    entries = [("ACT", text) for text in texts]
    if tied:
        with pytest.raises(DataError, match="keep one"):
            lexicon(*entries)
    else:
        found = sequences(lexicon(*entries))
        assert {words: meaning.value for words, meaning in found.items()} == wanted


def found(known: Lexicon, text: str) -> list[tuple[str, str]]:
    return [
        (match.value, text_of(text, match.first, match.last)) for match in lex(split_words(text), known, {})
    ]


def text_of(text: str, first: int, last: int) -> str:
    return " ".join(split_words(text).words[first:last])


def test_the_longest_phrase_wins_and_a_free_word_is_no_mark() -> None:
    known = lexicon(
        ("FEATURE", "make~v"), ("FEATURE", "make~v _ of"), ("FEATURE", "make~v use of"), ("FEATURE", "use")
    )
    assert found(known, "made use of it") == [("make~v use of", "made use of")]
    assert found(known, "makes fun of it") == [("make~v _ of", "makes fun of")]
    assert found(known, "make (of it") == [("make~v", "make")]


def test_an_entry_whose_end_is_missing_gives_way_to_a_shorter_one() -> None:
    known = lexicon(("FEATURE", "use"), ("FEATURE", "use [_] [_] of (a|the) [whole] copy"))
    assert found(known, "use some part of the whole copy") == [
        ("use [_] [_] of (a|the) [whole] copy", "use some part of the whole copy")
    ]
    assert found(known, "use some part of the whole") == [("use", "use")]


def test_words_of_an_entry_may_stand_apart_by_a_tab() -> None:
    written = write_automaton([Meaning("FEATURE", "x", "test.toml", "use\tof")], Notation(IRREGULAR))
    known = Lexicon(Automaton(written), load_lexicon().words, frozenset({"FEATURE"}))
    assert found(known, "the use of it") == [("x", "use of")]


@pytest.mark.parametrize(
    "text", ["", "(use", "use)", "(use]", "[use]", "(use|)", "use|sell", "use (sell|[of]) )", "USE", "use~x"]
)
def test_malformed_entries_are_refused(text: str) -> None:
    with pytest.raises(DataError, match=r"^test\.toml"):
        Notation(IRREGULAR).read(Meaning("ACT", "x", "test.toml", text))


def test_threads_share_a_lexicon() -> None:
    known = lexicon(*(("ACT", f"(use|sell) [_] x{number}") for number in range(50)))
    with ThreadPoolExecutor(8) as pool:
        every = list(
            pool.map(lambda _: {words: one.value for words, one in sequences(known).items()}, range(8))
        )
    assert all(one == every[0] for one in every)
    assert len(every[0]) == 200
