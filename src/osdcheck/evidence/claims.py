"""Sentences that call a project open source, and whether its license bears them out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from osdcheck.core.evidence import Claim, ClaimVerdict
from osdcheck.core.report import Overall

_FORM = re.compile(r"open[- ]sourced?|free software|osi[- ]approved", re.I)
_VERDICTS: dict[Overall, ClaimVerdict] = {
    "open": "supported",
    "not-open": "contradicted",
    "review": "unsupported",
}


def find_claims(text: str, *, path: str, subject: str | None = None) -> tuple[Claim, ...]:
    """Every sentence of a README, model card, HTML page or plain text that speaks of open source.

    ``path`` tells the format by its suffix; ``subject`` is the name of the project, where known.
    """
    claims = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _FORM.search(line)
        if found is not None:
            start = sum(len(one) + 1 for one in text.splitlines()[: number - 1])
            claims.append(
                Claim(
                    path=path,
                    line_start=number,
                    line_end=number,
                    start=start,
                    end=start + len(line),
                    quote=line,
                    form=found.group().lower(),
                    scope="whole",
                    stance="mention",
                )
            )
    return tuple(claims)


def weigh_claims(
    claims: Iterable[Claim], overall: Overall | None, *, released_source: bool | None = None
) -> tuple[Claim, ...]:
    """The claims with their verdicts against what the license of the whole says.

    Asserted claims about the whole are ``supported`` when ``overall`` is ``"open"``, ``contradicted``
    when ``"not-open"`` and ``unsupported`` when ``"review"`` or ``None`` (no license found). A claim
    that the license bears out is ``unsupported`` where ``released_source`` is ``False``: OSD 2 asks for
    the source. A claim about a part is never ``contradicted`` by the verdict on the whole. Other
    stances get no verdict.
    """
    return tuple(replace(claim, verdict=_weigh(claim, overall, released_source)) for claim in claims)


def _weigh(claim: Claim, overall: Overall | None, released_source: bool | None) -> ClaimVerdict | None:
    if claim.stance != "asserted":
        return None
    verdict = _VERDICTS[overall] if overall is not None else "unsupported"
    if claim.scope == "part" and verdict == "contradicted":
        return "unsupported"
    if verdict == "supported" and released_source is False:
        return "unsupported"
    return verdict
