"""Says which licenses are judged wrong, by which words; silent on closed ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from analyses import Outcome
from scoring import LicenseScore

WIDTH = 260


@dataclass(frozen=True, slots=True)
class Listing:
    """Prints details of licenses whose key is not in ``closed``; counts the others."""

    closed: frozenset[str]

    def failures(self, outcomes: Iterable[Outcome]) -> None:
        """Texts that could not be judged, with the error."""
        for outcome in outcomes:
            if outcome.error:
                print(f"error: {self._line(outcome.name, outcome.error)}")

    def overall(self, scores: list[LicenseScore]) -> None:
        """Not-open licenses judged open, and open ones judged not open."""
        self._overall("false open", scores, ("not-open", "open"), missed_lines)
        self._overall("false not open", scores, ("open", "not-open"), added_lines)

    def worst(self, scores: list[LicenseScore], number: int) -> None:
        """The ``number`` licenses with most wrong clauses, then most wrong kinds."""
        wrong = sorted((score for score in self._open(scores) if rank(score)[0]), key=rank, reverse=True)
        for score in wrong[:number]:
            marks = [f"-{c}" for c in score.missed] + [f"+{c}" for c in score.added]
            marks += [f"~{c}" for c in score.blurred]
            gold, got = score.overall
            print(f"{score.key} (fold {score.fold}): {' '.join(marks)}; {got}, label {gold}")
            kinds = [f"-{k}" for k in sorted(score.kinds_missed)] + [
                f"+{k}" for k in sorted(score.kinds_added)
            ]
            print(f"    kinds: {' '.join(kinds) or 'all right'}")
            for line in (*missed_lines(score), *added_lines(score), *blurred_lines(score)):
                print(f"    {line}")
        if number:
            print()

    def kind(self, scores: list[LicenseScore], kind: str) -> None:
        """Licenses that miss or add one kind, with the quotes."""
        print(f"kind {kind}")
        for score in self._open(scores):
            findings = (score.report or {}).get("findings", [])
            if kind in score.kinds_missed:
                for finding in score.gold["findings"]:
                    if finding["kind"] == kind:
                        print(f"  - {score.key}: {shown(finding)}")
            if kind in score.kinds_added:
                for finding in findings:
                    if finding["kind"] == kind and finding["effect"] == "restriction":
                        print(f"  + {score.key}: {shown(finding)}")
        print()

    def evidence(self, scores: list[LicenseScore], number: int) -> None:
        """The first ``number`` gold quotes that no finding covers."""
        quotes = [(score.key, quote) for score in self._open(scores) for quote in score.quotes_missed]
        for key, quote in quotes[:number]:
            print(f"no evidence: {key}: {cut(quote)}")
        if number:
            print()

    def authority(self, name: str, expected: str, outcomes: dict[str, Outcome]) -> dict[str, int]:
        """Counts of overall verdicts of one list, and the texts that contradict it."""
        self.failures(outcomes.values())
        reports = {key: outcome.report for key, outcome in outcomes.items()}
        counts = Counter(report["overall"] if report else "missing" for report in reports.values())
        agreeing = counts[expected]
        print(f"{name}: {len(reports)}, {expected}: {agreeing} ({agreeing / max(1, len(reports)):.1%})")
        print(f"  {', '.join(f'{verdict} {count}' for verdict, count in sorted(counts.items()))}")
        for key, report in reports.items():
            if report and report["overall"] != expected and key not in self.closed:
                print(f"  {key}: {report['overall']} {', '.join(report['review_reasons'])}")
                for line in deciding_lines(report):
                    print(f"      {line}")
        self._hidden(key for key, report in reports.items() if report and report["overall"] != expected)
        print()
        return dict(counts)

    def identified(self, outcomes: dict[str, Outcome]) -> dict[str, int]:
        """How many approved texts are open once they are identified, and how many readings disagree."""
        self.failures(outcomes.values())
        reports = {key: outcome.report or {} for key, outcome in outcomes.items()}
        counts = Counter(report.get("overall", "missing") for report in reports.values())
        disagreeing = [key for key, report in reports.items() if report.get("agreement") == "disagree"]
        print(f"approved by OSI, identified: {len(reports)}, open: {counts['open']}")
        for key, report in reports.items():
            if report.get("overall") != "open" and key not in self.closed:
                known = (report.get("license") or {}).get("expression")
                print(f"  {key}: {report.get('overall', 'missing')}, known as {known}")
        print(f"  the reading of the text disagrees: {len(disagreeing)}")
        self._hidden(key for key, report in reports.items() if report.get("overall") != "open")
        print()
        return dict(counts) | {"disagreements": len(disagreeing)}

    def _overall(
        self,
        title: str,
        scores: list[LicenseScore],
        pair: tuple[str, str],
        lines: Callable[[LicenseScore], Iterator[str]],
    ) -> None:
        wrong = [score for score in scores if score.overall == pair]
        print(f"{title}: {len(wrong)}")
        for score in self._open(wrong):
            print(f"  {score.key} (fold {score.fold})")
            for line in lines(score):
                print(f"      {line}")
        self._hidden(score.key for score in wrong)
        print()

    def _open(self, scores: list[LicenseScore]) -> list[LicenseScore]:
        return [score for score in scores if score.key not in self.closed]

    def _hidden(self, keys: Iterable[str]) -> None:
        hidden = sum(key in self.closed for key in keys)
        if hidden:
            print(f"  and {hidden} of the closed fold")

    def _line(self, key: str, text: str) -> str:
        return "one of the closed fold" if key in self.closed else f"{key}: {text}"


def rank(score: LicenseScore) -> tuple[float, int, str]:
    """Wrong clauses, half errors as halves; then wrong kinds; the key makes the order stable."""
    clauses = len(score.missed) + len(score.added) + len(score.blurred) / 2
    return clauses, len(score.kinds_missed) + len(score.kinds_added), score.key


def missed_lines(score: LicenseScore) -> Iterator[str]:
    """For each missed clause the gold quotes that should have been found."""
    for clause in score.missed:
        for finding in _bearing(score.gold["findings"], clause):
            yield f"-{clause} {shown(finding)}"


def added_lines(score: LicenseScore) -> Iterator[str]:
    """For each added clause the quotes that misled."""
    for clause in score.added:
        for finding in _deciding(score.report, clause):
            yield f"+{clause} {shown(finding)}"


def blurred_lines(score: LicenseScore) -> Iterator[str]:
    """For each half error both verdicts and the quotes behind them."""
    for clause in score.blurred:
        gold, got = score.clauses[clause]
        source = "label" if gold != "pass" else "report"
        findings = (
            _bearing(score.gold["findings"], clause) if gold != "pass" else _deciding(score.report, clause)
        )
        quotes = "; ".join(shown(finding) for finding in findings)
        yield f"~{clause} label {gold}, got {got}; {source}: {quotes}"


def deciding_lines(report: dict[str, Any]) -> Iterator[str]:
    """The clauses that do not pass, and the restrictions without a clause, with their quotes."""
    for clause in report["clauses"]:
        if clause["verdict"] != "pass":
            for finding in _deciding(report, str(clause["number"])):
                yield f"{clause['verdict']} {clause['number']} {shown(finding)}"
    for finding in report["findings"]:
        if finding["effect"] == "restriction" and not finding["clauses"]:
            yield shown(finding)


def shown(finding: dict[str, Any]) -> str:
    """Kind and words of a finding on one line."""
    details = finding.get("details") or {}
    words = finding.get("quote") or " ".join(details.get("grants") or ())
    return f"[{finding['kind']}] {cut(words)}"


def cut(text: str) -> str:
    """Text on one line, shortened."""
    line = " ".join(text.split())
    return line if len(line) <= WIDTH else line[: WIDTH - 4] + " ..."


def _bearing(findings: list[dict[str, Any]], clause: str) -> list[dict[str, Any]]:
    return [finding for finding in findings if int(clause) in finding["clauses"]]


def _deciding(report: dict[str, Any] | None, clause: str) -> list[dict[str, Any]]:
    if report is None:
        return []
    ids = {i for row in report["clauses"] if str(row["number"]) == clause for i in row["findings"]}
    return [finding for finding in report["findings"] if finding["id"] in ids]
