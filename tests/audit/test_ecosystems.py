"""Repositories of other ecosystems: what their manifests declare, beside their license files."""

from __future__ import annotations

import pytest

import osdcheck
from osdcheck.identity.records import find_record, text_of
from tests.audit.conftest import Repository


def known(name: str) -> str:
    record = find_record(name)
    assert record is not None
    return text_of(record)


MIT = known("MIT")
R = "Package: foo\nVersion: 1.0\nLicense: {}\n"
LABEL = 'FROM scratch\nLABEL org.opencontainers.image.licenses="{}"\n'
RECIPE = "package:\n  name: foo\nabout:\n  license: {}\n"
FILLED = "YEAR: 2020\nCOPYRIGHT HOLDER: Jane Doe\n"

CASES: dict[str, tuple[dict[str, str | bytes], str, list[str]]] = {
    "a blank filled in": ({"DESCRIPTION": R.format("MIT + file LICENSE"), "LICENSE": FILLED}, "open", []),
    "a choice": ({"DESCRIPTION": R.format("GPL-2 | file LICENSE"), "LICENSE": MIT}, "open", []),
    "no license but the field": ({"DESCRIPTION": R.format("GPL (>= 2)"), "R/a.R": "x <- 1\n"}, "open", []),
    "all rights reserved": (
        {"foo.cabal": "name: foo\nlicense: AllRightsReserved\n", "LICENSE": MIT},
        "review",
        ["declared-differs"],
    ),
    "the label of an image": ({"Dockerfile": LABEL.format("Apache-2.0"), "main.go": ""}, "open", []),
    "a label against the file": (
        {"Dockerfile": LABEL.format("Proprietary"), "LICENSE": MIT},
        "review",
        ["declared-differs"],
    ),
    "an image of a folder": (
        {"docker/Dockerfile": LABEL.format("BUSL-1.1"), "LICENSE": MIT},
        "open",
        ["different-terms"],
    ),
    "a recipe": ({"meta.yaml": RECIPE.format("SSPL-1.0"), "build.sh": ""}, "not-open", []),
    "a blank that nothing names": ({"LICENSE": FILLED, "a.py": ""}, "not-open", []),
}


@pytest.mark.parametrize(("files", "overall", "kinds"), CASES.values(), ids=CASES)
def test_manifests_of_other_ecosystems_are_heard(
    repository: Repository, files: dict[str, str | bytes], overall: str, kinds: list[str]
) -> None:
    report = osdcheck.audit(repository(files))
    assert (report.overall, [one.kind for one in report.conflicts]) == (overall, kinds)
