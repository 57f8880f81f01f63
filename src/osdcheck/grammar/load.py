"""Builds Lark parsers over tokens that are already made: grammars hold no words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lark import Lark, Token, Transformer
from lark.lexer import Lexer

from osdcheck.resources import data_folder


class TokenLexer(Lexer):
    """Hands Lark the tokens it is given, as they are."""

    def __init__(self, lexer_conf: object) -> None:
        """Lark calls this with its lexer configuration, which plays no part here."""

    def lex(self, data: Iterable[Token]) -> Iterator[Token]:  # type: ignore[override]  # lark says str, and passes what it was given
        """Tokens of one unit, as they were given to ``parse``."""
        return iter(data)


def load_grammar(name: str, *, transformer: Transformer[Token, Any] | None = None) -> Lark:
    """LALR parser of ``grammars/<name>``, strict: a grammar with a conflict does not load."""
    source = (data_folder("grammars") / name).read_text(encoding="utf-8")
    return Lark(
        source,
        parser="lalr",
        lexer=TokenLexer,
        strict=True,
        transformer=transformer,
        maybe_placeholders=False,
    )
