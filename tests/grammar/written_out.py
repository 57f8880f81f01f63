"""Lexicon entries multiplied out: the plain meaning of the notation, to hold the automaton against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from osdcheck.grammar.inflect import plural, verb_forms
from osdcheck.resources import data_folder, read_table

Irregular = Mapping[str, tuple[str, ...]]
_PIECE = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
_NO_PHRASES = frozenset({"verbs.toml", "function_words.toml"})


def written_out(entry: str, irregular: Irregular) -> frozenset[tuple[str, ...]]:
    """All word sequences a well-formed entry stands for."""
    sequences, rest = _alternatives(_PIECE.findall(entry), irregular)
    assert not rest
    return frozenset(sequences)


def _alternatives(pieces: list[str], irregular: Irregular) -> tuple[set[tuple[str, ...]], list[str]]:
    found: set[tuple[str, ...]] = set()
    current: set[tuple[str, ...]] = {()}
    while pieces:
        piece, *pieces = pieces
        if piece in "([":
            inner, pieces = _alternatives(pieces, irregular)
            pieces = pieces[1:]
            current = {head + tail for head in current for tail in (inner | {()} if piece == "[" else inner)}
        elif piece in ")]":
            return found | current, [piece, *pieces]
        elif piece == "|":
            found, current = found | current, {()}
        else:
            current = {(*head, form) for head in current for form in _forms(piece, irregular)}
    return found | current, []


def _forms(piece: str, irregular: Irregular) -> tuple[str, ...]:
    word, _, sort = piece.partition("~")
    return verb_forms(word, irregular) if sort == "v" else (word, plural(word)) if sort == "n" else (word,)


def irregular_verbs() -> Irregular:
    """Verbs of the English lexicon that have forms of their own."""
    table = read_table(data_folder("grammars") / "en" / "verbs.toml")["irregular"]
    return {verb: tuple(forms) for verb, forms in table.items()}


def entries() -> Iterator[tuple[str, str, str]]:
    """File, terminal and text of every entry of the English lexicon."""
    for path in (data_folder("grammars") / "en").iterdir():
        if path.name.endswith(".toml") and path.name not in _NO_PHRASES:
            for terminal, rows in read_table(path).items():
                for texts in rows.values():
                    yield from ((path.name, terminal, text) for text in texts)
