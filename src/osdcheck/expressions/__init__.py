"""SPDX expressions: parsed, resolved to known texts, and judged as what they say together.

AND needs all, OR needs one, WITH takes a license and an exception together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from osdcheck.analysis import tool
from osdcheck.core.identity import Identity
from osdcheck.core.report import Report, Source
from osdcheck.document import path_likeness
from osdcheck.errors import ExpressionError
from osdcheck.expressions.judge import Judge, is_name
from osdcheck.expressions.parse import LONGEST, Token, parse_expression, split_expression

__all__ = ["check_expression", "is_expression"]


def check_expression(
    expression: str, *, identify: bool = True, texts: Mapping[str, str] | None = None
) -> Report:
    """Verdicts on an SPDX expression: all licenses of an AND must pass, one of an OR.

    Ids count in any letter case; aliases, ScanCode keys and names are understood. ``texts``: license
    texts by the references (``LicenseRef-...``, ``DocumentRef-...:LicenseRef-...``) that stand for them
    in the expression. ``identify=False`` leaves out what authorities decided. ``Report.expression`` is
    the tree with the report of each license; clauses and findings are those of all licenses that hold
    together, and of the choice taken where there is one. Offsets count characters of the license
    that ``details.license`` names.

    Raises :class:`~osdcheck.errors.ExpressionError` for a broken expression, an unknown symbol, and an
    exception without a license, and :class:`~osdcheck.errors.InputError` for a text in ``texts`` that
    holds no words.

    >>> check_expression("GPL-2.0-only WITH Classpath-exception-2.0 OR MIT").overall
    'open'
    >>> check_expression("MIT OR Apach-2.0")
    Traceback (most recent call last):
    osdcheck.errors.ExpressionError: 'Apach-2.0' in 'MIT OR Apach-2.0': ...
    """
    written = expression.strip()
    given = dict(texts or {})
    tree = parse_expression(written, lambda words: words in given or is_name(words))
    judged = Judge(written, identify, given).tree(tree)
    if judged.supplement:
        problem = "an exception stands beside a license: name that too, with WITH between them"
        raise ExpressionError(written, (0, len(written)), (), problem)
    report, node = judged.report, judged.node
    data = expression.encode("utf-8", "surrogatepass")
    single = node.report
    return replace(
        report,
        source=Source(written, hashlib.sha256(data).hexdigest(), len(expression)),
        tool=tool(),
        license=_identity(node.text, single) if identify else None,
        authorities=single.authorities if single is not None else (),
        expression=node,
    )


def is_expression(text: str) -> bool:
    """Whether a ``str`` is an SPDX expression and not the text of a license.

    It is when it is one line, and one word, or single words or known names joined by AND, OR, WITH, or
    the name of a license. Operators in lower case count beside a known name. What has the shape of a
    path is none, unless it is the name of a license.
    """
    line = text.strip()
    if not line or len(line) > LONGEST or "\n" in line or "\r" in line:
        return False
    known: list[str] = []
    other: list[Token] = []
    for token in split_expression(line, is_name):
        if token.sort == "operand" and is_name(token.text):
            known.append(token.text)
        elif token.sort == "operand" and " " in token.text:
            return False
        else:
            other.append(token)
    if not known and path_likeness(line):
        return False
    joined = {line[token.start : token.end] for token in other if token.sort == "operator"}
    if joined:
        return bool(known) or any(word.isupper() for word in joined)
    return len(known) + sum(token.sort == "operand" for token in other) == 1


def _identity(expression: str, single: Report | None) -> Identity:
    known = single.license if single is not None else None
    return Identity(expression, known.matches if known is not None else ())
