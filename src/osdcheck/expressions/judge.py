"""The verdict of an expression from the verdicts of its licenses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from osdcheck.analysis import analyze, analyze_supplement
from osdcheck.catalog import report_of
from osdcheck.core.report import ExpressionNode, Report
from osdcheck.errors import ExpressionError
from osdcheck.expressions.combine import conjoin, named
from osdcheck.expressions.parse import Symbol, Tree, parse_expression
from osdcheck.identity.names import Known, choices_for, find_known, later_versions, nearest_ids
from osdcheck.identity.records import LicenseRecord
from osdcheck.recognition import recognize
from osdcheck.recognition.choice import best

_NEVER_DECLARED = frozenset({"none", "noassertion"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A node of the tree, and the report that its operands make together."""

    node: ExpressionNode
    report: Report
    supplement: bool = False


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the trees of one expression; ``texts`` are those that the caller knows by reference."""

    expression: str
    identify: bool
    texts: Mapping[str, str]

    def tree(self, tree: Tree) -> Judged:
        """The verdict of a tree.

        Raises :class:`~osdcheck.errors.ExpressionError` for a symbol nobody knows, and for an
        exception without a license.
        """
        if tree.symbol is not None:
            return self._symbol(tree.symbol)
        match tree.operator:
            case "WITH":
                return self._with(*tree.operands)
            case "AND":
                return self._and(tree.operands)
            case _:
                return _choice([self._license(operand) for operand in tree.operands])

    def _license(self, tree: Tree) -> Judged:
        """A tree that is no mere exception."""
        judged = self.tree(tree)
        if judged.supplement and tree.symbol is not None:
            raise self._wrong(
                tree.symbol, "an exception stands beside a license: name that too, with WITH between them"
            )
        return judged

    def _and(self, trees: tuple[Tree, ...]) -> Judged:
        parts = [self.tree(tree) for tree in trees]
        if all(part.supplement for part in parts):
            self._license(trees[0])
        return _all(parts, "AND")

    def _with(self, left: Tree, right: Tree) -> Judged:
        base = self._license(left)
        beside = self._beside(right)
        taken = sorted({one.kind for one in beside.report.findings if one.effect == "restriction"})
        note = (
            f"{beside.node.text} takes away from the license: {', '.join(taken)}."
            if beside.report.overall != "open"
            else f"{beside.node.text} adds permission and takes nothing away."
        )
        whole = _all([base, beside], "WITH")
        report = replace(whole.report, agreement=base.report.agreement if not taken else "none")
        return Judged(replace(whole.node, notes=(*whole.node.notes, note)), report)

    def _beside(self, tree: Tree) -> Judged:
        """The right side of WITH: an exception, or a text the caller gave."""
        symbol = tree.symbol
        if symbol is not None and symbol.text in self.texts:
            text = self.texts[symbol.text]
            return _leaf(symbol.text, analyze_supplement(text, name=symbol.text).report, supplement=True)
        judged = self.tree(tree)
        if not judged.supplement and symbol is not None:
            raise self._wrong(symbol, "this is a license and no exception: join two licenses by AND or OR")
        return judged

    def _symbol(self, symbol: Symbol) -> Judged:
        if symbol.text in self.texts:
            return self._given(symbol.text)
        known = find_known(symbol.text)
        if known is None and symbol.text.endswith("+"):
            base = find_known(symbol.text[:-1])
            if base is not None and base.record is not None and not base.record.is_exception:
                return self._or_later(base.record, base)
        if known is None:
            raise self._unknown(symbol)
        return self._known(known)

    def _given(self, reference: str) -> Judged:
        """A text that came with the expression."""
        analysis = analyze(self.texts[reference], name=reference)
        report = recognize(analysis) if self.identify else analysis.report
        known = report.license.expression if report.license is not None else None
        note = f"Its text was given with the expression{f' and is known as {known}' if known else ''}."
        return _leaf(reference, report, notes=(note,))

    def _known(self, known: Known) -> Judged:
        """A record, or the expression that stands for a withdrawn or joint id."""
        expression = known.expression or (known.record and _joint(known.record))
        if expression:
            judged = Judge(expression, self.identify, {}).tree(parse_expression(expression, is_name))
            return replace(judged, node=replace(judged.node, notes=(*known.notes, *judged.node.notes)))
        assert known.record is not None
        return self._record(known.record, known.notes)

    def _record(self, record: LicenseRecord, notes: tuple[str, ...] = ()) -> Judged:
        report = report_of(record, identify=self.identify)
        return _leaf(record.id, report, notes=notes, supplement=record.is_exception)

    def _or_later(self, record: LicenseRecord, base: Known) -> Judged:
        """``+``: this version, or any later one that is known, at the choice of the licensee."""
        written = f"{record.id}+"
        later = later_versions(record)
        if not later:
            note = f"No later version of {record.id} is known: {written} was judged as {record.id}."
            leaf = self._record(record, (*base.notes, note))
            return replace(leaf, node=replace(leaf.node, text=written))
        ids = ", ".join(one.id for one in later)
        note = f"{written} is {record.id} or a later version of it: {ids}."
        choice = _choice([self._record(one) for one in (record, *later)])
        return replace(choice, node=replace(choice.node, text=written, notes=(*base.notes, note)))

    def _unknown(self, symbol: Symbol) -> ExpressionError:
        name = symbol.text.lower()
        choices = choices_for(symbol.text)
        if name in _NEVER_DECLARED:
            return self._wrong(symbol, "this says that no license is stated, so there is none to judge")
        if choices:
            return self._wrong(symbol, "this names a family of licenses and not one of them", choices)
        if choices is not None:
            return self._wrong(symbol, "this names no license")
        if name.startswith(("licenseref-", "documentref-")) and "scancode" not in name:
            return self._wrong(symbol, "the text of this reference is not known: give it with the expression")
        return self._wrong(symbol, "no license of this id or name is known", nearest_ids(symbol.text))

    def _wrong(self, symbol: Symbol, problem: str, nearest: tuple[str, ...] = ()) -> ExpressionError:
        return ExpressionError(self.expression, (symbol.start, symbol.end), nearest, problem)


def is_name(words: str) -> bool:
    """Whether some words are the name of a license, of a family of licenses, or say that there is none."""
    return find_known(words) is not None or choices_for(words) is not None


def _joint(record: LicenseRecord) -> str | None:
    """The expression that replaced a deprecated record; ``None`` where one license did."""
    if record.is_deprecated and len(record.replaced_by) == 1 and " " in record.replaced_by[0]:
        return record.replaced_by[0]
    return None


def _leaf(text: str, report: Report, *, notes: tuple[str, ...] = (), supplement: bool = False) -> Judged:
    node = ExpressionNode(None, text, report.overall, (), report, False, notes)
    return Judged(node, named(report, text), supplement)


def _all(parts: list[Judged], operator: str) -> Judged:
    report = conjoin([part.report for part in parts])
    operands = tuple(part.node for part in parts)
    if operator == "WITH":
        return Judged(ExpressionNode("WITH", _joined(operands, " WITH "), report.overall, operands), report)
    return Judged(ExpressionNode("AND", _joined(operands, " AND "), report.overall, operands), report)


def _choice(parts: list[Judged]) -> Judged:
    reports = [part.report for part in parts]
    index = best(reports)
    chosen = reports[index].overall == "open"
    operands = tuple(
        replace(part.node, chosen=chosen and number == index) for number, part in enumerate(parts)
    )
    return Judged(
        ExpressionNode("OR", _joined(operands, " OR "), reports[index].overall, operands), reports[index]
    )


def _joined(operands: tuple[ExpressionNode, ...], operator: str) -> str:
    loose = {" AND ": ("OR",), " OR ": (), " WITH ": ("AND", "OR")}[operator]
    return operator.join(
        f"({one.text})" if one.operator in loose and not one.text.endswith("+") else one.text
        for one in operands
    )
