"""Figures that compare reports with gold labels.

The positive class of a clause is ``fail``. ``unclear`` against a decided verdict is half an error,
on the side it concerns. Kinds are compared as sets per license. A gold quote counts as found when a
restriction that shares one of its clauses covers half of its word 4-grams, or the other way round.
Duties and grants are compared as sets per license, like kinds; the reference scorer leaves them out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

CLAUSES = tuple(str(number) for number in range(1, 11))
UNSCORED_GOLD_KINDS = frozenset({"missing-grant", "vague", "excluded-part"})
UNSCORED_KINDS = UNSCORED_GOLD_KINDS | {"unclassified-restriction"}
MISSING = "missing"
LONGEST_QUOTE = 80
LEAST_CLAUSE_SUPPORT = 5
LEAST_KIND_SUPPORT = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """True positives, false positives and false negatives, in halves."""

    hits: float = 0.0
    false_alarms: float = 0.0
    misses: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.hits + other.hits, self.false_alarms + other.false_alarms, self.misses + other.misses
        )

    @property
    def precision(self) -> float:
        """Share of the alarms that are right; 1 when there is none."""
        alarms = self.hits + self.false_alarms
        return self.hits / alarms if alarms else 1.0

    @property
    def recall(self) -> float:
        """Share of the positives that were found; 1 when there is none."""
        positives = self.hits + self.misses
        return self.hits / positives if positives else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def support(self) -> float:
        """Number of positives."""
        return self.hits + self.misses

    def to_dict(self) -> dict[str, float]:
        """The three rates and the support, rounded to four places."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "support": self.support,
        }


HIT = Tally(hits=1)
FALSE_ALARM = Tally(false_alarms=1)
MISS = Tally(misses=1)
HALF_FALSE_ALARM = Tally(false_alarms=0.5)
HALF_MISS = Tally(misses=0.5)
HALF_HIT = Tally(hits=0.5, misses=0.5)


@dataclass(frozen=True, slots=True)
class LicenseScore:
    """How one report compares with its label.

    ``clauses`` maps each clause to its gold verdict and the one given; the quote tuples hold gold
    quotes; ``report`` is the dict judged, ``None`` when there is none.
    """

    key: str
    fold: int
    gold: dict[str, Any]
    report: dict[str, Any] | None
    overall: tuple[str, str]
    clauses: dict[str, tuple[str, str]]
    kinds_found: frozenset[str]
    kinds_missed: frozenset[str]
    kinds_added: frozenset[str]
    quotes_found: tuple[str, ...]
    quotes_missed: tuple[str, ...]
    duties: dict[str, Tally]
    grants: dict[str, Tally]

    @property
    def missed(self) -> tuple[str, ...]:
        """Clauses that fail in the label and not at all in the report."""
        return tuple(
            c for c, (gold, got) in self.clauses.items() if gold == "fail" and got in ("pass", MISSING)
        )

    @property
    def added(self) -> tuple[str, ...]:
        """Clauses that pass in the label and fail in the report."""
        return tuple(c for c, (gold, got) in self.clauses.items() if gold == "pass" and got == "fail")

    @property
    def blurred(self) -> tuple[str, ...]:
        """Clauses where one of the two is unclear and the other decided."""
        return tuple(
            c
            for c, pair in self.clauses.items()
            if "unclear" in pair and len(set(pair)) == 2 and MISSING not in pair
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures over a set of licenses; ``clause_support`` counts gold ``fail`` per clause."""

    licenses: int
    missing: int
    right: int
    false_open: int
    gold_not_open: int
    false_not_open: int
    gold_open: int
    clauses: dict[str, Tally]
    clause_support: dict[str, int]
    kinds: dict[str, Tally]
    quotes_found: int
    quotes: int
    duties: dict[str, Tally]
    grants: dict[str, Tally]

    @property
    def accuracy(self) -> float:
        """Share of licenses whose overall verdict is the gold one."""
        return self.right / self.licenses if self.licenses else 0.0

    @property
    def clause_micro(self) -> Tally:
        """All clauses in one tally."""
        return sum(self.clauses.values(), Tally())

    @property
    def clause_macro_f1(self) -> float:
        """Mean F1 of the clauses with enough support."""
        return _mean(
            [t.f1 for c, t in self.clauses.items() if self.clause_support[c] >= LEAST_CLAUSE_SUPPORT]
        )

    @property
    def kind_micro(self) -> Tally:
        """All kinds in one tally."""
        return sum(self.kinds.values(), Tally())

    @property
    def common_kinds(self) -> dict[str, Tally]:
        """Kinds with enough support to be averaged."""
        return {kind: tally for kind, tally in self.kinds.items() if tally.support >= LEAST_KIND_SUPPORT}

    @property
    def kind_macro_f1(self) -> float:
        """Mean F1 of the common kinds."""
        return _mean([tally.f1 for tally in self.common_kinds.values()])

    @property
    def duty_micro(self) -> Tally:
        """All duties in one tally."""
        return sum(self.duties.values(), Tally())

    @property
    def grant_micro(self) -> Tally:
        """All grants in one tally."""
        return sum(self.grants.values(), Tally())

    @property
    def evidence_recall(self) -> float:
        """Share of gold quotes that a finding covers."""
        return self.quotes_found / max(1, self.quotes)

    def to_dict(self) -> dict[str, Any]:
        """All figures as JSON values."""
        return {
            "licenses": self.licenses,
            "missing": self.missing,
            "overall_accuracy": round(self.accuracy, 4),
            "false_open": [self.false_open, self.gold_not_open],
            "false_not_open": [self.false_not_open, self.gold_open],
            "clauses": {
                c: {**t.to_dict(), "support": self.clause_support[c]} for c, t in self.clauses.items()
            },
            "clause_micro": self.clause_micro.to_dict(),
            "clause_macro_f1": round(self.clause_macro_f1, 4),
            "kinds": {kind: self.kinds[kind].to_dict() for kind in sorted(self.kinds)},
            "kind_micro": self.kind_micro.to_dict(),
            "kind_macro_f1": round(self.kind_macro_f1, 4),
            "evidence_recall": round(self.evidence_recall, 4),
            "duties": {name: self.duties[name].to_dict() for name in sorted(self.duties)},
            "duty_micro": self.duty_micro.to_dict(),
            "grants": {name: self.grants[name].to_dict() for name in sorted(self.grants)},
            "grant_micro": self.grant_micro.to_dict(),
        }


def score_license(gold: dict[str, Any], report: dict[str, Any] | None) -> LicenseScore:
    """Compare one label with the report (a dict of ``osdcheck-report/1``), or with its absence."""
    got = {str(c["number"]): c["verdict"] for c in report["clauses"]} if report else {}
    findings = report["findings"] if report else []
    restrictions = [f for f in findings if f.get("effect", "restriction") == "restriction"]
    gold_kinds = frozenset(f["kind"] for f in gold["findings"]) - UNSCORED_GOLD_KINDS
    kinds = frozenset(f["kind"] for f in restrictions) - UNSCORED_KINDS
    quoted = [f for f in gold["findings"] if f["kind"] != "missing-grant" and f.get("quote")]
    found = [finding_with(f, restrictions) is not None for f in quoted]
    return LicenseScore(
        key=gold["key"],
        fold=gold["fold"],
        gold=gold,
        report=report,
        overall=(gold["overall"], report["overall"] if report else MISSING),
        clauses={c: (gold["verdicts"][c], got.get(c, MISSING)) for c in CLAUSES},
        kinds_found=gold_kinds & kinds,
        kinds_missed=gold_kinds - kinds,
        kinds_added=kinds - gold_kinds,
        quotes_found=tuple(f["quote"] for f, hit in zip(quoted, found, strict=True) if hit),
        quotes_missed=tuple(f["quote"] for f, hit in zip(quoted, found, strict=True) if not hit),
        duties=_compared(gold.get("duties", ()), _names(findings, "duty")),
        grants=_compared(map(_grant, gold.get("grants", ())), _names(findings, "grant")),
    )


def _names(findings: list[dict[str, Any]], effect: str) -> frozenset[str]:
    return frozenset(_grant(f["kind"]) for f in findings if f.get("effect") == effect)


def _grant(kind: str) -> str:
    return kind.removeprefix("grant-")


def _compared(gold: Iterable[str], got: frozenset[str]) -> dict[str, Tally]:
    wanted = frozenset(gold)
    return {
        name: HIT if name in wanted & got else FALSE_ALARM if name in got else MISS for name in wanted | got
    }


def figures(scores: Iterable[LicenseScore]) -> Figures:
    """Add up what single licenses scored."""
    rows = list(scores)
    overall = Counter(score.overall for score in rows)
    gold_overall = Counter(score.overall[0] for score in rows)
    return Figures(
        licenses=len(rows),
        missing=sum(score.report is None for score in rows),
        right=sum(count for (gold, got), count in overall.items() if gold == got),
        false_open=overall["not-open", "open"],
        gold_not_open=gold_overall["not-open"],
        false_not_open=overall["open", "not-open"],
        gold_open=gold_overall["open"],
        clauses={c: sum((clause_tally(*s.clauses[c]) for s in rows), Tally()) for c in CLAUSES},
        clause_support={c: sum(s.clauses[c][0] == "fail" for s in rows) for c in CLAUSES},
        kinds=_kind_tallies(rows),
        quotes_found=sum(len(s.quotes_found) for s in rows),
        quotes=sum(len(s.quotes_found) + len(s.quotes_missed) for s in rows),
        duties=_summed(s.duties for s in rows),
        grants=_summed(s.grants for s in rows),
    )


def clause_tally(gold: str, got: str) -> Tally:
    """What one verdict adds to the tally of its clause; an absent one is no alarm."""
    if got == MISSING:
        return MISS if gold == "fail" else Tally()
    outcomes = {
        ("fail", "fail"): HIT,
        ("fail", "pass"): MISS,
        ("fail", "unclear"): HALF_HIT,
        ("pass", "fail"): FALSE_ALARM,
        ("pass", "unclear"): HALF_FALSE_ALARM,
        ("unclear", "fail"): HALF_FALSE_ALARM,
        ("unclear", "pass"): HALF_MISS,
    }
    return outcomes.get((gold, got), Tally())


def finding_with(gold: dict[str, Any], restrictions: list[dict[str, Any]]) -> dict[str, Any] | None:
    """First restriction that carries the evidence of a gold finding."""
    wanted = gold["quote"].split("...")[0]
    for finding in restrictions:
        quote = finding.get("quote")
        if not quote or len(quote.split()) > LONGEST_QUOTE:
            continue
        if set(gold["clauses"]).isdisjoint(finding.get("clauses", ())):
            continue
        if max(_covered(wanted, quote), _covered(quote, wanted)) >= 0.5:
            return finding
    return None


def _covered(text: str, by: str) -> float:
    """Share of the word 4-grams of ``text`` that ``by`` has too."""
    grams = _four_grams(text)
    return len(grams & _four_grams(by)) / len(grams)


def _four_grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))}


def _kind_tallies(scores: list[LicenseScore]) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    for score in scores:
        for kinds, outcome in (
            (score.kinds_found, HIT),
            (score.kinds_added, FALSE_ALARM),
            (score.kinds_missed, MISS),
        ):
            for kind in kinds:
                tallies[kind] = tallies.get(kind, Tally()) + outcome
    return tallies


def _summed(tallies: Iterable[dict[str, Tally]]) -> dict[str, Tally]:
    total: dict[str, Tally] = {}
    for one in tallies:
        for name, tally in one.items():
            total[name] = total.get(name, Tally()) + tally
    return total


def _mean(values: list[float]) -> float:
    return sum(values) / max(1, len(values))
