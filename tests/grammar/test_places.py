"""What a sentence says does not depend on where a license has it: as a paragraph, an entry or a note."""

from __future__ import annotations

import pytest

import osdcheck

RIGHTS = "use, copy, modify, publish, distribute, sublicense and sell copies of the Software for any purpose"
AS_IS = "The Software is provided as is, without warranty of any kind."
PLACES = {
    "paragraph": f"You may {RIGHTS}.\n\n{{whole}}\n\n{AS_IS}\n",
    "first": f"{{whole}}\n\nYou may {RIGHTS}.\n\n{AS_IS}\n",
    "capitals": f"You may {RIGHTS}.\n\n{{capitals}}\n\n{AS_IS}\n",
    "aside": f"You may {RIGHTS}.\n\n({{whole}})\n\n{AS_IS}\n",
    "bold": f"You may {RIGHTS}.\n\n**{{whole}}**\n\n{AS_IS}\n",
    "tagged": f"You may {RIGHTS}.\n\n<b>{{whole}}</b>\n\n{AS_IS}\n",
    "note": f"You may {RIGHTS}.\n\nPlease note that {{low}}.\n\n{AS_IS}\n",
    "agreed": f"You may {RIGHTS}.\n\nYou acknowledge and agree that {{low}}.\n\n{AS_IS}\n",
    "entry": f"You may {RIGHTS}, subject to the following:\n\n(a) you keep the notice;\n(b) {{low}}; and\n"
    f"(c) you keep this list.\n\n{AS_IS}\n",
    "first entry": f"You may {RIGHTS}, provided that the following conditions are met:\n\n1. {{whole}}\n\n"
    f"2. The notice stays.\n\n{AS_IS}\n",
    "restrictions": "Permission is granted to anyone to use this software for any purpose, and to alter it "
    "and pass it on, subject to the following restrictions:\n\n1. The notice stays.\n2. {whole}\n",
}
RESTRICTIONS = {
    "One working copy, and one kept in reserve, is all that a licensee may hold at any time.": 1,
    "Incorporation in weapons, or in systems that aim or guide them, is forbidden.": 6,
    "No permission is given to any person against whom the Licensor has at any time obtained judgment.": 5,
    "Any use beyond experimentation in the laboratory voids the permission.": 6,
}
HARMLESS = [
    "You don't need to ask, register or pay before using the code at work.",
    "The courts of Vienna decide all disputes about these terms.",
    "Whoever finds an error is asked to tell us about it, though nobody has to.",
]


def at(place: str, sentence: str) -> osdcheck.Report:
    low = sentence[0].lower() + sentence[1:].rstrip(".")
    text = PLACES[place].format(whole=sentence, low=low, capitals=sentence.upper())
    return osdcheck.check_license(text, identify=False)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("sentence", RESTRICTIONS)
def test_a_restriction_is_found_wherever_it_stands(place: str, sentence: str) -> None:
    report = at(place, sentence)
    assert RESTRICTIONS[sentence] in {clause.number for clause in report.clauses if clause.verdict == "fail"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("sentence", HARMLESS)
def test_a_harmless_sentence_harms_nowhere(place: str, sentence: str) -> None:
    assert at(place, sentence).overall == "open"
