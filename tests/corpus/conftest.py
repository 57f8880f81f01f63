"""Collects one test per case of the corpus files that ``tests/corpus/cases.py`` describes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.cases import CORPUS, FOLDERS, Case, check_case, load_cases


class CaseFailed(AssertionError):
    """A case does not hold; the message is the whole report."""


class CaseItem(pytest.Item):
    """One case; its id is ``path::title``."""

    def __init__(self, *, case: Case, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.case = case

    def runtest(self) -> None:
        for reason in self.case.values("skip"):
            pytest.skip(reason)
        problem = check_case(self.case)
        if problem is not None:
            raise CaseFailed(problem)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, CaseFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.case.line, self.name


class CaseFile(pytest.File):
    """One corpus file."""

    def collect(self) -> Iterator[CaseItem]:
        for case in load_cases(self.path):
            yield CaseItem.from_parent(self, name=case.title, case=case)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFile | None:
    if file_path.suffix == ".txt" and file_path.parent.parent == CORPUS and file_path.parent.name in FOLDERS:
        return CaseFile.from_parent(parent, path=file_path)
    return None
