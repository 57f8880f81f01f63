"""A commercial license beside an open one: a choice, or terms that everybody has to accept."""

from __future__ import annotations

import pytest

import osdcheck
from osdcheck.identity.records import find_record, text_of
from tests.audit.conftest import Repository, text

COMMERCIAL = (
    "Example Commercial License Agreement\n\nLicensor grants you a non-exclusive, non-transferable license "
    "to use the Software in your own\nproducts for the fee agreed in the order. You may not redistribute the "
    "source code of the Software\nand you may not modify or reverse engineer it.\n"
)


def known(name: str) -> str:
    record = find_record(name)
    assert record is not None
    return text_of(record)


def built(base: str, name: str, terms: str, readme: str) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {"LICENSE": base, name: terms, "main.c": "int main;\n"}
    if readme:
        files["README.md"] = f"# Foo\n\nA tool.\n\n## License\n\n{readme}\n"
    return files


@pytest.mark.parametrize(
    ("base", "name", "readme"),
    [
        (
            "GPL-3.0-only",
            "LICENSE-COMMERCIAL",
            "Foo is dual-licensed under the GPL-3.0 and a commercial license.",
        ),
        ("GPL-3.0-only", "LICENSE.commercial", "Foo is available under the GPL-3.0 or a commercial license."),
        (
            "AGPL-3.0-only",
            "COMMERCIAL-LICENSE.md",
            "You may choose either the AGPL-3.0 or a commercial license.",
        ),
        (
            "AGPL-3.0-only",
            "COMMERCIAL-LICENSE.md",
            "AGPL-3.0. Alternatively, a commercial license is available.",
        ),
        (
            "GPL-3.0-only",
            "LICENSE-COMMERCIAL.txt",
            "If you do not want to comply with the GPL, you may obtain a commercial license from us.",
        ),
        ("AGPL-3.0-only", "COMMERCIAL-LICENSE.md", ""),
        ("GPL-3.0-only", "LICENSE-COMMERCIAL", ""),
    ],
)
def test_a_commercial_alternative_is_a_choice(
    repository: Repository, base: str, name: str, readme: str
) -> None:
    report = osdcheck.audit(repository(built(known(base), name, COMMERCIAL, readme)))
    assert (report.overall, report.expression, report.conflicts) == ("open", base, ())
    assert {file.path: file.counted for file in report.files}[name] == "choice"
    assert any("LICENSE" in one and name in one and "other choice" in one for one in report.basis)


@pytest.mark.parametrize(
    ("base", "terms", "readme"),
    [
        ("MIT", COMMERCIAL, "MIT. Commercial use requires a license, see LICENSE-COMMERCIAL."),
        ("MIT", COMMERCIAL, ""),
        ("Apache-2.0", COMMERCIAL, "Both licenses apply: Apache-2.0 and the commercial license."),
        ("GPL-3.0-only", COMMERCIAL, "The files in the `ee/` folder are under LICENSE-COMMERCIAL."),
        (
            "AGPL-3.0-only",
            COMMERCIAL,
            "Dual-licensed: AGPL-3.0, and a commercial license for enterprise features.",
        ),
        (
            "AGPL-3.0-only",
            COMMERCIAL,
            "Dual-licensed: AGPL-3.0 for non-commercial use, else a commercial license.",
        ),
        ("AGPL-3.0-only", COMMERCIAL, "In addition to the AGPL-3.0 you must accept the commercial license."),
        ("MIT", COMMERCIAL, "MIT. It uses Qt, which is dual-licensed under the GPL or a commercial license."),
        ("GPL-3.0-only", "You may not use this software for commercial purposes without a license.\n", ""),
    ],
)
def test_commercial_terms_that_are_added_count(
    repository: Repository, base: str, terms: str, readme: str
) -> None:
    report = osdcheck.audit(repository(built(known(base), "LICENSE-COMMERCIAL", terms, readme)))
    assert report.overall != "open"


def test_an_enterprise_license_of_a_folder_stands_beside(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": text("MIT"), "ee/LICENSE": COMMERCIAL, "a.c": "int a;\n"}))
    assert "different-terms" in {one.kind for one in report.conflicts}
