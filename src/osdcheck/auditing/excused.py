"""What a README asks of those alone who avoid copyleft, or of nobody: it takes nothing away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osdcheck.auditing.meaning import known_as
from osdcheck.auditing.offers import LONGEST
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.passages import approved_matches
from osdcheck.auditing.riders import is_warning
from osdcheck.auditing.roles import LICENSES, rules
from osdcheck.evidence.license_names import family_of
from osdcheck.judgment.clauses import Weighed
from osdcheck.tables.audit_words import load_audit_words


def without_excused(paper: Paper, texts: Sequence[Paper]) -> Paper:
    """A section of a README without what it takes from nobody.

    That is what warns of use too early, and what it takes from those who avoid copyleft where the license of
    ``texts`` is such: whoever keeps a source closed has to buy another one by the open license itself.
    """
    aside = paper.aside
    if aside is None or paper.counted != "whole" or not aside.restricts:
        return paper
    copyleft = _copyleft(texts)
    kept = tuple(one for one in aside.weighed if not _is_excused(one.finding.quote, copyleft=copyleft))
    return replace(paper, aside=replace(aside, weighed=kept)) if len(kept) < len(aside.weighed) else paper


def excused_in(paper: Paper) -> Paper:
    """A license file in which it is unclear what its own words ask of those who avoid its copyleft.

    Such words may be about others as well, which a person has to tell.
    """
    text = paper.text
    if text is None or not text.restricts:
        return paper
    families = {family_of(match.id) for match in approved_matches(text.report)}
    if rules().strong.isdisjoint(families):
        return paper
    return replace(paper, text=replace(text, weighed=tuple(map(_softened, text.weighed))))


def _softened(one: Weighed) -> Weighed:
    table, words = load_audit_words().alternative, " ".join((one.finding.quote or "").split())
    avoids = one.verdict == "fail" and len(words) <= LONGEST and table.avoid.search(words)
    return one._replace(verdict="unclear") if avoids and not table.forbids.search(words) else one


def _copyleft(texts: Sequence[Paper]) -> bool:
    """Whether all whole licenses among papers are known for certain and such that a source has to be open."""
    whole = [paper.text for paper in texts if paper.role in LICENSES and paper.counted == "whole"]
    held = [one for one in whole if one is not None and one.terms]
    families = {family_of(name) for one in held for name in known_as(one.license or "?")}
    return bool(held) and all(one.certain for one in held) and families <= rules().strong


def _is_excused(quote: str | None, *, copyleft: bool) -> bool:
    table, words = load_audit_words().alternative, " ".join((quote or "").split())
    if len(words) > LONGEST:
        return False
    avoids = copyleft and bool(table.avoid.search(words)) and not table.adds.search(words)
    return avoids or is_warning(words)
