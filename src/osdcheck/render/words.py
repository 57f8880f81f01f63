"""Words that all reports for people share: headlines, reasons, thresholds, shortened quotes."""

from __future__ import annotations

import unicodedata

from osdcheck.core.finding import Details, Finding, Threshold
from osdcheck.core.report import Overall, Report
from osdcheck.render.entry import Tally

NOTICE = "This is a reading of the text by a program, not legal advice."

_JOINERS = "\u00ad\u200c\u200d"


def visible(text: str) -> str:
    r"""The text on one line, with every character that could steer a terminal written out.

    White space becomes single blanks; control, formatting (bidirectional overrides among them)
    and lone surrogate characters become escapes, so that a hostile quote stays a quote.

    >>> visible("a\x1b[2Jb\n c")
    'a\\x1b[2Jb c'
    """
    line = " ".join(text.split())
    return "".join(character if _harmless(character) else _escape(character) for character in line)


def _harmless(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _escape(character: str) -> str:
    return (
        character.encode("ascii", "backslashreplace").decode("ascii")
        if ord(character) > 0x7F
        else (f"\\x{ord(character):02x}")
    )


def shorten(text: str, limit: int) -> str:
    """The text cut behind a whole word so that it and an ellipsis have at most ``limit`` characters."""
    if len(text) <= limit:
        return text
    head = text[: max(1, limit - 2)]
    if not text[len(head)].isspace() and " " in head:
        # A single very long word (a URL) is cut inside: losing nearly all of the quote says less.
        words = head.rsplit(" ", 1)[0]
        head = words if len(words) * 2 >= len(head) else head
    return head.rstrip(" ,;:") + " …"


def quoted(finding: Finding, limit: int) -> str:
    """The words of a finding in quotation marks, or what was looked for and not found."""
    if finding.quote is None:
        missing = ", ".join(grant.removeprefix("grant-") for grant in finding.details.grants or ())
        return f"no words found that grant: {missing}" if missing else "no words found"
    return f"“{shorten(visible(finding.quote), max(10, limit - 2))}”"


def lines(finding: Finding) -> str:
    """``"line 4"`` or ``"lines 4-6"``, with ``" of MIT"`` in an expression; empty where nothing is quoted."""
    if finding.line_start is None:
        return ""
    of = f" of {visible(finding.details.license)}" if finding.details.license else ""
    if finding.line_end is None or finding.line_end == finding.line_start:
        return f"line {finding.line_start}{of}"
    return f"lines {finding.line_start}-{finding.line_end}{of}"


def quoted_path(finding: Finding, path: str) -> str:
    """What a locatable message calls the text quoted: the license in an expression, else ``path``."""
    return visible(finding.details.license) if finding.details.license else path


def source_title(name: str | None) -> str:
    """What a headline calls a source."""
    if name is None:
        return "(text)"
    return "(standard input)" if name == "-" else visible(name)


def source_path(name: str | None) -> str:
    """What a locatable message calls a source."""
    return visible(name) if name else "-"


def overall_label(overall: Overall) -> str:
    """The overall verdict as a headline begins."""
    match overall:
        case "open":
            return "OPEN SOURCE"
        case "not-open":
            return "NOT OPEN SOURCE"
        case "review":
            return "NEEDS REVIEW"


def overall_sentence(report: Report) -> str:
    """The overall verdict in words, with the clauses that fail."""
    match report.overall:
        case "open" if report.overall_basis == "authority" and report.text_overall != "open":
            return "approved by the OSI, though its text as read here does not meet all ten clauses."
        case "open":
            return "meets all ten clauses of the Open Source Definition."
        case "not-open":
            failed = [str(clause.number) for clause in report.clauses if clause.verdict == "fail"]
            noun = "clause" if len(failed) == 1 else "clauses"
            return f"fails {noun} {_and(failed)} of the Open Source Definition."
        case "review" if is_no_license(report):
            return "this is not a license."
        case "review":
            return "no verdict yet; a person has to read it."


def is_no_license(report: Report) -> bool:
    """Whether there is nothing to judge, so that verdicts on ten clauses would tell a reader nothing."""
    return "not-a-license" in report.review_reasons and report.expression is None


def review_sentence(reason: str) -> str:
    """What a review reason asks a person to do; an unknown one stands for itself."""
    match reason:
        case "unclear":
            return (
                "At least one clause cannot be decided from this text alone: it points to terms that are"
                " not in it, contradicts itself or is too vague. See the clauses marked UNCLEAR."
            )
        case "unclassified-restriction":
            return (
                "The text limits what you may do in a way this program has no name for."
                " Read the words listed as unclassified-restriction."
            )
        case "no-text":
            return (
                "A license is known by name only: the name stands for many texts, or its text is not known."
                " Give its text with the expression, or judge the text itself."
            )
        case "not-a-license":
            return "No grant, ban or condition addressed to a user was found. Is it the right file?"
        case _:
            return f"{reason.replace('-', ' ').capitalize()}."


def tally_sentence(tally: Tally) -> str:
    """The counts of a run in one line."""
    counts = [
        (tally.open, "open"),
        (tally.not_open, "not open"),
        (tally.review, "to review"),
        (tally.unread, "not read"),
        (tally.defects, "stopped by an internal error"),
    ]
    said = ", ".join(f"{count} {word}" for count, word in counts if count)
    return f"{tally.total} inputs: {said}." if said else "No inputs."


def threshold_words(threshold: Threshold) -> str:
    """A threshold as a person says it: ``"more than 700,000,000 monthly active users"``."""
    comparator = {
        ">": "more than",
        ">=": "at least",
        "<": "less than",
        "<=": "at most",
        "=": "exactly",
    }.get(threshold.comparator or "", "")
    number = f"{threshold.number:,}"
    unit = visible(threshold.unit).replace("-", " ")
    amount = f"{visible(threshold.currency)} {number} of {unit}" if threshold.currency else f"{number} {unit}"
    # The unit may name the period already, as in monthly active users.
    period = threshold.period and f"per {visible(threshold.period)}"
    if threshold.period and threshold.period in unit:
        period = None
    as_of = threshold.as_of and f"({visible(threshold.as_of)})"
    return " ".join(part for part in (comparator, amount, period, as_of) if part)


def detail_words(details: Details) -> str:
    """The slots behind a finding in one line; empty when there are none worth a line."""
    slots = [
        ("limit", threshold_words(details.threshold) if details.threshold else None),
        ("purpose", details.purpose),
        ("who", details.party),
        ("where", details.territory),
        ("except", details.exception),
        ("refers to", details.reference),
        ("introduced by", details.stem and f"“{shorten(visible(details.stem), 100)}”"),
    ]
    return "; ".join(f"{label}: {visible(value)}" for label, value in slots if value)


def stem_words(details: Details) -> str:
    """The beginning of the list a quote stands in, to be put before the quote; else ``""``."""
    return f"{shorten(visible(details.stem).rstrip(':'), 70)}: " if details.stem else ""


def clause_words(numbers: tuple[int, ...]) -> str:
    """``"clause 5"``, ``"clauses 1 and 6"``, or ``""``."""
    if not numbers:
        return ""
    return ("clause " if len(numbers) == 1 else "clauses ") + _and([str(number) for number in numbers])


def _and(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""
