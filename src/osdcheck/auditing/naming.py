"""The expression by which a part calls its license: ids only for texts that are what an id stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from osdcheck.auditing.conclude import All, Leaf, Terms, Unknown
from osdcheck.auditing.conflicts import PartView
from osdcheck.auditing.meaning import known_as
from osdcheck.auditing.terms import Outcome
from osdcheck.auditing.texts import Text
from osdcheck.catalog import report_of
from osdcheck.core.audit import own_reference
from osdcheck.core.report import Overall
from osdcheck.evidence.license_names import Expression, Symbol, spelled, symbols
from osdcheck.identity.records import find_record

_SYMBOL = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")
_RANK: dict[Overall, int] = {"open": 0, "review": 1, "not-open": 2}


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


def is_plain(text: Text) -> bool:
    """Whether a text is what its name stands for: no change in it takes a right or adds a duty."""
    if text.license is None or text.approved or text.overall is None:
        return text.called is not None
    taken = {one.id for one in text.report.findings if one.effect != "grant"}
    changes = [one for one in text.report.changes if one.effect == "substantive"]
    if any(one.removed or taken & set(one.findings) for one in changes):
        return False
    records = [record for one in known_as(text.called or "") if (record := find_record(one)) is not None]
    return _RANK[text.overall] <= max((_RANK[report_of(one).overall] for one in records), default=0)


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


def _spelled(expression: Expression, outcome: Outcome) -> str:
    """The expression with a reference in place of each name whose text here is another one."""
    if isinstance(expression, Symbol):
        texts = outcome.stands.get(expression, ())
        if all(_keeps(leaf) for leaf in texts):
            return spelled(expression)
        return joined(list(dict.fromkeys(map(_name, texts))))
    parts = [_spelled(one, outcome) for one in expression.operands]
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
        # A sentence is no name.
        yield from () if " " in terms.name else (terms.name,)
    elif isinstance(terms, All):
        for one in terms.operands:
            yield from _unknown(one)
