from __future__ import annotations

import pytest

from osdcheck.errors import DataError
from osdcheck.resources import data_folder


@pytest.mark.parametrize("name", ["grammars", "license_texts"])
def test_each_data_folder_is_found(name: str) -> None:
    assert any(data_folder(name).iterdir())


def test_a_folder_that_is_nowhere_is_a_defect_that_says_what_to_do() -> None:
    with pytest.raises(DataError, match="reinstall"):
        data_folder("no-such-folder")
