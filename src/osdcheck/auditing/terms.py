"""Which texts hold together for a part of a repository, and which are a choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from osdcheck.auditing.alternatives import candidates, ruled
from osdcheck.auditing.conclude import All, Choice, Leaf, Share, Terms, Unknown, conclude
from osdcheck.auditing.excused import without_excused
from osdcheck.auditing.meaning import is_reference, known_as, matches, mentions, points_elsewhere
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.searched import Searched
from osdcheck.auditing.speaking import decisive, different, named_only, said_of
from osdcheck.auditing.texts import Judge
from osdcheck.core.report import Overall
from osdcheck.errors import InputError
from osdcheck.evidence.headers import NOTICE
from osdcheck.evidence.license_names import (
    Expression,
    Named,
    Node,
    Symbol,
    is_partial,
    symbols,
    version_free,
)
from osdcheck.identity.records import LicenseRecord, find_record, text_of
from osdcheck.tables.audit_words import load_audit_words

_COMPLETE = frozenset({"license", "license-text", "model-license", "eula", "readme-section", "copyright"})
_RANK: dict[Overall | None, int] = {"open": 0, "review": 1, "not-open": 2, None: 3}


@dataclass(slots=True)
class Outcome:
    """The terms of a part, what they rest on, and which papers an expression refers to.

    ``basis``: one sentence each; ``neutral``: hashes of papers that turned out to refer to known
    terms only; ``apart``: hashes of texts that hold for files nobody named; ``mismatched``:
    declarations that no text of the part bears out; ``refusing``: those of them that give no open
    license; ``heard``: those that decide; ``stands``: the texts
    that stand for their names; ``offered``: hashes of commercial licenses that are another choice;
    ``doubtful``: a person has to tell whether they are.
    """

    terms: Terms
    basis: list[str] = field(default_factory=list)
    referred: set[str] = field(default_factory=set)
    neutral: set[str] = field(default_factory=set)
    apart: set[str] = field(default_factory=set)
    mismatched: list[Named] = field(default_factory=list)
    refusing: list[Named] = field(default_factory=list)
    heard: list[Named] = field(default_factory=list)
    stands: dict[Symbol, tuple[Leaf, ...]] = field(default_factory=dict)
    offered: frozenset[str] = frozenset()
    doubtful: bool = False


@dataclass(slots=True)
class Builder:
    """Builds terms; known texts are judged with the same memory as files.

    ``tree``: its files are read again for what they say of a commercial license.
    """

    judge: Judge
    tree: Searched

    def build(self, papers: Sequence[Paper], declared: Sequence[Named], headers: Sequence[Named]) -> Outcome:
        """Terms of a part from its papers, what its metadata declares and its headers say."""
        named = (*declared, *headers)
        others = candidates(papers, named)
        outcome = self._together([one for one in papers if one not in others], declared, headers)
        if others and outcome.mismatched:
            return self._together(papers, declared, headers)
        ruling = ruled(others, outcome.terms, papers, named, self.tree)
        if ruling.terms is None:
            return self._together(papers, declared, headers, binding=ruling.binding)
        if ruling.binding is not None:
            outcome.basis.append(f"All of the licenses hold: {ruling.binding}.")
        outcome.terms = ruling.terms
        outcome.basis += ruling.basis
        outcome.doubtful = ruling.doubtful
        outcome.offered = frozenset(paper.sha256 for paper in others)
        return outcome

    def _together(
        self,
        papers: Sequence[Paper],
        declared: Sequence[Named],
        headers: Sequence[Named],
        *,
        binding: str | None = None,
    ) -> Outcome:
        """Terms of papers that all hold but for what an expression makes a choice; ``binding``: by what."""
        outcome = Outcome(All(()))
        counting = _distinct(paper for paper in papers if _counts(paper))
        texts = [paper for paper in counting if paper.counted in {"whole", "restrictions", "grants"}]
        texts += [paper for paper in papers if paper.role == "copyright" and paper.counted == "apart"]
        operands: list[Terms] = []
        main = decisive(declared)
        for named in (*main, *different(headers)):
            if named.expression is not None:
                added = self._declared(named, texts, outcome, header=named not in main)
                operands += added
                if added and named in main:
                    outcome.heard.append(named)
        operands += self._undeclared(texts, outcome, bool(operands), binding)
        if not operands and not texts:
            operands += named_only(declared)
            outcome.basis += [said_of(one) for one in operands if isinstance(one, Unknown) and not one.exact]
        if operands and all(
            isinstance(one, Unknown) and one.name.lower() in load_audit_words().nothing for one in operands
        ):
            operands = []
        outcome.basis += [
            f"{paper.path} holds {' AND '.join(paper.text.holds)}, with words of its own: judged together."
            for paper in texts
            if paper.text is not None and paper.text.holds
        ]
        outcome.terms = All(tuple(operands))
        return outcome

    def _undeclared(
        self, texts: Sequence[Paper], outcome: Outcome, declared: bool, binding: str | None
    ) -> list[Terms]:
        """Terms of the texts that no declaration refers to: all of them hold."""
        operands: list[Terms] = []
        complete = [paper for paper in texts if paper.role in _COMPLETE and paper.role != "readme-section"]
        others = declared or not all(map(is_reference, complete))
        for paper in texts:
            # A section that names a license may take something from it in the same breath.
            known = outcome.referred if paper.role == "readme-section" else outcome.referred | outcome.neutral
            if paper.sha256 in known or paper.counted == "apart":
                continue
            if paper.scoped:
                outcome.apart.add(paper.sha256)
            elif _repeats(paper, texts):
                outcome.neutral.add(paper.sha256)
            elif paper.role == "readme-section" or (paper.role == "notice" and paper.aside is not None):
                operands += _section(without_excused(paper, texts), bool(complete or operands or declared))
            elif (named := self._reference(paper, texts, outcome)) is not None:
                operands.append(named)
                if paper.text is not None and any(one.verdict == "fail" for one in paper.text.weighed):
                    operands.append(Leaf(paper.text, paper.path, "restrictions"))
                else:
                    outcome.neutral.add(paper.sha256)
            elif _adds_nothing(paper, beside=others, pointed=bool(outcome.referred) or len(complete) > 1):
                outcome.neutral.add(paper.sha256)
            elif paper.text is not None:
                share: Share = "restrictions" if paper.counted == "restrictions" else "whole"
                operands.append(Leaf(paper.text, paper.path, share))
        aside = outcome.referred | outcome.neutral | outcome.apart
        joined = [one.path for one in complete if one.sha256 not in aside and one.counted != "apart"]
        if len(joined) > 1:
            said = f"By {binding}" if binding is not None else "Nothing says that one is enough, so"
            outcome.basis.append(f"{said} all of these hold: {', '.join(joined)}.")
        return operands

    def _reference(self, paper: Paper, texts: Sequence[Paper], outcome: Outcome) -> Terms | None:
        """Terms that a text names instead of giving them."""
        said = paper.stated
        if said is not None and said.named.expression is not None:
            outcome.basis.append(f"{paper.path} refers to {said.words}.")
            return self._resolve(said.named.expression, texts, said.named, outcome)
        if not is_reference(paper) or paper.text is None:
            return None
        if paper.text.taken_in:
            outcome.basis.append(f"{paper.path} refers to {' AND '.join(paper.text.report.incorporated)}.")
            return Leaf(paper.text, paper.path)
        known = self._named_in(paper)
        if known is not None:
            outcome.basis.append(f"{paper.path} refers to {known.name}.")
        return known

    def alone(self, named: Named, papers: Sequence[Paper]) -> Outcome:
        """Terms of bundled work that a copyright file names, from the texts in it."""
        outcome = Outcome(All(()))
        assert named.expression is not None
        outcome.terms = self._resolve(named.expression, papers, named, outcome)
        return outcome

    def _declared(
        self, named: Named, texts: Sequence[Paper], outcome: Outcome, *, header: bool
    ) -> list[Terms]:
        expression = named.expression
        assert expression is not None
        wanted = symbols(expression)
        found = [paper for paper in texts if any(matches(paper, one) for one in wanted)]
        whole = [
            paper
            for paper in texts
            if paper.role in _COMPLETE and not is_reference(paper) and not mentions(paper, wanted)
        ]
        if named.problem is not None and whole and not header and not any(one.ids for one in wanted):
            # What nobody can read contradicts no file.
            return [] if not found else [self._resolve(expression, texts, named, outcome)]
        if not found and whole and not header:
            if all(one.role == "readme-section" for one in whole):
                return [self._resolve(expression, texts, named, outcome)]
            meant = [paper for paper in whole if _may_be(paper, wanted)]
            if not meant:
                outcome.mismatched.append(named)
                if self._refuses(expression, named):
                    outcome.refusing.append(named)
                return []
            if named.loose:
                return []
            outcome.referred.update(paper.sha256 for paper in meant)
            held = tuple(Leaf(paper.text, paper.path) for paper in meant if paper.text)
            outcome.stands.update(dict.fromkeys(wanted, held))
            return [All(held)]
        if named.loose and not found and whole:
            return []
        known = [one for one in wanted if one.ids]
        named_there = any(paper.role == "copyright" for paper in found)
        elsewhere = header and not found and _is_elsewhere(wanted, whole)
        if not known and whole and not named_there and not elsewhere:
            return []
        tagged = header and not is_partial(named.declared) and named.declared.field != NOTICE
        where = "SPDX header" if tagged else named.declared.field
        outcome.basis.append(f"{named.declared.path} declares {named.written} ({where}).")
        for paper in texts:
            if not found and (is_reference(paper) or mentions(paper, wanted)):
                outcome.neutral.add(paper.sha256)
        return [self._resolve(expression, texts, named, outcome)]

    def _refuses(self, expression: Expression, named: Named) -> bool:
        """Whether what is declared gives less than an open license, or no right at all ("UNLICENSED")."""
        if all(map(_is_own_name, symbols(expression))):
            return True
        return conclude(self._resolve(expression, (), named, Outcome(All(())))).overall == "not-open"

    def _resolve(
        self, expression: Expression, texts: Sequence[Paper], named: Named, outcome: Outcome
    ) -> Terms:
        if isinstance(expression, Symbol):
            return self._symbol(expression, texts, named, outcome)
        if expression.operator == "OR":
            options = tuple(self._resolve(one, texts, named, outcome) for one in expression.operands)
            return Choice(options)
        if expression.operator == "WITH":
            return self._with(expression, texts, named, outcome)
        return All(tuple(self._resolve(one, texts, named, outcome) for one in expression.operands))

    def _with(self, node: Node, texts: Sequence[Paper], named: Named, outcome: Outcome) -> Terms:
        base, exception = node.operands
        held = self._resolve(base, texts, named, outcome)
        assert isinstance(exception, Symbol)
        added = self._symbol(exception, texts, named, outcome, supplement=True)
        # An exception that is not known adds nothing that is needed: the license stands without it.
        return held if isinstance(added, Unknown) else All((held, added))

    def _symbol(
        self,
        symbol: Symbol,
        texts: Sequence[Paper],
        named: Named,
        outcome: Outcome,
        *,
        supplement: bool = False,
    ) -> Terms:
        fitting = [paper for paper in texts if matches(paper, symbol)]
        outcome.referred.update(paper.sha256 for paper in fitting)
        whole = [
            paper
            for paper in fitting
            if not is_reference(paper) and paper.stated is None
            # "You can redistribute it under the terms of the GPL" stands for the known text.
            if not (symbol.ids and paper.role == "copyright" and points_elsewhere(paper))
        ]
        # Beside the text itself, one that only takes it in by name adds nothing.
        whole = [paper for paper in whole if paper.text and not paper.text.taken_in] or whole
        if whole:
            held = tuple(Leaf(paper.text, paper.path) for paper in whole if paper.text is not None)
            outcome.stands[symbol] = held
            return held[0] if len(held) == 1 else All(held)
        known = self.known(symbol, supplement=supplement)
        if known is not None:
            outcome.stands[symbol] = (known,)
            return known
        return Unknown(symbol.name, named.declared.path, named.declared.line_start or None)

    def known(self, symbol: Symbol, *, supplement: bool = False) -> Leaf | None:
        """The known text a symbol stands for: any one of several where all of them are judged alike."""
        found = [leaf for one in symbol.ids if (leaf := self._known(find_record(one), supplement))]
        return found[0] if len({leaf.text.overall for leaf in found}) == 1 else None

    def _known(self, record: LicenseRecord | None, supplement: bool) -> Leaf | None:
        if record is None or record.is_generic or record.is_unknown:
            return None
        text = text_of(record)
        if not text.strip():
            return None
        try:
            judged = self.judge.judge(
                text.encode("utf-8"), record.id, supplement=supplement or record.is_exception
            )
        except InputError:
            return None
        return Leaf(judged, None, "whole", record.id)

    def _named_in(self, paper: Paper) -> Leaf | None:
        """The known terms that a text refers to, by what it was identified as."""
        known = paper.text.license if paper.text is not None else None
        ids = known_as(known) if known is not None else ()
        if len(ids) != 1:
            return None
        return self._known(find_record(ids[0]), supplement=False)


def _is_elsewhere(wanted: Sequence[Symbol], whole: Sequence[Paper]) -> bool:
    """Whether references to texts of the repository cannot mean any of those that are there."""
    references = all(one.name.lower().startswith("licenseref-") for one in wanted)
    return references and all(paper.text is not None and paper.text.certain for paper in whole)


def _may_be(paper: Paper, wanted: Sequence[Symbol]) -> bool:
    """Whether nothing says that the text is another license than the declared one."""
    text = paper.text
    if text is None or not (text.overall == "open" or all(map(_is_own_name, wanted))):
        return False
    return text.license is None or not text.certain


def _repeats(paper: Paper, texts: Sequence[Paper]) -> bool:
    """Whether a text names the license of another one, and whether it adds to it is in doubt."""
    text = paper.text
    if text is None or not text.taken_in or text.overall != "review" or paper.role == "readme-section":
        return False
    others = [one.text.license for one in texts if one is not paper and one.text is not None]
    held = {version_free(one) for license_ in others if license_ is not None for one in known_as(license_)}
    return set(map(version_free, text.taken_in)) <= held


def _adds_nothing(paper: Paper, *, beside: bool, pointed: bool) -> bool:
    """Whether a text says nothing of its own ``beside`` others, or may point to one of them."""
    return (beside and is_reference(paper)) or (pointed and points_elsewhere(paper))


def _is_own_name(symbol: Symbol) -> bool:
    """Whether a name stands for whatever terms a project has: LicenseRef-Foo, "proprietary"."""
    if symbol.name.lower().startswith("licenseref-") and not symbol.ids:
        return True
    records = [record for one in symbol.ids if (record := find_record(one))]
    return bool(records) and all(record.is_generic for record in records)


def _counts(paper: Paper) -> bool:
    return (
        not paper.idle
        and paper.text is not None
        and (paper.text.terms or paper.aside is not None or paper.stated is not None)
    )


def _section(paper: Paper, beside: bool) -> list[Terms]:
    """What a section of a README adds: beside a license what it takes away, alone all it says."""
    taken = paper.aside is not None and (
        any(one.verdict == "fail" for one in paper.aside.weighed) or paper.counted == "restrictions"
    )
    if not beside and paper.text is not None and paper.text.terms:
        return [Leaf(paper.text, paper.path)]
    named = paper.aside is not None and bool(paper.aside.policies)
    return [Leaf(paper.aside, paper.path, "restrictions")] if (taken or named) and paper.aside else []


def _distinct(papers: Iterable[Paper]) -> list[Paper]:
    """One paper for each text, the first by path; a copy elsewhere says nothing new."""
    found: dict[tuple[str, str], Paper] = {}
    for paper in sorted(papers, key=lambda one: (one.path.count("/"), one.path, one.line_start or 0)):
        found.setdefault((paper.sha256, paper.counted), paper)
    return list(found.values())
