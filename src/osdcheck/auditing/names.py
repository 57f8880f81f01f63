"""From what metadata writes in its license fields to an expression over known licenses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from osdcheck.core.evidence import Declared
from osdcheck.identity.records import find_record, records
from osdcheck.tables import load_audit

LONGEST = 20_000
"""Characters of an expression that is still parsed."""
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Symbol:
    """One license of an expression: its name as written and the ids it may stand for (one, mostly)."""

    name: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """AND or OR over symbols and further nodes; WITH has a license and an exception."""

    operator: Literal["AND", "OR", "WITH"]
    operands: tuple[Expression, ...]


Expression = Symbol | Node


@dataclass(frozen=True, slots=True)
class Named:
    """A declaration as understood.

    ``expression``: ``None`` where it names no license; ``file``: the file it refers to instead;
    ``problem``: why it is no expression; ``loose``: it fits several licenses and tells not which.
    """

    declared: Declared
    expression: Expression | None = None
    file: str | None = None
    problem: str | None = None

    @property
    def loose(self) -> bool:
        """Whether it fits several licenses."""
        return self.expression is not None and any(len(one.ids) > 1 for one in symbols(self.expression))


_FILE_FIELDS = ("license-files", "license.file", "license-file", "license_file", "license_files", "license_link")
_SEE = re.compile(r"(?:see\s+(?:the\s+)?licen[cs]e\s+in|see|file:)\s*[:<]?\s*([\w./\\-]+\.?[\w-]*)>?\.?", re.I)
_FILE = re.compile(r"(?:[\w./-]*/)?(?:(?:un)?licen[cs]e|copying)(?:[\w.-]*\.(?:txt|md|rst|html?)|\.\w+)?", re.I)


def symbols(expression: Expression) -> tuple[Symbol, ...]:
    """The licenses of an expression, exceptions among them, in order."""
    if isinstance(expression, Symbol):
        return (expression,)
    return tuple(one for operand in expression.operands for one in symbols(operand))


def understand(declared: Declared) -> Named:
    """What a declaration stands for; never raises."""
    value = " ".join(declared.expression.split())
    field = declared.field.lower()
    if field.endswith(_FILE_FIELDS):
        return Named(declared, file=value)
    if "::" in value:
        value = value.rsplit("::", 1)[1].strip()
    if value.lower().rstrip(".") in _unsaid() or not value:
        return Named(declared)
    if match := _SEE.fullmatch(value):
        return Named(declared, file=match[1].replace("\\", "/"))
    symbol = _symbol(value)
    if symbol is not None:
        return Named(declared, expression=symbol)
    if _FILE.fullmatch(value) and " " not in value:
        return Named(declared, file=value)
    if len(value) > 300 and field.endswith(("license", "license.text")):
        # A whole license text in the field for its name.
        return Named(declared)
    return _parsed(declared, value)


def _parsed(declared: Declared, value: str) -> Named:
    try:
        tree = _parse(value)
    except ValueError as error:
        return Named(declared, problem=str(error))
    unknown = [one.name for one in symbols(tree) if not one.ids]
    problem = f"no known license is called {', '.join(map(repr, unknown))}" if unknown else None
    return Named(declared, expression=tree, problem=problem)


@lru_cache(maxsize=4096)
def _parse(value: str) -> Expression:
    from boolean.boolean import ParseError
    from license_expression import ExpressionError, Licensing

    depth = 0
    for character in value:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth > _DEEPEST:
            raise ValueError(f"more than {_DEEPEST} levels of parentheses")
    if len(value) > LONGEST:
        raise ValueError(f"more than {LONGEST:,} characters")
    # Debian writes operators in lower case and sets commas before them.
    text = re.sub(r"\bwith\s+([\w.-]+)\s+exception\b", r"WITH \1-exception", value, flags=re.I)
    text = re.sub(r"(?<=[\w.)])\s*/\s*(?=[\w(])", " OR ", text)
    text = re.sub(r",?\s+\b(and|or|with)\b\s+", lambda match: f" {match[1].upper()} ", text, flags=re.I)
    try:
        tree = Licensing().parse(text, simple=True)
    except (ExpressionError, ParseError, AttributeError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"not an SPDX expression ({' '.join(str(error).split()) or 'empty'})") from error
    if tree is None:
        raise ValueError("not an SPDX expression (empty)")
    return _tree(tree)


def _tree(node: Any) -> Expression:
    from license_expression import LicenseWithExceptionSymbol

    if isinstance(node, LicenseWithExceptionSymbol):
        return Node("WITH", (_leaf(node.license_symbol.key), _leaf(node.exception_symbol.key)))
    if node.isliteral:
        return _leaf(node.key)
    operator: Literal["AND", "OR"] = "AND" if type(node).__name__ == "AND" else "OR"
    return Node(operator, tuple(_tree(one) for one in node.args))


def _leaf(name: str) -> Symbol:
    return _symbol(name) or Symbol(name, ())


@lru_cache(maxsize=4096)
def _symbol(name: str) -> Symbol | None:
    lowered = " ".join(name.lower().split())
    row = _names().get(lowered)
    if row is not None:
        return Symbol(name, row)
    record = find_record(name)
    if record is None and lowered.endswith("+"):
        record = find_record(name[:-1] + "-or-later") or find_record(name[:-1])
    if record is None and lowered.startswith("licenseref-"):
        record = find_record(name[len("licenseref-") :])
    if record is None:
        record = find_record(_by_name().get(lowered.removeprefix("the "), ""))
    return Symbol(name, (record.id,)) if record is not None and not record.is_unknown else None


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(ids) for name, ids in load_audit()["names"].items()}


@cache
def _unsaid() -> frozenset[str]:
    return frozenset(load_audit()["unsaid"]["values"])


@cache
def _by_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for record in records():
        for name in (record.name, record.short_name):
            found.setdefault(" ".join(name.lower().split()), record.id)
    return found


def version_free(identifier: str) -> str:
    """The id without what tells "only" from "or later": the texts are the same.

    >>> version_free("GPL-2.0-or-later"), version_free("MIT")
    ('gpl-2.0', 'mit')
    """
    lowered = identifier.lower()
    for suffix in ("-or-later", "-only", "+"):
        lowered = lowered.removesuffix(suffix)
    return lowered
