"""How far a line that names persons or purposes reaches."""

from __future__ import annotations

import pytest

import osdcheck

GRANT = "You may use, copy, modify and redistribute this program, provided that this notice is kept.\n"


def overall(text: str) -> str:
    return osdcheck.check_license(text, identify=False).overall


@pytest.mark.parametrize("line", ["# For students", "Students:", "# Research", "Members:"])
def test_a_line_scopes_the_grant_right_below_it(line: str) -> None:
    assert overall(f"{line}\n\n{GRANT}") == "not-open"


@pytest.mark.parametrize("heading", ["Testing", "Research", "For students", "Personal use"])
def test_a_section_ends_at_the_next_heading(heading: str) -> None:
    front = f"# Foo\n\nA parser.\n\n## {heading}\n\nSee below.\n\n"
    behind = "## Installation\n\npip install foo\n\n## License\n\n"
    assert overall(front + behind + GRANT) == "open"


@pytest.mark.parametrize(
    "front",
    [
        "Sponsors:\n* Acme, Inc.\n* Foo GmbH\n\nLicense:\n\n",
        "Contents\n\n1. Introduction\n2. Research\n3. License\n\n",
        'Install it so:\n\n"[test]"\n\n',
        "Government of Canada\n\n",
    ],
)
def test_what_stands_in_front_of_a_license_is_no_scope(front: str) -> None:
    assert overall(front + GRANT) == "open"


def test_the_title_of_a_license_holds_for_its_sections() -> None:
    assert (
        overall(f"Evaluation license\n\n1. Grant\n\n{GRANT}\n2. Warranty\n\nThere is none.\n") == "not-open"
    )
