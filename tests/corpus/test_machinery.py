"""The corpus machinery itself: what it refuses to read, what it compares, what it rewrites."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.cases import CorpusError, Expected, check_case, load_cases, same_findings
from tests.corpus.update import main, updated

BAN = "You may not sell the Software."
FILE = f"""====|
A ban
# why it is here
:kind no-sale
====|

{BAN}
----|
{{expected}}

====|
Left out
:skip it is about something else
====|
You may use it.
----|
no-sale restriction [1] "You may use it."
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "kinds"
    folder.mkdir()
    return folder / "no-sale.txt"


def written(path: Path, expected: str = "") -> Path:
    path.write_text(FILE.format(expected=expected), encoding="utf-8")
    return path


def test_a_case_is_read_with_its_title_attributes_and_parts(corpus: Path) -> None:
    first, second = load_cases(written(corpus))
    assert (first.title, first.line, first.text) == ("A ban", 1, BAN)
    assert first.attributes == (("kind", "no-sale"),)
    assert first.id == "kinds/no-sale.txt::A ban"
    assert second.values("skip") == ("it is about something else",)


@pytest.mark.parametrize(
    ("wrong", "right", "problem"),
    [
        ("----|\n", "---\n", "a fence is"),
        (":kind no-sale", ":kind no-sail", "no such kind"),
        (":kind no-sale", ":latent", "each with a value"),
        (":kind no-sale", ":sort no-sale", "known are"),
        ("# why it is here", "why it is here", "after the title come"),
        ("A ban\n", "", "starts with its title"),
        ('"You may use it."', '"You must use it."', "not a slice"),
        ("no-sale restriction [1]", "no-sale [1]", "not of the form"),
        ("====|\nYou may use it.\n----|\n", "", "do not pair up"),
        ("You may use it.\n----|\n", "You may use it.\n----|\n----|\n----|\n", "more than 1"),
    ],
)
def test_a_file_that_breaks_the_format_is_refused_with_its_line(
    corpus: Path, wrong: str, right: str, problem: str
) -> None:
    text = written(corpus).read_text(encoding="utf-8")
    assert wrong in text
    corpus.write_text(text.replace(wrong, right), encoding="utf-8")
    with pytest.raises(CorpusError, match=rf"no-sale\.txt:\d+: .*{problem}"):
        load_cases(corpus)


def test_a_failing_case_shows_input_findings_and_facts(corpus: Path) -> None:
    problem = check_case(load_cases(written(corpus))[0]) or ""
    assert "the findings differ" in problem
    assert BAN in problem
    assert f'no-sale restriction [1] "{BAN}"' in problem
    assert "act: sell work" in problem


@pytest.mark.parametrize(
    ("attribute", "word"), [(":none no-sale", "but there is"), (":zone disclaimer", "operative")]
)
def test_a_broken_promise_fails_a_case(corpus: Path, attribute: str, word: str) -> None:
    text = written(corpus, f'no-sale restriction [1] "{BAN}"').read_text(encoding="utf-8")
    corpus.write_text(text.replace(":kind no-sale", attribute), encoding="utf-8")
    assert word in (check_case(load_cases(corpus)[0]) or "")


def test_a_latent_case_restricts_nobody_until_its_context_stands_below_it(corpus: Path) -> None:
    text = (
        "====|\nA term\n:latent Do not use for Closed Areas.\n:kind field-ban\n====|\n"
        '"Closed Areas" means gambling.\n----|\n'
        'field-ban restriction [6] "Do not use for Closed Areas."\n'
    )
    corpus.write_text(text, encoding="utf-8")
    assert check_case(load_cases(corpus)[0]) is None
    corpus.write_text(text.replace('"Closed Areas" means gambling.', BAN), encoding="utf-8")
    assert "without its context" in (check_case(load_cases(corpus)[0]) or "")


def test_findings_are_compared_by_kind_clauses_and_overlapping_quotes() -> None:
    one = Expected("no-sale", "restriction", (1,), "may not sell")
    longer = Expected("no-sale", "restriction", (1,), "You may\n not sell it")
    assert same_findings([one], [longer])
    assert same_findings([longer], [one])
    assert not same_findings([one], [])
    assert not same_findings([], [one])
    assert not same_findings([one, one], [longer])
    assert not same_findings([one], [Expected("no-sale", "restriction", (1, 6), "may not sell")])
    assert not same_findings([one], [Expected("no-sale", "restriction", (1,), "may not rent")])


def test_update_rewrites_what_does_not_hold_and_nothing_else(corpus: Path) -> None:
    text, refused = updated(written(corpus))
    assert text == FILE.format(expected=f'no-sale restriction [1] "{BAN}"')
    assert refused == ()


def test_update_is_idempotent(corpus: Path) -> None:
    assert main([str(written(corpus))]) == 0
    once = corpus.read_text(encoding="utf-8")
    assert main([str(corpus)]) == 0
    assert corpus.read_text(encoding="utf-8") == once
    assert check_case(load_cases(corpus)[0]) is None


def test_update_refuses_a_case_that_promises_a_finding_that_is_not_there(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = written(corpus).read_text(encoding="utf-8").replace(BAN, "You may sell the Software.")
    corpus.write_text(text, encoding="utf-8")
    assert main([str(corpus)]) == 1
    assert corpus.read_text(encoding="utf-8") == text
    assert ":kind no-sale, but there is no such finding" in capsys.readouterr().out
