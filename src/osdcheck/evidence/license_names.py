"""From what metadata writes in its license fields to an expression over known licenses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from osdcheck.core.evidence import Declared
from osdcheck.errors import ExpressionError
from osdcheck.expressions.parse import Tree, parse_expression
from osdcheck.identity.names import choices_for, find_known
from osdcheck.identity.records import find_record
from osdcheck.tables import load_audit
from osdcheck.tables.audit_words import load_audit_words


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

WORDS = "license words"
"""Field of a declaration that stands for words about a license which name none exactly."""
PARENT = "project.parent"
"""Field of a declaration that names a parent outside of the repository."""


_LONGEST = 5_000
_MOST_LISTED = 8
_MOST_COMMAS = 4
"""Pieces between commas that one name may reach over."""
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Named:
    """A declaration as understood.

    ``expression``: ``None`` where it names no license; ``file``: the file it refers to instead;
    ``problem``: why it is no expression; ``unnamed``: it says that there is a license, but not which;
    ``loose``: it fits several licenses and tells not which.
    """

    declared: Declared
    expression: Expression | None = None
    file: str | None = None
    problem: str | None = None
    unnamed: bool = False

    @property
    def written(self) -> str:
        """The value as messages show it."""
        value = self.declared.expression
        return value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"

    @property
    def loose(self) -> bool:
        """Whether it fits several licenses."""
        return self.expression is not None and any(len(one.ids) > 1 for one in symbols(self.expression))


_FILE_FIELDS = (
    "license-files",
    "license.file",
    "license-file",
    "license_file",
    "license_files",
    "license_link",
    "license.link",
    "license-url",
)
_PARTIAL = re.compile(
    r"(?:annotations|Files)\[.*|license section \(weights\)"
    r"|release\.(?:components\[.*|license\.(?!distribution$).+)",
    re.DOTALL,
)
"""Fields that speak of some files or of a component: all of what they say holds."""
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_OWN_NAMES = re.compile(r"licenseref-(?:scancode|osdcheck)-")
_DUAL = re.compile(r"(?:dual|tri|multi)[- ]?licen[cs]ed?(?:\s+under|\s*:)\s+(?=\S)", re.I)
"""What may stand before a choice: "Dual license: MIT or Apache-2.0"."""
_WITH_ID = re.compile(
    r"(?!.*\b(?:non|not|no|but|custom|commercial|proprietary|except|modified|like)\b)[^()]+\(([^()]+)\)", re.I
)
"""A name with its id behind it, as classifiers have it: "Open Software License 3.0 (OSL-3.0)"."""


def symbols(expression: Expression) -> tuple[Symbol, ...]:
    """The licenses of an expression, exceptions among them, in order."""
    if isinstance(expression, Symbol):
        return (expression,)
    return tuple(one for operand in expression.operands for one in symbols(operand))


def spelled(expression: Expression) -> str:
    """The expression with the ids its names stand for."""
    if isinstance(expression, Symbol):
        return expression.ids[0] if len(expression.ids) == 1 else expression.name
    parts = [
        f"({spelled(one)})" if isinstance(one, Node) and one.operator != "WITH" else spelled(one)
        for one in expression.operands
    ]
    return f" {expression.operator} ".join(parts)


def own_name(symbol: Symbol) -> str:
    """What a symbol is called within a choice and the like: a name for whatever terms a project has stays."""
    record = find_record(symbol.ids[0]) if len(symbol.ids) == 1 else None
    if record is None or not record.is_generic:
        return spelled(symbol)
    name = re.sub(r"[^\w.]+", "-", symbol.name).strip("-")
    return name if name.lower().startswith("licenseref-") else f"LicenseRef-{name}"


def understand(declared: Declared) -> Named:
    """What a declaration stands for; never raises."""
    value = " ".join(declared.expression.split())
    field = declared.field.lower()
    if field == WORDS:
        return Named(declared, unnamed=True)
    if field == PARENT or field.endswith(_FILE_FIELDS):
        return Named(declared, file=value)
    if "::" in value:
        value = value.rsplit("::", 1)[1].strip()
    if value.lower().rstrip(".") in _unsaid() or not value:
        return Named(declared, unnamed=value.lower().rstrip(".") in _unnamed())
    if match := load_audit_words().see.fullmatch(value):
        if not _ADDRESS.fullmatch(match[1]):
            return Named(declared, file=match[1].replace("\\", "/"))
        value = match[1]
    if _ADDRESS.fullmatch(value):
        known = _at_address(value)
        problem = None if known else "no known license stands at this address"
        return Named(declared, expression=known or Symbol(value, ()), problem=problem)
    symbol = _symbol(value) if value.count("(") == value.count(")") else None
    if symbol is not None:
        return Named(declared, expression=symbol)
    if load_audit_words().file.fullmatch(value) and " " not in value:
        return Named(declared, file=value)
    if is_text(declared):
        return Named(declared)
    if len(value) > _LONGEST:
        return _broken(declared, value, f"an expression of more than {_LONGEST:,} characters")
    return _parsed(declared, value)


def is_text(declared: Declared) -> bool:
    """Whether a whole license text stands in the field for its name."""
    words = declared.expression
    sentences = len(words) > 300 and ("\n" in words.strip() or ". " in words)
    return sentences and declared.field.lower().endswith(("license", "license.text"))


def is_partial(declared: Declared) -> bool:
    """Whether a declaration speaks of some files or of a component, and not of its project as a whole."""
    return _PARTIAL.fullmatch(declared.field) is not None


def _at_address(value: str) -> Expression | None:
    """The license that an address of its publisher or of a known list stands for."""
    place = re.sub(r"^https?://(?:www\.)?", "", value.lower()).split("#", 1)[0].split("?", 1)[0].rstrip("/")
    for row in load_audit()["address"]:
        match = re.fullmatch(row["pattern"], place)
        if match:
            return _symbol(match.expand(row["license"]))
    return None


def _broken(declared: Declared, value: str, problem: str) -> Named:
    return Named(declared, expression=Symbol(value[:_SHOWN], ()), problem=problem)


def _parsed(declared: Declared, value: str) -> Named:
    dual = _DUAL.match(value) if " or " in value.lower() else None
    value = value[dual.end() :] if dual else value
    try:
        tree = _listed(value) or _parse(value)
    except ExpressionError as error:
        return _broken(declared, value, str(error))
    unknown = [one.name for one in symbols(tree) if not one.ids]
    shown = ", ".join(repr(one[:_SHOWN]) for one in list(dict.fromkeys(unknown))[:5])
    problem = f"no known license is called {shown}" if unknown else None
    return Named(declared, expression=tree, problem=problem)


def _listed(value: str) -> Expression | None:
    """A list of names without operators: whether one is enough nobody can tell, so all of them hold."""
    found: list[Expression] = []
    rest = value.split(", ")
    while rest:
        if len(found) >= _MOST_LISTED:
            return None
        # "Apache License, Version 2.0" has a comma of its own.
        ends = range(min(len(rest), _MOST_COMMAS), 0, -1)
        taken = next(((end, one) for end in ends if (one := _symbol(", ".join(rest[:end])))), None)
        if taken is None:
            return None
        rest = rest[taken[0] :]
        found.append(taken[1])
    return Node("AND", tuple(found)) if len(found) > 1 else None


@lru_cache(maxsize=4096)
def _parse(value: str) -> Expression:
    # Debian writes "with OpenSSL exception" and commas before operators, Cargo once wrote "MIT/Apache-2.0".
    text = _ADDRESS.sub(_in_place_of, value)
    text = re.sub(r"\bwith\s+([\w.-]+)\s+exception\b", r"WITH \1-exception", text, flags=re.I)
    text = re.sub(r"(?<=[\w.)])\s*/\s*(?=[\w(])", " OR ", text)
    text = re.sub(r",\s+(and|or)\s+", r" \1 ", text, flags=re.I)
    return _tree(parse_expression(text, lambda name: _symbol(name) is not None))


def _in_place_of(address: re.Match[str]) -> str:
    """A name without slashes for an address within an expression."""
    closing = ")" if address[0].endswith(")") and "(" not in address[0] else ""
    known = _at_address(address[0].rstrip(")"))
    name = spelled(known) if known is not None else "LicenseRef-" + re.sub(r"\W+", "-", address[0]).strip("-")
    return name + closing


def _tree(node: Tree) -> Expression:
    if node.operator is None:
        name = node.symbol.text if node.symbol is not None else ""
        return _symbol(name) or Symbol(name, ())
    return Node(node.operator, tuple(_tree(one) for one in node.operands))


@lru_cache(maxsize=4096)
def _symbol(name: str) -> Expression | None:
    lowered = " ".join(name.lower().split())
    row = _names().get(lowered)
    if row is not None:
        return Symbol(name, row)
    known = find_known(name)
    if known is None and lowered.startswith("licenseref-"):
        known = find_known(name[len("licenseref-") :])
    if known is None and lowered.endswith("+"):
        known = find_known(name[:-1] + "-or-later") or find_known(name[:-1])
    if known is None:
        choices = choices_for(name)
        if choices:
            return Symbol(name, choices)
        named = _WITH_ID.fullmatch(name)
        inner = find_known(named[1]) if named else None
        return Symbol(name, (inner.record.id,)) if inner is not None and inner.record is not None else None
    if known.record is None:
        return _tree(parse_expression(known.expression or name, lambda one: find_known(one) is not None))
    return None if known.record.is_unknown else Symbol(name, (known.record.id,))


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(ids) for name, ids in load_audit()["names"].items()}


@cache
def _unnamed() -> frozenset[str]:
    return frozenset(load_audit()["unsaid"]["unnamed"])


@cache
def _unsaid() -> frozenset[str]:
    return frozenset(load_audit()["unsaid"]["values"])


def version_free(identifier: str) -> str:
    """The id without what tells "only" from "or later", or a reserved font name: the texts are the same.

    >>> version_free("GPL-2.0-or-later"), version_free("OFL-1.1-RFN")
    ('gpl-2.0', 'ofl-1.1')
    """
    lowered = identifier.lower()
    for suffix in ("-or-later", "-only", "+", "-no-rfn", "-rfn"):
        lowered = lowered.removesuffix(suffix)
    return lowered


def family_of(identifier: str) -> str:
    """The first part of an id, which all versions of a license share.

    >>> family_of("LGPL-2.1-only"), family_of("LicenseRef-scancode-lgpl-3.0-plus-openssl")
    ('lgpl', 'lgpl')
    """
    return _OWN_NAMES.sub("", identifier.lower()).split("-", 1)[0]
