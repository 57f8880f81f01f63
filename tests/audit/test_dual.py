"""Repositories that offer an open license beside one for money, and those where the latter is needed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import osdcheck
from osdcheck.identity.records import find_record, text_of
from osdcheck.tables.audit_words import load_audit_words
from tests.audit.conftest import Repository

DATA = Path(__file__).parent / "data"
ORDER = (
    "Northwind Commercial License\n\nNorthwind grants the customer a right to use the Software for a fee. "
    "The customer may not redistribute the source code.\n"
)
DUAL = "Foo is dual-licensed under the AGPL-3.0 and a commercial license."


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


MADE = table("dual.toml")
SAID = table("dual_sentences.toml")
ALTERNATIVES = table("alternatives.toml")


def known(name: str) -> str:
    record = find_record(name)
    assert record is not None
    return text_of(record)


AGPL = known("AGPL-3.0-only")
PLACES = {
    "section": {"README.md": f"# Foo\n\nA tool.\n\n## License\n\n{DUAL} %s\n"},
    "page": {"README.md": f"# Foo\n\nA tool.\n\n## License\n\n{DUAL}\n", "FAQ.md": "# FAQ\n\n%s\n"},
    "expression": {"README.md": "# Foo\n\nA tool.\n\n%s\n\n## License\n\nAGPL-3.0 or commercial\n"},
}


def beside(place: str, sentence: str) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {"LICENSE": AGPL, "LICENSE-COMMERCIAL": ORDER, "a.c": "int a;\n"}
    return {**files, **{path: words.replace("%s", sentence) for path, words in PLACES[place].items()}}


@pytest.mark.parametrize("row", MADE["repo"], ids=lambda row: row["id"])
def test_a_choice_is_open_and_what_binds_is_not(repository: Repository, row: dict[str, Any]) -> None:
    texts = MADE["texts"]
    files: dict[str, str | bytes] = {
        path: (texts.get(words[1:]) or known(words[1:])) if words.startswith("@") else words
        for path, words in row["files"].items()
    }
    overall = osdcheck.audit(repository(files)).overall
    if row["dual"]:
        assert overall == ("review" if row.get("review") else "open")
    else:
        assert overall != "open"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("sentence", SAID["binding"])
def test_a_sentence_that_may_bind_makes_no_choice(repository: Repository, sentence: str, place: str) -> None:
    report = osdcheck.audit(repository(beside(place, sentence)))
    assert report.overall != "open"


@pytest.mark.parametrize("place", ["page", "expression"])
@pytest.mark.parametrize("sentence", SAID["harmless"])
def test_a_harmless_sentence_leaves_the_choice(repository: Repository, sentence: str, place: str) -> None:
    assert osdcheck.audit(repository(beside(place, sentence))).overall == "open"


@pytest.mark.parametrize("path", ["README.md", "FAQ.md", "docs/pricing.md"])
@pytest.mark.parametrize("sentence", SAID["needed"])
def test_a_license_that_is_needed_needs_no_file(repository: Repository, sentence: str, path: str) -> None:
    files: dict[str, str | bytes] = {"LICENSE": AGPL, "a.c": "int a;\n", path: f"# Foo\n\n{sentence}\n"}
    assert osdcheck.audit(repository(files)).overall != "open"


@pytest.mark.parametrize("path", ["README.md", "FAQ.md"])
@pytest.mark.parametrize("sentence", SAID["plain"])
def test_what_asks_for_no_license_takes_nothing(repository: Repository, sentence: str, path: str) -> None:
    files: dict[str, str | bytes] = {"LICENSE": AGPL, "a.c": "int a;\n", path: f"# Foo\n\n{sentence}\n"}
    assert osdcheck.audit(repository(files)).overall == "open"


def test_a_doubt_is_left_to_a_person_by_its_sentence(repository: Repository) -> None:
    report = osdcheck.audit(repository(beside("page", "Startups get the commercial license.")))
    assert (report.overall, report.review_reasons) == ("review", ("doubtful-choice",))
    assert any("“Startups get the commercial license.” (FAQ.md:3)" in one for one in report.basis)


def test_what_binds_is_named(repository: Repository) -> None:
    report = osdcheck.audit(repository(beside("section", "Companies must accept the commercial license.")))
    assert report.overall == "not-open"
    assert any("Companies must accept the commercial license." in one for one in report.basis)
    assert not any("Nothing says" in one for one in report.basis)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("AGPL-3.0-only OR LicenseRef-Commercial", "AGPL-3.0-only OR LicenseRef-Commercial"),
        ("AGPL-3.0 or commercial", "AGPL-3.0-only OR LicenseRef-commercial"),
    ],
)
def test_an_option_for_money_is_called_as_the_project_calls_it(
    repository: Repository, written: str, shown: str
) -> None:
    files: dict[str, str | bytes] = {"LICENSE": AGPL, "README.md": f"# Foo\n\n## License\n\n{written}\n"}
    assert osdcheck.audit(repository(files)).expression == shown


def test_a_page_about_a_commercial_license_is_no_license(repository: Repository) -> None:
    page = "# Commercial license\n\nIf you cannot comply with the AGPL, buy a commercial license from us.\n"
    files: dict[str, str | bytes] = {"LICENSE": AGPL, "COMMERCIAL.md": page}
    report = osdcheck.audit(repository(files))
    assert (report.overall, [file.path for file in report.files]) == ("open", ["LICENSE"])


def test_commercial_terms_are_a_license_beside_one(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": AGPL, "COMMERCIAL.md": ORDER}))
    assert {file.path: file.counted for file in report.files}["COMMERCIAL.md"] == "choice"


def test_parts_stand_in_all_that_is_about_a_license_for_money() -> None:
    table = load_audit_words().alternative
    sentences = [one for rows in (SAID, ALTERNATIVES) for said in rows.values() for one in said]
    texts = [words for row in MADE["repo"] for words in row["files"].values()]
    for words in (line for one in (*sentences, *texts) for line in one.split("\n")):
        if words.isascii() and (table.about.search(words) or table.confines.search(words)):
            assert any(part in words.lower() for part in table.parts), words


def test_license_texts_of_other_parts_speak_of_no_license_for_money(repository: Repository) -> None:
    gpl = known("GPL-3.0-only")
    files: dict[str, str | bytes] = {
        "LICENSE": gpl,
        "LICENSE-COMMERCIAL": ORDER,
        "a/LICENSE": gpl,
        "a/x.c": "",
    }
    assert osdcheck.audit(repository(files)).overall == "open"
