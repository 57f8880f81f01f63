"""Several conclusions as one: a whole without terms of its own is as open as its least open part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osdcheck.auditing.conclude import Conclusion, Placed
from osdcheck.core.report import ClauseVerdict
from osdcheck.judgment.clauses import overall

_RANK = {"pass": 0, "unclear": 1, "fail": 2}


def conjoined(conclusions: Sequence[Conclusion]) -> Conclusion:
    """The worst verdict on each clause, with the findings of all parts that give it.

    Parts under the same texts say it once, the first of them.
    """
    distinct: dict[object, Conclusion] = {}
    for one in conclusions:
        texts = frozenset((leaf.text.sha256, leaf.share) for leaf in one.counted)
        said = tuple((verdict.verdict, verdict.reason) for verdict in one.verdicts)
        distinct.setdefault((texts, said, one.review_reasons), one)
    conclusions = tuple(distinct.values())
    renamed = [_renamed(one, f"p{number}.") for number, one in enumerate(conclusions, 1)]
    verdicts = tuple(_worst([one.verdicts[index] for one in renamed]) for index in range(10))
    reasons = tuple(dict.fromkeys(reason for one in renamed for reason in one.review_reasons))
    return Conclusion(
        overall(verdicts, reasons),
        reasons,
        verdicts,
        tuple(placed for one in renamed for placed in one.findings),
        tuple(leaf for one in renamed for leaf in one.counted),
        tuple(leaf for one in renamed for leaf in one.left_out),
    )


def _renamed(conclusion: Conclusion, prefix: str) -> Conclusion:
    return replace(
        conclusion,
        verdicts=tuple(
            replace(one, findings=tuple(prefix + key for key in one.findings)) for one in conclusion.verdicts
        ),
        findings=tuple(_named(one, prefix) for one in conclusion.findings),
    )


def _named(placed: Placed, prefix: str) -> Placed:
    weighed = placed.weighed
    finding = replace(weighed.finding, id=prefix + weighed.finding.id)
    return replace(placed, weighed=weighed._replace(finding=finding))


def _worst(verdicts: Sequence[ClauseVerdict]) -> ClauseVerdict:
    worst = max(verdicts, key=lambda one: _RANK[one.verdict])
    same = [one for one in verdicts if one.verdict == worst.verdict]
    if worst.verdict == "pass":
        return worst
    return replace(
        worst,
        reason=" ".join(dict.fromkeys(one.reason for one in same)),
        findings=tuple(key for one in same for key in one.findings),
    )
