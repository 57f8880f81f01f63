"""Sentences of a README that narrow its license, and those that seem to."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import osdcheck
from osdcheck.core.audit import AuditReport
from osdcheck.identity.records import find_record, text_of
from tests.audit.conftest import Repository

SENTENCES = tomllib.loads((Path(__file__).parent / "data" / "riders.toml").read_text(encoding="utf-8"))


def audited(repository: Repository, sentence: str, title: str, **files: str) -> AuditReport:
    record = find_record("MIT")
    assert record is not None
    readme = f"# Foo\n\nFoo does things with data.\n\n## {title}\n\n{sentence}\n"
    return osdcheck.audit(
        repository({"LICENSE": text_of(record), "README.md": readme, "foo.py": "x = 1\n", **files})
    )


@pytest.mark.parametrize("sentence", SENTENCES["narrows"])
def test_it_narrows_the_license_wherever_it_stands(repository: Repository, sentence: str) -> None:
    assert audited(repository, sentence, "Usage").overall != "open"


@pytest.mark.parametrize("sentence", SENTENCES["narrows_license"])
def test_it_narrows_the_license_in_its_section(repository: Repository, sentence: str) -> None:
    assert audited(repository, sentence, "License").overall != "open"


@pytest.mark.parametrize("title", ["Usage", "License"])
@pytest.mark.parametrize("sentence", SENTENCES["harmless"])
def test_it_takes_nothing_away(repository: Repository, sentence: str, title: str) -> None:
    report = audited(repository, sentence, title)
    assert (report.overall, report.conflicts) == ("open", ())


@pytest.mark.parametrize("sentence", SENTENCES["apart"])
def test_what_is_bundled_is_apart(repository: Repository, sentence: str) -> None:
    report = audited(repository, sentence, "License")
    assert report.overall == "open"
    assert [(one.counted, one.overall) for one in report.files if one.path == "README.md"][-1] == (
        "apart",
        "not-open",
    )


def test_what_is_said_of_the_work_of_others_is_not_said_of_this(repository: Repository) -> None:
    words = "Commercial use of bar is prohibited."
    assert audited(repository, words, "Third-party licenses").overall == "open"
    nested = audited(repository, f"MIT.\n\n### Third-party code\n\n{words}", "License")
    assert nested.overall == "open"
    assert audited(repository, words.replace("bar", "Foo"), "Usage").overall == "not-open"


def test_a_file_of_more_terms_is_called_absent_only_where_it_is_not_there(repository: Repository) -> None:
    words = "MIT, subject to [RULES.md](RULES.md)."
    absent = audited(repository, words, "License")
    assert (absent.overall, [one.kind for one in absent.conflicts]) == ("review", ["policy-absent"])
    there = audited(repository, words, "License", **{"RULES.md": "Be kind.\n"})
    assert (there.overall, there.conflicts) == ("review", ())


@pytest.mark.parametrize("title", ["License", "Usage"])
def test_what_a_section_takes_away_is_counted_once(repository: Repository, title: str) -> None:
    report = audited(repository, "Free for non-commercial use only.", title)
    assert report.overall == "not-open"
    assert [one.path for one in report.files].count("README.md") == 1
