"""What a newcomer sees."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from osdcheck.cli.exit_codes import ExitCode, exit_code
from osdcheck.render import Tally
from tests.cli.conftest import Invoke


@pytest.mark.parametrize("command", [["--help"], ["check", "--help"]])
def test_help_lists_the_exit_codes(invoke: Invoke, command: list[str]) -> None:
    result = invoke(*command)
    assert result.exit_code == 0
    for code in ("0  all inputs", "1  at least one", "2  ", "3  ", "64  ", "70  "):
        assert f"  {code}" in result.stdout


def test_version(invoke: Invoke) -> None:
    assert invoke("--version").stdout == f"osdcheck {version('osdcheck')}\n"


@pytest.mark.parametrize("command", [[], ["judge"], ["check", "--format"]])
def test_usage_errors_are_not_verdicts(invoke: Invoke, command: list[str]) -> None:
    result = invoke(*command)
    assert result.exit_code == 64
    assert any(word in result.stderr for word in ("Usage: osdcheck", "Error: "))


def test_the_gravest_outcome_wins() -> None:
    worst_first = ["defects", "unread", "not_open", "review", "open"]
    codes = [exit_code(Tally(**dict.fromkeys(worst_first[i:], 1))) for i in range(5)]
    assert codes == [
        ExitCode.INTERNAL, ExitCode.UNREADABLE, ExitCode.NOT_OPEN, ExitCode.REVIEW, ExitCode.ALL_OPEN
    ]  # fmt: skip
