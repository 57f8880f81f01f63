"""Known texts by the names people use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from osdcheck.identity.records import find_record, text_of


@pytest.fixture(scope="session")
def text() -> Callable[[str], str]:
    def known(name: str) -> str:
        record = find_record(name)
        assert record is not None, name
        return text_of(record)

    return known
