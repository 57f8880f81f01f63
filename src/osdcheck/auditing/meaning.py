"""What a text is to the others of a repository: terms, a reference to some, or the one that a name means."""

from __future__ import annotations

from collections.abc import Sequence

from osdcheck.auditing.paper import Paper
from osdcheck.auditing.roles import LICENSES
from osdcheck.auditing.texts import Text
from osdcheck.catalog import report_of
from osdcheck.core.report import Overall
from osdcheck.evidence.license_names import Symbol, family_of, version_free
from osdcheck.identity.names import plain_name
from osdcheck.identity.records import find_record
from osdcheck.judgment.clauses import VAGUE
from osdcheck.tables.audit_words import load_audit_words

_RANK: dict[Overall, int] = {"open": 0, "review": 1, "not-open": 2}
_ANY_APPROVED = "any-osi"
"""SPDX id for whatever license the OSI approved."""


def is_reference(paper: Paper) -> bool:
    """Whether a text gives no right and takes none: it names terms that stand elsewhere."""
    text = paper.text
    if text is None or text.approved:
        return False
    if paper.refers:
        return True
    if not text.terms or reserves(paper):
        return False
    rights = {"grant-redistribute", "grant-copy", "grant-modify"} & {one.finding.kind for one in text.own}
    return not rights and not any(one.verdict == "fail" for one in text.own)


def reserves(paper: Paper) -> bool:
    """Whether a license file says that all rights are reserved, gives none and names no other terms."""
    text = paper.text
    if text is None or text.grants or paper.stated is not None or paper.role not in LICENSES:
        return False
    words = load_audit_words()
    return bool(words.reserved.search(text.words)) and not words.pointing.search(text.words)


def names_terms(paper: Paper) -> bool:
    """Whether a text stands for known terms that it names."""
    return paper.stated is not None or (paper.text is not None and bool(paper.text.taken_in))


def points_elsewhere(paper: Paper) -> bool:
    """Whether all that a text leaves open is that its rights stand in another one."""
    text = paper.text
    if text is None or text.approved:
        return False
    open_points = [one for one in text.weighed if one.verdict != "none"]
    return bool(open_points) and all(
        one.finding.kind == VAGUE and one.verdict == "unclear" for one in open_points
    )


def matches(paper: Paper, symbol: Symbol) -> bool:
    """Whether a text is the one a symbol names: by what it is known as, or by the name of its file."""
    wanted = {version_free(one) for one in symbol.ids} | {version_free(symbol.name)}
    text = paper.text
    if symbol.name.lower() == _ANY_APPROVED and text is not None and paper.role in LICENSES:
        return text.overall == "open"
    if paper.name is not None and paper.role == "copyright":
        return paper.name.lower() == symbol.name.lower()
    if text is not None and paper.role in LICENSES and wanted & set(map(version_free, text.taken_in)):
        return True
    if text is not None and text.license is not None:
        if len(symbol.ids) > 1:
            families = {family_of(one) for one in symbol.ids}
            return any(family_of(one) in families for one in known_as(text.license))
        if wanted & {version_free(one) for one in known_as(text.license)}:
            return True
        if paper.role != "license-text":
            return False
    name = paper.path.rsplit("/", 1)[-1]
    stem = name.rsplit(".", 1)[0] if name.lower().endswith((".txt", ".md", ".rst", ".html")) else name
    if version_free(stem) in wanted:
        return True
    lowered = stem.lower()
    for prefix in ("license-", "license.", "license_", "licence-", "copying-", "copying.", "copying_"):
        if lowered.startswith(prefix):
            tail = lowered.removeprefix(prefix)
            return any(tail == one or one.split("-", 1)[0] == tail for one in wanted)
    return False


def mentions(paper: Paper, wanted: Sequence[Symbol]) -> bool:
    """Whether a short text without a right to pass copies on names one of the licenses."""
    text = paper.text
    if text is None or not text.words or "grant-redistribute" in text.grants or text.restricts:
        return False
    said = f" {plain_name(text.words)} "
    records = [record for symbol in wanted for one in symbol.ids if (record := find_record(one))]
    stems = {
        plain_name(name).rstrip("0123456789. ") for one in records for name in (one.name, one.short_name)
    }
    return any(stem and f" {stem} " in said for stem in stems)


def is_plain(text: Text) -> bool:
    """Whether a text is what its name stands for: no change in it takes a right or adds a duty."""
    if text.license is None or text.approved or text.overall is None:
        return text.called is not None
    taken = {one.id for one in text.report.findings if one.effect != "grant"}
    changes = [one for one in text.report.changes if one.effect == "substantive"]
    if any(set(one.removed) - text.grants or taken & set(one.findings) for one in changes):
        return False
    records = [record for one in known_as(text.called or "") if (record := find_record(one)) is not None]
    return _RANK[text.overall] <= max((_RANK[report_of(one).overall] for one in records), default=0)


def known_as(expression: str) -> tuple[str, ...]:
    """Ids of a text's identity, whatever joins them."""
    for word in ("(", ")", " AND ", " OR ", " WITH "):
        expression = expression.replace(word, " ")
    return tuple(expression.split())
