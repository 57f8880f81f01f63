"""Defined terms of a license: which words stand for what, so that a grant that uses them is read right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from osdcheck.core.unit import Unit
from osdcheck.grammar.lalr import Parser, Token, Tree
from osdcheck.grammar.load import load_grammar
from osdcheck.grammar.words import split_words
from osdcheck.patterns import lazily

LEAF = ""
"""Key under which a node of a trie of terms keeps what its term stands for."""

_PIECE = lazily(
    r'(?P<open>\((?=[^()]{0,40}"))|(?P<close>(?<=")\)|(?<=",)\)|(?<="\.)\))'
    r'|(?P<quoted>"[^"\n]{1,60}")'
    r"|(?P<means>\b(?:shall mean|means|mean|refers to|refer to|is defined as|are defined as"
    r"|shall have the meaning|denotes|denote|has the meaning|is any|are any|is a use|does not include"
    r"|shall not include|includes|include)\b)"
    r"|(?P<named>\b[A-Z][\w-]*(?:[ -][A-Z][\w-]*){0,4})"
    r"|(?P<link>,|\band\b|\bor\b|/)|(?P<other>\w+|\S)"
)
_TYPES = {
    "quoted": "TERM",
    "named": "TERM",
    "means": "MEANS",
    "link": "LINK",
    "open": "OPEN",
    "close": "CLOSE",
}
"""Terminals of the grammar of definitions by the sort of a piece."""
_MOST_TOKENS = 16
"""Tokens of a sentence among which it says that it defines something."""
_LEAD = lazily(r"(?:for|as|in|under|within|throughout|when)\b[^\"“,.;:]{0,80},\s*", re.IGNORECASE)
"""What a definition may say of where it holds ("for purposes of this license,")."""
_ARTICLES = frozenset({"a", "an", "the", "each", "such", "any", "this", "term", "'"})


class Definition(NamedTuple):
    """Terms (as folded words) that a unit defines; ``body`` is where the meaning starts in its text."""

    terms: tuple[tuple[str, ...], ...]
    body: int


@cache
def _parser() -> Parser:
    return load_grammar("definitions.lark")


def find_definition(unit: Unit) -> Definition | None:
    """What a definition unit defines at its start; ``None`` when nothing is."""
    head = _head(islice(_tokens(unit.text), _MOST_TOKENS))
    if head is None:
        return None
    tree = _parser().parse(head)
    terms = tuple(_words(token.value) for token in _terms(tree))
    return Definition(terms, head[-1].end)


def _head(tokens: Iterable[Token]) -> list[Token] | None:
    """The leading run TERM (LINK TERM)* MEANS, with articles and asides left out."""
    head: list[Token] = []
    for token in tokens:
        if (token.type == "TERM" and (not head or head[-1].type == "LINK")) or (
            token.type == "LINK" and head and head[-1].type == "TERM"
        ):
            head.append(token)
        elif token.type == "MEANS" and head:
            if head[-1].type == "LINK":
                head.pop()
            return [*head, token]
        elif token.type == "WORD" and token.value.lower() in _ARTICLES:
            continue
        elif not head:
            return None
    return None


def _tokens(text: str) -> Iterator[Token]:
    lead = _LEAD.match(text)
    for match in _PIECE.finditer(text, lead.end() if lead else 0):
        sort = match.lastgroup
        value = match.group()
        if sort == "named" and value.lower() in _ARTICLES:
            sort = "other"
        yield Token(_TYPES.get(sort or "", "WORD"), value.strip('"'), match.start(), match.end())


def _terms(tree: Tree) -> Iterator[Token]:
    for child in tree.children:
        if isinstance(child, Tree):
            yield from _terms(child)
        elif child.type == "TERM":
            yield child


def _words(term: str) -> tuple[str, ...]:
    words = [word for word in split_words(term).words if word[0].isalnum()]
    while words and words[0] in _ARTICLES:
        words = words[1:]
    return tuple(words)


def term_trie(definitions: Iterable[tuple[Definition, str]]) -> dict[str, Any]:
    """Word trie of defined terms; the leaf of a term is the key given with its definition."""
    trie: dict[str, Any] = {}
    for definition, key in definitions:
        for words in definition.terms:
            if not words:
                continue
            node = trie
            for word in words:
                node = node.setdefault(word, {})
            node[LEAF] = key
            plural = words[-1] + "s"
            node = trie
            for word in (*words[:-1], plural):
                node = node.setdefault(word, {})
            node.setdefault(LEAF, key)
    return trie
