"""Rules of spdx-tools' tag-value grammar that are replaced, as ply wants them: methods with patterns."""

from __future__ import annotations

import re
from typing import Any

from license_expression import LicenseSymbol
from ply.lex import TOKEN
from spdx_tools.spdx.model.annotation import Annotation
from spdx_tools.spdx.parser.actor_parser import ActorParser
from spdx_tools.spdx.parser.tagvalue.helper_methods import grammar_rule, set_value
from spdx_tools.spdx.parser.tagvalue.lexer import SPDXLexer
from spdx_tools.spdx.parser.tagvalue.parser import Parser


class StatedLicense(LicenseSymbol):  # type: ignore[misc]  # the library has no types
    """The words of a license field, in the type that the library's model accepts."""

    def __init__(self, words: str) -> None:
        super().__init__("LicenseRef-as-stated")
        self.words = words


class TagValueLexer(SPDXLexer):
    """The lexer of spdx-tools; text between tags is skipped in one step."""

    @TOKEN(r"[^<]+|<(?!/text>)")
    def t_text_any(self, t: Any) -> None:
        """Text that does not close itself."""


class TagValueParser(Parser):
    """The parser of spdx-tools; license fields are kept as they are written."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.lex = TagValueLexer()
        self.lex.build(reflags=re.UNICODE)

    @grammar_rule("license_or_no_assertion_or_none : LINE")
    def p_license(self, p: Any) -> None:
        """A license field with an expression in it."""
        p[0] = StatedLicense(p[1])

    @grammar_rule(
        "annotator : ANNOTATOR PERSON_VALUE\n annotator : ANNOTATOR TOOL_VALUE\n "
        "annotator : ANNOTATOR ORGANIZATION_VALUE"
    )
    def p_annotator(self, p: Any) -> None:
        """An annotator of any sort; the library's own rule reads persons only and fails on tools."""
        self.initialize_new_current_element(Annotation)
        set_value(p, self.current_element, method_to_apply=ActorParser.parse_actor)
