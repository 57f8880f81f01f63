"""The expression by which a part calls its license: ids only for texts that are what an id stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from osdcheck.auditing.conclude import All, Leaf, Terms, Unknown
from osdcheck.auditing.conflicts import PartView
from osdcheck.auditing.meaning import is_plain, known_as
from osdcheck.auditing.terms import Outcome
from osdcheck.core.audit import own_reference
from osdcheck.evidence.license_names import Expression, Symbol, own_name, spelled, symbols

_SYMBOL = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")


def expression_of(view: PartView) -> str | None:
    """What a part declares, else what its texts are known as.

    A text that no id stands for, as it is unknown, changed or narrowed, is called by a reference of
    its own (:attr:`~osdcheck.core.audit.AuditFile.reference`), and stands beside what is declared.
    """
    outcome = view.outcome
    heard = [one.expression for one in outcome.heard if not one.loose and one.expression is not None]
    said = [_spelled(one, outcome) for one in heard]
    meant = [leaf for one in heard for leaf in _meant(one, outcome)]
    named = {one for expression in said for one in known_as(expression)}
    for leaf in view.conclusion.counted:
        if leaf not in meant:
            name = _name(leaf)
            said += [] if name in said or (named and set(known_as(name)) <= named) else [name]
    written = {symbol.name for one in heard for symbol in symbols(one)}
    said += [_as_symbol(one) for one in _unknown(outcome.terms) if one not in written]
    return joined(list(dict.fromkeys(said))) if said else None


def joined(names: Sequence[str]) -> str:
    """Several expressions that all hold."""
    return names[0] if len(names) == 1 else " AND ".join(f"({one})" if " " in one else one for one in names)


def _name(leaf: Leaf) -> str:
    text = leaf.text
    if leaf.path is not None and text.taken_in and not any(one.verdict != "none" for one in text.own):
        # It stands for the texts that it names.
        return joined(text.report.incorporated)
    telling = leaf.path is None or ((leaf.share != "restrictions" or leaf.text.close) and is_plain(leaf.text))
    known = (leaf.text.called if leaf.path is not None else leaf.name) if telling else None
    return known or own_reference(leaf.path or "", leaf.text.sha256)


def _as_symbol(name: str) -> str:
    """A name as an expression can hold it, and which is no other's: some lists know a LicenseRef-LICENSE."""
    if _SYMBOL.fullmatch(name):
        return name
    return "LicenseRef-named-" + re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-")


def _spelled(expression: Expression, outcome: Outcome, *, within: bool = False) -> str:
    """The expression with a reference in place of each name whose text here is another one."""
    if isinstance(expression, Symbol):
        texts = outcome.stands.get(expression, ())
        if all(_keeps(leaf) for leaf in texts):
            return own_name(expression) if within else spelled(expression)
        return joined(list(dict.fromkeys(map(_name, texts))))
    parts = [_spelled(one, outcome, within=True) for one in expression.operands]
    if expression.operator != "WITH":
        parts = [f"({one})" if " AND " in one or " OR " in one else one for one in parts]
    return f" {expression.operator} ".join(parts)


def _keeps(leaf: Leaf) -> bool:
    return leaf.path is None or is_plain(leaf.text)


def _meant(expression: Expression, outcome: Outcome) -> Iterator[Leaf]:
    if isinstance(expression, Symbol):
        yield from outcome.stands.get(expression, ())
        return
    for one in expression.operands:
        yield from _meant(one, outcome)


def _unknown(terms: Terms) -> Iterator[str]:
    """Names of terms that hold and are not to be had."""
    if isinstance(terms, Unknown):
        yield from (terms.name,) if terms.exact else ()
    elif isinstance(terms, All):
        for one in terms.operands:
            yield from _unknown(one)
