"""Questions of a README with their answers, and rows of its tables, beside an open license."""

from __future__ import annotations

import pytest

import osdcheck
from osdcheck.identity.records import find_record, text_of
from tests.audit.conftest import Repository


def known(name: str) -> str:
    record = find_record(name)
    assert record is not None
    return text_of(record)


def readme(words: str) -> str:
    return f"# Foo\n\nFoo reads files.\n\n{words}\n"


SOLD = [
    ("### Do I need a commercial license?\n\nYes, if you use Foo in a company.", "not-open"),
    ("### Do I need a commercial license?\n\n**YES** if you:\n- work at a for-profit company", "not-open"),
    ("**Do I need to buy a license?**\n\nYes. Please see our prices.", "not-open"),
    ("- Q: Do I need a commercial license?\n  A: Yes, if you make money with it.", "not-open"),
    ("### Can I use Foo commercially for free?\n\nNo. You need to ask us.", "not-open"),
    ("<summary>Do companies need a license?</summary>\n\nYes, above ten people.\n", "not-open"),
    ("### Do I need a license?\n\nOnly if you use it in a company.", "review"),
    ("### When do I need a commercial license?\n\nYou need a commercial license if you sell it.", "review"),
    ("| Who | License |\n|---|---|\n| Students | MIT |\n| Companies | Commercial license |", "not-open"),
    ("| | Personal | Commercial |\n|:-:|:-:|:-:|\n| License | MIT | Paid license |", "not-open"),
    ("## License prices\n\n| Use | Price |\n|-|-|\n| Personal | Free |\n| Commercial | $99 |", "review"),
]


@pytest.mark.parametrize(("words", "overall"), SOLD)
def test_what_sells_the_use_narrows_the_license(repository: Repository, words: str, overall: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": known("MIT"), "README.md": readme(words)}))
    assert (report.overall, [one.kind for one in report.conflicts]) == (overall, ["narrowed"])
    quote = report.conflicts[0].locations[0].quote
    assert quote in readme(words)


def test_a_page_of_questions_is_read_as_well(repository: Repository) -> None:
    words = "# FAQ\n\n## Do I need a commercial license?\n\nYes, if you are a company.\n"
    report = osdcheck.audit(repository({"LICENSE": known("MIT"), "docs/FAQ.md": words}))
    assert (report.overall, [one.kind for one in report.conflicts]) == ("not-open", ["narrowed"])


CALM = [
    "### Do I need a commercial license?\n\nNo. Foo is MIT licensed.",
    "### Do I need a commercial license?\n\nOnly if you want support.",
    "### Do I need a commercial license?\n\n### Something else?\n\nYes.",
    "### Can I use Foo commercially?\n\nYes! MIT license allows commercial use.",
    "### Can I use Foo in my company?\n\nNo problem.",
    "### Do I need a license for the Gurobi backend?\n\nYes, of Gurobi.",
    "### Do I need a driver's license?\n\nYes.",
    "### Is Foo free?\n\nYes, it is.",
    "```md\n### Do I need a commercial license?\n\nYes.\n```",
    "| Plan | Price |\n|---|---|\n| Cloud Free | $0 |\n| Cloud Pro | $99 |",
    "| Feature | Foo | Commercial |\n|---|---|---|\n| License | MIT | Commercial license |",
    "| Backend | Notes |\n|---|---|\n| Gurobi | Commercial license required |",
    "| Use | Allowed |\n|---|---|\n| Commercial use | Yes, under the MIT license |",
    "| Permission | |\n|---|---|\n| Commercial use | allowed |\n| Liability | not allowed |",
    "## License costs\n\n| Support | Price |\n|---|---|\n| Personal | Free |\n| Business | $99 |",
]


@pytest.mark.parametrize("words", CALM)
def test_other_questions_and_tables_narrow_nothing(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": known("MIT"), "README.md": readme(words)}))
    assert (report.overall, report.conflicts) == ("open", ())


@pytest.mark.parametrize(
    "piece",
    ["Do I need a license?\nYes ", "| a |\n|-|\n", "<table>\n", "<table><tr><td>", "Do I need a license? "],
)
def test_questions_and_tables_without_end_are_no_hang(repository: Repository, piece: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": known("MIT"), "README.md": readme(piece * 5_000)}))
    assert report.files
