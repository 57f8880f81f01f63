"""Use policies that a text refers to, whether or not its grammar makes them binding."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from osdcheck.core.finding import Details, Finding
from osdcheck.judgment.clauses import Weighed
from osdcheck.tables.audit_words import load_audit_words

KIND = "use-policy"
_URL = re.compile(r"https?://[^\s)>\]\"'”’]+")
_STOP = re.compile(r"(?<=[.!?;])\s+(?=[A-Z\"“*])|\n\s*\n")
_MOST = 5


def policy_url(quote: str | None) -> str | None:
    """The first address in some words."""
    found = _URL.search(quote or "")
    return found[0].rstrip(".,;:") if found else None


def find_policies(text: str) -> tuple[Weighed, ...]:
    """An unclear finding for each sentence that names a use policy, the first few of a text."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    found: dict[tuple[int, int], Weighed] = {}
    for low, high in _sentences(text):
        if len(found) == _MOST:
            break
        quote = text[low:high]
        details = Details(reference=policy_url(quote) or "a use policy", text=" ".join(quote.split()))
        first, last = bisect_right(starts, low), bisect_right(starts, max(low, high - 1))
        finding = Finding("", KIND, "restriction", (6,), quote, low, high, first, last, details)
        found.setdefault((low, high), Weighed(finding, "unclear", "A use policy is referred to."))
    return tuple(found.values())


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for match in load_audit_words().policy.finditer(text):
        before = [stop.end() for stop in _STOP.finditer(text, max(0, match.start() - 400), match.start())]
        after = _STOP.search(text, match.end(), match.end() + 400)
        low = before[-1] if before else max(text.rfind("\n", 0, match.start()) + 1, match.start() - 400, 0)
        high = after.start() if after else min(len(text), match.end() + 200)
        while high > low and text[high - 1].isspace():
            high -= 1
        yield low, high


def policy_named(quote: str | None) -> str | None:
    """The address or the name of a policy in words that refer to it; ``None`` where there is neither."""
    named = load_audit_words().policy.search(" ".join((quote or "").split()))
    return policy_url(quote) or (named[0] if named else None)


def as_absent(one: Weighed) -> Weighed:
    """The reference as a finding of a whole in which the policy is not to be found."""
    where = policy_named(one.finding.quote) or one.finding.details.reference
    reason = f"A use policy is referred to and not in the repository ({where})."
    return one._replace(verdict="unclear", reason=reason)
