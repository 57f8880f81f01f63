"""A command line whose analysis is replaced: what is tested here is everything around it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from osdcheck.analysis import Analysis
from osdcheck.cli import main
from osdcheck.core.report import Source
from osdcheck.core.unit import Piece, Unit
from osdcheck.document import read_document
from tests.snapshots.samples import CLOSED, OPEN, RECIPE

Invoke = Callable[..., Result]


@dataclass(frozen=True)
class _Program:
    """What click's runner wants of a command; ours ends with the codes of ``main``."""

    name: str = "osdcheck"

    def main(self, args: list[str], prog_name: str, **extra: Any) -> None:
        sys.exit(main(args))


@pytest.fixture
def invoke() -> Invoke:
    def run(*args: str | Path, **options: Any) -> Result:
        program: Any = _Program()
        return CliRunner().invoke(program, [os.fspath(arg) for arg in args], **options)

    return run


@pytest.fixture(autouse=True)
def _stub_analysis(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "real" not in request.module.__name__:
        monkeypatch.setattr("osdcheck.analysis.analyze", stub_analysis, raising=False)


def stub_analysis(source: bytes | Path, *, name: str | None = None, **options: Any) -> Any:
    """The real reader, then a verdict named by the first word of the text."""
    document = read_document(source, name=name)
    word = document.clean.split()[0]
    if word == "crash":
        raise RuntimeError("lost\x1b[2J the thread")
    report = {"closed": CLOSED, "review": RECIPE}.get(word, OPEN)
    report = replace(report, source=Source(name, document.sha256, len(document.original)))
    text = document.clean
    unit = Unit(0, text, (Piece(0, len(text), 0),), 0, "operative", "Terms")
    parse = SimpleNamespace(unit=unit, facts=("(grant act: use)",), unparsed=("gibberish",))
    parses: Any = (parse,)
    return Analysis(document, (unit,), parses, (), report, ())


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, made current, with one input of each sort."""
    for name in ("open", "closed", "review", "crash"):
        (tmp_path / name).write_text(f"{name} text\nof a license\n", encoding="utf-8")
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "empty").write_text(" \n")
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path
