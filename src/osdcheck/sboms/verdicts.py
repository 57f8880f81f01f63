"""Verdicts on the licenses of a document: each distinct statement, term and text is judged once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from osdcheck.core.report import Overall, Report
from osdcheck.core.sbom import SbomClause
from osdcheck.errors import ExpressionError, OsdcheckError
from osdcheck.evidence.license_names import Symbol
from osdcheck.sboms.inventory import Statement, Term
from osdcheck.sboms.spelling import is_known, standard, understood

if TYPE_CHECKING:
    from osdcheck.expressions.parse import Tree

TEXT_DIFFERS = "text-differs"
LONGEST = 20_000
"""Characters of an expression that is judged; a longer one is a list of licenses gone wrong."""

MOST_SEARCHES = 200
"""Unknown names for which the nearest known ones are looked up: that takes longer than all else."""

_OPERATORS = re.compile(r"\s+(?:AND|OR|WITH)\s+|[()]", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:DocumentRef-[A-Za-z0-9.+-]+:)?LicenseRef-[A-Za-z0-9.-]+")
_RANK: dict[Overall, int] = {"open": 0, "review": 1, "not-open": 2}


@dataclass(frozen=True, slots=True)
class Judged:
    """Verdict on a statement; ``problem`` where it could not be judged, with the ``nearest`` known ids."""

    overall: Overall
    clauses: tuple[SbomClause, ...] = ()
    review_reasons: tuple[str, ...] = ()
    text: bool = False
    problem: str | None = None
    nearest: tuple[str, ...] = ()


def worst(verdicts: Iterable[Overall]) -> Overall:
    """``"not-open"`` before ``"review"`` before ``"open"``; ``"review"`` where there is nothing.

    >>> worst(["open", "review", "not-open"]), worst([])
    ('not-open', 'review')
    """
    return max(verdicts, key=_RANK.__getitem__, default="review")


@dataclass(slots=True)
class Verdicts:
    """Judges statements; ``texts`` are those of the LicenseRefs of the document."""

    texts: Mapping[str, str]
    _statements: dict[Statement, Judged] = field(default_factory=dict)
    _terms: dict[Term, Judged] = field(default_factory=dict)
    _searches: int = 0

    def of(self, statement: Statement) -> Judged:
        """The verdict on licenses that all apply; ``()`` is no license, so no right is granted."""
        if statement not in self._statements:
            self._statements[statement] = self._judge(statement)
        return self._statements[statement]

    def _judge(self, statement: Statement) -> Judged:
        if not statement:
            return _of_text("All rights reserved.")
        judged = [self._term(term) for term in statement]
        if len(judged) == 1:
            return judged[0]
        problems = [one.problem for one in judged if one.problem is not None]
        return Judged(
            worst(one.overall for one in judged),
            _united(judged),
            _distinct(reason for one in judged for reason in one.review_reasons),
            any(one.text for one in judged),
            "; ".join(problems) or None,
            _distinct(name for one in judged for name in one.nearest),
        )

    def _term(self, term: Term) -> Judged:
        if term not in self._terms:
            self._terms[term] = self._judge_term(term)
        return self._terms[term]

    def _judge_term(self, term: Term) -> Judged:
        if term.text is None:
            return self._name(term.expression) if term.named else self._expression(term.expression)
        by_text = _of_text(term.text)
        if term.named:
            return by_text if by_text.problem is None else self._name(term.expression)
        by_id = self._expression(term.expression)
        if by_id.problem is not None:
            return by_text
        if _RANK[by_text.overall] <= _RANK[by_id.overall] or by_text.problem is not None:
            return by_id
        # The text may be a mere notice, or not the license it is said to be: a person can tell.
        return Judged("review", by_text.clauses, (TEXT_DIFFERS,), text=True)

    def _name(self, name: str) -> Judged:
        """A free name: words about a license are no misspelled id, so nothing near is looked for."""
        if (read := self._as_read(name)) is not None:
            return read
        if not _OPERATORS.search(name) and (unknown := self._unknown(name)):
            return Judged("review", problem=f"{unknown!r}: no license of this name is known")
        return self._expression(name)

    def _unknown(self, expression: str) -> str | None:
        """The first symbol of an expression that stands for no known license."""
        from osdcheck.expressions.judge import is_name

        symbols = (part.strip().removesuffix("+") for part in _OPERATORS.split(expression))
        return next(
            (symbol for symbol in symbols if symbol and symbol not in self.texts and not is_name(symbol)),
            None,
        )

    def _expression(self, expression: str) -> Judged:
        from osdcheck.expressions import check_expression

        if len(expression) > LONGEST:
            return Judged("review", problem=f"an expression of more than {LONGEST:,} characters")
        if self._searches >= MOST_SEARCHES and (unknown := self._unknown(expression)):
            return self._as_far_as_known(expression, f"{unknown!r} in {expression!r}: unknown license")
        names = set(_REFERENCE.findall(expression)) & self.texts.keys()
        if not names and (read := self._as_read(expression)) is not None:
            return read
        try:
            report = check_expression(expression, texts={name: self.texts[name] for name in names})
        except ExpressionError as error:
            self._searches += 1
            return self._as_far_as_known(expression, str(error), error.nearest)
        except OsdcheckError as error:
            return Judged("review", problem=f"the text given for it cannot be judged: {error}")
        except RecursionError:
            return Judged("review", problem="an expression nested too deep")
        return _of(report, text=bool(names))

    def _as_read(self, expression: str) -> Judged | None:
        """The verdict on a name of metadata that is no expression, read as an audit reads it.

        A name that fits several licenses is judged where all of them are judged alike.
        """
        named = understood(expression)
        if named.expression is None or named.problem is not None or is_known(expression):
            return None
        if (said := standard(expression)) is not None and said != expression:
            return self._expression(said)
        if not isinstance(named.expression, Symbol) or not named.loose:
            return None
        judged = [self._expression(one) for one in named.expression.ids]
        if len({one.overall for one in judged}) == 1:
            return judged[0]
        listed = ", ".join(named.expression.ids)
        return Judged("review", problem=f"{expression!r} may be any of {listed}")

    def _as_far_as_known(self, expression: str, problem: str, nearest: tuple[str, ...] = ()) -> Judged:
        """The verdict with unknown licenses as open questions: one open choice is enough, one ban decides."""
        from osdcheck.expressions.judge import is_name
        from osdcheck.expressions.parse import parse_expression

        try:
            tree = parse_expression(expression, lambda words: words in self.texts or is_name(words))
        except (ExpressionError, RecursionError):
            return Judged("review", problem=problem, nearest=nearest)
        return replace(self._tree(tree, expression), problem=problem, nearest=nearest)

    def _tree(self, tree: Tree, expression: str) -> Judged:
        if tree.operator in {"AND", "OR"}:
            parts = [self._tree(one, expression) for one in tree.operands]
            if tree.operator == "OR":
                return min(parts, key=lambda one: _RANK[one.overall])
            with_text = any(one.text for one in parts)
            return Judged(worst(one.overall for one in parts), _united(parts), text=with_text)
        low, high = _range(tree)
        words = expression[low:high]
        known = self._expression(words) if self._unknown(words) is None else Judged("review")
        return replace(known, problem=None, nearest=())


def _range(tree: Tree) -> tuple[int, int]:
    """Characters of the expression that a tree takes up."""
    if tree.symbol is not None:
        return tree.symbol.start, tree.symbol.end
    return _range(tree.operands[0])[0], _range(tree.operands[-1])[1]


def _of_text(text: str) -> Judged:
    from osdcheck.check import check_license

    try:
        # As bytes: a str of one line may be taken for a path or an expression.
        return _of(check_license(text.encode("utf-8", "surrogatepass")), text=True)
    except OsdcheckError as error:
        return Judged("review", text=True, problem=f"the text given for it cannot be judged: {error}")


def _of(report: Report, *, text: bool) -> Judged:
    clauses = tuple(
        SbomClause(clause.number, clause.verdict, clause.reason)
        for clause in report.clauses
        if clause.verdict != "pass"
    )
    return Judged(report.overall, clauses, report.review_reasons, text)


def _united(judged: list[Judged]) -> tuple[SbomClause, ...]:
    """One row for each clause that some license does not pass; a failure goes before a doubt."""
    rows: dict[int, SbomClause] = {}
    for clause in (clause for one in judged for clause in one.clauses):
        known = rows.get(clause.number)
        if known is None or (known.verdict != "fail" and clause.verdict == "fail"):
            rows[clause.number] = clause
    return tuple(rows[number] for number in sorted(rows))


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
