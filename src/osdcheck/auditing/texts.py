"""Judges the distinct texts of a repository, each once however many files hold it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from osdcheck.auditing.passages import approved_matches, held_in, with_approved_passages
from osdcheck.auditing.references import find_policies
from osdcheck.auditing.tongue import is_foreign
from osdcheck.core.finding import Finding
from osdcheck.core.report import Overall, Report
from osdcheck.judgment.clauses import MISSING, Weighed
from osdcheck.tables.audit_words import load_audit_words

_SURE = 90.0
_SHORT = 4000
_FEW = 6
_RIGHTS = frozenset({"grant-redistribute", "grant-modify"})


@dataclass(frozen=True, slots=True)
class Text:
    """A judged text: its report and its findings with what they do, those of absent grants left out.

    ``terms``: whether it reads like a license at all; ``approved``: an authority's approval of this
    very text decides, whatever the analysis says; ``words``: the text itself where it is short;
    ``policies``: references to use policies, as findings that no clause has heard of yet;
    ``foreign``: it is in another language than English, so nothing is known of its terms;
    ``holds``: ids of known texts that stand in it word for word, between lines that are drawn, where as a
    whole it is only like another one.
    """

    sha256: str
    report: Report
    weighed: tuple[Weighed, ...]
    terms: bool
    approved: bool = False
    words: str = ""
    policies: tuple[Weighed, ...] = ()
    foreign: bool = False
    holds: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the text is beyond doubt an approved license, words of its own that give no right aside."""
        sure = any(min(match.score, match.coverage) >= _SURE for match in approved_matches(self.report))
        return sure and not any(one.finding.kind in _RIGHTS and not self._is_known(one) for one in self.own)

    def _is_known(self, one: Weighed) -> bool:
        """Whether a finding stands in a passage that is known."""
        found, known = one.finding, self.report.license
        if found.start is None or found.end is None or known is None:
            return True
        return any(match.start <= found.start and found.end <= match.end for match in known.matches)

    @property
    def close(self) -> bool:
        """Whether it is a known text in all but a tenth of the words, on both sides."""
        known = self.report.license
        return known is not None and any(min(match.score, match.coverage) >= _SURE for match in known.matches)

    @property
    def license(self) -> str | None:
        """What the text is known as, an SPDX expression."""
        return self.report.license.expression if self.report.license is not None else None

    @property
    def called(self) -> str | None:
        """What reports call it: where its rights stand in texts that it takes in, the names of these."""
        if self.holds:
            return " AND ".join(self.holds)
        own = any(one.finding.effect == "grant" for one in self.own)
        return self.license if own or not self.taken_in else " AND ".join(self.report.incorporated)

    @property
    def taken_in(self) -> frozenset[str]:
        """Ids of the known texts that it takes in by their names and that count as its own."""
        return frozenset(self.report.incorporated)

    @property
    def overall(self) -> Overall | None:
        """Verdict on the text alone; ``None`` when it holds no terms."""
        return self.report.overall if self.terms else None

    @property
    def grants(self) -> frozenset[str]:
        """Kinds of the rights it gives."""
        return frozenset(one.finding.kind for one in self.weighed if one.finding.effect == "grant")

    @property
    def own(self) -> tuple[Weighed, ...]:
        """The findings in its own words, those in texts that it takes in left out."""
        return tuple(one for one in self.weighed if one.finding.details.license not in self.taken_in)

    @property
    def restricts(self) -> bool:
        """Whether a finding of it fails or leaves open some clause."""
        return not self.approved and any(one.verdict in {"fail", "unclear"} for one in self.weighed)


@dataclass(slots=True)
class Judge:
    """Judges texts and remembers them by their hash.

    ``identify``: also look up what a text is known as, which lets an authority's approval of a
    verbatim text count. ``undivided``: hashes of files that hold one license and nothing apart from it.
    """

    identify: bool = True
    known: dict[tuple[str, bool], Text] = field(default_factory=dict)
    undivided: set[str] = field(default_factory=set)

    def judge(self, data: bytes, name: str, *, supplement: bool = False) -> Text:
        """The text of a file; ``name`` is what errors call it.

        ``supplement``: the text stands beside a license (a policy, a rider, an exception), so that
        only what it takes away counts. Raises :class:`~osdcheck.errors.InputError` for what holds no
        readable text.
        """
        digest = hashlib.sha256(data).hexdigest()
        key = digest, supplement
        if key not in self.known:
            self.known[key] = (
                _supplement(data, name, digest) if supplement else self._judged(data, name, digest)
            )
        return self.known[key]

    def judge_part(self, text: str, name: str, *, start: int, line: int, supplement: bool = False) -> Text:
        """A stretch of a file that begins at ``start`` (in characters) on ``line`` (from 1).

        The findings carry their place in the file.
        """
        data = text.encode("utf-8", "surrogatepass")
        whole = self.judge(data, name, supplement=supplement)
        return replace(
            whole,
            weighed=tuple(_moved(one, start, line - 1) for one in whole.weighed),
            policies=tuple(_moved(one, start, line - 1) for one in whole.policies),
        )

    def _judged(self, data: bytes, name: str, digest: str) -> Text:
        from osdcheck.analysis import analyze

        analysis = analyze(data, name=name)
        if self.identify:
            from osdcheck.recognition import recognized

            analysis = recognized(analysis, alone=False)
        report = analysis.report
        taken = set(report.incorporated)
        weighed = tuple(
            unplaced(one) if one.finding.details.license in taken else one
            for one in analysis.weighed
            if one.finding.kind != MISSING
        )
        weighed = with_approved_passages(weighed, report)
        approved = report.overall_basis == "authority" and report.overall == "open"
        clean = str(analysis.document.clean)
        words = clean if len(clean) <= _SHORT else ""
        foreign = not approved and is_foreign(clean)
        # The word alone ("TODO: choose a license") makes no terms.
        table = load_audit_words()
        denied = table.reserved.search(clean) or table.unstated.denied.search(clean)
        said = weighed or denied or len(clean.split()) > _FEW
        terms = bool(said) and "not-a-license" not in report.review_reasons and not foreign
        weighed = () if foreign else weighed
        policies = () if approved else find_policies(analysis.document.original)
        holds = () if approved or not self.identify else held_in(analysis.document.original, report)
        return Text(digest, report, weighed, terms, approved, words, policies, foreign, holds)


def _supplement(data: bytes, name: str, digest: str) -> Text:
    from osdcheck.analysis import analyze_supplement

    analysis = analyze_supplement(data, name=name)
    return Text(digest, analysis.report, analysis.weighed, True)


def placed_at(text: Text, line: int) -> Text:
    """The text as a value that stands on one line of a file: its findings have that line and no offsets."""
    return replace(
        text,
        weighed=tuple(
            one._replace(finding=replace(one.finding, start=None, end=None, line_start=line, line_end=line))
            for one in text.weighed
        ),
    )


def said_at(text: Text, words: str, start: int, line: int, *, sure: bool = True) -> Text:
    """The text as what ``words`` mean that stand at ``start`` of a file, on ``line`` (from 1).

    What they take away stays unclear where they are not ``sure``.
    """
    end, last = start + len(words), line + words.count("\n")
    weighed = tuple(
        one._replace(
            finding=replace(one.finding, quote=words, start=start, end=end, line_start=line, line_end=last),
            verdict=one.verdict if sure or one.verdict != "fail" else "unclear",
        )
        for one in text.weighed
    )
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
    return replace(text, sha256=digest, weighed=weighed)


def doubtful(text: Text) -> Text:
    """The text with what it takes away left unclear."""
    return replace(
        text,
        weighed=tuple(
            one._replace(verdict="unclear") if one.verdict == "fail" else one for one in text.weighed
        ),
    )


def unplaced(one: Weighed) -> Weighed:
    """The finding without its place: it stands in a known text and in no file."""
    finding = replace(one.finding, start=None, end=None, line_start=None, line_end=None)
    return one._replace(finding=finding)


def _moved(one: Weighed, start: int, lines: int) -> Weighed:
    finding = one.finding
    if finding.start is None or finding.end is None:
        return one
    return Weighed(_shifted(finding, start, lines), one.verdict, one.reason)


def _shifted(finding: Finding, start: int, lines: int) -> Finding:
    return replace(
        finding,
        start=_plus(finding.start, start),
        end=_plus(finding.end, start),
        line_start=_plus(finding.line_start, lines),
        line_end=_plus(finding.line_end, lines),
    )


def _plus(value: int | None, by: int) -> int | None:
    return None if value is None else value + by
