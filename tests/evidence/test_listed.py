"""License files that only list parts of the work and the license of each."""

from __future__ import annotations

import pytest

from osdcheck.evidence.listed import listed

LISTS = {
    "This package contains X, provided under other licenses:\n\n- a: MIT\n- b: BSD-3-Clause\n": (
        "MIT AND BSD-3-Clause"
    ),
    "# License\n\nThe files are under the following licenses:\n* src - MIT\n* docs - CC-BY-4.0\n": (
        "MIT AND CC-BY-4.0"
    ),
    "Parts of this repository have different licenses.\n\n"
    "| Path | License |\n|---|---|\n| core/ | Apache-2.0 |\n| ee/ | Elastic-2.0 |\n": (
        "Apache-2.0 AND Elastic-2.0"
    ),
    "The code is licensed under the MIT license.\n\n"
    "It contains third-party code under these licenses:\n\n- zlib: Zlib\n- bar: SSPL-1.0\n": "MIT",
    "Components and their licenses:\n\n1. core (Apache-2.0)\n2. gui (MIT)\n\nCopyright 2020 Jane Doe\n": (
        "Apache-2.0 AND MIT"
    ),
}


@pytest.mark.parametrize(("text", "expression"), LISTS.items())
def test_all_licenses_of_a_list_hold(text: str, expression: str) -> None:
    said = listed(text, path="LICENSE", field="statement", line=1)
    assert said is not None
    assert said.words == expression


@pytest.mark.parametrize(
    "text",
    [
        "The files are under the following licenses:\n\n- a: MIT\n",
        "The files are under the following licenses:\n\n- a: MIT\n- b: Foo License\n",
        "The files are under the following licenses:\n\n- a: MIT\n- b: ISC\n\nNot on Sundays.\n",
        "The files are under the following licenses:\n\n- a: MIT\n- b: ISC\nfor students\n",
        "Only students may use the files below, whose licenses are:\n\n- a: MIT\n- b: ISC\n",
        "Choose one of the following licenses:\n\n- a: MIT\n- b: ISC\n",
        "Beekeepers: MIT\nOthers: ISC, for ten dollars\n",
        "- a: MIT\n- b: ISC\n- c: ask us\n",
    ],
)
def test_a_list_that_says_more_is_none(text: str) -> None:
    assert listed(text, path="LICENSE", field="statement", line=1) is None
