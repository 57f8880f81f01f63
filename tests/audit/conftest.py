"""Repositories made of a few files, with real license texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from osdcheck.auditing.texts import Judge, Text

TEXTS = Path(__file__).resolve().parents[2] / "license_texts"
Repository = Callable[[dict[str, str | bytes]], Path]


def text(name: str) -> str:
    """A license text of the project's own collection."""
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return root


_KNOWN: dict[bool, dict[tuple[str, bool], Text]] = {}


@pytest.fixture(autouse=True)
def shared_judgments(monkeypatch: pytest.MonkeyPatch) -> None:
    """One memory of judged texts for all tests: most of them hold the same few licenses."""

    def judge(*, identify: bool = True) -> Judge:
        return Judge(identify, _KNOWN.setdefault(identify, {}))

    monkeypatch.setattr("osdcheck.auditing.run.Judge", judge)


@pytest.fixture
def own_judgments(shared_judgments: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test that counts how often a text is judged."""
    monkeypatch.setattr("osdcheck.auditing.run.Judge", Judge)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    def build(files: dict[str, str | bytes]) -> Path:
        return write(tmp_path / "repository", files)

    return build
