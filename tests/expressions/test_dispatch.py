from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from osdcheck import ExpressionError, InputError, PathLikeText, Report, check_expression, check_license
from osdcheck.expressions import is_expression

WORDS = st.sampled_from(
    [
        "MIT",
        "JSON",
        "AND",
        "OR",
        "WITH",
        "(",
        ")",
        "Classpath-exception-2.0",
        "+",
        "Apache 2",
        "x",
        "or",
        "gpl",
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "MIT",
        "MIT\n",
        "  mit  ",
        "unheard-of",
        "LicenseRef-mine",
        "(MIT)",
        "MIT OR Apache-2.0",
        "foo AND bar",
        "mit or apache-2.0",
        "Apache License 2.0",
        "MIT License OR Apache 2",
        "MIT OR",
        "BSD",
    ],
)
def test_an_expression(text: str) -> None:
    assert is_expression(text)


@pytest.mark.parametrize(
    "text",
    [
        "All rights reserved.",
        "Terms and conditions",
        "black and white",
        "You may use and copy this software.",
        "THE SOFTWARE IS PROVIDED AS IS AND WITHOUT WARRANTY",
        "MIT\nApache-2.0",
        "LICENSE.txt",
        "./LICENSE",
        "licenses/MIT.txt",
        "C:\\licenses\\MIT.txt",
        "",
        "   ",
    ],
)
def test_no_expression(text: str) -> None:
    assert not is_expression(text)


def test_a_str_that_is_an_expression_is_judged_as_one() -> None:
    report = check_license("GPL-2.0-only WITH Classpath-exception-2.0 OR MIT")
    assert report.overall == "open"
    assert report == check_expression("GPL-2.0-only WITH Classpath-exception-2.0 OR MIT")


def test_text_bytes_and_files_are_never_expressions(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("MIT")
    assert check_license("All rights reserved.").expression is None
    assert check_license(b"MIT").expression is None
    assert check_license(tmp_path / "LICENSE").expression is None


def test_a_path_is_still_refused_and_a_license_name_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("NOTES", "MIT"):
        (tmp_path / name).write_text("You may use it.")
    for path in ("LICENSE.txt", "./LICENSE", "NOTES"):
        with pytest.raises(PathLikeText):
            check_license(path)
    assert check_license("MIT").expression is not None


def test_an_error_survives_pickling() -> None:
    with pytest.raises(ExpressionError) as caught:
        check_expression("MIT OR GLP-3.0")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (copy.span, copy.nearest, str(copy)) == (
        caught.value.span,
        caught.value.nearest,
        str(caught.value),
    )


@given(st.lists(WORDS, max_size=9).map(" ".join))
@example("MIT WITH Classpath-exception-2.0 WITH x")
@settings(max_examples=80, deadline=None)
def test_any_words_are_a_report_or_a_typed_error(text: str) -> None:
    outcome: Report | ExpressionError
    try:
        outcome = check_expression(text, identify=False)
    except ExpressionError as error:
        outcome = error
    if isinstance(outcome, ExpressionError):
        assert 0 <= outcome.span[0] <= outcome.span[1] <= len(outcome.text)
    else:
        assert outcome.expression is not None
        assert outcome.expression.overall == outcome.overall


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_characters_are_told_apart(text: str) -> None:
    try:
        check_license(text, identify=False)
    except (InputError, ExpressionError):
        return


def test_a_long_line_is_told_apart_at_once() -> None:
    assert not is_expression("You may use this software " * 300)
