"""Acts that a license defines: what a grant of one gives, and what its meaning confines it to."""

from __future__ import annotations

from itertools import product

import pytest

from osdcheck import check_license

HEADS = (
    '"Use" means {}.',
    '"Use" shall mean {}.',
    '"Exploit" or "Exploitation" means {}.',
    'In this license, "use" refers to {}.',
)
CONFINED = (
    "use by a natural person at home",
    "running and changing the software for research at a university",
    "any non-commercial act",
    "acts of a private person in the household",
    "use, copying and distribution for evaluation",
    "internal use",
    "acts done by students for their studies",
    "running, copying and sharing the work within your company",
    "acts of non-profit organizations",
    "whatever a hobbyist does for himself",
    "running it, in object code only",
    "to run it on computers that the user owns",
    "to run it, and whoever runs it must pay a royalty",
    "to run it for no more than 30 days",
    "to operate it for oneself and nobody else",
    "running it while subscribed",
    "to do so with the written consent of the licensor",
)
WIDE = (
    "any act that copyright reserves, by whomever",
    "to run, copy, change, distribute and sell",
    "any use by any person or organization, commercial or not",
    "to run, study, copy, modify, perform, publish, distribute and sublicense, in private or in public",
    "doing anything with it, at home, at work or at school",
    "use in research, teaching, trade and everything else",
    "to copy, whether for personal, educational or commercial purposes",
    "all acts, including those of companies and public bodies",
    "running it as a service for third parties as well as internally",
)


def _license(head: str, meaning: str, grant: str) -> str:
    verb = next(verb for verb in ("Exploit", "Use", "use") if f'"{verb}"' in head)
    return (
        f"Definitions\n\n{head.format(meaning)}\n\nGrant\n\n{grant.format(verb)}\n\n"
        'The software is provided "as is", without warranty of any kind.\n'
    )


@pytest.mark.parametrize(("head", "meaning"), list(product(HEADS, CONFINED)))
def test_a_meaning_that_confines_an_act_confines_what_is_granted(head: str, meaning: str) -> None:
    text = _license(head, meaning, "Everybody may {} the software, and copy, modify, distribute and sell it.")
    report = check_license(text, identify=False)
    assert report.overall == "not-open"
    quotes = [finding.quote or "" for finding in report.findings if finding.effect == "restriction"]
    assert any(meaning in quote or quote.rstrip(".") in meaning for quote in quotes)


@pytest.mark.parametrize(("head", "meaning"), list(product(HEADS, WIDE)))
def test_a_meaning_that_confines_nothing_leaves_the_license_open(head: str, meaning: str) -> None:
    text = _license(head, meaning, "Everybody may {} the software, and copy, modify, distribute and sell it.")
    assert check_license(text, identify=False).overall == "open"


@pytest.mark.parametrize(
    "meaning", ["to run, copy, change, distribute and sell", "copying, adapting and selling it"]
)
def test_a_grant_gives_what_the_act_stands_for(meaning: str) -> None:
    text = _license('"Exploit" means {}.', meaning, "Everybody may Exploit the software.")
    report = check_license(text, identify=False)
    given = {finding.kind for finding in report.findings if finding.effect == "grant"}
    assert {"grant-copy", "grant-modify", "grant-sell"} <= given


def test_a_word_that_is_not_written_as_defined_has_its_own_sense() -> None:
    text = _license(
        '"Use" means {}.', "internal use", "Everybody may {}, copy, modify, distribute and sell it."
    )
    assert check_license(text.replace("may Use", "may use"), identify=False).overall == "open"
