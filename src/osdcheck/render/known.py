"""What a text is known as, in words: the license, what was changed, and who ruled on it."""

from __future__ import annotations

from collections import Counter

from osdcheck.core.identity import AuthorityDecision, Change, LicenseMatch
from osdcheck.core.report import Report
from osdcheck.render.words import clause_words, overall_label, shorten, visible

_MOST_CHANGES = 8
_QUOTED = 180
INCOMPLETE = (
    "More known texts may stand in it: of a file the first million characters are compared,"
    " and at most twelve texts are told."
)


def known_sentence(report: Report) -> str:
    """What the text is known as, in one sentence; empty where nobody looked."""
    if report.text_overall is None or report.expression is not None:
        return ""
    if report.license is None:
        return "Known as: no known license."
    how = [match_words(one) for one in report.license.matches]
    rest = "" if report.license.complete else f" {INCOMPLETE}"
    if len(how) == 1:
        return f"Known as {visible(report.license.expression or '')}, {how[0]}.{rest}"
    said = Counter(
        f"{visible(one.id)} {words}" for one, words in zip(report.license.matches, how, strict=True)
    )
    named = "; ".join(f"{one}, {count} times" if count > 1 else one for one, count in said.items())
    return f"Known as {visible(report.license.expression or '')} ({named}).{rest}{_choice_words(report)}"


def _choice_words(report: Report) -> str:
    """That the verdict is the one of a choice, where all words together have another."""
    if report.overall_basis != "text" or report.text_overall in (None, report.overall):
        return ""
    together = overall_label(report.text_overall).lower()
    return f" One of those offered may be chosen; all of them together would be {together}."


def match_words(match: LicenseMatch) -> str:
    """How much of a known text is there, and whether it is the whole of the file."""
    if match.exact:
        return "word for word"
    if match.score == 100:
        return "in full, with more beside it"
    return f"changed ({match.score:g} % alike, {match.coverage:g} % of it there)"


def change_lines(report: Report) -> list[tuple[bool, str]]:
    """The changes, each with whether it is substantive; the substantive ones first."""
    ranked = sorted(report.changes, key=lambda change: (change.effect == "cosmetic", change.start))
    kinds = {finding.id: finding.kind for finding in report.findings}
    lines = [(one.effect == "substantive", _change_words(one, kinds)) for one in ranked[:_MOST_CHANGES]]
    hidden = len(ranked) - _MOST_CHANGES
    if hidden > 0:
        lines.append((False, f"and {hidden} more"))
    return lines


def _change_words(change: Change, kinds: dict[str, str]) -> str:
    brought = dict.fromkeys(kinds[key] for key in change.findings if key in kinds)
    altered = [kind for kind in brought if kind in change.removed]
    effects = [
        ("brings", [kind for kind in brought if kind not in change.removed]),
        ("alters", altered),
        ("takes away", [kind for kind in change.removed if kind not in brought]),
    ]
    said = "; ".join(f"{verb} {', '.join(names)}" for verb, names in effects if names)
    if not said:
        said = "no finding changes"
    clauses = clause_words(change.clauses)
    return f"{shorten(visible(change.change), _QUOTED)} → {said}{f' ({clauses})' if clauses else ''}"


def authority_sentence(report: Report) -> str:
    """Who ruled on the license, and whether the reading of the text agrees; empty where nobody did."""
    if not report.authorities or report.expression is not None:
        return ""
    rulings = ", ".join(_ruling_words(one) for one in report.authorities)
    match report.agreement:
        case "agree":
            tail = " The reading of the text agrees."
        case "disagree":
            verdict = overall_label(report.text_overall or report.overall).lower()
            tail = f" The reading of the text disagrees: {verdict}."
        case _:
            tail = ""
    return f"Ruled on by: {rulings}.{tail}"


def basis_sentence(report: Report) -> str:
    """What the overall verdict rests on where it is not the text alone."""
    if report.expression is not None:
        return ""
    match report.overall_basis:
        case "authority":
            return "Open because it is, word for word, a license that the OSI approved."
        case "text+incorporated":
            names = ", ".join(visible(one) for one in report.incorporated)
            return f"Judged together with {names}, which this text takes in by name."
        case _:
            return ""


def _ruling_words(decision: AuthorityDecision) -> str:
    date = f" {decision.date}" if decision.date else ""
    return visible(f"{decision.authority} ({decision.decision}{date})")
