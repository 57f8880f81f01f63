"""Names that programs may rely on."""

from __future__ import annotations

import pickle
from importlib.metadata import version

import pytest

import osdcheck
from osdcheck import errors


def test_every_public_name_is_there() -> None:
    assert [name for name in osdcheck.__all__ if not hasattr(osdcheck, name)] == []
    assert set(osdcheck.__all__) <= set(dir(osdcheck))


def test_every_error_is_public() -> None:
    kinds = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert kinds <= set(osdcheck.__all__)


def test_no_public_name_is_a_submodule() -> None:
    # Importing the submodule would overwrite the function of the same name.
    assert "check" not in osdcheck.__all__
    from osdcheck import check

    assert osdcheck.check is check
    assert callable(osdcheck.check_license)


def test_version_is_that_of_the_distribution() -> None:
    assert osdcheck.__version__ == version("osdcheck")


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'approve'"):
        osdcheck.approve  # noqa: B018 - asking for it is the test


def test_errors_travel_between_processes() -> None:
    error = osdcheck.UnreadableInput("a.txt", "no such file", "Check the path")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy)) == (osdcheck.UnreadableInput, "a.txt: no such file. Check the path")
